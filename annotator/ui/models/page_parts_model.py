"""The rows of proposed text of the page: a heading for each reason, and the parts found for it.

Belongs here: what a row says, and which rows are ticked. Does not belong here: painting, deciding.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal

from annotator.i18n import N_, _, isolate, ngettext
from annotator.model.boilerplate import REASON_NAMES, FoundPart
from annotator.operations.page_parts import SameParts
from annotator.ui import theme
from annotator.ui.models.keyed_table import Index, Role, alignment
from annotator.ui.widgets import wording

CHECK, WORDS, WHERE = range(3)
_TITLES: Final = ("", N_("Words"), N_("Article"))
_NOWHERE: Final = QModelIndex()
_LISTED: Final = 12
"""Titles of articles that a tooltip lists, at most."""


@dataclass(frozen=True, slots=True)
class Heading:
    """The row above the parts of one reason."""

    reason: str


Row = Heading | SameParts


class PagePartsModel(QAbstractTableModel):
    """Parts with the same words are one row; those that are not sure are not ticked at first."""

    ticks_changed = Signal()

    def __init__(
        self, found: Sequence[SameParts], titles: Mapping[int, str], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._titles = titles
        self.rows: list[Row] = []
        self.ticked = {each for each in found if each.sure}
        self._put(found)

    def _put(self, found: Iterable[SameParts]) -> None:
        self.rows = []
        for reason, group in groupby(found, key=lambda each: each.reason):
            self.rows += [Heading(reason), *group]

    # what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many rows there are, headings included."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a cell says."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Role.CheckStateRole and index.column() == CHECK:
            return self._state(row)
        if role == Role.ForegroundRole and index.column() == WHERE:
            return theme.current().muted
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return self._says(row, index.column())
        if role == Role.ToolTipRole and isinstance(row, SameParts):
            return self._tip(row, index.column())
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.TextAlignmentRole:
            return alignment()
        if role == Role.DisplayRole:
            return _(_TITLES[section]) if _TITLES[section] else ""
        return None

    def _says(self, row: Row, column: int) -> str:
        if isinstance(row, Heading):
            count = sum(len(each.parts) for each in self.of_reason(row.reason))
            told = f"{_(REASON_NAMES[row.reason])} · {wording.grouped(count)}"
            return told if column == WORDS else ""
        if column == WORDS:
            return wording.one_line(row.quote)
        if column == WHERE:
            return self.where(row)
        return ""

    def where(self, row: SameParts) -> str:
        """Return in which article a row's parts are, or in how many."""
        if row.articles == 1:
            return self._titles.get(row.parts[0].article, "")
        told = ngettext("in {n} article", "in {n} articles", row.articles)
        return told.format(n=wording.grouped(row.articles))

    def _tip(self, row: SameParts, column: int) -> str:
        if column == WORDS:
            return row.quote
        articles = list(dict.fromkeys(part.article for part in row.parts))
        lines = [isolate(self._titles.get(key, "")) for key in articles[:_LISTED]]
        return "\n".join([*lines, "…"] if len(articles) > _LISTED else lines)

    # ticks

    def of_reason(self, reason: str) -> list[SameParts]:
        """Return the rows below a heading."""
        return [row for row in self.rows if isinstance(row, SameParts) and row.reason == reason]

    def meant(self, rows: Iterable[int]) -> list[SameParts]:
        """Return the parts that some rows stand for; a heading stands for all below it."""
        found: dict[SameParts, None] = {}
        for number in rows:
            row = self.rows[number]
            group = self.of_reason(row.reason) if isinstance(row, Heading) else [row]
            found.update(dict.fromkeys(group))
        return list(found)

    def _state(self, row: Row) -> Qt.CheckState:
        group = self.of_reason(row.reason) if isinstance(row, Heading) else [row]
        ticked = sum(each in self.ticked for each in group)
        if ticked == len(group):
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if ticked else Qt.CheckState.Unchecked

    def toggle(self, rows: Iterable[int]) -> None:
        """Tick all of some rows, or untick them when all are ticked."""
        meant = set(self.meant(rows))
        if meant <= self.ticked:
            self.ticked -= meant
        else:
            self.ticked |= meant
        self._changed()

    def tick_all(self, *, on: bool) -> None:
        """Tick every row, or none."""
        self.ticked = set(self.everything()) if on else set()
        self._changed()

    def everything(self) -> list[SameParts]:
        """Return all rows but the headings."""
        return [row for row in self.rows if isinstance(row, SameParts)]

    def chosen(self) -> list[FoundPart]:
        """Return the parts that are ticked."""
        return [part for row in self.everything() if row in self.ticked for part in row.parts]

    def take_away(self, gone: Iterable[SameParts]) -> None:
        """Show some rows no more."""
        left = set(gone)
        self.beginResetModel()
        self.ticked -= left
        self._put([row for row in self.everything() if row not in left])
        self.endResetModel()
        self.ticks_changed.emit()

    def _changed(self) -> None:
        if self.rows:
            last = self.index(len(self.rows) - 1, len(_TITLES) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.ticks_changed.emit()
