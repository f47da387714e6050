"""Placing marks of a file in a text by what they quote: verified, found again, or lost.

A mark is placed where its offsets say when the words there are those it quotes. Otherwise its words
are looked for, with the words around them, and it is placed when they stand at one place only;
then once more without regard to white space, invisible controls and harakat. Whatever is left is
lost and told: nothing is ever placed by guess. Offsets are code points of a canonical text.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Final

from annotator.exchange.units import UNITS, Unit, in_points, score_units
from annotator.model.annotated import Mark
from annotator.model.graphemes import is_boundary
from annotator.model.span import Fragment, Range, merge_ranges

FITS: Final = ""
UNQUOTED: Final = "unquoted"
TRIMMED: Final = "trimmed"
MOVED: Final = "moved"
APPROXIMATED: Final = "approximated"
LOST: Final = "lost"

_NEAR: Final = 8
"""Code points beside a mark that have to agree on one side when its words alone are unique."""
_TELLING: Final = 3
_AROUND: Final = 32
_MOST_PLACES: Final = 2_000
_LONGEST_PLAIN: Final = 4_000_000
"""Code points of a text above which nothing is looked for but exact words."""
_FEWEST: Final = 3
"""Quotes that have to agree before the offsets of a document are taken to count otherwise."""
_INVISIBLE: Final = frozenset(
    [
        *map(chr, range(0x064B, 0x0653)),
        *("\u0670", "\u061c", "\u00ad", "\u2060", "\ufeff"),
        *map(chr, range(0x200B, 0x2010)),
        *map(chr, range(0x202A, 0x202F)),
        *map(chr, range(0x2066, 0x206A)),
    ]
)
"""Harakat and invisible controls."""


@dataclass(frozen=True, slots=True)
class Anchored:
    """Where a mark is in the text, with the words there; no fragments when it is lost.

    ``how`` is empty when offsets and words agreed, else ``unquoted`` (only the offsets told where),
    ``trimmed`` (white space at the edges left out), ``moved`` (its words stand elsewhere),
    ``approximated`` (they differ in what cannot be seen, or a border moved by a sign), or ``lost``.
    """

    fragments: tuple[Fragment, ...] = ()
    how: str = FITS

    @property
    def lost(self) -> bool:
        """Tell whether no place was found."""
        return not self.fragments


_NOWHERE: Final = Anchored(how=LOST)


class _Plain:
    """A text without invisible signs, every white space one blank, and the way back."""

    def __init__(self, text: str) -> None:
        kept: list[str] = []
        places = array("q")
        blank = False
        for place, character in enumerate(text):
            if character in _INVISIBLE:
                continue
            if character.isspace():
                if blank:
                    continue
                character = " "
            blank = character == " "
            kept.append(character)
            places.append(place)
        self.text = "".join(kept)
        self._places = places

    def back(self, start: int, end: int) -> Range:
        """Return the range of the text itself, code points."""
        return self._places[start], self._places[end - 1] + 1


class Anchors:
    """One canonical text, in which marks are placed."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _plain(self) -> _Plain:
        return _Plain(self.text)

    def place_all(
        self, marks: Sequence[Mark], *, foreign: bool = False
    ) -> tuple[list[Anchored], Unit | None]:
        """Return where each mark is, and the unit its offsets count in when that had to be found.

        *foreign* tells that the offsets were made for another text than this: then words at the
        same offset are only taken when what is beside them agrees too, as far as it is known. The
        same holds for all marks of a document in which some do not stand where they should.
        """
        unit = None if foreign else self._unit_of(marks)
        if unit is not None:
            marks = [_converted(self.text, mark, unit) for mark in marks]
        foreign = foreign or any(self._fit(each) == LOST for m in marks for each in m.fragments)
        found = [
            self.place(mark.fragments, mark.prefix, mark.suffix, foreign=foreign) for mark in marks
        ]
        return self._between_neighbours(marks, found), unit

    def place(
        self,
        fragments: Sequence[Fragment],
        prefix: str = "",
        suffix: str = "",
        *,
        foreign: bool = False,
    ) -> Anchored:
        """Return where one mark is; *prefix* and *suffix* are the words around it, if known."""
        if not fragments:
            return _NOWHERE
        fits = [self._fit(fragment) for fragment in fragments]
        if LOST not in fits and not (foreign and self._is_elsewhere(fragments, prefix, suffix)):
            how = next((each for each in (APPROXIMATED, UNQUOTED) if each in fits), FITS)
            return self._settled([(each.start, each.end) for each in fragments], how)
        quotes = [fragment.quote for fragment in fragments]
        if not all(quote.strip() for quote in quotes):
            return _NOWHERE
        ranges = _search(self.text, quotes, prefix, suffix) or self._together(fragments)
        if ranges:
            return self._settled(ranges, MOVED)
        return self._approximated(quotes, prefix, suffix)

    def _approximated(self, quotes: list[str], prefix: str, suffix: str) -> Anchored:
        if len(self.text) > _LONGEST_PLAIN:
            return _NOWHERE
        plain = [_Plain(quote).text.strip() for quote in quotes]
        if not all(plain):
            return _NOWHERE
        around = _Plain(prefix).text[-_NEAR:], _Plain(suffix).text[:_NEAR]
        ranges = _search(self._plain.text, plain, *around)
        if not ranges:
            return _NOWHERE
        return self._settled([self._plain.back(*each) for each in ranges], APPROXIMATED)

    # where the offsets say

    def _fit(self, fragment: Fragment) -> str:
        """Return how the words at a fragment's offsets fit its quote; ``lost`` when they do not."""
        if not 0 <= fragment.start < fragment.end <= len(self.text):
            return LOST
        piece, quote = self.text[fragment.start : fragment.end], fragment.quote
        if not quote:
            return UNQUOTED
        if piece == quote or piece.split() == quote.split():
            return FITS
        if len(piece) > 2 * len(quote) + _NEAR or len(quote) > 2 * len(piece) + _NEAR:
            return LOST
        plain = _Plain(piece).text.strip()
        return APPROXIMATED if plain and plain == _Plain(quote).text.strip() else LOST

    def _is_elsewhere(self, fragments: Sequence[Fragment], prefix: str, suffix: str) -> bool:
        """Tell whether known surroundings of a mark contradict its place on both sides."""
        if not (prefix or suffix):
            return False
        start, end = fragments[0].start, fragments[-1].end
        before = _Plain(self.text[max(0, start - 2 * _AROUND) : start]).text
        after = _Plain(self.text[end : end + 2 * _AROUND]).text
        around = _Plain(prefix).text, _Plain(suffix).text
        return not _agrees(f"{before}\n{after}", len(before), len(before) + 1, *around)

    def _settled(self, ranges: Sequence[Range], how: str) -> Anchored:
        """Return ranges without white space at the edges and without cut letters, as a place."""
        found: list[Range] = []
        for start, end in ranges:
            low, high = start, end
            unseen = _INVISIBLE if how == APPROXIMATED else frozenset[str]()
            while low < high and (self.text[low].isspace() or self.text[low] in unseen):
                low += 1
            while high > low and (self.text[high - 1].isspace() or self.text[high - 1] in unseen):
                high -= 1
            if low == high:
                return _NOWHERE
            if (low, high) != (start, end) and how == FITS:
                how = TRIMMED
            whole = self._whole_letters(low, high)
            if whole[0] == whole[1]:
                return _NOWHERE
            if whole != (low, high) and how != MOVED:
                how = APPROXIMATED
            found.append(whole)
        ordered = tuple(sorted(found))
        if any(start < before[1] for before, (start, _end) in pairwise(ordered)):
            ordered, how = merge_ranges(ordered), APPROXIMATED
        return Anchored(
            tuple(Fragment(start, end, self.text[start:end]) for start, end in ordered), how
        )

    def _whole_letters(self, start: int, end: int) -> Range:
        """Return a range widened so that no letter is cut from its marks.

        Signs that stand on a blank in front of it are left out: no mark begins with white space.
        """
        while not is_boundary(self.text, start):
            start -= 1
        while not is_boundary(self.text, end):
            end += 1
        while start < end and self.text[start].isspace():
            start += 1
            while start < end and not is_boundary(self.text, start):
                start += 1
        return start, end

    # where marks together say

    def _together(self, fragments: Sequence[Fragment]) -> list[Range]:
        """Return the one place where all fragments are as far from each other as they were."""
        if len(fragments) < 2 or any(each.start < 0 for each in fragments):
            return []
        longest = max(fragments, key=lambda each: len(each.quote))
        found: list[int] = []
        for place in _places(self.text, longest.quote):
            shift = place - longest.start
            if all(_stands(self.text, each, shift) for each in fragments):
                found.append(shift)
            if len(found) > 1:
                return []
        return [
            (each.start + shift, each.start + shift + len(each.quote))
            for shift in found
            for each in fragments
        ]

    def _between_neighbours(self, marks: Sequence[Mark], found: list[Anchored]) -> list[Anchored]:
        """Place lost marks whose neighbours on both sides moved alike, where their words agree."""
        if not any(each.lost for each in found):
            return found
        known = sorted(
            (mark.fragments[0].start, place.fragments[0].start - mark.fragments[0].start)
            for mark, place in zip(marks, found, strict=True)
            if place.how in (FITS, MOVED) and mark.fragments[0].start >= 0
        )
        starts = [start for start, _shift in known]
        settled = list(found)
        for number, (mark, place) in enumerate(zip(marks, found, strict=True)):
            if not place.lost or not mark.fragments:
                continue
            at = bisect_left(starts, mark.fragments[0].start)
            if not 0 < at < len(known) or known[at - 1][1] != known[at][1]:
                continue
            shift = known[at][1]
            if all(_stands(self.text, each, shift) for each in mark.fragments):
                ranges = [
                    (each.start + shift, each.start + shift + len(each.quote))
                    for each in mark.fragments
                ]
                settled[number] = self._settled(ranges, MOVED)
        return settled

    def _unit_of(self, marks: Sequence[Mark]) -> Unit | None:
        """Return the unit in which every quote fits, when code points do not."""
        fragments = [each for mark in marks for each in mark.fragments]
        quoted = [each for each in fragments if each.quote.strip() and each.start >= 0]
        if len(quoted) < _FEWEST or all(self._fit(each) != LOST for each in quoted):
            return None
        best = score_units(self.text, quoted, UNITS)[0]
        return best.unit if best.quotes == 1 and best.unit != UNITS[0] else None


