"""OpenDocument texts (.odt): paragraphs, lists and tables in document order, notes after them."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from annotator.exchange.archives import open_inner_archive
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
_MAIN: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_PROPERTIES: Final = "meta.xml"
_MOST_SPACES: Final = 1_000
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_SVG: Final = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_SPACES: Final = re.compile(r"[ \t\r\n]+")
_TAB, _BREAK, _SPACE = "\ue000", "\ue001", "\ue002"
# White space of the source is drawn together; what elements stand for is not.
_STANDING: Final = str.maketrans({_TAB: "\t", _BREAK: "\n", _SPACE: " "})


def _spaces(element: Any) -> str:
    said = element.get(f"{_TEXT}c", "1")
    number = int(said) if said.isdecimal() and len(said) < 6 else 1
    return _SPACE * min(number, _MOST_SPACES)


def _tidy(text: str) -> str:
    return _SPACES.sub(" ", text).translate(_STANDING)


_GRAMMAR: Final = Grammar(
    paragraphs=frozenset((f"{_TEXT}p", f"{_TEXT}h")),
    tables=frozenset((f"{_TABLE}table",)),
    rows=frozenset((f"{_TABLE}table-row",)),
    cells=frozenset((f"{_TABLE}table-cell",)),
    written={
        f"{_TEXT}tab": lambda _element: _TAB,
        f"{_TEXT}line-break": lambda _element: _BREAK,
        f"{_TEXT}s": _spaces,
        f"{_TEXT}note-citation": lambda _element: "",
    },
    skipped=frozenset(
        (f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls", f"{_SVG}title", f"{_SVG}desc")
    ),
    aside={f"{_TEXT}note-body": "notes", f"{_OFFICE}annotation": "comments"},
    tidy=_tidy,
)


def _read(data: bytes, path: Path, _encoding: str | None) -> ReadDocument:
    with open_inner_archive(BytesIO(data), path.name) as archive:
        names = archive.names()
        if _MAIN not in names:
            raise InputError(_("It is no OpenDocument text: {name} is missing.").format(name=_MAIN))
        if _MANIFEST in names and b"encryption-data" in archive.read(_MANIFEST, MOST_OF_ONE):
            raise InputError(_("It is encrypted."))
        root = parse_xml(archive.read(_MAIN, MOST_OF_ONE), _MAIN)
        properties = archive.read(_PROPERTIES, MOST_OF_ONE) if _PROPERTIES in names else b""
    found = Gathering(_GRAMMAR)
    for body in root.iter(f"{_OFFICE}text"):
        found.read(body)
    paragraphs = [*found.body, *found.asides.get("notes", ())]
    parts = [Part(text) for text in paragraphs]
    comments = found.asides.get("comments")
    if comments:
        parts.append(Part("\n".join(comments), "comments"))
    warnings = []
    if f"{_TEXT}tracked-changes" in found.skipped:
        warnings.append(_("It holds tracked changes; it was read as if they were accepted."))
    title = _title(properties)
    facts = SourceFacts(title=title if title and title in "\n".join(paragraphs[:5]) else "")
    return make_document(data, path, KIND.id, parts, facts=facts, warnings=warnings)


def _title(properties: bytes) -> str:
    """Return the title among the document's properties."""
    if not properties:
        return ""
    root = parse_xml(properties, _PROPERTIES)
    for element in root.iter("{http://purl.org/dc/elements/1.1/}title"):
        return " ".join((element.text or "").split())
    return ""


KIND: Final = DocumentKind("open document", N_("OpenDocument text"), (".odt", ".ott"), _read)
