"""The mouse on the page: selecting, clicking marks, dragging handles, hovering, dropping codes.

Belongs here: what presses, moves and drops mean. Does not belong here: painting, keys, what the
window does about it.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QDropEvent, QGuiApplication, QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.ui.reader import handles
from annotator.ui.reader.autoscroll import Autoscroll
from annotator.ui.reader.ghosts import GHOST
from annotator.ui.reader.handles import Handle
from annotator.ui.reader.linking import LinkDrag
from annotator.ui.reader.marks import Mark
from annotator.ui.reader.selection import Grain

if TYPE_CHECKING:
    from annotator.ui.reader.article_view import ArticleView

CODE_MIME = "application/x-isnad-code"
"""The kind of data that a code dragged from the codebook carries."""
# Many Linux window managers keep dragging with Alt to themselves; Ctrl does the same here.
_FREE = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_SAME_PLACE = 4.0
_GRAINS: tuple[Grain, ...] = ("grapheme", "word", "sentence", "paragraph")


class Pointer:
    """Turns mouse events of one view into selections, clicks and resized marks."""

    def __init__(self, view: "ArticleView") -> None:
        """Serve `view`."""
        self._view = view
        self.autoscroll = Autoscroll(view, self._scroll_on)
        self._pressed: QPointF | None = None
        self._is_dragging = False
        self._free = False
        self._grain: Grain = "grapheme"
        self._presses = 0
        self._press_time = 0
        self._press_place = QPointF()
        self._handle: Handle | None = None
        self._original: Mark | None = None
        self._hovered = -1
        self._bracket = -1
        self._link = LinkDrag(view)
        self._is_picking = False
        self._click_place: QPointF | None = None

    @property
    def is_resizing(self) -> bool:
        """Whether a handle is held."""
        return self._handle is not None

    def press(self, event: QMouseEvent) -> None:
        """Begin a click, a drag, or the drag of a handle."""
        if event.button() != Qt.MouseButton.LeftButton:
            return
        view, point = self._view, event.position()
        if self._press_bracket(point):
            return
        self._count(event)
        self._pressed, self._is_dragging = point, False
        self._free = bool(event.modifiers() & _FREE)
        mark = view.gripped()
        extends = bool(event.modifiers() & _SHIFT)
        self._handle = view.handle_at(point) if self._presses == 1 and not extends else None
        if self._handle and mark:
            self._original = mark
            return
        self._grain = _GRAINS[self._presses - 1]
        self._is_picking = bool(event.modifiers() & _CTRL) and not extends
        self._link.press(point, wanted=self._is_picking and self._presses == 1)
        if extends:
            self._is_dragging = True
            view.change_selection(
                lambda s: s.extend_to(view.position_at(point), snap=self._snaps())
            )
            return
        position = self._exact(point) if self._presses > 1 else view.position_at(point)
        view.change_selection(lambda s: s.begin(position, self._grain))

    def _press_bracket(self, point: QPointF) -> bool:
        """Select the claim whose bracket or name is there; return whether there is one."""
        view = self._view
        bracket = None if view.is_in_column(point) else view.bracket_at(point)
        if bracket is None:
            return False
        self._pressed = None
        view.select_mark(bracket.mark, reveal=False)
        view.mark_clicked.emit(bracket.mark)
        return True

    def _count(self, event: QMouseEvent) -> None:
        """Count presses in quick succession at one place: one to four, then from one again."""
        is_quick = event.timestamp() - self._press_time <= QApplication.doubleClickInterval()
        is_near = _distance(event.position(), self._press_place) <= _SAME_PLACE
        follows = self._presses > 0 and is_quick and is_near and self._presses < len(_GRAINS)
        is_double = event.type() == QMouseEvent.Type.MouseButtonDblClick
        # Qt makes every second quick press a double click, the fourth one too.
        self._presses = self._presses + 1 if follows and self._presses > 1 else 1 + is_double
        self._press_time, self._press_place = event.timestamp(), event.position()

    def _snaps(self) -> bool:
        return self._view.word_snapping and not self._free

    def _exact(self, point: QPointF) -> int:
        """Return the start of the grapheme there, the nearest boundary beside the text."""
        cell = self._view.cell_at(point)
        return cell.start if cell else self._view.position_at(point)

    def move(self, event: QMouseEvent) -> None:
        """Go on with a drag, or follow the mouse over the marks."""
        if self._pressed is None:
            self.hover(event.position(), event.globalPosition())
            return
        if not event.buttons() & Qt.MouseButton.LeftButton:
            # The release went elsewhere (a menu or dialog opened meanwhile).
            self._pressed = None
            self.cancel()
            return
        point = event.position()
        if not self._is_dragging:
            if _distance(point, self._pressed) < QApplication.startDragDistance():
                return
            self._is_dragging = True
        self._free = bool(event.modifiers() & _FREE)
        self._drag(point)
        self.autoscroll.follow(point, self._view.viewport().height())

    def _drag(self, point: QPointF) -> None:
        view = self._view
        if self._handle:
            self._drag_handle(point)
            return
        if self._link.drag(point):
            return
        position = view.position_at(point) if self._grain == "grapheme" else self._exact(point)
        view.change_selection(lambda s: s.drag(position, self._grain, snap=self._snaps()))

    def _drag_handle(self, point: QPointF) -> None:
        """Show the mark as it would be; the window hears of it when the handle is let go."""
        view, mark, handle = self._view, self._original, self._handle
        if mark is None or handle is None:
            return
        ranges = handles.dragged(
            view.page.text,
            mark.ranges,
            handle.fragment,
            handle.edge,
            view.position_at(point),
            "word" if self._snaps() else "grapheme",
        )
        view.preview_mark(mark, ranges)

    def _scroll_on(self, step: float, point: QPointF) -> None:
        """Scroll and go on with the drag at the viewport's edge."""
        view = self._view
        view.scroll_by(step)
        height = view.viewport().height()
        self._drag(QPointF(point.x(), min(max(point.y(), 1.0), height - 1.0)))

    def release(self, event: QMouseEvent) -> None:
        """End a drag; a press without one is a click."""
        if event.button() != Qt.MouseButton.LeftButton or self._pressed is None:
            return
        self.autoscroll.stop()
        view, handle, mark = self._view, self._handle, self._original
        self._pressed, self._handle, self._original = None, None, None
        if self._link.release(event.position()):
            return
        if handle and mark and self._is_dragging:
            shown = view.ghosts.mark if mark.id == GHOST else view.page.marks.get(mark.id)
            view.preview_mark(mark, mark.ranges)
            if shown and shown.ranges != mark.ranges:
                view.tell_resized(mark, shown.ranges, by_key=False)
        elif not self._is_dragging and self._presses == 1:
            if handle:  # pressed and let go: a click on the text under the handle
                position = view.position_at(event.position())
                view.change_selection(lambda s: s.begin(position, "grapheme"))
            self._click(event.position())

    def cancel(self) -> bool:
        """Give a handle's drag up and return whether there was one."""
        mark, self._handle, self._original = self._original, None, None
        self.autoscroll.stop()
        if self._link.cancel():
            self._pressed = None
            return True
        if mark is None:
            return False
        self._pressed = None
        self._view.preview_mark(mark, mark.ranges)
        return True

    def _click(self, point: QPointF) -> None:
        """Select the smallest mark there; a further click at the same place takes the next one."""
        view = self._view
        ids = view.marks_at(point)
        page_point = QPointF(point.x(), point.y() + view.page.top)
        is_same = (
            self._click_place is not None
            and _distance(page_point, self._click_place) <= _SAME_PLACE
        )
        self._click_place = page_point
        if ids and self._is_picking:
            view.mark_picked.emit(ids[0])
            return
        if self._click_ghost(point, ids):
            return
        if not ids:
            view.select_mark(None)
            return
        chosen = ids[0]
        current = view.selected_mark()
        if is_same and current in ids:
            chosen = ids[(ids.index(current) + 1) % len(ids)]
        view.select_mark(chosen, reveal=False)
        view.mark_clicked.emit(chosen)

    def _click_ghost(self, point: QPointF, ids: list[int]) -> bool:
        """Take hold of the ghost there, unless a smaller mark is; return whether one was taken."""
        view = self._view
        cell = view.cell_at(point)
        number = view.ghosts.at(cell.start) if cell else None
        mark = view.page.marks.get(ids[0]) if ids else None
        if number is None or (mark and mark.length < view.ghosts.length(number)):
            return False
        view.ghosts.clicked.emit(number)
        return True

    def ask_menu(self, event: QContextMenuEvent) -> None:
        """Ask for a menu; a mark outside the selection is selected first."""
        view = self._view
        event.accept()
        selected = view.selected_mark()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            caret = view.to_viewport(view.page.caret(view.caret()))
            place = view.viewport().mapToGlobal(caret.bottomLeft().toPoint())
            view.context_menu_requested.emit(place, -1 if selected is None else selected)
            return
        point = QPointF(event.pos())
        ids, cell = view.marks_at(point), view.cell_at(point)
        start, end = view.selection()
        is_on_selection = cell is not None and start <= cell.start < end
        chosen = ids[0] if ids else -1
        if selected is not None and selected in ids:
            chosen = selected
        if ids and not is_on_selection:
            view.select_mark(chosen, reveal=False)
        view.context_menu_requested.emit(event.globalPos(), chosen)

    def hover(self, point: QPointF, screen: QPointF) -> None:
        """Tell which mark the mouse is over, once each time it changes; set the cursor's shape."""
        view = self._view
        cell = view.cell_at(point)
        shape, key = Qt.CursorShape.IBeamCursor, -1
        if view.handle_at(point):
            shape = Qt.CursorShape.SizeHorCursor
        elif not view.is_in_column(point):
            shape = Qt.CursorShape.ArrowCursor
            bracket = view.bracket_at(point)
            if bracket is not None:
                shape = Qt.CursorShape.PointingHandCursor
                key = bracket.key
        self._tell_bracket(key, screen)
        if view.viewport().cursor().shape() != shape:
            view.viewport().setCursor(shape)
        marks = view.page.marks.covering(cell.start) if cell else []
        self._tell(marks[0].id if marks else -1, screen)

    def leave(self) -> None:
        """The mouse is gone."""
        self._tell_bracket(-1, QPointF())
        self._tell(-1, QPointF())

    def _tell_bracket(self, key: int, screen: QPointF) -> None:
        if key != self._bracket:
            self._bracket = key
            self._view.bracket_hovered.emit(key, screen.toPoint())

    def _tell(self, mark_id: int, screen: QPointF) -> None:
        if mark_id != self._hovered:
            self._hovered = mark_id
            self._view.mark_hovered.emit(mark_id, screen.toPoint())

    def drag_over(self, event: QDropEvent) -> None:
        """Accept a code and show where it would land, unless it lands on the selection."""
        if not event.mimeData().hasFormat(CODE_MIME):
            event.ignore()
            return
        event.acceptProposedAction()
        view = self._view
        position = self._exact(event.position())
        start, end = view.selection()
        view.show_drop_caret(None if start <= position < end else position)

    def drop(self, event: QDropEvent) -> None:
        """Hand a dropped code to the window, with the code point of the letter under it."""
        view = self._view
        view.show_drop_caret(None)
        if not event.mimeData().hasFormat(CODE_MIME):
            event.ignore()
            return
        event.acceptProposedAction()
        payload = bytes(event.mimeData().data(CODE_MIME).data())
        view.code_dropped.emit(payload, self._exact(event.position()))


def _distance(first: QPointF, second: QPointF) -> float:
    return (first - second).manhattanLength()


def copy(text: str) -> None:
    """Put a text on the clipboard exactly as it is."""
    QGuiApplication.clipboard().setText(text)
