"""The table of the lower panels: rows of one height, columns from their declaration."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QRect, Qt
from PySide6.QtGui import QFocusEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from annotator.ui import theme
from annotator.ui.delegates import RowDelegate
from annotator.ui.models.keyed_table import Column, Index
from annotator.ui.widgets import painting
from annotator.ui.widgets.fitting import fitted, with_room

LEAST: Final = 110
"""Pixels that the column without a width has where there is little room."""
BAR: Final = 3
_NO_ROW: Final = -1


class TableView(QTableView):
    """A table that is read row by row.

    A flat tree would do, but asks the model for every row whenever one comes or goes: 8 ms of a
    gesture on an article with 5 000 annotations.
    """

    DELEGATE: type[RowDelegate] = RowDelegate
    """What paints the cells and says how high the rows are."""

    def __init__(self, name: str, parent: QWidget | None = None, least: int = LEAST) -> None:
        super().__init__(parent)
        self._least = least
        self._left_out: frozenset[int] = frozenset()
        self._hovered = _NO_ROW
        self._columns: tuple[Column[Any], ...] = ()
        self._widths: list[int] = []
        self._is_fitting = False
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
        self.header().sectionResized.connect(self._resized)

    def header(self) -> QHeaderView:
        """Return the titles of the columns."""
        return self.horizontalHeader()

    def lay_out_columns(self, columns: Sequence[Column[Any]]) -> None:
        """Give the columns their declared widths; the one without takes the rest."""
        header = self.header()
        header.setStretchLastSection(False)
        header.setHighlightSections(False)
        header.setMinimumSectionSize(40)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._columns = tuple(columns)
        self._widths = [column.width for column in columns]
        for place, column in enumerate(columns):
            if column.width:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Interactive)
                header.resizeSection(place, column.width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)

    def leave_out(self, places: Iterable[int]) -> None:
        """Show these columns nowhere, whatever room there is, and all others where there is."""
        self._left_out = frozenset(places)
        self.fit_columns()

    def fit_columns(self) -> None:
        """Narrow the columns where there is little room, and leave out those that find none."""
        taking = next((n for n, column in enumerate(self._columns) if not column.width), -1)
        if taking < 0:
            return
        wanted = [width or self._least for width in self._widths]
        least = [
            min(want, column.least or want)
            for want, column in zip(wanted, self._columns, strict=True)
        ]
        room = self.viewport().width()
        there = [place for place in range(len(wanted)) if place not in self._left_out]
        ranks = [self._columns[place].gives_way for place in there]
        shown = [there[n] for n in with_room([least[place] for place in there], ranks, room)]
        widths = fitted(
            [wanted[n] for n in shown], [least[n] for n in shown], room, shown.index(taking)
        )
        self._is_fitting = True
        for place in range(len(self._columns)):
            self.setColumnHidden(place, place not in shown)
        for place, width in zip(shown, widths, strict=True):
            if place != taking:
                self.header().resizeSection(place, width)
        self._is_fitting = False

    def _resized(self, place: int, _old: int, width: int) -> None:
        """Take the width that the person drags a column to."""
        if not self._is_fitting and width and any(self._widths[place : place + 1]):
            self._widths[place] = width

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new room."""
        super().resizeEvent(event)
        self.fit_columns()

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
        """Paint the row under the pointer, then the cells, then what marks whole rows."""
        rect = self._row_rect(self._hovered)
        if not rect.isEmpty():
            with QPainter(self.viewport()) as painter:
                painter.fillRect(rect, theme.current().hover)
        super().paintEvent(event)
        with QPainter(self.viewport()) as painter:
            if theme.current().patterned:
                self._mark_selected(painter)
            if self.hasFocus() and self.currentIndex().isValid():
                painter.setPen(theme.focus_pen())
                painter.drawRect(theme.framed(self._row_rect(self.currentIndex().row())))

    def _mark_selected(self, painter: QPainter) -> None:
        """Draw a bar at the start of the selected rows in sight."""
        last = self.rowAt(self.viewport().height() - 1)
        last = last if last >= 0 else self.verticalHeader().count() - 1
        for row in range(max(0, self.rowAt(0)), last + 1):
            if self.selectionModel().isSelected(self.model().index(row, 0)):
                whole = self._row_rect(row)
                bar = QRect(whole.left(), whole.top(), BAR, whole.height())
                place = painting.toward(self.layoutDirection(), whole, bar)
                painter.fillRect(place, theme.current().accent)

    # the row with the keyboard, whole

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Move the frame to another row."""
        super().currentChanged(current, previous)
        for index in (current, previous):
            self.viewport().update(self._row_rect(index.row()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show which row has the keyboard."""
        super().focusInEvent(event)
        self.viewport().update(self._row_rect(self.currentIndex().row()))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show that the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        self.viewport().update(self._row_rect(self.currentIndex().row()))
