"""The lines of a PDF file's pages: read by pypdf, page by page, as they stand on paper.

Nothing here knows what a paragraph is or how Arabic is read; see ``pdf_file``.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from annotator.exchange.readers.pdf_spelled import spell_out
from annotator.exchange.readers.quiet import quiet
from annotator.exchange.readers.visual_order import to_logical
from annotator.i18n import _
from annotator.model.errors import InputError

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

MOST_PAGES: Final = 1_000
MOST_OF_ONE: Final = 8 * 1024 * 1024
"""Bytes of drawing on one page, expanded: more is a map or an attack, and takes minutes."""

MOST_LETTERS: Final = 20_000_000

_ROW: Final = 0.2
"""The height of a row of a page, in heights of its letters: small, so that gaps can be compared."""

_KEPT: Final = "/IsnadToUnicode"
_SPELLED: Final = re.compile(
    rb"/ActualText\s*(?:<\s*FEFF0[67]|\(\xfe\xff[\x06\x07])", re.IGNORECASE
)
_SEVERAL: Final = re.compile(rb"<\s*((?:[0-9A-Fa-f]{4}\s*){2,8})>")
_ARABIC_UNIT: Final = re.compile("0[67][0-9A-Fa-f]{2}|08[A-Fa-f][0-9A-Fa-f]")
_GARBLED: Final = (
    *(ValueError, TypeError, KeyError, IndexError, AttributeError, ArithmeticError, AssertionError),
    *(RecursionError, NotImplementedError, EOFError, OSError, zlib.error, MemoryError),
)


@dataclass(slots=True)
class Paper:
    """The lines of each page from top to bottom, each from left to right.

    Blank lines and spaces stand where the paper is blank; several blank lines stand even between
    the lines of one paragraph, more of them where the gap is larger. ``spelled`` counts the places
    where the file spells out in another way what shapes stand for; these letters may be wrong or
    missing.
    """

    pages: list[list[str]] = field(default_factory=list)
    spelled: int = 0


def read_paper(data: bytes) -> Paper:
    """Return what stands on the pages of a PDF file.

    Raises InputError for a file that is
    damaged, encrypted, too long, or holds no text.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    with quiet("pypdf"):
        try:
            reader = PdfReader(BytesIO(data), strict=False)
            if reader.is_encrypted:
                raise InputError(_("It is encrypted; save it without a password first."))
            return _pages(reader)
        except (PyPdfError, *_GARBLED) as error:
            raise InputError(_("It is damaged: it cannot be read as a PDF file.")) from error


def _pages(reader: "PdfReader") -> Paper:
    count = len(reader.pages)
    if count > MOST_PAGES:
        raise InputError(_("It has more than {most} pages.").format(most=MOST_PAGES))
    paper, letters, has_pictures = Paper(), 0, False
    for number, page in enumerate(reader.pages, 1):
        text = _text(page, number, paper)
        letters += len(text)
        if letters > MOST_LETTERS:
            raise InputError(_("It holds more text than can be read."))
        has_pictures = has_pictures or (not text.strip() and _has_pictures(page))
        paper.pages.append(text.split("\n"))
    if not any(line.strip() for lines in paper.pages for line in lines):
        if has_pictures:
            raise InputError(
                _("It holds pictures of pages only; text must be recognised in them first (OCR).")
            )
        raise InputError(_("It is empty."))
    return paper


def _text(page: "PageObject", number: int, paper: Paper) -> str:
    contents = page.get_contents()
    if contents is None:
        return ""
    drawing = contents.get_data()
    if len(drawing) > MOST_OF_ONE:
        raise InputError(_("Page {number} is too complex to be read.").format(number=number))
    fonts = _fonts(page)
    spelled = len(_SPELLED.findall(drawing))
    letters = spell_out(page, fonts) if spelled else {}
    paper.spelled += max(0, spelled - sum(map(len, letters.values())))
    for name, font in fonts.items():
        _write_letters(font, letters.get(name, {}))
    text = page.extract_text(
        extraction_mode="layout",
        layout_mode_strip_rotated=False,
        layout_mode_font_height_weight=_ROW,
    )
    # What is drawn in a form within the page is not among the lines of the layout.
    return text if text.strip() else page.extract_text()


def _fonts(page: "PageObject") -> dict[str, Any]:
    """Return the fonts of a page by the names that its drawing has for them."""
    resources = page.get("/Resources")
    fonts = resources.get_object().get("/Font") if resources is not None else None
    found = fonts.get_object() if fonts is not None else {}
    return {str(name): reference.get_object() for name, reference in found.items()}


def _write_letters(font: Any, further: Mapping[int, str]) -> None:
    """Say what the shapes of a font stand for, from left to right, and *further* ones.

    The letters of a line come from left to right; those of one shape, lam-alef above all, would
    come from right to left and be in the wrong order once the line is turned around.
    """
    from pypdf.generic import DecodedStreamObject, NameObject

    table = font.get(_KEPT) or font.get("/ToUnicode")
    if table is None or not hasattr(table.get_object(), "get_data"):
        return
    font[NameObject(_KEPT)] = table
    lines = b"".join(
        f"1 beginbfchar <{code:04X}> <{_on_paper(text)}> endbfchar\n".encode("ascii")
        for code, text in further.items()
    )
    data = _SEVERAL.sub(_turned, table.get_object().get_data())
    written = DecodedStreamObject()
    written.set_data(data.replace(b"endcmap", lines + b"endcmap", 1))
    font[NameObject("/ToUnicode")] = written


def _on_paper(text: str) -> str:
    """Return letters in the order in which they stand on paper, as the digits of UTF-16."""
    return to_logical(text).encode("utf-16-be").hex()


def _turned(found: re.Match[bytes]) -> bytes:
    digits = found[1].decode("ascii").replace(" ", "").replace("\n", "").replace("\r", "")
    units = [digits[place : place + 4] for place in range(0, len(digits), 4)]
    if all(_ARABIC_UNIT.fullmatch(unit) for unit in units):
        units.reverse()
    return f"<{''.join(units)}>".encode("ascii")


def _has_pictures(page: "PageObject") -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    return bool(objects.get_object()) if objects is not None else False
