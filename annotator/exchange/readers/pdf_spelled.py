"""Letters that a PDF file spells out beside its shapes (ActualText), put in the place of these.

Where shapes have no letters of their own, a cluster of Arabic say, files name the letters of a
stretch of drawing. pypdf leaves that out, so the stretch is drawn anew here, with one shape that
stands for all of its letters.
"""

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from pypdf import PageObject

_ARABIC: Final = re.compile("[\u0600-\u06ff]")
_FIRST_CODE: Final = 0xE000
_MOST: Final = 4_000
"""Stretches on one page that are read so; there are no more codes."""

_LONGEST: Final = 60
"""A stretch that spells more than some words is a passage, whose lines would be lost."""

_SHOWS: Final = (b"Tj", b"TJ", b"'", b'"')


def spell_out(page: "PageObject", fonts: dict[str, Any]) -> dict[str, dict[int, str]]:
    """Draw each spelled stretch of *page* as one shape; return the codes of these by their font.

    *fonts* are the page's fonts by name. Only fonts of two-byte codes take part; whoever calls
    tells the font what its new codes stand for.
    """
    from pypdf.generic import ContentStream, NameObject

    drawing = ContentStream(page["/Contents"].get_object(), page.pdf, "bytes")
    letters: dict[str, dict[int, str]] = {}
    font, is_drawn = "", False
    stretches: list[str] = []  # what each open stretch spells, nothing for those that only mark
    operations = []
    for operands, operator in drawing.operations:
        spelled = next(filter(None, stretches), "")
        if operator == b"Tf":
            font = str(operands[0])
        elif operator in (b"BDC", b"BMC"):
            stretches.append("" if spelled else _spelled(operands, page))
            is_drawn = is_drawn and bool(spelled)
        elif operator == b"EMC":
            del stretches[-1:]
        elif operator in _SHOWS and spelled and _has_wide_codes(fonts.get(font)):
            if is_drawn:
                continue  # the first shape of the stretch stands for all of it
            known = letters.setdefault(font, {})
            if len(known) < _MOST:
                code = _FIRST_CODE + len(known)
                known[code] = spelled
                operands, operator, is_drawn = _one_shape(code), b"Tj", True
        operations.append((operands, operator))
    if letters:
        drawing.operations = operations
        page[NameObject("/Contents")] = drawing
    return letters


def _spelled(operands: Any, page: "PageObject") -> str:
    """Return the Arabic letters that a marked stretch names, empty when it names none."""
    if len(operands) < 2:
        return ""
    properties = operands[1]
    if isinstance(properties, str):
        named = page.get("/Resources", {}).get("/Properties", {})
        properties = named.get(properties, {})
    said = getattr(properties, "get", lambda _name: None)("/ActualText")
    text = said.decode("utf-16", "ignore") if isinstance(said, bytes) else said
    if not isinstance(text, str) or len(text) > _LONGEST or not _ARABIC.search(text):
        return ""
    return str(text)


def _has_wide_codes(font: Any) -> bool:
    return font is not None and font.get("/Subtype") == "/Type0"


def _one_shape(code: int) -> list[Any]:
    from pypdf.generic import ByteStringObject

    return [ByteStringObject(code.to_bytes(2, "big"))]
