"""Dragging with Ctrl from one mark to another, which links the two.

Belongs here: when such a drag begins and where it ends. Does not belong here: the line that follows
the mouse (see `overlays`), and what linking means.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from annotator.ui.reader.marks import Mark
from annotator.ui.reader.overlays import target_at

if TYPE_CHECKING:
    from annotator.ui.reader.article_view import ArticleView


class LinkDrag:
    """A drag that begins on a mark and leaves it; inside the mark it still selects letters."""

    def __init__(self, view: "ArticleView") -> None:
        """Serve `view`."""
        self._view = view
        self._origin: Mark | None = None
        self._before = (0, 0)
        self._is_on = False

    def press(self, point: QPointF, *, wanted: bool) -> None:
        """Remember the smallest mark there, and what was selected, when a link may begin."""
        view = self._view
        self._is_on, self._origin = False, None
        if wanted:
            ids = view.marks_at(point)
            self._origin = view.page.marks.get(ids[0]) if ids else None
            self._before = view.selection_model.anchor, view.selection_model.caret

    def drag(self, point: QPointF) -> bool:
        """Go on; return whether this is a link, so that nothing is to be selected."""
        view, origin = self._view, self._origin
        if origin is None:
            return False
        if not self._is_on:
            cell = view.cell_at(point)
            if cell is None or origin.covers(cell.start):
                return False
            self._is_on = True
            view.change_selection(lambda s: s.set(*self._before))
        view.overlays.set_link(origin.id, point)
        return True

    def release(self, point: QPointF) -> bool:
        """Link what the drag began on with what it ends on; return whether it was a link."""
        origin = self._origin
        if not self.cancel() or origin is None:
            return False
        target = target_at(self._view, origin.id, point)
        if target is not None:
            self._view.marks_joined.emit(origin.id, target)
        return True

    def cancel(self) -> bool:
        """Give the link up; return whether there was one."""
        was_on = self._is_on
        self._origin, self._is_on = None, False
        self._view.overlays.set_link(None)
        return was_on
