"""Settled documents as records of a project: what is there already is recognised, the rest is new.

Nothing here reads a project: what it has of the same article comes as a ``Document`` too. A mark or
attribution is known by its uuid, or by being equal to one the project has, so that reading a file
twice adds nothing; without a uuid of its own it gets one that is the same every time.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5

from annotator.exchange import settling
from annotator.i18n import _
from annotator.model.annotated import ClaimNotes, Document, DocumentAttribution, Mark
from annotator.model.attribution import BASES, UNSET
from annotator.model.claim import CLAIM_ATTRIBUTES
from annotator.model.registries import Record, Registries
from annotator.model.scheme import shorten
from annotator.model.span import Range

IMPORT: Final = "import"
CONFIDENCES: Final = (UNSET, "low", "medium", "high")
_INCIDENTAL: Final = ("created_at", "changed_at", "position", "color")
_GIVEN: Final = ("memo", "confidence", "important")
_COLORS: Final = ("#2f5d8a", "#a3483c", "#3d7a4e", "#7a4f9a", "#9a6b1f", "#2b7f86")

Key = tuple[str, str, tuple[Range, ...]]


def is_uuid(value: str) -> bool:
    """Tell whether *value* is a uuid in small letters."""
    try:
        return str(UUID(value)) == value
    except ValueError:
        return False


def made_uuid(*parts: object) -> str:
    """Return the uuid that is the same for the same parts, everywhere."""
    return str(uuid5(NAMESPACE_URL, ":".join(["isnad", *map(str, parts)])))


def named_after_text(document: Document) -> Document:
    """Return a document with a title: its own, its id, or the first words of its text."""
    if document.title:
        return document
    first = shorten(document.text.strip()[:400].split("\n")[0], 80)
    return replace(document, title=settling.name(document.id) or first or _("Untitled"))


def with_coder(document: Document, coder: str) -> Document:
    """Return a document in which what is nobody's is *coder*'s."""
    return replace(
        document,
        marks=tuple(each if each.coder else replace(each, coder=coder) for each in document.marks),
        attributions=tuple(
            each if each.coder else replace(each, coder=coder) for each in document.attributions
        ),
        statuses={who or coder: status for who, status in document.statuses.items()},
    )


def coder_records(names: Iterable[str], registries: Registries) -> dict[str, Record]:
    """Return a record for each coder: the file's own, or one with a uuid that follows the name."""
    own = {str(each["name"]): each for each in registries.of("coder")}
    return {
        name: own.get(name)
        or {
            **{"record": "coder", "uuid": made_uuid("coder", name), "name": name},
            "color": _COLORS[number % len(_COLORS)],
        }
        for number, name in enumerate(names)
    }


def flag_records(names: Iterable[str], registries: Registries) -> dict[str, Record]:
    """Return a record for each flag: the file's own, or one with a uuid that follows the name."""
    own = {str(each["name"]): each for each in registries.of("flag")}
    return {
        name: own.get(name)
        or {"record": "flag", "uuid": made_uuid("flag", name), "name": name, "memo": ""}
        for name in names
    }


def filled(record: Record, present: Record) -> Record:
    """Return the record of something that the project has, with what its file does not say of it.

    Formats carry some of a record: what they leave empty, and when it was made, contradicts nobody.
    """
    told = {
        name: value
        for name, value in record.items()
        if value not in ("", None, UNSET, [], {}) and name not in _INCIDENTAL
    }
    return {**present, **told}


@dataclass(slots=True)
class Fresh:
    """What of a document is new to a project, by the project's identities.

    ``document`` holds only what is new; ``claims`` are notes on marks that the project has already;
    ``same`` counts by table what was there; ``conflicts`` are sentences with the words concerned.
    """

    document: Document
    claims: tuple[tuple[str, ClaimNotes], ...] = ()
    same: Counter[str] = field(default_factory=Counter)
    conflicts: list[tuple[str, str, str]] = field(default_factory=list)


