"""Which files lie below the folders that are given: every kind that is known, archives opened.

Nothing is read here but the lists of files; a file's text is its reader's business.
"""

import os
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator.exchange.archives import open_archive
from annotator.exchange.readers.documents import SUFFIXES
from annotator.exchange.readers.text_files import reason_of
from annotator.i18n import _
from annotator.model.errors import InputError

ARCHIVE_SUFFIX: Final = ".zip"
_WANTED: Final = (*SUFFIXES, ARCHIVE_SUFFIX)
_PAGES: Final = (".html", ".htm")
_COMPANION_ENDINGS: Final = ("_files", ".files", "-files", "_fichiers", "-Dateien", "_archivos")
_DIGITS: Final = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file to read; ``name`` is its path below the folder that was given, with ``/``.

    A file within an archive has the archive's own path followed by its name in it as ``path``, so
    that every file has one of its own; ``member`` is the name by which the archive knows it.
    """

    path: Path
    name: str
    archive: Path | None = None
    member: str = ""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file that was left out, and why, as a sentence."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """The files found below the paths given, and what could not be looked into."""

    files: tuple[TextFile, ...]
    rejected: tuple[Rejection, ...] = ()


def patterns() -> list[str]:
    """Return the patterns of the files that can be brought in, for the filter of a dialog."""
    return [f"*{suffix}" for suffix in _WANTED]


def discover(
    paths: Iterable[Path | str], on_progress: Callable[[int], None] | None = None
) -> Discovery:
    """Return every file among *paths* and of a known kind below its folders, each once, in order.

    Hidden files and folders below a folder are left out; a file that is named itself is taken
    whatever its suffix. The files within a zip archive follow as files of their own, and what a
    browser has saved beside a page is left out. Calls *on_progress* with the number of files found
    so far.
    """
    search = _Search(on_progress)
    for given in paths:
        path = Path(given)
        if path.is_dir():
            search.walk(path)
        else:
            search.add(path, path.name)
    return Discovery(tuple(search.files), tuple(search.rejected))


class _Search:
    """One walk over the paths given; remembers what it has seen, so that links cannot loop."""

    def __init__(self, on_progress: Callable[[int], None] | None) -> None:
        self.files: list[TextFile] = []
        self.rejected: list[Rejection] = []
        self._seen: set[tuple[int, int]] = set()
        self._on_progress = on_progress or (lambda _count: None)

    def walk(self, root: Path) -> None:
        """Add the files below *root*, a folder's files before those of its sub-folders."""
        waiting = [(root, "")]
        while waiting:
            folder, prefix = waiting.pop()
            try:
                waiting.extend(reversed(self._look_into(folder, prefix)))
            except OSError as error:
                self.rejected.append(Rejection(folder, reason_of(error)))

    def add(self, path: Path, name: str, key: tuple[int, int] | None = None) -> None:
        """Add one file, or those of an archive, unless it was found before under another name."""
        if not self._is_new(key or _key_of(path)):
            return
        if name.lower().endswith(ARCHIVE_SUFFIX):
            self._open(path, name)
        else:
            self._found(TextFile(path, readable_name(name)))

    def _found(self, file: TextFile) -> None:
        self.files.append(file)
        self._on_progress(len(self.files))

    def _open(self, path: Path, name: str) -> None:
        """Add the files of the archive at *path*."""
        try:
            with open_archive(path) as archive:
                members = archive.names()
        except InputError as error:
            self.rejected.append(Rejection(path, error.message))
            return
        folders = _companions(members)
        known = 0
        for member in sorted(members, key=natural_key):
            parts = member.split("/")
            if any(part.startswith((".", "__MACOSX")) for part in parts):
                continue
            if any(member.startswith(folder) for folder in folders):
                continue
            known += 1
            if member.lower().endswith(ARCHIVE_SUFFIX):
                reason = _("It is an archive within an archive; unpack the outer one first.")
                self.rejected.append(Rejection(path / member, reason))
            elif member.lower().endswith(SUFFIXES):
                shown = readable_name(f"{name}/{_as_written(member)}")
                self._found(TextFile(path / member, shown, path, member))
            else:
                known -= 1
        if not known:
            self.rejected.append(
                Rejection(path, _("There is no file in it that can be brought in."))
            )

    def _look_into(self, folder: Path, prefix: str) -> list[tuple[Path, str]]:
        """Add the files of one folder and return its sub-folders."""
        status = folder.stat()
        if not self._is_new((status.st_dev, status.st_ino)):
            return []
        with os.scandir(folder) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(".")]
        below = []
        companions = _companions(entry.name for entry in visible)
        for entry in sorted(visible, key=lambda entry: natural_key(entry.name)):
            if _is_folder(entry):
                if f"{entry.name}/" not in companions:
                    below.append((Path(entry.path), f"{prefix}{entry.name}/"))
            elif entry.name.lower().endswith(_WANTED):
                # One call to the system per file less: the listing knows a file that is no link.
                key = None if entry.is_symlink() else (status.st_dev, entry.inode())
                self.add(Path(entry.path), prefix + entry.name, key)
        return below

    def _is_new(self, key: tuple[int, int]) -> bool:
        if key in self._seen:
            return False
        if key[1]:  # Some file systems number nothing: then every file is new.
            self._seen.add(key)
        return True


def _key_of(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_dev, status.st_ino


def _as_written(member: str) -> str:
    """Return the name of a file in an archive whose program did not say that it is UTF-8."""
    try:
        return member.encode("cp437").decode("utf-8")
    except UnicodeError:
        return member


def _companions(names: Iterable[str]) -> set[str]:
    """Return the folders, with ``/``, that browsers save beside the pages among *names*."""
    pages = [name for name in names if name.lower().endswith(_PAGES)]
    stems = {page.rpartition(".")[0] for page in pages}
    return {f"{stem}{ending}/" for stem in stems for ending in _COMPANION_ENDINGS}


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # A link to itself.
        return False


def natural_key(name: str) -> list[tuple[int, int, str]]:
    """Return the key that sorts ``a2`` before ``a10``, whatever script its digits are in."""
    return [_part_key(part) for part in _DIGITS.split(name.casefold()) if part]


def _part_key(part: str) -> tuple[int, int, str]:
    # A number of thousands of digits is a name: int() would refuse it.
    return (0, int(part), part) if part.isdecimal() and len(part) < 100 else (1, 0, part)


def readable_name(name: str) -> str:
    """Return *name* as valid text: bytes of a file name that are no UTF-8 become question marks."""
    return name.encode("utf-8", "replace").decode("utf-8")
