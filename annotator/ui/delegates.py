"""How rows of the panels' lists are painted: articles, codes, quoted passages.

Belongs here: painting one row and placing its editor. What a row says comes from its model.
"""

from collections.abc import Callable, Sequence
from typing import Any, Final, Protocol, cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.i18n import isolate
from annotator.model.article import ArticleRow
from annotator.model.codebook import Code
from annotator.ui import theme
from annotator.ui.models.articles_model import details
from annotator.ui.models.codes_model import CodesModel
from annotator.ui.models.keyed_table import ITEM_ROLE, SWATCH_ROLE, KeyedTable, Role
from annotator.ui.widgets import painting, wording

Index = QModelIndex | QPersistentModelIndex
_EDGE: Final = 14
_ABOVE: Final = 11
_BOX: Final = 14
_CAP: Final = QSize(20, 18)


def draw_ground(painter: QPainter, option: QStyleOptionViewItem, *, bar: bool = False) -> None:
    """Fill a row that is selected or under the pointer; *bar* marks the start edge as well."""
    colors = theme.current()
    if option.state & QStyle.StateFlag.State_Selected:
        painter.fillRect(option.rect, colors.selection)
        if bar:
            edge = QRect(option.rect.left(), option.rect.top(), 3, option.rect.height())
            place = painting.toward(option.direction, option.rect, edge)
            painter.fillRect(place, colors.accent)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, colors.hover)


def draw_whole_ground(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Fill the ground of a whole row; where hue does not count, a bar marks the selected one."""
    draw_ground(painter, option, bar=theme.current().patterned)


def draw_focus(painter: QPainter, option: QStyleOptionViewItem) -> None:
    """Draw a frame around the current row while its list has the keyboard."""
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(theme.focus_pen())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(theme.framed(option.rect))


class LineDelegate(QStyledItemDelegate):
    """A row with a line editor of its own place, direction and frame."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return the field in which a name is written in place."""
        editor = QLineEdit(parent)
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.EditRole)))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the field and set it in the name's own direction."""
        if isinstance(editor, QLineEdit):
            name = str(index.data(Qt.ItemDataRole.EditRole))
            editor.setLayoutDirection(wording.direction(name))
            editor.setText(name)


class ArticleDelegate(LineDelegate):
    """Two lines: the title; outlet and date, with the count and the status at the other end."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of two lines with air around them."""
        size = painting.base_size(option.font)
        title = QFontMetrics(painting.sized(option.font, size + 1.5)).height()
        second = QFontMetrics(painting.sized(option.font, size - 1)).height()
        return QSize(120, title + second + 2 * theme.air(_ABOVE) + theme.air(6))

    def _title_rect(self, option: QStyleOptionViewItem) -> QRect:
        size = painting.base_size(option.font)
        height = QFontMetrics(painting.sized(option.font, size + 1.5)).height()
        air = theme.air(_ABOVE)
        area = option.rect.adjusted(_EDGE, air, -_EDGE, -air)
        return QRect(area.left(), area.top(), area.width(), height)

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Lay the field over the title."""
        editor.setGeometry(self._title_rect(option).adjusted(-6, -5, 6, 5))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one article in the direction of its title."""
        row: ArticleRow = index.data(ITEM_ROLE)
        colors = theme.current()
        size = painting.base_size(option.font)
        painter.save()
        draw_ground(painter, option, bar=True)
        bottom = option.rect.bottom()
        painter.setPen(colors.hairline)
        painter.drawLine(option.rect.left(), bottom, option.rect.right(), bottom)
        air = theme.air(_ABOVE)
        area = option.rect.adjusted(_EDGE, air, -_EDGE, -air)
        way = wording.direction(row.title)
        title = self._title_rect(option)
        painter.setFont(painting.sized(option.font, size + 1.5))
        painting.draw_line(painter, title, row.title, colors.ink, way)
        painter.setFont(painting.sized(option.font, size - 1))
        top = title.bottom() + theme.air(6)
        second = QRect(area.left(), top, area.width(), area.bottom() - top)
        self._paint_second(painter, second, row, way)
        draw_focus(painter, option)
        painter.restore()

    def _paint_second(
        self, painter: QPainter, rect: QRect, row: ArticleRow, way: Qt.LayoutDirection
    ) -> None:
        colors = theme.current()
        count = wording.number(row.annotations)
        disc, count_width = 10, painter.fontMetrics().horizontalAdvance(count)
        right = rect.right()
        place = QRect(right - disc + 1, rect.center().y() - disc // 2, disc, disc)
        painting.draw_status(painter, painting.toward(way, rect, place), row.status, colors.muted)
        place = QRect(right - disc - 5 - count_width, rect.top(), count_width + 1, rect.height())
        painting.draw_line(painter, painting.toward(way, rect, place), count, colors.muted, way)
        place = QRect(rect.left(), rect.top(), place.left() - rect.left() - 10, rect.height())
        text = wording.joined(*details(row))
        painting.draw_line(painter, painting.toward(way, rect, place), text, colors.muted, way)


COUNT_ROLE: Final = ITEM_ROLE + 1


def _placer(option: QStyleOptionViewItem) -> Callable[[int, int, int], QRect]:
    """Return what places a box, by its distance from the start edge, in the middle of a row."""

    def place(left: int, width: int, height: int) -> QRect:
        top = option.rect.center().y() - height // 2 + 1
        logical = QRect(option.rect.left() + left, top, width, height)
        return painting.toward(option.direction, option.rect, logical)

    return place


def _draw_name(
    painter: QPainter, rect: QRect, name: str, color: QColor, way: Qt.LayoutDirection
) -> None:
    """Draw a name of either direction where the interface reads from."""
    shown = painter.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, rect.width())
    painting.draw_line(painter, rect, isolate(shown), color, way)


