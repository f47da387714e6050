"""Brackets in the start margin: which stretch of the text each speaker's words fill.

Belongs here: finding the brackets in sight by paragraph, where they stand, painting and pointing at
them. Does not belong here: what an attribution is; the window says what to bracket and what it is
called. Lengths are pixels; heights are from the page's top, widths from the column's left edge.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from annotator.i18n import isolate
from annotator.ui.reader.block import Block
from annotator.ui.reader.page import Page
from annotator.ui.reader.setting import NARROW_MARGIN, START_MARGIN, Column

INSET: Final = 13.0
"""How far a nested bracket stands in from the one around it."""
LEVELS: Final = 4
"""Levels at the full inset; what lies deeper is closer together."""
_DEEP, _NARROW = 4.0, 6.0
_DEEPEST = 7
_HOOK, _CORNER, _GAP = 6.0, 2.5, 5.0
_EDGE = 12.0
_NAME_SIZE, _NAME_PITCH, _LEAST_NAME = 12, 17.0, 26.0
_CLEAR = 12.0
"""Room beside the text that no name enters."""
_REACH = 5.0
_DASHES = [4.0, 3.0]


class Bracket(NamedTuple):
    """The stretch of one attribution: its key, its claim's mark, code points, whose it is."""

    key: int
    mark: int
    start: int
    end: int
    foreign: bool = False


class Segment(NamedTuple):
    """What of a bracket stands beside one paragraph; open where it goes on elsewhere."""

    bracket: Bracket
    level: int
    x: float
    top: float
    bottom: float
    begins: bool
    ends: bool


class Label(NamedTuple):
    """A speaker's name beside the line on which a bracket begins."""

    bracket: Bracket
    place: QRectF
    lines: tuple[str, ...]
    nested: bool


@dataclass(frozen=True)
class BracketColors:
    """Colours of the lines and names, and of those that are not one's own."""

    line: QColor
    strong: QColor
    name: QColor
    foreign: QColor
    dashed: bool = False
    """Others' lines are dashed: the colour alone would not tell whose they are."""


