"""The steps of the history as a table, newest first.

To add a column: a row in ``COLUMNS``. Steps are numbered, so their numbers are the order.
"""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtGui import QFont, QGuiApplication

from annotator.i18n import N_, _
from annotator.model.changes import StepInfo
from annotator.ui import theme
from annotator.ui.models.keyed_table import Column, Index, KeyedTable, Role
from annotator.ui.widgets import wording

STATES: Final = {
    "undone": N_("undone"),
    "undo": N_("undo"),
    "redo": N_("redo"),
    "wall": N_("cannot be undone"),
    "outside": N_("by another program"),
}


def state_of(step: StepInfo) -> str:
    """Return in words what became of a step; nothing for one that simply stands."""
    known = STATES.get(step.state if step.state == "undone" else step.kind)
    return _(known) if known else ""


COLUMNS: Final[tuple[Column[StepInfo], ...]] = (
    Column("at", N_("Time"), lambda step: wording.moment(step.at), 150, least=84),
    Column("name", N_("Step"), lambda step: step.name),
    Column("coder", N_("Coder"), lambda step: step.coder, 130, least=64, gives_way=2),
    Column("state", N_("State"), state_of, 140, least=72, gives_way=1),
)


class HistoryModel(KeyedTable[StepInfo]):
    """Steps by number; a view fetches older ones when it comes to its end.

    *older* returns the steps before one, newest first.
    """

    def __init__(self, older: Callable[[int | None], list[StepInfo]]) -> None:
        super().__init__(COLUMNS, lambda step: step.id)
        self.set_order(lambda step: step.id, descending=True)
        self._older = older
        self._all = True

    @property
    def oldest(self) -> int | None:
        """The number of the oldest step loaded, or None."""
        return self.item(len(self) - 1).id if len(self) else None

    def begin(self, steps: list[StepInfo], *, all_loaded: bool) -> None:
        """Show the newest steps."""
        self._all = all_loaded
        self.set_items(steps)

    def canFetchMore(self, parent: Index) -> bool:
        """Tell whether there are older steps."""
        return not parent.isValid() and not self._all

    def fetchMore(self, parent: Index) -> None:
        """Load a page of older steps."""
        found = self._older(self.oldest)
        self._all = not found
        self.put(found)

    def describe(self, item: StepInfo, column: Column[StepInfo], role: int) -> Any:
        """Return a cell; an undone step is struck through and muted, a replay muted."""
        if role == Role.FontRole and item.state == "undone" and column.id == "name":
            font = QFont(QGuiApplication.font())
            font.setStrikeOut(True)
            return font
        quiet = item.state == "undone" or item.kind in ("undo", "redo")
        if role == Role.ForegroundRole and (quiet or column.id != "name"):
            return theme.current().muted
        if role == Role.ToolTipRole:
            return wording.joined(item.name, wording.moment(item.at), item.coder)
        return super().describe(item, column, role)
