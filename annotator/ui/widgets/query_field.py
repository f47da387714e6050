"""The field a search is typed into: it marks the place where the search cannot be read."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QTextCharFormat
from PySide6.QtWidgets import QLineEdit, QWidget

from annotator.ui import theme
from annotator.ui.widgets import wording


class QueryField(QLineEdit):
    """A line whose words stand where they are read from; Enter asks, down leads to the list."""

    asked = Signal()
    """The search is to be made."""
    down_wanted = Signal()
    """The list below is to have the focus."""
    left = Signal()
    """Escape was pressed."""

    def __init__(self, name: str, prompt: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(prompt)
        self.setClearButtonEnabled(True)
        self._wrong = False
        self.textChanged.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        text = self.text()
        way = wording.direction(text)
        if way != self.layoutDirection():
            self.setLayoutDirection(way)
        if self._wrong:
            self.mark(None)

    def mark(self, place: int | None, length: int = 1) -> None:
        """Underline *length* characters from *place* on and put the cursor there; None ends it."""
        self._wrong = place is not None
        marks = []
        if place is not None and self.text():
            at = min(place, len(self.text()) - 1)
            self.setCursorPosition(at)
            look = QTextCharFormat()
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            look.setUnderlineColor(theme.current().warning)
            look.setForeground(theme.current().warning)
            look.setBackground(theme.current().warning_ground)
            kind = QInputMethodEvent.AttributeType.TextFormat
            marks.append(QInputMethodEvent.Attribute(kind, 0, length, look))
        # An empty composition that carries formats is how a line edit shows some of its characters
        # otherwise than the rest.
        QCoreApplication.sendEvent(self, QInputMethodEvent("", marks))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask, leave for the list, leave for the article, or type."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit()
        elif key == Qt.Key.Key_Down:
            self.down_wanted.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
