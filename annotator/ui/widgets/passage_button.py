"""A passage of the article as a button: a click goes to its place."""

from typing import Final

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QEnterEvent,
    QFont,
    QFontMetrics,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from annotator.ui import theme
from annotator.ui.widgets import painting, wording

_MARGIN: Final = 9
_SIZE: Final = 16
LONGEST: Final = 1_000
"""Code points of a long passage that are laid out; more never fits."""
_KEPT: Final = 60
"""Widths at which the lines are kept."""


class PassageButton(QAbstractButton):
    """Words in the reading face and their own direction, in at most ``lines`` lines.

    Without words it says, with a dashed edge, what would fill it.
    """

    def __init__(self, name: str, lines: int = 1, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._lines = lines
        self._laid_out: dict[tuple[str, int, str], tuple[list[str], bool]] = {}
        self.passage = ""
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_passage(self, passage: str, tip: str = "") -> None:
        """Show words of the article."""
        self.passage = wording.one_line(passage)
        self.setAccessibleName(f"{self._name}: {self.passage}")
        self.setToolTip(tip or self.passage[:1_000])
        self._show(self.passage)

    def show_empty(self, sentence: str) -> None:
        """Show what would fill the place."""
        self.passage = ""
        self.setAccessibleName(f"{self._name}: {sentence}")
        self.setToolTip("")
        self._show(sentence)

    def _show(self, text: str) -> None:
        if text != self.text():
            self.setText(text)
            self._laid_out = {}
            self.updateGeometry()
        self.update()

    # geometry

    def _layout(self, width: int) -> tuple[list[str], bool]:
        """Return the lines of the text in a width, and whether they read right to left.

        Layouts ask for the height at many widths, many times: what is known is kept.
        """
        text = self.text()[:LONGEST]
        font = painting.reading_font(_SIZE) if self.passage else self.font()
        key = (text, width, font.key())
        if key not in self._laid_out:
            if len(self._laid_out) >= _KEPT:
                self._laid_out = {}
            self._laid_out[key] = self._lay_out(text, width, font)
        return self._laid_out[key]

    def _lay_out(self, text: str, width: int, font: QFont) -> tuple[list[str], bool]:
        rtl = wording.is_rtl(text)
        option = QTextOption()
        option.setTextDirection(painting.RTL if rtl else painting.LTR)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout = QTextLayout(text, font)
        layout.setTextOption(option)
        found: list[str] = []
        most = self._lines if self.passage else 3
        layout.beginLayout()
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(width, 10))
            start, length = line.textStart(), line.textLength()
            if len(found) == most - 1:
                rest = _utf16(text, start, None)
                metrics = QFontMetrics(font)
                found.append(metrics.elidedText(rest, Qt.TextElideMode.ElideRight, width))
                break
            found.append(_utf16(text, start, start + length))
        layout.endLayout()
        return found, rtl

    def _line_height(self) -> int:
        font = painting.reading_font(_SIZE) if self.passage else self.font()
        return QFontMetrics(font).height()

    def heightForWidth(self, width: int) -> int:
        """Return how high the lines are at a width."""
        lines, _rtl = self._layout(width - 2 * _MARGIN)
        return max(1, len(lines)) * self._line_height() + (6 if self.passage else 12)

    def hasHeightForWidth(self) -> bool:
        """Return that the height hangs on the width."""
        return True

    def sizeHint(self) -> QSize:
        """Return the room of one line in a narrow column."""
        width = max(self.width(), 120)
        return QSize(120, self.heightForWidth(width))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height with another width; the layout keeps the height it was told."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Return little: what does not fit is elided."""
        return QSize(60, self._line_height() + 6)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the box and the words."""
        colors = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = theme.focus_pen() if self.hasFocus() else QPen(colors.hairline, 1)
            if not self.passage:
                pen.setStyle(Qt.PenStyle.DashLine)
                pen.setColor(colors.accent if self.hasFocus() else colors.muted)
            painter.setPen(pen)
            ground = colors.paper if self.passage else Qt.GlobalColor.transparent
            painter.setBrush(colors.hover if self.underMouse() and self.isEnabled() else ground)
            half = pen.widthF() / 2
            box = QRectF(self.rect()).adjusted(half, half, -half, -half)
            painter.drawRoundedRect(box, 6, 6)
            self._draw_words(painter)

    def _draw_words(self, painter: QPainter) -> None:
        colors = theme.current()
        painter.setFont(painting.reading_font(_SIZE) if self.passage else self.font())
        lines, rtl = self._layout(self.width() - 2 * _MARGIN)
        height = self._line_height()
        top = (self.height() - height * len(lines)) // 2
        for text in lines:
            rect = QRect(_MARGIN, top, self.width() - 2 * _MARGIN, height)
            color = colors.ink if self.passage else colors.muted
            way = painting.RTL if rtl else painting.LTR
            painting.draw_line(painter, rect, text, color, way)
            top += height

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show that it can be clicked."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """Show that the pointer has gone."""
        super().leaveEvent(event)
        self.update()


def _utf16(text: str, start: int, end: int | None) -> str:
    """Return a part of a text by Qt's offsets."""
    units = text.encode("utf-16-le")
    stop = None if end is None else 2 * end
    return units[2 * start : stop].decode("utf-16-le", "ignore").strip()
