"""Single-key commands, whatever the keyboard layout.

A Latin letter counts as typed. Any other letter is looked up in the Arabic layout's table (ش is
where A is), then by the place of the key on the keyboard. Only the reader and the list of segments
are listened to, never a field in which somebody writes. Which key does what is declared in
``actions`` (commands) and in the codebook (codes).
"""

import sys
import unicodedata
from collections.abc import Callable
from typing import Final, Protocol

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView

from annotator.model.codebook import ROLE_KEYS
from annotator.ui.actions import LETTERS
from annotator.ui.context import Context

_LATIN_ROWS: Final = "QWERTYUIOPASDFGHJKLZXCVBNM"
_ARABIC_ROWS: Final = "ضصثقفغعهخحشسيبلاتنمئءؤر\0ىة"
_SHIFTED: Final = {
    "\u064e": "Q",
    "\u064b": "W",
    "\u064f": "E",
    "\u064c": "R",
    "لإ": "T",
    "\ufef9": "T",
    "إ": "Y",
    "÷": "I",
    "×": "O",
    "؛": "P",
    "\u0650": "A",
    "\u064d": "S",
    "لأ": "G",
    "\ufef7": "G",
    "أ": "H",
    "ـ": "J",
    "،": "K",
    "\u0652": "X",
    "لآ": "B",
    "\ufef5": "B",
    "آ": "N",
}
ARABIC_LAYOUT: Final = {
    **dict(zip(_ARABIC_ROWS, _LATIN_ROWS, strict=True)),
    **_SHIFTED,
    "لا": "B",
    "\ufefb": "B",
}
"""What each key of the usual Arabic layout types, to the letter printed beside it."""
del ARABIC_LAYOUT["\0"]

_MAC_ARABIC: Final = {"ظ": "Z", "ط": "X", "ذ": "C", "د": "V", "ز": "B", "ر": "N", "و": "M"}
_EVDEV: Final = {
    **dict(zip(range(24, 34), "QWERTYUIOP", strict=True)),
    **dict(zip(range(38, 47), "ASDFGHJKL", strict=True)),
    **dict(zip(range(52, 59), "ZXCVBNM", strict=True)),
}
_WINDOWS: Final = {
    **dict(zip(range(0x10, 0x1A), "QWERTYUIOP", strict=True)),
    **dict(zip(range(0x1E, 0x27), "ASDFGHJKL", strict=True)),
    **dict(zip(range(0x2C, 0x33), "ZXCVBNM", strict=True)),
}
_MAC_PLACES: Final = "ASDFHGZXCV\0BQWERYT"
_MAC: Final = {
    **{code: letter for code, letter in enumerate(_MAC_PLACES) if letter != "\0"},
    **{31: "O", 32: "U", 34: "I", 35: "P", 37: "L", 38: "J", 40: "K", 45: "N", 46: "M"},
}
_HELD: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_NAMED: Final = {
    Qt.Key.Key_Space: "Space",
    Qt.Key.Key_Return: "Enter",
    Qt.Key.Key_Enter: "Enter",
    Qt.Key.Key_Delete: "Delete",
}


def letter_of(event: QKeyEvent, system: str = sys.platform) -> str:
    """Return the Latin capital or the digit that a key press stands for, or nothing."""
    text = event.text()
    if event.modifiers() & _HELD or not text:
        return ""
    if text.isascii():
        return text.upper() if text.isalnum() and len(text) == 1 else ""
    if len(text) == 1 and unicodedata.category(text) == "Nd":
        return str(unicodedata.digit(text))
    if system == "darwin" and text in _MAC_ARABIC:
        return _MAC_ARABIC[text]
    return ARABIC_LAYOUT.get(text) or _by_place(event, system)


def _by_place(event: QKeyEvent, system: str) -> str:
    if system == "darwin":
        return _MAC.get(event.nativeVirtualKey(), "")
    table = _WINDOWS if system == "win32" else _EVDEV
    return table.get(event.nativeScanCode(), "")


class CodeKeys(Protocol):
    """What codes' keys call."""

    def tag_or_recode(self, code: int) -> None:
        """Tag the selected text, or recode the selected annotation."""

    def tag_also(self, code: int) -> None:
        """Tag the place of the selected annotation with one more code."""

    def tag_kind(self, kind: str) -> None:
        """Tag with a role's code, or say that there is none."""


class Keyboard(QObject):
    """Turns key presses in the widgets it watches into commands and codes."""

    def __init__(
        self, context: Context, run: Callable[[str], None], codes: CodeKeys, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._run = run
        self._codes = codes
        self.first: Callable[[QKeyEvent], bool] = lambda _event: False
        """Asked before any key of the reader is taken for a command; True when it was its own."""

    def watch(self, widget: QObject) -> None:
        """Listen to the keys of a widget that shows text or annotations."""
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that are commands; leave the others to the widget."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        in_list = isinstance(watched, QAbstractItemView)
        return self.handle(event, in_list=in_list)

    def handle(self, event: QKeyEvent, *, in_list: bool = False) -> bool:
        """Run what a key stands for; tell whether it stood for anything.

        A list keeps Enter and Delete to itself: there they mean its own rows.
        """
        if not in_list and self.first(event):
            return True
        if event.modifiers() & _HELD:
            return False
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        name = _NAMED.get(Qt.Key(event.key()), "")
        if in_list and name in ("Enter", "Delete"):
            return False
        name = name or letter_of(event)
        action = LETTERS.get(f"Shift+{name}" if shift else name)
        if action is not None:
            self._run(action)
            return True
        return bool(name) and self._tag(name, shift, event.isAutoRepeat())

    def _tag(self, key: str, shift: bool, repeated: bool) -> bool:
        book = self._context.codebook
        code = book.by_key(key)
        kind = ROLE_KEYS.get(key)
        if code is None and kind is not None:
            code = book.by_kind(kind)
            if code is None:
                self._codes.tag_kind(kind)
                return True
        if code is None:
            return False
        if not repeated:
            self._codes.tag_also(code.id) if shift else self._codes.tag_or_recode(code.id)
        return True
