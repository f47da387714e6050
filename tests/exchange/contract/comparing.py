"""What must come back of a set that went out in a format: all that the format says it carries.

``told`` turns documents and registries into plain values in which only carried features are left,
so that what went out and what came back can be compared with ``==``. Identities are left out unless
they are carried: marks are then known by what they are.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from annotator.exchange import carrying as c
from annotator.model.annotated import Document, DocumentAttribution, Mark
from annotator.model.registries import Registries
from annotator.model.span import Range

Tokens = Callable[[str], Sequence[Range]]
_CODE = ("kind", "name", "name_ar", "color", "key", "memo")
_ENTITY = ("name", "name_en", "kind", "role", "wikidata", "memo")


def told(
    documents: Iterable[Document], registries: Registries, carries: frozenset[str], tokens: Tokens
) -> dict[str, Any]:
    """Return all that *carries* keeps of a set, as plain values."""
    found: dict[str, Any] = {
        "documents": [_document(each, registries, carries, tokens) for each in documents]
    }
    if c.CODES in carries:
        paths = registries.paths()
        found["codes"] = sorted(
            (paths[each["uuid"]], *(each[name] for name in _CODE)) for each in registries.of("code")
        )
    if c.ENTITIES in carries:
        found["entities"] = sorted(
            (
                *(each[name] for name in _ENTITY),
                registries.name_of("entity", each["speaks_for"] or ""),
                sorted(alias["alias"] for alias in each["aliases"]),
            )
            for each in registries.of("entity")
        )
    if c.LEDGER in carries:
        found["ledger"] = sorted(
            (each["wording"], each["verdict"], each["rating_url"], each["memo"])
            for each in registries.of("ledger_claim")
        )
        found["relations"] = sorted(
            (
                registries.name_of("ledger_claim", each["claim"]),
                each["relation"],
                registries.name_of("ledger_claim", each["other"]),
            )
            for each in registries.of("ledger_relation")
        )
    return found


def _document(
    document: Document, registries: Registries, carries: frozenset[str], tokens: Tokens
) -> dict[str, Any]:
    places = _Places(document, carries, tokens)
    found: dict[str, Any] = {
        "marks": sorted(
            (
                _mark(piece, mark, carries, registries, document)
                for mark in document.marks
                for piece in places.pieces(mark)
            ),
            key=repr,
        ),
    }
    if c.TEXTS in carries:
        found["text"] = document.text
    if c.METADATA in carries:
        names = ("title", "outlet", "author", "published", "url", "language", "direction")
        found["metadata"] = [getattr(document, name) for name in names]
    if c.VARIABLES in carries:
        found["variables"] = dict(document.variables)
    if c.STATUSES in carries:
        found["statuses"] = dict(document.statuses)
    if c.MEMOS in carries:
        found["memo"] = document.memo
    if c.PROVENANCE in carries:
        found["provenance"] = document.provenance
    if c.IDENTITY in carries:
        found["id"] = document.id
    if c.ATTRIBUTIONS in carries:
        found["attributions"] = sorted(
            (_said(each, document, carries, places, registries) for each in document.attributions),
            key=repr,
        )
    return found


class _Places:
    """Where the marks of a document are, as far as a format can say it."""

    def __init__(self, document: Document, carries: frozenset[str], tokens: Tokens) -> None:
        self._document, self._carries = document, carries
        self._tokens = [] if c.EXACT in carries else list(tokens(document.text))
        self.marks = document.mark_of()

    def _snapped(self, start: int, end: int) -> Range:
        touched = [(low, high) for low, high in self._tokens if low < end and high > start]
        if not touched:
            return start, end
        return min(start, touched[0][0]), max(end, touched[-1][1])

    def pieces(self, mark: Mark) -> list[tuple[Range, ...]]:
        """Return the ranges of a mark: all as one, or each of its own."""
        ranges = [(fragment.start, fragment.end) for fragment in mark.fragments]
        if c.EXACT not in self._carries:
            ranges = [self._snapped(*each) for each in ranges]
        return [tuple(ranges)] if c.FRAGMENTS in self._carries else [(each,) for each in ranges]

    def name(self, mark: str) -> Any:
        """Return what a mark is known by."""
        found = self.marks[mark]
        return self.pieces(found)[0], found.label


def _mark(
    piece: tuple[Range, ...],
    mark: Mark,
    carries: frozenset[str],
    registries: Registries,
    document: Document,
) -> dict[str, Any]:
    found: dict[str, Any] = {"ranges": piece, "label": mark.label}
    if c.TEXTS in carries:
        found["words"] = [document.text[start:end] for start, end in piece]
    if c.CODERS in carries:
        found["coder"] = mark.coder
    if c.MEMOS in carries:
        found["memo"] = mark.memo
    if c.GRADES in carries:
        found["grades"] = mark.confidence, mark.important
    if c.TIMES in carries:
        found["times"] = mark.origin, mark.created_at, mark.changed_at
    if c.IDENTITY in carries:
        found["id"] = mark.id
    if c.CODES in carries:
        found["kind"] = mark.kind
    notes = mark.claim
    if c.CLAIMS in carries and notes is not None:
        found["claim"] = notes.type, notes.check_worthiness, notes.wording, bool(notes.within)
    if c.LEDGER in carries and notes is not None:
        found["ledger"] = registries.name_of("ledger_claim", notes.ledger)
    return found


def _said(
    said: DocumentAttribution,
    document: Document,
    carries: frozenset[str],
    places: _Places,
    registries: Registries,
) -> dict[str, Any]:
    found: dict[str, Any] = {"roles": sorted((role, places.name(m)) for role, m in said.roles)}
    above = next((each for each in document.attributions if each.id == said.parent), None)
    if c.CODERS in carries:
        found["coder"] = said.coder
    if c.PARENTS in carries:
        found["parent"] = (places.name(above.content), said.basis) if above else None
    if c.ATTRIBUTES in carries:
        found["attributes"] = dict(said.attributes), said.suggested
    if c.FLAGS in carries:
        found["flags"] = sorted(said.flags)
    if c.ENTITIES in carries:
        found["entities"] = [registries.name_of("entity", each) for each in said.entities]
    if c.MEMOS in carries:
        found["memo"] = said.memo
    if c.TIMES in carries:
        found["times"] = said.origin, said.created_at, said.changed_at
    if c.IDENTITY in carries:
        found["id"] = said.id
    return found
