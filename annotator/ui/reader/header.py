"""The article's title and its line of details, above the text.

Where the text begins with its title, as most files do, that first paragraph is the title: it is set
as one, and the details stand below it. Belongs here: layout and painting of both. Does not belong
here: what the details say.
"""

from dataclasses import replace

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextLayout, QTextOption

from annotator.model.paragraphs import Direction, paragraph_direction
from annotator.ui.reader.setting import Setting, make_setting

_TITLE_SCALE = 27 / 21
_ABOVE, _BETWEEN, _BELOW = 30.0, 6.0, 26.0
_BARE = 28.0
_HEADING_SPACING = 1.8


def is_title(title: str, paragraph: str) -> bool:
    """Tell whether a paragraph says the title and nothing else; white space does not count."""
    words = title.split()
    return bool(words) and words == paragraph.split()


def title_face(face: QFont) -> QFont:
    """Return the face of titles for a reading face."""
    larger = QFont(face)
    larger.setPixelSize(round(face.pixelSize() * _TITLE_SCALE))
    larger.setBold(True)
    return larger


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
        self._parts: list[tuple[QTextLayout, float, bool]] = []
        top = _ABOVE
        if title:
            top += self._add(title, title_face(face), top, width, base, quiet=False) + _BETWEEN
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


class Heading(Header):
    """The details below a title that is the text's first paragraph."""

    def __init__(
        self, details: str, face: QFont, details_face: QFont, width: float, base: Direction
    ) -> None:
        """Set the details; the title is the page's own."""
        super().__init__("", details, face, details_face, width, base)
        room = self.height - _ABOVE + _BETWEEN if self._parts else _BELOW
        setting = make_setting(title_face(face), base, width, _HEADING_SPACING)
        self.setting: Setting = replace(setting, gap=float(round(room)))
        self.height = _ABOVE

    def draw_below(self, painter: QPainter, origin: QPointF, ink: QColor, muted: QColor) -> None:
        """Paint the details; `origin` is where the column's left edge meets the title's end."""
        up = self.setting.gap - _BETWEEN + _ABOVE
        self.draw(painter, origin - QPointF(0.0, up), ink, muted)
