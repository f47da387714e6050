"""The keyboard on the page: moving the caret and resizing the selected mark.

Belongs here: carrying out the rows of `keys`. Does not belong here: the table itself.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence

from annotator.ui.reader import keys, movement
from annotator.ui.reader.handles import Unit
from annotator.ui.reader.keys import Key
from annotator.ui.reader.page import Page

if TYPE_CHECKING:
    from annotator.ui.reader.article_view import ArticleView

_LEFT, _RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right


class Keyboard:
    """Turns key presses of one view into movements, selections and resized marks."""

    def __init__(self, view: "ArticleView") -> None:
        """Serve `view`."""
        self._view = view

    def press(self, event: QKeyEvent) -> bool:
        """Carry a key out and return whether it was the view's own."""
        view = self._view
        if event.matches(QKeySequence.StandardKey.Copy):
            view.copy()
            return True
        if event.matches(QKeySequence.StandardKey.SelectAll):
            view.select(0, len(view.page.text))
            return True
        if event.key() == Qt.Key.Key_Escape:
            return self._escape()
        start, end = view.selection()
        has_mark = view.gripped() is not None and start == end
        found = keys.find(event, has_mark=has_mark)
        if found is None:
            return False
        row, extend = found
        if row.edge:
            return self._resize(row)
        self._move(row, extend=extend)
        return True

    def _escape(self) -> bool:
        """Give up the innermost thing: a handle's drag, the selection, the selected mark."""
        view = self._view
        if view.pointer.cancel():
            return True
        start, end = view.selection()
        if start != end:
            view.change_selection(lambda s: s.set(s.caret, s.caret))
            return True
        if view.selected_mark() is not None:
            view.select_mark(None)
            return True
        return False

    def _resize(self, row: Key) -> bool:
        view = self._view
        mark = view.gripped()
        if mark is None or row.edge is None:
            return False
        at = mark.start if row.edge == "start" else mark.end - 1
        forward = (row.key == _LEFT) == movement.is_rtl_at(view.page, at)
        unit: Unit = "word" if view.word_snapping else "grapheme"
        view.extend_mark(row.edge, 1 if forward else -1, unit)
        return True

    def _move(self, row: Key, *, extend: bool) -> None:
        view = self._view
        selection = view.selection_model
        goal = selection.goal
        start, end = selection.range
        if row.move in ("grapheme", "word"):
            forward = (row.key == _LEFT) == movement.is_rtl_at(view.page, selection.caret)
            if start != end and not extend and row.move == "grapheme":
                position = end if forward else start
            else:
                step = movement.by_word if row.move == "word" else movement.by_grapheme
                position = step(view.page, selection.caret, forward)
        else:
            if goal is None:
                goal = view.page.caret(selection.caret).x()
            position = self._vertical(row.move, selection.caret, goal)
        view.change_selection(lambda s: s.move(position, extend=extend))
        if row.move.startswith(("line_on", "line_back", "page")):
            selection.goal = goal
        view.show_caret()

    def _vertical(self, move: str, caret: int, goal: float) -> int:
        page = self._view.page
        distance = max(self._view.viewport().height() - page.setting.pitch, page.setting.pitch)
        if move == "page_on" or move == "page_back":
            change = distance if move == "page_on" else -distance
            position = movement.by_page(page, caret, change, goal)
            self._view.scroll_by(change)
            return position
        return _STEPS[move](page, caret, goal)


_STEPS: dict[str, Callable[[Page, int, float], int]] = {
    "line_on": lambda page, caret, goal: movement.by_line(page, caret, True, goal),
    "line_back": lambda page, caret, goal: movement.by_line(page, caret, False, goal),
    "paragraph_on": lambda page, caret, _goal: movement.by_paragraph(page, caret, True),
    "paragraph_back": lambda page, caret, _goal: movement.by_paragraph(page, caret, False),
    "line_start": lambda page, caret, _goal: movement.line_start(page, caret),
    "line_end": lambda page, caret, _goal: movement.line_end(page, caret),
    "article_start": lambda _page, _caret, _goal: 0,
    "article_end": lambda page, _caret, _goal: len(page.text),
}
