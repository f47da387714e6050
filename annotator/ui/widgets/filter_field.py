"""The field above a list that leaves only what has the words typed."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

PAUSE = 90
"""Milliseconds without a key before the list is filtered."""


class FilterField(QLineEdit):
    """A line to type in; Escape empties it, the down arrow goes to the list."""

    wanted = Signal(str)
    """What is typed, once the typing pauses."""

    def __init__(self, name: str, view: QAbstractItemView, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(name)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)
        self._view = view
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.apply)
        self.textChanged.connect(self._typed)

    def lead_to(self, view: QAbstractItemView) -> None:
        """Let the down arrow and Enter go to another list."""
        self._view = view

    def apply(self) -> None:
        """Filter by what is typed now."""
        self._pause.stop()
        self.wanted.emit(self.text())

    def _typed(self, text: str) -> None:
        if text:
            self._pause.start()
        else:
            self.apply()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave to the list, empty the field, or type."""
        key = event.key()
        if key == Qt.Key.Key_Escape and self.text():
            self.clear()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
            self._view.setFocus(Qt.FocusReason.TabFocusReason)
            model = self._view.model()
            if not self._view.currentIndex().isValid() and model.rowCount():
                self._view.setCurrentIndex(model.index(0, 0))
        else:
            super().keyPressEvent(event)


class HoldsShortcuts(QObject):
    """Keeps single keys that a list handles itself from being taken as commands."""

    def __init__(self, view: QAbstractItemView, *keys: Qt.Key) -> None:
        super().__init__(view)
        self._keys = keys
        view.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Claim the keys before a shortcut of the window does."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() in self._keys
        ):
            event.accept()
        return super().eventFilter(watched, event)
