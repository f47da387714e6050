"""Suggestions as a table: of one article, or what a run has found in many.

To add a column: a row in ``_columns``. The words are read for the rows that are looked at.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from PySide6.QtCore import Qt

from annotator.i18n import N_, ngettext
from annotator.model.segments import ArticleFacts
from annotator.model.suggestion_rows import Kept, Words
from annotator.ui import theme
from annotator.ui.models.keyed_table import Column, Role
from annotator.ui.models.paged_table import PagedTable
from annotator.ui.widgets import cue_wording, wording

ARTICLE, LEFT, SOURCE, CUE, CONTENT, KIND, SCORE = range(7)
_NO_WORDS: Final = Words("", "", "")


class SuggestionsModel(PagedTable[Kept]):
    """Suggestions by key, in reading order unless a column says otherwise."""

    def __init__(self, read: Callable[[list[int]], dict[int, Any]]) -> None:
        self.articles: Mapping[int, ArticleFacts] = {}
        self.counts: Mapping[int, int] = {}
        super().__init__(self._columns(), lambda row: row.key, read)
        self.set_order(self.place)

    def _columns(self) -> tuple[Column[Kept], ...]:
        in_order = self.place
        return (
            Column("article", N_("Article"), self.title, 140, order=in_order),
            Column("left", N_("Left"), self._left, 52, order=self._count, tip=self._tell_left),
            Column("source", N_("Source"), lambda row: self.told(row).source, 130, order=in_order),
            Column("cue", N_("Cue"), lambda row: self.told(row).cue, 84, order=_by_cue),
            Column("content", N_("Claim"), lambda row: self.told(row).content, order=in_order),
            Column("kind", N_("Kind of cue"), _kind, 114),
            Column("score", N_("Score"), _score, 64, at_end=True, order=lambda row: row.score),
        )

    def told(self, row: Kept) -> Words:
        """Return the words of a row."""
        return self.words(row) or _NO_WORDS

    def title(self, row: Kept) -> str:
        """Return the title of a row's article."""
        facts = self.articles.get(row.article)
        return facts.title if facts else ""

    def _count(self, row: Kept) -> int:
        """Return how many suggestions the row's article has."""
        return self.counts.get(row.article, 0)

    def _left(self, row: Kept) -> str:
        return wording.number(self._count(row))

    def _tell_left(self, row: Kept) -> str:
        count = self._count(row)
        told = ngettext(
            "{n} suggestion left in the article", "{n} suggestions left in the article", count
        )
        return told.format(n=wording.number(count))

    def place(self, row: Kept) -> Any:
        """Return where a row stands in the order of reading."""
        facts = self.articles.get(row.article)
        return (facts.rank if facts else 0, row.article, row.start, row.key)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equals stay in the order of reading."""
        self.sort_by_column(column, order, self.place)

    def describe(self, item: Kept, column: Column[Kept], role: int) -> Any:
        """Return a cell; what places and weighs it is muted."""
        if role == Role.ForegroundRole:
            if column.id == "content":
                return None
            roles = theme.current().roles
            return roles[column.id].text if column.id in roles else theme.current().muted
        if role == Role.ToolTipRole:
            if column.id == "article":
                return self.title(item)
            if column.tip is not None:
                return column.tip(item)
            return getattr(self.told(item), column.id, None)
        return super().describe(item, column, role)


def _kind(row: Kept) -> str:
    return wording.joined(cue_wording.kind(row.kind), cue_wording.cue_stance(row.stance))


def _score(row: Kept) -> str:
    return wording.number(round(100 * row.score))


def _by_cue(row: Kept) -> str:
    return wording.sort_text(row.cue)
