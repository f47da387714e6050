"""What an empty list says: what belongs there and how to make it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QStackedLayout, QVBoxLayout, QWidget


class EmptyState(QWidget):
    """A sentence in place of a list that has nothing to show."""

    def __init__(self, view: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = QLabel(self)
        self.label.setProperty("role", "muted")
        self.label.setWordWrap(True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        page = QWidget(self)
        box = QVBoxLayout(page)
        box.setContentsMargins(22, 26, 22, 22)
        box.addWidget(self.label)
        box.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(view)
        self._stack.addWidget(page)

    def say(self, sentence: str) -> None:
        """Show *sentence* in place of the list; an empty one shows the list."""
        self.label.setText(sentence)
        self._stack.setCurrentIndex(1 if sentence else 0)

    @property
    def sentence(self) -> str:
        """What is said now, or an empty string."""
        return self.label.text() if self._stack.currentIndex() else ""
