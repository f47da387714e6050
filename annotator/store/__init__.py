"""The project file: one SQLite database, its schema, journal, queries and checks.

The only package that imports sqlite3 or sqlite_utils and the only one that holds SQL.
"""
