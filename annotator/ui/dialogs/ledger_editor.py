"""Everything about one claim of the ledger: its wording, what became of it, where that is told."""

from typing import Any

from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from annotator.i18n import _
from annotator.model.claim import VERDICTS
from annotator.operations import ledger
from annotator.ui import asking
from annotator.ui.context import Context
from annotator.ui.widgets import attribution_wording
from annotator.ui.widgets.text_field import TextField


class LedgerEditor(asking.Sheet):
    """A form about a claim of the ledger."""

    def __init__(self, context: Context, key: int, parent: QWidget | None = None) -> None:
        super().__init__(_("Edit the ledger claim"), parent, _("Save"))
        self.setMinimumWidth(520)
        self.context = context
        self.claim = ledger.ledger_claim(context.opened, key)
        self.wording = TextField(_("Wording"), 3)
        self.wording.setPlainText(self.claim.wording)
        self.verdict = QComboBox()
        for verdict in VERDICTS:
            self.verdict.addItem(_(attribution_wording.VERDICT_NAMES[verdict]), verdict)
        self.verdict.setCurrentIndex(self.verdict.findData(self.claim.verdict))
        self.rating_url = QLineEdit(self.claim.rating_url)
        self.rating_url.setPlaceholderText("https://")
        self.memo = TextField(_("Memo"), 4)
        self.memo.setPlainText(self.claim.memo)
        self.fault = QLabel()
        self.fault.setProperty("role", "warning")
        self.fault.setWordWrap(True)
        form = QFormLayout()
        form.setSpacing(10)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Wording"), self.wording),
            (_("Verdict"), self.verdict),
            (_("Address of the rating"), self.rating_url),
            (_("Memo"), self.memo),
        )
        for label, field in rows:
            field.setAccessibleName(label)
            form.addRow(label, field)
        self.body.addLayout(form)
        self.body.addWidget(self.fault)
        self.wording.textChanged.connect(self._check)
        self.rating_url.textChanged.connect(self._check)
        self._check()

    def _check(self) -> None:
        address = self.rating_url.text().strip()
        fault = ""
        if address and not address.startswith(("http://", "https://")):
            fault = _("An address begins with http:// or https://.")
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        words = bool(self.wording.toPlainText().strip())
        self.accept_button.setEnabled(words and not fault and self.context.can_write)

    @property
    def fields(self) -> dict[str, Any]:
        """What the form says."""
        return {
            "wording": self.wording.toPlainText(),
            "verdict": self.verdict.currentData(),
            "rating_url": self.rating_url.text().strip(),
            "memo": self.memo.toPlainText(),
        }

    def accept(self) -> None:
        """Save; the form stays where that is refused."""
        if self.context.run(ledger.edit_ledger, self.claim.id, **self.fields) is not None:
            QDialog.accept(self)

    @classmethod
    def ask(cls, context: Context, key: int, parent: QWidget | None = None) -> bool:
        """Tell whether the claim was saved."""
        dialog = cls(context, key, parent or QApplication.activeWindow())
        dialog.wording.setFocus()
        accepted = bool(dialog.exec())
        dialog.deleteLater()
        return accepted
