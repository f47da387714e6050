"""The open article's annotations as a table in reading order.

To add a column: a row in ``COLUMNS``. Which annotations are shown is the Context's affair.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from PySide6.QtCore import Qt

from annotator.i18n import N_, _
from annotator.model.annotation import CONFIDENCES, Annotation
from annotator.model.codebook import Code, Codebook
from annotator.model.matching import fold_for_matching, has_all, wanted_words
from annotator.ui import theme
from annotator.ui.models.keyed_table import SWATCH_ROLE, Column, Index, KeyedTable, Role
from annotator.ui.open_article import place_of
from annotator.ui.widgets import wording


@dataclass
class Names:
    """What annotations refer to by key: codes and coders."""

    book: Codebook = field(default_factory=lambda: Codebook(()))
    coders: Mapping[int, str] = field(default_factory=dict)
    me: int = -1

    def code(self, mark: Annotation) -> str:
        """Return the name of an annotation's code."""
        code = self.book.get(mark.code)
        return code.label if code else ""

    def coder(self, mark: Annotation) -> str:
        """Return who made an annotation."""
        return self.coders.get(mark.coder, "")


def _signs(mark: Annotation) -> str:
    return " ".join([FLAG] * mark.important + [MEMO] * bool(mark.memo))


FLAG: Final = "⚑"
MEMO: Final = "✎"


def _columns(names: Names) -> tuple[Column[Annotation], ...]:
    """Return the table's columns; the first without a width takes what is left."""
    return (
        Column("code", N_("Code"), names.code, 130, least=84),
        Column("quote", N_("Text"), lambda mark: wording.one_line(mark.span.quote)),
        Column(
            "start",
            N_("Place"),
            lambda mark: wording.in_digits(str(mark.span.start)),
            74,
            at_end=True,
            order=lambda mark: mark.span.start,
            least=60,
            gives_way=2,
        ),
        Column("coder", N_("Coder"), names.coder, 90, least=60, gives_way=3),
        Column(
            "confidence",
            N_("Confidence"),
            lambda mark: (
                "" if mark.confidence == "unset" else _(wording.CONFIDENCE_NAMES[mark.confidence])
            ),
            96,
            order=lambda mark: CONFIDENCES.index(mark.confidence),
            least=72,
            gives_way=4,
        ),
        Column(
            "signs",
            N_("Signs"),
            _signs,
            62,
            order=lambda mark: (not mark.important, not mark.memo),
            tip=lambda mark: mark.memo,
            least=48,
            gives_way=1,
        ),
    )


READING_ORDER: Final = 2
"""The column by which the table is sorted at first."""


class SegmentsModel(KeyedTable[Annotation]):
    """Annotations, one row each."""

    def __init__(self) -> None:
        self.names = Names()
        super().__init__(_columns(self.names), lambda mark: mark.id)
        self._wanted: tuple[str, ...] = ()
        self._code: int | None = None
        self._folded: dict[int, tuple[Annotation, str]] = {}

    def set_items(self, items: Any) -> None:
        """Show other annotations."""
        self._folded = {}
        super().set_items(items)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equals stay in reading order."""
        if not 0 <= column < len(self.columns):
            return
        chosen = self.columns[column]
        by = chosen.order or (lambda mark: wording.sort_text(chosen.value(mark)))
        self.set_order(
            lambda mark: (by(mark), place_of(mark)),
            descending=order == Qt.SortOrder.DescendingOrder,
        )

    def filter_by(self, typed: str, code: int | None = None) -> None:
        """Show the annotations whose code or text has the words typed, of one code and below."""
        self._wanted, self._code = wanted_words(typed), code
        below: set[int] | None = None
        if code is not None and code in self.names.book:
            below = self.names.book.descendants(code)

        def accepts(mark: Annotation) -> bool:
            if below is not None and mark.code not in below:
                return False
            return not self._wanted or has_all(self._fold(mark), self._wanted)

        self.set_filter(accepts)

    def _fold(self, mark: Annotation) -> str:
        known = self._folded.get(mark.id)
        if known is None or known[0] is not mark:
            text = fold_for_matching(f"{self.names.code(mark)}\n{mark.span.quote}\n{mark.memo}")
            self._folded[mark.id] = known = (mark, text)
        return known[1]

    def code_of(self, index: Index) -> Code | None:
        """Return the code of the annotation in a row."""
        return self.names.book.get(self.item(index.row()).code)

    def describe(self, item: Annotation, column: Column[Annotation], role: int) -> Any:
        """Return a cell, with the swatch beside the code and another coder's row muted."""
        if role == SWATCH_ROLE and column.id == "code":
            code = self.names.book.get(item.code)
            return (code.color, code.kind) if code else None
        if role == Role.AccessibleTextRole and column.id == "signs":
            return wording.joined(
                _("important") if item.important else "", _("has a memo") if item.memo else ""
            )
        if role == Role.ForegroundRole and item.coder != self.names.me:
            return theme.current().muted
        if role == Role.ToolTipRole and column.id == "quote":
            return item.span.quote
        return super().describe(item, column, role)