def _converted(text: str, mark: Mark, unit: Unit) -> Mark:
    places = in_points(text, mark.fragments, unit)
    return replace(
        mark,
        fragments=tuple(
            replace(each, start=place[0], end=place[1]) if place else replace(each, start=-1)
            for each, place in zip(mark.fragments, places, strict=True)
        ),
    )


def _stands(text: str, fragment: Fragment, shift: int) -> bool:
    """Tell whether a fragment's words stand *shift* code points further on."""
    place = fragment.start + shift
    return bool(fragment.quote) and place >= 0 and text.startswith(fragment.quote, place)


def _places(text: str, quote: str) -> Iterator[int]:
    """Yield where *quote* stands in *text*; nothing when that is at too many places."""
    at, number = text.find(quote), 0
    while at >= 0 and number < _MOST_PLACES:
        yield at
        number += 1
        at = text.find(quote, at + 1)


def _only(text: str, needle: str, low: int = 0, high: int | None = None) -> int:
    """Return the one place of *needle* in *text* between two offsets, -1 for none or several."""
    high = len(text) if high is None else high
    at = text.find(needle, low, high)
    return at if at >= 0 and text.find(needle, at + 1, high) < 0 else -1


def _search(text: str, quotes: list[str], prefix: str, suffix: str) -> list[Range]:
    """Return the one place of *quotes* in *text*, in their order, or nothing."""
    if len(quotes) == 1:
        at = _search_one(text, quotes[0], prefix, suffix)
        return [(at, at + len(quotes[0]))] if at >= 0 else []
    last = len(quotes) - 1
    starts = [
        _search_one(text, quote, prefix if number == 0 else "", suffix if number == last else "")
        for number, quote in enumerate(quotes)
    ]
    for number, quote in enumerate(quotes):
        before = max(
            (starts[n] + len(quotes[n]) for n in range(number) if starts[n] >= 0), default=-1
        )
        after = min((s for s in starts[number + 1 :] if s >= 0), default=-1)
        if starts[number] < 0 and 0 <= before <= after:
            starts[number] = _only(text, quote, before, after)
    ranges = [(at, at + len(quote)) for at, quote in zip(starts, quotes, strict=True)]
    apart = all(one[1] <= other[0] for one, other in pairwise(ranges))
    return ranges if -1 not in starts and apart else []


def _search_one(text: str, quote: str, prefix: str, suffix: str) -> int:
    """Return where *quote* stands: with all that is around it, or alone with one side agreeing."""
    if prefix or suffix:
        at = _only(text, prefix + quote + suffix)
        if at >= 0:
            return at + len(prefix)
    at = _only(text, quote)
    if at < 0 or not (prefix or suffix):
        return at
    return at if _agrees(text, at, at + len(quote), prefix, suffix) else -1


def _agrees(text: str, start: int, end: int, prefix: str, suffix: str) -> bool:
    """Tell whether what is just before or just after a place is as it was."""
    before, after = prefix[-_NEAR:], suffix[:_NEAR]
    led = bool(before) and text.endswith(before, 0, start)
    followed = bool(after) and text.startswith(after, end)
    telling_before = len(before.strip()) >= _TELLING or len(before) == start
    telling_after = len(after.strip()) >= _TELLING or end + len(after) == len(text)
    return (led and telling_before) or (followed and telling_after)
