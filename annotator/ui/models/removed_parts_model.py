"""What was taken out of a page, as a list to be ticked: what is ticked goes back into the text."""

from typing import Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt, Signal

from annotator.exchange.readers.import_log import beginning
from annotator.exchange.readers.source_document import REASONS
from annotator.i18n import _, isolate
from annotator.operations.importing_plan import ImportItem
from annotator.ui.models.keyed_table import Index, Role

REASON_ROLE: Final = int(Role.UserRole)
_NOWHERE: Final = QModelIndex()


class RemovedPartsModel(QAbstractListModel):
    """One row for each part of one file that was taken out, in the order of its page."""

    chosen = Signal(object)
    """Other parts are to be in the text: their places."""

    def __init__(self) -> None:
        super().__init__()
        self._item: ImportItem | None = None
        self._places: list[int] = []

    def show_item(self, item: ImportItem | None) -> None:
        """Show the parts of a file; the rows stay when only ticks have changed."""
        places = sorted(item.removed) if item is not None else []
        same = (
            item is not None
            and self._item is not None
            and places == self._places
            and item.path == self._item.path
            and item.parts == self._item.parts
        )
        if same:
            self._item = item
            if places:
                self.dataChanged.emit(self.index(0), self.index(len(places) - 1))
            return
        self.beginResetModel()
        self._item, self._places = item, places
        self.endResetModel()

    def place_of(self, row: int) -> int:
        """Return the place of a row's part among all parts of the page; -1 without a row."""
        return self._places[row] if 0 <= row < len(self._places) else -1

    @property
    def is_all_back(self) -> bool:
        """Whether nothing of the page is missing in the text."""
        return self._item is not None and len(self._item.put_back) == len(self._places)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many parts were taken out."""
        return 0 if parent.isValid() else len(self._places)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return the beginning of a part's words, why it was taken out, and whether it is back."""
        if not index.isValid() or self._item is None:
            return None
        place = self._places[index.row()]
        parts = self._item.turned if self._item.is_turned else self._item.parts
        part = parts[place]
        if role == Role.DisplayRole:
            return beginning(part.text)
        if role == Role.ToolTipRole:
            return part.text[:1_000]
        if role == REASON_ROLE:
            return _(REASONS.get(part.reason, part.reason))
        if role == Role.AccessibleTextRole:
            return f"{isolate(beginning(part.text))}, {_(REASONS.get(part.reason, part.reason))}"
        if role == Role.CheckStateRole:
            back = place in self._item.put_back
            return Qt.CheckState.Checked if back else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let parts be ticked."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsUserCheckable if index.isValid() else flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Put a part back, or take it out again."""
        if role != Role.CheckStateRole:
            return False
        self.tick([index.row()], Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def toggle(self, rows: list[int]) -> None:
        """Put several parts back, or take them out again when all of them are back."""
        item = self._item
        if item is not None:
            self.tick(rows, not all(self._places[row] in item.put_back for row in rows))

    def tick(self, rows: list[int], back: bool) -> None:
        """Put several parts back, or take them out again."""
        if self._item is None:
            return
        places = {self._places[row] for row in rows}
        before = self._item.put_back
        self.chosen.emit(frozenset(before | places if back else before - places))

    def tick_all(self, back: bool) -> None:
        """Put everything back, or take everything out again."""
        self.chosen.emit(frozenset(self._places if back else ()))