class Identifying:
    """Finds what the project's document of an article has already of one that is read."""

    def __init__(self, article: str, present: Document | None) -> None:
        self._article = article
        self._present = present
        marks = present.marks if present else ()
        self._mark_of = {mark.id: mark for mark in marks}
        self._like: dict[Key, list[Mark]] = {}
        for mark in marks:
            self._like.setdefault(_key(mark), []).append(mark)
        said = present.attributions if present else ()
        self._said_of = {each.id: each for each in said}
        self._said_with = {each.content: each for each in said}
        self._taken: set[str] = set()
        self._ordinals: Counter[Key] = Counter()

    def identify(self, document: Document) -> Fresh:
        """Return what is new of a document whose marks have codes and places."""
        fresh = Fresh(document)
        ids: dict[str, str] = {}
        new_marks: list[Mark] = []
        claims: list[tuple[str, ClaimNotes]] = []
        self._taken = {mark.id for mark in document.marks if mark.id in self._mark_of}
        said_ids = self._said_ids(document)
        for mark in document.marks:
            present = self._present_mark(mark)
            if present is None:
                known = _with_origin(mark, self._new_id(mark))
                ids[mark.id] = known.id
                new_marks.append(replace(known, claim=_notes(mark.claim)))
                continue
            ids[mark.id] = present.id
            self._compare_marks(fresh, mark, present)
            notes = _notes(mark.claim)
            if notes is not None and present.claim is None:
                claims.append((present.id, notes))
        said = self._attributions(fresh, document, ids, said_ids)
        there = {each.id for each in (*said, *self._said_of.values())}
        fresh.document = replace(
            document,
            id=self._article,
            text="" if self._present else document.text,
            marks=tuple(
                replace(each, claim=_within(each.claim, said_ids, there)) for each in new_marks
            ),
            attributions=tuple(said),
        )
        found = ((mark, _within(notes, said_ids, there)) for mark, notes in claims)
        fresh.claims = tuple((mark, notes) for mark, notes in found if notes is not None)
        return fresh

    # marks

    def _present_mark(self, mark: Mark) -> Mark | None:
        if mark.id in self._mark_of:
            return self._mark_of[mark.id]
        for each in self._like.get(_key(mark), ()):
            if each.id not in self._taken:
                self._taken.add(each.id)
                return each
        return None

    def _new_id(self, mark: Mark) -> str:
        key = _key(mark)
        self._ordinals[key] += 1
        if is_uuid(mark.id):
            return mark.id
        return made_uuid("mark", self._article, *key, self._ordinals[key])

    def _compare_marks(self, fresh: Fresh, mark: Mark, present: Mark) -> None:
        """Count a mark that is there, and tell where the file says something else of it."""
        differs = [] if _key(mark) == _key(present) else ["fragments, code, coder"]
        for field_name in _GIVEN:
            given = getattr(mark, field_name)
            if given not in ("", UNSET, False) and given != getattr(present, field_name):
                differs.append(field_name)
        if mark.claim is not None and present.claim is not None:
            differs += [
                field_name
                for field_name in ("type", "check_worthiness", "wording")
                if getattr(mark.claim, field_name)
                not in ("", UNSET, getattr(present.claim, field_name))
            ]
        _count(fresh, "annotation", present.quote, differs)

    # attributions

    def _said_ids(self, document: Document) -> dict[str, str]:
        """Return the uuid that each attribution of a document gets, when it is new."""
        return {
            each.id: each.id
            if is_uuid(each.id)
            else made_uuid("attribution", self._article, each.coder, each.id, number)
            for number, each in enumerate(document.attributions)
        }

    def _attributions(
        self,
        fresh: Fresh,
        document: Document,
        ids: Mapping[str, str],
        said_ids: dict[str, str],
    ) -> list[DocumentAttribution]:
        new: list[DocumentAttribution] = []
        quotes = {mark.id: mark.quote for mark in document.marks}
        for each in document.attributions:
            roles = tuple((role, ids[mark]) for role, mark in each.roles if mark in ids)
            content = ids.get(each.content, "")
            present = self._said_of.get(each.id) or self._said_with.get(content)
            if present is not None:
                said_ids[each.id] = present.id
                differs = _differences(replace(each, roles=roles), present)
                _count(fresh, "attribution", quotes.get(each.content, ""), differs)
                continue
            if not is_uuid(each.id):
                said_ids[each.id] = made_uuid("attribution", content)
            new.append(replace(each, roles=roles))
        return [_settled(each, said_ids) for each in new]


def _key(mark: Mark) -> Key:
    ranges = tuple((each.start, each.end) for each in mark.fragments)
    return mark.coder, mark.code, ranges


def _with_origin(mark: Mark, identity: str) -> Mark:
    """Return a new mark; one that does not say when it was made came with this import."""
    return replace(
        mark,
        id=identity,
        origin=mark.origin if mark.created_at else IMPORT,
        confidence=mark.confidence if mark.confidence in CONFIDENCES else UNSET,
    )


def _settled(said: DocumentAttribution, said_ids: Mapping[str, str]) -> DocumentAttribution:
    parent = said_ids.get(said.parent, said.parent)
    basis = said.basis if said.basis in BASES else "embedded"
    if not is_uuid(parent) or parent == said_ids[said.id]:
        parent = ""
    return replace(
        said,
        id=said_ids[said.id],
        parent=parent,
        basis=basis if parent else "",
        origin=said.origin if said.created_at else IMPORT,
    )


def _differences(said: DocumentAttribution, present: DocumentAttribution) -> list[str]:
    differs = [] if set(said.roles) <= set(present.roles) else ["roles"]
    differs += [
        key for key, value in said.attributes.items() if present.attributes.get(key) != value
    ]
    differs += ["memo"] if said.memo and said.memo != present.memo else []
    differs += ["flags"] if set(said.flags) - set(present.flags) else []
    return differs


def _count(fresh: Fresh, table: str, quote: str, differs: list[str]) -> None:
    if not differs:
        fresh.same[table] += 1
        return
    sentence = _("{what} differs in the project and was left as it is: {fields}.").format(
        what=shorten(quote), fields=", ".join(differs)
    )
    fresh.conflicts.append((table, quote, sentence))


def _notes(notes: ClaimNotes | None) -> ClaimNotes | None:
    """Return what is said of a claim with values of the scheme only."""
    if notes is None:
        return None
    values = {
        field_name: getattr(notes, field_name)
        if getattr(notes, field_name) in CLAIM_ATTRIBUTES[field_name]
        else UNSET
        for field_name in CLAIM_ATTRIBUTES
    }
    identity = notes.id if is_uuid(notes.id) else ""
    return replace(notes, id=identity, wording=settling.sound(notes.wording), **values)


def _within(
    notes: ClaimNotes | None, said_ids: Mapping[str, str], there: set[str]
) -> ClaimNotes | None:
    if notes is None:
        return None
    within = said_ids.get(notes.within, notes.within)
    return replace(notes, within=within if within in there else "")


def in_order(document: Document) -> Iterator[DocumentAttribution]:
    """Yield the attributions so that what others lie in comes first; circles come as they are."""
    waiting = {each.id: each for each in document.attributions}
    while waiting:
        ready = [each for each in waiting.values() if each.parent not in waiting]
        for each in ready or list(waiting.values()):
            del waiting[each.id]
            yield each
