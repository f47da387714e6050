"""What an import would bring in, to be looked at and corrected before anything is stored."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QSignalBlocker, Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from annotator.exchange.readers.documents import name_of
from annotator.exchange.readers.encodings import ENCODING_NAMES, encoding_name
from annotator.exchange.readers.finding import Rejection
from annotator.i18n import _, isolate, ngettext
from annotator.model.article import DIRECTIONS
from annotator.model.errors import Cancelled, IsnadError
from annotator.operations import importing, importing_plan
from annotator.operations.importing_plan import ImportPlan
from annotator.ui.context import Context
from annotator.ui.models.import_model import ImportModel
from annotator.ui.tasks import run_long
from annotator.ui.widgets import wording
from annotator.ui.widgets.dialog_buttons import DialogButtons
from annotator.ui.widgets.import_table import CellDelegate, ImportTable
from annotator.ui.widgets.page_text import PageText
from annotator.ui.widgets.removed_parts import RemovedParts
from annotator.ui.widgets.text_field import TextField

LISTED: Final = 200
"""Rejected files and problems named in the window; the rest is counted."""


class DirectionDelegate(CellDelegate):
    """Lets a direction be chosen in place."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Any) -> QWidget:
        """Return the list of directions."""
        box = QComboBox(parent)
        for value in DIRECTIONS:
            box.addItem(wording.listed(wording.DIRECTION_NAMES, value), value)
        box.setAccessibleName(_("Direction"))
        return box

    def setEditorData(self, editor: QWidget, index: Any) -> None:
        """Show the direction of the file."""
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: Any, index: Any) -> None:
        """Take the direction chosen."""
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())


