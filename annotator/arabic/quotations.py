"""Quotations: what quotation marks enclose, as they are really written.

Belongs here: pairing guillemets, curly and straight marks, also nested, never closed, opened again
in each paragraph, or put the wrong way round. Does not belong here: whether a quotation is
anybody's speech (``contents``).
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

_MARKS: Final = re.compile('[«»“”„"\u2039\u203a\n\r\u2028\u2029]')
_LINE_ENDS: Final = "\n\r\u2028\u2029"
_CLOSER: Final = {
    **{"«": "»", "“": "”", "„": "”“", "\u2039": "\u203a", '"': '"'},
    **{"”": "“”", "»": "«", "\u203a": "\u2039"},  # the wrong way round
}
_TURNED: Final = {"»": "«", "”": "“", "\u203a": "\u2039"}
_STOPS: Final = ".!?؟…،,؛;:)]"
PARAGRAPHS: Final = 12
"""Paragraphs at most that one quotation runs through."""
DEEP: Final = 4
"""Quotations within one another at most: deeper ones are mistakes of the typing."""
_TERMINATOR: Final = re.compile(r"(?<=[.!?؟…\"»”])\s*(?:ه|اه|أ\.?\s?هـ?|ا\.?\s?هـ?|هـ)\s*$")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Code points from the opening mark to after the closing one, or to where it breaks off."""

    start: int
    end: int
    closed: bool = True

    @property
    def inner(self) -> tuple[int, int]:
        """The code points between the marks."""
        return self.start + 1, self.end - self.closed


class Quotations:
    """The quotations of a text, in order of their beginning."""

    def __init__(self, text: str) -> None:
        """Pair the marks of *text*."""
        self.all = sorted(_Pairing(text).found, key=lambda each: (each.start, -each.end))
        self._starts = [each.start for each in self.all]
        self._openings = {each.start: each for each in self.all}

    def opening(self, place: int) -> Quotation | None:
        """Return the quotation whose opening mark stands at *place*, or None."""
        return self._openings.get(place)

    def around(self, place: int) -> list[Quotation]:
        """Return the quotations that hold the code point *place*, innermost first."""
        last = bisect_right(self._starts, place)
        first = max(0, last - 8 * DEEP)
        return [each for each in reversed(self.all[first:last]) if place < each.end]

    def marks(self) -> dict[int, bool]:
        """Return the places of the marks paired and whether each one opens."""
        found = {}
        for each in self.all:
            found[each.start] = True
            if each.closed:
                found[each.end - 1] = False
        return found


class _Pairing:
    """Goes through the marks once, with the quotations that are open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[Quotation] = []
        self.open: list[tuple[str, int]] = []
        self.line_start = 0
        self.lines = 0
        self.marks = [(match.group(), match.start()) for match in _MARKS.finditer(text)]
        for number, (mark, place) in enumerate(self.marks):
            if mark in _LINE_ENDS:
                self._end_line(place, number + 1)
            else:
                self._take(mark, place)
        self._give_up(len(text))

    def _take(self, mark: str, place: int) -> None:
        closes = next((n for n, each in enumerate(self.open) if mark in _CLOSER[each[0]]), None)
        if mark == '"':
            opens = self._straight_opens(place, closes is not None)
        else:
            opens = mark in "«“„\u2039" and not (mark == "“" and self._closes_low(place))
            opens = opens or (closes is None and mark in _TURNED and self._touches_next(place))
        if opens:
            if mark in "«“" and place == self._first_of_line() and closes is None and self.open:
                outer = self.open[-1]
                if outer[0] == mark and outer[1] < self.line_start:
                    return  # Each paragraph of a long quotation opens again, only the last closes.
            if len(self.open) < DEEP:
                self.open.append((mark, place))
            return
        for n in range(len(self.open) - 1, -1, -1):
            opened, start = self.open[n]
            if mark in _CLOSER[opened]:
                # What was opened inside and is still open breaks off before this mark.
                self.found += [Quotation(s, place, False) for _m, s in self.open[n + 1 :]]
                self.found.append(Quotation(start, place + 1))
                del self.open[n:]
                return

    def _closes_low(self, place: int) -> bool:
        """Tell whether “ closes „ or a turned ”, as it does in some styles."""
        return bool(self.open) and self.open[-1][0] in "„”" and not self._touches_next(place)

    def _straight_opens(self, place: int, is_open: bool) -> bool:
        before = self.text[place - 1 : place]
        after = self.text[place + 1 : place + 2]
        free_before = not before or before.isspace() or before in "(:«“لـ"
        free_after = not after or after.isspace() or after in _STOPS
        if free_before and not free_after:
            return not is_open or self.text[max(place - 3, 0) : place].rstrip().endswith(":")
        if free_after and not free_before:
            return False
        return not is_open

    def _touches_next(self, place: int) -> bool:
        before, after = self.text[place - 1 : place], self.text[place + 1 : place + 2]
        return bool(after) and after.isalnum() and (not before or not before.isalnum())

    def _first_of_line(self) -> int:
        place = self.line_start
        while place < len(self.text) and self.text[place] in " \t\u00a0\u200f\u200e":
            place += 1
        return place

    def _end_line(self, place: int, following: int) -> None:
        """Keep open what a later paragraph closes, and end the rest with this one."""
        self.lines += 1
        staying = 0
        while staying < len(self.open) and self._goes_on(*self.open[staying], following):
            staying += 1
        # What breaks off takes with it all that was opened inside.
        end = self._line_content_end(place)
        for _mark, start in self.open[staying:]:
            self.found.append(Quotation(start, max(end, start + 1), False))
        del self.open[staying:]
        self.line_start = place + 1

    def _goes_on(self, mark: str, start: int, following: int) -> bool:
        """Tell whether a closing mark comes, before another one opens but at a line's start."""
        if self.text.count("\n", start, self.marks[following - 1][1]) >= PARAGRAPHS:
            return False
        at_start = self.marks[following - 1][1] + 1
        paragraphs = 0
        straight = 0
        for sign, place in self.marks[following : following + 3 * PARAGRAPHS]:
            if sign in _LINE_ENDS:
                if mark == '"' and straight % 2:
                    return True
                straight = 0
                paragraphs += 1
                at_start = place + 1
                if paragraphs >= PARAGRAPHS:
                    return False
            elif mark == '"' == sign:
                if not straight:
                    before = self.text[place - 1 : place]
                    opens = not before.strip() or place == at_start
                    if opens:
                        return False
                straight += 1
            elif mark != '"' and sign in _CLOSER[mark]:
                return True
            elif sign == mark and self.text[at_start:place].strip(" \t\u00a0\u200f\u200e"):
                return False
        return mark == '"' and straight % 2 == 1

    def _line_content_end(self, end: int) -> int:
        """Return where the words of the line end: before a terminator (``ه``) and white space."""
        return content_end(self.text, self.line_start, end)

    def _give_up(self, end: int) -> None:
        last = self._line_content_end(end)
        self.found += [Quotation(start, max(last, start + 1), False) for _mark, start in self.open]


def content_end(text: str, start: int, end: int) -> int:
    """Return the end of ``text[start:end]`` without white space and a terminator's ه after it."""
    low = max(start, end - 12)
    found = _TERMINATOR.search(text, low, end)
    high = found.start() if found else end
    while high > start and text[high - 1].isspace():
        high -= 1
    return high
