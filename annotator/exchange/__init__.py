"""Formats that Isnad reads and writes, and the registry that lists them.

Formats turn files into plain values and plain values into files; they never see the store.
"""
