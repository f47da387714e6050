"""The registry of sources as a table, and what one of them is quoted with as another.

To add a column: a row in ``COLUMNS`` or ``_columns``.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import Qt

from annotator.i18n import N_
from annotator.model.segments import ArticleFacts
from annotator.operations import registry_search
from annotator.operations.segments import Quotation
from annotator.operations.sources import Listed
from annotator.ui import theme
from annotator.ui.models.keyed_table import Column, KeyedTable, Role
from annotator.ui.models.paged_table import PagedTable
from annotator.ui.widgets import registry_wording, wording


def other_names(entry: Listed) -> str:
    """Return what a source is called besides its name, on one line."""
    return wording.joined(*(n for n in entry.entity.names if n != entry.entity.name))


COLUMNS: Final[tuple[Column[Listed], ...]] = (
    Column("name", N_("Name"), lambda entry: entry.entity.name),
    Column(
        "quotes",
        N_("Quotes"),
        lambda entry: wording.number(entry.use.attributions),
        86,
        at_end=True,
        order=lambda entry: entry.use.attributions,
    ),
    Column(
        "articles",
        N_("Articles"),
        lambda entry: wording.number(entry.use.articles),
        80,
        at_end=True,
        order=lambda entry: entry.use.articles,
    ),
    Column("kind", N_("Kind"), lambda entry: registry_wording.entity_kind(entry.entity.kind), 100),
    Column("role", N_("Role"), lambda entry: registry_wording.entity_role(entry.entity.role), 96),
    Column("names", N_("Further names"), other_names, 190, tip=other_names),
)
BY_USE: Final = 1
"""The column by which the registry is sorted at first: who is quoted most."""
QUOTE_COLUMN: Final = 2
CHAIN_COLUMN: Final = 3


class SourcesModel(KeyedTable[Listed]):
    """Sources by key, each with its use."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, lambda entry: entry.entity.id)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equals stand by name."""
        self.sort_by_column(column, order, lambda entry: wording.sort_text(entry.entity.name))

    def filter_by(self, typed: str) -> None:
        """Show the sources one of whose names fits what is typed."""
        if not typed.strip():
            self.set_filter(lambda _entry: True)
        else:
            self.set_filter(lambda entry: registry_search.likeness(entry.entity.names, typed) > 0)

    def describe(self, item: Listed, column: Column[Listed], role: int) -> Any:
        """Return a cell; all but the name are muted."""
        if role == Role.ForegroundRole:
            return None if column.id == "name" and item.use.attributions else theme.current().muted
        if role == Role.ToolTipRole and column.id == "name":
            return wording.joined(item.entity.name, other_names(item), item.entity.memo)
        return super().describe(item, column, role)


_NOWHERE: Final = ArticleFacts("", "", "", -1, "")


class QuotationsModel(PagedTable[Quotation]):
    """What a source is quoted with, in date order; words are read for the rows looked at."""

    def __init__(self, read: Callable[[list[int]], dict[int, Any]]) -> None:
        self.articles: Mapping[int, ArticleFacts] = {}
        self.coders: Mapping[int, str] = {}
        super().__init__(self._columns(), lambda row: row.attribution, read)
        self.set_order(self._place)

    def _columns(self) -> tuple[Column[Quotation], ...]:
        return (
            Column("published", N_("Date"), self._date, 88, at_end=True),
            Column("outlet", N_("Outlet"), lambda row: self.facts(row).outlet, 78),
            Column("quote", N_("Text"), lambda row: self._said(row, "quote")),
            Column("chain", N_("Chain"), lambda row: self._said(row, "chain"), 132),
            Column("coder", N_("Coder"), lambda row: self.coders.get(row.coder, ""), 70),
        )

    def facts(self, row: Quotation) -> ArticleFacts:
        """Return what is known about the article of a row."""
        return self.articles.get(row.article, _NOWHERE)

    def _place(self, row: Quotation) -> Any:
        facts = self.facts(row)
        return (not facts.published, facts.published, facts.rank, row.attribution)

    def _date(self, row: Quotation) -> str:
        return wording.date(self.facts(row).published) if self.facts(row).published else ""

    def _said(self, row: Quotation, which: str) -> str:
        words = self.words(row)
        return wording.one_line(getattr(words, which)) if words else ""

    def show(
        self,
        rows: list[Quotation],
        articles: Mapping[int, ArticleFacts],
        coders: Mapping[int, str],
    ) -> None:
        """Show other quotations."""
        self.articles, self.coders = articles, coders
        self.set_items(rows)

    def describe(self, item: Quotation, column: Column[Quotation], role: int) -> Any:
        """Return a cell; all but the quote are muted."""
        if role == Role.ForegroundRole and column.id != "quote":
            return theme.current().muted
        if role == Role.ToolTipRole:
            return self._said(item, column.id) if column.id in ("quote", "chain") else None
        return super().describe(item, column, role)
