"""What came of reading a set: counts, and every finding, to be filtered and kept as a file."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QWidget

from annotator.exchange.set_report_file import write_report
from annotator.i18n import _, isolate, ngettext
from annotator.model.errors import IsnadError
from annotator.model.set_report import SetReport
from annotator.ui.asking import Sheet
from annotator.ui.context import Context
from annotator.ui.models.findings_model import FINDINGS, FindingsModel
from annotator.ui.widgets import wording
from annotator.ui.widgets.filter_field import FilterField
from annotator.ui.widgets.table_view import TableView


class ImportReport(Sheet):
    """A summary, a filter, the findings, and a button that saves them."""

    def __init__(
        self, context: Context, name: str, report: SetReport, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Imported"), parent, refuse=_("Close"))
        self.context, self.report, self._name = context, report, name
        self.setMinimumSize(720, 440)
        self.resize(980, 560)
        self.add_text(summary(name, report), role="heading")
        self.model = FindingsModel(report)
        self.model.setParent(self)
        self.view = TableView(_("What became of it"), self)
        self.view.setProperty("role", "framed")
        self.view.setModel(self.model)
        self.view.lay_out_columns(FINDINGS)
        self.filter = FilterField(_("Filter findings…"), self.view, self)
        self.save_button = QPushButton(_("Save the report…"), self)
        self.save_button.setAutoDefault(False)
        self.body.addWidget(self.filter)
        self.body.addWidget(self.view, 1)
        self.fault = self.add_text("", role="warning")
        self.fault.hide()
        self.row.insertWidget(0, self.save_button)
        self.refuse_button.setDefault(True)
        self.filter.wanted.connect(self.model.filter_by)
        self.save_button.clicked.connect(self.save)
        if len(self.model):
            self.view.setCurrentIndex(self.model.index(0, 0))

    def save(self) -> None:
        """Ask for a file and write the report to it; a failure is told here."""
        folder = str(self.context.settings["last_folder"] or self.context.opened.path.parent)
        proposal = str(Path(folder) / f"{Path(self._name).stem}-report.csv")
        kinds = f"{_('Tables')} (*.csv);;{_('Texts')} (*.txt)"
        name, _kind = QFileDialog.getSaveFileName(self, _("Save the report"), proposal, kinds)
        if not name:
            return
        try:
            write_report(Path(name), self._name, self.report)
        except IsnadError as error:
            self.fault.setText(error.message)
            self.fault.show()
            return
        self.fault.hide()
        self.context.said.emit(_("Saved {path}.").format(path=isolate(name)))

    @classmethod
    def ask(
        cls, context: Context, name: str, report: SetReport, parent: QWidget | None = None
    ) -> None:
        """Show the report until it is closed."""
        sheet = cls(context, name, report, parent or QApplication.activeWindow())
        sheet.view.setFocus(Qt.FocusReason.OtherFocusReason)
        sheet.exec()
        sheet.deleteLater()


def summary(name: str, report: SetReport) -> str:
    """Return in one sentence what was added, and in a second one what was there."""
    added, present = report.added["annotation"], report.skipped["annotation"]
    if present:
        told = _("Imported {name}: {added} annotations added, {present} were there.").format(
            name=isolate(name), added=wording.number(added), present=wording.number(present)
        )
    else:
        told = ngettext(
            "Imported {name}: {n} annotation added.",
            "Imported {name}: {n} annotations added.",
            added,
        ).format(name=isolate(name), n=wording.number(added))
    lost = report.found["lost"]
    if lost:
        sentence = ngettext("{n} mark lost.", "{n} marks lost.", lost)
        told = f"{told} {sentence.format(n=wording.number(lost))}"
    return told
