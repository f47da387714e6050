"""REFI-QDA files as other programs write them, made piece by piece."""

import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from annotator.exchange.formats import FORMATS
from annotator.exchange.options import settle
from annotator.exchange.reading import Reading
from annotator.model.annotated import Document

TEXT_GUID: Final = "11111111-1111-4111-8111-111111111111"
SOURCE: Final = "22222222-2222-4222-8222-222222222222"
USER: Final = "33333333-3333-4333-8333-333333333333"
CODE: Final = "44444444-4444-4444-8444-444444444444"
DOCTYPE: Final = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>'
NAMESPACE: Final = "urn:QDA-XML:project:1.0"


def selection(number: int, start: int, end: int, name: str = "", inside: str | None = None) -> str:
    """Return a selection with one code, or with what is given."""
    coding = f'<Coding guid="{guid(9, number)}"><CodeRef targetGUID="{CODE}"/></Coding>'
    return (
        f'<PlainTextSelection guid="{guid(8, number)}" name="{name}" startPosition="{start}"'
        f' endPosition="{end}" creatingUser="{USER}">{coding if inside is None else inside}'
        "</PlainTextSelection>"
    )


def guid(kind: int, number: int) -> str:
    """Return an identifier that says what it is of."""
    return f"{kind:08d}-0000-4000-8000-{number:012d}"


def source(inside: str, path: str = f"internal://{TEXT_GUID}.txt", more: str = "") -> str:
    """Return a text source whose text is a file of the archive."""
    at = f'plainTextPath="{path}"' if path else ""
    return f'<TextSource guid="{SOURCE}" name="Interview" {at} {more}>{inside}</TextSource>'


def project(sources: str, after: str = "", codes: str = "", before: str = "") -> str:
    """Return the XML of a project with one user and one code."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?><Project xmlns="{NAMESPACE}" name="p"'
        f' creatingUserGUID="{USER}"><Users><User guid="{USER}" name="Rana"/></Users>'
        f'<CodeBook><Codes><Code guid="{CODE}" name="Theme" isCodable="true" color="#a1b"/>{codes}'
        f"</Codes></CodeBook>{before}<Sources>{sources}</Sources>{after}</Project>"
    )


def archive(
    path: Path,
    xml: str,
    files: Iterable[tuple[str, bytes]] = (),
    name: str = "project.qde",
) -> Path:
    """Write an archive of a project's XML and further files."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.writestr(name, xml)
        for each, data in files:
            opened.writestr(each, data)
    return path


def text_file(text: str) -> list[tuple[str, bytes]]:
    """Return the file that ``source`` refers to."""
    return [(f"sources/{TEXT_GUID}.txt", text.encode())]


def read(path: Path, **options: str) -> tuple[list[Document], Reading]:
    """Return the documents of a file, and what its reader told."""
    chosen = FORMATS.reader_of(path)
    reading = Reading(options=settle(chosen.read_options, options))
    assert chosen.read_documents is not None
    return list(chosen.read_documents(path, reading)), reading


def told(reading: Reading) -> list[str]:
    """Return the sentences that a reader told."""
    return [note.sentence for note in reading.notes]
