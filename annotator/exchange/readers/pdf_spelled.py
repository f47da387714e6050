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
_MOST_CODES: Final = 0x10000
_MOST_LISTED: Final = 20_000
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
    widths: dict[str, tuple[dict[int, float], float]] = {}
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
                if font not in widths:
                    widths[font] = _widths(fonts[font])
                _set_width(fonts[font], code, _advance(operands, *widths[font]))
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


def _advance(operands: Any, widths: dict[int, float], usual: float) -> float:
    """Return how far a drawing of shapes goes, in thousandths of their size."""
    total = 0.0
    shown = operands[-1] if operands else b""
    for piece in shown if isinstance(shown, list) else [shown]:
        if isinstance(piece, bytes):
            codes = (piece[place : place + 2] for place in range(0, len(piece), 2))
            total += sum(widths.get(int.from_bytes(code, "big"), usual) for code in codes)
        elif isinstance(piece, (int, float)):
            total -= float(piece)
    return total


def _widths(font: Any) -> tuple[dict[int, float], float]:
    """Return the widths of a font's shapes by their codes, and the width of any other."""
    inner = font["/DescendantFonts"][0].get_object()
    found: dict[int, float] = {}
    listed = list(inner.get("/W", []))[:_MOST_LISTED]
    place = 0
    while place + 1 < len(listed) and len(found) < _MOST_CODES:
        first, second = int(listed[place]), listed[place + 1].get_object()
        if isinstance(second, list):
            found |= {first + number: float(width) for number, width in enumerate(second)}
            place += 2
        else:
            last = min(int(second), first + _MOST_CODES - len(found))
            found |= dict.fromkeys(range(first, last + 1), float(listed[place + 2]))
            place += 3
    return found, float(inner.get("/DW", 1000))


def _set_width(font: Any, code: int, width: float) -> None:
    from pypdf.generic import ArrayObject, FloatObject, NameObject, NumberObject

    inner = font["/DescendantFonts"][0].get_object()
    listed = ArrayObject(inner.get("/W", []))
    listed += [NumberObject(code), ArrayObject([FloatObject(width)])]
    inner[NameObject("/W")] = listed


def _one_shape(code: int) -> list[Any]:
    from pypdf.generic import ByteStringObject

    return [ByteStringObject(code.to_bytes(2, "big"))]
