"""The table of the lower panels: rows of one height, columns from their declaration."""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.ui import theme
from annotator.ui.delegates import RowDelegate
from annotator.ui.models.keyed_table import Column

_NO_ROW: Final = -1


class TableView(QTableView):
    """A table that is read row by row.

    A flat tree would do, but asks the model for every row whenever one comes or goes: 8 ms of a
    gesture on an article with 5 000 annotations.
    """

    DELEGATE: type[RowDelegate] = RowDelegate
    """What paints the cells and says how high the rows are."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hovered = _NO_ROW
        self.setAccessibleName(name)
        self.setItemDelegate(self.DELEGATE(self))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        rows = self.verticalHeader()
        rows.hide()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._set_row_height()

    def header(self) -> QHeaderView:
        """Return the titles of the columns."""
        return self.horizontalHeader()

    def lay_out_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Give the columns their declared widths; the one without takes the rest."""
        header = self.header()
        header.setStretchLastSection(False)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        for place, column in enumerate(columns):
            if column.width:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(place, column.width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def _set_row_height(self) -> None:
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        height = self.itemDelegate().sizeHint(option, QModelIndex()).height()
        self.verticalHeader().setDefaultSectionSize(height)

    def changeEvent(self, event: QEvent) -> None:
        """Give the rows the height that another face asks for."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._set_row_height()

    # the row under the pointer, whole

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Notice which row the pointer is over."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(round(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        """Notice that the pointer has gone."""
        super().leaveEvent(event)
        self._hover(_NO_ROW)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            before, self._hovered = self._hovered, row
            for changed in (before, row):
                self.viewport().update(self._row_rect(changed))

    def _row_rect(self, row: int) -> QRect:
        if not 0 <= row < self.verticalHeader().count():
            return QRect()
        return QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the row under the pointer, then the cells."""
        rect = self._row_rect(self._hovered)
        if not rect.isEmpty():
            with QPainter(self.viewport()) as painter:
                painter.fillRect(rect, theme.current().hover)
        super().paintEvent(event)
