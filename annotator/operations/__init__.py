"""Use cases: one function for each thing a person can do, for windows, commands and scripts alike.

Each takes the open ``Project`` first and returns the ``Changes`` that views listen to. No Qt, no
SQL, no files formats here: those are ``ui``, ``store`` and ``exchange``.
"""
