"""The view of the Chains panel: a table that is read, folded and dragged as a tree."""

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import (
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from annotator.i18n import isolate
from annotator.ui import theme
from annotator.ui.delegates import Index, QuoteDelegate, RowDelegate, draw_ground
from annotator.ui.models.chains_model import AUTHOR, CLAIM, SPEAKER, ChainRow, ChainsModel, dropped
from annotator.ui.models.keyed_table import ITEM_ROLE, Role
from annotator.ui.widgets import painting
from annotator.ui.widgets.table_view import TableView

STEP: Final = 18
"""Pixels by which what lies in another is set in, at most."""
_ROOMY: Final = 200
"""Width of a column that has room for the whole step; a narrower one has narrower steps."""
_ARROW: Final = 16


def set_in(depth: int, width: int) -> int:
    """Return by how many pixels a row of this depth is set in, in a column of this width."""
    return 8 + depth * max(6, min(STEP, STEP * width // _ROOMY))


def is_own(row: ChainRow) -> bool:
    """Tell whether a row is an attribution of who codes: those stand out."""
    return row.key != AUTHOR and not row.foreign


class SpeakerDelegate(RowDelegate):
    """A speaker, set in below whoever passes it on, with lines that show in whose words."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw guides, the arrow of a branch, and the name."""
        row: ChainRow = index.data(ITEM_ROLE)
        model = index.model()
        colors, way, area = theme.current(), option.direction, option.rect
        painter.save()
        draw_ground(painter, option)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colors.hairline, 1))
        for level in range(row.depth):
            x = set_in(level, area.width()) + _ARROW // 2
            guide = QRect(area.left() + x, area.top(), 1, area.height())
            guide = painting.toward(way, area, guide)
            painter.drawLine(guide.topLeft(), guide.bottomLeft())
        left = set_in(row.depth, area.width())
        if isinstance(model, ChainsModel) and model.has_children(row.key):
            box = QRect(area.left() + left, area.top(), _ARROW, area.height())
            _draw_arrow(painter, painting.toward(way, area, box), model.is_open(row.key), way)
        left += _ARROW + 3
        text = QRect(area.left() + left, area.top(), area.width() - left - 8, area.height() - 2)
        text = painting.toward(way, area, text)
        size = painting.base_size(option.font)
        painter.setFont(painting.sized(option.font, size, bold=is_own(row)))
        color = index.data(Role.ForegroundRole) or colors.accent
        shown = painter.fontMetrics().elidedText(
            row.speaker, Qt.TextElideMode.ElideRight, text.width()
        )
        painting.draw_line(painter, text, isolate(shown), color, way)
        painter.restore()


def _draw_arrow(painter: QPainter, box: QRect, is_open: bool, way: Qt.LayoutDirection) -> None:
    middle = QPointF(box.center()) + QPointF(0.5, 0.5)
    if is_open:
        points = ((-3.5, -1.8), (0.0, 1.8), (3.5, -1.8))
    else:
        side = -1 if way == painting.RTL else 1
        points = ((-1.8 * side, -3.5), (1.8 * side, 0.0), (-1.8 * side, 3.5))
    painter.setPen(QPen(theme.current().muted, 1.4))
    painter.drawPolyline(QPolygonF([middle + QPointF(*point) for point in points]))


class ChainsView(TableView):
    """Left and right fold and unfold, as in any tree; a drop on a row places it there."""

    def __init__(self, name: str, model: ChainsModel, parent: QWidget) -> None:
        super().__init__(name, parent)
        self._chains = model
        self.setModel(model)
        self.lay_out_columns(model.columns)
        self.setItemDelegateForColumn(SPEAKER, SpeakerDelegate(self))
        self.setItemDelegateForColumn(1, QuoteDelegate(self))
        self.setItemDelegateForColumn(CLAIM, QuoteDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDragDropOverwriteMode(True)
        self.setDropIndicatorShown(True)

    def arrow_place(self, key: int) -> QPoint:
        """Return the middle of a row's arrow, in the viewport."""
        rect = self.visualRect(self._chains.index_of(key))
        row = self._chains.get(key)
        depth = row.depth if row is not None else 0
        left = rect.left() + set_in(depth, rect.width())
        box = QRect(left, rect.top(), _ARROW, rect.height())
        return painting.toward(self.layoutDirection(), rect, box).center()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Fold or unfold a branch at its arrow; select and drag elsewhere."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        if event.button() == Qt.MouseButton.LeftButton and index.column() == SPEAKER:
            key = self._chains.key_at(index)
            near = abs(at.x() - self.arrow_place(key).x()) <= _ARROW // 2 + 2
            if near and self._chains.has_children(key):
                self._chains.set_open(key, not self._chains.is_open(key))
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Fold, unfold or go to the row outside with the arrows; the rest is Qt's."""
        inward, outward = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.isRightToLeft():
            inward, outward = outward, inward
        index = self.currentIndex()
        if not index.isValid() or event.key() not in (inward, outward):
            super().keyPressEvent(event)
            return
        model = self._chains
        key = model.key_at(index)
        open_ = model.has_children(key) and model.is_open(key)
        if event.key() == inward:
            if open_:
                self._go_to(min(index.row() + 1, len(model) - 1))
            else:
                model.set_open(key, True)
        elif open_:
            model.set_open(key, False)
        else:
            above = model.parent_key(key)
            if above is not None:
                self._go_to(model.index_of(above).row())

    def _go_to(self, row: int) -> None:
        """Select a row; Qt's ``selectRow`` finds no column in a mirrored table that is full."""
        flag = QItemSelectionModel.SelectionFlag
        target = self._chains.index(row, 0)
        self.selectionModel().setCurrentIndex(target, flag.ClearAndSelect | flag.Rows)

    # dragging

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Let attributions go onto any row, and onto the ground: out of their chain."""
        super().dragMoveEvent(event)
        if dropped(event.mimeData()):
            event.setDropAction(Qt.DropAction.MoveAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over what is dropped on the row under the pointer, whichever edge is near."""
        at = event.position().toPoint()
        data = event.mimeData()
        self._chains.dropMimeData(data, Qt.DropAction.MoveAction, -1, -1, self.indexAt(at))
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.setState(QAbstractItemView.State.NoState)
        self.viewport().update()
