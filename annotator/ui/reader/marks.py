"""Marks: the annotations of one article as the reader sees them, found by place.

Belongs here: the values that the window hands over, and the index by paragraph. Does not belong
here: geometry and painting.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtGui import QColor

SOLID, DASHED, DOTTED, DOUBLE = range(4)
"""Patterns of a band, for themes that do not tell codes apart by colour alone."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotation: its fragments in code points, ascending, and how it is to be shown."""

    id: int
    ranges: tuple[tuple[int, int], ...]
    code: int
    important: bool = False
    memo: bool = False
    foreign: bool = False

    @property
    def start(self) -> int:
        """Code point at which the first fragment starts."""
        return self.ranges[0][0]

    @property
    def end(self) -> int:
        """Code point at which the last fragment ends."""
        return self.ranges[-1][1]

    @property
    def length(self) -> int:
        """Number of code points marked."""
        return sum(end - start for start, end in self.ranges)

    def covers(self, position: int) -> bool:
        """Return whether the character at `position` is marked."""
        return any(start <= position < end for start, end in self.ranges)


@dataclass(frozen=True, slots=True)
class MarkStyle:
    """How the marks of one code look."""

    label: str
    tint: QColor
    band: QColor
    strong_tint: QColor
    pattern: int = SOLID


@dataclass(frozen=True, slots=True)
class ReaderColors:
    """The colours of the page; `ground` is the sheet itself."""

    ground: QColor
    ink: QColor
    muted: QColor
    selection: QColor
    caret: QColor
    accent: QColor
    handle: QColor
    hairline: QColor
    patterned: bool = False
    """Hue alone tells nothing: what is another coder's has another shape."""


class MarkIndex:
    """The marks of an article, by id and by paragraph."""

    def __init__(self, starts: Sequence[int]) -> None:
        """Index over paragraphs that start at the ascending code points `starts`."""
        self._starts = starts
        self._marks: dict[int, Mark] = {}
        self._by_paragraph: dict[int, dict[int, Mark]] = {}
        self._order: list[Mark] | None = None

    def __len__(self) -> int:
        """Return the number of marks."""
        return len(self._marks)

    def get(self, mark_id: int | None) -> Mark | None:
        """Return the mark of that id, if there is one."""
        return None if mark_id is None else self._marks.get(mark_id)

    def _paragraphs(self, mark: Mark) -> set[int]:
        """Return the paragraphs that the mark's fragments touch."""
        found: set[int] = set()
        for start, end in mark.ranges:
            first = bisect_right(self._starts, start) - 1
            last = bisect_left(self._starts, end) - 1
            found.update(range(max(first, 0), max(first, last) + 1))
        return found

    def _drop(self, mark_id: int) -> set[int]:
        mark = self._marks.pop(mark_id, None)
        if mark is None:
            return set()
        touched = self._paragraphs(mark)
        for number in touched:
            del self._by_paragraph[number][mark_id]
        return touched

    def update(self, changed: Iterable[Mark], removed: Iterable[int] = ()) -> set[int]:
        """Enter changed or new marks, drop the removed, and return the paragraphs touched."""
        touched: set[int] = set()
        for mark_id in removed:
            touched |= self._drop(mark_id)
        for mark in changed:
            if not mark.ranges:
                raise ValueError(f"mark {mark.id} has no fragment")
            if mark.id in self._marks:
                touched |= self._drop(mark.id)
            self._marks[mark.id] = mark
            numbers = self._paragraphs(mark)
            for number in numbers:
                self._by_paragraph.setdefault(number, {})[mark.id] = mark
            touched |= numbers
        self._order = None
        return touched

    def in_paragraph(self, number: int) -> list[Mark]:
        """Return the marks that touch a paragraph, the longest first."""
        found = self._by_paragraph.get(number)
        if not found:
            return []
        return sorted(found.values(), key=lambda mark: (-mark.length, mark.start, mark.id))

    def covering(self, position: int) -> list[Mark]:
        """Return the marks over the character at `position`, the smallest first."""
        number = max(bisect_right(self._starts, position) - 1, 0)
        found = [m for m in self._by_paragraph.get(number, {}).values() if m.covers(position)]
        return sorted(found, key=lambda mark: (mark.length, mark.start, mark.id))

    def touching(self, start: int, end: int) -> list[Mark]:
        """Return the marks that share a character with `[start, end)`, the smallest first."""
        if start == end:
            return self.covering(start)
        first = max(bisect_right(self._starts, start) - 1, 0)
        last = max(bisect_left(self._starts, end) - 1, first)
        found = {
            mark.id: mark
            for number in range(first, last + 1)
            for mark in self._by_paragraph.get(number, {}).values()
            if any(low < end and start < high for low, high in mark.ranges)
        }
        return sorted(found.values(), key=lambda mark: (mark.length, mark.start, mark.id))

    def reading_order(self) -> list[Mark]:
        """Return every mark by its start, the longer first."""
        if self._order is None:
            self._order = sorted(self._marks.values(), key=lambda m: (m.start, -m.end, m.id))
        return self._order
