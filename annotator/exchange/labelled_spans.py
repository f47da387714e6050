"""Documents as labelled spans and lines between them: what tools for labelling text know.

A mark of several fragments is several spans, joined by lines ``fragment`` from its first to the
others; attributions are lines as in ``relations``. Also the offsets of such files: in UTF-16 units
or code points, over texts whose line ends are not ours.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from annotator.exchange.describing import canonical
from annotator.exchange.relations import from_relations, to_relations
from annotator.i18n import _
from annotator.model.annotated import (
    UNKNOWN,
    Document,
    DocumentAttribution,
    DocumentRelation,
    Mark,
)
from annotator.model.attribution import CONTENT, ROLE_KINDS
from annotator.model.bundle import OFFSET_UNIT
from annotator.model.offsets import Utf16Map
from annotator.model.span import Fragment, Range

FRAGMENT: Final = "fragment"
UTF16: Final = "utf-16 code units"
UNITS: Final = (UTF16, OFFSET_UNIT)


@dataclass(frozen=True, slots=True)
class LabelledSpan:
    """One fragment of a mark; ``id`` is its number in the document, offsets are code points."""

    id: int
    mark: Mark
    fragment: Fragment

    @property
    def is_first(self) -> bool:
        """Tell whether it is the first fragment of its mark."""
        return self.fragment is self.mark.fragments[0]


@dataclass(frozen=True, slots=True)
class Line:
    """A labelled line from one span to another, by their ids."""

    label: str
    origin: int
    target: int


def to_spans(document: Document) -> tuple[list[LabelledSpan], list[Line]]:
    """Return the spans of a document in reading order, and the lines between them."""
    pairs = [(mark, fragment) for mark in document.marks for fragment in mark.fragments]
    pairs.sort(key=lambda pair: (pair[1].start, -pair[1].end))
    spans = [LabelledSpan(number, *pair) for number, pair in enumerate(pairs)]
    first = {span.mark.id: span.id for span in spans if span.is_first}
    lines = [Line(FRAGMENT, first[span.mark.id], span.id) for span in spans if not span.is_first]
    lines += [
        Line(each.label, first[each.origin], first[each.target])
        for each in to_relations(document.attributions)
    ]
    return spans, lines


def from_spans(
    document: Document,
    marks: Mapping[str, Mark],
    lines: Iterable[DocumentRelation],
    said: Mapping[str, DocumentAttribution] | None = None,
) -> Document:
    """Return *document* with marks, of spans that lines join, and the attributions lines tell.

    *said* holds what a file tells of an attribution beside its lines, by its claim's mark; such a
    claim is one of an attribution even without a line.
    """
    listed = list(lines)
    joined, first = _joined(marks, [each for each in listed if each.label == FRAGMENT])
    moved = [
        replace(
            each,
            origin=first.get(each.origin, each.origin),
            target=first.get(each.target, each.target),
        )
        for each in listed
        if each.label != FRAGMENT
    ]
    found, others = from_relations(joined, moved)
    told = {first.get(name, name): each for name, each in (said or {}).items()}
    attributions = [_with_told(each, told.pop(each.id, None)) for each in found]
    attributions += [
        replace(each, id=name, roles=((CONTENT, name),), coder=joined[name].coder)
        for name, each in told.items()
    ]
    return with_kinds(
        replace(
            document,
            marks=tuple(sorted(joined.values(), key=lambda mark: (mark.start, -mark.end))),
            attributions=tuple(attributions),
            relations=tuple(others),
        )
    )


def _joined(
    marks: Mapping[str, Mark], lines: Sequence[DocumentRelation]
) -> tuple[dict[str, Mark], dict[str, str]]:
    """Return the marks with those joined that are fragments of one, and whose part each was."""
    part_of: dict[str, str] = {}
    pieces = {name: list(mark.fragments) for name, mark in marks.items()}

    def whole(name: str) -> str:
        passed = []
        while name in part_of:
            passed.append(name)
            name = part_of[name]
        part_of.update(dict.fromkeys(passed, name))  # long ways are gone once
        return name

    for line in lines:
        origin, target = whole(line.origin), line.target
        if origin in pieces and target in pieces and origin != target:
            pieces[origin] += pieces.pop(target)
            part_of[target] = origin
    found = {
        name: replace(marks[name], fragments=tuple(sorted(each, key=lambda piece: piece.start)))
        for name, each in pieces.items()
    }
    return found, {name: whole(name) for name in list(part_of)}


def _with_told(one: DocumentAttribution, told: DocumentAttribution | None) -> DocumentAttribution:
    if told is None:
        return one
    return replace(
        told, id=one.id, roles=one.roles, coder=one.coder, parent=one.parent, basis=one.basis
    )


def with_kinds(document: Document) -> Document:
    """Return *document* with the kinds that its codes must have, as its attributions use them."""
    marks = document.mark_of()
    kinds = {
        marks[mark].label: ROLE_KINDS[role]
        for each in document.attributions
        for role, mark in each.roles
        if mark in marks and role in ROLE_KINDS
    }
    if not kinds:
        return document
    return replace(
        document,
        marks=tuple(
            replace(mark, kind=kinds.get(mark.label, mark.kind)) for mark in document.marks
        ),
    )


@dataclass(slots=True)
class Places:
    """Offsets of a file over one of its texts, as code points of the canonical text.

    The canonical text has LF for every line end. ``unit`` is one of ``UNITS``.
    """

    original: str
    unit: str = OFFSET_UNIT
    text: str = field(init=False)
    _map: Utf16Map = field(init=False)
    _gone: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Note where carriage returns are that the canonical text has not."""
        original = self.original
        self.text = canonical(original)
        self._map = Utf16Map(original)
        self._gone = []
        place = original.find("\r\n")
        while place >= 0:
            self._gone.append(place)
            place = original.find("\r\n", place + 2)

    @property
    def is_plain(self) -> bool:
        """Whether both units count the same."""
        return self._map.is_plain

    def fits(self, start: int, end: int) -> bool:
        """Tell whether a range lies in the text and is not empty."""
        low, high = self._points(start, end)
        return 0 <= start < end and low < high <= len(self.original)

    def range(self, start: int, end: int) -> Range:
        """Return the code points of the canonical text for offsets of the file."""
        low, high = self._points(start, end)
        return low - bisect_left(self._gone, low), high - bisect_left(self._gone, high)

    def _points(self, start: int, end: int) -> Range:
        if self.unit == UTF16:
            return self._map.to32(start), self._map.to32(end)
        return start, end

    def fragment(self, start: int, end: int, quote: str | None = None) -> Fragment:
        """Return the fragment at offsets of the file, or one of unknown place that has a quote.

        The place is unknown when the text there is not *quote*, as the file states it.
        """
        if not self.fits(start, end):
            return Fragment(UNKNOWN, UNKNOWN, canonical(quote or ""))
        low, high = self.range(start, end)
        found = self.text[low:high]
        if quote is not None and canonical(quote) != found:
            return Fragment(UNKNOWN, UNKNOWN, canonical(quote))
        return Fragment(low, high, found)

    def borders(self, ranges: Iterable[Range]) -> int:
        """Return how many ends of *ranges* lie at the edge of a word, under this unit."""
        score = 0
        for start, end in ranges:
            if self.fits(start, end):
                low, high = self.range(start, end)
                score += _at_edge(self.text, low) and not self.text[low].isspace()
                score += _at_edge(self.text, high) and not self.text[high - 1].isspace()
        return score


def named(value: object, otherwise: str = "") -> str:
    """Return a label or name of a file as it can be stored: one line, or *otherwise*."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return canonical(value).replace("\n", " ").strip() if isinstance(value, str) else otherwise


def offset(value: object) -> int | None:
    """Return a value of a file that is a whole number, else None."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _at_edge(text: str, place: int) -> bool:
    """Tell whether a word ends or begins at a code point, or nothing of a word is there."""
    if place in (0, len(text)):
        return True
    return not (text[place - 1].isalnum() and text[place].isalnum())


def unit_of(original: str, ranges: Sequence[Range]) -> tuple[str, bool]:
    """Return the unit under which most ranges lie at word borders, and whether it is certain.

    UTF-16, which the tools count in, where both fit as well.
    """
    scores = {unit: Places(original, unit).borders(ranges) for unit in UNITS}
    best = max(UNITS, key=lambda unit: scores[unit])
    return best, scores[UTF16] != scores[OFFSET_UNIT] or Places(original).is_plain


def unreadable(place: str) -> str:
    """Return the sentence for a span that is not as the format wants it."""
    return _("{place}: a span is not as this format has it; it is left out.").format(place=place)
