"""The files of an import as a table to be corrected before it is run.

To add a column: a row in ``COLUMNS``. The plan is a value of ``operations.importing_plan``; every
edit replaces it, and nothing is stored before the import runs.
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal

from annotator.exchange.readers.encodings import encoding_name
from annotator.exchange.readers.source_document import Part
from annotator.i18n import N_, _, isolate
from annotator.model.article import DIRECTIONS
from annotator.model.dates import is_date
from annotator.model.errors import InputError
from annotator.operations import importing_parts
from annotator.operations.importing_plan import ImportItem, ImportPlan, reread
from annotator.ui import theme
from annotator.ui.models.keyed_table import Index, Role, alignment
from annotator.ui.widgets import wording

INCLUDE: Final = 0
_NOWHERE: Final = QModelIndex()
Flag = Qt.ItemFlag


@dataclass(frozen=True, slots=True)
class ImportColumn:
    """A column: what it says of a file, and the field of the draft that it edits, if any."""

    title: str
    value: Callable[[ImportItem], str]
    width: int
    field: str = ""
    at_end: bool = False


def _draft(name: str) -> Callable[[ImportItem], str]:
    return lambda item: str(getattr(item.draft, name))


@dataclass(slots=True)
class ByHand:
    """What the person said of one file; it outlives every new guess."""

    fields: dict[str, str] = field(default_factory=dict)
    include: bool | None = None
    encoding: str = ""
    put_back: frozenset[int] | None = None
    parts: tuple[Part, ...] = ()
    """The parts of the page as they were when some of them were put back."""
    is_turned: bool = False


COLUMNS: Final = (
    ImportColumn(N_("File"), lambda item: item.name, 170),
    ImportColumn(N_("Title"), _draft("title"), 260, "title"),
    ImportColumn(N_("Outlet"), _draft("outlet"), 110, "outlet"),
    ImportColumn(N_("Author"), _draft("author"), 110, "author"),
    ImportColumn(N_("Date"), _draft("published"), 92, "published"),
    ImportColumn(N_("Address"), _draft("url"), 130, "url"),
    ImportColumn(
        N_("Direction"),
        lambda item: wording.listed(wording.DIRECTION_NAMES, item.draft.direction),
        136,
        "direction",
    ),
    ImportColumn(N_("Encoding"), lambda item: encoding_name(item.encoding), 100),
    ImportColumn(
        N_("Words"), lambda item: wording.number(len(item.draft.text.split())), 64, at_end=True
    ),
    ImportColumn(N_("Remarks"), lambda item: remarks(item), 220),
)


def remarks(item: ImportItem) -> str:
    """Return what is to be noted about a file: the text it repeats, and the warnings."""
    found = list(item.warnings)
    if item.duplicate_of:
        found.insert(0, _("Same text as {title}").format(title=isolate(item.duplicate_of)))
    return wording.SEPARATOR.join(found)


class ImportModel(QAbstractTableModel):
    """One row for each file; the first cell of a row says whether it is imported."""

    plan_changed = Signal()
    refused = Signal(str)
    """A value was refused: the reason."""

    def __init__(self, plan: ImportPlan) -> None:
        super().__init__()
        self.plan = plan
        self._hand: dict[Path, ByHand] = {}
        self.direction_column = next(
            place for place, column in enumerate(COLUMNS) if column.field == "direction"
        )

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many files there are."""
        return 0 if parent.isValid() else len(self.plan.items)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns are declared."""
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return _(COLUMNS[section].title)
        if role == Role.TextAlignmentRole:
            return alignment(at_end=COLUMNS[section].at_end)
        return None

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a cell says."""
        if not index.isValid():
            return None
        item, column = self.plan.items[index.row()], COLUMNS[index.column()]
        if role == Role.CheckStateRole and index.column() == INCLUDE:
            return Qt.CheckState.Checked if item.include else Qt.CheckState.Unchecked
        if role == Role.EditRole:
            return getattr(item.draft, column.field) if column.field else column.value(item)
        if role in (Role.DisplayRole, Role.ToolTipRole):
            return column.value(item)
        if role == Role.TextAlignmentRole:
            return alignment(at_end=column.at_end)
        if role == Role.ForegroundRole:
            return self._color(item, column)
        return None

    def _color(self, item: ImportItem, column: ImportColumn) -> Any:
        colors = theme.current()
        if not item.include:
            return colors.muted
        return None if column.field or column.title == "File" else colors.muted

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let files be left out and their metadata be edited."""
        flags = super().flags(index)
        if not index.isValid():
            return flags
        if index.column() == INCLUDE:
            flags |= Flag.ItemIsUserCheckable
        if COLUMNS[index.column()].field:
            flags |= Flag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Take a corrected value or whether a file is imported."""
        row, item = index.row(), self.plan.items[index.row()]
        if role == Role.CheckStateRole and index.column() == INCLUDE:
            self._by_hand(item).include = Qt.CheckState(value) == Qt.CheckState.Checked
            self._replace(row, item)
            return True
        name = COLUMNS[index.column()].field
        if role != Role.EditRole or not name:
            return False
        text = str(value).strip()
        fault = _fault(name, text)
        if fault:
            self.refused.emit(fault)
            return False
        self._by_hand(item).fields[name] = text
        self._replace(row, item)
        return True

    def _by_hand(self, item: ImportItem) -> ByHand:
        return self._hand.setdefault(item.path, ByHand())

    def _kept(self, plan: ImportPlan) -> ImportPlan:
        """Return the plan with everything in it that the person has said."""
        edited = plan.with_items([self._with_edits(item) for item in plan.items])
        chosen = tuple(self._with_choice(item) for item in edited.items)
        return replace(edited, items=chosen)  # a choice stands, whatever is a duplicate of what

    def _with_edits(self, item: ImportItem) -> ImportItem:
        hand = self._hand.get(item.path)
        if hand is None:
            return item
        item = importing_parts.turn_around(item, hand.is_turned)
        if hand.put_back is not None:
            item = importing_parts.put_back(item, _places(item, hand))
        fields: dict[str, Any] = hand.fields
        return replace(item, draft=replace(item.draft, **fields)) if fields else item

    def _with_choice(self, item: ImportItem) -> ImportItem:
        hand = self._hand.get(item.path)
        return item if hand is None or hand.include is None else replace(item, include=hand.include)

    def _replace(self, row: int, item: ImportItem) -> None:
        self.plan = self._kept(self.plan.with_item(row, item))
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(COLUMNS) - 1))
        self.plan_changed.emit()

    def include(self, rows: Sequence[int], included: bool) -> None:
        """Import or leave out several files."""
        for row in rows:
            self._by_hand(self.plan.items[row]).include = included
        self._show(self._kept(self.plan))

    def put_back(self, row: int, places: frozenset[int]) -> None:
        """Let the text of a file have the removed parts at *places*, and no others."""
        item = self.plan.items[row]
        hand = self._by_hand(item)
        hand.put_back, hand.parts = places, item.parts
        self._replace(row, item)

    def turn_around(self, row: int, turned: bool) -> None:
        """Turn the letters of a file around, or leave them as they were."""
        item = self.plan.items[row]
        self._by_hand(item).is_turned = turned
        self._replace(row, item)

    def read_in(self, rows: Sequence[int], encoding: str) -> None:
        """Read files in another encoding; one that is not in it stays as it was, with a word.

        What is guessed is guessed anew from the text; what was corrected by hand stays.
        """
        for row in rows:
            item = self._reread(self.plan.items[row], encoding)
            if item is not None:
                self._by_hand(item).encoding = encoding
                self._replace(row, item)

    def _reread(self, item: ImportItem, encoding: str) -> ImportItem | None:
        try:
            return reread(item, encoding)
        except InputError as error:
            self.refused.emit(error.message)
            return None

    def set_plan(self, plan: ImportPlan) -> None:
        """Show another plan of the same files, with what the person corrected, chose and read."""
        items = list(plan.items)
        for row, item in enumerate(items):
            encoding = self._by_hand(item).encoding
            if encoding and encoding != item.encoding:
                items[row] = self._reread(item, encoding) or item
        self._show(self._kept(plan.with_items(items)))

    def _show(self, plan: ImportPlan) -> None:
        self.beginResetModel()
        self.plan = plan
        self.endResetModel()
        self.plan_changed.emit()


def _places(item: ImportItem, hand: ByHand) -> Set[int]:
    """Return what was put back; by its words where the page was read in another way since."""
    places = hand.put_back or frozenset()
    if item.parts == hand.parts:
        return places
    return importing_parts.places_of(item, (hand.parts[place].text for place in places))


def _fault(field: str, value: str) -> str:
    if field == "title" and not value:
        return _("An article needs a title.")
    if field == "published" and value and not is_date(value):
        return _("{value} is not a date; write 2024-03-12, 2024-03 or 2024.").format(value=value)
    if field == "direction" and value not in DIRECTIONS:
        return _("{value} is not a direction.").format(value=value)
    return ""
