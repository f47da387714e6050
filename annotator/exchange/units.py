"""In which unit a foreign file counts, found out by trying: code points, UTF-16, UTF-8, line ends.

Two programs that write the same format count differently, and files do not say how. A reader that
has to find out gives the canonical text and the file's own numbers to ``score_units`` and turns
them into code points with ``to_points`` in the unit that fits best.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from annotator.i18n import N_, _
from annotator.model.span import Fragment

POINTS: Final = "points"
UTF16: Final = "utf-16"
UTF8: Final = "utf-8"
COUNTINGS: Final = {
    POINTS: N_("Unicode code points"),
    UTF16: N_("UTF-16 units"),
    UTF8: N_("bytes of UTF-8"),
}
_SLICE: Final = 4096
_CUT: Final = "…."


@dataclass(frozen=True, slots=True)
class Unit:
    """How offsets are counted: what counts as one, what a line end counts, whether ends are in."""

    counting: str = POINTS
    line_end: int = 1
    inclusive: bool = False

    @property
    def label(self) -> str:
        """The unit in words of the interface."""
        told = [_(COUNTINGS[self.counting])]
        if self.line_end == 2:
            told.append(_("a line end counts two"))
        if self.inclusive:
            told.append(_("the end is the last character"))
        return _(", ").join(told)


UNITS: Final = tuple(
    Unit(counting, line_end, inclusive)
    for inclusive in (False, True)
    for line_end in (1, 2)
    for counting in COUNTINGS
)
"""Every unit that is tried, the likelier first: it wins where two fit equally well."""


@dataclass(frozen=True, slots=True)
class ScoredUnit:
    """A unit and how well it fits, 0 to 1: ``quotes`` is None when the file has no quotes.

    ``words`` is the share of borders that lie where a word begins or ends. ``score`` is the one
    that counts: that of the quotes where there are any, else that of the words.
    """

    unit: Unit
    quotes: float | None
    words: float

    @property
    def score(self) -> float:
        """How well the unit fits, 0 to 1."""
        return self.words if self.quotes is None else self.quotes


def to_points(text: str, offsets: Iterable[int], unit: Unit) -> dict[int, int | None]:
    """Return the code point offset in *text* (LF) of each of *offsets*, which count in *unit*.

    None stands for one outside of the text or inside a character. ``unit.inclusive`` is not looked
    at: these are offsets between characters.
    """
    wanted = sorted(set(offsets))
    if unit.counting == POINTS and (unit.line_end == 1 or "\n" not in text):
        return {offset: offset if 0 <= offset <= len(text) else None for offset in wanted}
    found: dict[int, int | None] = dict.fromkeys(wanted)
    at, number = 0, bisect_left(wanted, 0)
    for place in range(0, len(text), _SLICE):
        if number == len(wanted):
            break
        piece = text[place : place + _SLICE]
        size = _size(piece, unit)
        if wanted[number] <= at + size:
            borders = list(accumulate(_widths(piece, unit), initial=at))
            while number < len(wanted) and wanted[number] <= at + size:
                index = bisect_left(borders, wanted[number])
                found[wanted[number]] = place + index if borders[index] == wanted[number] else None
                number += 1
        at += size
    if not text and 0 in found:
        found[0] = 0
    return found


def _size(piece: str, unit: Unit) -> int:
    """Return how much a piece of text counts."""
    lines = piece.count("\n") if unit.line_end == 2 else 0
    if unit.counting == POINTS:
        return len(piece) + lines
    if unit.counting == UTF16:
        return len(piece.encode("utf-16-le", "surrogatepass")) // 2 + lines
    return len(piece.encode("utf-8", "surrogatepass")) + lines


def _widths(piece: str, unit: Unit) -> Iterator[int]:
    """Yield how much each character of a piece counts."""
    steps = {POINTS: (), UTF16: (0xFFFF,), UTF8: (0x7F, 0x7FF, 0xFFFF)}[unit.counting]
    for character in piece:
        if character == "\n":
            yield unit.line_end
        else:
            code = ord(character)
            yield 1 + sum(code > step for step in steps)


def in_points(text: str, fragments: Sequence[Fragment], unit: Unit) -> list[tuple[int, int] | None]:
    """Return each fragment's range in code points of *text*, None for one that does not fit.

    The fragments' offsets count in *unit*; where that is inclusive, an end names the last
    character, however wide it is. No range is empty.
    """
    places = to_points(text, (n for each in fragments for n in (each.start, each.end)), unit)
    found: list[tuple[int, int] | None] = []
    for each in fragments:
        start, end = places[each.start], places[each.end]
        if end is not None and unit.inclusive:
            end += 1
        fits = start is not None and end is not None and start < end <= len(text)
        found.append((start, end) if fits and start is not None and end is not None else None)
    return found


def score_units(
    text: str, fragments: Sequence[Fragment], units: Iterable[Unit] = UNITS
) -> list[ScoredUnit]:
    """Return how well each unit fits the file's numbers, the best first.

    *text* is the canonical text (LF, no byte order mark); the fragments' ``start`` and ``end`` are
    as the file has them, their ``quote`` is empty where the file gives none (one that is cut off
    with dots counts for its beginning). Equal units keep the order of *units*. Without fragments
    every score is 0. Turn offsets into code points with ``in_points(text, fragments, best.unit)``.
    """
    scored = [_scored(text, fragments, unit) for unit in units]
    return sorted(scored, key=lambda each: (-each.score, -each.words))


def _scored(text: str, fragments: Sequence[Fragment], unit: Unit) -> ScoredUnit:
    quoted = met = borders = 0
    for fragment, place in zip(fragments, in_points(text, fragments, unit), strict=True):
        wanted = _squeezed(fragment.quote)
        quoted += bool(wanted)
        if place is None:
            continue
        start, end = place
        if wanted:
            met += _meets(_squeezed(text[start:end]), wanted)
        borders += _is_border(text, start, text[start]) + _is_border(text, end, text[end - 1])
    words = borders / (2 * len(fragments)) if fragments else 0.0
    return ScoredUnit(unit, met / quoted if quoted else None, words)


def _squeezed(quote: str) -> str:
    return " ".join(quote.split())


def _meets(found: str, wanted: str) -> bool:
    """Tell whether words are those wanted, or begin with those that a file has cut off."""
    cut = wanted.rstrip(_CUT).rstrip()
    return found == wanted or (cut != wanted and bool(cut) and found.startswith(cut))


def _is_border(text: str, place: int, inside: str) -> bool:
    """Tell whether a range may well begin or end at *place*, *inside* being its letter there."""
    if inside.isspace():
        return False
    if place in (0, len(text)):
        return True
    return not (_is_letter(text[place - 1]) and _is_letter(text[place]))


def _is_letter(character: str) -> bool:
    return character.isalnum() or "\u064b" <= character <= "\u0652" or character == "\u0640"
