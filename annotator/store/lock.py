"""The advisory lock that makes one window or command the only writer of a project.

``NAME.isnad.lock`` is locked by the operating system, which frees it when the holder dies; its
content says who holds it. Readers need no lock.
"""

import contextlib
import getpass
import json
import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from annotator.i18n import _
from annotator.model.errors import LockedError, MachineError


class WriterLock:
    """The right to write to one project file, held until ``release()`` or the process's end."""

    def __init__(self, project: Path) -> None:
        self.path = project.with_name(project.name + ".lock")
        self._handle: int | None = None

    def acquire(self) -> None:
        """Take the lock; raises LockedError, naming the holder, when another has it."""
        while self._handle is None:
            try:
                handle = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
            except OSError as error:
                raise MachineError(
                    _("The folder of the project cannot be written to: {reason}.").format(
                        reason=error.strerror
                    )
                ) from error
            try:
                free = _try_lock(handle)
            except OSError as error:
                os.close(handle)
                raise MachineError(
                    _("Files in the folder of the project cannot be locked: {reason}.").format(
                        reason=error.strerror
                    )
                ) from error
            if not free:
                os.close(handle)
                raise LockedError(
                    _("The project is open for writing elsewhere: {holder}.").format(
                        holder=self.holder()
                    )
                )
            if self._is_current(handle):
                self._handle = handle
            else:  # its last holder removed the file between our opening and our locking
                os.close(handle)
        self._write_holder(self._handle)

    def release(self) -> None:
        """Give the lock back and remove its file."""
        if self._handle is None:
            return
        with contextlib.suppress(OSError):
            self.path.unlink()
        os.close(self._handle)
        self._handle = None

    def holder(self) -> str:
        """Return who holds the lock, in words: user, machine, since when, and the process."""
        try:
            found = json.loads(self.path.read_text(encoding="utf-8"))
            since = datetime.fromisoformat(found["since"]).astimezone()
            return _("{user} on {machine} since {time} (process {process})").format(
                user=found["user"],
                machine=found["machine"],
                time=since.strftime("%Y-%m-%d %H:%M"),
                process=found["process"],
            )
        except (OSError, ValueError, KeyError, TypeError, OverflowError):
            return _("another window")

    def _is_current(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), os.stat(self.path))
        except FileNotFoundError:
            return False

    def _write_holder(self, handle: int) -> None:
        content = {
            "user": _user(),
            "machine": _machine(),
            "process": os.getpid(),
            "since": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        with contextlib.suppress(OSError):  # a full disk must not stop the lock itself
            os.ftruncate(handle, 0)
            os.pwrite(handle, json.dumps(content).encode(), 0)


def _machine() -> str:
    if hasattr(os, "uname"):
        return os.uname().nodename
    import platform  # late: like socket, it is slow to come

    return platform.node()


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "?"


if sys.platform == "win32":
    import msvcrt

    def _try_lock(handle: int) -> bool:
        try:
            os.lseek(handle, 4096, os.SEEK_SET)  # beyond the content, which others may read
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True
else:
    import fcntl

    def _try_lock(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
