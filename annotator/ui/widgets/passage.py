"""A label of several lines that is flush at its start edge in either direction.

Qt's own label lets the space at the end of a wrapped right-to-left line push that line inwards.
"""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel

from annotator.ui.widgets import wording


class Passage(QLabel):
    """Plain text, wrapped, read in the direction of its own letters."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw right-to-left lines by themselves; Qt draws all others well."""
        if wording.direction(self.text()) != Qt.LayoutDirection.RightToLeft:
            super().paintEvent(event)
            return
        area = self.contentsRect().adjusted(
            self.margin(), self.margin(), -self.margin(), -self.margin()
        )
        with QPainter(self) as painter:
            painter.setPen(self.palette().color(self.foregroundRole()))
            top = float(area.top())
            for paragraph in self.text().split("\n"):
                top += self._draw(painter, paragraph, QPointF(area.left(), top), area.width())

    def _draw(self, painter: QPainter, text: str, place: QPointF, width: int) -> float:
        """Draw a paragraph and return its height."""
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
        layout = QTextLayout(text, self.font())
        layout.setTextOption(option)
        layout.beginLayout()
        height = 0.0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(width)
            line.setPosition(QPointF(0.0, height))
            height += line.height()
        layout.endLayout()
        layout.draw(painter, place)
        return height
