"""The codebook as a tree of rows: codes, counts, filter, and what dragging one means.

A new snapshot of the codebook is compared with the rows, and only what differs is announced, so an
expanded branch, the current row and the scroll place stay. Painting is the delegate's; nothing is
written here: a drop only says what is wanted.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, overload

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, Qt, Signal

from annotator.i18n import _, ngettext
from annotator.model.codebook import Code, Codebook
from annotator.model.matching import fold_for_matching, has_all, wanted_words
from annotator.ui.delegates import COUNT_ROLE
from annotator.ui.models.keyed_table import ITEM_ROLE, KEY_ROLE, Index, Role
from annotator.ui.widgets import wording

CODE_MIME: Final = "application/x-isnad-code"
"""A dragged code: its key in ASCII digits."""
_NOWHERE: Final = QModelIndex()


class CodebookModel(QAbstractItemModel):
    """Codes by key, each below its parent."""

    rename_wanted = Signal(int, str)
    move_wanted = Signal(int, object, object)
    """A code was dropped: its key, the new parent or None, the sibling it goes before or None."""

    def __init__(self) -> None:
        super().__init__()
        self.book = Codebook(())
        self.editable = False
        self._parents: dict[int, int | None] = {}
        self._children: dict[int | None, list[int]] = {None: []}
        self._codes: dict[int, Code] = {}
        self._counts: dict[int, int] = {}
        self._wanted: tuple[str, ...] = ()

    # what Qt asks

    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return the place of a row."""
        siblings = self._children.get(self.key_at(parent), [])
        if column != 0 or not 0 <= row < len(siblings):
            return QModelIndex()
        return self.createIndex(row, 0, siblings[row])

    @overload
    def parent(self) -> QObject: ...

    @overload
    def parent(self, child: Index) -> QModelIndex: ...

    def parent(self, child: Index | None = None) -> Any:
        """Return the place of the code above; without a place, who owns the model."""
        if child is None:
            return super().parent()
        key = self.key_at(child)
        above = self._parents.get(key) if key is not None else None
        return QModelIndex() if above is None else self.index_of(above)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many codes are shown below one."""
        return len(self._children.get(self.key_at(parent), []))

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return 1: the delegate paints a whole row."""
        return 1

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what is known of a code."""
        key = self.key_at(index)
        if key is None or key not in self._codes:
            return None
        code = self._codes[key]
        if role in (Role.DisplayRole, Role.EditRole):
            return code.label
        if role == Role.AccessibleTextRole:
            return self._spoken(code)
        if role == Role.ToolTipRole:
            return self._tip(code)
        plain = {KEY_ROLE: key, ITEM_ROLE: code, COUNT_ROLE: self.count(key)}
        return plain.get(role)

    def _spoken(self, code: Code) -> str:
        number = self._counts.get(code.id, 0)
        count = ngettext("{n} annotation", "{n} annotations", number)
        key = _("key {key}").format(key=code.key) if code.key else ""
        return wording.joined(code.label, count.format(n=wording.number(number)), key)

    def _tip(self, code: Code) -> str:
        return "\n\n".join(filter(None, (self.book.path(code.id), code.memo)))

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let codes be dragged, dropped on and renamed where the project can be changed."""
        flags = super().flags(index)
        if self.editable:
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        if index.isValid():
            flags |= Qt.ItemFlag.ItemIsDragEnabled
            if self.editable:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Ask for the new name; the row changes when the project has."""
        key = self.key_at(index)
        if role != Role.EditRole or key is None:
            return False
        self.rename_wanted.emit(key, str(value))
        return True

    # dragging

    def supportedDropActions(self) -> Qt.DropAction:
        """Return move, for codes dropped among codes."""
        return Qt.DropAction.MoveAction

    def supportedDragActions(self) -> Qt.DropAction:
        """Return move within the tree and copy onto a text."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def mimeTypes(self) -> list[str]:
        """Return the one kind of thing that can be dropped here."""
        return [CODE_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """Return the dragged code."""
        carried = QMimeData()
        if indexes:
            carried.setData(CODE_MIME, str(self.key_at(indexes[0])).encode())
        return carried

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell whether the code may go there: not below itself."""
        key = dropped_code(data)
        if not self.editable or key not in self._codes:
            return False
        above = self.key_at(parent)
        return above is None or above not in self.book.descendants(key)

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Say what the drop means; False, so that the view removes no row itself."""
        if self.canDropMimeData(data, action, row, column, parent):
            key = dropped_code(data)
            above = self.key_at(parent)
            siblings = self._children.get(above, [])
            before = next((each for each in siblings[row:] if each != key), None)
            self.move_wanted.emit(key, above, before if row >= 0 else None)
        return False

    # what the panel asks

    def key_at(self, index: Index) -> int | None:
        """Return the code of a row, or None for the invisible root."""
        return int(index.internalId()) if index.isValid() else None

    def index_of(self, key: int | None) -> QModelIndex:
        """Return where a code is shown; an invalid index when it is not."""
        if key is None or key not in self._parents:
            return QModelIndex()
        row = self._children[self._parents[key]].index(key)
        return self.createIndex(row, 0, key)

    def keys(self) -> Iterable[int]:
        """Return the codes that are shown."""
        return self._parents.keys()

    def count(self, key: int) -> int:
        """Return how many annotations of the coder carry a code."""
        return self._counts.get(key, 0)

    # what the panel changes

    def set_counts(self, counts: Mapping[int, int]) -> None:
        """Show other counts."""
        touched = {key for key in self._parents if counts.get(key, 0) != self.count(key)}
        self._counts = dict(counts)
        self._announce(touched)

    def add_to_counts(self, differences: Mapping[int, int]) -> None:
        """Change counts by what one gesture changed."""
        for key, difference in differences.items():
            self._counts[key] = max(0, self._counts.get(key, 0) + difference)
        self._announce(key for key in differences if key in self._parents)

    def filter_by(self, typed: str) -> None:
        """Show the codes with the words typed, and those above them."""
        self._wanted = wanted_words(typed)
        self.show(self.book)

    def show(self, book: Codebook) -> None:
        """Bring the rows up to another snapshot of the codebook."""
        self.book = book
        target = self._target(book)
        changed = {
            code.id
            for code, _depth in book.walk()
            if code.id in self._codes and self._codes[code.id] != code
        }
        parents = {key: above for above, keys in target.items() for key in keys}
        self._codes.update((code.id, code) for code, _depth in book.walk())
        moved = [key for key in self._parents if parents.get(key, -1) != self._parents[key]]
        if all(self._move_to(key, parents) for key in moved if key in parents):
            for key in [key for key in self._parents if key not in parents]:
                self._remove(key)
            self._insert_and_order(None, target)
        else:
            self._rebuild(target, parents)
        self._codes = {key: self._codes[key] for key in self._parents}
        self._announce(changed)

    def _target(self, book: Codebook) -> dict[int | None, list[int]]:
        """Return the rows to be shown below each code."""
        shown: set[int] = set()
        for code, _depth in book.walk():
            names = fold_for_matching(f"{code.name}\n{code.name_ar}")
            if not self._wanted or has_all(names, self._wanted):
                above: Code | None = code
                while above is not None:
                    shown.add(above.id)
                    above = book.above(above.id)
        target: dict[int | None, list[int]] = {None: []}
        target[None] = [code.id for code in book.children() if code.id in shown]
        for key in shown:
            target[key] = [code.id for code in book.children(key) if code.id in shown]
        return target

    def _move_to(self, key: int, parents: Mapping[int, int | None]) -> bool:
        """Move a row with all below it to the end of its branch; False where Qt forbids it."""
        above = parents[key]
        self._ensure(above, parents)
        old = self._parents[key]
        row, last = self._children[old].index(key), len(self._children.setdefault(above, []))
        if not self.beginMoveRows(self.index_of(old), row, row, self.index_of(above), last):
            return False
        self._children[old].remove(key)
        self._children[above].append(key)
        self._parents[key] = above
        self.endMoveRows()
        return True

    def _ensure(self, key: int | None, parents: Mapping[int, int | None]) -> None:
        """Add a branch that rows are to be moved to, and the branches above it."""
        if key is not None and key not in self._parents:
            above = parents[key]
            self._ensure(above, parents)
            self._insert(key, above, len(self._children.get(above, [])))

    def _rebuild(
        self, target: Mapping[int | None, list[int]], parents: Mapping[int, int | None]
    ) -> None:
        """Show other rows altogether: the way out when moves would pass through a cycle."""
        self.beginResetModel()
        self._children = {above: list(keys) for above, keys in target.items()}
        self._parents = dict(parents)
        self.endResetModel()

    def _remove(self, key: int) -> None:
        if key not in self._parents:
            return
        above = self._parents[key]
        row = self._children[above].index(key)
        self.beginRemoveRows(self.index_of(above), row, row)
        self._children[above].remove(key)
        self._forget(key)
        self.endRemoveRows()

    def _forget(self, key: int) -> None:
        for child in self._children.pop(key, []):
            self._forget(child)
        del self._parents[key]

    def _insert(self, key: int, above: int | None, row: int) -> None:
        self.beginInsertRows(self.index_of(above), row, row)
        self._children.setdefault(above, []).insert(row, key)
        self._parents[key] = above
        self.endInsertRows()

    def _insert_and_order(self, above: int | None, target: Mapping[int | None, list[int]]) -> None:
        place = self.index_of(above)
        for row, key in enumerate(target.get(above, [])):
            siblings = self._children.setdefault(above, [])
            if key not in self._parents:
                self._insert(key, above, row)
            elif siblings[row] != key:
                old = siblings.index(key)
                self.beginMoveRows(place, old, old, place, row)
                siblings.insert(row, siblings.pop(old))
                self.endMoveRows()
            self._insert_and_order(key, target)

    def _announce(self, keys: Iterable[int]) -> None:
        for key in keys:
            index = self.index_of(key)
            if index.isValid():
                self.dataChanged.emit(index, index)


def dropped_code(data: QMimeData) -> int:
    """Return the key of the code that is dragged; -1 for anything else."""
    carried = bytes(data.data(CODE_MIME).data())
    return int(carried) if carried.isdigit() else -1
