"""Footnotes of a Word document, which python-docx cannot make: their part and their references."""

from typing import TYPE_CHECKING, Any, Final
from xml.sax.saxutils import escape

from annotator.model.paragraphs import direction_of

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

NAMESPACE: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
"""Of everything in a Word document's text."""

_CONTENT_TYPE: Final = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
)
_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_FIRST: Final = 1
_SEPARATORS: Final = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
    "</w:r></w:p></w:footnote>"
)
_SIZE: Final = '<w:sz w:val="18"/><w:szCs w:val="18"/>'


class Footnotes:
    """The notes of one document, in the order in which they are referred to."""

    def __init__(self, *, is_rtl: bool) -> None:
        self._is_rtl = is_rtl
        self._notes: list[str] = []

    def add(self, name: str, words: str) -> int:
        """Add a note, *name* before its words, and return its key."""
        key = _FIRST + len(self._notes)
        first, *more = words.split("\n")
        sign = (
            f'<w:r><w:rPr>{_SIZE}<w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        )
        head = sign + _run(f" {name}: ", self._is_rtl, bold=True)
        paragraphs = [self._paragraph(first, head), *(self._paragraph(line) for line in more)]
        self._notes.append(f'<w:footnote w:id="{key}">{"".join(paragraphs)}</w:footnote>')
        return key

    def _paragraph(self, words: str, head: str = "") -> str:
        direction = "<w:bidi/>" if self._is_rtl else ""
        # Isolated: an English memo keeps its full stop in an Arabic note, and the reverse.
        told = _run(f"\u2068{words}\u2069", direction_of(words) == "rtl")
        return f"<w:p><w:pPr>{direction}</w:pPr>{head}{told}</w:p>"

    def attach(self, document: "WordDocument") -> None:
        """Give the document its part of footnotes, when it has any."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        if not self._notes:
            return
        content = (
            '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
            f'<w:footnotes xmlns:w="{NAMESPACE}">{_SEPARATORS}{"".join(self._notes)}</w:footnotes>'
        )
        package = document.part.package
        name = PackURI("/word/footnotes.xml")
        document.part.relate_to(Part(name, _CONTENT_TYPE, content.encode(), package), _RELATION)


def _run(words: str, is_rtl: bool, *, bold: bool = False) -> str:
    weight = "<w:b/><w:bCs/>" if bold else ""
    rtl = "<w:rtl/>" if is_rtl else ""
    return (
        f"<w:r><w:rPr>{weight}{_SIZE}{rtl}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(words)}</w:t></w:r>'
    )


def reference_run(key: int, size: float) -> Any:
    """Return the run that stands where a note is referred to."""
    from docx.oxml import parse_xml

    half = round(size * 2)
    return parse_xml(
        f'<w:r xmlns:w="{NAMESPACE}"><w:rPr><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        f'<w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{key}"/></w:r>'
    )
