"""One open project file: creating, opening and closing it, and the step as its only way to change.

Opening reads the version with sqlite3 alone; sqlite_utils (0.3 s) is imported only to create or
migrate.
"""

import json
import os
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from annotator.i18n import N_, _
from annotator.model.changes import Changes
from annotator.model.errors import (
    ConflictError,
    InputError,
    LockedError,
    MachineError,
    NewerFileError,
    NotAProjectError,
)
from annotator.store import schema
from annotator.store.faults import damaged, explained, readable, unstorable
from annotator.store.lock import WriterLock

SUFFIX: Final = ".isnad"
MERGE_SECONDS: Final = 30.0
_BUSY_SECONDS: Final = 1.0  # a gesture that waits freezes its window
_CACHE_KB: Final = 16_000
_BULK_CACHE_KB: Final = 128_000
_MAGIC: Final = b"SQLite format 3\0"
_HEADER: Final = 100
_LEAST_PAGE: Final = 512


def new_uuid() -> str:
    """Return a random UUID (RFC 9562, version 4) in its usual spelling."""
    digits = os.urandom(16).hex()  # an import makes thousands: four times as fast as uuid.uuid4
    variant = "89ab"[int(digits[16], 16) & 3]
    parts = (digits[:8], digits[8:12], f"4{digits[13:16]}", variant + digits[17:20], digits[20:])
    return "-".join(parts)


