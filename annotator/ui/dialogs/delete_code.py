"""Where the segments of a code go when the code is deleted."""

from typing import Final

from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, isolate, ngettext
from annotator.operations import codebook
from annotator.ui.context import Context
from annotator.ui.widgets import wording
from annotator.ui.widgets.code_button import CodeButton
from annotator.ui.widgets.dialog_buttons import DialogButtons

DELETE: Final = "delete"


class DeleteCode(QDialog):
    """Asks whether segments move to another code or are deleted with theirs."""

    def __init__(self, context: Context, code: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        book = context.codebook
        self._code = book[code]
        self.setWindowTitle(_("Delete the code {name}").format(name=isolate(self._code.label)))
        self.setMinimumWidth(440)
        self.move_choice = QRadioButton(_("Give them to the code"))
        self.delete_choice = QRadioButton(_("Delete them too"))
        choices = QButtonGroup(self)
        choices.addButton(self.move_choice)
        choices.addButton(self.delete_choice)
        self.target = CodeButton(context, _("Choose a code…"), left_out=book.descendants(code))
        if self._code.parent is not None:
            self.target.set_code(self._code.parent)
        self.move_choice.setChecked(True)
        self.delete_button = QPushButton(_("Delete the code"))
        self.buttons = DialogButtons(self.delete_button)
        self._lay_out()
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self.target.chosen.connect(lambda _code: self.move_choice.setChecked(True))
        self.target.chosen.connect(self._check)
        self.move_choice.toggled.connect(self._check)
        self._check()

    def _lay_out(self) -> None:
        used = codebook.usage(self.context.opened, self._code.id)
        below = len(self.context.codebook.descendants(self._code.id)) - 1
        sentence = ngettext(
            "{n} segment carries it or a code below it, all coders counted.",
            "{n} segments carry it or a code below it, all coders counted.",
            used,
        ).format(n=wording.number(used))
        if below:
            sentence += " " + ngettext(
                "{n} code below it is deleted too.", "{n} codes below it are deleted too.", below
            ).format(n=wording.number(below))
        label = QLabel(sentence)
        label.setWordWrap(True)
        undo = QLabel(_("All of it can be undone."))
        undo.setProperty("role", "muted")
        line = QHBoxLayout()
        line.addWidget(self.move_choice)
        line.addWidget(self.target, 1)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 16)
        box.setSpacing(12)
        box.addWidget(label)
        box.addLayout(line)
        box.addWidget(self.delete_choice)
        box.addWidget(undo)
        box.addStretch(1)
        box.addWidget(self.buttons)

    def _check(self) -> None:
        ready = self.delete_choice.isChecked() or self.target.code is not None
        self.delete_button.setEnabled(ready)

    @property
    def answer(self) -> int | str | None:
        """The code that gets the segments, or ``delete``."""
        return self.target.code if self.move_choice.isChecked() else DELETE

    @classmethod
    def ask(cls, context: Context, code: int, parent: QWidget | None = None) -> int | str | None:
        """Return the code that gets the segments, ``delete``, or None when cancelled."""
        dialog = cls(context, code, parent or QApplication.activeWindow())
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return dialog.answer if accepted else None
