"""Writing the project, or some coders' work, in one of the exchange formats."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.exchange.registry import Format
from annotator.exchange.writing import ForeignFileError
from annotator.i18n import _, isolate, ngettext
from annotator.model.bundle import EVERYTHING, Selection
from annotator.model.errors import IsnadError
from annotator.operations import exporting
from annotator.ui.asking import confirm
from annotator.ui.context import Context
from annotator.ui.tasks import run_long
from annotator.ui.widgets import wording
from annotator.ui.widgets.dialog_buttons import DialogButtons
from annotator.ui.widgets.option_fields import OptionFields

_ROW: Final = 28


class ExportDialog(QDialog):
    """Format, coders and place; what will be written and left out is said before."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.formats = exporting.formats()
        self.report: exporting.ExportReport | None = None
        self._target_touched = False
        self._agreed = ""
        self.setWindowTitle(_("Export"))
        self.setMinimumSize(620, 470)
        self._make_fields()
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_format)
        self.target.textEdited.connect(self._touch_target)
        self.browse.clicked.connect(self._browse)
        self.buttons.accepted.connect(self.run)
        self.buttons.rejected.connect(self.reject)
        for box in self.coders.values():
            box.toggled.connect(self._preview)
        self.list.setCurrentRow(0)

    def _make_fields(self) -> None:
        self.list = QListWidget()
        self.list.setAccessibleName(_("Format"))
        self.list.setProperty("role", "framed")
        self.options = QStackedWidget()
        for each in self.formats:
            QListWidgetItem(each.label, self.list).setSizeHint(QSize(100, _ROW))
            self.options.addWidget(OptionFields(each.options))
        self.list.setFixedHeight(_ROW * min(len(self.formats), 7) + 2)
        self.description = _muted()
        self.coders = {
            coder.id: QCheckBox(isolate(coder.name).replace("&", "&&"))
            for coder in self.context.opened.coders()
        }
        for box in self.coders.values():
            box.setChecked(True)
        self.target = QLineEdit()
        self.target.setAccessibleName(_("Write to"))
        self.browse = QPushButton(_("Choose…"))
        self.browse.setAutoDefault(False)
        self.contents = QLabel()
        self.contents.setWordWrap(True)
        self.losses = _muted()
        self.fault = QLabel()
        self.fault.setProperty("role", "warning")
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.export_button = QPushButton(_("Export"))
        self.export_button.setDefault(True)
        self.buttons = DialogButtons(self.export_button)

    def _lay_out(self) -> None:
        who = QVBoxLayout()
        who.setSpacing(8)
        for name in self.coders.values():
            who.addWidget(name)
        place = QHBoxLayout()
        place.addWidget(self.target, 1)
        place.addWidget(self.browse)
        about = QVBoxLayout()
        about.setSpacing(6)
        about.addWidget(self.list)
        about.addWidget(self.description)
        form = QFormLayout()
        form.setSpacing(12)
        form.addRow(_("Format"), about)
        form.addRow(_("Options"), self.options)
        if self.coders:
            form.addRow(_("Coders"), who)
        form.addRow(_("Write to"), place)
        form.addRow(_("Contents"), self.contents)
        form.addRow(_("Left out"), self.losses)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 16)
        box.setSpacing(12)
        box.addLayout(form)
        box.addStretch(1)
        box.addWidget(self.fault)
        box.addWidget(self.buttons)

    # what is shown

    @property
    def format(self) -> Format:
        """The format chosen."""
        return self.formats[max(self.list.currentRow(), 0)]

    @property
    def selection(self) -> Selection:
        """The part of the project that is meant."""
        chosen = frozenset(key for key, box in self.coders.items() if box.isChecked())
        return EVERYTHING if len(chosen) == len(self.coders) else Selection(coders=chosen)

    @property
    def option_values(self) -> dict[str, Any]:
        """The options of the format as they are set."""
        fields = self.options.currentWidget()
        return fields.values() if isinstance(fields, OptionFields) else {}

    def _show_format(self, row: int) -> None:
        self.options.setCurrentIndex(row)
        self.description.setText(_(self.format.description))
        if not self._target_touched:
            self.target.setText(str(self._proposal()))
        self._preview()

    def _proposal(self) -> Path:
        project = self.context.opened.path
        folder = Path(self.context.settings["last_folder"] or project.parent)
        folder = folder if folder.is_dir() else project.parent
        end = self.format.suffix or f"-{self.format.id}"
        return folder / f"{project.stem}{end}"

    def _preview(self) -> None:
        somebody = not self.coders or any(box.isChecked() for box in self.coders.values())
        self.export_button.setEnabled(somebody)
        if not somebody:
            self.contents.setText(_("Choose at least one coder."))
            self.losses.clear()
            return
        preview = exporting.preview(
            self.context.opened, self.format.id, self.selection, self.option_values
        )
        self.contents.setText(counted(preview.counts))
        self.losses.setText("\n".join(preview.losses.sentences()))

    # what the person does

    def _touch_target(self) -> None:
        self._target_touched = True

    def _browse(self) -> None:
        title = _("Export to")
        if self.format.is_folder:
            name = QFileDialog.getExistingDirectory(self, title, self.target.text())
        else:
            kinds = f"{self.format.label} (*{self.format.suffix})"
            name, _kind = QFileDialog.getSaveFileName(self, title, self.target.text(), kinds)
            self._agreed = name  # that dialog has asked before a file is replaced
        if name:
            self.target.setText(name)
            self._target_touched = True

    def run(self) -> None:
        """Write the export; the window stays, with the reason, when that fails."""
        target = Path(self.target.text().strip()).expanduser()
        try:
            self._write(target, replace=self.target.text() == self._agreed)
        except ForeignFileError as error:
            if confirm(self, _("Export"), error.message, _("Replace"), cautious=True):
                self._agreed = self.target.text()
                self.run()
            return
        except IsnadError as error:
            self.fault.setText(error.message)
            self.fault.show()
            return
        self.context.settings["last_folder"] = str(target.parent)
        self.context.said.emit(_("Exported to {path}.").format(path=isolate(str(target))))
        self.accept()

    def _write(self, target: Path, *, replace: bool) -> None:
        chosen, selection, options = self.format.id, self.selection, self.option_values

        def work(project: Any, progress: Any, cancelled: Any) -> Any:
            return exporting.export(
                project, chosen, target, selection, options, progress, cancelled, replace=replace
            )

        self.report = run_long(self.context, self, _("Exporting"), work)

    @classmethod
    def ask(cls, context: Context, parent: QWidget | None = None) -> exporting.ExportReport | None:
        """Return what was written where, or None when cancelled."""
        dialog = cls(context, parent or QApplication.activeWindow())
        dialog.exec()
        dialog.deleteLater()
        return dialog.report


def counted(counts: Mapping[str, int]) -> str:
    """Return how much an export holds, in words."""
    articles, marks = counts.get("article", 0), counts.get("annotation", 0)
    codes = counts.get("code", 0)
    return wording.joined(
        ngettext("{n} article", "{n} articles", articles).format(n=wording.number(articles)),
        ngettext("{n} annotation", "{n} annotations", marks).format(n=wording.number(marks)),
        ngettext("{n} code", "{n} codes", codes).format(n=wording.number(codes)),
    )


def _muted() -> QLabel:
    label = QLabel()
    label.setProperty("role", "muted")
    label.setWordWrap(True)
    return label
