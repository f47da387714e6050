"""The annotation sets of the project: making, running and freezing them, and checking snapshots.

Belongs here: the list and its buttons. What a set is, is said in ``set_editor``.
"""

from itertools import pairwise
from typing import Any, Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, isolate
from annotator.model.annotation_set import AnnotationSet, Snapshot
from annotator.model.changes import Changes
from annotator.model.errors import IsnadError
from annotator.operations import annotation_sets, exporting, snapshots, verifying
from annotator.ui import asking, set_runs
from annotator.ui.context import Context
from annotator.ui.dialogs.export_dialog import ExportDialog
from annotator.ui.dialogs.set_editor import SetEditor
from annotator.ui.dialogs.snapshot_place import SnapshotPlace
from annotator.ui.models.sets_model import ListedSet, SetsModel
from annotator.ui.tasks import run_long
from annotator.ui.widgets import wording
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.form_row import heading
from annotator.ui.widgets.quiet_button import quiet_button
from annotator.ui.widgets.wide_table import WideTable

_KINDS: Final = frozenset({"annotation_set", "snapshot"})
_ROW: Final = 28
_SNAPSHOTS: Final = 112
"""Pixels of the list of snapshots."""


class AnnotationSets(asking.Sheet):
    """A list of sets; below it the snapshots of the chosen one."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Annotation sets"), parent, refuse=_("Close"))
        self.context = context
        self.setMinimumSize(760, 480)
        self.resize(980, 600)
        self.add_text(
            _(
                "A set is a part of the project with a format, kept to be exported again at any"
                " time. A snapshot freezes a set into files that a paper can cite and anybody can"
                " check."
            )
        )
        self.model = SetsModel()
        self.model.setParent(self)
        self.view = self._make_view()
        self.empty = EmptyState(self.view)
        self.frozen = QListWidget(self)
        self.frozen.setProperty("role", "framed")
        self.frozen.setAccessibleName(_("Snapshots"))
        self.frozen.setFixedHeight(_SNAPSHOTS)
        self.no_snapshots = EmptyState(self.frozen)
        self.no_snapshots.setFixedHeight(_SNAPSHOTS)
        self._make_buttons()
        self._lay_out()
        self.view.selectionModel().selectionChanged.connect(lambda *_s: self._show_chosen())
        context.changed.connect(self._follow)
        self.reload()
        self._choose_row(0)
        self.view.setFocus()

    def _make_view(self) -> WideTable:
        view = WideTable(_("Annotation sets"), self, least=200)
        view.setProperty("role", "framed")
        view.setModel(self.model)
        view.lay_out_columns(self.model.columns)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.activated.connect(lambda _index: self.run())
        return view

    def _make_buttons(self) -> None:
        self.new_button = quiet_button(_("New…"), self.new, self)
        self.edit_button = quiet_button(_("Edit…"), self.edit, self)
        self.duplicate_button = quiet_button(_("Duplicate"), self.duplicate, self)
        self.up_button = quiet_button(_("Move up"), lambda: self.move_by(-1), self)
        self.down_button = quiet_button(_("Move down"), lambda: self.move_by(1), self)
        self.delete_button = quiet_button(_("Delete"), self.delete, self)
        self.run_button = QPushButton(_("Export…"), self)
        self.freeze_button = QPushButton(_("Snapshot…"), self)
        self.check_button = QPushButton(_("Check a snapshot…"), self)
        self.run_button.clicked.connect(self.run)
        self.freeze_button.clicked.connect(self.freeze)
        self.check_button.clicked.connect(self.check)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(2)
        for button in (self.new_button, self.edit_button, self.duplicate_button):
            above.addWidget(button)
        for button in (self.up_button, self.down_button, self.delete_button):
            above.addWidget(button)
        above.addStretch(1)
        below = QVBoxLayout()
        below.setSpacing(5)
        below.addWidget(heading(_("Snapshots")))
        below.addWidget(self.no_snapshots)
        self.body.addLayout(above)
        self.body.addWidget(self.empty, 1)
        self.body.addLayout(below)
        for place, button in enumerate((self.run_button, self.freeze_button, self.check_button)):
            self.row.insertWidget(place, button)
        for button in self.findChildren(QPushButton):
            button.setAutoDefault(False)
        above_and_below = (
            *(self.new_button, self.edit_button, self.duplicate_button),
            *(self.up_button, self.down_button, self.delete_button),
            *(self.view, self.frozen, self.run_button, self.freeze_button, self.check_button),
            self.refuse_button,
        )
        for before, after in pairwise(above_and_below):
            self.setTabOrder(before, after)
        # No default: Enter in the list exports, and must not do so twice.
        self.run_button.setProperty("role", "primary")

    # what is shown

    def reload(self) -> None:
        """Read the sets anew; the chosen one stays chosen."""
        if self.context.project is None:
            return
        project = self.context.opened
        self._snapshots = snapshots.snapshots(project)
        names = {each.id: each.label for each in exporting.formats()}
        listed = [
            ListedSet(
                each,
                names.get(each.format, each.format),
                set_runs.last(self.context.settings, each),
                sum(one.set_name == each.name for one in self._snapshots),
            )
            for each in annotation_sets.all_sets(project)
        ]
        self.model.take(
            {each.kept.id for each in self.model.everything()} - {each.kept.id for each in listed}
        )
        self.model.put(listed)
        none = _("No set is kept yet. Make one here, or save one in the export dialog.")
        self.empty.say("" if listed else none)
        self._show_chosen()

    def _follow(self, changes: Changes) -> None:
        if _KINDS & set(changes.touched):
            self.reload()

    def chosen(self) -> AnnotationSet | None:
        """Return the chosen set, or None."""
        rows = self.view.selectionModel().selectedRows()
        return self.model.item(rows[0].row()).kept if rows else None

    def choose(self, name: str) -> None:
        """Choose a set by its name."""
        for each in self.model.everything():
            if each.kept.name == name:
                self._choose_row(self.model.index_of(each.kept.id).row())

    def _choose_row(self, row: int) -> None:
        self.view.setCurrentIndex(self.model.index(row, 0))

    def _show_chosen(self) -> None:
        kept, can = self.chosen(), self.context.can_write
        rows = self.view.selectionModel().selectedRows()
        row = rows[0].row() if rows else -1
        self.new_button.setEnabled(can)
        for button in (self.edit_button, self.duplicate_button, self.delete_button):
            button.setEnabled(can and kept is not None)
        self.up_button.setEnabled(can and row > 0)
        self.down_button.setEnabled(can and 0 <= row < len(self.model) - 1)
        self.run_button.setEnabled(kept is not None)
        self.freeze_button.setEnabled(can and kept is not None)
        self._show_snapshots(kept)

    def _show_snapshots(self, kept: AnnotationSet | None) -> None:
        found = [each for each in self._snapshots if kept is None or each.set_name == kept.name]
        self.frozen.clear()
        for each in found:
            item = QListWidgetItem(told(each), self.frozen)
            item.setSizeHint(QSize(100, _ROW))
            item.setToolTip(_("SHA-256 of the manifest: {hash}").format(hash=each.manifest_sha256))
        self.no_snapshots.say("" if found else _("No snapshot has been taken of this set."))

    # what the person does

    def new(self) -> None:
        """Make a set."""
        self.choose(SetEditor.ask_set(self.context, self))

    def edit(self) -> None:
        """Change the chosen set."""
        kept = self.chosen()
        if kept is not None:
            SetEditor.ask_set(self.context, self, kept)

    def duplicate(self) -> None:
        """Keep the chosen set once more."""
        kept = self.chosen()
        if kept is not None and self.context.run(annotation_sets.duplicate, kept.id) is not None:
            self._choose_row(len(self.model) - 1)

    def delete(self) -> None:
        """Forget the chosen set; undo brings it back."""
        kept = self.chosen()
        if kept is not None:
            self.context.run(annotation_sets.delete, kept.id)

    def move_by(self, by: int) -> None:
        """Move the chosen set up or down."""
        kept = self.chosen()
        keys = [each.id for each in annotation_sets.all_sets(self.context.opened)]
        if kept is None or not 0 <= keys.index(kept.id) + by < len(keys):
            return
        place = keys.index(kept.id)
        keys[place], keys[place + by] = keys[place + by], keys[place]
        self.context.run(annotation_sets.reorder, keys)
        self._show_chosen()

    def run(self) -> None:
        """Export the chosen set again; what it holds and leaves out is seen before."""
        kept = self.chosen()
        if kept is None:
            return
        try:
            annotation_sets.file_name(kept)
        except IsnadError as error:  # a format that this installation does not have
            self.context.failed.emit(error)
            return
        if ExportDialog.ask(self.context, self, kept) is not None:
            self.reload()

    def freeze(self) -> None:
        """Freeze the chosen set into a new folder."""
        kept = self.chosen()
        if kept is None:
            return
        asked = SnapshotPlace.ask(self.context, kept, self)
        if asked is None:
            return
        name, target, texts = asked

        def work(project: Any, progress: Any, cancelled: Any) -> Any:
            return snapshots.freeze(project, kept, target, name, progress, cancelled, texts=texts)

        try:
            frozen, changes = run_long(self.context, self, _("Freezing"), work)
        except IsnadError as error:
            self.context.failed.emit(error)
            return
        self.context.settings["last_folder"] = str(target.parent)
        self.context.announce(changes)
        said = [
            _("Froze {name} in {path}.").format(name=isolate(name), path=isolate(str(target))),
            *frozen.losses.sentences(),
            *frozen.notes,
            _("SHA-256 of the manifest, for the citation: {hash}").format(
                hash=isolate(frozen.manifest_sha256)
            ),
        ]
        tell_copyable(self, _("Snapshot"), said, frozen.manifest_sha256)

    def check(self) -> None:
        """Check a snapshot's folder, and whether the project is still the same."""
        folder = asking.ask_folder(
            self, _("Check a snapshot"), str(self.context.settings["last_folder"])
        )
        if folder is None:
            return

        def work(project: Any, progress: Any, cancelled: Any) -> Any:
            return verifying.verify(folder, project, progress, cancelled)

        try:
            found = run_long(self.context, self, _("Checking"), work)
        except IsnadError as error:
            self.context.failed.emit(error)
            return
        hashed = _("SHA-256 of the manifest: {hash}").format(hash=isolate(found.manifest_sha256))
        tell_copyable(
            *(self, _("Check a snapshot"), [*found.sentences(), hashed], found.manifest_sha256),
            is_grave=not found.is_good,
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the chosen set, or undo: the menus are out of reach."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.context.undo()
        elif event.key() == Qt.Key.Key_Delete and self.view.hasFocus() and self.context.can_write:
            self.delete()
        else:
            super().keyPressEvent(event)

    @classmethod
    def ask(cls, context: Context, parent: QWidget | None = None) -> None:
        """Show the sets until the list is closed."""
        dialog = cls(context, parent or QApplication.activeWindow())
        dialog.exec()
        dialog.deleteLater()


def told(each: Snapshot) -> str:
    """Return a snapshot in words: its name, when it was taken, and the beginning of its hash."""
    sha256 = f"{each.manifest_sha256[:12]}…"
    return wording.joined(each.name, wording.moment(each.created_at), sha256)


def tell_copyable(
    parent: QWidget, title: str, sentences: list[str], copied: str, *, is_grave: bool = False
) -> None:
    """Say something that must be read, with a button that copies a part of it."""
    first = "warning" if is_grave else ""
    sheet = asking.Sheet(title, parent, refuse=_("Close"))
    sheet.setMinimumWidth(520)
    for number, sentence in enumerate(sentences):
        sheet.add_text(sentence, "muted" if number else first)
    button = QPushButton(_("Copy the SHA-256"), sheet)
    button.setAutoDefault(False)
    button.clicked.connect(lambda: QApplication.clipboard().setText(copied))
    sheet.row.insertWidget(0, button)
    sheet.exec()
    sheet.deleteLater()
