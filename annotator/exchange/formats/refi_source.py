"""One source of a REFI-QDA project as a document: selections as marks, codes and links as roles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from annotator.exchange.formats.refi_conventions import (
    CLAIM,
    CONFIDENCE,
    ENTITY,
    FLAG,
    FRAGMENT,
    IMPORTANT,
    LEDGER,
    ROLE,
    SUGGESTED,
    UNCODED,
    WITHIN,
    WORDING,
    derived,
    guid,
)
from annotator.exchange.formats.refi_survey import Survey
from annotator.exchange.relations import from_relations
from annotator.exchange.units import UNITS, Unit, in_points
from annotator.i18n import _, ngettext
from annotator.model.annotated import (
    UNKNOWN,
    ClaimNotes,
    Document,
    DocumentAttribution,
    DocumentRelation,
    Mark,
)
from annotator.model.attribution import ATTRIBUTES, CONTENT, UNSET
from annotator.model.span import Fragment, Range

if TYPE_CHECKING:
    from lxml.etree import _Element

DOTS: Final = "…."
"""What names that are cut off end in."""
_CLAIM: Final = {folder: name for name, folder in CLAIM.items()}
_MOST_DIGITS: Final = 12
_POSITIONS: Final = ("startPosition", "endPosition")


@dataclass(frozen=True, slots=True)
class Coded:
    """A code on a selection: the coding's and the code's identifiers, who coded, and notes."""

    id: str
    code: str
    user: str
    notes: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A selection as the file has it; ``start`` and ``end`` count in the file's unit."""

    id: str
    name: str
    start: int
    end: int
    user: str
    created: str
    memo: str
    wording: str
    coded: tuple[Coded, ...]


def numbered(source: "_Element") -> list[Fragment]:
    """Return the selections of a source that have positions, as the file has them, and names."""
    found = []
    for each in source.findall("{*}PlainTextSelection"):
        start, end = (_number(each.get(name, "")) for name in _POSITIONS)
        if start is not None and end is not None:
            found.append(Fragment(start, end, each.get("name", "")))
    return found


def passages(source: "_Element", survey: Survey) -> Iterator[Passage]:
    """Yield the selections of a source that have positions; others are told."""
    for each in source.findall("{*}PlainTextSelection"):
        start, end = (_number(each.get(name, "")) for name in _POSITIONS)
        if start is None or end is None:
            sentence = _("A selection without positions is left out.")
            survey.reading.tell("refused", each.get("name", ""), sentence)
            continue
        memo, wording = _notes(each, survey)
        yield Passage(
            guid(each.get("guid", "")),
            *(each.get("name", ""), start, end, each.get("creatingUser", "")),
            *(each.get("creationDateTime", ""), memo, wording),
            tuple(_coded(each, survey)),
        )


def _number(given: str) -> int | None:
    plain = given.strip()
    short = plain.isascii() and plain.isdecimal() and len(plain) <= _MOST_DIGITS
    return int(plain) if short else None


def _notes(owner: "_Element", survey: Survey) -> tuple[str, str]:
    """Return what is written beside something, and the wording of a claim."""
    told, wording = [owner.findtext("{*}Description") or ""], ""
    for reference in owner.findall("{*}NoteRef"):
        note = survey.note_of(reference)
        if note is not None and note.name == WORDING and survey.codes.is_ours:
            wording = note.text
        elif note is not None:
            told.append(note.text)
    return "\n\n".join(each for each in told if each), wording


def _coded(owner: "_Element", survey: Survey) -> Iterator[Coded]:
    for each in owner.findall("{*}Coding"):
        reference = each.find("{*}CodeRef")
        code = guid(reference.get("targetGUID", "")) if reference is not None else ""
        notes, _wording = _notes(each, survey)
        yield Coded(guid(each.get("guid", "")), code, each.get("creatingUser", ""), notes)


class SourceReader:
    """Makes documents of sources, in the unit that the whole file counts in.

    ``links`` counts the links that were understood.
    """

    def __init__(self, survey: Survey, unit: Unit) -> None:
        self._survey, self._unit = survey, unit
        self._reading = survey.reading
        self.links = 0

    def document(self, source: "_Element", owner: "_Element", text: str) -> Document:
        """Return the document of a source; *owner* is what bears its name, usually itself."""
        title = owner.get("name") or source.get("name") or ""
        memo, _wording = _notes(owner, self._survey)
        said, variables = self._survey.values_of(owner)
        known: dict[str, Any] = dict(said)
        whole = len(source.findall("{*}Coding")) + (
            len(owner.findall("{*}Coding")) if owner is not source else 0
        )
        if whole:
            sentence = ngettext(
                "{n} code on the whole article is left out.",
                "{n} codes on the whole article are left out.",
                whole,
            ).format(n=whole)
            self._reading.tell("lost", title, sentence)
        listed = list(passages(source, self._survey))
        marks = _Marks(self._survey, title, text, self._unit)
        marks.take(listed)
        ordered = marks.sorted()
        attributions, relations = marks.attributions()
        self.links += marks.links
        return Document(
            id=guid(owner.get("guid", "")),
            title=title,
            text=text,
            memo=memo,
            variables=variables,
            marks=tuple(ordered),
            attributions=tuple(attributions),
            relations=tuple(relations),
            **known,
        )


