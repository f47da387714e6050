"""The open article's attributions as a tree of speakers, kept as plain rows.

To add a column: a row in ``_columns``. The tree is a table whose rows stand in the order of their
path from the author, so that a change costs what it touches: a real tree asks for every row. Which
branches are open is kept here; painting is the panel's, and nothing is written here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import QMimeData, Qt, Signal

from annotator.i18n import N_, _, isolate, ngettext
from annotator.model.attribution import Attribution
from annotator.model.matching import fold_for_matching, has_all, wanted_words
from annotator.ui import theme
from annotator.ui.models.keyed_table import Column, Index, KeyedTable, Role
from annotator.ui.open_article import Place
from annotator.ui.widgets import attribution_wording, wording

AUTHOR: Final = 0
"""The key of the row above all others."""
MIME: Final = "application/x-isnad-attributions"
"""Dragged attributions: their keys in ASCII digits, with blanks between them."""
SPEAKER: Final = 0
CLAIM: Final = 2


@dataclass(frozen=True, slots=True)
class ChainRow:
    """One attribution as it is listed; ``path`` are the places of the claims from outside in."""

    key: int
    speaker: str
    cue: str = ""
    quote: str = ""
    path: tuple[Place, ...] = ()
    above: tuple[int, ...] = ()
    attribution: Attribution | None = None
    coder: str = ""
    foreign: bool = False

    @property
    def depth(self) -> int:
        """How many speakers the claim has passed through; 0 for the author."""
        return len(self.path)


def _stance(row: ChainRow) -> str:
    return attribution_wording.stance(row.attribution) if row.attribution else ""


def _columns() -> tuple[Column[ChainRow], ...]:
    """Return the columns; the one without a width takes what is left."""
    return (
        Column("speaker", N_("Speaker"), lambda row: row.speaker, 216, least=124),
        Column("cue", N_("Cue"), lambda row: row.cue, 96, least=52),
        Column("claim", N_("Claim"), lambda row: row.quote),
        Column("stance", N_("Mode and stance"), _stance, 132, least=88, gives_way=1),
        Column("coder", N_("Coder"), lambda row: row.coder, 76, least=56, gives_way=2),
    )


class ChainsModel(KeyedTable[ChainRow]):
    """Attributions, each below what it lies in; the author is the first row."""

    drop_wanted = Signal(object, object)
    """Attributions were dropped: their keys, and the attribution they are to lie in or None."""

    def __init__(self) -> None:
        super().__init__(_columns(), lambda row: row.key)
        self.editable: Callable[[int], bool] = lambda _key: False
        self.closed: set[int] = set()
        self._wanted: tuple[str, ...] = ()
        self._below: dict[int, int] = {}
        self._fits: set[int] = set()
        self._order = lambda row: row.path
        self._accepts = self._is_shown

    # the tree

    def set_items(self, items: Iterable[ChainRow]) -> None:
        """Show other attributions, every branch open."""
        rows = list(items)
        self.closed = set()
        self._count(rows)
        super().set_items(rows)

    def _count(self, rows: Iterable[ChainRow]) -> None:
        self._below = {}
        for row in rows:
            if row.above:
                self._below[row.above[-1]] = self._below.get(row.above[-1], 0) + 1

    def put(self, items: Iterable[ChainRow]) -> None:
        """Add or replace rows, and keep count of what lies in each."""
        fresh = list(items)
        self._recount(fresh)
        if self._wanted:
            self._fits |= self._found(fresh)
        super().put(fresh)

    def take(self, keys: Iterable[int]) -> None:
        """Remove rows."""
        gone = list(keys)
        for key in gone:
            row = self.get(key)
            if row is not None and row.above:
                self._below[row.above[-1]] -= 1
        super().take(gone)

    def _recount(self, fresh: Sequence[ChainRow]) -> None:
        """Correct how many lie in each, before rows are put in place."""
        for row in fresh:
            before = self.get(row.key)
            old = before.above[-1] if before is not None and before.above else None
            new = row.above[-1] if row.above else None
            if old != new:
                if old is not None:
                    self._below[old] -= 1
                if new is not None:
                    self._below[new] = self._below.get(new, 0) + 1

    def has_children(self, key: int) -> bool:
        """Tell whether anything lies in an attribution."""
        return self._below.get(key, 0) > 0

    def is_open(self, key: int) -> bool:
        """Tell whether what lies in an attribution is listed."""
        return key not in self.closed

    def set_open(self, key: int, shown: bool) -> None:
        """List what lies in an attribution, or hide it."""
        if shown == self.is_open(key) or not self.has_children(key):
            return
        (self.closed.discard if shown else self.closed.add)(key)
        rows = [row for row in self._items.values() if key in row.above]
        self.put([replace(row) for row in rows])
        index = self.index_of(key)
        self.dataChanged.emit(index, index)

    def reveal(self, key: int) -> None:
        """Open every branch above an attribution."""
        row = self.get(key)
        for above in row.above if row is not None else ():
            self.set_open(above, True)

    def parent_key(self, key: int) -> int | None:
        """Return the row above one in the tree: an attribution, the author, or None."""
        row = self.get(key)
        if row is None or key == AUTHOR:
            return None
        return row.above[-1]

    # the filter

    def filter_by(self, typed: str) -> None:
        """Show attributions that have the words typed, with those they lie in."""
        self._wanted = wanted_words(typed)
        self._fits = self._found(self._items.values()) if self._wanted else set()
        self.set_filter(self._is_shown)

    def _found(self, rows: Iterable[ChainRow]) -> set[int]:
        found: set[int] = set()
        for row in rows:
            words = f"{row.speaker}\n{row.cue}\n{row.quote}\n{_stance(row)}\n{row.coder}"
            if row.key != AUTHOR and has_all(fold_for_matching(words), self._wanted):
                found |= {row.key, *row.above}
        return found

    def _is_shown(self, row: ChainRow) -> bool:
        if self._wanted:
            return row.key in self._fits
        return not self.closed or self.closed.isdisjoint(row.above)

    @property
    def found_nothing(self) -> bool:
        """Tell whether the filter leaves nothing."""
        return bool(self._wanted) and not self._fits

    # what Qt asks

    def describe(self, item: ChainRow, column: Column[ChainRow], role: int) -> Any:
        """Return a cell, another coder's row muted."""
        if role == Role.AccessibleTextRole and column.id == "speaker":
            level = _("level {n}").format(n=wording.number(item.depth))
            below = self._below.get(item.key, 0)
            count = ngettext("{n} inside", "{n} inside", below).format(n=wording.number(below))
            return wording.joined(item.speaker, level, count if below else "")
        if role == Role.ForegroundRole and (item.foreign or item.key == AUTHOR):
            return theme.current().muted
        if role == Role.ToolTipRole and column.id == "speaker":
            # In a narrow place this is the only column that has a word of the others.
            told = (item.speaker, _stance(item), item.coder)
            return "\n".join(isolate(each) for each in told if each)
        if role == Role.ToolTipRole and column.id in ("claim", "cue"):
            return column.value(item)[:1_000]
        return super().describe(item, column, role)

    # dragging

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let own attributions be dragged, and every row be dropped on."""
        flags = super().flags(index)
        if not index.isValid():
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        key = self.key_at(index)
        flags |= Qt.ItemFlag.ItemIsDropEnabled
        if key != AUTHOR and self.editable(key):
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def supportedDropActions(self) -> Qt.DropAction:
        """Return move."""
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        """Return the one kind of thing that can be dropped here."""
        return [MIME]

    def mimeData(self, indexes: Sequence[Any]) -> QMimeData:
        """Return the dragged attributions."""
        keys = dict.fromkeys(self.key_at(index) for index in indexes)
        carried = QMimeData()
        carried.setData(MIME, " ".join(str(key) for key in keys if key != AUTHOR).encode())
        return carried

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Tell whether it is attributions; whether they may go there is the operation's to say."""
        return bool(dropped(data))

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Say what the drop means; False, so that the view removes no row itself."""
        keys = dropped(data)
        if keys:
            onto = self.key_at(parent) if parent.isValid() else AUTHOR
            self.drop_wanted.emit(keys, onto or None)
        return False


def dropped(data: QMimeData) -> list[int]:
    """Return the keys of the attributions that are dragged; none for anything else."""
    carried = bytes(data.data(MIME).data()).split()
    return [int(key) for key in carried if key.isdigit()]
