"""The command palette: type a few letters of a command or a code, Enter runs it or tags with it.

What is typed is compared without harakat, tatweel and the kinds of alef, ya and ta marbuta.
"""

from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _
from annotator.model.codebook import Code
from annotator.model.matching import fold_for_matching, wanted_words
from annotator.ui import theme
from annotator.ui.actions import ACTIONS, MENUS, SUBMENUS
from annotator.ui.context import Context
from annotator.ui.delegates import draw_whole_ground
from annotator.ui.states import satisfied
from annotator.ui.widgets import painting

ROW: Final = 32
SHOWN: Final = 9
_NOWHERE: Final = QModelIndex()
WIDTH: Final = 520
KEYS: Final = 92
"""Room for a key at the end of a line, pixels, so that what stands before it is in line."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: a command's id or a code, its text, where it belongs, its key."""

    text: str
    folded: str
    place: str
    key: str
    action: str = ""
    code: Code | None = None


def entries(context: Context) -> list[Entry]:
    """Return the codes and the commands that can be used now, codes first."""
    states = satisfied(context)
    found = []
    if "place" in states:
        book = context.codebook
        for code, _depth in book.walk():
            path = book.path(code.id)
            folded = fold_for_matching(f"{path} {code.name} {code.name_ar}")
            found.append(Entry(code.label, folded, _("Code"), code.key, code=code))
    for action in ACTIONS:
        if action.needs not in states or action.id == "show_palette":
            continue
        text = _(action.text).replace("&", "")
        place = _(MENUS[action.menu]).replace("&", "")
        if action.submenu:
            place = _(SUBMENUS[action.submenu])
        key = (*action.letter, *action.keys, "")[0]
        folded = fold_for_matching(f"{text} {place} {action.text} {action.id}")
        found.append(Entry(text, folded, place, key.replace("+", " "), action=action.id))
    return found + _saved_searches(context)


def _saved_searches(context: Context) -> list[Entry]:
    """Return the searches that are kept under a name."""
    from annotator.operations.saved_searches import saved_searches

    place = _("Saved search")
    return [
        Entry(
            kept.name,
            fold_for_matching(f"{kept.name} {place} {kept.query.text}"),
            place,
            "",
            action=f"saved:{kept.id}",
        )
        for kept in (saved_searches(context.project) if context.project else ())
    ]


def matching(candidates: list[Entry], typed: str) -> list[Entry]:
    """Return the entries with all the words typed, those that begin so first."""
    wanted = wanted_words(typed)
    if not wanted:
        return candidates
    found = [entry for entry in candidates if all(word in entry.folded for word in wanted)]
    typed_whole = " ".join(wanted)

    def rank(entry: Entry) -> int:
        name = fold_for_matching(entry.text)
        if name.startswith(typed_whole):
            return 0
        return 1 if all(word in name for word in wanted) else 2

    return sorted(found, key=rank)


class _Model(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, found: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = found
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.entries)

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        entry = self.entries[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return entry.text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(filter(None, (entry.text, entry.place, entry.key)))
        return None


class _Delegate(QStyledItemDelegate):
    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        model = index.model()
        assert isinstance(model, _Model)
        entry = model.entries[index.row()]
        colors, way = theme.current(), option.direction
        whole = option.rect
        painter.save()
        draw_whole_ground(painter, option)

        def placed(left: int, width: int) -> QRect:
            logical = QRect(whole.left() + left, whole.top(), width, whole.height())
            return painting.toward(way, whole, logical)

        if entry.code is not None:
            swatch = placed(14, painting.SWATCH)
            swatch.setTop(whole.center().y() - painting.SWATCH // 2)
            swatch.setHeight(painting.SWATCH)
            painting.draw_swatch(painter, swatch, entry.code.color, entry.code.kind)
        width = whole.width()
        key_width = painter.fontMetrics().horizontalAdvance(entry.key) + 14 if entry.key else 0
        place_width = painter.fontMetrics().horizontalAdvance(entry.place) + 8
        start = 36
        room = width - start - 14 - max(key_width, KEYS) - place_width - 18
        painting.draw_line(painter, placed(start, room), entry.text, colors.ink, way)
        place = placed(width - 14 - max(key_width, KEYS) - 10 - place_width, place_width)
        painting.draw_line(painter, place, entry.place, colors.muted, way, at_end=True)
        if entry.key:
            cap = placed(width - 12 - key_width, key_width)
            cap.adjust(0, 6, 0, -6)
            painting.draw_key_cap(painter, cap, entry.key)
        painter.restore()

    def sizeHint(
        self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(WIDTH, ROW)


class CommandPalette(QFrame):
    """A field and a list over the article; Escape or a click elsewhere closes it."""

    chosen = Signal(object)
    """The entry that was chosen."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("palette")
        self._window = parent
        self._context = context
        self._candidates: list[Entry] = []
        self._before: QWidget | None = None
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Type a command or a code"))
        self.field.setAccessibleName(_("Type a command or a code"))
        self.list = QListView(self)
        self.list.setAccessibleName(_("Commands and codes"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.model = _Model(self)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_Delegate(self.list))
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(6)
        column.addWidget(self.field)
        column.addWidget(self.list)
        self.field.textChanged.connect(self._filter)
        self.field.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        self.hide()

    def open(self, middle: int, top: int) -> None:
        """Show it around *middle*, *top* pixels below the window's edge."""
        window = self._window
        self._before = window.focusWidget()
        self._candidates = entries(self._context)
        self.field.clear()
        self._filter("")
        width = min(WIDTH, window.width() - 24)
        left = max(12, min(middle - width // 2, window.width() - width - 12))
        self.setGeometry(left, top, width, self._height())
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def _height(self) -> int:
        rows = max(1, min(SHOWN, self.model.rowCount()))
        return self.field.sizeHint().height() + rows * ROW + 26

    def _filter(self, typed: str) -> None:
        self.model.show(matching(self._candidates, typed))
        if self.model.rowCount():
            self.list.setCurrentIndex(self.model.index(0))
        self.resize(self.width(), self._height())

    def _choose(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        entry = self.model.entries[index.row()]
        self.dismiss()
        self.chosen.emit(entry)

    def dismiss(self) -> None:
        """Close it and give the focus back."""
        before, self._before = self._before, None
        self.hide()
        if before is not None:
            before.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the arrows, Enter and Escape from the field; leave when it loses the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
            leaving = event.reason() not in (
                Qt.FocusReason.ActiveWindowFocusReason,
                Qt.FocusReason.PopupFocusReason,
            )
            if leaving and self.isVisible():
                self._before = None
                self.hide()
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        steps = {
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_PageDown: SHOWN,
            Qt.Key.Key_PageUp: -SHOWN,
        }
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.dismiss()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self.list.currentIndex())
        elif key in steps:
            last = self.model.rowCount() - 1
            row = max(0, min(last, self.list.currentIndex().row() + steps[key]))
            self.list.setCurrentIndex(self.model.index(row))
        else:
            return False
        return True