class Brackets:
    """The brackets of one article, found by paragraph; nothing is computed that is out of sight."""

    def __init__(self) -> None:
        self.colors: BracketColors | None = None
        self.names: Callable[[Sequence[int]], Mapping[int, str]] = lambda _keys: {}
        """Returns the names of attributions by key; asked for those in sight only."""
        self.emphasised: frozenset[int] = frozenset()
        self.hovered: int | None = None
        self._starts: list[int] = [0]
        self._known: dict[int, Bracket] = {}
        self._by_paragraph: dict[int, dict[int, Bracket]] = {}
        self._levels: dict[int, int] = {}
        self._fonts = (_font(bold=False), _font(bold=True))

    # which there are

    def clear(self, starts: Sequence[int]) -> None:
        """Forget all, for an article whose paragraphs start at these code points."""
        self._starts = list(starts)
        self._known, self._by_paragraph, self._levels = {}, {}, {}
        self.hovered = None

    def get(self, key: int) -> Bracket | None:
        """Return the bracket of an attribution, or None."""
        return self._known.get(key)

    def __len__(self) -> int:
        return len(self._known)

    def update(self, changed: Iterable[Bracket], removed: Iterable[int] = ()) -> None:
        """Enter new and changed brackets, drop others."""
        for key in removed:
            self._drop(key)
        for bracket in changed:
            if self._known.get(bracket.key) == bracket:
                continue
            self._drop(bracket.key)
            self._known[bracket.key] = bracket
            for number in self._paragraphs(bracket):
                self._by_paragraph.setdefault(number, {})[bracket.key] = bracket
            self._levels = {}

    def _paragraphs(self, bracket: Bracket) -> range:
        first = max(bisect_right(self._starts, bracket.start) - 1, 0)
        last = max(bisect_left(self._starts, bracket.end) - 1, first)
        return range(first, last + 1)

    def _drop(self, key: int) -> None:
        bracket = self._known.pop(key, None)
        if bracket is not None:
            for number in self._paragraphs(bracket):
                del self._by_paragraph[number][key]
            self._levels = {}

    def in_paragraph(self, number: int) -> list[Bracket]:
        """Return the brackets beside a paragraph, those around others first."""
        return sorted(self._by_paragraph.get(number, {}).values(), key=_order)

    def level(self, bracket: Bracket) -> int:
        """Return how far in a bracket stands: inside those around it, clear of those it crosses."""
        found = self._levels.get(bracket.key)
        if found is None:
            number = max(bisect_right(self._starts, bracket.start) - 1, 0)
            taken, least = set(), 0
            for other in self._by_paragraph.get(number, {}).values():
                if _order(other) < _order(bracket) and other.end > bracket.start:
                    level = self.level(other)
                    taken.add(level)
                    if other.end >= bracket.end:
                        least = max(least, level + 1)
            found = least
            while found in taken:
                found += 1
            self._levels[bracket.key] = found
        return found

    # where they stand

    def segments(self, page: Page, column: Column, top: float, bottom: float) -> list[Segment]:
        """Return what stands beside the paragraphs between two heights of the page."""
        found: list[Segment] = []
        if self._known:
            for number, block, height in page.visible(top, bottom):
                found += self._beside(page, column, number, block, height)
        return found

    def _beside(
        self, page: Page, column: Column, number: int, block: Block, height: float
    ) -> list[Segment]:
        layout, base = block.layout, block.paragraph.start
        ends = page.paragraphs[number].next_start
        spans = []
        shared: dict[tuple[int, int], list[int]] = {}
        for bracket in self.in_paragraph(number):
            begins = bracket.start >= base
            closes = bracket.end <= ends
            first = layout.row_at(bracket.start - base) if begins else -1
            last = layout.row_at(max(bracket.end - base - 1, 0)) if closes else -1
            level = self.level(bracket)
            spans.append((bracket, level, first, last))
            for row in {first, last} - {-1}:
                shared.setdefault((level, row), []).append(bracket.key)
        found = []
        for bracket, level, first, last in spans:
            top, bottom = height, height + layout.height
            if first >= 0:
                top = height + self._slot(block, first, shared[level, first], bracket.key)[0]
            if last >= 0:
                bottom = height + self._slot(block, last, shared[level, last], bracket.key)[1]
            x = place_of_level(column, page.base == "rtl", level)
            found.append(Segment(bracket, level, x, top, bottom, first >= 0, last >= 0))
        return found

    @staticmethod
    def _slot(block: Block, row: int, keys: list[int], key: int) -> tuple[float, float]:
        """Return the share that a bracket has of a line where others begin or end as well."""
        top, bottom = block.layout.box(block.layout.rows[row])
        share = (bottom - top) / len(keys)
        place = keys.index(key)
        gap = 1.5 if len(keys) > 1 else 0.0
        return top + place * share + gap, top + (place + 1) * share - gap

    def labels(self, segments: Sequence[Segment], page: Page, column: Column) -> list[Label]:
        """Return the names beside where brackets begin; one that finds no room is left out."""
        begun = sorted((each for each in segments if each.begins), key=lambda s: (s.top, s.level))
        if not begun or column.margin < START_MARGIN:
            return []
        names = self.names([each.bracket.key for each in begun])
        found: list[Label] = []
        lowest = float("-inf")
        before: Segment | None = None
        for segment, following in zip_longest(begun, begun[1:]):
            name = names.get(segment.bracket.key, "")
            top = max(segment.top - 1, lowest)
            if not name or top > segment.top + 2 * _NAME_PITCH:
                continue
            free = min(segment.bottom, following.top if following else segment.bottom) - top
            lines = 2 if free > 2 * _NAME_PITCH else 1
            beside = [
                s.level for s in segments if s.top < top + lines * _NAME_PITCH and s.bottom > top
            ]
            left, right = _name_place(column, page.base == "rtl", max(beside))
            if right - left < _LEAST_NAME:
                continue
            nested = before is not None and before.level < segment.level and top < lowest + 1
            text = self._shortened(("› " if nested else "") + name, right - left, lines)
            rect = QRectF(left, top, right - left, _NAME_PITCH * len(text))
            found.append(Label(segment.bracket, rect, text, nested))
            lowest, before = rect.bottom(), segment
        return found

    def _shortened(self, name: str, width: float, lines: int) -> tuple[str, ...]:
        """Return a name on as many lines as it needs and may have, the last one cut short."""
        metrics = QFontMetricsF(self._fonts[1])
        if metrics.horizontalAdvance(name) <= width or lines == 1:
            return (metrics.elidedText(name, Qt.TextElideMode.ElideRight, width),)
        words = name.split(" ")
        first = words.pop(0)
        while words and metrics.horizontalAdvance(f"{first} {words[0]}") <= width:
            first = f"{first} {words.pop(0)}"
        parts = (first, " ".join(words)) if words else (first,)
        return tuple(metrics.elidedText(p, Qt.TextElideMode.ElideRight, width) for p in parts)

    def at(self, page: Page, column: Column, point: QPointF) -> Bracket | None:
        """Return the bracket or the name at a point of the page, or None."""
        segments = self.segments(page, column, point.y() - 2 * _NAME_PITCH, point.y() + 1)
        for label in self.labels(segments, page, column):
            if label.place.contains(point):
                return label.bracket
        near = [
            (abs(each.x - point.x()), -each.level, each.bracket)
            for each in segments
            if each.top <= point.y() <= each.bottom and abs(each.x - point.x()) <= _REACH
        ]
        return min(near)[2] if near else None

    # painting

    def paint(self, painter: QPainter, page: Page, column: Column, dirty: QRectF) -> None:
        """Paint what stands in `dirty`, a rectangle of the viewport."""
        colors = self.colors
        if colors is None or not self._known:
            return
        top = dirty.top() + page.top
        # A name may hang below the line that its bracket begins on.
        segments = self.segments(page, column, top - 3 * _NAME_PITCH, dirty.bottom() + page.top)
        is_rtl = page.base == "rtl"
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for segment in sorted(segments, key=lambda each: self._is_strong(each.bracket)):
            strong = self._is_strong(segment.bracket)
            color = colors.strong if strong else colors.line
            if segment.bracket.foreign:
                color = colors.foreign
            pen = QPen(color, 1.5 if strong else 1.0)
            if segment.bracket.foreign and colors.dashed:
                pen.setDashPattern(_DASHES)
            painter.setPen(pen)
            painter.drawPath(_path(segment, is_rtl).translated(column.left, -page.top))
        for label in self.labels(segments, page, column):
            strong = self._is_strong(label.bracket)
            painter.setFont(self._fonts[strong])
            painter.setPen(colors.foreign if label.bracket.foreign else colors.name)
            self._paint_name(painter, label, is_rtl, QPointF(column.left, -page.top))

    def _is_strong(self, bracket: Bracket) -> bool:
        return bracket.key in self.emphasised or bracket.key == self.hovered

    @staticmethod
    def _paint_name(painter: QPainter, label: Label, is_rtl: bool, shift: QPointF) -> None:
        right, left = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight
        painter.setLayoutDirection(right if is_rtl else left)
        side = Qt.AlignmentFlag.AlignRight if is_rtl else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        place = label.place.translated(shift)
        for number, text in enumerate(label.lines):
            line = QRectF(place.left(), place.top(), place.width(), _NAME_PITCH)
            arrow = "› " if label.nested and not number else ""
            painter.drawText(
                line.translated(0, number * _NAME_PITCH),
                flags | Qt.TextFlag.TextSingleLine,
                arrow + isolate(text.removeprefix(arrow)),
            )


