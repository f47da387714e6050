"""Choosing the attribution in which others lie, by typing some of its chain or claim."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _
from annotator.model.attribution import Attribution
from annotator.model.matching import fold_for_matching, has_all, wanted_words
from annotator.operations.attributing import INFER
from annotator.ui import chain_order, theme
from annotator.ui.context import Context
from annotator.ui.delegates import draw_whole_ground
from annotator.ui.widgets import attribution_wording, painting, wording

WIDTH, HEIGHT = 380, 400
NONE: Final = 0
"""The row that says: in nobody's words."""
_ROW: Final = int(Qt.ItemDataRole.UserRole)


class ParentRow(NamedTuple):
    """One answer: an attribution's key, NONE or INFER, its chain and its claim."""

    key: int
    title: str
    quote: str = ""
    present: bool = False


class ParentDelegate(QStyledItemDelegate):
    """The chain, and below it the claim in the reading face."""

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Return the height of one line or two."""
        row: ParentRow = index.data(_ROW)
        quote = QFontMetrics(painting.reading_font(15)).height() if row.quote else 0
        return QSize(120, option.fontMetrics.height() + 12 + quote)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row."""
        row: ParentRow = index.data(_ROW)
        colors = theme.current()
        painter.save()
        draw_whole_ground(painter, option)
        area = option.rect.adjusted(10, 5, -10, -5)
        font = painting.sized(option.font, painting.base_size(option.font), bold=row.present)
        painter.setFont(font)
        height = painter.fontMetrics().height() + 2
        rtl = row.title.startswith("\u200f") if row.quote else option.direction == painting.RTL
        way = painting.RTL if rtl else painting.LTR
        first = QRect(area.left(), area.top(), area.width(), height)
        color = colors.ink if row.quote or row.present else colors.accent
        painting.draw_line(painter, first, row.title, color, way)
        if row.quote:
            painter.setFont(painting.reading_font(15))
            second = QRect(
                area.left(), first.bottom(), area.width(), area.bottom() - first.bottom()
            )
            way = wording.direction(row.quote)
            painting.draw_line(painter, second, row.quote, colors.muted, way)
        painter.restore()


class ParentPicker(QDialog):
    """A field and the attributions of the article that fit; Enter takes one, Escape none."""

    def __init__(
        self, context: Context, children: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("picker")
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(_("Whose words it stands in"))
        self.setAccessibleName(self.windowTitle())
        self.context = context
        self.picked: int | None = None
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Type a speaker or words of a claim…"))
        self.field.setAccessibleName(self.windowTitle())
        self.view = QListWidget(self)
        self.empty = QLabel(_("No attribution fits."), self)
        self.empty.setProperty("role", "muted")
        self._rows = self._make_rows(children)
        self._folded = [fold_for_matching(f"{row.title} {row.quote}") for row in self._rows]
        self._lay_out()
        self.field.textChanged.connect(self._filter)
        self.view.itemClicked.connect(lambda item: self._take(item.data(_ROW)))
        self._filter("")

    def _lay_out(self) -> None:
        self.view.setItemDelegate(ParentDelegate(self.view))
        self.view.setAccessibleName(_("Attributions"))
        self.view.setMouseTracking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(6)
        box.addWidget(self.field)
        box.addWidget(self.view, 1)
        box.addWidget(self.empty)
        self.resize(WIDTH, HEIGHT)

    def _make_rows(self, children: Sequence[int]) -> list[ParentRow]:
        known = self.context.attributions
        chosen = [each for key in children if (each := known.get(key))]
        parents = {each.parent for each in chosen}
        present = parents.pop() if len(parents) == 1 else INFER
        rows = [
            ParentRow(NONE, _("None: the author’s own words"), "", present is None),
            ParentRow(INFER, _("What containment says")),
        ]
        below = chain_order.below(known.known, children)
        coders = {each.coder for each in chosen}
        for each in chain_order.in_order(self.context, known):
            if each.id not in below and each.coder in coders:
                rows.append(self._row(each, present=each.id == present))
        return rows

    def _row(self, attribution: Attribution, *, present: bool) -> ParentRow:
        article = self.context.article
        claim = article.get(attribution.content) if article is not None else None
        quote = wording.one_line(claim.span.quote[:200]) if claim else "…"
        chain = attribution_wording.chain(chain_order.names(self.context, attribution))
        return ParentRow(attribution.id, chain, quote, present)

    def _filter(self, typed: str) -> None:
        words = wanted_words(typed)
        self.view.clear()
        for row, folded in zip(self._rows, self._folded, strict=True):
            if has_all(folded, words):
                item = QListWidgetItem(self.view)
                item.setText(row.title)
                item.setData(_ROW, row)
                if row.present:
                    self.view.setCurrentItem(item)
        if self.view.currentRow() < 0 and self.view.count():
            self.view.setCurrentRow(0)
        self.empty.setVisible(not self.view.count())

    @property
    def shown(self) -> list[ParentRow]:
        """What is listed."""
        return [self.view.item(row).data(_ROW) for row in range(self.view.count())]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a card with round corners: outside them the window is transparent."""
        colors = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colors.accent, 1))
            painter.setBrush(colors.panel)
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 8, 8)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list or take a row; the rest goes to the field."""
        key, count = event.key(), self.view.count()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            item = self.view.currentItem()
            if item is not None:
                self._take(item.data(_ROW))
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and count:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.view.setCurrentRow((self.view.currentRow() + step) % count)
        else:
            super().keyPressEvent(event)

    def _take(self, row: ParentRow) -> None:
        self.picked = row.key
        self.accept()

    @classmethod
    def ask(
        cls, context: Context, children: Sequence[int], below: QRect, parent: QWidget
    ) -> int | None:
        """Return an attribution, NONE or INFER; None when nothing was chosen.

        *below* is the place on the screen under which the list opens.
        """
        picker = cls(context, children, parent)
        area = parent.screen().availableGeometry()
        left = below.right() - picker.width() + 1 if picker.isRightToLeft() else below.left()
        left = max(area.left(), min(left, area.right() - picker.width()))
        top = max(area.top(), min(below.bottom() + 2, area.bottom() - picker.height()))
        picker.move(left, top)
        picker.field.setFocus()
        picker.exec()
        picker.deleteLater()
        return picker.picked
