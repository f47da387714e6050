"""Choosing one of many named things by typing some of its name: a field over a list, as a card.

Belongs here: the field, the list and the keys. What there is to choose is the pickers' that derive.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFrame,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import isolate
from annotator.ui import theme
from annotator.ui.context import Context
from annotator.ui.delegates import draw_whole_ground
from annotator.ui.widgets import painting, wording

Index = QModelIndex | QPersistentModelIndex
SIZE: Final = QSize(460, 400)
_EDGE: Final = 10
_NOWHERE: Final = QModelIndex()


class Choice(NamedTuple):
    """One thing to choose: its key, what it is called, and what else is said of it."""

    key: int
    title: str
    detail: str = ""
    likely: bool = False
    """It is proposed: a dot stands before it."""


class _Choices(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[Choice] = ()

    def show(self, rows: Sequence[Choice]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        choice = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return choice.title
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return wording.joined(choice.title, choice.detail)
        return choice if role == Qt.ItemDataRole.UserRole else None


class _ChoiceDelegate(QStyledItemDelegate):
    """Two lines: the name, and below it what else is said."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, 2 * option.fontMetrics.height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        choice: Choice = index.data(Qt.ItemDataRole.UserRole)
        colors, way = theme.current(), option.direction
        painter.save()
        draw_whole_ground(painter, option)
        rect = option.rect.adjusted(_EDGE, 5, -_EDGE, -5)
        if choice.likely:
            dot = QRect(rect.left(), rect.top() + option.fontMetrics.height() // 2 - 2, 6, 6)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colors.accent)
            painter.drawEllipse(painting.toward(way, rect, dot))
        inset = 14 if choice.likely else 0
        title = QRect(
            rect.left() + inset, rect.top(), rect.width() - inset, option.fontMetrics.height() + 2
        )
        detail = title.translated(0, title.height())
        painter.setFont(option.font)
        title = painting.toward(way, rect, title)
        shown = painter.fontMetrics().elidedText(
            choice.title, Qt.TextElideMode.ElideRight, title.width()
        )
        painting.draw_line(painter, title, isolate(shown), colors.ink, way)
        painter.setFont(painting.sized(option.font, painting.base_size(option.font) - 1))
        painting.draw_line(
            painter, painting.toward(way, rect, detail), choice.detail, colors.muted, way
        )
        painter.restore()


class Picker(QDialog):
    """A field and what fits what is typed; Enter takes one, Escape none, Ctrl+Enter makes one."""

    def __init__(self, context: Context, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("picker")
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.context = context
        self.picked: int | None = None
        self.model = _Choices(self)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(title)
        self.field.setAccessibleName(title)
        self.view = QListView(self)
        self.nothing = QLabel(self)
        self.nothing.setProperty("role", "muted")
        self.nothing.setContentsMargins(10, 6, 10, 6)
        self.make_button = QPushButton(self)
        self.make_button.setProperty("role", "quiet")
        self.make_button.setAutoDefault(False)
        self.make_button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.make_button.clicked.connect(self._make)
        self._lay_out()
        self.field.textChanged.connect(self.refresh)
        self.view.clicked.connect(lambda index: self._take(self.model.rows[index.row()].key))

    def _lay_out(self) -> None:
        self.view.setModel(self.model)
        self.view.setItemDelegate(_ChoiceDelegate(self.view))
        self.view.setAccessibleName(self.windowTitle())
        self.view.setUniformItemSizes(True)
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setMouseTracking(True)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        box = QVBoxLayout(self)
        box.setContentsMargins(8, 8, 8, 8)
        box.setSpacing(6)
        box.addWidget(self.field)
        box.addWidget(self.nothing)
        box.addWidget(self.view, 1)
        box.addWidget(self.make_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.resize(SIZE)

    # what pickers say

    def choices(self, typed: str) -> Sequence[Choice]:
        """Return what fits what is typed, the likest first."""
        raise NotImplementedError

    def offer(self, typed: str) -> str:
        """Return what making a new one is called now; nothing when none can be made."""
        return ""

    def make(self, typed: str) -> int | None:
        """Make a new one and return its key; None when it was refused."""
        return None

    def none_sentence(self) -> str:
        """Return what is said when nothing fits."""
        return ""

    # what happens

    def refresh(self) -> None:
        """Show what fits what is typed."""
        typed = self.field.text().strip()
        rows = list(self.choices(typed))
        self.model.show(rows)
        if rows:
            self.view.setCurrentIndex(self.model.index(0, 0))
        self.nothing.setText("" if rows else self.none_sentence())
        self.nothing.setVisible(bool(self.nothing.text()))
        offered = self.offer(typed) if self.context.can_write else ""
        metrics = self.make_button.fontMetrics()
        shown = metrics.elidedText(offered, Qt.TextElideMode.ElideRight, SIZE.width() - 130)
        self.make_button.setText(f"{shown}   Ctrl+Enter".replace("&", "&&") if offered else "")
        self.make_button.setToolTip(offered)
        self.make_button.setVisible(bool(offered))

    def _take(self, key: int) -> None:
        self.picked = key
        self.accept()

    def _make(self) -> None:
        typed = self.field.text().strip()
        if not self.offer(typed) or not self.context.can_write:
            return
        self.picked = self.make(typed)
        if self.picked is not None:
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list, take one or make one; the rest goes to the field."""
        key, rows = event.key(), len(self.model.rows)
        row = self.view.currentIndex().row()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._make()
            elif rows:
                self._take(self.model.rows[max(row, 0)].key)
            else:
                self._make()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and rows:
            step = 1 if key == Qt.Key.Key_Down else -1
            self.view.setCurrentIndex(self.model.index((row + step) % rows, 0))
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a card with round corners: outside them the window is transparent."""
        colors = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colors.accent, 1))
            painter.setBrush(colors.panel)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def run_at(self, place: QPoint | None) -> int | None:
        """Show the card near *place* (global), or amid its parent; return what was chosen."""
        above = self.parentWidget()
        if place is None and above is not None:
            middle = above.mapToGlobal(above.rect().center())
            place = middle - QPoint(self.width() // 2, self.height() // 2)
        elif place is not None and self.isRightToLeft():
            place = place - QPoint(self.width(), 0)
        if place is not None:
            screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
            area = screen.availableGeometry()
            self.move(
                max(area.left(), min(place.x(), area.right() - self.width())),
                max(area.top(), min(place.y(), area.bottom() - self.height())),
            )
        self.refresh()
        self.field.setFocus()
        self.exec()
        self.deleteLater()
        return self.picked
