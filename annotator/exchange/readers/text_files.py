"""Plain text files: the bytes of any file, and the canonical text of a plain one.

The canonical text is the decoded text without its byte order mark and with LF line ends; nothing
else is altered, and what was altered is logged. Which files there are is in ``finding``, what a
text is *about* in ``guesses``.
"""

import codecs
import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from annotator.exchange.readers.encodings import (
    count_control_bytes,
    count_controls,
    detect,
    encoding_name,
    has_lone_surrogates,
    hint_of_mojibake,
    is_mostly_text,
    plain_utf8,
)
from annotator.exchange.readers.import_log import BOM_REMOVED, CR, CRLF
from annotator.exchange.readers.source_document import DocumentKind, ReadDocument, refuse_blank
from annotator.i18n import N_, _, ngettext
from annotator.model.errors import InputError

MOST_BYTES: Final = 64 * 1024 * 1024
"""Above this size a file is refused: no article is as long, and its text must fit in memory."""

# Without waiting: a pipe that is named like a text must not stop an import.
_OPEN_FLAGS: Final = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file; raises InputError when it is none or cannot be read."""
    try:
        descriptor = os.open(path, _OPEN_FLAGS)
        try:
            data = _read_open(descriptor)
        finally:
            os.close(descriptor)
    except OSError as error:
        raise InputError(reason_of(error)) from error
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
            refuse_blank(text)
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
    refuse_blank(text)
    text_sha256 = hashlib.sha256(text.encode("utf-8")).hexdigest()
    return ReadDocument(
        path, text, codec, detection, source_sha256, text_sha256, log, tuple(_warnings(text))
    )


def make_canonical(decoded: str) -> tuple[str, tuple[str, ...]]:
    """Return *decoded* without its byte order mark and with LF line ends, and the log of that."""
    text, log = decoded, []
    if text.startswith("\ufeff"):
        text = text[1:]
        log.append(BOM_REMOVED)
    if "\r" in text:
        pairs = text.count("\r\n")
        text = text.replace("\r\n", "\n")
        singles = text.count("\r")
        text = text.replace("\r", "\n")
        log += [f"{CRLF} {pairs}"] if pairs else []
        log += [f"{CR} {singles}"] if singles else []
    return text, tuple(log)


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


def reason_of(error: OSError) -> str:
    """Return why a file cannot be read, as a sentence."""
    if isinstance(error, FileNotFoundError):
        return _("It does not exist.")
    if isinstance(error, PermissionError):
        return _("It may not be read by you.")
    return _("It cannot be read: {reason}").format(reason=error.strerror or error)


KIND: Final = DocumentKind(
    "text", N_("Plain text"), (".txt", ".text"), read_text, has_encoding=True
)
