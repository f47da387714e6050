"""What to look at again, as a table.

To add a column: a row in ``_columns``; the name of a rule: a row in ``RULES``.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from PySide6.QtCore import Qt

from annotator.i18n import N_, _, is_right_to_left
from annotator.model.problems import Problem
from annotator.ui import theme
from annotator.ui.models.keyed_table import Column, KeyedTable, Role
from annotator.ui.widgets import wording

RULES: Final = {
    "bare": N_("Nobody and no cue"),
    "contained": N_("Continuation inside"),
    "implicit": N_("Implicit, yet marked"),
    "named": N_("Named, yet not marked"),
    "unquoted": N_("Direct without quotes"),
    "unbalanced": N_("Open quotation"),
    "paragraphs": N_("Across paragraphs"),
    "bidi": N_("Direction mark"),
    "twice": N_("Said twice"),
    "crossing": N_("Crossing claims"),
}


class Row(NamedTuple):
    """A problem, its number in the list, and its place in the text (-1 where it is not known)."""

    number: int
    problem: Problem
    place: int = -1


class ProblemsModel(KeyedTable[Row]):
    """Problems in the order they were found in."""

    def __init__(self) -> None:
        self.titles: Mapping[int, str] = {}
        self.coders: Mapping[int, str] = {}
        super().__init__(self._columns(), lambda row: row.number)

    def _columns(self) -> tuple[Column[Row], ...]:
        return (
            Column("rule", N_("Rule"), rule, 160),
            Column("sentence", N_("What to look at"), sentence),
            Column("article", N_("Article"), self._title, 210),
            Column(
                "place",
                N_("Place"),
                lambda row: wording.number(row.place) if row.place >= 0 else "",
                74,
                at_end=True,
                order=lambda row: row.place,
            ),
            Column("coder", N_("Coder"), self._coder, 90),
        )

    def _coder(self, row: Row) -> str:
        return self.coders.get(row.problem.coder or 0, "")

    def _title(self, row: Row) -> str:
        return self.titles.get(row.problem.article or 0, "")

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equals stay as they were found."""
        if not 0 <= column < len(self.columns):
            return
        chosen = self.columns[column]
        by = chosen.order or (lambda row: wording.sort_text(chosen.value(row)))
        down = order == Qt.SortOrder.DescendingOrder
        self.set_order(lambda row: (by(row), row.number), descending=down)

    def describe(self, item: Row, column: Column[Row], role: int) -> Any:
        """Return a cell; the rule stands in the warning's colour, what tells the place is muted."""
        if role == Role.ForegroundRole:
            if column.id == "rule":
                return theme.current().warning
            return None if column.id == "sentence" else theme.current().muted
        if role == Role.ToolTipRole and column.id == "sentence":
            return item.problem.sentence
        return super().describe(item, column, role)


def sentence(row: Row) -> str:
    """Return what is found, read as the interface is although it begins with words of the text."""
    mark = "\u200f" if is_right_to_left() else "\u200e"
    return mark + row.problem.sentence


def rule(row: Row) -> str:
    """Return what a rule is called."""
    return _(RULES[row.problem.rule]) if row.problem.rule in RULES else row.problem.rule
