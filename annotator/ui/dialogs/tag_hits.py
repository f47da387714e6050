"""Marking hits of a search with a code: which of them, with which code, what is marked so already.

Belongs here: the preview. Marking them is one operation, one step to be undone.
"""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QWidget,
)

from annotator.i18n import N_, _, isolate, ngettext
from annotator.model.changes import Changes
from annotator.model.errors import IsnadError
from annotator.operations import concordance, searching
from annotator.ui import asking, theme
from annotator.ui.context import Context
from annotator.ui.delegates import TickDelegate
from annotator.ui.models.hits_model import AFTER as SHOWN_AFTER
from annotator.ui.models.hits_model import ARTICLE as SHOWN_ARTICLE
from annotator.ui.models.hits_model import BEFORE as SHOWN_BEFORE
from annotator.ui.models.hits_model import HIT as SHOWN_HIT
from annotator.ui.models.hits_model import HIT_ROLE, HitsModel, title_alignment
from annotator.ui.models.keyed_table import Index, Role, alignment
from annotator.ui.widgets import wording
from annotator.ui.widgets.code_button import CodeButton
from annotator.ui.widgets.concordance import ConcordanceDelegate
from annotator.ui.widgets.quiet_button import quiet_button
from annotator.ui.widgets.table_view import TableView

CHECK, BEFORE, HIT, AFTER, ARTICLE = range(5)
AT_ONCE: Final = 300
"""Hits that are marked without a thread and a progress bar."""
_TITLES: Final = ("", N_("Before"), N_("Hit"), N_("After"), N_("Article"))
_SHOWN: Final = {
    BEFORE: SHOWN_BEFORE,
    HIT: SHOWN_HIT,
    AFTER: SHOWN_AFTER,
    ARTICLE: SHOWN_ARTICLE,
}
_NOWHERE: Final = QModelIndex()


class ChosenHits(QAbstractTableModel):
    """Some hits of the search, each ticked or not; those that are marked already say so."""

    ticks_changed = Signal()

    def __init__(self, hits: HitsModel, numbers: Sequence[int], parent: QWidget) -> None:
        super().__init__(parent)
        self._hits = hits
        self.numbers = list(numbers)
        self.off: set[int] = set()
        """Numbers of the hits that were unticked."""
        self.marked: frozenset[int] = frozenset()
        """Numbers of the hits that are marked so already."""

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many hits there are."""
        return 0 if parent.isValid() else len(self.numbers)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many columns there are."""
        return 0 if parent.isValid() else len(_TITLES)

    def data(self, index: Index, role: int = Role.DisplayRole) -> Any:
        """Return what a cell says."""
        if not index.isValid():
            return None
        number = self.numbers[index.row()]
        if role == Role.CheckStateRole and index.column() == CHECK:
            on = number not in self.off and number not in self.marked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role == Role.ForegroundRole and number in self.marked:
            return theme.current().muted
        row = self._hits.row(number)
        if role == HIT_ROLE:
            return self._hits.hit(row)
        if role in (Role.DisplayRole, Role.AccessibleTextRole, Role.ToolTipRole):
            if index.column() == ARTICLE and number in self.marked:
                return _("tagged already")
            shown = _SHOWN.get(index.column())
            return "" if shown is None else self._hits.data(self._hits.index(row, shown), role)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Role.DisplayRole
    ) -> Any:
        """Return the title of a column."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Role.DisplayRole:
            return _(_TITLES[section]) if _TITLES[section] else ""
        if role == Role.TextAlignmentRole and section in _SHOWN:
            if section == ARTICLE:
                return alignment()
            return title_alignment(_SHOWN[section], rtl=self._hits.rtl)
        return None

    def toggle(self, rows: Sequence[int]) -> None:
        """Tick all of some rows, or untick them when all are ticked."""
        numbers = {self.numbers[row] for row in rows} - self.marked
        if numbers & self.off:
            self.off -= numbers
        else:
            self.off |= numbers
        self._changed()

    def tick_all(self, *, on: bool) -> None:
        """Tick every hit, or none."""
        self.off = set() if on else set(self.numbers)
        self._changed()

    def set_marked(self, marked: frozenset[int]) -> None:
        """Say which are marked with the code already."""
        self.marked = marked
        self._changed()

    def _changed(self) -> None:
        if self.numbers:
            last = self.index(len(self.numbers) - 1, len(_TITLES) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.ticks_changed.emit()

    def ticked(self) -> list[int]:
        """Return the numbers of the hits that are to be marked."""
        return [n for n in self.numbers if n not in self.off and n not in self.marked]


class _BoxDelegate(TickDelegate):
    """A box to tick; none where the hit is marked already."""

    def has_box(self, index: Index) -> bool:
        """Tell whether the hit is still to be marked."""
        model = index.model()
        return not (isinstance(model, ChosenHits) and model.numbers[index.row()] in model.marked)


class ChosenView(TableView):
    """The hits to choose from; Space ticks all selected rows."""

    def __init__(self, model: ChosenHits, *, rtl: bool, parent: QWidget) -> None:
        super().__init__(_("Hits to tag"), parent)
        self.setProperty("role", "framed")
        self.setModel(model)
        self._rows = model
        self.cells = ConcordanceDelegate(BEFORE, HIT, AFTER, self)
        self.cells.rtl = rtl
        for column in (BEFORE, HIT, AFTER):
            self.setItemDelegateForColumn(column, self.cells)
        self.setItemDelegateForColumn(CHECK, _BoxDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setMinimumSectionSize(30)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        wanted = [BEFORE, HIT, AFTER] if rtl == self.isRightToLeft() else [AFTER, HIT, BEFORE]
        for place, column in enumerate(wanted, 1):
            header.moveSection(header.visualIndex(column), place)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the columns."""
        super().resizeEvent(event)
        room, fixed = self.viewport().width(), {CHECK: 34, HIT: 130, ARTICLE: 130}
        for column, width in fixed.items():
            self.setColumnWidth(column, width)
        side = (room - sum(fixed.values())) // 2
        self.setColumnWidth(BEFORE, side)
        self.setColumnWidth(AFTER, room - sum(fixed.values()) - side)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space; the rest is Qt's."""
        rows = [index.row() for index in self.selectionModel().selectedRows()]
        if event.key() == Qt.Key.Key_Space and rows:
            self._rows.toggle(rows)
        else:
            super().keyPressEvent(event)


