"""Opening somebody's ZIP archive: no bombs, no names that lead out of it, nothing extracted.

Entries are read into memory one at a time; no archive is ever unpacked to the disk.
"""

import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

from annotator.i18n import _
from annotator.model.errors import InputError

MOST_ENTRIES: Final = 20_000
MOST_BYTES: Final = 2 * 1024**3
"""Bytes of all entries together, expanded."""

MOST_OF_ONE: Final = 256 * 1024**2
_RATIO: Final = 200
_SMALL: Final = 1024**2
BROKEN: Final = (
    *(zipfile.BadZipFile, zlib.error, OSError, EOFError),
    *(ValueError, NotImplementedError, RuntimeError),
)
"""What Python's own module raises, in one way or another, for an archive that is damaged."""

_CHUNK: Final = 1024**2
_DRIVE: Final = re.compile(r"[A-Za-z]:")


class Archive:
    """An open archive: names are with ``/``, folders left out, in the order of the archive."""

    def __init__(self, path: Path, opened: zipfile.ZipFile) -> None:
        self.path = path
        self._opened = opened
        self._entries = {each.filename: each for each in opened.infolist() if not each.is_dir()}

    def names(self) -> list[str]:
        """Return the names of the files inside."""
        return list(self._entries)

    def find(self, name: str) -> str | None:
        """Return the name of an entry that differs from *name* in case at most."""
        if name in self._entries:
            return name
        return next((each for each in self._entries if each.lower() == name.lower()), None)

    def read(self, name: str, most: int = MOST_OF_ONE) -> bytes:
        """Return the bytes of one file; raises InputError when it is damaged or above *most*."""
        entry = self._entries[name]
        shown = f"{self.path.name}/{name}"
        if entry.file_size > most:
            raise _too_large(shown, most)
        chunks: list[bytes] = []
        size = 0
        try:
            with self._opened.open(entry) as file:
                while chunk := file.read(_CHUNK):
                    size += len(chunk)
                    if size > most:  # the size that the archive states may be a lie
                        raise _too_large(shown, most)
                    chunks.append(chunk)
        except BROKEN as error:
            raise InputError(
                _("{name} is damaged: it cannot be unpacked.").format(name=shown)
            ) from error
        return b"".join(chunks)


def _too_large(name: str, most: int) -> InputError:
    return InputError(
        _("{name} is larger than {limit} MB.").format(name=name, limit=most // 1024**2)
    )


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """Give the block the archive at *path*.

    Raises InputError, naming the entry, for what is no archive, is encrypted, expands beyond
    reason, or has a name that leads out of it, a link, or two entries of one name.
    """
    try:
        opened = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError(_("{name} is no sound ZIP archive.").format(name=path.name)) from error
    except OSError as error:
        raise InputError(
            _("{path} cannot be read: {reason}.").format(path=path, reason=error.strerror or error)
        ) from error
    with opened:
        _refuse_hostile(path, opened)
        yield Archive(path, opened)


@contextmanager
def open_inner_archive(data: IO[bytes], name: str) -> Iterator[Archive]:
    """Give the block an archive that lay in another one, its bytes being *data*.

    Raises InputError as ``open_archive`` does; *name* is what a person knows it by.
    """
    path = Path(name)
    try:
        opened = zipfile.ZipFile(data)
    except BROKEN as error:
        raise InputError(_("{name} is no sound ZIP archive.").format(name=path.name)) from error
    with opened:
        _refuse_hostile(path, opened)
        yield Archive(path, opened)


def _refuse_hostile(path: Path, opened: zipfile.ZipFile) -> None:
    entries = opened.infolist()
    if len(entries) > MOST_ENTRIES:
        raise InputError(
            _("{name} holds more than {most} files.").format(name=path.name, most=MOST_ENTRIES)
        )
    if sum(each.file_size for each in entries) > MOST_BYTES:
        raise InputError(
            _("{name} would be larger than {limit} MB unpacked.").format(
                name=path.name, limit=MOST_BYTES // 1024**2
            )
        )
    seen: set[str] = set()
    for each in entries:
        reason = _fault(each, seen)
        if reason:
            raise InputError(
                _("{name} is not opened: its entry “{entry}” {reason}.").format(
                    name=path.name, entry=each.filename[:200], reason=reason
                )
            )
        seen.add(each.filename)


def _fault(entry: zipfile.ZipInfo, seen: set[str]) -> str:
    name = entry.filename
    # zipfile cuts a name at a null character; what stood there is in orig_filename.
    parts = name.replace("\\", "/").split("/")
    if name.startswith(("/", "\\")) or _DRIVE.match(name) or ".." in parts:
        return _("leads out of the archive")
    if "\\" in entry.orig_filename or "\0" in entry.orig_filename:
        return _("has a name that is not allowed")
    if stat.S_ISLNK(entry.external_attr >> 16):
        return _("is a link")
    if entry.flag_bits & 0x1:
        return _("is encrypted")
    if entry.file_size > _SMALL and entry.file_size > _RATIO * max(entry.compress_size, 1):
        return _("expands beyond reason")
    return _("is there twice") if name in seen else ""
