"""What delegates and small widgets draw alike: lines of text, swatches, key caps, status discs.

Rectangles are physical; ``toward`` places them in reading order. Nothing here knows a model.
"""

from typing import Final

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QIcon,
    QPainter,
    QPainterPath,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QStyle

from annotator.ui import theme

SWATCH: Final = 12
"""Width and height of a swatch, pixels."""
READING_FACE: Final = "Amiri"
RTL: Final = Qt.LayoutDirection.RightToLeft
LTR: Final = Qt.LayoutDirection.LeftToRight


def toward(way: Qt.LayoutDirection, whole: QRect, logical: QRect) -> QRect:
    """Return the place of *logical* (as if left to right) inside *whole* read in *way*."""
    return QStyle.visualRect(way, whole, logical)


def sized(font: QFont, pixels: float, *, bold: bool = False) -> QFont:
    """Return the font in another size, in pixels."""
    other = QFont(font)
    other.setPixelSize(round(pixels))
    other.setBold(bold)
    return other


def base_size(font: QFont) -> int:
    """Return the size of a font in pixels, whichever way it was given."""
    return font.pixelSize() if font.pixelSize() > 0 else round(QFontMetrics(font).height() * 0.85)


def reading_font(pixels: int = 17) -> QFont:
    """Return the face in which passages of articles are quoted."""
    font = QFont(READING_FACE)
    font.setPixelSize(pixels)
    return font


def draw_line(
    painter: QPainter,
    rect: QRect,
    text: str,
    color: QColor,
    way: Qt.LayoutDirection,
    *,
    at_end: bool = False,
) -> None:
    """Draw one line in the painter's font, elided at its end, read in *way*.

    It begins at the start edge of *rect* in that reading, or stops at the end edge.
    """
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setPen(color)
    painter.setLayoutDirection(way)
    at_right = (way == RTL) != at_end
    side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, int(flags.value) | int(Qt.TextFlag.TextSingleLine.value), shown)


def draw_swatch(painter: QPainter, rect: QRect, color: str, kind: str) -> None:
    """Draw a code's colour in the shape of its kind: the shape tells the role without the hue.

    Claim: a square. Source: a disc. Cue: a lozenge. Any other code: a ring with a filled corner.
    """
    band = theme.marks(color).band
    box = QRectF(rect)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(band)
    if kind == "source":
        painter.drawEllipse(box)
    elif kind == "cue":
        middle = box.center()
        painter.drawPolygon(
            QPolygonF(
                [
                    QPointF(middle.x(), box.top() - 1),
                    QPointF(box.right() + 1, middle.y()),
                    QPointF(middle.x(), box.bottom() + 1),
                    QPointF(box.left() - 1, middle.y()),
                ]
            )
        )
    elif kind == "claim":
        painter.drawRoundedRect(box, 3, 3)
    else:
        painter.drawRoundedRect(box.adjusted(0, 3, 0, -3), 3, 3)
    painter.restore()


def draw_key_cap(painter: QPainter, rect: QRect, key: str) -> None:
    """Draw a key as a small cap; a dash where there is none."""
    colors = theme.current()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if key:
        painter.setPen(QPen(colors.hairline, 1))
        painter.setBrush(colors.paper)
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setPen(colors.muted)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter.value), key)
    else:
        painter.setPen(QPen(colors.hairline, 1))
        middle = rect.center()
        painter.drawLine(middle.x() - 5, middle.y(), middle.x() + 5, middle.y())
    painter.restore()


def draw_status(painter: QPainter, rect: QRect, status: str, color: QColor) -> None:
    """Draw how far an article is: an empty, a half and a full disc."""
    disc = QRectF(rect).adjusted(1, 1, -1, -1)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, 1.2))
    painter.setBrush(color if status == "done" else Qt.BrushStyle.NoBrush)
    painter.drawEllipse(disc)
    if status == "in_progress":
        half = QPainterPath(disc.center())
        half.arcTo(disc, 90, 180)
        painter.fillPath(half, color)
    painter.restore()


def draw_tick_box(painter: QPainter, rect: QRect, *, ticked: bool) -> None:
    """Draw a box with or without a tick, as the tables have them."""
    colors = theme.current()
    box = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colors.accent if ticked else colors.muted, 1))
    painter.setBrush(colors.accent if ticked else colors.paper)
    painter.drawRoundedRect(box, 3, 3)
    if ticked:
        tick = QPainterPath(QPointF(box.left() + 3, box.center().y()))
        tick.lineTo(box.center().x() - 1, box.bottom() - 3.5)
        tick.lineTo(box.right() - 3, box.top() + 3.5)
        painter.setPen(QPen(colors.on_accent, 1.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(tick)
    painter.restore()


def swatch_icon(color: str, kind: str, size: int = SWATCH + 4, ratio: float = 2.0) -> QIcon:
    """Return a code's swatch as an icon, for menus, buttons and lists."""
    picture = QPixmap(QSize(size, size) * ratio)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        edge = (size - SWATCH) // 2
        draw_swatch(painter, QRect(edge, edge, SWATCH, SWATCH), color, kind)
    return QIcon(picture)