class ImportPreview(QDialog):
    """Files in a table, the text of one below, and what is left out with its reason."""

    def __init__(
        self,
        context: Context,
        paths: Sequence[Path],
        plan: ImportPlan,
        metadata: Path | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.paths = list(paths)
        self.metadata = metadata
        self.imported: tuple[int, ...] | None = None
        self.setWindowTitle(_("Import articles"))
        self.setMinimumSize(760, 520)
        self.resize(1080, 680)
        self.model = ImportModel(plan)
        self.model.setParent(self)
        self.table = ImportTable(self.model, self)
        self.table.setItemDelegateForColumn(
            self.model.direction_column, DirectionDelegate(self.table)
        )
        self._make_preview()
        self._make_buttons()
        self._lay_out()
        self.model.plan_changed.connect(self._summarise)
        self.model.refused.connect(self._say)
        self.table.selectionModel().currentRowChanged.connect(self._show_row)
        self.encoding.activated.connect(self._reread)
        self.turned.toggled.connect(self._turn)
        self.removed.chosen.connect(self._put_back)
        self.removed.looked_at.connect(self.text.look_at)
        self.metadata_button.clicked.connect(self._choose_metadata)
        self.no_metadata.clicked.connect(lambda: self.use_metadata(None))
        self._show_plan()
        self.table.setFocus()

    # making

    def _make_preview(self) -> None:
        self.text = PageText(_("Beginning of the text"))
        self.removed = RemovedParts()
        self.turned = QCheckBox(_("Turn the letters around"))
        self.encoding_label = QLabel(_("Encoding"))
        self.encoding = QComboBox()
        self.encoding.setAccessibleName(_("Encoding of the file"))
        self.detected = QLabel()
        self.detected.setProperty("role", "muted")
        self.notes = QLabel()
        self.notes.setProperty("role", "warning")
        self.notes.setWordWrap(True)
        self.left_out = TextField(_("Files left out"), 3)
        self.left_out.setReadOnly(True)
        self.left_out.setMaximumHeight(self.left_out.sizeHint().height())
        self.metadata_label = QLabel()
        self.metadata_button = QPushButton(_("Choose metadata…"))
        self.no_metadata = QPushButton(_("Use none"))
        for button in (self.metadata_button, self.no_metadata):
            button.setAutoDefault(False)
        self.summary = QLabel()
        self.fault = QLabel()
        self.fault.setProperty("role", "warning")

    def _make_buttons(self) -> None:
        self.import_button = QPushButton(_("Import"))
        self.import_button.setDefault(True)
        self.buttons = DialogButtons(self.import_button)
        self.buttons.accepted.connect(self.run)
        self.buttons.rejected.connect(self.reject)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.addWidget(self.metadata_label)
        above.addWidget(self.metadata_button)
        above.addWidget(self.no_metadata)
        above.addStretch(1)
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 4, 0, 0)
        line = QHBoxLayout()
        self.encoding_label.setBuddy(self.encoding)
        for widget in (self.encoding_label, self.encoding, self.detected):
            line.addWidget(widget)
        line.addStretch(1)
        line.addWidget(self.turned)
        column.addLayout(line)
        column.addWidget(self.notes)
        beside = QSplitter(Qt.Orientation.Horizontal)
        beside.addWidget(self.text)
        beside.addWidget(self.removed)
        beside.setStretchFactor(0, 3)
        beside.setStretchFactor(1, 2)
        beside.setChildrenCollapsible(False)
        column.addWidget(beside, 1)
        column.addWidget(self.left_out)
        splitter = QSplitter(Qt.Orientation.Vertical)
        splitter.addWidget(self.table)
        splitter.addWidget(below)
        splitter.setStretchFactor(0, 3)
        splitter.setStretchFactor(1, 2)
        splitter.setChildrenCollapsible(False)
        has_parts = any(item.parts for item in self.model.plan.items)
        splitter.setSizes([220, 360] if has_parts else [340, 240])
        last = QHBoxLayout()
        last.addWidget(self.summary)
        last.addWidget(self.fault, 1)
        last.addWidget(self.buttons)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(10)
        box.addLayout(above)
        box.addWidget(splitter, 1)
        box.addLayout(last)

    # what is shown

    def _show_plan(self) -> None:
        name = isolate(self.metadata.name) if self.metadata else _("none")
        self.metadata_label.setText(_("Metadata: {name}").format(name=name))
        self.no_metadata.setVisible(self.metadata is not None)
        plan = self.model.plan
        lines = [_left_out(each) for each in plan.rejected[:LISTED]]
        lines += [str(problem) for problem in plan.problems[:LISTED]]
        self.left_out.read_in(self.layoutDirection())
        self.left_out.setPlainText("\n".join(lines))
        self.left_out.setVisible(bool(lines))
        if plan.items:
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_row(self.table.currentIndex())
        self._summarise()

    def _show_row(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        items = self.model.plan.items
        shown = 0 <= index.row() < len(items)
        self.encoding.setEnabled(shown)
        for widget in (self.encoding_label, self.encoding):
            widget.setVisible(not shown or bool(items[index.row()].encoding))
        self.encoding.clear()
        self.removed.show_item(items[index.row()] if shown else None)
        self.turned.setVisible(shown and bool(items[index.row()].turned))
        if not shown:
            self.text.clear()
            self.detected.clear()
            self.notes.hide()
            return
        item = items[index.row()]
        if item.encoding:
            offered = dict.fromkeys((item.encoding, *item.detection.candidates, *ENCODING_NAMES))
            for codec in offered:
                self.encoding.addItem(encoding_name(codec), codec)
        kind = name_of(item.draft.provenance.importer)
        self.detected.setText(wording.led(item.detection.reason or kind))
        self.notes.setText("\n".join(item.warnings))
        self.notes.setVisible(bool(item.warnings))
        with QSignalBlocker(self.turned):
            self.turned.setChecked(item.is_turned)
        self.text.show_item(item)

    def _summarise(self) -> None:
        plan = self.model.plan
        number = len(plan.included)
        parts = [
            ngettext("{n} article to import", "{n} articles to import", number).format(
                n=wording.number(number)
            )
        ]
        twins = sum(1 for item in plan.items if item.duplicate_of)
        if twins:
            parts.append(
                ngettext("{n} duplicate", "{n} duplicates", twins).format(n=wording.number(twins))
            )
        if plan.rejected:
            parts.append(
                ngettext(
                    "{n} file cannot be read", "{n} files cannot be read", len(plan.rejected)
                ).format(n=wording.number(len(plan.rejected)))
            )
        self.summary.setText(wording.SEPARATOR.join(parts))
        self.import_button.setEnabled(bool(number))
        self._say("")

    def _say(self, fault: str) -> None:
        self.fault.setText(fault)

    # what the person does

    def _put_back(self, places: frozenset[int]) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.model.put_back(row, places)
            self._show_row(self.table.currentIndex())

    def _turn(self, turned: bool) -> None:
        row = self.table.currentIndex().row()
        if row >= 0:
            self.model.turn_around(row, turned)
            self._show_row(self.table.currentIndex())

    def _reread(self, _place: int) -> None:
        rows = {index.row() for index in self.table.selectionModel().selectedRows()}
        rows.add(self.table.currentIndex().row())
        self.model.read_in(sorted(row for row in rows if row >= 0), self.encoding.currentData())
        fault = self.fault.text()
        self._show_row(self.table.currentIndex())
        self._say(fault)

    def _choose_metadata(self) -> None:
        folder = str(self.metadata.parent if self.metadata else self.paths[0].parent)
        name, _kind = QFileDialog.getOpenFileName(
            self, _("Metadata"), folder, _("Tables") + " (*.csv *.tsv *.txt)"
        )
        if name:
            self.use_metadata(Path(name))

    def use_metadata(self, metadata: Path | None) -> None:
        """Read the files again with another metadata table, or with none."""
        try:
            plan = plan_in_thread(self.context, self.paths, metadata, self)
        except Cancelled:
            return
        except IsnadError as error:
            self._say(error.message)
            return
        self.metadata = metadata
        self.model.set_plan(plan)
        self._show_plan()

    def run(self) -> None:
        """Import what is included, as one step; the window stays when that fails."""
        plan = self.model.plan

        def work(project: Any, progress: Any, cancelled: Any) -> Any:
            return importing.run_import(project, plan, progress, cancelled)

        try:
            report, changes = run_long(self.context, self, _("Importing articles"), work)
        except IsnadError as error:
            self._say(error.message)
            return
        self.context.announce(changes)
        self.imported = report.articles
        number = len(report.articles)
        self.context.said.emit(
            ngettext("Imported {n} article.", "Imported {n} articles.", number).format(
                n=wording.number(number)
            )
        )
        self.accept()

    @classmethod
    def ask(
        cls, context: Context, paths: Sequence[Path], parent: QWidget | None = None
    ) -> tuple[int, ...] | None:
        """Return the keys of the articles imported, or None when cancelled."""
        above = parent or QApplication.activeWindow()
        metadata = importing_plan.find_metadata(paths)
        try:
            try:
                plan = plan_in_thread(context, paths, metadata, above)
            except Cancelled:
                return None
            except IsnadError as error:
                if metadata is None:
                    raise
                context.failed.emit(error)
                metadata = None
                plan = plan_in_thread(context, paths, None, above)
        except IsnadError as error:
            context.failed.emit(error)
            return None
        dialog = cls(context, paths, plan, metadata, above)
        dialog.exec()
        dialog.deleteLater()
        return dialog.imported


def _left_out(rejection: Rejection) -> str:
    """Return why a file is left out, with its name unless the reason has it."""
    name = rejection.path.name
    return rejection.reason if name in rejection.reason else f"{isolate(name)}: {rejection.reason}"


def plan_in_thread(
    context: Context, paths: Sequence[Path], metadata: Path | None, parent: QWidget | None
) -> ImportPlan:
    """Read the files off the window's thread, with progress and Cancel."""

    def work(project: Any, progress: Any, cancelled: Any) -> Any:
        return importing_plan.plan_import(project, paths, metadata, progress, cancelled)

    plan: ImportPlan = run_long(context, parent, _("Reading files"), work)
    return plan
