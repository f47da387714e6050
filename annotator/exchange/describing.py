"""What is known about an article as plain names and values, for formats that have a place for it.

The names are ours; readers take them back and leave others' names alone. Also the merging of the
parts in which several formats write one article: one part for each coder.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from hashlib import sha256
from typing import Any, Final

from annotator.model.annotated import Document

ARTICLE: Final = "article"
CODER: Final = "coder"
TEXT_SHA256: Final = "text_sha256"
_NAMES: Final = ("title", "outlet", "author", "published", "url", "language", "direction")
_DEFAULTS: Final = {"direction": "auto"}
_HALVES: Final = re.compile("[\ud800-\udfff]")


def described(document: Document, coder: str) -> dict[str, str]:
    """Return what identifies and describes an article and one coder's part, empty values left out.

    ``article`` is its uuid, ``coder`` a name; then the hash of its text and what is known of it.
    """
    found = {ARTICLE: document.id, CODER: coder, TEXT_SHA256: document.text_sha256}
    found |= {name: getattr(document, name) for name in _NAMES}
    return {name: value for name, value in found.items() if value and value != _DEFAULTS.get(name)}


def from_description(known: Mapping[str, Any], text: str, title: str) -> Document:
    """Return a document of a text with what *known* tells; *title* where it tells none."""
    values: dict[str, Any] = {
        name: canonical(known[name]) for name in _NAMES if isinstance(known.get(name), str)
    }
    identity = known.get(ARTICLE)
    values.setdefault("title", title)
    return Document(
        id=canonical(identity) if isinstance(identity, str) else "",
        text=text,
        text_sha256=fingerprint(text) if text else str(known.get(TEXT_SHA256) or ""),
        **values,
    )


def canonical(text: str) -> str:
    """Return *text* with LF for every line end, and without halves of surrogate pairs."""
    return _HALVES.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def fingerprint(text: str) -> str:
    """Return the sha256 of a text; lone halves of surrogate pairs do not stop it."""
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def merged(parts: Iterable[Document]) -> Iterator[Document]:
    """Yield documents, parts of one article that follow each other made one.

    Parts belong together when they have the same id and text, or the same text and no id.
    """
    held: list[Document] = []
    for part in parts:
        if held and _identity(held[0]) != _identity(part):
            yield _joined(held)
            held = []
        held.append(part)
    if held:
        yield _joined(held)


def _identity(document: Document) -> tuple[str, str]:
    return document.id, document.text_sha256


def _joined(parts: list[Document]) -> Document:
    marks = [mark for part in parts for mark in part.marks]
    first = parts[0]
    return replace(
        first,
        id=first.id or first.text_sha256 or first.title,
        marks=tuple(sorted(marks, key=lambda mark: (mark.start, -mark.end))),
        attributions=tuple(each for part in parts for each in part.attributions),
        relations=tuple(each for part in parts for each in part.relations),
    )
