"""All annotations of the project as a table, each with its article.

To add a column: a row in ``_columns``. Quotes and memos are read for the rows that are looked at.
"""

from collections.abc import Callable, Mapping
from operator import itemgetter
from typing import Any, Final

from PySide6.QtCore import Qt

from annotator.i18n import N_, _
from annotator.model.annotation import CONFIDENCES
from annotator.model.matching import has_all
from annotator.model.segments import ArticleFacts, Conditions, SegmentRow
from annotator.ui import theme
from annotator.ui.models.keyed_table import SWATCH_ROLE, Column, Role
from annotator.ui.models.paged_table import PagedTable
from annotator.ui.models.segments_model import FLAG, MEMO, Names
from annotator.ui.widgets import wording

_NOWHERE: Final = ArticleFacts("", "", "", -1, "")
QUOTE_COLUMN: Final = 1
PLACE_COLUMN: Final = 6
UNJUDGED: Final = ("unset", False, False)


class ProjectSegmentsModel(PagedTable[SegmentRow]):
    """Annotations of all articles, one row each, in reading order at first.

    *read* returns ``SegmentText`` by key; *quotes* every quote, *judged* confidence and signs of
    every annotation; *fold* what is compared of a text.
    """

    def __init__(
        self,
        read: Callable[[list[int]], dict[int, Any]],
        quotes: Callable[[], dict[int, str]],
        judged: Callable[[], Mapping[int, tuple[str, bool, bool]]],
        fold: Callable[[str], str],
    ) -> None:
        self.names = Names()
        self.articles: Mapping[int, ArticleFacts] = {}
        super().__init__(self._columns(), itemgetter(0), read)
        self._quotes, self._all_judged, self._fold = quotes, judged, fold
        self._folded: dict[int, str] | None = None
        self._known_judged: dict[int, tuple[str, bool, bool]] = {}
        self._sorted_by: tuple[int, Qt.SortOrder] = (PLACE_COLUMN, Qt.SortOrder.AscendingOrder)

    def _columns(self) -> tuple[Column[SegmentRow], ...]:
        """Return the table's columns; the one without a width takes what is left."""
        return (
            Column("code", N_("Code"), self._code, 112),
            Column("quote", N_("Text"), self._quote),
            Column("title", N_("Article"), lambda row: self.facts(row).title, 128),
            Column("outlet", N_("Outlet"), lambda row: self.facts(row).outlet, 80),
            Column("published", N_("Date"), self._date, 88, at_end=True),
            Column("coder", N_("Coder"), self._coder, 68),
            Column("start", N_("Place"), self._place, 64, at_end=True),
            Column("confidence", N_("Confidence"), self._confidence, 92),
            Column("signs", N_("Signs"), self._signs, 58),
        )

    # what a row says

    def facts(self, row: SegmentRow) -> ArticleFacts:
        """Return what is known about the article of a row."""
        return self.articles.get(row.article, _NOWHERE)

    def _code(self, row: SegmentRow) -> str:
        code = self.names.book.get(row.code)
        return code.label if code else ""

    def _coder(self, row: SegmentRow) -> str:
        return self.names.coders.get(row.coder, "")

    def _quote(self, row: SegmentRow) -> str:
        words = self.words(row)
        return wording.one_line(words.quote) if words else ""

    def _date(self, row: SegmentRow) -> str:
        return wording.date(self.facts(row).published) if self.facts(row).published else ""

    def _place(self, row: SegmentRow) -> str:
        return wording.number(row.start or 0)

    def _confidence(self, row: SegmentRow) -> str:
        words = self.words(row)
        known = words is not None and words.confidence != "unset"
        return _(wording.CONFIDENCE_NAMES[words.confidence]) if known else ""

    def _signs(self, row: SegmentRow) -> str:
        words = self.words(row)
        if words is None:
            return ""
        return " ".join([FLAG] * words.important + [MEMO] * bool(words.memo))

    # order and filter

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equals stay in reading order."""
        if 0 <= column < len(self.columns):
            self._sorted_by = (column, order)
            self.sort_anew()

    def sort_anew(self) -> None:
        """Sort once more by the same column, after names or dates have changed."""
        column, order = self._sorted_by
        self.set_order(
            self._order_by(self.columns[column].id),
            descending=order == Qt.SortOrder.DescendingOrder,
        )

    def _order_by(self, column: str) -> Callable[[SegmentRow], Any]:
        # One number is compared faster than several: rank and start, both below 2 ** 32.
        known = {key: facts.rank << 32 for key, facts in self.articles.items()}
        if column == "start":
            return lambda row: known.get(row[1], -1) + row[4]
        if column == "quote":
            folded = self._all_folded()
            return lambda row: (folded.get(row.id, ""), row.id)
        told = self._told(column)
        return lambda row: (told(row), known.get(row[1], -1) + row[4])

    def _told(self, column: str) -> Callable[[SegmentRow], Any]:
        """Return what a column sorts by, names as their place in the alphabet."""
        if column in ("title", "outlet"):
            folds = {k: wording.sort_text(getattr(f, column)) for k, f in self.articles.items()}
            return lambda row: folds.get(row.article, "")
        if column == "published":
            dates = {key: facts.published for key, facts in self.articles.items()}
            return lambda row: dates.get(row.article, "")
        if column == "code":
            codes = {c.id: wording.sort_text(c.label) for c, _depth in self.names.book.walk()}
            return lambda row: codes.get(row.code, "")
        if column == "coder":
            coders = {k: wording.sort_text(name) for k, name in self.names.coders.items()}
            return lambda row: coders.get(row.coder, "")
        judged = dict(self._all_judged())
        self._known_judged = judged
        if column == "confidence":
            return lambda row: CONFIDENCES.index(judged.get(row.id, UNJUDGED)[0])
        return lambda row: tuple(not sign for sign in judged.get(row.id, UNJUDGED)[1:])

    def filter_by(self, words: tuple[str, ...], wanted: Conditions) -> None:
        """Show the annotations whose quote has all the folded *words*, under the conditions."""
        fits = wanted.articles(self.articles)
        folded = self._all_folded() if words else {}
        codes, coder, chosen = wanted.codes, wanted.coder, wanted.chosen

        def accepts(row: SegmentRow) -> bool:
            return (
                (codes is None or row.code in codes)
                and (coder is None or row.coder == coder)
                and (fits is None or row.article in fits)
                and (chosen is None or row.id in chosen)
                and (not words or has_all(folded.get(row.id, ""), words))
            )

        self.set_filter(accepts)

    def _all_folded(self) -> dict[int, str]:
        if self._folded is None:
            fold = self._fold
            self._folded = {key: fold(quote) for key, quote in self._quotes().items()}
        return self._folded

    def change(self, keys: frozenset[int], present: list[SegmentRow]) -> None:
        """Take up annotations that were made, changed or deleted."""
        self.forget(keys)
        fresh = self._read([row.id for row in present])
        if self._folded is not None:
            self._folded |= {key: self._fold(words.quote) for key, words in fresh.items()}
        self._known_judged |= {
            key: (words.confidence, words.important, bool(words.memo))
            for key, words in fresh.items()
        }
        self.take(keys - {row.id for row in present})
        self.put(present)

    def set_rows(self, rows: list[SegmentRow], articles: Mapping[int, ArticleFacts]) -> None:
        """Show the project's annotations in the order chosen before."""
        self.articles = articles
        self._folded = None
        self._items = {row.id: row for row in rows}  # sorted once, by what comes next
        column, order = self._sorted_by
        self._order = self._order_by(self.columns[column].id)
        self._descending = order == Qt.SortOrder.DescendingOrder
        self.set_items(rows)

    def listed(self) -> list[int]:
        """Return the keys of all rows shown, in their order."""
        return [self.item(row).id for row in range(len(self))]

    # what a cell looks like

    def describe(self, item: SegmentRow, column: Column[SegmentRow], role: int) -> Any:
        """Return a cell, with the swatch beside the code and another coder's row muted."""
        if role == SWATCH_ROLE:
            code = self.names.book.get(item.code) if column.id == "code" else None
            return (code.color, code.kind) if code else None
        if role == Role.ForegroundRole:
            quiet = item.coder != self.names.me or column.id not in ("code", "quote")
            return theme.current().muted if quiet else None
        if role == Role.ToolTipRole:
            return self._tip(item, column.id)
        if role == Role.AccessibleTextRole and column.id == "signs":
            words = self.words(item)
            return wording.joined(
                _("important") if words and words.important else "",
                _("has a memo") if words and words.memo else "",
            )
        return super().describe(item, column, role)

    def _tip(self, item: SegmentRow, column: str) -> str | None:
        words = self.words(item)
        if words and column == "quote":
            return str(words.quote)
        if words and column == "signs":
            return str(words.memo)
        if column in ("title", "outlet"):
            facts = self.facts(item)
            return wording.joined(facts.title, facts.outlet, self._date(item))
        return None
