"""Layers of files in a form that can be compared, and annotation sets to write and read."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.exchange.formats import FORMATS
from annotator.exchange.formats.cas_reading import read_one_xmi
from annotator.exchange.formats.layers import METADATA, SENTENCE, TOKEN, Layers
from annotator.exchange.formats.webanno_reading import read_layers
from annotator.exchange.reading import Reading
from annotator.model.annotated import Document
from annotator.model.bundle import BundleInfo
from annotator.model.registries import Registries
from annotator.model.span import Range
from annotator.operations import exporting
from annotator.operations.project import Project


def of_xmi(file: Path, reading: Reading | None = None) -> Layers:
    """Return the layers of the one text of an XMI file."""
    (found,) = read_one_xmi(file, reading or Reading())
    return found


def of_tsv(file: Path, reading: Reading | None = None) -> Layers:
    """Return the layers of a TSV file."""
    return read_layers(file.read_bytes(), file.name, reading or Reading())


def plain(layers: Layers, without: frozenset[str] = frozenset()) -> Any:
    """Return text, spans and lines as values; an annotation is known by type and place.

    Words and sentences are left out unless something refers to them, and so are the features of
    *without*.
    """
    by_id = {span.id: span for span in layers.spans}

    def name(own: str) -> tuple[str, int, int]:
        span = by_id[own]
        return span.short, span.start, span.end

    def said(features: dict[str, str]) -> list[tuple[str, str]]:
        return sorted((key, value) for key, value in features.items() if key not in without)

    spans = sorted(
        (
            name(span.id),
            said(span.features),
            sorted(
                (slot, [(role, name(target)) for role, target in links])
                for slot, links in span.slots.items()
            ),
            sorted((key, name(target)) for key, target in span.refs.items()),
        )
        for span in layers.spans
        if span.type not in (TOKEN, SENTENCE, METADATA)
    )
    lines = sorted(
        (line.short, name(line.origin), name(line.target), said(line.features))
        for line in layers.lines
    )
    return layers.text, spans, lines


class OfDocuments:
    """A bundle of documents that no project holds, as far as layers ask for it."""

    def __init__(self, documents: list[Document]) -> None:
        self._documents = documents
        self.info = BundleInfo("", "", counts={"article": len(documents)})

    def documents(self) -> Iterator[Document]:
        """Yield the documents."""
        return iter(self._documents)

    def registries(self) -> Registries:
        """Return nothing that they share."""
        return Registries()

    def tokens(self, text: str) -> list[Range]:
        """Return what white space separates."""
        return [match.span() for match in re.finditer(r"\S+", text)]

    def sentences(self, text: str) -> list[Range]:
        """Return the text as one sentence."""
        return [(0, len(text))]

    def __getattr__(self, name: str) -> Any:
        raise AssertionError(f"layers need no {name} of a bundle")


def written(project: Project, name: str, folder: Path, **options: Any) -> Path:
    """Export the whole project in a format and return the folder."""
    target = folder / name
    exporting.export(project, name, target, options=options)
    return target


def back(name: str, target: Path) -> tuple[list[Document], Registries, Reading]:
    """Return what a format reads."""
    reading = Reading()
    read = FORMATS[name].read_documents
    assert read is not None
    return list(read(target, reading)), reading.registries, reading
