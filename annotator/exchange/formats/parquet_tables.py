"""The tables of the Parquet export as data: columns with their types, and how rows are made.

Types are words that ``parquet`` turns into its library's: ``string``, ``category`` (a string kept
as a dictionary), ``int32``, ``bool``, ``strings``, ``fragments``, ``pairs``. To add a column: a row
in a table here, and its value in the function below it.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from annotator.model.annotated import ClaimNotes, Document, DocumentAttribution, Mark
from annotator.model.attribution import ATTRIBUTES, UNSET
from annotator.model.registries import Registries

VERSION: Final = 1
Row = dict[str, Any]
Columns = Mapping[str, str]

_MADE: Final[Columns] = {"origin": "category", "created_at": "string", "changed_at": "string"}
ANNOTATIONS: Final[Columns] = {
    **{"annotation": "string", "article": "string", "text_sha256": "string", "coder": "category"},
    **{"code": "category", "code_uuid": "category", "kind": "category"},
    **{"start": "int32", "end": "int32", "fragments": "fragments", "quote": "string"},
    **{"prefix": "string", "suffix": "string", "confidence": "category", "important": "bool"},
    **{"memo": "string", **_MADE},
}
ATTRIBUTIONS: Final[Columns] = {
    **{"attribution": "string", "article": "string", "text_sha256": "string", "coder": "category"},
    **{"content": "string", "content_quote": "string", "cue": "string", "cue_quote": "string"},
    **{"sources": "strings", "source_quotes": "strings"},
    **{"entities": "strings", "entity_names": "strings", "parent": "string", "basis": "category"},
    **dict.fromkeys(ATTRIBUTES, "category"),
    **{"suggested": "bool", "flags": "strings", "memo": "string", **_MADE},
}
CLAIMS: Final[Columns] = {
    **{"claim": "string", "annotation": "string", "article": "string", "coder": "category"},
    **{"quote": "string", "type": "category", "check_worthiness": "category"},
    **{"wording": "string", "within": "string", "ledger": "string"},
}
ARTICLES: Final[Columns] = {
    **{"article": "string", "title": "string", "outlet_name": "category", "author": "string"},
    **{"published": "string", "url": "string", "language": "category", "direction": "category"},
    **{"memo": "string", "text_sha256": "string", "length": "int32", "variables": "pairs"},
    **{"statuses": "pairs", "file_name": "string", "source_sha256": "string"},
    **{"encoding": "category", "importer": "category", "imported_at": "string"},
    **{"import_log": "strings", "text": "string"},
}
OF_DOCUMENTS: Final[Mapping[str, Columns]] = {
    "annotations": ANNOTATIONS,
    "attributions": ATTRIBUTIONS,
    "claims": CLAIMS,
    "articles": ARTICLES,
}
"""The tables that are parted by outlet and year."""

REGISTERED: Final[Mapping[str, tuple[str, Columns]]] = {
    "codebook": (
        "code",
        {
            **{"uuid": "string", "path": "string", "name": "string", "name_ar": "string"},
            **{"kind": "category", "parent": "string", "color": "string", "key": "string"},
            **{"memo": "string", "purposes": "strings"},
        },
    ),
    "coders": ("coder", {"uuid": "string", "name": "string", "color": "string"}),
    "entities": (
        "entity",
        {
            **{"uuid": "string", "name": "string", "name_en": "string", "kind": "category"},
            **{"role": "category", "speaks_for": "string", "wikidata": "string"},
            **{"memo": "string", "aliases": "strings"},
        },
    ),
    "flags": ("flag", {"uuid": "string", "name": "string", "memo": "string"}),
    "ledger": (
        "ledger_claim",
        {
            **{"uuid": "string", "wording": "string", "verdict": "category"},
            **{"rating_url": "string", "memo": "string", "created_at": "string"},
        },
    ),
    "ledger_relations": (
        "ledger_relation",
        {"uuid": "string", "claim": "string", "relation": "category", "other": "string"},
    ),
    "variables": ("variable", {"uuid": "string", "name": "string", "type": "category"}),
}
"""The tables of what all articles share, each with the records it is made from."""


def registered(registries: Registries, table: str) -> Iterator[Row]:
    """Yield the rows of one of ``REGISTERED``."""
    kind, columns = REGISTERED[table]
    paths = registries.paths()
    for record in registries.of(kind):
        row = {name: record.get(name) for name in columns}
        if "path" in columns:
            row["path"] = paths[record["uuid"]]
        yield {name: _plain(value, columns[name]) for name, value in row.items()}


def _plain(value: Any, kind: str) -> Any:
    """Return a value of a record as a cell: of lists of rows, the words in them."""
    if kind == "strings":
        return [
            each if isinstance(each, str) else next(iter(each.values())) for each in value or ()
        ]
    return value


def rows_of(document: Document, registries: Registries, *, text: bool) -> dict[str, list[Row]]:
    """Return the rows of a document in each of ``OF_DOCUMENTS``."""
    marks = document.mark_of()
    return {
        "annotations": [_annotation(document, mark) for mark in document.marks],
        "attributions": [
            _attribution(document, said, marks, registries) for said in document.attributions
        ],
        "claims": [
            _claim(document, mark, mark.claim) for mark in document.marks if mark.claim is not None
        ],
        "articles": [_article(document, text=text)],
    }


def _annotation(document: Document, mark: Mark) -> Row:
    same = ("kind", "start", "end", "quote", "prefix", "suffix", "confidence", "memo", *_MADE)
    return {
        **{"annotation": mark.id, "article": document.id, "text_sha256": document.text_sha256},
        **{"coder": mark.coder, "code": mark.label, "code_uuid": mark.code},
        **{name: getattr(mark, name) for name in same},
        "important": bool(mark.important),
        "fragments": [{"start": f.start, "end": f.end, "quote": f.quote} for f in mark.fragments],
    }


def _attribution(
    document: Document, said: DocumentAttribution, marks: dict[str, Mark], registries: Registries
) -> Row:
    def quotes(names: Iterable[str]) -> list[str]:
        return [marks[name].quote for name in names if name in marks]

    return {
        **{"attribution": said.id, "article": document.id, "text_sha256": document.text_sha256},
        **{"coder": said.coder, "content": said.content, "cue": said.cue or None},
        "content_quote": next(iter(quotes([said.content])), None),
        "cue_quote": next(iter(quotes([said.cue])), None),
        **{"sources": list(said.sources), "source_quotes": quotes(said.sources)},
        "entities": list(said.entities),
        "entity_names": [registries.name_of("entity", each) for each in said.entities],
        **{"parent": said.parent or None, "basis": said.basis or None},
        **{name: said.attributes.get(name, UNSET) for name in ATTRIBUTES},
        **{"suggested": bool(said.suggested), "flags": list(said.flags), "memo": said.memo},
        **{name: getattr(said, name) for name in _MADE},
    }


def _claim(document: Document, mark: Mark, notes: ClaimNotes) -> Row:
    return {
        **{"claim": notes.id, "annotation": mark.id, "article": document.id, "coder": mark.coder},
        **{"quote": mark.quote, "type": notes.type, "wording": notes.wording},
        "check_worthiness": notes.check_worthiness,
        **{"within": notes.within or None, "ledger": notes.ledger or None},
    }


def _article(document: Document, *, text: bool) -> Row:
    known = document.provenance
    same = ("title", "author", "published", "url", "language", "direction", "memo", "text_sha256")
    return {
        **{"article": document.id, "outlet_name": document.outlet, "length": len(document.text)},
        **{name: getattr(document, name) for name in same},
        **{"variables": list(document.variables.items())},
        **{"statuses": list(document.statuses.items())},
        **{name: getattr(known, name) for name in ("file_name", "source_sha256", "encoding")},
        **{"importer": known.importer, "imported_at": known.imported_at},
        **{"import_log": list(known.log), "text": document.text if text else None},
    }