class _Marks:
    """The marks of one source as they are found, and what Isnad's own codes say of each."""

    def __init__(self, survey: Survey, title: str, text: str, unit: Unit) -> None:
        self._survey, self._title = survey, title
        self._text, self._unit = text, unit
        self.marks: dict[str, Mark] = {}
        self._meanings: dict[str, set[tuple[str, ...]]] = {}
        self._content: dict[str, Coded] = {}
        self._of_selection: dict[str, str] = {}
        self.links = 0

    def take(self, listed: Sequence[Passage]) -> None:
        """Make marks of selections; those that are joined become one."""
        numbers = [Fragment(each.start, each.end, each.name) for each in listed]
        ranges = _ranges(self._text, numbers, self._unit)
        place = {each.id: range_ for each, range_ in zip(listed, ranges, strict=True)}
        by_id = {each.id: each for each in listed}
        joined = {
            each.id: [
                target
                for name, target in self._survey.links.get(each.id, ())
                if name == FRAGMENT and target in by_id and target != each.id
            ]
            for each in listed
        }
        followers = {target for targets in joined.values() for target in targets}
        self.links += len(followers)
        for each in listed:
            if each.id in followers and not joined[each.id]:
                continue
            parts = [by_id[other] for other in (each.id, *joined[each.id])]
            found = [self._fragment(part, place[part.id]) for part in parts]
            fragments = [fragment for fragment in found if fragment is not None]
            if fragments:
                self._add(each, tuple(sorted(fragments, key=lambda one: one.start)))
                self._of_selection.update(dict.fromkeys((part.id for part in parts), each.id))

    def _fragment(self, passage: Passage, place: tuple[int, int] | None) -> Fragment | None:
        """Return the place of a selection; without one, its words where they are known."""
        name = " ".join(passage.name.split())
        words = "" if place is None else self._text[slice(*place)]
        if place is not None and (_meets(" ".join(words.split()), name) or not self._quotes(name)):
            return Fragment(*place, words)
        if name and not name.endswith(("…", "...")):
            return Fragment(*(place or (UNKNOWN, UNKNOWN)), passage.name)
        if place is not None:
            return Fragment(*place, words)
        sentence = _("The selection {start}–{end} lies outside of the text and is left out.")
        self._survey.reading.tell(
            "lost", self._title, sentence.format(start=passage.start, end=passage.end)
        )
        return None

    def _quotes(self, name: str) -> bool:
        """Tell whether a selection's name is words of the text and not a name of its own."""
        return bool(name) and name in self._text

    def _add(self, passage: Passage, fragments: tuple[Fragment, ...]) -> None:
        codes = self._survey.codes
        own = [each for each in passage.coded if each.code in codes.meanings]
        real = [each for each in passage.coded if each.code in codes.labels]
        meanings = {codes.meanings[each.code] for each in own}
        unknown = len(passage.coded) - len(real) - len(own)
        if unknown:
            sentence = _("A code that the codebook does not have is left out.")
            self._survey.reading.tell("lost", f"{self._title}: {passage.name}", sentence)
        if not real and (unknown or self._is_bare(passage, meanings)):
            return
        for number, coded in enumerate(real or [Coded("", self._survey.uncoded(), "", "")]):
            self._add_mark(passage, fragments, coded, number, meanings)
        self._meanings[passage.id] = meanings
        for each in own:
            if codes.meanings[each.code] == (ROLE, CONTENT):
                self._content.setdefault(passage.id, each)

    def _add_mark(
        self,
        passage: Passage,
        fragments: tuple[Fragment, ...],
        coded: Coded,
        number: int,
        meanings: set[tuple[str, ...]],
    ) -> None:
        """Make the mark of one code on a selection; the first has what belongs to all."""
        codes = self._survey.codes
        identity = coded.id if number else passage.id
        if identity in self.marks:
            identity = derived(passage.id, f"mark {number}")
        memos = [passage.memo if not number else "", coded.notes]
        named = {} if _is_quote(passage.name, fragments) else {"name": passage.name}
        self.marks[identity] = Mark(
            id=identity,
            label=codes.labels[coded.code],
            fragments=fragments,
            kind=codes.kinds[coded.code],
            code=coded.code,
            coder=self._survey.coder(coded.user, passage.user),
            memo="\n\n".join(each for each in memos if each),
            attributes=named,
            created_at=passage.created,
            **({} if number else self._graded(meanings, passage)),
        )

    def _is_bare(self, passage: Passage, meanings: set[tuple[str, ...]]) -> bool:
        """Tell whether a selection has nothing that a mark could say, and tell that it has not."""
        if passage.memo or meanings or passage.name:
            if not meanings:
                sentence = _("A passage without a code gets the code {code}.").format(code=UNCODED)
                place = f"{self._title}: {passage.name}"
                self._survey.reading.tell("approximated", place, sentence)
            return False
        sentence = _("A selection without code and comment is left out.")
        self._survey.reading.tell("lost", f"{self._title}: {passage.start}", sentence)
        return True

    def _graded(self, meanings: set[tuple[str, ...]], passage: Passage) -> dict[str, Any]:
        """Return what Isnad's codes say of a mark: confidence, importance, notes on a claim."""
        noted: dict[str, str] = {}
        said: dict[str, Any] = {}
        for meaning in meanings:
            if meaning == (IMPORTANT,):
                said["important"] = True
            elif len(meaning) == 2 and meaning[0] == CONFIDENCE:
                said["confidence"] = meaning[1]
            elif len(meaning) == 2 and meaning[0] in _CLAIM:
                noted[_CLAIM[meaning[0]]] = meaning[1]
        if noted or passage.wording:
            known = self._survey.codes.meanings
            typed = (CLAIM["type"], noted.get("type", ""))
            identity = next((e.id for e in passage.coded if known.get(e.code) == typed), "")
            said["claim"] = ClaimNotes(identity, wording=passage.wording, **noted)
        return said

    def sorted(self) -> list[Mark]:
        """Return the marks in reading order, with what links say of claims."""
        self._link_claims()
        return sorted(self.marks.values(), key=lambda mark: (mark.start, -mark.end))

    def _link_claims(self) -> None:
        for origin, mark in list(self.marks.items()):
            for name, target in self._survey.links.get(origin, ()):
                notes = mark.claim or ClaimNotes()
                within = self._content.get(self._of_selection.get(target, ""))
                self.links += name in (WITHIN, LEDGER)
                if name == WITHIN and within is not None:
                    mark = replace(mark, claim=replace(notes, within=within.id))
                elif name == LEDGER and target in self._survey.ledger:
                    mark = replace(mark, claim=replace(notes, ledger=target))
            self.marks[origin] = mark

    def attributions(self) -> tuple[list[DocumentAttribution], list[DocumentRelation]]:
        """Return the attributions that codes and links say, and links of other kinds."""
        lines = []
        entities: dict[str, list[str]] = {}
        ours = {FRAGMENT, WITHIN, LEDGER}
        for origin, mark in self._of_selection.items():
            for name, target in self._survey.links.get(origin, ()):
                if name == ENTITY and target in self._survey.entities:
                    entities.setdefault(mark, []).append(target)
                elif target in self._of_selection and name not in ours:
                    lines.append(DocumentRelation(name, mark, self._of_selection[target]))
        self.links += len(lines) + sum(len(each) for each in entities.values())
        found, other = from_relations(self.marks, lines)
        present = {each.id for each in found}
        found += [
            DocumentAttribution(mark, ((CONTENT, mark),), self.marks[mark].coder)
            for mark in self._content
            if mark not in present
        ]
        return [self._said(each, entities.get(each.id, [])) for each in found], other

    def _said(self, said: DocumentAttribution, entities: list[str]) -> DocumentAttribution:
        """Return an attribution with its own identifier and all that codes say of it."""
        meanings = self._meanings.get(said.id, set())
        attributes = {
            name: value
            for name in ATTRIBUTES
            for value in ATTRIBUTES[name]
            if (name, value) in meanings and value != UNSET
        }
        coded = self._content.get(said.id)
        return replace(
            said,
            id=self._identity(said.id),
            parent=self._identity(said.parent) if said.parent else "",
            memo=coded.notes if coded is not None else "",
            attributes=attributes,
            entities=tuple(entities),
            flags=tuple(sorted(each[1] for each in meanings if each[0:1] == (FLAG,) and each[1:])),
            suggested=SUGGESTED in meanings,
        )

    def _identity(self, content: str) -> str:
        coded = self._content.get(content)
        return coded.id if coded is not None else derived(content, "attribution")


def _ranges(text: str, numbers: Sequence[Fragment], unit: Unit) -> list[Range | None]:
    """Return ranges in code points; numbers that count just these are not looked up one by one."""
    if unit != UNITS[0]:
        return in_points(text, numbers, unit)
    size = len(text)
    return [
        (each.start, each.end) if 0 <= each.start < each.end <= size else None for each in numbers
    ]


def _meets(found: str, wanted: str) -> bool:
    """Tell whether words are those wanted, or begin with those that were cut off with dots."""
    cut = wanted.rstrip(DOTS).rstrip()
    return found == wanted or (cut != wanted and bool(cut) and found.startswith(cut))


def _is_quote(name: str, fragments: Sequence[Fragment]) -> bool:
    wanted = " ".join(name.split())
    whole = [" ".join(each.quote.split()) for each in fragments]
    return not wanted or any(_meets(each, wanted) for each in whole)
