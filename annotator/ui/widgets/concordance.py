"""Hits with the words around them in three columns: before, hit, after, each row by its direction.

Belongs here: painting and placing the columns. What is found is the model's.
"""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.model.search import Hit
from annotator.ui import theme
from annotator.ui.delegates import draw_ground
from annotator.ui.models.hits_model import AFTER, ARTICLE, BEFORE, DATE, HIT, HIT_ROLE, OUTLET
from annotator.ui.widgets import painting, wording
from annotator.ui.widgets.table_view import TableView

Index = QModelIndex | QPersistentModelIndex
_EDGE: Final = 5
"""Pixels between a hit and the words beside it, on each side of the columns' edge."""
_LEAST_SIDE: Final = 150
_HIT_WIDTHS: Final = (84, 230)
_JOINER: Final = "\u200d"
_RTL, _LTR = Qt.LayoutDirection.RightToLeft, Qt.LayoutDirection.LeftToRight


def fitted(text: str, width: int, metrics: QFontMetrics, *, at_start: bool) -> str:
    """Return *text* with whole words left out at its start, or at its end, until it fits.

    No word is cut, so that no letter changes its shape; a first word that is too wide stays.
    """
    if metrics.horizontalAdvance(text) <= width:
        return text
    words = text.split(" ")

    def with_words(count: int) -> str:
        if at_start:
            return " ".join(("…", *words[len(words) - count :]))
        return " ".join((*words[:count], "…"))

    low, high = 1, len(words) - 1
    while low < high:
        middle = (low + high + 1) // 2
        if metrics.horizontalAdvance(with_words(middle)) <= width:
            low = middle
        else:
            high = middle - 1
    return with_words(low) if len(words) > 1 else text


def joined_parts(hit: Hit) -> tuple[str, str, str]:
    """Return before, hit and after as single lines; letters that are cut apart keep their shapes.

    A hit within a word stands apart from the rest of the word in a list: a zero width joiner at the
    cut lets both sides look as they do in the text.
    """
    before, quote, after = (wording.one_line(each) for each in (hit.before, hit.quote, hit.after))
    if hit.before and _joins(hit.before[-1]) and quote and _joins(quote[0]):
        before, quote = before + _JOINER, _JOINER + quote
    if hit.after and _joins(hit.after[0]) and quote and _joins(quote[-1]):
        quote, after = quote + _JOINER, _JOINER + after
    return before, quote, after


def _joins(character: str) -> bool:
    return character.isalpha() or "\u064b" <= character <= "\u0670"


