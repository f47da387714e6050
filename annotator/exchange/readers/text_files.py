"""Plain text files: which ones lie below a folder, and one file's canonical text.

The canonical text is the decoded text without its byte order mark and with LF line ends; nothing
else is altered, and what was altered is logged. What the text is *about* is in ``guesses``.
"""

import codecs
import hashlib
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from annotator.exchange.readers.encodings import (
    Detection,
    count_control_bytes,
    count_controls,
    detect,
    encoding_name,
    has_lone_surrogates,
    hint_of_mojibake,
    is_mostly_text,
    plain_utf8,
)
from annotator.i18n import _, ngettext
from annotator.model.errors import InputError

MOST_BYTES: Final = 64 * 1024 * 1024
"""Above this size a file is refused: no article is as long, and its text must fit in memory."""

SUFFIX: Final = ".txt"

# Without waiting: a pipe that is named like a text must not stop an import.
_OPEN_FLAGS: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)

_BOM_REMOVED: Final = "bom_removed"
_CRLF: Final = "crlf_to_lf"
_CR: Final = "cr_to_lf"
_BLANK: Final = (
    " \t\n\x0b\x0c\x1a\x85\xa0\u2028\u2029\u202f\u3000\ufeff\u200b\u200c\u200d\u200e\u200f\u061c"
)
_DIGITS: Final = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file to read; ``name`` is its path below the folder that was given, with ``/``."""

    path: Path
    name: str


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file that was left out, and why, as a sentence."""

    path: Path
    reason: str


