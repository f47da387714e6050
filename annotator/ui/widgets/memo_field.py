"""A memo that is saved by itself: when the typing pauses, and when the keyboard goes elsewhere."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QWidget

from annotator.ui.widgets.text_field import TextField

PAUSE = 1_000
"""Milliseconds without a key before what was typed is saved."""


class MemoField(TextField):
    """Plain text that belongs to one object at a time, ``owner``."""

    written = Signal(int, str)
    """The owner's key and the memo to be stored."""

    def __init__(self, name: str, parent: QWidget | None = None, lines: int = 3) -> None:
        super().__init__(name, lines, parent)
        self.owner = -1
        self._stored = ""
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.save)
        self.textChanged.connect(self._typed)

    def show_memo(self, owner: int, memo: str) -> None:
        """Show an object's memo; what was typed for another is saved first.

        What is being typed for the same object stays, unless its memo was changed elsewhere.
        """
        if owner != self.owner:
            self.save()
        elif memo == self._stored:
            return
        self.owner, self._stored = owner, memo
        if memo == self.toPlainText():
            return
        self.blockSignals(True)
        at = self.textCursor().position()
        self.setPlainText(memo)
        cursor = self.textCursor()
        cursor.setPosition(min(at, len(self.toPlainText())))
        self.setTextCursor(cursor)
        self.blockSignals(False)
        self._pause.stop()

    def _typed(self) -> None:
        self._pause.start()

    def save(self) -> None:
        """Tell what was typed, if it is not stored yet."""
        self._pause.stop()
        text = self.toPlainText()
        if self.owner >= 0 and text != self._stored and not self.isReadOnly():
            self._stored = text
            self.written.emit(self.owner, text)

    def discard(self) -> None:
        """Forget what was typed: its owner is gone."""
        self._pause.stop()
        self.owner = -1

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Save when the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.save()

    def hideEvent(self, event: QHideEvent) -> None:
        """Save when the field disappears."""
        super().hideEvent(event)
        self.save()
