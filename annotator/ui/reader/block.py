"""A paragraph with its marks: lanes, and the pieces to paint on each line.

Belongs here: how the marks of one paragraph share its lines. Does not belong here: colours and the
painting itself (see `painting`), which marks exist (see `marks`).
"""

from collections.abc import Sequence
from typing import NamedTuple

from annotator.model import lanes
from annotator.model.paragraphs import Paragraph
from annotator.ui.reader.marks import Mark
from annotator.ui.reader.paragraph_layout import ParagraphLayout, Row
from annotator.ui.reader.setting import LANES

_LEAST_WIDTH = 2.0


class Stretch(NamedTuple):
    """A part of a mark on one row: code points from the paragraph's start, lane (-1: none left)."""

    mark: Mark
    lane: int
    start: int
    end: int
    starts: bool
    ends: bool


class Piece(NamedTuple):
    """An interval to paint: whose, in which lane, and whether the fragment's ends are its own."""

    mark: Mark
    lane: int
    left: float
    right: float
    open_left: bool
    open_right: bool


class Block:
    """One paragraph of the page, laid out, with its marks."""

    __slots__ = ("_pieces", "_stretches", "layout", "overflow", "paragraph")

    def __init__(self, paragraph: Paragraph, layout: ParagraphLayout) -> None:
        """Start without marks."""
        self.paragraph = paragraph
        self.layout = layout
        self._stretches: list[list[Stretch]] = [[] for _row in layout.rows]
        self._pieces: list[list[Piece] | None] = [None] * len(layout.rows)
        self.overflow = [0] * len(layout.rows)

    def set_marks(self, marks: Sequence[Mark]) -> list[int]:
        """Take the paragraph's marks, the longest first, and return the rows that now differ."""
        if not marks and not any(self._stretches):
            return []
        spans = [self._clip(mark) for mark in marks]
        given = lanes.assign(
            [[(s.start, s.end) for s in each] for each in spans],
            lengths=[mark.length for mark in marks],
            cap=LANES,
        )
        fresh: list[list[Stretch]] = [[] for _row in self.layout.rows]
        for each, lane in zip(spans, given.of, strict=True):
            for stretch in each:
                self._spread(stretch._replace(lane=lane), fresh)
        changed = [n for n, new in enumerate(fresh) if new != self._stretches[n]]
        for number in changed:
            self._pieces[number] = None
            self.overflow[number] = sum(1 for each in fresh[number] if each.lane < 0)
        self._stretches = fresh
        self.layout.arrange(
            [max((each.lane + 1 for each in row), default=0) for row in self._stretches]
        )
        return changed

    def _clip(self, mark: Mark) -> list[Stretch]:
        """Return the mark's fragments as far as they lie in this paragraph."""
        low, high = self.paragraph.start, self.paragraph.end
        return [
            Stretch(mark, 0, max(start, low) - low, min(end, high) - low, start >= low, end <= high)
            for start, end in mark.ranges
            if start < high and end > low
        ]

    def _spread(self, stretch: Stretch, rows: list[list[Stretch]]) -> None:
        """Cut a stretch at the line breaks; spaces that hang at a line's end are left out."""
        layout = self.layout
        for number in range(layout.row_at(stretch.start), len(layout.rows)):
            row = layout.rows[number]
            if row.start >= stretch.end:
                break
            start, end = max(stretch.start, row.start), min(stretch.end, row.text_end)
            if start < end:
                starts = stretch.starts and start == stretch.start
                ends = stretch.ends and stretch.end <= row.end
                rows[number].append(Stretch(stretch.mark, stretch.lane, start, end, starts, ends))

    def stretches(self, number: int) -> list[Stretch]:
        """Return what is marked on a row, the longest mark first."""
        return self._stretches[number]

    def pieces(self, number: int) -> list[Piece]:
        """Return what is to be painted on a row, the longest mark first."""
        found = self._pieces[number]
        if found is None:
            row = self.layout.rows[number]
            found = [piece for each in self._stretches[number] for piece in self._cut(row, each)]
            self._pieces[number] = found
        return found

    def _cut(self, row: Row, stretch: Stretch) -> list[Piece]:
        """Return the intervals of a stretch, each open where the fragment goes on elsewhere."""
        found = []
        places = self.layout.intervals(row, stretch.start, stretch.end)
        is_rtl = self.layout.direction == "rtl"
        for number, (left, right) in enumerate(places):
            if right - left < _LEAST_WIDTH:
                left, right = (left + right) / 2 - 1, (left + right) / 2 + 1
            leads = stretch.starts and number == (len(places) - 1 if is_rtl else 0)
            trails = stretch.ends and number == (0 if is_rtl else len(places) - 1)
            closed_left, closed_right = (trails, leads) if is_rtl else (leads, trails)
            found.append(
                Piece(stretch.mark, stretch.lane, left, right, not closed_left, not closed_right)
            )
        return found
