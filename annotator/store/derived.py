"""Tables that can be made again from the project at any time: indexes and caches.

They lie in the project file but are nobody's work: not journalled, not exported, not migrated. Each
module that keeps one declares it here as a ``Derived``; where the file has another edition, it is
dropped and made anew. Belongs here: which edition a file has, and transactions that are no step.
Does not belong here: any one index.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from annotator.store.database import Database
from annotator.store.faults import explained

_EDITIONS = (
    "CREATE TABLE IF NOT EXISTS derived (name TEXT PRIMARY KEY NOT NULL, edition TEXT NOT NULL)"
    " STRICT"
)


@dataclass(frozen=True, slots=True)
class Derived:
    """Some tables that belong together.

    ``statements`` make them, ``tables`` are their names (what is referred to last). ``edition`` is
    changed whenever the statements or what is written into them changes.
    """

    name: str
    edition: str
    tables: tuple[str, ...]
    statements: tuple[str, ...]


@contextmanager
def writing(database: Database) -> Iterator[None]:
    """Write derived tables in a transaction of their own; short, for gestures wait for it.

    It does not wait for the disk, which would hold gestures up. In the write-ahead log a lost
    transaction takes with it only what came later, and a gesture's commit, which waits, brings all
    before it to the disk: a power cut costs derived tables at most.
    Raises RuntimeError inside a step, LockedError where the file cannot be written.
    """
    if database.in_step:
        raise RuntimeError("derived tables are written between steps")
    database.refuse_read_only()
    with explained(database.path):
        database.connection.execute("PRAGMA synchronous = NORMAL")
        try:
            database.connection.execute("BEGIN IMMEDIATE")
            yield
            database.connection.execute("COMMIT")
        except BaseException:
            if database.connection.in_transaction:
                database.connection.execute("ROLLBACK")
            raise
        finally:
            database.connection.execute("PRAGMA synchronous = FULL")


def is_present(database: Database, wanted: Derived) -> bool:
    """Tell whether the file has these tables in this edition."""
    if not database.rows("SELECT 1 FROM sqlite_master WHERE name = 'derived'"):
        return False
    found = database.rows("SELECT edition FROM derived WHERE name = ?", (wanted.name,))
    return bool(found) and found[0][0] == wanted.edition


def ensure(database: Database, wanted: Derived) -> None:
    """Make the tables where they are missing or of another edition; empty then."""
    if is_present(database, wanted):
        return
    with writing(database):
        database.connection.execute(_EDITIONS)
        _drop(database, wanted)
        for statement in wanted.statements:
            database.connection.execute(statement)
        database.connection.execute(
            "INSERT INTO derived(name, edition) VALUES (?, ?)", (wanted.name, wanted.edition)
        )


def drop(database: Database, wanted: Derived) -> None:
    """Remove the tables; they are made again when they are next needed."""
    if database.rows("SELECT 1 FROM sqlite_master WHERE name = 'derived'"):
        with writing(database):
            _drop(database, wanted)


def _drop(database: Database, wanted: Derived) -> None:
    for table in wanted.tables:
        database.connection.execute(f"DROP TABLE IF EXISTS {table}")
    database.connection.execute("DELETE FROM derived WHERE name = ?", (wanted.name,))