class CodeDelegate(LineDelegate):
    """Swatch, name, count and key of a code."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of one line with a key cap."""
        return QSize(120, max(26, option.fontMetrics.height() + 2 * theme.air(4)))

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: Index
    ) -> None:
        """Lay the field over the name."""
        rect = option.rect
        logical = rect.adjusted(painting.SWATCH + 6, 0, -70, 0)
        editor.setGeometry(painting.toward(option.direction, rect, logical))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one code in the direction of the interface."""
        code: Code = index.data(ITEM_ROLE)
        count: Any = index.data(COUNT_ROLE)
        colors = theme.current()
        rect, way = option.rect, option.direction
        painter.save()
        painter.setFont(option.font)
        draw_whole_ground(painter, option)

        place = _placer(option)
        swatch = painting.SWATCH
        painting.draw_swatch(painter, place(2, swatch, swatch), code.color, code.kind)
        end = rect.width() - 10
        painter.setFont(painting.sized(option.font, painting.base_size(option.font) - 2))
        painting.draw_key_cap(
            painter, place(end - _CAP.width(), _CAP.width(), _CAP.height()), code.key
        )
        painter.setFont(option.font)
        text = wording.number(int(count or 0))
        width = max(24, painter.fontMetrics().horizontalAdvance(text) + 2)
        left = end - _CAP.width() - 8 - width
        painting.draw_line(
            painter, place(left, width, rect.height() - 2), text, colors.muted, way, at_end=True
        )
        name = place(swatch + 10, left - swatch - 16, rect.height() - 2)
        _draw_name(painter, name, code.label, colors.ink, way)
        draw_focus(painter, option)
        painter.restore()


class PickDelegate(QStyledItemDelegate):
    """Swatch, name, the names above it, and key of a code to choose."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of one line with a key cap."""
        return QSize(120, max(28, option.fontMetrics.height() + 2 * theme.air(5)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one code in the direction of the interface."""
        code: Code = index.data(ITEM_ROLE)
        model = index.model()
        above = model.above(code) if isinstance(model, CodesModel) else ""
        colors, way, swatch = theme.current(), option.direction, painting.SWATCH
        painter.save()
        draw_whole_ground(painter, option)
        place = _placer(option)
        painting.draw_swatch(painter, place(10, swatch, swatch), code.color, code.kind)
        end = option.rect.width() - 10
        painter.setFont(painting.sized(option.font, painting.base_size(option.font) - 2))
        if code.key:
            cap = place(end - _CAP.width(), _CAP.width(), _CAP.height())
            painting.draw_key_cap(painter, cap, code.key)
        painter.setFont(option.font)
        left, room = swatch + 20, end - _CAP.width() - swatch - 28
        width = min(room, painter.fontMetrics().horizontalAdvance(code.label) + 2)
        height = option.rect.height() - 2
        _draw_name(painter, place(left, width, height), code.label, colors.ink, way)
        if above and room - width > 40:
            rest = place(left + width + 10, room - width - 10, height)
            _draw_name(painter, rest, above, colors.muted, way)
        painter.restore()


class RowDelegate(QStyledItemDelegate):
    """A cell of a table: a swatch where there is one, then one line of text."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line of the reading face, so that all rows have room for one."""
        reading = QFontMetrics(quote_font(option)).height()
        return QSize(60, max(27, reading - 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw a cell in the direction of the interface."""
        ask = _asker(index)
        text, swatch = str(ask(Role.DisplayRole) or ""), ask(SWATCH_ROLE)
        draw_ground(painter, option)
        if not text:
            return
        painter.save()
        font = ask(Role.FontRole)
        painter.setFont(font if isinstance(font, QFont) else option.font)
        place = _placer(option)
        left, width = 8, option.rect.width() - 16
        if swatch is not None:
            size = painting.SWATCH
            painting.draw_swatch(painter, place(left + 2, size, size), *swatch)
            left, width = left + 22, width - 22
        color = ask(Role.ForegroundRole) or theme.current().ink
        at_end = bool(int(ask(Role.TextAlignmentRole) or 0) & _AT_RIGHT)
        box, way = place(left, width, option.rect.height() - 2), option.direction
        painting.draw_line(painter, box, isolate(text), color, way, at_end=at_end)
        painter.restore()


def _asker(index: Index) -> Callable[[int], Any]:
    """Return what answers for the roles of a cell, past the detour through Qt where it can."""
    model = index.model()
    if not isinstance(model, KeyedTable):
        return lambda role: index.data(role)
    item, column = model.item(index.row()), model.columns[index.column()]
    return lambda role: model.describe(item, column, role)


class QuoteDelegate(RowDelegate):
    """A passage of an article in the reading face and in its own direction."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line of the passage, beginning where it is read from."""
        ask = _asker(index)
        text = str(ask(Role.DisplayRole) or "")
        color = ask(Role.ForegroundRole) or theme.current().ink
        painter.save()
        draw_ground(painter, option)
        painter.setFont(quote_font(option))
        rect = option.rect.adjusted(8, 0, -8, 2)
        painting.draw_line(painter, rect, text, color, wording.direction(text))
        painter.restore()


_AT_RIGHT: Final = int(Qt.AlignmentFlag.AlignRight.value)


def quote_font(option: QStyleOptionViewItem) -> QFont:
    """Return the reading face as large as a row has room for."""
    return painting.reading_font(painting.base_size(option.font) + 3)


class Tickable(Protocol):
    """A model whose rows can be ticked."""

    def toggle(self, rows: Sequence[int]) -> None:
        """Tick rows, or untick them when all are ticked."""


class TickDelegate(RowDelegate):
    """A box to tick in a row of a ``Tickable`` model; a dash where only some below are ticked."""

    def has_box(self, _index: Index) -> bool:
        """Tell whether a row can be ticked."""
        return True

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the box in the middle of its cell."""
        draw_ground(painter, option)
        if not self.has_box(index):
            return
        state = index.data(Role.CheckStateRole)
        middle = option.rect.center()
        box = QRect(middle.x() - _BOX // 2, middle.y() - _BOX // 2, _BOX, _BOX)
        painting.draw_tick_box(painter, box, ticked=state == Qt.CheckState.Checked)
        if state == Qt.CheckState.PartiallyChecked:
            painter.save()
            painter.setPen(QPen(theme.current().accent, 2))
            painter.drawLine(box.left() + 4, middle.y(), box.right() - 3, middle.y())
            painter.restore()

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        """Tick or untick by a click."""
        if event.type() != QEvent.Type.MouseButtonRelease or not isinstance(event, QMouseEvent):
            return False
        rows: Tickable = cast(Any, model)
        rows.toggle([index.row()])
        return True