@dataclass(frozen=True, slots=True)
class Discovery:
    """The text files found below the paths given, and what could not be looked into."""

    files: tuple[TextFile, ...]
    rejected: tuple[Rejection, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A file's canonical text and how it was reached.

    ``encoding`` is a codec name; ``source_sha256`` is of the bytes, ``text_sha256`` of the
    canonical text in UTF-8; ``log`` holds the entries that ``describe_change`` puts into words.
    """

    path: Path
    text: str
    encoding: str
    detection: Detection
    source_sha256: str
    text_sha256: str
    log: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def discover(
    paths: Iterable[Path | str], on_progress: Callable[[int], None] | None = None
) -> Discovery:
    """Return every text file among *paths* and below its folders, each once, in natural order.

    Hidden files and folders below a folder are left out; a file that is named itself is taken
    whatever its suffix. Calls *on_progress* with the number of files found so far.
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
        """Add the text files below *root*, a folder's files before those of its sub-folders."""
        waiting = [(root, "")]
        while waiting:
            folder, prefix = waiting.pop()
            try:
                waiting.extend(reversed(self._look_into(folder, prefix)))
            except OSError as error:
                self.rejected.append(Rejection(folder, _reason_of(error)))

    def add(self, path: Path, name: str, key: tuple[int, int] | None = None) -> None:
        """Add one file unless it was found before under another name."""
        if self._is_new(key or _key_of(path)):
            self.files.append(TextFile(path, readable_name(name)))
            self._on_progress(len(self.files))

    def _look_into(self, folder: Path, prefix: str) -> list[tuple[Path, str]]:
        """Add the files of one folder and return its sub-folders."""
        status = folder.stat()
        if not self._is_new((status.st_dev, status.st_ino)):
            return []
        with os.scandir(folder) as entries:
            visible = [entry for entry in entries if not entry.name.startswith(".")]
        below = []
        for entry in sorted(visible, key=lambda entry: natural_key(entry.name)):
            if _is_folder(entry):
                below.append((Path(entry.path), f"{prefix}{entry.name}/"))
            elif entry.name.lower().endswith(SUFFIX):
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


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a text file; raises InputError when it is none or cannot be read."""
    try:
        descriptor = os.open(path, _OPEN_FLAGS)
        try:
            data = _read_open(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise InputError(_reason_of(error)) from error
    if not data:
        raise InputError(_("It is empty."))
    return data


def _read_open(descriptor: int) -> bytes:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise InputError(_("It is no file."))
    if status.st_size > MOST_BYTES:
        limit = MOST_BYTES // (1024 * 1024)
        raise InputError(_("It is larger than {limit} MB.").format(limit=limit))
    data = os.read(descriptor, status.st_size + 1)
    if len(data) == status.st_size:
        return data
    # The file is being written to, or lies where one call does not give it all.
    chunks = [data]
    while chunks[-1] and sum(map(len, chunks)) <= MOST_BYTES:
        chunks.append(os.read(descriptor, 1024 * 1024))
    return b"".join(chunks)


def read_text_file(path: Path, encoding: str | None = None) -> ReadDocument:
    """Return the canonical text of a file, decoded with *encoding* or the one detected.

    Raises InputError, whose message is the reason, when the file is missing, unreadable, empty, too
    large or binary, or when its bytes are not in the encoding.
    """
    return read_text(read_bytes(path), path, encoding)


def read_text(data: bytes, path: Path, encoding: str | None = None) -> ReadDocument:
    """Return the canonical text of *data*, the bytes of the file *path*; see ``read_text_file``."""
    source_sha256 = hashlib.sha256(data).hexdigest()
    if encoding is None and not data.startswith(codecs.BOM_UTF8) and b"\r" not in data:
        text = None if count_control_bytes(data) else _decode_utf8(data)
        if text is not None:
            _refuse_blank(text)
            hint = hint_of_mojibake(text)
            warnings = (hint,) if hint else ()
            return ReadDocument(
                path, text, "utf-8", plain_utf8(), source_sha256, source_sha256, (), warnings
            )
    detection = detect(data)
    codec = encoding or detection.encoding
    if not codec:
        raise InputError(detection.reason)
    decoded = _decode(data, codec)
    text, log = make_canonical(decoded)
    _refuse_blank(text)
    text_sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return ReadDocument(
        path, text, codec, detection, source_sha256, text_sha256, log, tuple(_warnings(text))
    )


def make_canonical(decoded: str) -> tuple[str, tuple[str, ...]]:
    """Return *decoded* without its byte order mark and with LF line ends, and the log of that."""
    text, log = decoded, []
    if text.startswith("\ufeff"):
        text = text[1:]
        log.append(_BOM_REMOVED)
    if "\r" in text:
        pairs = text.count("\r\n")
        text = text.replace("\r\n", "\n")
        singles = text.count("\r")
        text = text.replace("\r", "\n")
        log += [f"{_CRLF} {pairs}"] if pairs else []
        log += [f"{_CR} {singles}"] if singles else []
    return text, tuple(log)


def describe_change(entry: str) -> str:
    """Return a log entry of ``ReadDocument`` as a sentence; an unknown one as it stands."""
    kind, _space, number = entry.partition(" ")
    if kind == _BOM_REMOVED:
        return _("The byte order mark was removed.")
    if kind in (_CRLF, _CR) and number.isdecimal():
        count = int(number)
        sentence = ngettext(
            "{n} line end was changed to LF.", "{n} line ends were changed to LF.", count
        )
        return sentence.format(n=count)
    return entry


def _decode_utf8(data: bytes) -> str | None:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _decode(data: bytes, codec: str) -> str:
    name = encoding_name(codec)
    try:
        # utf-8 with a mark keeps it here, so that its removal is logged like any other's.
        text = data.decode("utf-8" if codec == "utf-8-sig" else codec)
    except LookupError as error:
        raise InputError(_("There is no encoding {name}.").format(name=name)) from error
    except UnicodeDecodeError as error:
        if has_lone_surrogates(data, codec):
            raise InputError(_("It holds half characters (lone surrogates).")) from error
        reason = _("It is not {name}: byte {place} does not fit.")
        raise InputError(reason.format(name=name, place=error.start)) from error
    if not is_mostly_text(text, count_controls(text)):
        raise InputError(_("It is no text file: it holds control characters."))
    return text


def _warnings(text: str) -> Iterator[str]:
    controls = count_controls(text)
    if controls:
        sentence = ngettext(
            "It holds {n} control character.", "It holds {n} control characters.", controls
        )
        yield sentence.format(n=controls)
    hint = hint_of_mojibake(text)
    if hint:
        yield hint


def _refuse_blank(text: str) -> None:
    if not text.strip(_BLANK):
        raise InputError(_("It is empty."))


def _reason_of(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return _("It does not exist.")
    if isinstance(error, PermissionError):
        return _("It may not be read by you.")
    return _("It cannot be read: {reason}").format(reason=error.strerror or error)
