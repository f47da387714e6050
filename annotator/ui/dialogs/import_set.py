"""Bringing in annotations of somebody's file: what its labels become, looked at before it is read.

A file whose labels all have their codes shows a summary only; the rest can be looked at.
"""

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from annotator.exchange import mapping_values
from annotator.exchange.mapping import OUT, LabelMapping
from annotator.i18n import NN_, _, isolate, ngettext
from annotator.model.errors import Cancelled, IsnadError
from annotator.model.scheme import shorten
from annotator.model.set_report import SetReport
from annotator.operations import importing_set, importing_set_plan
from annotator.operations.importing_set_plan import CHANGED, NEW, REFUSED, SAME, SetPlan
from annotator.ui.context import Context
from annotator.ui.models.findings_model import ARTICLES, FINDINGS, FindingsModel, PlannedModel
from annotator.ui.models.mapping_model import MappingModel
from annotator.ui.tasks import run_long
from annotator.ui.widgets import wording
from annotator.ui.widgets.dialog_buttons import DialogButtons
from annotator.ui.widgets.mapping_editor import MappingEditor
from annotator.ui.widgets.quiet_button import quiet_button
from annotator.ui.widgets.table_view import TableView

REMEMBERED: Final = 20
"""Mappings that are kept in the settings, the last used ones."""
LABELS, PLANNED, TOLD = range(3)


class ImportSet(QDialog):
    """A summary; the labels, articles and losses in three lists; whose the marks become."""

    def __init__(self, context: Context, plan: SetPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context, self.plan = context, plan
        self.report: SetReport | None = None
        remembered = self._remembered()
        self.setWindowTitle(_("Import annotations"))
        self.model = MappingModel(plan.usages, plan.book, remembered.over(plan.proposal))
        self.model.setParent(self)
        self._make_lists()
        self._make_rest()
        self._lay_out()
        self.table.selectionModel().currentRowChanged.connect(self._show_row)
        self.model.dataChanged.connect(self._summarise)
        self.editor.book_changed.connect(self._take_book)
        self.bar.currentChanged.connect(self.stack.setCurrentIndex)
        self.buttons.accepted.connect(self.run)
        self.buttons.rejected.connect(self.reject)
        if len(self.model):
            self.table.setCurrentIndex(self.model.index(0, 0))
        self._show_row(self.table.currentIndex())
        self._summarise()
        self.unfold(not (plan.fits or (self.model.mapping.sure and plan.findings.clean)))

    # making

    def _make_lists(self) -> None:
        self.table = _table(_("Labels of the file"), self.model, self.model.columns, self)
        self.editor = MappingEditor(self.context, self.model, self)
        self.articles = PlannedModel(self.plan.articles)
        self.articles.setParent(self)
        self.findings = FindingsModel(self.plan.findings)
        self.findings.setParent(self)
        self.bar = QTabBar(self)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAccessibleName(_("What the file holds"))
        self.stack = QStackedWidget(self)
        labels = QSplitter(Qt.Orientation.Horizontal)
        labels.addWidget(self.table)
        labels.addWidget(self.editor)
        labels.setStretchFactor(0, 3)
        labels.setStretchFactor(1, 2)
        labels.setChildrenCollapsible(False)
        labels.setSizes([600, 340])
        planned = _table(_("Articles"), self.articles, ARTICLES, self)
        told = _table(_("What became of it"), self.findings, FINDINGS, self)
        for title, widget, count in (
            (_("Labels"), labels, len(self.model)),
            (_("Articles"), planned, len(self.articles)),
            (_("Remarks"), told, len(self.findings)),
        ):
            self.bar.addTab(f"{title} {wording.number(count)}")
            self.stack.addWidget(widget)
        self.bar.setTabVisible(TOLD, len(self.findings) > 0)

    def _make_rest(self) -> None:
        self.heading = _label("heading", self)
        name = shorten(self.plan.path.name, 70)
        self.heading.setText(_("Import annotations of {name}").format(name=isolate(name)))
        self.summary = _label("muted", self)
        self.state = _label("warning", self)
        self.notes = _label("", self)
        self.look_button = quiet_button(
            _("Show labels and articles"), lambda: self.unfold(True), self
        )
        self.look_button.setAutoDefault(False)
        self.coder = QComboBox(self)
        self.coder.setEditable(True)
        self.coder.setAccessibleName(_("Marks without a coder are credited to"))
        names = dict.fromkeys(
            (self.plan.coder, *(who.name for who in self.context.opened.coders()))
        )
        self.coder.addItems([*names, *({self.plan.path.stem} - set(names))])
        self.fault = _label("warning", self)
        self.fault.hide()
        self.import_button = QPushButton(_("Import"), self)
        self.import_button.setDefault(True)
        self.buttons = DialogButtons(self.import_button)

    def _lay_out(self) -> None:
        self.lists = QWidget(self)
        column = QVBoxLayout(self.lists)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.bar)
        column.addWidget(self.stack, 1)
        self.whose = QWidget(self)
        form = QFormLayout(self.whose)
        form.setContentsMargins(0, 0, 0, 0)
        form.addRow(_("Marks without a coder are credited to"), self.coder)
        self.whose.setVisible(bool(self.plan.nobody))
        states = QVBoxLayout()
        states.setSpacing(4)
        states.addWidget(self.state)
        states.addWidget(self.notes)
        line = QHBoxLayout()
        line.addLayout(states, 1)
        line.addWidget(self.look_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 16)
        box.setSpacing(10)
        box.addWidget(self.heading)
        box.addWidget(self.summary)
        box.addLayout(line)
        box.addWidget(self.lists, 1)
        box.addWidget(self.whose)
        box.addWidget(self.fault)
        box.addWidget(self.buttons)

    def unfold(self, whole: bool) -> None:
        """Show the lists, or only the summary."""
        self.lists.setVisible(whole)
        self.look_button.setVisible(not whole)
        self.setMinimumSize(*((820, 520) if whole else (460, 0)))
        self.resize(*((1040, 640) if whole else (560, 220)))
        (self.table if whole else self.import_button).setFocus(Qt.FocusReason.OtherFocusReason)

    # what is shown

    def _show_row(self, index: QModelIndex, _before: QModelIndex | None = None) -> None:
        self.editor.show_row(self.model.item(index.row()) if index.isValid() else None)

    def _take_book(self) -> None:
        self.plan.book = self.model.book

    def _summarise(self) -> None:
        counts = self.plan.counts()
        told = [self.plan.format.label]
        for how, forms in _COUNTED:
            if counts[how]:
                told.append(_counted(forms, counts[how]))
        self.summary.setText(wording.joined(*told))
        found = self.plan.findings.found
        grave = [_counted(forms, found[kind]) for kind, forms in _GRAVE if found[kind]]
        self.state.setText(" ".join(grave))
        self.state.setVisible(bool(grave))
        notes = self._notes()
        self.notes.setText(" ".join(notes))
        self.notes.setVisible(bool(notes))
        self.import_button.setEnabled(counts[NEW] + counts[SAME] + counts[CHANGED] > 0)

    def _notes(self) -> list[str]:
        """Return what is to be known before the import and harms nothing."""
        found, mapping = self.plan.findings.found, self.model.mapping
        told = [_counted(forms, found[kind]) for kind, forms in _FOUND if found[kind]]
        out = sum(
            self.plan.usages.labels[key].count
            for key, choice in mapping.labels.items()
            if choice.action == OUT
        )
        if out:
            told.append(_counted(_OUT, out))
        fits = _("Every label has its code.") if mapping.sure else ""
        return [*told, *([fits] if fits and not told else [])]

    # what the person does

    def run(self) -> None:
        """Read the file, as one step; the window stays, with the reason, when that fails."""
        plan, mapping, coder = self.plan, self.model.mapping, self.coder.currentText()

        def work(project: Any, progress: Any, cancelled: Any) -> Any:
            return importing_set.run_set(project, plan, mapping, progress, cancelled, coder=coder)

        try:
            self.report, changes = run_long(self.context, self, _("Importing annotations"), work)
        except IsnadError as error:
            self.fault.setText(error.message)
            self.fault.show()
            return
        self._remember()
        self.context.announce(changes)
        self.accept()

    def _remembered(self) -> LabelMapping:
        kept = self.context.settings["import_mappings"].get(
            mapping_values.fingerprint(self.plan.usages)
        )
        return mapping_values.from_plain(kept, self.plan.usages, self.plan.book)

    def _remember(self) -> None:
        """Keep the mapping for the next file with the same words."""
        name = mapping_values.fingerprint(self.plan.usages)
        kept = dict(self.context.settings["import_mappings"])
        kept.pop(name, None)
        kept[name] = mapping_values.to_plain(self.model.mapping)
        self.context.settings["import_mappings"] = dict(list(kept.items())[-REMEMBERED:])

    @classmethod
    def ask(
        cls, context: Context, path: Path, format_id: str = "", parent: QWidget | None = None
    ) -> SetReport | None:
        """Look through a file, ask, and read it; None when that was cancelled or refused."""
        above = parent or QApplication.activeWindow()
        try:
            plan = plan_in_thread(context, path, format_id, above)
        except Cancelled:
            return None
        except IsnadError as error:
            context.failed.emit(error)
            return None
        dialog = cls(context, plan, above)
        dialog.exec()
        dialog.deleteLater()
        return dialog.report


