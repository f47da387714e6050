"""The hits of a search as a table: light rows, words read for the rows that are looked at.

Belongs here: rows that come while they are looked at, their order, what a cell says. Does not
belong here: searching and sorting (``search_session``) and how the words are painted.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from annotator.i18n import N_, _
from annotator.model.search import Hit
from annotator.model.segments import ArticleFacts
from annotator.operations.concordance import HitPlace, Order
from annotator.ui.models.keyed_table import Column, Role, alignment
from annotator.ui.models.paged_table import PAGE
from annotator.ui.widgets import wording

Index = QModelIndex | QPersistentModelIndex
HIT_ROLE: Final = int(Role.UserRole)
"""The ``Hit`` of a row with its words, or None when it is no longer there."""
BEFORE, HIT, AFTER, OUTLET, DATE, ARTICLE = range(6)
ORDERS: Final[tuple[Order, ...]] = ("before", "hit", "after", "outlet", "published", "title")
"""What a click on each column sorts by."""
COLUMNS: Final[tuple[Column[Hit], ...]] = (
    Column("before", N_("Before"), lambda hit: wording.one_line(hit.before)),
    Column("hit", N_("Hit"), lambda hit: wording.one_line(hit.quote), 120),
    Column("after", N_("After"), lambda hit: wording.one_line(hit.after)),
    Column("outlet", N_("Outlet"), lambda _hit: "", 84),
    Column("published", N_("Date"), lambda _hit: "", 92, at_end=True),
    Column("title", N_("Article"), lambda _hit: "", 116),
)
_NOWHERE: Final = QModelIndex()
_MIDDLE: Final = int(Qt.AlignmentFlag.AlignCenter.value)
_UNKNOWN: Final = ArticleFacts("", "", "", -1, "")
Read = Callable[[Sequence[tuple[int, HitPlace]]], dict[int, Hit]]


def title_alignment(column: int, *, rtl: bool) -> int:
    """Return where the title of a column stands: where its words do, flush with the hit."""
    if column == HIT:
        return _MIDDLE
    is_right = (column == BEFORE) == rtl
    side = Qt.AlignmentFlag.AlignLeft if is_right else Qt.AlignmentFlag.AlignRight
    flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
    return int(flags.value)


class HitsModel(QAbstractTableModel):
    """Hits in article order, or in an order that was computed for them.

    A hit's number is its place in article order; a row is its place in the order shown.
    """

    def __init__(self, read: Read) -> None:
        super().__init__()
        self.columns = COLUMNS
        self.places: list[HitPlace] = []
        self.articles: Mapping[int, ArticleFacts] = {}
        self.sorted_by: tuple[Order, bool] = ("place", False)
        """What the titles say of the order: by what, and whether downward."""
        self.rtl = True
        """Whether most of what was found reads right to left: where *before* stands."""
        self._read = read
        self._words: dict[int, Hit | None] = {}
        self._order: Sequence[int] | None = None
        self._rows: dict[int, int] | None = None

    # what is there

    def __len__(self) -> int:
        return len(self.places)

    def number(self, row: int) -> int:
        """Return the number of the hit in a row."""
        return row if self._order is None else self._order[row]

    def row(self, number: int) -> int:
        """Return the row in which a hit is shown."""
        if self._order is None:
            return number
        if self._rows is None:
            self._rows = {each: row for row, each in enumerate(self._order)}
        return self._rows[number]

    def numbers(self) -> Sequence[int]:
        """Return the numbers of all hits in the order shown."""
        return range(len(self.places)) if self._order is None else self._order

    def hit(self, row: int) -> Hit | None:
        """Return a hit with its words, reading those of its neighbours with them."""
        number = self.number(row)
        if number not in self._words:
            first = max(0, row - PAGE // 4)
            wanted = [self.number(each) for each in range(first, min(len(self), first + PAGE))]
            missing = [each for each in wanted if each not in self._words]
            self._words |= dict.fromkeys(missing)
            self._words |= self._read([(each, self.places[each]) for each in missing])
        return self._words[number]

    def facts(self, row: int) -> ArticleFacts:
        """Return what is known of the article that a hit is in."""
        return self.articles.get(self.places[self.number(row)].article, _UNKNOWN)

    # what changes

    def clear(self) -> None:
        """Show nothing."""
        self.beginResetModel()
        self.places, self._words, self._order, self._rows = [], {}, None, None
        self.endResetModel()

    def add(self, places: Sequence[HitPlace], hits: Sequence[Hit] = ()) -> None:
        """Show more hits below the others; the words of the first may be known already."""
        if not places:
            return
        assert self._order is None, "hits are sorted when all are there"
        start = len(self.places)
        self.beginInsertRows(_NOWHERE, start, start + len(places) - 1)
        self.places.extend(places)
        self._words |= dict(enumerate(hits, start))
        self.endInsertRows()

    def set_order(self, order: Sequence[int] | None) -> None:
        """Show the hits in the order of these numbers, or in article order."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        numbers = [self.number(index.row()) for index in held]
        self._order, self._rows = order, None
        moved = [
            self.index(self.row(number), index.column())
            for number, index in zip(numbers, held, strict=True)
        ]
        self.changePersistentIndexList(held, moved)
        self.layoutChanged.emit()

    def tell_order(self, by: Order, *, descending: bool) -> None:
        """Say in the titles what the hits are sorted by."""
        self.sorted_by = by, descending
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def set_articles(self, articles: Mapping[int, ArticleFacts]) -> None:
        """Say of the hits what is known of their articles now."""
        self.articles = articles
        if len(self):
            last = self.index(len(self) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, OUTLET), last)

    def forget_words(self) -> None:
        """Read the words anew when they are next looked at, articles having changed or gone."""
        self._words.clear()
        last = self.index(len(self) - 1, len(self.columns) - 1)
        if len(self):
            self.dataChanged.emit(self.index(0, 0), last)

    # what Qt asks

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many hits there are."""
        return 0 if parent.isValid() else len(self.places)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a cell says."""
        if not index.isValid():
            return None
        column = index.column()
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return self._say(index.row(), column)
        if role == HIT_ROLE:
            return self.hit(index.row())
        if role == Role.ToolTipRole:
            return self._tip(index.row(), column)
        if role == Role.TextAlignmentRole:
            return alignment(at_end=self.columns[column].at_end)
        return None

    def _say(self, row: int, column: int) -> str:
        if column in (BEFORE, HIT, AFTER):
            hit = self.hit(row)
            return self.columns[column].value(hit) if hit else ""
        facts = self.facts(row)
        if column == DATE:
            return wording.date(facts.published) if facts.published else ""
        return facts.outlet if column == OUTLET else facts.title

    def _tip(self, row: int, column: int) -> str | None:
        if column in (OUTLET, ARTICLE):
            return wording.joined(*(self._say(row, each) for each in (ARTICLE, OUTLET, DATE)))
        hit = self.hit(row)
        return wording.one_line(f"{hit.before}{hit.quote}{hit.after}") if hit else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return the title of a column; those around the hit stand where their words do."""
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role == Role.DisplayRole:
            by, descending = self.sorted_by
            arrow = "▴" if descending else "▾"
            return f"{_(column.title)} {arrow if ORDERS[section] == by else ''}".rstrip()
        if role == Role.TextAlignmentRole:
            if section in (BEFORE, HIT, AFTER):
                return title_alignment(section, rtl=self.rtl)
            return alignment(at_end=column.at_end)
        return None
