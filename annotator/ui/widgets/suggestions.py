"""The list that opens below a field while one types: what fits, and what could be made.

The keyboard stays in the field; the list is moved by it. What fits is the owner's to say.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import isolate
from annotator.ui import theme
from annotator.ui.delegates import draw_whole_ground
from annotator.ui.widgets import painting

_ITEM: Final = int(Qt.ItemDataRole.UserRole)
MOST: Final = 9
"""Rows that are shown without scrolling."""


class Suggestion(NamedTuple):
    """A row: what it stands for (None makes something new of ``made``), and what it says."""

    key: int | None
    title: str
    detail: str = ""
    made: str = ""


class SuggestionDelegate(QStyledItemDelegate):
    """A name, and beside its end what kind of thing it is."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of a line with air."""
        return QSize(120, option.fontMetrics.height() + 11)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row in the direction of the interface."""
        entry: Suggestion = index.data(_ITEM)
        colors = theme.current()
        painter.save()
        draw_whole_ground(painter, option)
        area = option.rect.adjusted(9, 0, -9, -1)
        way = option.direction
        painter.setFont(painting.sized(option.font, painting.base_size(option.font) - 1))
        detail = painter.fontMetrics().horizontalAdvance(entry.detail)
        detail = min(detail, area.width() // 2)
        end = QRect(area.right() - detail - 1, area.top(), detail + 2, area.height())
        place = painting.toward(way, area, end)
        painting.draw_line(painter, place, isolate(entry.detail), colors.muted, way, at_end=True)
        painter.setFont(option.font)
        rest = area.width() - detail - (10 if detail else 0)
        start = QRect(area.left(), area.top(), rest, area.height())
        color = colors.accent if entry.key is None else colors.ink
        shown = painter.fontMetrics().elidedText(
            entry.title, Qt.TextElideMode.ElideRight, start.width()
        )
        place = painting.toward(way, area, start)
        painting.draw_line(painter, place, isolate(shown), color, way)
        painter.restore()


class SuggestionBox(QFrame):
    """The list itself, over the window."""

    taken = Signal(object)
    """A row was clicked: its ``Suggestion``."""

    def __init__(self, name: str, owner: QWidget) -> None:
        super().__init__(owner.window())
        self.setObjectName("palette")
        self._owner = owner
        self.view = QListWidget(self)
        self.view.setAccessibleName(name)
        self.view.setItemDelegate(SuggestionDelegate(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setUniformItemSizes(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(4, 4, 4, 4)
        box.addWidget(self.view)
        self.view.itemClicked.connect(lambda item: self.taken.emit(item.data(_ITEM)))
        self.hide()

    @property
    def rows(self) -> list[Suggestion]:
        """What is listed."""
        return [self.view.item(row).data(_ITEM) for row in range(self.view.count())]

    @property
    def current(self) -> Suggestion | None:
        """The row that Enter would take."""
        row = self.view.currentRow()
        return self.rows[row] if row >= 0 else None

    def show_rows(self, rows: Sequence[Suggestion]) -> None:
        """List rows below the field, the first one current; none hides the list."""
        self.view.clear()
        for row in rows:
            item = QListWidgetItem(self.view)
            item.setText(row.title)
            item.setData(_ITEM, row)
        if not rows:
            self.hide()
            return
        self.view.setCurrentRow(0)
        self._place(len(rows))
        self.show()
        self.raise_()

    def step(self, rows: int) -> None:
        """Go up or down in the list, round its ends."""
        count = self.view.count()
        if count:
            self.view.setCurrentRow((self.view.currentRow() + rows) % count)

    def _place(self, count: int) -> None:
        """Lay the list below the field, or above it where there is more room."""
        window = self._owner.window()
        row = self.view.sizeHintForRow(0) or 26
        height = min(count, MOST) * row + 10
        corner = self._owner.mapTo(window, QPoint(0, 0))
        below = corner.y() + self._owner.height() + 2
        if below + height > window.height() and corner.y() > window.height() - below:
            below = max(2, corner.y() - height - 2)
        height = min(height, window.height() - below - 2)
        self.setGeometry(corner.x(), below, self._owner.width(), height)
