"""A reading copy as a Word document: right-to-left paragraphs and tables, memos as footnotes.

python-docx knows no footnotes: their part is made in ``docx_footnotes``, and what has no public way
in it (directions, footnotes, fast runs) goes by its elements. A stretch of words is one
run, or several where scripts change: Word takes direction and typeface of a run from its ``rtl``.
"""

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from annotator.exchange.formats import reading_copy
from annotator.exchange.formats.docx_footnotes import NAMESPACE, Footnotes, reference_run
from annotator.exchange.formats.reading_copy import (
    CopyArticle,
    CopyParagraph,
    Ink,
    Number,
    Speech,
    Stretch,
    Words,
)
from annotator.exchange.registry import Watch
from annotator.exchange.writing import tool
from annotator.exchange.zip_output import write_without_clock
from annotator.i18n import N_, language
from annotator.model.bundle import Bundle
from annotator.model.paragraphs import direction_of

if TYPE_CHECKING:
    from docx.document import Document as WordDocument
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

FACE: Final = "Times New Roman"
"""It has Arabic letters wherever Word is, and is replaced sensibly where it is not."""
_LATIN: Final = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f0-9 .,'’&/:_-]*")
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_RUN: Final = (
    f'<w:r xmlns:w="{NAMESPACE}"><w:rPr><w:rFonts w:ascii="{FACE}" w:hAnsi="{FACE}" w:cs="{FACE}"/>'
)
_WORDS: Final = '<w:t xml:space="preserve">'
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""What the document says of when it was made: the same set shall give the same bytes."""

_TEXT_WIDTH, _MARGIN_WIDTH = 12.2, 4.6
_SIZE, _RAISED, _SMALL, _TINY = 13.0, 12.0, 10.0, 8.5


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    writer = _Writer(bundle)
    for article in reading_copy.articles(bundle, options):
        watch.step()
        writer.add(article)
    writer.save(path)


class _Writer:
    """One Word document under way."""

    def __init__(self, bundle: Bundle) -> None:
        from docx import Document

        self.words = Words()
        self.document: WordDocument = Document()
        self.footnotes = Footnotes(is_rtl=self.words.is_rtl)
        self._begun = False
        properties = self.document.core_properties
        properties.title, properties.author = _legal(bundle.info.project), tool()
        properties.keywords = reading_copy.MARK_OF_KIND
        properties.created = properties.modified = _MADE
        properties.language = language()
        self._set_page()

    def _set_page(self) -> None:
        from docx.oxml import OxmlElement
        from docx.shared import Cm

        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(2)
        properties = section._sectPr
        # Letters: the numbers are those of the marks.
        numbered, letters = OxmlElement("w:footnotePr"), OxmlElement("w:numFmt")
        letters.set(_w("val"), "arabicAbjad" if self.words.is_rtl else "lowerLetter")
        numbered.append(letters)
        properties.insert(0, numbered)
        if self.words.is_rtl:
            properties.append(OxmlElement("w:bidi"))
        style = self.document.styles["Normal"]
        style.font.name = FACE
        style.element.rPr.rFonts.set(_w("cs"), FACE)
        style.element.rPr.rFonts.set(_w("eastAsia"), FACE)
        style.paragraph_format.space_after = 0

    def add(self, article: CopyArticle) -> None:
        """Add one article, on a page of its own."""
        title = self._paragraph(direction_of(article.title) == "rtl", after=4)
        title.paragraph_format.page_break_before = self._begun
        title.paragraph_format.keep_with_next = True
        self._begun = True
        _run(title, article.title, size=19, bold=True)
        if article.facts:
            facts = self._paragraph(self.words.is_rtl, after=4)
            for number, (name, value) in enumerate(article.facts):
                _run(facts, f"{'     ' if number else ''}{name} ", size=_SMALL, color="645f57")
                _run(facts, f"\u2068{value}\u2069", size=_SMALL)
        if article.memo:
            self._memo(article.memo, self.words.is_rtl)
        if article.inks:
            legend = self._paragraph(self.words.is_rtl, after=10)
            _run(legend, f"{self.words.legend}  ", size=_SMALL, color="645f57")
            for ink in article.inks:
                _swatch(legend, ink)
                _run(legend, "  ", size=_SMALL)
        if any(paragraph.margin for paragraph in article.paragraphs):
            self._table(article)
        else:
            for paragraph in article.paragraphs:
                self._fill(self._paragraph(paragraph.is_rtl, after=8), paragraph)
        if article.speeches:
            heading = self._paragraph(self.words.is_rtl, after=4)
            heading.paragraph_format.keep_with_next = True
            _run(heading, self.words.said, size=12, bold=True, color="645f57")
            for speech in article.speeches:
                self._speech(speech)

    def save(self, path: Path) -> None:
        """Write the document, without any trace of the clock."""
        self.footnotes.attach(self.document)
        made = BytesIO()
        self.document.save(made)
        write_without_clock(made, path)

    def _paragraph(
        self, is_rtl: bool, after: float = 0, within: "_Cell | None" = None
    ) -> "Paragraph":
        made = (within or self.document).add_paragraph()
        return _directed(made, is_rtl, after)

    def _table(self, article: CopyArticle) -> None:
        """Put each paragraph beside its margin, in a table without lines."""
        from docx.oxml import OxmlElement
        from docx.shared import Cm

        # The document's own add_table looks through all that is there for the page's width.
        body = self.document._body
        table: Any = body.add_table(rows=0, cols=2, width=Cm(_TEXT_WIDTH + _MARGIN_WIDTH))
        table.autofit = False
        for column, width in zip(table.columns, (_TEXT_WIDTH, _MARGIN_WIDTH), strict=True):
            column.width = Cm(width)
        if article.is_rtl:
            table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
        for paragraph in article.paragraphs:
            text, margin = table.add_row().cells
            text.width, margin.width = Cm(_TEXT_WIDTH), Cm(_MARGIN_WIDTH)
            self._fill(_directed(text.paragraphs[0], paragraph.is_rtl, 8), paragraph)
            first = True
            for line in paragraph.margin:
                made = margin.paragraphs[0] if first else margin.add_paragraph()
                _directed(made, self.words.is_rtl, 1)
                first = False
                _run(made, f"{line.number} ", size=_TINY, bold=True, color=line.ink.strong[1:])
                _swatch(made, line.ink, _TINY)
                if line.coder:
                    _run(made, f" \u2068{line.coder}\u2069", size=_TINY, color="645f57")
        self._paragraph(self.words.is_rtl)

    def _fill(self, target: "Paragraph", paragraph: CopyParagraph) -> None:
        beside = False
        for piece in paragraph.pieces:
            if isinstance(piece, Stretch):
                _run(target, piece.text, size=_SIZE, inks=piece.inks)
            else:
                if beside:  # two numbers that follow each other need a gap
                    _run(target, " ", size=_RAISED, superscript=True)
                self._number(target, piece)
            beside = isinstance(piece, Number)

    def _number(self, target: "Paragraph", piece: Number) -> None:
        color = piece.ink.strong[1:]
        _run(target, f"{piece.number}", size=_RAISED, color=color, superscript=True)
        if piece.memo:
            name = _legal(f"{piece.number} {piece.ink.name}")
            key = self.footnotes.add(name, _legal(piece.memo))
            target._p.append(reference_run(key, _RAISED))

    def _speech(self, speech: Speech) -> None:
        from docx.shared import Cm, Pt

        rtl = self.words.is_rtl
        lines = []
        chain = self._paragraph(speech.chain_is_rtl)
        chain.paragraph_format.keep_with_next = True
        _run(chain, speech.chain_in_words, size=11, bold=True)
        if speech.coder:
            _run(chain, f"  \u2068{speech.coder}\u2069", size=_SMALL, color="645f57")
        lines.append(chain)
        said = self._paragraph(speech.is_rtl)
        if speech.cue:
            _run(said, f"{speech.cue} ", size=11, bold=True)
        _run(said, speech.content, size=11)
        lines.append(said)
        if speech.qualities:
            lines.append(self._paragraph(rtl))
            _run(lines[-1], " · ".join(speech.qualities), size=_TINY, color="645f57")
        if speech.memo:
            lines.append(self._memo(speech.memo, rtl))
        for line in lines:
            line.paragraph_format.left_indent = Cm(0.6 * speech.depth)
        lines[-1].paragraph_format.space_after = Pt(8)

    def _memo(self, memo: str, is_rtl: bool) -> "Paragraph":
        made = self._paragraph(is_rtl, after=4)
        _run(made, f"{self.words.memo}: ", size=_SMALL, bold=True, color="645f57")
        _run(made, memo, size=_SMALL)
        return made


def _w(name: str) -> str:
    from docx.oxml.ns import qn

    return str(qn(f"w:{name}"))


def _legal(text: str) -> str:
    """Return *text* with spaces for the characters that XML has no place for."""
    return _ILLEGAL.sub(" ", text)


def _directed(made: "Paragraph", is_rtl: bool, after: float) -> "Paragraph":
    from docx.oxml import OxmlElement
    from docx.shared import Pt

    made.paragraph_format.space_after = Pt(after)
    made.paragraph_format.line_spacing = 1.25
    if is_rtl:
        properties = made._p.get_or_add_pPr()
        properties.insert_element_before(
            OxmlElement("w:bidi"),
            *("w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing"),
            *("w:mirrorIndents", "w:suppressOverlap", "w:jc", "w:textDirection", "w:rPr"),
            *("w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:sectPr"),
        )
    return made


def _run(
    target: "Paragraph",
    text: str,
    *,
    size: float,
    bold: bool = False,
    color: str = "",
    superscript: bool = False,
    inks: tuple[Ink, ...] = (),
) -> None:
    """Add words to a paragraph: one run for each stretch of one script.

    A run is parsed from its XML: building it property by property takes five times as long.
    """
    from docx.oxml import parse_xml

    # In the order that the schema of a run's properties asks for.
    half = round(size * 2)
    before = "<w:b/><w:bCs/>" if bold else ""
    before += f'<w:color w:val="{color}"/>' if color else ""
    before += f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
    if inks:
        *outer, inner = inks
        if outer:
            before += f'<w:u w:val="single" w:color="{outer[-1].strong[1:]}"/>'
        before += f'<w:shd w:val="clear" w:color="auto" w:fill="{inner.pale[1:]}"/>'
    before += '<w:vertAlign w:val="superscript"/>' if superscript else ""
    for part, is_rtl in _scripts(_legal(text)):
        words = escape(part).replace("\t", f"</w:t><w:tab/>{_WORDS}")
        rtl = "<w:rtl/>" if is_rtl else ""
        run = parse_xml(f"{_RUN}{before}{rtl}</w:rPr>{_WORDS}{words}</w:t></w:r>")
        target._p.append(run)


def _scripts(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the parts of a text with whether they are set right to left; Latin words are not."""
    at = 0
    for match in _LATIN.finditer(text):
        words = match.group().rstrip(" .,'’&/:_-")
        if match.start() > at:
            yield text[at : match.start()], True
        yield words, False
        at = match.start() + len(words)
    if at < len(text):
        yield text[at:], True


def _swatch(target: "Paragraph", ink: Ink, size: float = _SMALL) -> None:
    _run(target, f" \u2068{ink.name}\u2069 ", size=size, inks=(ink,))


def _recognises(path: Path) -> bool:
    try:
        with zipfile.ZipFile(path) as opened:
            return reading_copy.MARK_OF_KIND.encode() in opened.read("docProps/core.xml")
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, RuntimeError):
        return False


FORMAT: Final = reading_copy.format_of(
    "docx",
    N_("Reading copy (Word)"),
    N_("A document to comment and print: highlights, codes, chains, footnoted memos."),
    ".docx",
    _write,
    _recognises,
)
