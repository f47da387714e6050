"""A few lines of plain text, each paragraph flush where its own direction begins.

A QTextEdit because QPlainTextEdit sets right-to-left paragraphs flush left. Never used for the text
of an article except to show it: what it holds is only ever a memo or a definition.
"""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QTextOption
from PySide6.QtWidgets import QTextEdit, QWidget


class TextField(QTextEdit):
    """Plain text, some lines high, left by the Tab key."""

    def __init__(self, name: str, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setAccessibleName(name)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)

    def read_in(self, way: Qt.LayoutDirection) -> None:
        """Set every paragraph in one direction instead of each in its own."""
        option = QTextOption()
        option.setTextDirection(way)
        self.document().setDefaultTextOption(option)

    def sizeHint(self) -> QSize:
        """Return room for the lines asked for."""
        height = self.fontMetrics().lineSpacing() * self._lines
        return QSize(220, height + 2 * self.frameWidth() + 22)

    def minimumSizeHint(self) -> QSize:
        """Return the same as the wish: a field of one line and a half helps nobody."""
        return QSize(80, self.sizeHint().height())
