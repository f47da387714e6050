"""Ways to write a project in a format, to read a file, and to hold both against each other."""

from pathlib import Path
from typing import Any

from annotator.exchange.formats import FORMATS
from annotator.exchange.options import settle
from annotator.exchange.reading import Reading, ReadNote
from annotator.model.annotated import Document
from annotator.operations import exporting
from annotator.operations.project import Project
from tests.exchange.contract.comparing import told


def exported(project: Project, name: str, folder: Path, **options: Any) -> Path:
    """Export the whole project and return the file or folder."""
    folder.mkdir(exist_ok=True)
    target = folder / f"{name}{FORMATS[name].suffix}"
    exporting.export(project, name, target, options=options)
    return target


def losses(project: Project, name: str, **options: Any) -> dict[str, int]:
    """Return what an export would leave out, with counts."""
    found = exporting.preview(project, name, options=options).losses.losses
    return {loss.what: loss.count for loss in found}


def read(name: str, path: Path, **options: Any) -> tuple[list[Document], list[ReadNote]]:
    """Return the documents of a file and what its reader said."""
    chosen = FORMATS[name]
    assert chosen.read_documents is not None
    reading = Reading(options=settle(chosen.read_options, options))
    return list(chosen.read_documents(path, reading)), reading.notes


def written(folder: Path, name: str, *lines: str) -> Path:
    """Write lines to a file and return it."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return path


def spans(document: Document) -> list[tuple[str, ...]]:
    """Return each mark's label and the words of its fragments."""
    return [(mark.label, *(f.quote for f in mark.fragments)) for mark in document.marks]


def assert_comes_back(project: Project, name: str, folder: Path) -> list[Document]:
    """Assert that all a format carries comes back equal, and return the documents read."""
    carries = FORMATS[name].carries
    documents, notes = read(name, exported(project, name, folder))
    assert [note for note in notes if note.kind != "note"] == []
    with exporting.bundle(project) as source:
        registries = source.registries()
        sent = told(source.documents(), registries, carries, source.tokens)
        back = told(documents, registries, carries, source.tokens)
    assert back == sent
    return documents
