"""What was taken out of a page: a list beside its text, to be put back by a tick."""

from typing import Final

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, isolate, ngettext
from annotator.operations.importing_plan import ImportItem
from annotator.ui import theme
from annotator.ui.delegates import LineDelegate, draw_focus, draw_ground
from annotator.ui.models.keyed_table import Index
from annotator.ui.models.removed_parts_model import REASON_ROLE, RemovedPartsModel
from annotator.ui.widgets import painting, wording
from annotator.ui.widgets.list_view import ListView

_BOX: Final = 14
_EDGE: Final = 10
_AIR: Final = 7


class PartDelegate(LineDelegate):
    """Two lines: the words in their own direction, below them why they were taken out."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines with air around them."""
        size = painting.base_size(option.font)
        first = QFontMetrics(option.font).height()
        second = QFontMetrics(painting.sized(option.font, size - 2)).height()
        return QSize(120, first + second + 2 * theme.air(_AIR) + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one part."""
        colors = theme.current()
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        size = painting.base_size(option.font)
        painter.save()
        draw_ground(painter, option)
        painter.setPen(colors.hairline)
        bottom = option.rect.bottom()
        painter.drawLine(option.rect.left(), bottom, option.rect.right(), bottom)
        painting.draw_tick_box(painter, self.box(option), ticked=ticked)
        air = theme.air(_AIR)
        start = option.rect.left() + _EDGE + _BOX + 10
        width = option.rect.right() - _EDGE - start
        top = option.rect.top() + air
        painter.setFont(option.font)
        height = painter.fontMetrics().height()
        words = painting.toward(option.direction, option.rect, QRect(start, top, width, height))
        ink = colors.ink if ticked else colors.muted
        painting.draw_line(painter, words, isolate(text), ink, wording.direction(text))
        painter.setFont(painting.sized(option.font, size - 2))
        below = QRect(start, top + height + 2, width, painter.fontMetrics().height())
        reason = painting.toward(option.direction, option.rect, below)
        told = str(index.data(REASON_ROLE) or "")
        painting.draw_line(painter, reason, told, colors.muted, wording.direction(text))
        draw_focus(painter, option)
        painter.restore()

    def box(self, option: QStyleOptionViewItem) -> QRect:
        """Return where the box to tick is drawn."""
        rect = option.rect
        top = rect.top() + theme.air(_AIR) + 2
        return painting.toward(option.direction, rect, QRect(rect.left() + _EDGE, top, _BOX, _BOX))

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Put a part back or take it out by a click on its box."""
        if (
            event.type() == QEvent.Type.MouseButtonRelease
            and isinstance(event, QMouseEvent)
            and self.box(option).adjusted(-6, -6, 6, 6).contains(event.position().toPoint())
        ):
            ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
            state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
            return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)
        return False


class PartsList(ListView):
    """Rows to tick; Space ticks all selected ones."""

    def __init__(self, model: RemovedPartsModel) -> None:
        super().__init__(_("Taken out of the page"), PartDelegate())
        self._parts = model
        self.setModel(model)
        self.setProperty("role", "framed")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put back or take out all selected rows with Space; the rest is Qt's."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        if event.key() == Qt.Key.Key_Space and rows:
            self._parts.toggle(rows)
        else:
            super().keyPressEvent(event)


class RemovedParts(QWidget):
    """The list with its heading and the button for all of it; hidden where nothing was removed."""

    chosen = Signal(object)
    """The places of the parts that are to be in the text."""
    looked_at = Signal(int)
    """A part is current: its place among all parts of the page."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = RemovedPartsModel()
        self.model.setParent(self)
        self.list = PartsList(self.model)
        self.heading = QLabel(self)
        self.heading.setProperty("role", "muted")
        self.all_button = QPushButton(self)
        self.all_button.setProperty("role", "quiet")
        self.all_button.setAutoDefault(False)
        line = QHBoxLayout()
        line.addWidget(self.heading, 1)
        line.addWidget(self.all_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.list, 1)
        self.model.chosen.connect(self.chosen)
        self.all_button.clicked.connect(lambda: self.model.tick_all(not self.model.is_all_back))
        self.list.selectionModel().currentRowChanged.connect(self._look)

    def show_item(self, item: ImportItem | None) -> None:
        """Show what was taken out of a file."""
        self.model.show_item(item)
        count = self.model.rowCount()
        self.setVisible(bool(count))
        worded = ngettext("{n} part taken out", "{n} parts taken out", count)
        self.heading.setText(worded.format(n=wording.number(count)))
        self.all_button.setText(
            _("Take all out again") if self.model.is_all_back else _("Put all back")
        )

    def _look(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid():
            self.looked_at.emit(self.model.place_of(index.row()))
