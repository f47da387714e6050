"""The reading view's own keys: the caret and the ends of the selected mark.

Belongs here: one table of keys and what each does. Keys that are not in it are left to the window.
Does not belong here: commands of the window (tagging, memos, undo).
"""

from typing import NamedTuple

from PySide6.QtCore import QKeyCombination, Qt
from PySide6.QtGui import QKeyEvent

from annotator.i18n import N_
from annotator.ui.reader.handles import Edge

_SHIFT, _CTRL, _ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
_LEFT, _RIGHT, _UP, _DOWN = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down
_KEPT = _SHIFT | _CTRL | _ALT


class Key(NamedTuple):
    """One row of the table: a key, what it does, and a sentence for the help.

    `move` names a caret movement (with Shift it selects); `edge` a resize of the selected mark.
    Left and Right mean on or back in reading order by the direction of the paragraph.
    """

    key: Qt.Key
    modifiers: Qt.KeyboardModifier
    sentence: str
    move: str = ""
    edge: Edge | None = None


_NONE = Qt.KeyboardModifier.NoModifier
KEYS: tuple[Key, ...] = (
    Key(_LEFT, _NONE, N_("Caret one letter to the left"), "grapheme"),
    Key(_RIGHT, _NONE, N_("Caret one letter to the right"), "grapheme"),
    Key(_LEFT, _CTRL, N_("Caret one word to the left"), "word"),
    Key(_RIGHT, _CTRL, N_("Caret one word to the right"), "word"),
    Key(_UP, _NONE, N_("Caret one line up"), "line_back"),
    Key(_DOWN, _NONE, N_("Caret one line down"), "line_on"),
    Key(_UP, _CTRL, N_("Caret one paragraph up"), "paragraph_back"),
    Key(_DOWN, _CTRL, N_("Caret one paragraph down"), "paragraph_on"),
    Key(Qt.Key.Key_Home, _NONE, N_("Caret to the start of the line"), "line_start"),
    Key(Qt.Key.Key_End, _NONE, N_("Caret to the end of the line"), "line_end"),
    Key(Qt.Key.Key_Home, _CTRL, N_("Caret to the start of the article"), "article_start"),
    Key(Qt.Key.Key_End, _CTRL, N_("Caret to the end of the article"), "article_end"),
    Key(Qt.Key.Key_PageUp, _NONE, N_("Caret one page up"), "page_back"),
    Key(Qt.Key.Key_PageDown, _NONE, N_("Caret one page down"), "page_on"),
    Key(_LEFT, _CTRL | _SHIFT, N_("Move the end of the selected segment left"), edge="end"),
    Key(_RIGHT, _CTRL | _SHIFT, N_("Move the end of the selected segment right"), edge="end"),
    Key(_LEFT, _ALT | _SHIFT, N_("Move the start of the selected segment left"), edge="start"),
    Key(_RIGHT, _ALT | _SHIFT, N_("Move the start of the selected segment right"), edge="start"),
)
_BY_COMBINATION = {(row.key, row.modifiers): row for row in KEYS}


def find(event: QKeyEvent, *, has_mark: bool) -> tuple[Key, bool] | None:
    """Return the row for a key press and whether it extends the selection.

    The rows that resize a mark come first, but only where a mark is selected.
    """
    key, modifiers = Qt.Key(event.key()), event.modifiers() & _KEPT
    row = _BY_COMBINATION.get((key, modifiers))
    if row and (row.edge is None or has_mark):
        return row, False
    if modifiers & _SHIFT:
        row = _BY_COMBINATION.get((key, modifiers & ~_SHIFT))
        if row and row.move:
            return row, True
    return None


def combination(row: Key) -> QKeyCombination:
    """Return the row's key with its modifiers, for showing in the help."""
    return QKeyCombination(row.modifiers, row.key)
