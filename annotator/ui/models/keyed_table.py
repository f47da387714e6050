"""A table of items with integer keys, sorted and filtered, that changes row by row.

Belongs here: order, filter, insertion and removal in place. Does not belong here: what the columns
say (see the models that declare them) and where items come from (see the panels).

To add a column to a table: a row in the model's ``COLUMNS``.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from annotator.i18n import _
from annotator.ui.widgets import wording

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
KEY_ROLE: Final = int(Role.UserRole)
ITEM_ROLE: Final = KEY_ROLE + 1
SWATCH_ROLE: Final = KEY_ROLE + 3
"""A colour and the kind of code it belongs to, drawn before the text of a cell."""
AT_ONCE: Final = 200
"""More changes than this are announced as a reset: cheaper, and never the size of a gesture."""
_NOWHERE: Final = QModelIndex()


@dataclass(frozen=True)
class Column(Generic[T]):
    """What a column says of an item, its width in pixels (0 takes the rest), how it sorts."""

    id: str
    title: str
    value: Callable[[T], str]
    width: int = 0
    at_end: bool = False
    """Set numbers at the end edge of the column."""
    order: Callable[[T], Any] | None = None
    """What the column sorts by; the folded value without it."""
    tip: Callable[[T], str] | None = None
    least: int = 0
    """The width it may be narrowed to where there is little room; 0 is the one it has."""
    gives_way: int = 0
    """Where there is no room even so, the column of the highest number goes first; 0 stays."""


class KeyedTable(QAbstractTableModel, Generic[T]):
    """Items by key, in the order of one column, those that a filter accepts."""

    rows_changed = Signal()
    """Rows came, went or were replaced: for counters and empty states."""

    def __init__(self, columns: Sequence[Column[T]], key: Callable[[T], int]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._key = key
        self._items: dict[int, T] = {}
        self._places: dict[int, Any] = {}
        self._rows: list[tuple[Any, int]] = []
        self._order: Callable[[T], Any] = key
        self._descending = False
        self._accepts: Callable[[T], bool] = lambda _item: True

    # what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many items are shown."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns are declared."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a column says of the item in a row."""
        if not index.isValid():
            return None
        item = self.item(index.row())
        if role == KEY_ROLE:
            return self._key(item)
        if role == ITEM_ROLE:
            return item
        return self.describe(item, self.columns[index.column()], role)

    def describe(self, item: T, column: Column[T], role: int) -> Any:
        """Return one role of one cell; models add their own roles here."""
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return column.value(item)
        if role == Role.ToolTipRole:
            return column.tip(item) if column.tip else None
        if role == Role.TextAlignmentRole:
            return alignment(at_end=column.at_end)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Role.DisplayRole:
            # A title at the end edge would lie under the arrow that shows the order.
            room = "\u2003" if self.columns[section].at_end else ""
            return _(self.columns[section].title) + room
        if role == Role.TextAlignmentRole:
            return alignment(at_end=self.columns[section].at_end)
        return None

    # what panels ask

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return key in self._places

    @property
    def total(self) -> int:
        """How many items there are, shown or not."""
        return len(self._items)

    def item(self, row: int) -> T:
        """Return the item in a row."""
        return self._items[self._rows[self._flip(row)][1]]

    def get(self, key: int) -> T | None:
        """Return the item of a key, shown or not."""
        return self._items.get(key)

    def everything(self) -> Iterable[T]:
        """Return all items, shown or not."""
        return self._items.values()

    def index_of(self, key: int) -> QModelIndex:
        """Return where the item of *key* is shown; an invalid index when it is not."""
        if key not in self._places:
            return QModelIndex()
        return self.index(self._flip(bisect_left(self._rows, (self._places[key], key))), 0)

    def key_at(self, index: Index) -> int:
        """Return the key of the item in a row."""
        return self._key(self.item(index.row()))

    def _flip(self, row: int) -> int:
        return len(self._rows) - 1 - row if self._descending else row

    # what panels change

    def set_items(self, items: Iterable[T]) -> None:
        """Show other items."""
        self.beginResetModel()
        self._items = {self._key(item): item for item in items}
        self._arrange()
        self.endResetModel()
        self.rows_changed.emit()

    def set_filter(self, accepts: Callable[[T], bool]) -> None:
        """Show the items that *accepts* says yes to."""
        self.beginResetModel()
        self._accepts = accepts
        self._arrange()
        self.endResetModel()
        self.rows_changed.emit()

    def sort_by_column(self, column: int, order: Qt.SortOrder, tie: Callable[[T], Any]) -> None:
        """Sort by what a column declares, or says; *tie* orders those that are equal in it."""
        if not 0 <= column < len(self.columns):
            return
        chosen = self.columns[column]
        by = chosen.order or (lambda item: wording.sort_text(chosen.value(item)))
        down = order == Qt.SortOrder.DescendingOrder
        self.set_order(lambda item: (by(item), tie(item)), descending=down)

    def set_order(self, order: Callable[[T], Any], *, descending: bool = False) -> None:
        """Sort by what *order* returns; persistent places and the selection follow."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        keys = [self.key_at(index) for index in held]
        self._order, self._descending = order, descending
        self._arrange()
        moved = [
            self.index(self.index_of(key).row(), index.column())
            for key, index in zip(keys, held, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def _arrange(self) -> None:
        shown = [item for item in self._items.values() if self._accepts(item)]
        self._places = {self._key(item): self._order(item) for item in shown}
        self._rows = sorted((place, key) for key, place in self._places.items())

    def put(self, items: Iterable[T]) -> None:
        """Add items or replace those of the same key, each where it belongs."""
        fresh = list(items)
        if len(fresh) > AT_ONCE:
            self.set_items({**self._items, **{self._key(item): item for item in fresh}}.values())
            return
        for item in fresh:
            self._put(item)
        if fresh:
            self.rows_changed.emit()

    def _put(self, item: T) -> None:
        key = self._key(item)
        if not self._accepts(item):
            self._hide(key)
            self._items[key] = item
            return
        place = self._order(item)
        if key not in self._places:
            at = bisect_left(self._rows, (place, key))
            row = len(self._rows) - at if self._descending else at
            self.beginInsertRows(_NOWHERE, row, row)
            self._items[key] = item
            self._places[key] = place
            self._rows.insert(at, (place, key))
            self.endInsertRows()
            return
        if self._places[key] != place:
            self._move(key, place, item)
        self._items[key] = item
        row = self.index_of(key).row()
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def _move(self, key: int, place: Any, item: T) -> None:
        old = bisect_left(self._rows, (self._places[key], key))
        new = bisect_left(self._rows, (place, key))
        new -= new > old
        if new != old:
            source, target = self._flip(old), self._flip(new)
            self.beginMoveRows(
                _NOWHERE, source, source, _NOWHERE, target + 1 if target > source else target
            )
        self._rows.pop(old)
        self._rows.insert(new, (place, key))
        self._places[key] = place
        self._items[key] = item
        if new != old:
            self.endMoveRows()

    def take(self, keys: Iterable[int]) -> None:
        """Remove the items of *keys*; those that are not here are passed over."""
        gone = [key for key in keys if key in self._items]
        if len(gone) > AT_ONCE:
            lost = set(gone)
            self.set_items([item for key, item in self._items.items() if key not in lost])
            return
        for key in gone:
            self._hide(key)
            del self._items[key]
        if gone:
            self.rows_changed.emit()

    def _hide(self, key: int) -> None:
        if key not in self._places:
            return
        at = bisect_left(self._rows, (self._places[key], key))
        row = self._flip(at)
        self.beginRemoveRows(_NOWHERE, row, row)
        self._rows.pop(at)
        del self._places[key]
        self.endRemoveRows()


def alignment(*, at_end: bool = False) -> int:
    """Return where a cell's text stands, as an integer for a model's role."""
    side = Qt.AlignmentFlag.AlignRight if at_end else Qt.AlignmentFlag.AlignLeft
    return int((side | Qt.AlignmentFlag.AlignVCenter).value)
