"""A chain of speakers in a cell: where it is too long, the last speakers are what is shown."""

from typing import Final

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from annotator.ui import theme
from annotator.ui.delegates import RowDelegate, draw_ground
from annotator.ui.widgets import attribution_wording, painting

BETWEEN: Final = " › "
Index = QModelIndex | QPersistentModelIndex


def last_speakers(chain: str, room: int, metrics: QFontMetrics) -> list[str]:
    """Return as many of the last speakers as there is room for, in pixels; one at least."""
    cut: list[str] = []
    speakers = chain.split(BETWEEN)
    while len(speakers) > 1 and metrics.horizontalAdvance(BETWEEN.join(cut + speakers)) > room:
        speakers.pop(0)
        cut = ["…"]
    return cut + speakers


class ChainDelegate(RowDelegate):
    """One line whose beginning gives way."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the end of the chain, in the direction of the interface."""
        painter.save()
        draw_ground(painter, option)
        painter.setFont(option.font)
        rect = option.rect.adjusted(8, 2, -8, 0)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        room, metrics = rect.width(), painter.fontMetrics()
        shown = attribution_wording.chain(last_speakers(text, room, metrics))
        painting.draw_line(painter, rect, shown, theme.current().muted, option.direction)
        painter.restore()
