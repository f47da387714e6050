"""The project's cue lexicon: which cues suggestions are looked for with.

Belongs here: the list, and switching, restoring and removing. One cue's fields are the form's
(``cue_editor``).
"""

from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHBoxLayout, QLabel, QWidget

from annotator.i18n import _, isolate, ngettext
from annotator.model.changes import Changes
from annotator.operations import cue_lexicon
from annotator.operations.cue_lexicon import ListedCue
from annotator.ui import asking
from annotator.ui.context import Context
from annotator.ui.delegates import QuoteDelegate
from annotator.ui.dialogs.cue_editor import CueEditor
from annotator.ui.models import cues_model as columns
from annotator.ui.models.cues_model import CuesModel
from annotator.ui.widgets import wording
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.filter_field import FilterField
from annotator.ui.widgets.quiet_button import quiet_button
from annotator.ui.widgets.wide_table import WideTable

_KINDS: Final = frozenset({"cue_entry", "suggestion"})


class CueLexicon(asking.Sheet):
    """A list of cues; every change is a step that undo takes back."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Cue lexicon"), parent, refuse=_("Close"))
        self.context = context
        self.setMinimumSize(760, 460)
        self.resize(1040, 620)
        self.add_text(
            _(
                "Suggestions begin at these cues. What must follow decides whether a word is a cue"
                " at its place: ‘said’ only where a clause, a quotation or a colon comes after it."
                " Changes belong to this project; {key} undoes them."
            ).format(key=isolate("Ctrl+Z"))
        )
        self.model = CuesModel()
        self.model.setParent(self)
        self.view = self._make_view()
        self.field = FilterField(_("Search cues…"), self.view)
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.empty = EmptyState(self.view)
        self.add_button = quiet_button(_("Add a cue…"), self.add, self)
        self.edit_button = quiet_button(_("Edit…"), self.edit, self)
        self.switch_button = quiet_button("", self.switch, self)
        self.restore_button = quiet_button("", self.restore, self)
        self._lay_out()
        self.field.wanted.connect(self.model.filter_by)
        self.model.rows_changed.connect(self._tell)
        self.view.selectionModel().selectionChanged.connect(lambda *_s: self._enable())
        context.changed.connect(self._follow)
        self.reload()
        self.field.setFocus()

    def _make_view(self) -> WideTable:
        view = WideTable(_("Cue lexicon"), self, least=180)
        view.setModel(self.model)
        view.lay_out_columns(self.model.columns)
        for column in (columns.CUE, columns.FORMS):
            view.setItemDelegateForColumn(column, QuoteDelegate(view))
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setSortingEnabled(True)
        view.sortByColumn(columns.CUE, Qt.SortOrder.AscendingOrder)
        view.activated.connect(lambda _index: self.edit())
        view.installEventFilter(self)
        return view

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.addWidget(self.field, 1)
        line.addWidget(self.count)
        line.addWidget(self.add_button)
        below = QHBoxLayout()
        for button in (self.edit_button, self.switch_button, self.restore_button):
            button.setAutoDefault(False)
            below.addWidget(button)
        self.add_button.setAutoDefault(False)
        below.addStretch(1)
        self.body.addLayout(line)
        self.body.addWidget(self.empty, 1)
        self.body.addLayout(below)

    # what is shown

    def reload(self) -> None:
        """Read the lexicon anew; what is chosen stays chosen."""
        if self.context.project is None:
            return
        listed = cue_lexicon.cue_lexicon(self.context.opened)
        known = {self.model.number(each): each for each in self.model.everything()}
        fresh = {self.model.number(each): each for each in listed}
        if not known:
            self.model.set_items(listed)
        else:
            self.model.take(set(known) - set(fresh))
            self.model.put(each for key, each in fresh.items() if known.get(key) != each)
        self._enable()

    def _follow(self, changes: Changes) -> None:
        if _KINDS & set(changes.touched):
            self.reload()

    def _tell(self) -> None:
        shown = len(self.model)
        text = ngettext("{n} cue", "{n} cues", shown)
        self.count.setText(text.format(n=wording.number(shown)))
        self.empty.say("" if shown else _("No cue fits the search."))

    def chosen(self) -> list[ListedCue]:
        """Return the chosen cues in the order of the list."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.item(row) for row in rows]

    def _enable(self) -> None:
        chosen, can = self.chosen(), self.context.can_write
        self.add_button.setEnabled(can)
        self.edit_button.setEnabled(len(chosen) == 1)
        self.switch_button.setEnabled(can and bool(chosen))
        off = any(each.entry.active for each in chosen)
        self.switch_button.setText(_("Switch off") if off or not chosen else _("Switch on"))
        own = bool(chosen) and all(each.is_own for each in chosen)
        self.restore_button.setText(_("Remove") if own else _("Restore"))
        self.restore_button.setEnabled(can and (own or any(each.is_changed for each in chosen)))

    # what the person does

    def add(self) -> None:
        """Add a cue of the project's own."""
        uuid = CueEditor.ask(self.context, None, self)
        if uuid:
            self._choose(uuid)

    def edit(self) -> None:
        """Change the one chosen cue."""
        chosen = self.chosen()
        if len(chosen) == 1:
            CueEditor.ask(self.context, chosen[0], self)

    def switch(self) -> None:
        """Switch the chosen cues off, or on where all are off."""
        chosen = self.chosen()
        on = not any(each.entry.active for each in chosen)
        uuids = [each.entry.uuid for each in chosen]
        if uuids:
            self.context.run(cue_lexicon.switch_cues, uuids, active=on)

    def restore(self) -> None:
        """Bring the chosen cues back as they came, or remove them where the project added them."""
        chosen = self.chosen()
        own = [each.entry.uuid for each in chosen if each.is_own]
        changed = [each.entry.uuid for each in chosen if each.is_changed]
        if own and not changed:
            self.context.run(cue_lexicon.remove_cues, own)
        elif changed:
            self.context.run(cue_lexicon.restore_cues, changed)

    def _choose(self, uuid: str) -> None:
        self.field.clear()
        for each in self.model.everything():
            if each.entry.uuid == uuid:
                index = self.model.index_of(self.model.number(each))
                self.view.setCurrentIndex(index)
                self.view.scrollTo(index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Space switch the chosen cues and Delete restore them."""
        if watched is self.view and isinstance(event, QKeyEvent) and self.context.can_write:
            is_press = event.type() == QEvent.Type.KeyPress
            if is_press and event.key() == Qt.Key.Key_Space:
                self.switch()
                return True
            if is_press and event.key() == Qt.Key.Key_Delete:
                self.restore()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo from here: the menus are out of reach."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.context.undo()
        else:
            super().keyPressEvent(event)

    @classmethod
    def ask(cls, context: Context, parent: QWidget | None = None) -> None:
        """Show the lexicon until it is closed."""
        dialog = cls(context, parent or QApplication.activeWindow())
        dialog.exec()
        dialog.deleteLater()
