"""Similar passages as a table, the likest first.

To add a column: a row in ``COLUMNS``.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from PySide6.QtCore import Qt

from annotator.i18n import N_, _
from annotator.operations.similar import Passage
from annotator.ui import theme
from annotator.ui.models.keyed_table import Column, KeyedTable, Role
from annotator.ui.widgets import wording


class Row(NamedTuple):
    """A passage and its rank."""

    rank: int
    passage: Passage


def likeness(row: Row) -> str:
    """Return how alike a passage is, in words."""
    share = wording.number(round(100 * row.passage.score))
    told = _("{n} of 100").format(n=share)
    return wording.joined(_("reprint"), told) if row.passage.is_reprint else told


def claim(row: Row) -> str:
    """Return which claim is marked there: the ledger's wording, or that there is one."""
    claims = row.passage.claims
    if not claims:
        return ""
    return wording.one_line(claims[0].wording) or _("marked, not in the ledger")


def where(row: Row) -> str:
    """Return date and outlet of a passage's article, and its title on a second line."""
    passage = row.passage
    date = wording.date(passage.published) if passage.published else ""
    return f"{wording.joined(date, passage.outlet)}\n{wording.one_line(passage.title)}"


COLUMNS: Final[tuple[Column[Row], ...]] = (
    Column("likeness", N_("Likeness"), likeness, 92, order=lambda row: -row.rank, least=80),
    Column("quote", N_("Text"), lambda row: wording.one_line(row.passage.quote), least=200),
    Column(
        "where",
        N_("Article"),
        where,
        176,
        order=lambda row: row.passage.published,
        least=112,
        gives_way=1,
    ),
    Column("claim", N_("Claim"), claim, 130, least=92, gives_way=2),
)
LIKENESS_COLUMN: Final = 0
QUOTE_COLUMN: Final = 1
CLAIM_COLUMN: Final = 3


class SimilarModel(KeyedTable[Row]):
    """Passages by their rank."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, lambda row: row.rank)

    def show(self, passages: Sequence[Passage]) -> None:
        """Show passages, the likest first."""
        self.set_items(Row(rank, passage) for rank, passage in enumerate(passages))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equals stand by their likeness."""
        down = order == Qt.SortOrder.DescendingOrder
        self.sort_by_column(column, order, lambda row: -row.rank if down else row.rank)

    def describe(self, item: Row, column: Column[Row], role: int) -> Any:
        """Return a cell; what tells the place is muted."""
        if role == Role.ForegroundRole:
            return None if column.id in ("quote", "claim") else theme.current().muted
        if role == Role.ToolTipRole:
            if column.id == "quote":
                return item.passage.quote
            return column.value(item)
        return super().describe(item, column, role)