class TagHits(asking.Sheet):
    """A code, and below it the hits that would be marked with it."""

    def __init__(
        self, context: Context, numbers: Sequence[int], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Tag hits"), parent, _("Tag"))
        self.setMinimumSize(760, 460)
        self.context = context
        self._places = context.search.model.places
        self.hits = ChosenHits(context.search.model, numbers, self)
        # Made in the order that Tab goes through them.
        self.code_button = CodeButton(context, _("Choose a code"), parent=self)
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.all_button = quiet_button(_("All"), lambda: self.hits.tick_all(on=True), self)
        self.none_button = quiet_button(_("None"), lambda: self.hits.tick_all(on=False), self)
        for button in (self.all_button, self.none_button):
            button.setAutoDefault(False)
        self.view = ChosenView(self.hits, rtl=context.search.model.rtl, parent=self)
        self.note = QLabel(_("Choose a code first."), self)
        self.note.setProperty("role", "muted")
        self.row.insertWidget(0, self.note)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.code_button)
        line.addWidget(self.count)
        line.addStretch(1)
        line.addWidget(self.all_button)
        line.addWidget(self.none_button)
        self.body.addLayout(line)
        self.body.addWidget(self.view, 1)
        self.code_button.chosen.connect(lambda _code: self._look())
        self.hits.ticks_changed.connect(self._tell)
        self.code_button.set_code(context.last_code)
        self._look()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the code where none is chosen, else at the hits."""
        super().showEvent(event)
        if self.code_button.code is not None:
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for the code with Enter while there is none; then Enter tags."""
        enter = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in enter and self.code_button.code is None:
            self.code_button.pick()
        else:
            super().keyPressEvent(event)

    def _look(self) -> None:
        """Find out which hits are marked with the code already."""
        code = self.code_button.code
        marked: frozenset[int] = frozenset()
        if code is not None and self.context.can_write:
            numbers = self.hits.numbers
            places = [self._places[number] for number in numbers]
            found = concordance.already_tagged(self.context.opened, places, code)
            marked = frozenset(numbers[each] for each in found)
        self.hits.set_marked(marked)

    def _tell(self) -> None:
        ticked, marked = len(self.hits.ticked()), len(self.hits.marked)
        told = ngettext("{n} hit chosen", "{n} hits chosen", ticked)
        parts = [told.format(n=wording.grouped(ticked))]
        if marked:
            already = ngettext("{n} tagged so already", "{n} tagged so already", marked)
            parts.append(already.format(n=wording.grouped(marked)))
        self.count.setText(wording.joined(*parts))
        without = self.code_button.code is None
        self.note.setVisible(without)
        self.accept_button.setToolTip(self.note.text() if without else "")
        self.accept_button.setEnabled(bool(ticked) and not without)

    @classmethod
    def ask(cls, context: Context, numbers: Sequence[int], parent: QWidget | None = None) -> None:
        """Ask, and mark what was chosen."""
        sheet = cls(context, numbers, parent)
        accepted, code, ticked = sheet.exec(), sheet.code_button.code, sheet.hits.ticked()
        sheet.deleteLater()
        if accepted and code is not None and ticked:
            tag(context, ticked, code, parent)


def tag(context: Context, numbers: Sequence[int], code: int, parent: QWidget | None = None) -> None:
    """Mark hits of the search with a code, as one step, and say how many were marked."""
    from annotator.ui.tasks import run_long

    places = context.search.model.places
    told = [(number, places[number]) for number in numbers]

    def work(project: Any, progress: Any = None, cancelled: Any = None) -> Changes:
        found = concordance.words_of(project, told)
        hits = [found[number] for number in sorted(found)]
        return searching.tag_hits(project, hits, code, progress=progress, cancelled=cancelled)

    changes: Changes | None
    if len(told) <= AT_ONCE:
        changes = context.run(work)
    else:
        try:
            changes = run_long(context, parent, _("Tagging"), work)
        except IsnadError as error:
            context.failed.emit(error)
            return
        if changes is not None:
            context.announce(changes)
    if changes is None:
        return
    context.used_code(code)
    made, label = len(changes.created), context.codebook[code].label
    said = ngettext("{n} hit tagged as {code}.", "{n} hits tagged as {code}.", made)
    context.said.emit(said.format(n=wording.grouped(made), code=isolate(label)))
