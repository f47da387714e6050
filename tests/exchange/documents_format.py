"""Formats of documents for tests: all that a document holds as JSON, and a bare one of others.

``documents`` carries what our own exports may carry; ``foreign`` is what another program might
write: its own ids and labels, quotes, no codebook.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from annotator.exchange import carrying
from annotator.exchange.formats import FORMATS
from annotator.exchange.reading import Reading
from annotator.exchange.registry import Format, Registry, Watch
from annotator.exchange.text_input import parse_json, read_utf8
from annotator.model.annotated import (
    ClaimNotes,
    Document,
    DocumentAttribution,
    DocumentRelation,
    Mark,
)
from annotator.model.article import Provenance
from annotator.model.bundle import Bundle
from annotator.model.span import Fragment
from annotator.operations import exporting, importing_set, importing_set_plan

NOT_CARRIED = {carrying.PROVENANCE, carrying.SEARCHES}
BARE = frozenset(
    {
        *(carrying.FRAGMENTS, carrying.EXACT, carrying.OVERLAPS, carrying.ATTRIBUTIONS),
        *(carrying.PARENTS, carrying.ATTRIBUTES, carrying.TEXTS, carrying.CODERS),
    }
)


def _write(bundle: Bundle, path: Path, _options: dict[str, Any], watch: Watch) -> None:
    documents = []
    for each in bundle.documents():
        documents.append(_plain(replace(each, provenance=Provenance())))
        watch.step()
    found = {"kind": "documents", "registries": list(bundle.registries()), "documents": documents}
    path.write_text(json.dumps(found), encoding="utf-8")


def _plain(value: Any) -> Any:
    """Return a value as JSON has it."""
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: _plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {key: _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def _write_bare(bundle: Bundle, path: Path, _options: dict[str, Any], watch: Watch) -> None:
    documents = []
    for number, each in enumerate(bundle.documents()):
        ids = {mark.id: f"T{n}" for n, mark in enumerate(each.marks)}
        said = {one.id: f"A{n}" for n, one in enumerate(each.attributions)}
        documents.append(
            {
                **{"id": f"doc{number}", "title": each.title, "text": each.text},
                "marks": [
                    {
                        **{"id": ids[mark.id], "label": mark.label, "coder": mark.coder},
                        "fragments": [asdict(fragment) for fragment in mark.fragments],
                    }
                    for mark in each.marks
                ],
                "attributions": [
                    {
                        **{"id": said[one.id], "coder": one.coder, "basis": one.basis},
                        "roles": [(role, ids[mark]) for role, mark in one.roles],
                        "parent": said.get(one.parent, ""),
                        "attributes": dict(one.attributes),
                    }
                    for one in each.attributions
                ],
            }
        )
        watch.step()
    path.write_text(json.dumps({"kind": "foreign", "documents": documents}), encoding="utf-8")


def _read(path: Path, reading: Reading) -> Iterator[Document]:
    found = parse_json(read_utf8(path), path.name)
    for record in found.get("registries", ()):
        reading.register(record)
    for each in found["documents"]:
        reading.watch.step()
        yield _document(each)


def _document(given: dict[str, Any]) -> Document:
    known = dict(given)
    known["marks"] = tuple(_mark(each) for each in given.get("marks", ()))
    known["attributions"] = tuple(_said(each) for each in given.get("attributions", ()))
    known["relations"] = tuple(DocumentRelation(**each) for each in given.get("relations", ()))
    known["provenance"] = Provenance()
    return Document(**known)


def _mark(given: dict[str, Any]) -> Mark:
    known = dict(given)
    known["fragments"] = tuple(Fragment(**each) for each in given["fragments"])
    known["claim"] = ClaimNotes(**given["claim"]) if given.get("claim") else None
    return Mark(**known)


def _said(given: dict[str, Any]) -> DocumentAttribution:
    known = dict(given)
    known["roles"] = tuple((role, mark) for role, mark in given["roles"])
    for name in ("entities", "flags"):
        known[name] = tuple(given.get(name, ()))
    return DocumentAttribution(**known)


def _is(kind: str, path: Path) -> bool:
    return path.is_file() and f'"kind": "{kind}"' in path.read_text(encoding="utf-8")[:40]


DOCUMENTS = Format(
    id="test-documents",
    name="Documents",
    description="Documents",
    suffix=".docs.json",
    write=_write,
    read_documents=_read,
    looks_like=lambda path: _is("documents", path),
    recognises=lambda path: _is("documents", path),
    carries=carrying.EVERYTHING - NOT_CARRIED,
)
FOREIGN = Format(
    id="test-foreign",
    name="Foreign",
    description="Foreign",
    suffix=".foreign.json",
    write=_write_bare,
    read_documents=_read,
    looks_like=lambda path: _is("foreign", path),
    recognises=lambda path: _is("foreign", path),
    carries=BARE,
)
TESTED = Registry([*FORMATS, DOCUMENTS, FOREIGN])


def use(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything know both formats."""
    for module in (exporting, importing_set, importing_set_plan):
        monkeypatch.setattr(module, "FORMATS", TESTED)


def write_foreign(path: Path, *documents: dict[str, Any], **further: Any) -> Path:
    """Write documents as another program would, and return the file."""
    path.write_text(
        json.dumps({"kind": "foreign", **further, "documents": list(documents)}), encoding="utf-8"
    )
    return path


def document(text: str, *marks: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Return a document of a file."""
    return {"id": "", "title": "مقال", "text": text, "marks": list(marks), **fields}


def marked(
    label: str, text: str, quote: str, identity: str = "", shift: int = 0, **fields: Any
) -> dict[str, Any]:
    """Return a mark of a file on the first place of *quote*."""
    start = text.index(quote) + shift
    place = {"start": start, "end": start + len(quote), "quote": quote}
    return {"id": identity or label, "label": label, "fragments": [place], **fields}
