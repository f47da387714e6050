"""What is to be told of reading a set, and its articles, as tables.

To add a column: a row in ``FINDINGS`` or ``ARTICLES``.
"""

from dataclasses import dataclass
from typing import Any, Final

from annotator.exchange.set_report_file import KIND_NAMES, ordered, place_of, reason_of
from annotator.i18n import N_, _
from annotator.model.set_report import KINDS, SetFinding, SetReport
from annotator.operations.importing_set_plan import (
    CHANGED,
    NEW,
    REFUSED,
    SAME,
    PlannedArticle,
)
from annotator.ui import theme
from annotator.ui.models.keyed_table import Column, KeyedTable, Role
from annotator.ui.widgets import wording

HOW: Final = {
    NEW: N_("new"),
    SAME: N_("in the project"),
    CHANGED: N_("in the project, with another text"),
    REFUSED: N_("cannot be read"),
}
_GRAVE: Final = ("refused", "lost", "conflict")


@dataclass(frozen=True, slots=True)
class Told:
    """A finding and its number in the list."""

    number: int
    finding: SetFinding


def _number(value: int) -> str:
    return wording.number(value) if value else ""


FINDINGS: Final[tuple[Column[Told], ...]] = (
    Column(
        "kind",
        N_("Kind"),
        lambda told: _(KIND_NAMES[told.finding.kind]),
        108,
        order=lambda told: (KINDS.index(told.finding.kind), told.number),
    ),
    Column("document", N_("Article"), lambda told: told.finding.document, 150, least=80),
    Column("quote", N_("Words"), lambda told: told.finding.quote, 190, least=90),
    Column(
        "place",
        N_("Place"),
        lambda told: place_of(told.finding),
        130,
        tip=lambda told: place_of(told.finding),
        least=80,
        gives_way=1,
    ),
    Column(
        "sentence",
        N_("What became of it"),
        lambda told: reason_of(told.finding),
        tip=lambda told: told.finding.sentence,
    ),
)

ARTICLES: Final[tuple[Column[tuple[int, PlannedArticle]], ...]] = (
    Column("title", N_("Article"), lambda row: row[1].title, tip=lambda row: row[1].reason),
    Column("how", N_("In the project"), lambda row: _(HOW[row[1].how]), 190, least=110),
    Column("marks", N_("Marks"), lambda row: _number(row[1].marks), 74, at_end=True),
    Column(
        "attributions",
        N_("Attributions"),
        lambda row: _number(row[1].attributions),
        116,
        at_end=True,
        gives_way=1,
    ),
    Column("moved", N_("Found again"), lambda row: _number(row[1].moved), 122, at_end=True),
    Column("lost", N_("Lost"), lambda row: _number(row[1].lost), 66, at_end=True),
)


class FindingsModel(KeyedTable[Told]):
    """The findings of a report, the gravest first."""

    def __init__(self, report: SetReport) -> None:
        super().__init__(FINDINGS, lambda told: told.number)
        self.set_items(Told(number, each) for number, each in enumerate(ordered(report)))

    def filter_by(self, typed: str) -> None:
        """Show the findings that hold what is typed, in any column."""
        wanted = wording.sort_text(typed.strip())
        self.set_filter(
            lambda told: any(
                wanted in wording.sort_text(column.value(told)) for column in self.columns
            )
        )

    def describe(self, item: Told, column: Column[Told], role: int) -> Any:
        """Return one role of one cell; what is not grave is quiet."""
        if role == Role.ForegroundRole and column.id in ("place", "kind"):
            grave = column.id == "kind" and item.finding.kind in _GRAVE
            return theme.current().warning if grave else theme.current().muted
        return super().describe(item, column, role)


class PlannedModel(KeyedTable[tuple[int, PlannedArticle]]):
    """The articles of a file, in its order."""

    def __init__(self, articles: list[PlannedArticle]) -> None:
        super().__init__(ARTICLES, lambda row: row[0])
        self.set_items(enumerate(articles))

    def describe(
        self,
        item: tuple[int, PlannedArticle],
        column: Column[tuple[int, PlannedArticle]],
        role: int,
    ) -> Any:
        """Return one role of one cell; what is lost stands out."""
        if role == Role.ForegroundRole:
            if column.id == "lost" or item[1].how == REFUSED:
                return theme.current().warning
            return theme.current().muted if column.id == "how" else None
        return super().describe(item, column, role)
