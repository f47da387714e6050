"""The claim ledger: claims that recur across articles, and the chosen one beside them.

Belongs here: the list, adding, merging and deleting. The chosen claim is ``ledger_claim``.
"""

from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import N_, _, isolate
from annotator.operations import ledger
from annotator.ui.context import Context
from annotator.ui.models.ledger_model import BY_MENTIONS, LedgerModel
from annotator.ui.panels.ledger_claim import NOTHING, LedgerClaimView
from annotator.ui.panels.sources import Divided, side
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.filter_field import FilterField, HoldsShortcuts
from annotator.ui.widgets.quiet_button import quiet_button
from annotator.ui.widgets.reloading import Reloading
from annotator.ui.widgets.wide_table import WideTable

_SELECT_ROW = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)
_SHORT: Final = 40
KINDS: Final = (
    *("ledger_claim", "ledger_relation", "claim", "annotation", "attribution", "entity"),
    "article",
)
"""What the lists tell of."""


class LedgerPanel(QWidget):
    """The ledger on one side, the chosen claim with its mentions on the other."""

    NAME = "ledger"
    TITLE = N_("Ledger")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.model = LedgerModel()
        self.model.setParent(self)
        self.view = self._make_view()
        self.claim = LedgerClaimView(context, self)
        self.filter_field = FilterField(_("Filter claims…"), self.view)
        self.add_button = quiet_button(_("Add…"), self.add_selected, self)
        self.add_button.setToolTip(_("Add the claim selected in the article to the ledger"))
        self.new_button = quiet_button(_("New claim…"), self.new_claim, self)
        self.new_button.setToolTip(_("Enter a claim that no article makes yet"))
        self.merge_button = quiet_button(_("Merge…"), self.merge_chosen, self)
        self.empty = EmptyState(self.view)
        self._lay_out()
        self.filter_field.wanted.connect(self._filter)
        self.model.rows_changed.connect(self._tell_empty)
        self.view.selectionModel().selectionChanged.connect(lambda *_s: self._show_claim())
        self.claim.claim_wanted.connect(self.show_claim)
        context.selected_changed.connect(lambda _key: self._enable())
        self.reloading = Reloading(self, context, KINDS, self.reload)
        self.claim.done.connect(self.reloading.settle)
        self._tell_empty()
        self._enable()

    def _make_view(self) -> WideTable:
        view = WideTable(_(self.TITLE), self, least=160)
        view.setModel(self.model)
        view.lay_out_columns(self.model.columns)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setSortingEnabled(True)
        view.sortByColumn(BY_MENTIONS, Qt.SortOrder.DescendingOrder)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.activated.connect(lambda _index: self.claim.edit())
        HoldsShortcuts(view, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete)
        return view

    def _lay_out(self) -> None:
        self.splitter = Divided(self)
        line = ((self.filter_field, 1), self.merge_button, self.add_button, self.new_button)
        self.splitter.addWidget(side(*line, below=self.empty))
        self.splitter.addWidget(self.claim)
        self.splitter.setSizes([380, 380])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 1)
        box.addWidget(self.splitter)

    # what is shown

    def _filter(self, words: str) -> None:
        """Leave what has the words typed, of all there is by now."""
        self.reloading.settle()
        self.model.filter_by(words)

    def reload(self) -> None:
        """Read the ledger anew."""
        project = self.context.project
        chosen = self.chosen()
        self.model.set_items(ledger.ledger(project) if project else [])
        self._choose(chosen)
        self._show_claim(again=True)

    def _show_claim(self, *, again: bool = False) -> None:
        chosen = self.chosen()
        key = chosen[0] if len(chosen) == 1 else NOTHING
        if again or key != self.claim.key:
            self.claim.show_claim(key)
        self._enable()

    def _enable(self) -> None:
        writable = self.context.can_write
        self.new_button.setEnabled(writable)
        self.add_button.setEnabled(writable and self.selected_claim() is not None)
        self.merge_button.setEnabled(writable and 1 <= len(self.chosen()) <= 2)

    def selected_claim(self) -> int | None:
        """Return the annotation selected in the article when it is the coder's own claim."""
        mark = self.context.selected_annotation
        if mark is None or not self.context.can_write:
            return None
        code = self.context.codebook.get(mark.code)
        own = mark.coder == self.context.opened.coder.id
        return mark.id if own and code is not None and code.kind == "claim" else None

    def _tell_empty(self) -> None:
        if self.model.total and not len(self.model):
            self.empty.say(_("No claim of the ledger fits."))
        elif not self.model.total:
            self.empty.say(
                _("Claims that recur across articles are gathered here. {key} adds one.").format(
                    key=isolate("Ctrl+L")
                )
            )
        else:
            self.empty.say("")

    # what is chosen

    def chosen(self) -> list[int]:
        """Return the keys of the chosen claims, in the order of the list."""
        rows = self.view.selectionModel().selectedRows()
        return [self.model.key_at(index) for index in sorted(rows, key=QModelIndex.row)]

    def _choose(self, keys: list[int]) -> None:
        flag = _SELECT_ROW
        for key in keys:
            index = self.model.index_of(key)
            if index.isValid():
                self.view.selectionModel().setCurrentIndex(index, flag)
                flag = QItemSelectionModel.SelectionFlag.Select | (
                    QItemSelectionModel.SelectionFlag.Rows
                )

    def show_claim(self, key: int) -> None:
        """Choose a claim of the ledger and bring it into sight."""
        if self.reloading.stale:
            self.reloading.now()
        if not self.model.index_of(key).isValid():
            self.filter_field.clear()
        self._choose([key])
        self.view.scrollTo(self.model.index_of(key))

    # what the person does

    def new_claim(self) -> None:
        """Ask for a claim that is to be in the ledger before any article makes it."""
        from annotator.ui.dialogs.ledger_editor import LedgerEditor

        key = LedgerEditor.ask(self.context, None, self)
        if key is not None:
            self.reloading.settle()
            self.show_claim(key)

    def add_selected(self) -> None:
        """Ask which claim of the ledger the selected claim is a mention of."""
        from annotator.ui.dialogs.ledger_picker import LedgerPicker

        mark = self.selected_claim()
        if mark is None:
            return
        key = LedgerPicker.add(self.context, [mark], self)
        if key is not None:
            self.reloading.settle()
            self.show_claim(key)

    def _show_menu(self, at: QPoint) -> None:
        if self.view.indexAt(at).isValid():
            self._popup(self.make_menu(self.chosen()), self.view.viewport().mapToGlobal(at))

    def _popup(self, menu: QMenu, place: QPoint) -> None:
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def make_menu(self, keys: list[int]) -> QMenu:
        """Return the menu of the chosen claims."""
        menu = QMenu(self)
        one = len(keys) == 1
        edit = menu.addAction(_("Edit…"), self.claim.edit)
        edit.setEnabled(one)
        if one:
            relate = menu.addMenu(self.claim.make_relations_menu())
            relate.setText(_("Relate"))
            menu.addAction(_("Merge into…"), lambda: self.merge_into(keys[0], None))
        elif len(keys) == 2:
            self._add_merges(menu, keys)
        menu.addSeparator()
        menu.addAction(_("Delete from the ledger"), lambda: self.delete(keys))
        for action in menu.actions():
            action.setEnabled(action.isEnabled() and self.context.can_write)
        return menu

    def _add_merges(self, menu: QMenu, keys: list[int]) -> None:
        for kept, gone in (keys, keys[::-1]):
            entry = self.model.get(kept)
            words = entry.claim.wording if entry else ""
            short = words if len(words) <= _SHORT else words[: _SHORT - 1] + "…"
            title = _("Merge into “{wording}”").format(wording=isolate(short)).replace("&", "&&")
            action = menu.addAction(title)
            action.triggered.connect(
                lambda _on=False, gone=gone, kept=kept: self.merge_into(gone, kept)
            )

    def merge_chosen(self) -> None:
        """Merge the chosen claim into one that is asked for, or one of two into the other."""
        chosen = self.chosen()
        if len(chosen) == 1:
            self.merge_into(chosen[0], None)
        elif len(chosen) == 2:
            menu = QMenu(self)
            self._add_merges(menu, chosen)
            self._popup(menu, self.merge_button.mapToGlobal(self.merge_button.rect().bottomLeft()))

    def merge_into(self, gone: int, kept: int | None) -> None:
        """Make one claim's mentions another's, asking for the other when it is None."""
        from annotator.ui.dialogs.ledger_picker import LedgerPicker

        if kept is None:
            kept = LedgerPicker.ask(self.context, _("Merge into…"), (gone,), self)
        if kept is not None and self.context.run(ledger.merge_ledger, gone, kept) is not None:
            self.reloading.settle()
            self.show_claim(kept)

    def delete(self, keys: list[int]) -> None:
        """Take claims out of the ledger; undo brings each back with its mentions."""
        for key in keys:
            if self.context.run(ledger.delete_ledger, key) is None:
                break
        self.reloading.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the chosen claims with the Delete key; the rest is Qt's."""
        in_list = self.view.hasFocus()
        if event.key() == Qt.Key.Key_Delete and in_list and self.context.can_write:
            self.delete(self.chosen())
        else:
            super().keyPressEvent(event)
