"""W3C Web Annotation: one JSON-LD file, a collection whose one page is written item by item.

A mark is an annotation that classifies; each fragment is a target with its words, the words around
it, and its place in code points. The words around are as many as it takes for the place to be the
only one. An attribution is an annotation that links: its targets are marks with their roles. The
articles' texts are named by their fingerprint and come along when that is asked for.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from annotator.exchange import carrying
from annotator.exchange.accepting import shared_records
from annotator.exchange.formats.w3c_reading import looks_like_w3c, read_w3c
from annotator.exchange.formats.w3c_terms import (
    ATTRIBUTION,
    DESCRIBED,
    SHA256,
    UUID,
    VOCABULARY,
    context,
)
from annotator.exchange.options import Option
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import LossReport
from annotator.exchange.writing import tool
from annotator.i18n import N_
from annotator.model.annotated import Document, DocumentAttribution, Mark
from annotator.model.attribution import UNSET
from annotator.model.bundle import OFFSET_UNIT, Bundle
from annotator.model.graphemes import snap_out
from annotator.model.span import CONTEXT

VERSION: Final = 1
CARRIES: Final = carrying.EVERYTHING - {
    *(carrying.TEXTS, carrying.PROVENANCE, carrying.SEARCHES),
}
_HEAD: Final = 4096


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    info = bundle.info
    beginning = {
        "@context": context(),
        "id": f"{UUID}{info.project_uuid}",
        "type": "AnnotationCollection",
        "label": info.project,
        "generator": {"type": "Software", "name": tool()},
        "attr:version": VERSION,
        "attr:offset_unit": OFFSET_UNIT,
    }
    coders = {str(each["name"]): str(each["uuid"]) for each in bundle.registries().of("coder")}
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.write("{\n")
        for name, value in beginning.items():
            file.write(f"{_json(name)}: {_json(value)},\n")
        file.write('"attr:records": ')
        file.writelines(_array(shared_records(bundle)))
        file.write(',\n"attr:articles": ')
        told = (_article(each, texts=options["texts"]) for each in bundle.documents())
        file.writelines(_array(told))
        file.write(',\n"first": {"type": "AnnotationPage", "startIndex": 0, "items": ')
        items = _Items(bundle, coders, watch)
        file.writelines(_array(items))
        file.write(f'}},\n"total": {items.count}\n}}\n')


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _array(values: Iterable[object]) -> Iterator[str]:
    """Yield the pieces of an array, one value a line."""
    before = "[\n"
    for value in values:
        yield before + _json(value)
        before = ",\n"
    yield "[]" if before == "[\n" else "\n]"


def _article(document: Document, *, texts: bool) -> dict[str, Any]:
    """Return what is known about an article, by its text."""
    told = {name: getattr(document, name) for name in DESCRIBED}
    return {
        **_source(document),
        "attr:article": f"{UUID}{document.id}",
        **{f"attr:{name}": value for name, value in told.items() if value},
        **({"attr:variables": dict(document.variables)} if document.variables else {}),
        **({"attr:statuses": dict(document.statuses)} if document.statuses else {}),
        **({"value": document.text} if texts else {}),
    }


def _source(document: Document) -> dict[str, Any]:
    """Return an article's text as the source of targets."""
    return {
        **{"id": f"{SHA256}{document.text_sha256}", "type": "Text", "format": "text/plain"},
        **({"language": document.language} if document.language else {}),
        "textDirection": document.direction,
    }


class _Items:
    """The annotations of a bundle, made as they are asked for, and how many they were."""

    def __init__(self, bundle: Bundle, coders: dict[str, str], watch: Watch) -> None:
        self._bundle, self._coders, self._watch = bundle, coders, watch
        self.count = 0

    def __iter__(self) -> Iterator[dict[str, Any]]:
        for document in self._bundle.documents():
            source = _source(document)
            for mark in document.marks:
                yield {
                    **self._common(document, mark, "classifying"),
                    **_mark(mark, document, source),
                }
            for said in document.attributions:
                yield {**self._common(document, said, "linking"), **_attribution(said)}
            done = len(document.marks) + len(document.attributions)
            self.count += done
            self._watch.step(1 + done)

    def _common(
        self, document: Document, entry: Mark | DocumentAttribution, motivation: str
    ) -> dict[str, Any]:
        coder = self._coders.get(entry.coder)
        return {
            **{"id": f"{UUID}{entry.id}", "type": "Annotation", "motivation": motivation},
            "creator": {
                **({"id": f"{UUID}{coder}"} if coder else {}),
                **{"type": "Person", "name": entry.coder},
            },
            **({"created": entry.created_at} if entry.created_at else {}),
            **({"modified": entry.changed_at} if entry.changed_at else {}),
            **{"attr:article": f"{UUID}{document.id}", "attr:origin": entry.origin},
        }


