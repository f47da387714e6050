"""Which encoding the bytes of a saved page are in: its mark, its own word, else its words.

What a page declares is believed unless its bytes say otherwise, as old Arabic pages often do.
"""

import codecs
import re
from typing import Final

from annotator.exchange.readers.code_pages import ARABIC_CODE_PAGES
from annotator.exchange.readers.encodings import (
    Detection,
    detect,
    encoding_name,
    is_utf8,
    plain_utf8,
)
from annotator.i18n import _
from annotator.model.errors import InputError

_HEAD: Final = 4096
_CHARSET: Final = re.compile(
    rb"""<(?:meta|\?xml)[^>]{0,400}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I
)
_HIDING: Final = {b"<!--": b"-->", b"<script": b"</script>", b"<style": b"</style>"}
_MARKS: Final = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_JUDGED: Final = 400_000
_MOST_BROKEN: Final = 0.001
_WESTERN: Final = ("cp1252", "iso8859-1", "ascii")
# What browsers make of a declared name; the rest is Python's own lookup.
_READ_AS: Final = {"iso8859-1": "cp1252", "ascii": "cp1252", "utf-16": "utf-8", "utf-7": "utf-8"}


def detect_page(data: bytes, declared: str = "") -> Detection:
    """Return the most likely encoding of a page; *declared* is what was said outside of it."""
    if data.startswith(_MARKS) or b"\0" in data:
        return detect(data)
    said = _codec(declared) or declared_in(data)
    if is_utf8(data):  # bytes are hardly ever valid UTF-8 by chance
        return _as(said, plain_utf8()) if said and data.isascii() else plain_utf8()
    words = _words(data[:_JUDGED])
    found = detect(words if words.strip() else data)
    if not said or (found.encoding in ARABIC_CODE_PAGES and said in (*_WESTERN, "utf-8")):
        return found
    return _as(said, found)


def _words(data: bytes) -> bytes:
    """Return *data* without its markup, in one pass: what is never closed hides all after it."""
    words, place = [], 0
    lower = data.lower()
    while (start := data.find(b"<", place)) >= 0:
        words.append(data[place:start])
        closing = next(
            (end for opening, end in _HIDING.items() if lower.startswith(opening, start)), b">"
        )
        end = lower.find(closing, start + 1)
        if end < 0:
            return b" ".join(words)
        place = end + len(closing)
    words.append(data[place:])
    return b" ".join(words)


def declared_in(data: bytes) -> str:
    """Return the codec that a page declares in its first lines, empty when it names none."""
    found = _CHARSET.search(data[:_HEAD])
    return _codec(found[1].decode("ascii", "ignore")) if found else ""


def decode_page(data: bytes, codec: str, is_chosen: bool) -> tuple[str, int]:
    """Return the page's source and how many places of it do not fit *codec*, shown as U+FFFD.

    Raises InputError when more than a few do not fit, or any where a person chose the encoding.
    """
    name = encoding_name(codec)
    try:
        return data.decode("utf-8-sig" if codec == "utf-8" else codec), 0
    except LookupError as error:
        raise InputError(_("There is no encoding {name}.").format(name=name)) from error
    except UnicodeDecodeError as error:
        source = data.decode(codec, "replace")
        broken = source.count("\ufffd")
        if is_chosen or broken > max(3, len(source) * _MOST_BROKEN):
            reason = _("It is not {name}: byte {place} does not fit.")
            raise InputError(reason.format(name=name, place=error.start)) from error
        return source, broken


def _as(codec: str, found: Detection) -> Detection:
    offered = dict.fromkeys((codec, *filter(None, (found.encoding,)), *found.candidates))
    return Detection(codec, 0.95, tuple(offered), _("the page says so"))


def _codec(name: str) -> str:
    """Return Python's codec for a declared name, empty when there is none for text."""
    try:
        found = codecs.lookup(name.strip()) if name.strip() else None
    except (LookupError, ValueError):
        return ""
    if found is None or not found._is_text_encoding:
        return ""
    return _READ_AS.get(found.name, found.name).replace("mac-arabic", "mac_arabic")
