"""The project file: one SQLite database, its journal, its backups and its checks.

All SQL text and every import of sqlite3 or sqlite_utils is in this package. What comes out are the
plain values of ``annotator.model``; nothing here knows languages, formats or windows.
"""
