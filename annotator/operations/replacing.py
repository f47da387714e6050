"""A new project in the place of a file that is there already, which is kept.

The new one is made beside it first. Only when it stands does it take the name, and the file that
had the name is then already in a folder of its own below the place of the backups, with what was
pending beside it and with its copies: nothing prunes that folder.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from annotator.i18n import _
from annotator.model.errors import MachineError
from annotator.operations.project import Project, create_project
from annotator.store.backup import backup_folder, backups
from annotator.store.database import SUFFIX, new_uuid
from annotator.store.lock import WriterLock

_STAMP: Final = "%Y%m%d-%H%M%S-%f"
_PENDING: Final = ("-wal", "-shm")


def refuse_in_use(path: Path) -> None:
    """Raise LockedError when a window or command has *path* open for writing."""
    with _held(path):
        pass


def create_in_place(path: Path, coder: str = "") -> Path:
    """Make an empty project in the place of the file at *path*; return the folder that keeps it.

    Raises LockedError when that file is open for writing, MachineError or InputError when the new
    one cannot be made; the file is then as it was.
    """
    name = path.stem.encode("utf-8", "replace").decode()  # a file's name may be no text
    return replace_file(path, lambda new: create_project(new, name, coder))


def replace_file(path: Path, make: Callable[[Path], Project]) -> Path:
    """As ``create_in_place``, with the project that *make* makes at the place it is given."""
    with _held(path):
        target = path.resolve()
        new = target.with_name(f"new-{new_uuid()}{SUFFIX}")
        make(new).close()
        try:
            return _swap(target, new)
        except OSError as error:
            raise MachineError(
                _("{path} cannot be replaced: {reason}.").format(path=path, reason=error.strerror)
            ) from error
        finally:
            new.unlink(missing_ok=True)


def keeping_folder(path: Path) -> Path:
    """Return the folder in which what is replaced at *path* is kept."""
    return backup_folder(path.resolve())


@contextmanager
def _held(path: Path) -> Iterator[None]:
    """Hold the right to write to *path*, under its own name and the one that a link leads to."""
    with ExitStack() as held:
        for name in dict.fromkeys((path.absolute(), path.resolve())):
            lock = WriterLock(name)
            lock.acquire()
            held.callback(lock.release)
        yield


def _swap(path: Path, new: Path) -> Path:
    """Keep what is at *path* and put *new* there; raises OSError with everything as it was."""
    folder = keeping_folder(path) / f"replaced-{datetime.now().strftime(_STAMP)}"
    copies = backups(path)
    names = [path.with_name(path.name + ending) for ending in _PENDING]
    pending = [each for each in names if each.exists()]
    with ExitStack() as undo:
        _make_folder(folder.parent, undo)
        _make_folder(folder, undo)
        for each in (path, *pending):
            undo.callback(_remove_double, folder / each.name, each)
            _double(each, folder / each.name)
        if copies:
            own = folder / folder.parent.name
            _make_folder(own, undo)
            for copy in copies:
                copy.rename(own / copy.name)
                undo.callback((own / copy.name).rename, copy)
        for each in pending:  # what waits beside the old file must not be taken for the new one's
            each.unlink()
            undo.callback(_double, folder / each.name, each)
        new.replace(path)
        undo.pop_all()
    return folder


def _make_folder(folder: Path, undo: ExitStack) -> None:
    if not folder.is_dir():
        folder.mkdir()
        undo.callback(_remove_folder, folder)


def _remove_folder(folder: Path) -> None:
    with suppress(OSError):  # whatever is in it stays
        folder.rmdir()


def _double(source: Path, target: Path) -> None:
    """Give a file a second name, or where the disk knows no such thing a copy."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def _remove_double(double: Path, source: Path) -> None:
    if source.exists():  # else the double is all there is
        double.unlink(missing_ok=True)
