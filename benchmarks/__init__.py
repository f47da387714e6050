"""The performance budgets as runnable measurements, each beside a limit measured in the same run.

One file per budget; what is common is in ``measure.py`` (clocks, processes), ``corpus.py`` (texts
and projects to measure on) and ``table.py`` (which measurements there are, how they are shown).
"""
