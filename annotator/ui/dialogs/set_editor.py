"""Saying what an annotation set is: its name, format, options, choice and memo."""

from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLineEdit, QWidget

from annotator.i18n import _
from annotator.model.annotation_set import AnnotationSet
from annotator.model.errors import IsnadError
from annotator.operations import annotation_sets
from annotator.operations.export_preview import Look
from annotator.ui.context import Context
from annotator.ui.dialogs.export_dialog import ExportDialog


class SetEditor(ExportDialog):
    """The export dialog without a place: what is said is kept, and nothing written."""

    def __init__(
        self, context: Context, parent: QWidget | None = None, kept: AnnotationSet | None = None
    ) -> None:
        self.saved = False
        super().__init__(context, parent, kept)
        self.place.hide()
        self.save_button.hide()
        self.export_button.setText(_("Save"))
        self.set_name = QLineEdit(kept.name if kept is not None else "", self)
        self.set_name.setAccessibleName(_("Name"))
        self.set_name.setPlaceholderText(_("Name of the annotation set"))
        self.memo = QLineEdit(kept.memo if kept is not None else "", self)
        self.memo.setAccessibleName(_("Memo"))
        self.memo.setPlaceholderText(_("Memo"))
        line = QHBoxLayout()
        line.setSpacing(8)
        caption = QLabel(_("Name"), self)
        caption.setBuddy(self.set_name)
        line.addWidget(caption)
        line.addWidget(self.set_name, 2)
        line.addWidget(self.memo, 3)
        self.side.insertLayout(0, line)
        self.setTabOrder(self.set_name, self.memo)
        self.setTabOrder(self.memo, self.format_list.field)
        self.set_name.textChanged.connect(lambda _text: self._enable())
        self.set_name.setFocus()
        self._enable()

    def title(self) -> str:
        """Return what the dialog is called."""
        return _("New annotation set") if self.kept is None else _("Edit the annotation set")

    def _enable(self) -> None:
        named = bool(self.set_name.text().strip())
        self.export_button.setEnabled(named and self.context.can_write and not self.fault.text())

    def _show_look(self, found: Look | IsnadError) -> None:
        super()._show_look(found)
        self._enable()

    def run(self) -> None:
        """Keep the set; the dialog stays, with the reason, when that is refused."""
        name, memo = self.set_name.text(), self.memo.text().strip()
        chosen, choice, options = self.format.id, self.choice, self.option_values
        if self.kept is None:
            done = self.context.run(annotation_sets.save, name, chosen, choice, options, memo)
        else:
            done = self.context.run(
                annotation_sets.change,
                self.kept.id,
                name=name,
                format_id=chosen,
                choice=choice,
                options=options,
                memo=memo,
            )
        if done is not None:
            self.saved = True
            self.accept()

    @classmethod
    def ask_set(
        cls, context: Context, parent: QWidget | None = None, kept: AnnotationSet | None = None
    ) -> str:
        """Return the name of the set that was kept, or nothing."""
        dialog = cls(context, parent or QApplication.activeWindow(), kept)
        dialog.exec()
        name = " ".join(dialog.set_name.text().split()) if dialog.saved else ""
        dialog.deleteLater()
        return name
