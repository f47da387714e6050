"""The table of the files that an import would bring in."""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.i18n import _, isolate
from annotator.ui import theme
from annotator.ui.delegates import LineDelegate, draw_ground
from annotator.ui.models.import_model import COLUMNS, INCLUDE, ImportModel
from annotator.ui.models.keyed_table import Index
from annotator.ui.widgets import painting, wording


class CellDelegate(LineDelegate):
    """A cell in the direction of its own text, so that titles begin where they are read from."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell; the first column has a box to tick as well."""
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        color = index.data(Qt.ItemDataRole.ForegroundRole) or theme.current().ink
        painter.save()
        painter.setFont(option.font)
        draw_ground(painter, option)
        rect: QRect = option.rect.adjusted(8, 0, -8, 0)
        if index.column() == INCLUDE:
            ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            painting.draw_tick_box(painter, self._box(option), ticked=ticked)
            name = QRect(rect.left() + _BOX + 8, rect.top(), rect.width() - _BOX - 8, rect.height())
            rect = painting.toward(option.direction, rect, name)
        way = wording.direction(text) if COLUMNS[index.column()].field else option.direction
        at_end = COLUMNS[index.column()].at_end
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painting.draw_line(painter, rect, isolate(shown), color, way, at_end=at_end)
        painter.restore()

    def _box(self, option: QStyleOptionViewItem) -> QRect:
        rect = option.rect
        logical = QRect(rect.left() + 8, rect.center().y() - _BOX // 2, _BOX, _BOX)
        return painting.toward(option.direction, rect, logical)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tick or untick a file by a click on its box."""
        if (
            index.column() == INCLUDE
            and event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and self._box(option).adjusted(-5, -5, 5, 5).contains(event.position().toPoint())
        ):
            ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
            return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)
        return False


_BOX: Final = 14


class ImportTable(QTableView):
    """Rows to tick and cells to correct; Space ticks all selected rows."""

    def __init__(self, model: ImportModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setProperty("role", "framed")
        self.setItemDelegate(CellDelegate(self))
        self.setAccessibleName(_("Files to import"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setDefaultSectionSize(28)
        rows.hide()
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget(self))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        for place, column in enumerate(COLUMNS):
            header.resizeSection(place, column.width)
        header.setStretchLastSection(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick or untick all selected rows with Space; the rest is Qt's."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        if event.key() == Qt.Key.Key_Space and rows:
            ticked = all(self._model.plan.items[row].include for row in rows)
            current = self.currentIndex()
            self._model.include(rows, not ticked)
            self.setCurrentIndex(current)
            for row in rows:
                self.selectionModel().select(
                    self._model.index(row, 0),
                    self.selectionModel().SelectionFlag.Select
                    | self.selectionModel().SelectionFlag.Rows,
                )
        else:
            super().keyPressEvent(event)
