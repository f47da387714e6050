"""Two lines of a passage in which the words that it shares with another stand out.

Belongs here: which part of the passage is drawn and how. Which words are shared is given.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption

from annotator.model.offsets import Utf16Map
from annotator.model.span import Range
from annotator.ui import theme
from annotator.ui.widgets import wording

LINES: Final = 2
LEFT_OUT: Final = "… "
_FAR: Final = 90
"""Code points before the first shared word from which on the beginning is left out."""
_BEFORE: Final = 24


def near_shared(text: str, shared: Sequence[Range]) -> tuple[str, list[Range]]:
    """Return *text* without line ends from near its first shared word on, and the ranges in it."""
    flat = "".join(" " if letter.isspace() else letter for letter in text)
    if not shared or shared[0][0] < _FAR:
        return flat, list(shared)
    start = flat.rfind(" ", 0, shared[0][0] - _BEFORE) + 1
    moved = len(LEFT_OUT) - start
    return LEFT_OUT + flat[start:], [(low + moved, high + moved) for low, high in shared]


def draw_shared(painter: QPainter, rect: QRect, text: str, shared: Sequence[Range]) -> None:
    """Draw the lines in the painter's font and the passage's own direction, elided at their end."""
    shown, ranges = near_shared(text, shared)
    option = QTextOption()
    way = wording.direction(text)
    option.setTextDirection(way)
    if way == Qt.LayoutDirection.RightToLeft:
        # Otherwise the space at the end of a wrapped line pushes it inwards.
        option.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignAbsolute)
    shown = _elided(shown, painter.font(), option, rect.width())
    layout = QTextLayout(shown, painter.font())
    layout.setTextOption(option)
    layout.setFormats(_formats(shown, ranges))
    height = _break(layout, rect.width())
    painter.save()
    painter.setClipRect(rect)
    painter.setPen(theme.current().muted)
    layout.draw(painter, QPointF(rect.left(), rect.top() + (rect.height() - height) / 2))
    painter.restore()


def _break(layout: QTextLayout, width: int) -> float:
    """Break into lines and return their height together."""
    layout.beginLayout()
    height = 0.0
    for _line in range(LINES):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, height))
        height += line.height()
    layout.endLayout()
    return height


def _elided(text: str, font: QFont, option: QTextOption, width: int) -> str:
    """Return *text* with an ellipsis where it has more than the lines have room for."""
    layout = QTextLayout(text, font)
    layout.setTextOption(option)
    _break(layout, width)
    last = layout.lineAt(layout.lineCount() - 1)
    begin = Utf16Map(text).to32(last.textStart())
    elide = QFontMetrics(font).elidedText
    # A hair less: what just fits alone may be broken once more.
    return text[:begin] + elide(text[begin:], Qt.TextElideMode.ElideRight, width - 4)


def _formats(text: str, ranges: Sequence[Range]) -> list[QTextLayout.FormatRange]:
    colors, units = theme.current(), Utf16Map(text)
    style = QTextCharFormat()
    style.setForeground(colors.ink)
    style.setFontUnderline(colors.patterned)
    found = []
    for low, high in ranges:
        start, end = min(low, len(text)), min(high, len(text))
        if start < end:
            each = QTextLayout.FormatRange()
            each.start = units.to16(start)
            each.length = units.to16(end) - units.to16(start)
            each.format = style
            found.append(each)
    return found
