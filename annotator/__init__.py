"""Isnad: read right-to-left articles, tag claims, sources and cues, export annotation sets.

This package holds the whole program. Its layers, top down: `__main__`; `ui` and `cli`;
`operations`; `store`, `arabic`, `exchange`, `analysis`, `settings`; `model`; `i18n`, `resources`.
Importing it imports none of them.
"""
