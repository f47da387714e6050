"""Electronic books (.epub): the chapters in the order of reading, as one text.

The table of contents is a removed part. Protected books are refused; nothing is fetched.
"""

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote

from annotator.exchange.archives import Archive, open_inner_archive
from annotator.exchange.readers.dates import parse_date
from annotator.exchange.readers.page_blocks import read_blocks
from annotator.exchange.readers.page_encoding import decode_page, detect_page
from annotator.exchange.readers.source_document import (
    DocumentKind,
    Part,
    ReadDocument,
    SourceFacts,
    make_document,
)
from annotator.exchange.readers.web_page import group_parts, parse_page
from annotator.exchange.xml_input import parse_xml
from annotator.i18n import N_, _
from annotator.model.errors import InputError, enumerate_some

MOST_OF_ONE: Final = 32 * 1024 * 1024
_CONTAINER: Final = "META-INF/container.xml"
_ENCRYPTION: Final = "META-INF/encryption.xml"
_PAGES: Final = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")
_DC: Final = "{http://purl.org/dc/elements/1.1/}"


@dataclass(frozen=True, slots=True)
class _Chapter:
    """A file of the book in its reading order; a table of contents is no part of the text."""

    name: str
    is_contents: bool


def _read(data: bytes, path: Path, _encoding: str | None) -> ReadDocument:
    with open_inner_archive(BytesIO(data), path.name) as archive:
        package_name = _package_name(archive)
        package = parse_xml(archive.read(package_name, MOST_OF_ONE), package_name)
        chapters = list(_chapters(package, posixpath.dirname(package_name)))
        present = [each for each in chapters if archive.find(each.name)]
        _refuse_protected(archive, present)
        parts = [part for chapter in present for part in _parts(archive, chapter)]
    missing = [each.name for each in chapters if each not in present]
    warnings = []
    if missing:
        sentence = _("Chapters are missing from the book: {names}")
        warnings.append(sentence.format(names=enumerate_some(missing)))
    facts = _facts(package)
    return make_document(data, path, KIND.id, group_parts(parts), facts=facts, warnings=warnings)


def _package_name(archive: Archive) -> str:
    if _CONTAINER not in archive.names():
        raise InputError(_("It is no book: {name} is missing.").format(name=_CONTAINER))
    root = parse_xml(archive.read(_CONTAINER, MOST_OF_ONE), _CONTAINER)
    for element in root.iter("{*}rootfile"):
        name = archive.find(element.get("full-path") or "")
        if name:
            return name
    raise InputError(_("It is no book: it does not say what is in it."))


def _chapters(package: Any, folder: str) -> Iterator[_Chapter]:
    items: dict[str, Any] = {}
    for item in package.iter("{*}item"):
        items.setdefault(item.get("id") or "", item)
    for reference in package.iter("{*}itemref"):
        item = items.get(reference.get("idref") or "")
        if item is None or item.get("media-type") not in _PAGES:
            continue
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href") or "")))
        properties = (item.get("properties") or "").split()
        yield _Chapter(name, "nav" in properties)


def _refuse_protected(archive: Archive, chapters: list[_Chapter]) -> None:
    """Raise InputError for chapters that are encrypted; fonts often are, and do not matter."""
    if _ENCRYPTION not in archive.names():
        return
    root = parse_xml(archive.read(_ENCRYPTION, MOST_OF_ONE), _ENCRYPTION)
    encrypted = {unquote(each.get("URI") or "") for each in root.iter("{*}CipherReference")}
    if any(chapter.name in encrypted for chapter in chapters):
        raise InputError(_("It is protected against being read by other programs."))


def _parts(archive: Archive, chapter: _Chapter) -> Iterator[Part]:
    name = archive.find(chapter.name) or chapter.name
    data = archive.read(name, MOST_OF_ONE)
    if not data.strip():
        return
    source, _broken = decode_page(data, detect_page(data).encoding or "utf-8", is_chosen=False)
    for block in read_blocks(parse_page(source)):
        reason = "navigation" if chapter.is_contents else "hidden" if block.is_hidden else ""
        yield Part(block.text, reason)


def _facts(package: Any) -> SourceFacts:
    """Return what the book says about itself."""

    def first(name: str) -> str:
        found = (" ".join((each.text or "").split()) for each in package.iter(_DC + name))
        return next(filter(None, found), "")

    direction = ""
    for spine in package.iter("{*}spine"):
        direction = spine.get("page-progression-direction") or ""
    language = first("language").partition("-")[0].lower()
    return SourceFacts(
        title=first("title"),
        outlet=first("publisher"),
        author=first("creator"),
        published=parse_date(first("date")[:40]) or "",
        language=language if language.isalpha() and len(language) <= 3 else "",
        direction=direction if direction in ("rtl", "ltr") else "",
    )


KIND: Final = DocumentKind("book", N_("Electronic book"), (".epub",), _read)
