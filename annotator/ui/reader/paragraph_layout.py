"""One paragraph, set in lines: places of characters and characters of places.

Belongs here: line breaking, line tops, geometry and hit test within one paragraph, in code points
relative to its start and in pixels relative to its top and to the column. Does not belong here:
marks, other paragraphs, painting.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import NamedTuple

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QTextLayout, QTextLine, QTextOption

from annotator.model import graphemes
from annotator.model.offsets import Utf16Map
from annotator.model.paragraphs import Direction, paragraph_direction
from annotator.ui.reader.line_geometry import Interval, LineGeometry
from annotator.ui.reader.setting import Setting

_ASTRAL = re.compile(r"[\U00010000-\U0010FFFF]")


class Cell(NamedTuple):
    """One grapheme on a line: code points, pixels, direction."""

    start: int
    end: int
    left: float
    right: float
    is_rtl: bool


class Row:
    """One line of a paragraph."""

    __slots__ = ("cells", "end", "geometry", "height", "line", "start", "text_end", "top")

    def __init__(self, line: QTextLine, start: int, end: int, text_end: int) -> None:
        """Take a line and the code points `[start, end)` on it; `text_end` is before its spaces."""
        self.line = line
        self.start = start
        self.end = end
        self.text_end = text_end
        self.top = 0.0
        self.height = 0.0
        self.geometry: LineGeometry | None = None
        self.cells: list[Cell] | None = None


class ParagraphLayout:
    """A paragraph set in the column; offsets are code points from the paragraph's start."""

    def __init__(self, text: str, setting: Setting) -> None:
        """Break `text`, which has no paragraph separator, into lines."""
        self.text = text
        self.setting = setting
        self.direction: Direction = paragraph_direction(text, setting.base)
        self._units = Utf16Map(text)
        self._layout = self._set()
        self.rows = [self._row(index) for index in range(self._layout.lineCount())]
        self._starts = [row.start for row in self.rows]
        self._tops: list[float] = []
        self.height = 0.0
        self.arrange([0] * len(self.rows))

    def _set(self) -> QTextLayout:
        """Return the text broken into lines of the column's width."""
        is_rtl = self.direction == "rtl"
        option = QTextOption()
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
        )
        side = Qt.AlignmentFlag.AlignLeft
        if self.setting.base == "rtl":
            side = Qt.AlignmentFlag.AlignRight
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(self.text, self.setting.font)
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self.setting.width)
        layout.endLayout()
        return layout

    def _row(self, index: int) -> Row:
        line = self._layout.lineAt(index)
        start = self._units.to32(line.textStart())
        end = self._units.to32(line.textStart() + line.textLength())
        text_end = end
        while text_end > start and self.text[text_end - 1].isspace():
            text_end -= 1
        return Row(line, start, end, text_end)

    def arrange(self, lanes: Sequence[int]) -> None:
        """Place the lines below one another, each with room for its number of lanes."""
        top = 0.0
        setting = self.setting
        self._tops = []
        for row, count in zip(self.rows, lanes, strict=True):
            height = setting.row_height(count) if self.text else setting.blank
            if (row.top, row.height) != (top, height):
                row.top, row.height = top, height
                lead = setting.lead if self.text else (height - setting.above - setting.below) / 2
                row.line.setPosition(QPointF(0.0, top + lead + setting.above - row.line.ascent()))
            self._tops.append(top)
            top += height
        self.height = top + (setting.gap if self.text else 0.0)

    @cached_property
    def boundaries(self) -> list[int]:
        """The grapheme boundaries, code points."""
        return graphemes.boundaries(self.text)

    @cached_property
    def _unit_boundaries(self) -> list[int]:
        if self._units.is_plain:
            return self.boundaries
        return [self._units.to16(each) for each in self.boundaries]

    @cached_property
    def _unit_text(self) -> str:
        """The text with two harmless characters for each that takes two UTF-16 units."""
        return self.text if self._units.is_plain else _ASTRAL.sub("\ufffd\ufffd", self.text)

    def box(self, row: Row) -> tuple[float, float]:
        """Return top and bottom of the text's own height in a row, where tints are painted."""
        setting = self.setting
        if not self.text:
            return row.top, row.top + row.height
        top = row.top + setting.lead
        return top, top + setting.above + setting.below

    def row_at(self, position: int) -> int:
        """Return which row holds `position`; where a line wraps, the row that begins there."""
        return max(bisect_right(self._starts, position) - 1, 0)

    def row_at_height(self, top: float) -> int:
        """Return which row is at a height, the nearest where none is."""
        return max(bisect_right(self._tops, top) - 1, 0)

    def _geometry(self, row: Row) -> LineGeometry:
        if row.geometry is None:
            row.geometry = LineGeometry(
                row.line,
                self._unit_text,
                lambda: self._unit_boundaries,
                is_rtl=self.direction == "rtl",
            )
        return row.geometry

    def intervals(self, row: Row, start: int, end: int) -> list[Interval]:
        """Return where `[start, end)`, grown to whole graphemes, is on a row."""
        start, end = max(start, row.start), min(end, row.end)
        if start >= end:
            return []
        start, end = graphemes.snap_out(self.text, start, end)
        to16 = self._units.to16
        return self._geometry(row).intervals(to16(start), to16(end))

    def cells(self, row: Row) -> list[Cell]:
        """Return the graphemes of a row in logical order, each with its place."""
        if row.cells is None:
            row.cells = self._make_cells(row)
        return row.cells

    def _make_cells(self, row: Row) -> list[Cell]:
        geometry = self._geometry(row)
        to16 = self._units.to16
        found = []
        # A line may break before a joiner, inside a grapheme: it stays where it starts.
        low = bisect_left(self.boundaries, row.start)
        inside = self.boundaries[low : bisect_left(self.boundaries, row.end) + 1]
        edge = self.leading_edge
        for start, end in zip(inside, inside[1:], strict=False):
            is_rtl = geometry.is_rtl_at(to16(start))
            places = geometry.intervals(to16(start), to16(end))
            left, right = (places[0][0], places[-1][1]) if places else (edge, edge)
            found.append(Cell(start, end, left, right, is_rtl))
            edge = left if is_rtl else right
        return found

    @property
    def leading_edge(self) -> float:
        """The side of the column at which an empty line stands."""
        return self.setting.width if self.setting.base == "rtl" else 0.0

    def cell_at(self, row: Row, x: float) -> Cell | None:
        """Return the grapheme at `x`, or None beside the text."""
        for cell in self.cells(row):
            if cell.left <= x < cell.right:
                return cell
        return None

    def position_at(self, row: Row, x: float) -> int:
        """Return the boundary nearest to `x` on a row."""
        cells = self.cells(row)
        if not cells:
            return row.start
        cell = self.cell_at(row, x) or min(cells, key=lambda c: max(c.left - x, x - c.right))
        is_right_half = x >= (cell.left + cell.right) / 2
        return cell.start if is_right_half == cell.is_rtl else cell.end

    def caret_x(self, row: Row, position: int) -> float:
        """Return where the caret stands at `position` on a row.

        Where directions meet, the edge that follows the paragraph's own direction is taken.
        """
        own = self.direction == "rtl"
        before = after = None
        for cell in self.cells(row):
            if cell.end <= position:
                before = cell
            elif cell.start <= position:
                after = cell
                break
        if after and (after.is_rtl == own or not before or before.is_rtl != own):
            return after.right if after.is_rtl else after.left
        if before:
            return before.left if before.is_rtl else before.right
        return self.leading_edge
