"""Rich text (.rtf): its paragraphs as plain text.

striprtf reads the format; what it would alter, the addresses of links and the borders of cells, is
taken out of its sight first.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Final

from annotator.exchange.readers.source_document import (
    DocumentKind,
    Part,
    ReadDocument,
    make_document,
)
from annotator.i18n import N_, _, ngettext
from annotator.model.errors import InputError

MOST_BYTES: Final = 32 * 1024 * 1024
_CODE_PAGE: Final = re.compile(rb"\\ansicpg(\d{1,5})")
_LINK: Final = re.compile(r"\{\\\*\\fldinst\b[^{}]*(?:\{[^{}]*\}[^{}]*)*\}")
# Nothing but a picture has so many digits in a row; the library takes long over them.
_PICTURE: Final = re.compile(r"[0-9a-fA-F\r\n]{4000,}")
_CELL: Final = re.compile(r"(?<!\\)((?:\\\\)*)\\(?:nest)?cell(?![a-z]) ?")


def _read(data: bytes, path: Path, _encoding: str | None) -> ReadDocument:
    if not data.lstrip().startswith(b"{\\rtf"):
        raise InputError(_("It is no rich text: it does not begin like one."))
    if len(data) > MOST_BYTES:
        limit = MOST_BYTES // (1024 * 1024)
        raise InputError(_("It is larger than {limit} MB.").format(limit=limit))
    page = _CODE_PAGE.search(data)
    codec = _known_codec(f"cp{int(page[1])}" if page else "cp1252")
    source = _PICTURE.sub("", data.decode(codec, "replace"))
    source = _CELL.sub(r"\1\\tab ", _LINK.sub("", source))
    text = _plain(source, codec)
    lines = (line.strip(" \t") for line in text.split("\n"))
    parts = [Part(line) for line in lines if line]
    warnings = []
    broken = text.count("\ufffd")
    if broken:
        sentence = ngettext(
            "{n} place does not fit the encoding and is shown as �.",
            "{n} places do not fit the encoding and are shown as �.",
            broken,
        )
        warnings.append(sentence.format(n=broken))
    return make_document(data, path, KIND.id, parts, warnings=warnings)


def _plain(source: str, codec: str) -> str:
    from striprtf import striprtf

    to_text: Callable[..., str] = striprtf.rtf_to_text

    try:
        text = to_text(source, encoding=codec, errors="replace")
    except (ValueError, TypeError, LookupError, ArithmeticError, AttributeError) as error:
        raise InputError(_("It is damaged: its rich text cannot be read.")) from error
    # Halves of characters beyond the first plane become whole ones; a lone half is none.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _known_codec(name: str) -> str:
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name


KIND: Final = DocumentKind("rich text", N_("Rich text"), (".rtf",), _read)
