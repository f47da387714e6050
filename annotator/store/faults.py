"""SQLite's errors, told as what they mean to the person: disk, lock, damage, or our own bug."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from annotator.i18n import _
from annotator.model.errors import (
    InputError,
    IsnadError,
    LockedError,
    MachineError,
    NotAProjectError,
)

_UNREADABLE: Final = ("Could not decode to UTF-8", "JSON cannot hold BLOB", "foreign key mismatch")
"""Words for values and tables that nobody wrote: Python's own and SQLite's, without a code of their
own."""


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn errors that are the machine's or the file's fault into sentences; let bugs pass."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        told = explain(error, path)
        if told is None:
            raise
        raise told from error


@contextmanager
def readable(path: Path) -> Iterator[None]:
    """As ``explained``, for a block that only reads: text that is no UTF-8 is damage."""
    try:
        with explained(path):
            yield
    except UnicodeDecodeError as error:
        raise damaged(path) from error


def unstorable(error: UnicodeEncodeError) -> InputError:
    """Return the sentence for text that SQLite cannot hold, with half a character in it."""
    return InputError(
        _("The text has a broken character (a lone surrogate) at {place}.").format(
            place=error.start
        )
    )


def explain(error: sqlite3.DatabaseError, path: Path) -> IsnadError | None:
    """Return the sentence for *error*, or None when it is our own bug."""
    name = path.name
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return MachineError(
            _("The disk is full, so the last change to {name} was not saved.").format(name=name)
        )
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL):
        return LockedError(_("Another program is writing to {name}.").format(name=name))
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM):
        return MachineError(_("{name} cannot be written to.").format(name=name))
    if code == sqlite3.SQLITE_CANTOPEN:
        return MachineError(_("{name} cannot be opened.").format(name=path))
    if code == sqlite3.SQLITE_IOERR:
        return MachineError(
            _("Reading or writing {name} failed: {reason}.").format(name=name, reason=error)
        )
    # No row that was ever written is too big to be read: its length is damaged.
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_TOOBIG):
        return damaged(path)
    if any(words in str(error) for words in _UNREADABLE):
        return damaged(path)
    if code == sqlite3.SQLITE_NOTADB:
        return NotAProjectError(_("{name} is not an Isnad project.").format(name=path))
    return None


def damaged(path: Path) -> NotAProjectError:
    """Return the sentence for a project that was cut short or overwritten."""
    return NotAProjectError(
        _("{name} is damaged. The folder {backups} beside it may hold an earlier copy.").format(
            name=path.name, backups=path.with_suffix(".backups").name
        )
    )
