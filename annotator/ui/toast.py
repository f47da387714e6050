"""A sentence that lies over the lower edge of the article for a few seconds.

For when the status bar is hidden: it takes no room, no clicks and no keys from the article.
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from annotator.ui.status_bar import LINGER
from annotator.ui.widgets.passage import Passage

WIDEST: Final = 560
EDGE: Final = 18
"""Pixels between the sentence and the edges of what it lies over."""


class Toast(Passage):
    """One sentence; the next takes its place."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._around = parent
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.timeout.connect(self.hide)
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, *, warning: bool = False) -> None:
        """Show a sentence for a few seconds, and tell it to a screen reader."""
        self.setProperty("role", "warning toast" if warning else "toast")
        self.style().unpolish(self)
        self.style().polish(self)
        self.setText(sentence)
        self._place()
        self.show()
        self.raise_()
        self._clock.start(LINGER)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, sentence))

    def _place(self) -> None:
        """Lie in the middle of the lower edge, as wide as the sentence needs, or as is allowed."""
        around = self._around.rect()
        room = max(120, min(WIDEST, around.width() - 2 * EDGE))
        self.setWordWrap(False)
        width = min(room, self.sizeHint().width())
        self.setWordWrap(True)
        self.resize(QSize(width, self.heightForWidth(width)))
        bottom = around.bottom() - EDGE
        self.move(around.center().x() - width // 2, bottom - self.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the edge when what it lies over gets another size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
