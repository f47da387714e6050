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
from annotator.model import scheme_names
from annotator.model.changes import Changes
from annotator.model.claim import VERDICTS, LedgerClaim
from annotator.operations import ledger, registry_search
from annotator.operations.project import Project
from annotator.ui import asking
from annotator.ui.context import Context
from annotator.ui.widgets.text_field import TextField


class LedgerEditor(asking.Sheet):
    """A form about a claim of the ledger; without one, about a new one that nobody makes yet."""

    def __init__(
        self, context: Context, key: int | None = None, parent: QWidget | None = None
    ) -> None:
        title = _("New claim of the ledger") if key is None else _("Edit the ledger claim")
        super().__init__(title, parent, _("Save"))
        self.setMinimumWidth(520)
        self.context = context
        self.key = key
        self.made: int | None = None
        """The claim added or changed, once that is done."""
        self._others = {
            registry_search.fold(entry.claim.wording)
            for entry in ledger.ledger(context.opened)
            if entry.claim.id != key
        }
        self.claim = LedgerClaim(0, "", "")
        if key is not None:
            self.claim = ledger.ledger_claim(context.opened, key)
        self.wording = TextField(_("Wording"), 3)
        self.wording.setPlainText(self.claim.wording)
        self.verdict = QComboBox()
        for verdict in VERDICTS:
            self.verdict.addItem(_(scheme_names.VERDICT_NAMES[verdict]), verdict)
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
        words = " ".join(self.wording.toPlainText().split())
        told = fault
        if not fault and words and registry_search.fold(words) in self._others:
            told = _("The ledger has a claim of this wording already.")
        self.fault.setText(told)
        self.fault.setVisible(bool(told))
        self.accept_button.setEnabled(bool(words) and not fault and self.context.can_write)

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
        if self.key is None:
            self._add()
        elif self.context.run(ledger.edit_ledger, self.key, **self.fields) is not None:
            self.made = self.key
        if self.made is not None:
            QDialog.accept(self)

    def _add(self) -> None:
        made: list[int] = []

        def operation(project: Project) -> Changes:
            key, changes = ledger.new_ledger_claim(project, **self.fields)
            made.append(key)
            return changes

        if self.context.run(operation) is not None:
            self.made = made[0]

    @classmethod
    def ask(
        cls, context: Context, key: int | None = None, parent: QWidget | None = None
    ) -> int | None:
        """Return the claim added or changed, or None when cancelled."""
        dialog = cls(context, key, parent or QApplication.activeWindow())
        dialog.wording.setFocus()
        dialog.exec()
        dialog.deleteLater()
        return dialog.made