def now() -> str:
    """Return the time, UTC, ISO 8601 to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


class Step:
    """One gesture being recorded; ``changes`` is filled when its block has ended well."""

    def __init__(self, number: int, first: int, name: str, kind: str = "do") -> None:
        self.id = number
        self.kind = kind
        self.first = first
        self.name = name
        self.changes = Changes()


class Database:
    """An open project file.

    One thread at a time may use it; ``sibling()`` gives another thread its own connection. All
    writing happens inside ``step()``. ``read_only`` tells why nothing can be written, or is empty.
    """

    def __init__(
        self,
        path: Path,
        connection: sqlite3.Connection,
        lock: WriterLock | None = None,
        read_only: str = "",
    ) -> None:
        self.path = path
        self.connection = connection
        self.read_only = read_only
        self._lock = lock
        self._step: Step | None = None
        self._merge_clock = 0.0

    # opening and closing

    @classmethod
    def create(cls, path: Path, name: str = "") -> "Database":
        """Make a new project at *path*; raises InputError when something is there already."""
        _refuse_present(path)
        if not os.path.isdir(path.parent):  # unlike Path's own, it takes an impossible name
            raise InputError(_("There is no folder {path}.").format(path=path.parent))
        lock = WriterLock(path)
        lock.acquire()
        try:
            _refuse_present(path)  # another may have made it before we had the lock
            with explained(path):
                connection = _connect(path)
                database = cls(path, connection, lock)
                _create(database, name or path.stem)
        except BaseException:
            lock.release()
            raise
        return database

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> "Database":
        """Open the project at *path*, migrating it first when it is older.

        With the writer's lock taken by another, the file opens read-only and ``read_only`` says
        who has it. Raises NotAProjectError, NewerFileError or MachineError.
        """
        _refuse_foreign(path)
        reason = _("opened for reading only") if read_only else _write_protection(path)
        lock = None if reason else WriterLock(path)
        try:
            if lock is not None:
                lock.acquire()
        except (LockedError, MachineError) as error:
            lock, reason = None, error.message
        connection: sqlite3.Connection | None = None
        try:
            with explained(path):
                connection = _connect(path)
                database = cls(path, connection, lock, reason)
                database._bring_up_to_date()
                _settle(connection, writable=not reason)
        except BaseException:
            if connection is not None:
                connection.close()
            if lock is not None:
                lock.release()
            raise
        return database

    def sibling(self) -> "Database":
        """Return a further connection to the same file, for another thread; it holds no lock."""
        with explained(self.path):
            connection = _connect(self.path)
            _settle(connection, writable=not self.read_only)
        return Database(self.path, connection, None, self.read_only)

    def close(self) -> None:
        """Close the file; with the last connection gone, one file is left.

        Where the disk is full, ``-wal`` stays beside it; it holds what the next opening takes in.
        """
        try:
            if self._lock is not None and not self.read_only:
                with suppress(MachineError), explained(self.path):
                    self.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            self.connection.close()
            if self._lock is not None:
                self._lock.release()
                self._lock = None

    def __enter__(self) -> "Database":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    # reading

    def rows(self, sql: str, parameters: Sequence[Any] | dict[str, Any] = ()) -> list[Any]:
        """Return all rows of a query as tuples."""
        with readable(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    def stream(self, sql: str, parameters: Sequence[Any] = ()) -> Iterator[Any]:
        """Yield the rows of a query, without holding them all."""
        with readable(self.path):
            yield from self.connection.execute(sql, parameters)

    def value(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """Return the first column of the first row, or None."""
        with readable(self.path):
            row = self.connection.execute(sql, parameters).fetchone()
        return None if row is None else row[0]

    # writing

    def write(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Run one changing statement inside a step; return the key of an inserted row."""
        self._refuse_outside_step()  # the step explains what goes wrong
        try:
            return self.connection.execute(sql, parameters).lastrowid or 0
        except UnicodeEncodeError as error:
            raise unstorable(error) from error

    def write_many(self, sql: str, parameters: Iterator[Any] | Sequence[Any]) -> None:
        """Run one changing statement for many rows inside a step."""
        self._refuse_outside_step()
        try:
            self.connection.executemany(sql, parameters)
        except UnicodeEncodeError as error:
            raise unstorable(error) from error

    @contextmanager
    def room_for_bulk(self) -> Iterator[None]:
        """Keep what a large step writes in memory until it ends: a fifth faster, up to 128 MB."""
        self.connection.execute(f"PRAGMA cache_size = -{_BULK_CACHE_KB}")
        try:
            yield
        finally:
            self.connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
            self.connection.execute("PRAGMA shrink_memory")

    @contextmanager
    def step(
        self,
        name: str,
        coder: int | None = None,
        /,
        *,
        kind: str = "do",
        target: int | None = None,
        merge: str = "",
        **params: Any,
    ) -> Iterator[Step]:
        """Record what the block writes as one durable, undoable gesture called *name*.

        *name* is an untranslated message with placeholders for *params*. A step inside a step is
        part of the outer one. *kind* is ``do`` (can be undone), ``fixed`` (stands for good) or
        ``wall`` (nothing before it can be undone any more). Steps in a row with the same *merge*
        key, within 30 s, are one step to the undo. When the block raises, nothing of it stands.
        Raises MachineError when the disk refuses.
        """
        if self._step is not None:
            yield self._step
            return
        self.refuse_read_only()
        with explained(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                self._step = step = self._begin(name, coder, kind, target, merge, params)
                yield step
                self._end(step)
                self.connection.execute("COMMIT")
            except BaseException as error:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                if isinstance(error, sqlite3.IntegrityError):
                    raise ConflictError(
                        _("Something else in the project depends on it; nothing was changed.")
                    ) from error
                raise
            finally:
                self._step = None

    def _begin(
        self,
        name: str,
        coder: int | None,
        kind: str,
        target: int | None,
        merge: str,
        params: dict[str, Any],
    ) -> Step:
        self.connection.execute("PRAGMA defer_foreign_keys = ON")
        first = int(self.value("SELECT coalesce(max(seq), 0) FROM journal"))
        number = self._merged(coder, merge)
        if not number:
            number = self.write_step(name, coder, kind, target, merge, params)
        self.connection.execute("UPDATE open_step SET step = ?", (number,))
        return Step(number, first, name, kind)

    def write_step(
        self,
        name: str,
        coder: int | None,
        kind: str,
        target: int | None = None,
        merge: str = "",
        params: dict[str, Any] | None = None,
    ) -> int:
        """Insert a row into the list of steps and return its number."""
        told = json.dumps(params or {}, ensure_ascii=False)
        row = (new_uuid(), name, told, coder, now(), kind, target, merge)
        statement = (
            "INSERT INTO step(uuid, name, params, coder, at, kind, target, merge_key)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        )
        try:
            return self.connection.execute(statement, row).lastrowid or 0
        except UnicodeEncodeError as error:
            raise unstorable(error) from error

    def _merged(self, coder: int | None, merge: str) -> int:
        """Return the step that this one continues, or 0."""
        clock = time.monotonic()
        recent = clock - self._merge_clock < MERGE_SECONDS
        self._merge_clock = clock
        if not merge or not recent:
            return 0
        last = self.rows(
            "SELECT id, merge_key, coder, state, kind FROM step ORDER BY id DESC LIMIT 1"
        )
        return last[0][0] if last and last[0][1:] == (merge, coder, "done", "do") else 0

    def _end(self, step: Step) -> None:
        from annotator.store import guard  # it reads what steps have written
        from annotator.store.history import collect_changes

        step.changes = collect_changes(self, step)
        if step.kind in guard.GUARDED:
            guard.refuse_broken(self, step.changes)
        if not step.changes:
            self.connection.execute(
                "DELETE FROM step WHERE id = ? AND NOT EXISTS"
                " (SELECT 1 FROM journal WHERE journal.step = step.id)",
                (step.id,),
            )
        else:
            self.connection.execute(
                "UPDATE step SET state = 'dead' WHERE state = 'undone' AND coder ="
                " (SELECT coder FROM step WHERE id = ?1 AND kind = 'do') AND id <> ?1",
                (step.id,),
            )
        self.connection.execute("UPDATE open_step SET step = NULL")

    @property
    def in_step(self) -> bool:
        """Tell whether a step is being written."""
        return self._step is not None

    def refuse_read_only(self) -> None:
        """Raise LockedError where nothing can be written."""
        if self.read_only:
            raise LockedError(
                _("Nothing can be changed in this window: {reason}").format(reason=self.read_only)
            )

    def _refuse_outside_step(self) -> None:
        if self._step is None:
            raise RuntimeError("a change outside of a step would not be undoable")

    def _bring_up_to_date(self) -> None:
        version = self.connection.execute("PRAGMA user_version").fetchone()[0]
        identity = self.connection.execute("PRAGMA application_id").fetchone()[0]
        if identity != schema.APPLICATION_ID:
            raise NotAProjectError(_("{name} is not an Isnad project.").format(name=self.path))
        if version > schema.SCHEMA_VERSION:
            raise NewerFileError(
                _(
                    "{name} was written by a later version of Isnad (format {found}; this version"
                    " reads up to {known}). Update Isnad to open it."
                ).format(name=self.path.name, found=version, known=schema.SCHEMA_VERSION)
            )
        if version < schema.SCHEMA_VERSION:
            if self.read_only:
                raise LockedError(
                    _("{name} must be brought up to date first, but {reason}").format(
                        name=self.path.name, reason=self.read_only
                    )
                )
            _migrate(self)


def _refuse_present(path: Path) -> None:
    if os.path.exists(path):
        raise InputError(_("{path} exists already.").format(path=path))


def _connect(path: Path) -> sqlite3.Connection:
    frozen = _is_frozen(path)
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?immutable=1" if frozen else path,
        uri=frozen,
        timeout=_BUSY_SECONDS,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA recursive_triggers = ON")
    return connection


def _settle(connection: sqlite3.Connection, *, writable: bool) -> None:
    if writable:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KB}")
    else:
        connection.execute("PRAGMA query_only = ON")


def _write_protection(path: Path) -> str:
    """Return why the file at *path* cannot be written to, or nothing."""
    if os.access(path, os.W_OK) or not path.exists():
        return ""
    return _("{name} is write-protected.").format(name=path.name)


def _is_frozen(path: Path) -> bool:
    """Tell whether SQLite could make no helper files beside a project and needs none."""
    return not os.access(path.parent, os.W_OK) and not _has_pending(path)


def _has_pending(path: Path) -> bool:
    """Tell whether gestures that are not in the file yet lie beside it, as after a crash."""
    pending = path.with_name(path.name + "-wal")
    return pending.exists() and pending.stat().st_size > 0


def _refuse_foreign(path: Path) -> None:
    """Raise when *path* cannot be an SQLite file, before SQLite creates or touches anything."""
    try:
        with path.open("rb") as file:
            head = file.read(_HEADER)
            size = os.fstat(file.fileno()).st_size
    except FileNotFoundError as error:
        raise InputError(_("There is no file {path}.").format(path=path)) from error
    except OSError as error:
        raise MachineError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror)
        ) from error
    page = int.from_bytes(head[16:18], "big")
    page = 1 << 16 if page == 1 else page
    if not head.startswith(_MAGIC) or page < _LEAST_PAGE:
        raise NotAProjectError(_("{name} is not an Isnad project.").format(name=path))
    # SQLite itself does not miss the last bytes of the last page.
    if len(head) < _HEADER or (size % page and not _has_pending(path)):
        raise damaged(path)


def _apply_migrations(database: Database, wall: str = "") -> None:
    """Bring the tables up to date; all of it or nothing, with the *wall* that ends undoing."""
    from sqlite_utils import Database as UtilsDatabase

    from annotator.store.migrations import migrations

    utils = UtilsDatabase(database.connection, execute_plugins=False)
    with utils.atomic():
        migrations.apply(utils)
        schema.regenerate_triggers(database.connection)
        database.connection.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION}")
        database.connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        if wall:
            database.write_step(wall, None, "wall")


def _create(database: Database, name: str) -> None:
    try:
        _apply_migrations(database)
        _settle(database.connection, writable=True)
        with database.step(N_("Create the project"), kind="wall"):
            database.write(
                "INSERT INTO project(id, uuid, name, created_at) VALUES (1, ?, ?, ?)",
                (new_uuid(), name, now()),
            )
    except BaseException:
        database.connection.close()
        database.path.unlink(missing_ok=True)
        raise


def _migrate(database: Database) -> None:
    from annotator.store.backup import back_up

    back_up(database, "migration")
    _apply_migrations(database, N_("Bring the file up to date"))
