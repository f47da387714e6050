"""How a similar passage is painted: two lines of it, its likeness as a bar, where it stands."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLabel, QStyleOptionViewItem

from annotator.i18n import _
from annotator.ui import theme
from annotator.ui.delegates import RowDelegate, draw_ground, quote_font
from annotator.ui.models.keyed_table import ITEM_ROLE, Role
from annotator.ui.models.similar_model import Row
from annotator.ui.widgets import painting, wording
from annotator.ui.widgets.shared_line import LINES, draw_shared
from annotator.ui.widgets.table_view import TableView

Index = QModelIndex | QPersistentModelIndex
SAME_KEY: Final = Qt.Key.Key_Equal
_BAR: Final = 64
_THICK: Final = 4
_EDGE: Final = 8


class PlaceDelegate(RowDelegate):
    """Two lines of the interface's face, each in its own direction."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines of a passage."""
        return QSize(60, LINES * QFontMetrics(quote_font(option)).height() + 6)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the lines, the first in full ink where there are two."""
        colors = theme.current()
        lines = [line for line in str(index.data()).split("\n") if line]
        painter.save()
        draw_ground(painter, option)
        painter.setFont(option.font)
        height = painter.fontMetrics().height() + theme.air(3)
        rect = option.rect.adjusted(_EDGE, 0, -_EDGE, 0)
        top = rect.center().y() - height * len(lines) // 2
        for number, line in enumerate(lines):
            place = QRect(rect.left(), top + number * height, rect.width(), height)
            color = index.data(Role.ForegroundRole) or colors.ink
            painting.draw_line(painter, place, line, color, wording.direction(line))
        painter.restore()


class LikenessDelegate(RowDelegate):
    """A quiet bar, and a badge below that of a reprint."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the bar from the start edge of the cell."""
        row: Row = index.data(ITEM_ROLE)
        colors, way, whole = theme.current(), option.direction, option.rect
        painter.save()
        draw_ground(painter, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        top = whole.center().y() - (_THICK // 2 if not row.passage.is_reprint else 12)
        for share, color in ((1.0, colors.hairline), (row.passage.score, colors.accent)):
            bar = QRect(whole.left() + _EDGE, top, max(_THICK, round(_BAR * share)), _THICK)
            painter.setBrush(color)
            painter.drawRoundedRect(QRectF(painting.toward(way, whole, bar)), 2, 2)
        if row.passage.is_reprint:
            self._paint_badge(painter, option)
        painter.restore()

    def _paint_badge(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colors, whole, word = theme.current(), option.rect, _("reprint")
        painter.setFont(painting.sized(option.font, painting.base_size(option.font) - 2))
        metrics = painter.fontMetrics()
        size = metrics.height() + 2
        width = min(metrics.horizontalAdvance(word) + 12, whole.width() - 2 * _EDGE)
        badge = QRect(whole.left() + _EDGE, whole.center().y(), width, size)
        place = painting.toward(option.direction, whole, badge)
        painter.setPen(QPen(colors.accent, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter.value), word)


class SharedDelegate(RowDelegate):
    """A passage in the reading face and its own direction; the shared words in full ink."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw two lines of the passage."""
        row: Row = index.data(ITEM_ROLE)
        painter.save()
        draw_ground(painter, option)
        painter.setFont(quote_font(option))
        rect = option.rect.adjusted(_EDGE, 0, -_EDGE, 0)
        draw_shared(painter, rect, row.passage.quote, row.passage.shared)
        painter.restore()


class ClaimDelegate(RowDelegate):
    """The wording of a claim on two lines."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the wording in its own direction."""
        text = str(index.data() or "")
        painter.save()
        draw_ground(painter, option)
        painter.setFont(option.font)
        draw_shared(painter, option.rect.adjusted(_EDGE, 0, -_EDGE, 0), text, [(0, len(text))])
        painter.restore()


class PassageTable(TableView):
    """A table whose rows have room for two lines of a passage."""

    DELEGATE = PlaceDelegate
    same_wanted = Signal()
    """The key was pressed that makes the same claim of what was looked for and the chosen row."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the key before the list looks for a row that begins with it."""
        if event.key() == SAME_KEY:
            self.same_wanted.emit()
        else:
            super().keyPressEvent(event)


class AskedLine(QLabel):
    """The words looked for on one line, in their own direction, elided at their end."""

    def paintEvent(self, _event: object) -> None:
        """Draw what there is room for."""
        with QPainter(self) as painter:
            painter.setFont(self.font())
            line = wording.one_line(self.text())
            color = theme.current().ink
            painting.draw_line(painter, self.rect(), line, color, wording.direction(line))
