"""The articles as the list shows them, and the orders it can be sorted in.

To add an order: a row in ``ORDERS``. Painting is the delegate's, filtering by what is typed the
panel's.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from PySide6.QtCore import Qt, Signal

from annotator.i18n import N_, _, ngettext
from annotator.model.article import STATUSES, ArticleRow
from annotator.model.matching import fold_for_matching, has_all, wanted_words
from annotator.ui.models.keyed_table import Column, Index, KeyedTable, Role
from annotator.ui.widgets import wording


@dataclass(frozen=True, slots=True)
class Order:
    """A way to sort the list; ``place`` is None for the order of the project."""

    id: str
    title: str
    place: Callable[[ArticleRow], Any] | None = None
    descending: bool = False


ORDERS: Final = (
    Order("project", N_("Project order")),
    Order("title", N_("Title"), lambda row: wording.sort_text(row.title)),
    Order("outlet", N_("Outlet"), lambda row: (wording.sort_text(row.outlet), row.published)),
    Order("date", N_("Newest first"), lambda row: row.published, descending=True),
    Order("count", N_("Most annotations"), lambda row: row.annotations, descending=True),
    Order("status", N_("Status"), lambda row: STATUSES.index(row.status)),
)


class ArticlesModel(KeyedTable[ArticleRow]):
    """The project's articles, one row each."""

    rename_wanted = Signal(int, str)
    """A title was written in place: the article's key and the title."""

    def __init__(self) -> None:
        super().__init__((Column("title", N_("Title"), _title),), _id)
        self.editable = False
        self._ranks: dict[int, int] = {}
        self._folded: dict[int, tuple[ArticleRow, str]] = {}

    def rank(self, row: ArticleRow) -> int:
        """Return an article's place in the project."""
        return self._ranks.get(row.id, row.id)

    def set_rows(self, rows: list[ArticleRow]) -> None:
        """Show the project's articles, given in the project's order."""
        self._ranks = {row.id: rank for rank, row in enumerate(rows)}
        self._folded = {}
        self.set_items(rows)

    def sort_by(self, order: Order) -> None:
        """Sort in one of the declared orders; equals keep the project's."""
        place = order.place
        if place is None:
            self.set_order(self.rank)
            return
        sign = -1 if order.descending else 1
        self.set_order(lambda row: (place(row), sign * self.rank(row)), descending=order.descending)

    def filter_by(self, typed: str, status: str) -> None:
        """Show the articles whose title, outlet or author has the words typed, of one status."""
        wanted = wanted_words(typed)

        def accepts(row: ArticleRow) -> bool:
            return (not status or row.status == status) and (
                not wanted or has_all(self._fold(row), wanted)
            )

        self.set_filter(accepts)

    def _fold(self, row: ArticleRow) -> str:
        known = self._folded.get(row.id)
        if known is None or known[0] is not row:
            text = fold_for_matching(f"{row.title}\n{row.outlet}\n{row.author}")
            self._folded[row.id] = known = (row, text)
        return known[1]

    def describe(self, item: ArticleRow, column: Column[ArticleRow], role: int) -> Any:
        """Return the title; for a screen reader the whole row as a sentence."""
        if role == Role.EditRole:
            return item.title
        if role == Role.AccessibleTextRole:
            return wording.joined(item.title, *details(item), counted(item), status_name(item))
        if role == Role.ToolTipRole:
            return wording.joined(item.title, *details(item), item.author)
        return super().describe(item, column, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let titles be written in place where the project can be changed."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.isValid() and self.editable else flags

    def setData(self, index: Index, value: Any, role: int = Role.EditRole) -> bool:
        """Ask for the new title; the row changes when the project has."""
        if role != Role.EditRole:
            return False
        self.rename_wanted.emit(self.key_at(index), str(value))
        return True


def details(row: ArticleRow) -> tuple[str, str]:
    """Return the outlet and the date of the second line."""
    return row.outlet, wording.date(row.published) if row.published else ""


def counted(row: ArticleRow) -> str:
    """Return how many annotations the coder made, in words."""
    return ngettext("{n} annotation", "{n} annotations", row.annotations).format(
        n=wording.number(row.annotations)
    )


def status_name(row: ArticleRow) -> str:
    """Return the status in words."""
    return _(wording.STATUS_NAMES[row.status])


def _title(row: ArticleRow) -> str:
    return row.title


def _id(row: ArticleRow) -> int:
    return row.id
