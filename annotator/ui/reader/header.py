"""The article's title and its line of details, above the text.

Belongs here: their layout and painting. Does not belong here: what the details say.
"""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

from annotator.model.paragraphs import Direction, paragraph_direction

_TITLE_SCALE = 27 / 21
_ABOVE, _BETWEEN, _BELOW = 30.0, 6.0, 26.0
_BARE = 28.0


class Header:
    """Title and details, set to a width; height in pixels."""

    def __init__(
        self,
        title: str,
        details: str,
        face: QFont,
        details_face: QFont,
        width: float,
        base: Direction,
    ) -> None:
        """Set both texts; either may be empty."""
        title_face = QFont(face)
        title_face.setPixelSize(round(face.pixelSize() * _TITLE_SCALE))
        title_face.setBold(True)
        self._parts: list[tuple[QTextLayout, float, bool]] = []
        top = _ABOVE
        if title:
            top += self._add(title, title_face, top, width, base, quiet=False) + _BETWEEN
        if details:
            top += self._add(details, details_face, top, width, base, quiet=True)
        self.height = float(round(top + _BELOW)) if self._parts else _BARE

    def _add(
        self, text: str, font: QFont, top: float, width: float, base: Direction, *, quiet: bool
    ) -> float:
        """Lay one text out and return its height."""
        is_rtl = paragraph_direction(text, base) == "rtl"
        option = QTextOption()
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if is_rtl else Qt.LayoutDirection.LeftToRight
        )
        side = Qt.AlignmentFlag.AlignRight if base == "rtl" else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(text, font)
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
        self._parts.append((layout, top, quiet))
        return height

    def draw(self, painter: QPainter, origin: QPointF, ink: QColor, muted: QColor) -> None:
        """Paint both texts with the column's top left corner at `origin`."""
        for layout, top, quiet in self._parts:
            painter.setPen(muted if quiet else ink)
            layout.draw(painter, origin + QPointF(0.0, top))
