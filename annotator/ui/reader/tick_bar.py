"""The scroll bar of the reading view, with a tick for each place that was found.

Belongs here: the ticks. Where on the page something is, is asked of the view.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QScrollBar, QWidget

_MARGIN, _HEIGHT = 3.0, 2.0


class TickBar(QScrollBar):
    """``ticks`` returns shares of the page's height, 0–1, and ``color`` what they are drawn in."""

    def __init__(self, parent: QWidget) -> None:
        """Show no ticks."""
        super().__init__(parent)
        self.ticks: Callable[[], Sequence[float]] = tuple
        self.color: Callable[[], QColor] = QColor

    def paintEvent(self, event: QPaintEvent, /) -> None:
        """Paint the bar, then the ticks over it."""
        super().paintEvent(event)
        ticks = self.ticks()
        if not ticks:
            return
        rect = QRectF(self.rect()).adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN - _HEIGHT)
        with QPainter(self) as painter:
            for share in ticks:
                y = round(rect.top() + share * rect.height())
                painter.fillRect(QRectF(rect.left(), y, rect.width(), _HEIGHT), self.color())