class ConcordanceDelegate(QStyledItemDelegate):
    """A cell of before, hit or after in the reading face, flush with the hit."""

    def __init__(self, before: int, hit: int, after: int, view: QWidget) -> None:
        super().__init__(view)
        self._columns = before, hit, after
        self.rtl = True
        """Whether *before* stands on the right of the hit; rows of the other kind are mirrored."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a line of the reading face."""
        return QSize(60, max(27, QFontMetrics(reading_font(option.font)).height() - 2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell."""
        draw_ground(painter, option)
        hit: Hit | None = index.data(HIT_ROLE)
        if hit is None:
            return
        before, quote, after = joined_parts(hit)
        rtl = wording.is_rtl(f"{hit.before}{hit.quote}{hit.after}")
        way = _RTL if rtl else _LTR
        painter.save()
        painter.setFont(reading_font(option.font))
        rect = option.rect.adjusted(_EDGE, 0, -_EDGE, 2)
        if index.column() == self._columns[1]:
            self._draw_hit(painter, rect, quote, way)
        else:
            stands_right = (index.column() == self._columns[0]) == self.rtl
            is_before = stands_right == rtl
            text = fitted(
                before if is_before else after,
                rect.width(),
                painter.fontMetrics(),
                at_start=is_before,
            )
            colors = theme.current()
            side = Qt.AlignmentFlag.AlignLeft if stands_right else Qt.AlignmentFlag.AlignRight
            painter.setClipRect(option.rect)
            painter.setPen(colors.muted if is_before else colors.ink)
            _draw(painter, rect, text, way, side)
        painter.restore()

    def _draw_hit(
        self, painter: QPainter, rect: QRect, quote: str, way: Qt.LayoutDirection
    ) -> None:
        font = painter.font()
        font.setBold(True)
        painter.setFont(font)
        painter.setPen(theme.current().accent)
        middle = Qt.TextElideMode.ElideMiddle
        shown = painter.fontMetrics().elidedText(quote, middle, rect.width())
        _draw(painter, rect, shown, way, Qt.AlignmentFlag.AlignHCenter)


def reading_font(font: QFont) -> QFont:
    """Return the face in which a list quotes articles."""
    return painting.reading_font(painting.base_size(font) + 3)


def _draw(
    painter: QPainter,
    rect: QRect,
    text: str,
    way: Qt.LayoutDirection,
    side: Qt.AlignmentFlag,
) -> None:
    painter.setLayoutDirection(way)
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(rect, int(flags.value) | int(Qt.TextFlag.TextSingleLine.value), text)


class ConcordanceView(TableView):
    """The hits of a search; the two sides share what the other columns leave."""

    copy_wanted = Signal()
    """The selected rows are to be copied."""
    _GIVEN_UP: Final[Sequence[int]] = (ARTICLE, DATE, OUTLET)
    """Columns that are left out one after the other where there is no room."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.cells = ConcordanceDelegate(BEFORE, HIT, AFTER, self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._own_widths: dict[int, int] = {}

    def show_hits(self, model: Any) -> None:
        """Show a model of hits."""
        self.setModel(model)
        for column in (BEFORE, HIT, AFTER):
            self.setItemDelegateForColumn(column, self.cells)
        self.lay_out_columns(model.columns)
        self._own_widths = {n: each.width for n, each in enumerate(model.columns) if each.width}
        header = self.header()
        header.setSectionsClickable(True)
        for column in range(header.count()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        self.set_direction(rtl=model.rtl)

    def set_direction(self, *, rtl: bool) -> None:
        """Put *before* on the right of the hit, or on its left."""
        self.cells.rtl = rtl
        header = self.header()
        wanted = [BEFORE, HIT, AFTER] if rtl == self.isRightToLeft() else [AFTER, HIT, BEFORE]
        for place, column in enumerate(wanted):
            header.moveSection(header.visualIndex(column), place)
        self.viewport().update()

    def fit_hits(self, hits: Sequence[Hit]) -> None:
        """Make the column of the hits as wide as these need."""
        font = reading_font(self.font())
        font.setBold(True)
        metrics = QFontMetrics(font)
        widest = max(
            (metrics.horizontalAdvance(wording.one_line(hit.quote)) for hit in hits), default=0
        )
        least, most = _HIT_WIDTHS
        self._own_widths[HIT] = max(least, min(most, widest + 4 * _EDGE))
        self._share()

    def _share(self) -> None:
        room = self.viewport().width()
        shown = dict(self._own_widths)
        for column in self._GIVEN_UP:
            is_tight = room - sum(shown.values()) < 2 * _LEAST_SIDE
            self.setColumnHidden(column, is_tight)
            if is_tight:
                shown.pop(column)
        for column, width in shown.items():
            self.setColumnWidth(column, width)
        side = max(40, (room - sum(shown.values())) // 2)
        self.setColumnWidth(BEFORE, side)
        self.setColumnWidth(AFTER, max(40, room - sum(shown.values()) - side))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        if self.model() is not None:
            self._share()

    def event(self, event: QEvent) -> bool:
        """Keep the keys that mean the rows of the list from being commands of the window."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.matches(QKeySequence.StandardKey.Copy) or (enter and not event.modifiers()):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy the selected rows, or move."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        else:
            super().keyPressEvent(event)