def _mark(mark: Mark, document: Document, source: dict[str, Any]) -> dict[str, Any]:
    targets = [
        {"source": source, "selector": selectors(document.text, each.start, each.end)}
        for each in mark.fragments
    ]
    return {
        **({"attr:confidence": mark.confidence} if mark.confidence != UNSET else {}),
        **({"attr:important": True} if mark.important else {}),
        **_claim(mark),
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": mark.label},
            {
                **{"type": "SpecificResource", "purpose": "classifying"},
                "source": f"{UUID}{mark.code}",
            },
            *_memo(mark.memo),
        ],
        **({"attr:fragments": len(targets)} if len(targets) > 1 else {}),
        "target": targets if len(targets) > 1 else targets[0],
    }


def _memo(memo: str) -> list[dict[str, Any]]:
    if not memo:
        return []
    body = {"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": memo}
    return [body]


def _claim(mark: Mark) -> dict[str, Any]:
    notes = mark.claim
    if notes is None:
        return {}
    noted = {name: getattr(notes, name) for name in ("type", "check_worthiness")}
    return {
        "attr:claim": {
            "id": f"{UUID}{notes.id}",
            **{f"attr:{name}": value for name, value in noted.items() if value != UNSET},
            **({"attr:wording": notes.wording} if notes.wording else {}),
            **({"attr:within": f"{UUID}{notes.within}"} if notes.within else {}),
            **({"attr:ledger": f"{UUID}{notes.ledger}"} if notes.ledger else {}),
        }
    }


def _attribution(said: DocumentAttribution) -> dict[str, Any]:
    nested = {"attr:parent": f"{UUID}{said.parent}", "attr:basis": said.basis}
    return {
        "body": [
            {
                "type": ATTRIBUTION,
                **{f"attr:{name}": value for name, value in said.attributes.items()},
                **({"attr:suggested": True} if said.suggested else {}),
                **(nested if said.parent else {}),
                **({"attr:entities": [UUID + each for each in said.entities]}
                   if said.entities else {}),
                **({"attr:flags": list(said.flags)} if said.flags else {}),
            },
            *_memo(said.memo),
        ],
        "target": [
            {"type": "SpecificResource", "source": f"{UUID}{mark}", "attr:role": role}
            for role, mark in said.roles
        ],
    }  # fmt: skip


def selectors(text: str, start: int, end: int) -> list[dict[str, Any]]:
    """Return how a place of a text, code points, is found: by its words, and by its numbers.

    The words around it are lengthened until prefix, words and suffix are there together only once;
    the whole text always is. No selection begins or ends inside a character that a reader sees.
    """
    reach = CONTEXT
    while True:
        low, high = snap_out(text, max(0, start - reach), min(len(text), end + reach))
        whole = text[low:high]
        if (low == 0 and high == len(text)) or text.find(whole, text.find(whole) + 1) < 0:
            break
        reach *= 2
    return [
        {
            "type": "TextQuoteSelector",
            "exact": text[start:end],
            "prefix": text[low:start],
            "suffix": text[end:high],
        },
        {"type": "TextPositionSelector", "start": start, "end": end},
    ]


def _recognises(path: Path) -> bool:
    """Tell whether a file begins as ours do."""
    with path.open("rb") as file:
        beginning = file.read(_HEAD)
    return VOCABULARY.encode() in beginning and b'"AnnotationCollection"' in beginning


def _losses(bundle: Bundle, options: dict[str, Any]) -> LossReport:
    return carrying.losses(bundle, CARRIES | {carrying.TEXTS} if options["texts"] else CARRIES)


FORMAT: Final = Format(
    id="w3c",
    name="W3C Web Annotation (JSON-LD)",
    description=N_("The web's standard form: words, their surroundings, roles as linked marks."),
    suffix=".jsonld",
    suffixes=(".json",),
    losses=_losses,
    write=_write,
    read_documents=read_w3c,
    recognises=_recognises,
    looks_like=looks_like_w3c,
    carries=CARRIES,
    group="archive",
    options=(
        Option(
            "texts",
            N_("Include the texts"),
            False,
            N_("Write the articles' texts too, so that the set can be read where they are not."),
        ),
    ),
)
