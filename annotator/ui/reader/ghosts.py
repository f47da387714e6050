"""Ghosts that a person can take hold of: what a suggestion would mark, before it is accepted.

Belongs here: which ghosts are shown, which one has the grips, where a click finds one. Does not
belong here: what is suggested, and ghosts that are only looked at (see `overlays`).
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QPainter

from annotator.ui.reader.marks import Mark
from annotator.ui.reader.overlays import Ghost, paint_ghost
from annotator.ui.reader.page import Page
from annotator.ui.reader.setting import Column

if TYPE_CHECKING:
    from annotator.ui.reader.article_view import ArticleView
    from annotator.ui.reader.handles import Ranges

GHOST: Final = -2
"""Stands for the held ghost where a mark's id is asked for."""
_THIN, _THICK = 1.5, 2.5


class Ghosts(QObject):
    """The ghosts over one view; one of them at most is held and can be resized."""

    clicked = Signal(int)
    """A ghost was clicked: its number."""
    resized = Signal(object)
    """An end of the held ghost was moved: its new ranges."""

    def __init__(self, view: "ArticleView") -> None:
        """Show nothing over `view`."""
        super().__init__()
        self._view = view
        self.shown: tuple[Ghost, ...] = ()
        self.held: int | None = None

    def show(self, ghosts: Iterable[Ghost], held: int | None = None) -> None:
        """Show these instead of earlier ones, one of them held."""
        self.shown, self.held = tuple(ghosts), held
        self._view.viewport().update()

    def clear(self) -> None:
        """Show none."""
        if self.shown:
            self.show(())

    def hold(self, number: int | None) -> None:
        """Give the grips to another ghost, or to none."""
        if number != self.held:
            self.held = number
            self._view.viewport().update()

    @property
    def mark(self) -> Mark | None:
        """The held ghost as a mark."""
        if self.held is None or not 0 <= self.held < len(self.shown):
            return None
        return Mark(GHOST, self.shown[self.held].ranges, 0)

    def preview(self, ranges: "Ranges") -> None:
        """Show the held ghost with other ranges."""
        if self.held is not None:
            ghosts = list(self.shown)
            ghosts[self.held] = ghosts[self.held]._replace(ranges=ranges)
            self.show(ghosts, self.held)

    def at(self, position: int) -> int | None:
        """Return the number of the smallest ghost over a character, or None."""
        found = [
            (sum(end - start for start, end in ghost.ranges), number)
            for number, ghost in enumerate(self.shown)
            if any(start <= position < end for start, end in ghost.ranges)
        ]
        return min(found)[1] if found else None

    def length(self, number: int) -> int:
        """Return how many code points a ghost covers."""
        return sum(end - start for start, end in self.shown[number].ranges)

    def paint(self, painter: QPainter, page: Page, column: Column, dirty: QRectF) -> None:
        """Paint the ghosts over the letters, the held one thicker."""
        for number, ghost in enumerate(self.shown):
            width = _THICK if number == self.held else _THIN
            paint_ghost(painter, page, column, dirty, ghost, width)
