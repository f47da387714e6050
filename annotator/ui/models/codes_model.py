"""The codes as a flat list to choose from: best matches of what is typed first."""

from collections.abc import Collection
from typing import Any

from annotator.i18n import N_, _
from annotator.model.codebook import Code, Codebook
from annotator.model.matching import fold_for_matching, has_all, wanted_words
from annotator.ui.models.keyed_table import Column, KeyedTable, Role
from annotator.ui.widgets import wording


class CodesModel(KeyedTable[Code]):
    """All codes of a codebook but those left out, recent ones first while nothing is typed."""

    def __init__(
        self,
        book: Codebook,
        recent: Collection[int] = (),
        left_out: Collection[int] = (),
    ) -> None:
        super().__init__((Column("name", N_("Code"), _label),), _id)
        self.book = book
        self._ranks = {code.id: rank for rank, (code, _depth) in enumerate(book.walk())}
        self._recent = {key: rank for rank, key in enumerate(recent)}
        self._folded = {
            code.id: fold_for_matching(f"{code.name}\n{code.name_ar}\n{book.path(code.id)}")
            for code, _depth in book.walk()
        }
        self.set_items(code for code, _depth in book.walk() if code.id not in left_out)
        self.filter_by("")

    def filter_by(self, typed: str) -> None:
        """Show the codes with the words typed: the key typed, then names that begin so."""
        wanted = wanted_words(typed)
        folded = " ".join(wanted)

        def place(code: Code) -> tuple[bool, bool, int, int]:
            starts = any(
                fold_for_matching(name).startswith(folded) for name in (code.name, code.name_ar)
            )
            recent = self._recent.get(code.id, len(self._recent))
            other_key = not folded or code.key.casefold() != folded
            return other_key, not starts, recent, self._ranks[code.id]

        self.set_order(place)
        self.set_filter(
            lambda code: has_all(self._folded[code.id], wanted) or (code.key.casefold() == folded)
        )

    def exactly(self, typed: str) -> Code | None:
        """Return the code that has the very name typed."""
        name = fold_for_matching(typed).strip()
        return next(
            (
                code
                for code in self.everything()
                if name in (fold_for_matching(code.name), fold_for_matching(code.name_ar))
            ),
            None,
        )

    def above(self, code: Code) -> str:
        """Return the names above a code, or nothing."""
        return self.book.path(code.parent) if code.parent is not None else ""

    def describe(self, item: Code, column: Column[Code], role: int) -> Any:
        """Return the name; for a screen reader also where it stands and its key."""
        if role == Role.AccessibleTextRole:
            key = _("key {key}").format(key=item.key) if item.key else ""
            return wording.joined(item.label, self.above(item), key)
        if role == Role.ToolTipRole:
            return item.memo or None
        return super().describe(item, column, role)


def _label(code: Code) -> str:
    return code.label


def _id(code: Code) -> int:
    return code.id
