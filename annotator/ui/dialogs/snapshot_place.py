"""Asking what a snapshot is to be called and into which new folder it is written."""

from pathlib import Path

from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QWidget,
)

from annotator.i18n import _
from annotator.model.annotation_set import AnnotationSet
from annotator.operations import annotation_sets, snapshots
from annotator.ui import asking
from annotator.ui.context import Context


class SnapshotPlace(asking.Sheet):
    """Two fields; the folder is named after the snapshot until it is touched."""

    def __init__(
        self, context: Context, kept: AnnotationSet, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Snapshot"), parent, _("Freeze"))
        self.setMinimumWidth(560)
        project = context.opened
        folder = Path(context.settings["last_folder"] or project.path.parent)
        self._folder = folder if folder.is_dir() else project.path.parent
        self._touched = False
        self.name = QLineEdit(snapshots.proposed_name(project, kept), self)
        self.name.setAccessibleName(_("Name"))
        self.target = QLineEdit(self)
        self.target.setAccessibleName(_("New folder"))
        self.browse = QPushButton(_("Choose…"), self)
        self.browse.setAutoDefault(False)
        place = QHBoxLayout()
        place.setSpacing(8)
        place.addWidget(self.target, 1)
        place.addWidget(self.browse)
        form = QFormLayout()
        form.setSpacing(10)
        form.addRow(_("Name"), self.name)
        form.addRow(_("New folder"), place)
        self.texts = QCheckBox(_("The JSONL holds the articles' texts"), self)
        self.texts.setChecked(True)
        self.texts.setToolTip(_("Without them, where articles must not be passed on"))
        form.addRow("", self.texts)
        self.body.addLayout(form)
        self.add_text(
            _(
                "The folder will hold the set in its format, the same annotations as JSONL, the"
                " codebook, what is left out, and a manifest with the SHA-256 of every text and"
                " file. Nothing in it is ever written over."
            )
        )
        self.name.textChanged.connect(self._propose)
        self.target.textEdited.connect(self._touch)
        self.target.textChanged.connect(lambda _text: self._enable())
        self.browse.clicked.connect(self._browse)
        self._propose()

    def _propose(self) -> None:
        if not self._touched:
            name = annotation_sets.plain_name(self.name.text())
            self.target.setText(str(self._folder / name))
        self._enable()

    def _touch(self) -> None:
        self._touched = True

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, _("New folder"), str(self._folder))
        if name:
            self.target.setText(name)
            self._touched = True

    def _enable(self) -> None:
        filled = all(field.text().strip() for field in (self.name, self.target))
        self.accept_button.setEnabled(filled)

    @classmethod
    def ask(
        cls, context: Context, kept: AnnotationSet, parent: QWidget | None = None
    ) -> tuple[str, Path, bool] | None:
        """Return name, folder and whether with texts, or None when the question is refused."""
        sheet = cls(context, kept, parent)
        accepted = sheet.exec()
        answer = (
            " ".join(sheet.name.text().split()),
            Path(sheet.target.text().strip()).expanduser(),
            sheet.texts.isChecked(),
        )
        sheet.deleteLater()
        return answer if accepted else None
