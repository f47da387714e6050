"""What lies over the page for a while: ghosts of what is proposed, hits, picked marks, a link.

Belongs here: what is shown there and how it is painted. Does not belong here: marks that are stored
(see `marks`) and deciding what is proposed or linked.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from annotator.ui.reader.marks import DASHED, DOTTED, SOLID, Mark
from annotator.ui.reader.page import Page
from annotator.ui.reader.setting import BAND, Column

if TYPE_CHECKING:
    from annotator.ui.reader.article_view import ArticleView

_CORNER = 4.0
_USUAL = [3.0, 2.5]
_DASHES = {DASHED: [6.0, 3.0], DOTTED: [1.2, 1.8]}
_DOT = 3.5


class Ghost(NamedTuple):
    """What would be marked, in the colours of the code it would get; not in the file yet."""

    ranges: tuple[tuple[int, int], ...]
    color: QColor
    pattern: int = SOLID
    """The pattern of its code's bands, where hue does not count."""


class Overlays:
    """The passing things over one view."""

    def __init__(self, view: "ArticleView") -> None:
        """Show nothing over `view`."""
        self._view = view
        self.hits: dict[int, list[tuple[int, int]]] = {}
        self.current: frozenset[tuple[int, int]] = frozenset()
        self.ghosts: tuple[Ghost, ...] = ()
        self.picked: frozenset[int] = frozenset()
        self._link: tuple[int, QPointF] | None = None
        self._shares: tuple[float, list[float]] = (0.0, [])

    def clear(self) -> None:
        """Show nothing, for another article."""
        self.hits, self.ghosts, self.picked, self._link = {}, (), frozenset(), None
        self.current = frozenset()
        self._shares = (0.0, [])

    def set_hits(
        self, ranges: Iterable[tuple[int, int]], current: Iterable[tuple[int, int]] = ()
    ) -> None:
        """Show these ranges as found, and those of *current* among them as the one looked at."""
        page = self._view.page
        self.hits, self.current = {}, frozenset(current)
        for start, end in ranges:
            last = page.number_at(max(end - 1, start))
            for number in range(page.number_at(start), last + 1):
                self.hits.setdefault(number, []).append((start, end))
        self._shares = (0.0, [])
        self._view.viewport().update()
        self._view.bar.update()

    def shares(self) -> list[float]:
        """Return where on the page the hits are, as shares of its height, one for each pixel."""
        page = self._view.page
        if self.hits and self._shares[0] != page.height:
            found = set()
            for number, ranges in self.hits.items():
                start, end, _next = page.paragraphs[number]
                top, height = page.top_of(number), page.heights[number]
                for low, _high in ranges:
                    inside = max(low - start, 0) / max(end - start, 1)
                    found.add(round((top + inside * height) / page.height, 3))
            self._shares = page.height, sorted(found)
        return self._shares[1]

    def set_ghosts(self, ghosts: Iterable[Ghost]) -> None:
        """Outline what is proposed, each in its own colour, in place of earlier ghosts."""
        self.ghosts = tuple(ghosts)
        self._view.viewport().update()

    def set_picked(self, marks: Iterable[int]) -> None:
        """Show several marks as selected together."""
        picked = frozenset(marks)
        if picked != self.picked:
            self.picked = picked
            self._view.viewport().update()

    def set_link(self, origin: int | None, point: QPointF | None = None) -> None:
        """Draw a line from a mark to a point of the viewport, or none."""
        link = None if origin is None or point is None else (origin, point)
        if link != self._link:
            self._link = link
            self._view.viewport().update()

    # painting

    def paint(self, painter: QPainter, page: Page, column: Column, dirty: QRectF) -> None:
        """Paint what lies over the letters."""
        for ghost in self.ghosts:
            paint_ghost(painter, page, column, dirty, ghost, 1.5)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._link is not None:
            self._paint_link(painter, page, column)

    def _paint_link(self, painter: QPainter, page: Page, column: Column) -> None:
        view = self._view
        origin, point = self._link or (-1, QPointF())
        mark = page.marks.get(origin)
        if mark is None:
            return
        target = view.page.marks.get(target_at(view, origin, point))
        colors = view.palette_of_marks.colors
        start = anchor(view, mark, point)
        end = anchor(view, target, start) if target else point
        painter.setPen(QPen(colors.accent, 1.5))
        painter.drawLine(QLineF(start, end))
        painter.setBrush(colors.accent)
        for place in (start, end):
            painter.drawEllipse(place, _DOT, _DOT)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if target:
            for rect in _rects(view, target):
                painter.drawRoundedRect(rect.adjusted(-1, 0, 1, BAND), _CORNER, _CORNER)


def paint_ghost(
    painter: QPainter, page: Page, column: Column, dirty: QRectF, ghost: Ghost, width: float
) -> None:
    """Outline what is proposed, line by line, with a pen of this width."""
    top, bottom = dirty.top() + page.top, dirty.bottom() + page.top
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    pen = QPen(ghost.color, width)
    pen.setDashPattern(_DASHES.get(ghost.pattern, _USUAL))
    painter.setPen(pen)
    for start, end in ghost.ranges:
        for rect in page.rects(start, end, top, bottom):
            shown = rect.translated(column.left, -page.top).toAlignedRect()
            painter.drawRoundedRect(
                QRectF(shown).adjusted(-1.25, 0.75, 1.25, BAND + 0.25), _CORNER, _CORNER
            )


def _rects(view: "ArticleView", mark: Mark) -> Sequence[QRectF]:
    return [rect for start, end in mark.ranges for rect in view.lines_rects(start, end)]


def anchor(view: "ArticleView", mark: Mark, toward: QPointF) -> QPointF:
    """Return where a line to a mark ends: under the middle of its nearest line."""
    rects = _rects(view, mark)
    if not rects:
        return toward
    nearest = min(rects, key=lambda rect: (rect.center() - toward).manhattanLength())
    return QPointF(nearest.center().x(), nearest.bottom() + BAND / 2)


def target_at(view: "ArticleView", origin: int, point: QPointF) -> int | None:
    """Return the mark at a point of the viewport that a link from *origin* would go to."""
    found = [each for each in view.marks_at(point) if each != origin]
    return found[0] if found else None