def _order(bracket: Bracket) -> tuple[int, int, int]:
    return bracket.start, -bracket.end, bracket.key


def _font(*, bold: bool) -> QFont:
    font = QFont()
    font.setPixelSize(_NAME_SIZE)
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    return font


def _distance(column: Column, level: int) -> float:
    """Return how far from the text the line of a level stands."""
    level = min(level, _DEEPEST)
    if column.margin < START_MARGIN:
        return max(NARROW_MARGIN - 4.0 - _NARROW * min(level, 3), 8.0)
    full = min(level, LEVELS - 1)
    return START_MARGIN - _EDGE - INSET * full - _DEEP * (level - full)


def place_of_level(column: Column, is_rtl: bool, level: int) -> float:
    """Return where the line of a level stands: right of a right-to-left text, else left."""
    distance = _distance(column, level)
    return column.width + distance if is_rtl else -distance


def _name_place(column: Column, is_rtl: bool, level: int) -> tuple[float, float]:
    """Return from where to where a name may reach beside a line of this level."""
    far = _distance(column, level) - _HOOK - _GAP
    near = min(_CLEAR, far)
    return (column.width + near, column.width + far) if is_rtl else (-far, -near)


def _path(segment: Segment, is_rtl: bool) -> QPainterPath:
    """Return a bracket that opens toward the text."""
    x = round(segment.x) + 0.5
    top, bottom = round(segment.top) + 0.5, round(segment.bottom) - 0.5
    if not segment.begins:
        top -= 0.5
    if not segment.ends:
        bottom += 0.5
    hook = -_HOOK if is_rtl else _HOOK
    corner = min(_CORNER, (bottom - top) / 2)
    bend = -corner if is_rtl else corner
    path = QPainterPath()
    if segment.begins:
        path.moveTo(x + hook, top)
        path.lineTo(x + bend, top)
        path.quadTo(x, top, x, top + corner)
    else:
        path.moveTo(x, top)
    if segment.ends:
        path.lineTo(x, bottom - corner)
        path.quadTo(x, bottom, x + bend, bottom)
        path.lineTo(x + hook, bottom)
    else:
        path.lineTo(x, bottom)
    return path
