"""Word documents (.docx): paragraphs and tables in document order, notes after them.

The XML is read as it stands: python-docx leaves out content controls and text boxes, and no
paragraph may get lost. Headers, footers and comments are removed parts. Nothing that a document
refers to is fetched.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from annotator.exchange.archives import Archive, open_inner_archive
from annotator.exchange.readers.paragraphs import Gathering, Grammar
from annotator.exchange.readers.source_document import (
    DocumentKind,
    Part,
    ReadDocument,
    SourceFacts,
    make_document,
)
from annotator.exchange.xml_input import parse_xml
from annotator.i18n import N_, _
from annotator.model.errors import InputError

MOST_OF_ONE: Final = 64 * 1024 * 1024
_MAIN: Final = "word/document.xml"
_NOTES: Final = ("word/footnotes.xml", "word/endnotes.xml")
_MARGINS: Final = (
    (re.compile(r"word/header\d*\.xml"), "page_header"),
    (re.compile(r"word/footer\d*\.xml"), "page_footer"),
    (re.compile(r"word/comments\.xml"), "comments"),
)
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMPATIBILITY: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_DELETED: Final = frozenset((f"{_W}del", f"{_W}moveFrom"))
_SEPARATORS: Final = ("separator", "continuationSeparator", "continuationNotice")
_GRAMMAR: Final = Grammar(
    paragraphs=frozenset((f"{_W}p",)),
    tables=frozenset((f"{_W}tbl",)),
    rows=frozenset((f"{_W}tr",)),
    cells=frozenset((f"{_W}tc",)),
    texts=frozenset((f"{_W}t",)),
    written={
        f"{_W}tab": lambda _element: "\t",
        f"{_W}ptab": lambda _element: "\t",
        f"{_W}br": lambda element: "\n" if element.get(f"{_W}type") is None else "",
        f"{_W}cr": lambda _element: "\n",
        f"{_W}noBreakHyphen": lambda _element: "\u2011",
        f"{_W}softHyphen": lambda _element: "\u00ad",
        f"{_W}pPr": lambda _element: "",
        f"{_W}rPr": lambda _element: "",
    },
    skipped=_DELETED | {f"{_COMPATIBILITY}Fallback", f"{_W}instrText", f"{_W}sdtPr"},
)


def _read(data: bytes, path: Path, _encoding: str | None) -> ReadDocument:
    if data.startswith(_OLE):
        raise InputError(_("It is encrypted, or in Word's old format; save it as .docx first."))
    with open_inner_archive(BytesIO(data), path.name) as archive:
        if _MAIN not in archive.names():
            raise InputError(_("It is no Word document: {name} is missing.").format(name=_MAIN))
        root = _xml(archive, _MAIN)
        body = Gathering(_GRAMMAR)
        body.read(root)
        parts = [Part(text) for text in (*body.body, *_notes(archive))]
        margins = list(_margins(archive))
        before = [part for part in margins if part.reason == "page_header"]
        after = [part for part in margins if part.reason != "page_header"]
        title = _title(archive)
    warnings = []
    if body.skipped & _DELETED:
        warnings.append(_("It holds tracked changes; it was read as if they were accepted."))
    beginning = "\n".join(part.text for part in parts[:5])
    facts = SourceFacts(
        title=title if title and title in beginning else "", direction=_direction(root)
    )
    everything = (*before, *parts, *after)
    return make_document(data, path, KIND.id, everything, facts=facts, warnings=warnings)


def _xml(archive: Archive, name: str) -> Any:
    data = archive.read(name, MOST_OF_ONE)
    if _STRICT in data[:4096]:
        data = data.replace(_STRICT, _W.strip("{}").encode())
    return parse_xml(data, name)


def _notes(archive: Archive) -> Iterator[str]:
    """Yield the footnotes and endnotes."""
    for name in _NOTES:
        if name not in archive.names():
            continue
        for note in _xml(archive, name):
            if note.get(f"{_W}type") in _SEPARATORS:
                continue
            found = Gathering(_GRAMMAR)
            found.read(note)
            yield from found.body


def _margins(archive: Archive) -> Iterator[Part]:
    """Yield what stands in the margins of every page, each once, and the comments."""
    seen = set()
    for name in archive.names():
        for form, reason in _MARGINS:
            if form.fullmatch(name):
                found = Gathering(_GRAMMAR)
                found.read(_xml(archive, name))
                text = "\n".join(found.body)
                if text and (text, reason) not in seen:
                    seen.add((text, reason))
                    yield Part(text, reason)


def _title(archive: Archive) -> str:
    """Return the title among the document's properties, often a forgotten one of a template."""
    name = "docProps/core.xml"
    if name not in archive.names():
        return ""
    for element in _xml(archive, name).iter("{http://purl.org/dc/elements/1.1/}title"):
        return " ".join((element.text or "").split())
    return ""


def _direction(root: Any) -> str:
    """Return ``rtl`` when most paragraphs say so; that a paragraph says nothing means little."""
    paragraphs = list(root.iter(f"{_W}p"))
    marked = [each for each in paragraphs if _is_right_to_left(each)]
    return "rtl" if len(marked) * 2 > len(paragraphs) else ""


def _is_right_to_left(paragraph: Any) -> bool:
    mark = paragraph.find(f"{_W}pPr/{_W}bidi")
    return mark is not None and mark.get(f"{_W}val", "1") not in ("0", "false", "off")


KIND: Final = DocumentKind("word", N_("Word document"), (".docx", ".docm"), _read)
