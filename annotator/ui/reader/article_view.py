"""The reading view: one article on a page, with marks, a selection and a caret.

Belongs here: the widget the window talks to; every position it takes or gives is a code point of
the article's text. Does not belong here: geometry (`page`), input (`pointer`, `keyboard`).
"""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from annotator.i18n import _
from annotator.model import paragraphs
from annotator.model.paragraphs import Direction
from annotator.ui.reader import accessibility, handles, painting
from annotator.ui.reader.brackets import Bracket, Brackets
from annotator.ui.reader.ghosts import GHOST, Ghosts
from annotator.ui.reader.handles import Edge, Handle, Ranges, Unit
from annotator.ui.reader.keyboard import Keyboard
from annotator.ui.reader.marks import Mark, MarkStyle, ReaderColors
from annotator.ui.reader.overlays import Overlays
from annotator.ui.reader.page_area import PageArea
from annotator.ui.reader.palette import Palette
from annotator.ui.reader.paragraph_layout import Cell
from annotator.ui.reader.pointer import Pointer, copy
from annotator.ui.reader.selection import Selection

_KEYBOARD_REASONS = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class ArticleView(PageArea):
    """Shows one article and lets it be read, selected and marked by mouse and keyboard."""

    selection_changed = Signal(int, int)
    """The selected range; both are equal when there is only a caret."""
    mark_clicked = Signal(int)
    """A mark was clicked: the smallest there, on further clicks at the same place the next."""
    selected_mark_changed = Signal(int)
    """Another mark is selected, by whatever means; -1 when none is."""
    mark_hovered = Signal(int, QPoint)
    """The mouse is over another mark (-1: none) at a point of the screen."""
    mark_resized = Signal(int, object, bool)
    """The user moved an end of a mark: its id and its new ranges. The view's marks are as before
    until the window updates them."""
    mark_picked = Signal(int)
    """A mark was clicked with Ctrl: several are to be selected together."""
    marks_joined = Signal(int, int)
    """A line was drawn from one mark to another."""
    bracket_hovered = Signal(int, QPoint)
    """The mouse is over another bracket of the margin (-1: none) at a point of the screen."""
    context_menu_requested = Signal(QPoint, int)
    """A context menu is wanted at a point of the screen, for a mark or -1."""
    code_dropped = Signal(object, int)
    """A code was dropped: the payload as bytes, and the code point under the mouse."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Start without an article."""
        self.selection_model = Selection("")
        self.overlays = Overlays(self)
        self.ghosts = Ghosts(self)
        self.brackets = Brackets()
        self._selected: int | None = None
        self._drop_position: int | None = None
        self._is_caret_on = True
        self._styles: dict[int, MarkStyle] = {}
        self._paragraph = -1
        self.word_snapping = True
        super().__init__(parent)
        accessibility.install()
        self._blink = QTimer(self)
        self._blink.timeout.connect(self._blink_once)
        self.pointer = Pointer(self)
        self._keyboard = Keyboard(self)
        self.bar.ticks = self.overlays.shares
        self.bar.color = lambda: self.palette_of_marks.colors.accent
        self.setAccessibleName(_("Article text"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.IBeamCursor)
        self.setAcceptDrops(True)

    # -- article and appearance

    def set_article(
        self, text: str, *, direction: str = "auto", title: str = "", details: str = ""
    ) -> None:
        """Show an article without marks; `direction` is `rtl`, `ltr` or `auto` (by its letters)."""
        base: Direction = paragraphs.direction_of(text)
        if direction in ("rtl", "ltr"):
            base = "rtl" if direction == "rtl" else "ltr"
        self.pointer.cancel()
        had_mark = self._selected is not None
        self._selected = None
        self._drop_position = None
        self._paragraph = -1
        self.selection_model = Selection(text)
        self.show_page(text, base, title, details)
        self.overlays.clear()
        self.ghosts.clear()
        self.brackets.clear(self.page.starts)
        self._tell_paragraph()
        if had_mark:
            self.selected_mark_changed.emit(-1)
        self.selection_changed.emit(0, 0)

    def clear_article(self) -> None:
        """Show the placeholder instead of an article."""
        self.set_article("", direction="rtl")

    def article_text(self) -> str:
        """Return the text given to `set_article`, unaltered."""
        return self.page.text

    def set_styles(self, styles: Mapping[int, MarkStyle]) -> None:
        """Set how the marks of each code look."""
        self._styles = dict(styles)
        self.palette_of_marks = Palette(self.palette_of_marks.colors, self._styles)
        self.viewport().update()

    def set_colors(self, colors: ReaderColors) -> None:
        """Set the colours of the page."""
        self.palette_of_marks = Palette(colors, self._styles)
        self.viewport().update()

    def set_word_snapping(self, on: bool) -> None:
        """Set whether dragging selects whole words; Alt turns it off for one drag."""
        self.word_snapping = on

    # -- marks

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Show exactly these marks."""
        wanted = {mark.id: mark for mark in marks}
        gone = [mark.id for mark in self.page.marks.reading_order() if mark.id not in wanted]
        self.update_marks(wanted.values(), gone)

    def update_marks(self, changed: Iterable[Mark], removed: Iterable[int] = ()) -> None:
        """Show new and changed marks and drop the removed; only lines they touch are repainted."""
        rows, has_moved = self.page.update_marks(changed, removed)
        if self._selected is not None and self.page.marks.get(self._selected) is None:
            self._selected = None
            self.selected_mark_changed.emit(-1)
        if has_moved:
            self._settle()
            return
        for number, index in rows:
            block = self.page.block(number)
            row = block.layout.rows[index]
            self._update_heights(self.page.top_of(number) + row.top, row.height)

    def _update_heights(self, top: float, height: float) -> None:
        """Repaint a stretch of the page over the whole width, room for handles included."""
        room = 3 * handles.RADIUS
        place = QRectF(0.0, top - self.page.top - room, self.viewport().width(), height + 2 * room)
        self.viewport().update(place.toAlignedRect())

    def preview_mark(self, mark: Mark, ranges: Ranges) -> None:
        """Show a mark, or the held ghost, with other ranges while its handle is dragged."""
        if mark.id == GHOST:
            self.ghosts.preview(ranges)
            return
        shown = self.page.marks.get(mark.id)
        if shown and shown.ranges != ranges:
            other = Mark(mark.id, ranges, mark.code, mark.important, mark.memo, mark.foreign)
            self.update_marks([other])
            self.viewport().update()

    def selected_mark(self) -> int | None:
        """Return the id of the selected mark."""
        return self._selected

    def select_mark(self, mark_id: int | None, reveal: bool = True) -> None:
        """Select a mark; `reveal` scrolls to it and puts the caret there if it is elsewhere."""
        mark = self.page.marks.get(mark_id)
        chosen = mark.id if mark else None
        if mark and reveal:
            if not mark.covers(self.selection_model.caret):
                self.change_selection(lambda s: s.set(mark.start, mark.start))
            self.reveal(mark.start, mark.end)
        if chosen == self._selected:
            return
        self._selected = chosen
        self.viewport().update()
        self.selected_mark_changed.emit(-1 if chosen is None else chosen)
        if mark:
            self._announce(mark)

    def _announce(self, mark: Mark) -> None:
        style = self._styles.get(mark.code)
        quote = " … ".join(self.page.text[start:end] for start, end in mark.ranges)
        label = style.label if style else _("Unknown code")
        accessibility.announce(self, f"{label}: {quote}")

    def cycle_marks(self) -> int | None:
        """Select the next of the marks at the selection or caret, the smallest first."""
        found = [mark.id for mark in self.page.marks.touching(*self.selection())]
        if not found:
            return None
        at = found.index(self._selected) + 1 if self._selected in found else 0
        self.select_mark(found[at % len(found)], reveal=False)
        return self._selected

    def next_mark(self) -> int | None:
        """Select the next mark in reading order, from the selected one or from the caret."""
        return self._neighbour(1)

    def previous_mark(self) -> int | None:
        """Select the mark before in reading order, from the selected one or from the caret."""
        return self._neighbour(-1)

    def _neighbour(self, step: int) -> int | None:
        order = self.page.marks.reading_order()
        current = self.page.marks.get(self._selected)
        if current:
            at = order.index(current) + step
        else:
            caret = self.selection_model.caret
            before = sum(1 for mark in order if mark.start < caret)
            at = before if step > 0 else before - 1
        if not 0 <= at < len(order):
            return None
        start = order[at].start
        self.change_selection(lambda s: s.set(start, start))
        self.select_mark(order[at].id)
        return self._selected

    def extend_mark(self, edge: Edge, steps: int, unit: Unit = "word") -> None:
        """Move the start or end of what has the grips in reading order; positive steps go forward.

        Tells when something changes. Another coder's mark stays as it is.
        """
        mark = self.gripped()
        if mark is None or mark.foreign:
            return
        ranges = handles.stepped(self.page.text, mark.ranges, edge, steps, unit)
        if ranges != mark.ranges:
            self.tell_resized(mark, ranges, by_key=True)
            position = ranges[0][0] if edge == "start" else ranges[-1][1]
            self.bring(position, position, self.page.setting.pitch / 2, None)

    def gripped(self) -> Mark | None:
        """Return what has the grips: the held ghost, else the selected mark."""
        return self.ghosts.mark or self.page.marks.get(self._selected)

    def tell_resized(self, mark: Mark, ranges: Ranges, *, by_key: bool) -> None:
        """Tell that an end of what has the grips was moved."""
        if mark.id == GHOST:
            self.ghosts.resized.emit(ranges)
        else:
            self.mark_resized.emit(mark.id, ranges, by_key)

    def set_hits(self, ranges: Iterable[tuple[int, int]], current: Ranges = ()) -> None:
        """Show these ranges as found; those of the hit that is looked at stand out."""
        self.overlays.set_hits(ranges, current)

    # -- selection

    def selection(self) -> tuple[int, int]:
        """Return the selected range; both ends are equal when there is only a caret."""
        return self.selection_model.range

    def caret(self) -> int:
        """Return where the caret is."""
        return self.selection_model.caret

    def select(self, start: int, end: int) -> None:
        """Select a range, grown to whole graphemes; the caret goes to `end`."""
        self.change_selection(lambda s: s.set(start, end))

    def change_selection(self, change: Callable[[Selection], None]) -> None:
        """Let `change` alter the selection, then repaint what differs and tell the window."""
        model = self.selection_model
        before, caret = model.range, model.caret
        change(model)
        if (model.range, model.caret) == (before, caret):
            return
        self._restart_blinking()
        self._repaint_between(before, caret)
        self._tell_paragraph()
        if model.range != before:
            self.selection_changed.emit(*model.range)

    def _repaint_between(self, before: tuple[int, int], caret: int) -> None:
        """Repaint the lines on which the selection or the caret differs."""
        now = self.selection_model.range
        places = {each for each in {*before, *now} if each not in before or each not in now}
        places |= {caret, self.selection_model.caret}
        if max(places) - min(places) > 20_000:
            self.viewport().update()
            return
        tops = [self.page.caret(each) for each in (min(places), max(places))]
        top, bottom = tops[0].top(), tops[1].bottom()
        self._update_heights(
            top - self.page.setting.pitch, bottom - top + 2 * self.page.setting.pitch
        )

    def _tell_paragraph(self) -> None:
        number = self.page.number_at(self.selection_model.caret)
        if number != self._paragraph:
            self._paragraph = number
            start, end, _next = self.page.paragraphs[number]
            accessibility.tell_paragraph(self, self.page.text[start:end])

    def copy(self) -> None:
        """Put the selected text on the clipboard, else the selected mark's quote."""
        start, end = self.selection()
        mark = self.page.marks.get(self._selected)
        if start < end:
            copy(self.page.text[start:end])
        elif mark:
            copy(" … ".join(self.page.text[low:high] for low, high in mark.ranges))

    def show_caret(self) -> None:
        """Scroll the shortest way until the caret is in sight."""
        caret = self.selection_model.caret
        self.bring(caret, caret, self.page.setting.pitch / 2, None)

    def reveal(self, start: int, end: int) -> None:
        """Scroll so that a range is in sight; nothing happens when it is."""
        self.bring(start, end, self.page.setting.pitch / 2, 0.3)

    # -- places

    def lines_rects(self, start: int, end: int) -> list[QRectF]:
        """Return the viewport's rectangles of a range on the lines in sight or near."""
        height = self.viewport().height()
        top = self.page.top
        found = self.page.rects(start, end, top - height, top + 2 * height)
        return [self.to_viewport(rect) for rect in found]

    def position_at(self, point: QPointF) -> int:
        """Return the boundary nearest to a point of the viewport."""
        place = self.to_page(point)
        return self.page.position_at(place.x(), place.y())

    def cell_at(self, point: QPointF) -> Cell | None:
        """Return the grapheme at a point of the viewport, or None beside the text."""
        place = self.to_page(point)
        if place.y() < self.page.header or place.y() >= self.page.height:
            return None
        return self.page.cell_at(place.x(), place.y())

    def marks_at(self, point: QPointF) -> list[int]:
        """Return the ids of the marks at a point of the viewport, the smallest first."""
        cell = self.cell_at(point)
        return [mark.id for mark in self.page.marks.covering(cell.start)] if cell else []

    def bracket_at(self, point: QPointF) -> Bracket | None:
        """Return the bracket of the margin at a point of the viewport."""
        return self.brackets.at(self.page, self.column, self.to_page(point))

    def visible_handles(self) -> list[Handle]:
        """Return the grips that are in sight, in places of the page."""
        mark = self.gripped()
        if mark is None:
            return []
        top = self.page.top
        return handles.handles_of(self.page, mark, top, top + self.viewport().height())

    def handle_at(self, point: QPointF) -> Handle | None:
        """Return the grip that a point of the viewport grabs."""
        return handles.grabbed(self.visible_handles(), self.to_page(point))

    def show_drop_caret(self, position: int | None) -> None:
        """Show where a dragged code would land, or nothing."""
        if position != self._drop_position:
            self._drop_position = position
            self.viewport().update()

    # -- painting

    def scene(self) -> painting.Scene:
        """Return what is to be painted."""
        scene = super().scene()
        scene.selection = self.selection_model.range
        scene.selected = self._selected
        scene.picked = self.overlays.picked
        scene.layers = (self.brackets.paint, self.overlays.paint, self.ghosts.paint)
        scene.hits, scene.current = self.overlays.hits, self.overlays.current
        scene.handles = self.visible_handles()
        if self.hasFocus() and self._is_caret_on and self.page.text:
            scene.caret = self._caret_in_sight(self.selection_model.caret)
        if self._drop_position is not None:
            scene.drop_caret = self._caret_in_sight(self._drop_position)
        return scene

    def _caret_in_sight(self, position: int) -> QRectF | None:
        """Return a caret's place, without laying out paragraphs that are out of sight."""
        top = self.page.top
        first = self.page.number_at_height(top)
        last = self.page.number_at_height(top + self.viewport().height())
        return self.page.caret(position) if first <= self.page.number_at(position) <= last else None

    def _restart_blinking(self) -> None:
        """Show the caret now and let it blink as the system says."""
        self._is_caret_on = True
        period = QApplication.cursorFlashTime() // 2
        if self.hasFocus() and period > 0:
            self._blink.start(period)
        else:
            self._blink.stop()

    def _blink_once(self) -> None:
        self._is_caret_on = not self._is_caret_on
        self._repaint_caret()

    def _repaint_caret(self) -> None:
        caret = self._caret_in_sight(self.selection_model.caret)
        if caret is not None:
            self.viewport().update(self.to_viewport(caret).adjusted(-3, -1, 3, 1).toAlignedRect())

    # -- events

    def focusInEvent(self, event: QFocusEvent, /) -> None:
        """Show the caret, and a frame when the keyboard brought the focus."""
        super().focusInEvent(event)
        self._has_keyboard_focus = event.reason() in _KEYBOARD_REASONS
        self._restart_blinking()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent, /) -> None:
        """Hide the caret."""
        super().focusOutEvent(event)
        self._has_keyboard_focus = False
        self._blink.stop()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent, /) -> None:
        """Take the view's own keys and leave all others to the window."""
        if self._keyboard.press(event):
            event.accept()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent, /) -> None:
        """Begin a click or a drag."""
        self.pointer.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent, /) -> None:
        """Select a word."""
        self.pointer.press(event)

    def mouseMoveEvent(self, event: QMouseEvent, /) -> None:
        """Go on with a drag, or hover."""
        self.pointer.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent, /) -> None:
        """End a click or a drag."""
        self.pointer.release(event)

    def leaveEvent(self, event: QEvent, /) -> None:
        """Hover no more."""
        super().leaveEvent(event)
        self.pointer.leave()

    def contextMenuEvent(self, event: QContextMenuEvent, /) -> None:
        """Ask for a menu; a mark outside the selection is selected first."""
        self.pointer.ask_menu(event)

    def dragEnterEvent(self, event: QDragEnterEvent, /) -> None:
        """Welcome a code."""
        self.pointer.drag_over(event)

    def dragMoveEvent(self, event: QDragMoveEvent, /) -> None:
        """Show where a code would land."""
        self.pointer.drag_over(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent, /) -> None:
        """The code went elsewhere."""
        self.show_drop_caret(None)
        event.accept()

    def dropEvent(self, event: QDropEvent, /) -> None:
        """Take a code."""
        self.pointer.drop(event)