_COUNTED: Final = (
    (NEW, NN_("{n} new article", "{n} new articles")),
    (SAME, NN_("{n} article that is there", "{n} articles that are there")),
    (CHANGED, NN_("{n} article with another text", "{n} articles with another text")),
    (REFUSED, NN_("{n} article that cannot be read", "{n} articles that cannot be read")),
    ("annotation", NN_("{n} mark", "{n} marks")),
    ("attribution", NN_("{n} attribution", "{n} attributions")),
)
_OUT: Final = NN_("{n} mark is left out.", "{n} marks are left out.")
_GRAVE: Final = (
    ("lost", NN_("{n} mark will be lost.", "{n} marks will be lost.")),
    ("refused", NN_("{n} part cannot be read.", "{n} parts cannot be read.")),
)
_FOUND: Final = (
    ("approximated", NN_("{n} thing is approximated.", "{n} things are approximated.")),
    (
        "reanchored",
        NN_("{n} mark is found again by its words.", "{n} marks are found again by their words."),
    ),
)


def _label(role: str, parent: QWidget) -> QLabel:
    """Return a paragraph that shows what a file says as it is."""
    label = QLabel(parent)
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _counted(forms: str, n: int) -> str:
    one, _sign, many = forms.partition("|")
    return ngettext(one, many, n).format(n=wording.number(n))


def _table(name: str, model: Any, columns: Any, parent: QWidget) -> TableView:
    view = TableView(name, parent)
    view.setProperty("role", "framed")
    view.setModel(model)
    view.lay_out_columns(columns)
    return view


def plan_in_thread(context: Context, path: Path, format_id: str, parent: QWidget | None) -> SetPlan:
    """Look through the file off the window's thread, with progress and Cancel."""

    def work(project: Any, progress: Any, cancelled: Any) -> Any:
        return importing_set_plan.plan_set(project, path, progress, cancelled, format_id=format_id)

    plan: SetPlan = run_long(context, parent, _("Reading the file"), work)
    return plan
