"""Everything about one cue: how it is written, how it treats what is said, what must follow it."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QWidget,
)

from annotator.i18n import _, isolate
from annotator.model.changes import Changes
from annotator.model.cue_entry import CUE_KINDS, STANCE_CLASSES, CueEntry
from annotator.operations import cue_lexicon
from annotator.operations.cue_lexicon import ListedCue
from annotator.operations.project import Project
from annotator.ui import asking
from annotator.ui.context import Context
from annotator.ui.models.cues_model import written_forms
from annotator.ui.widgets import cue_wording


class CueEditor(asking.Sheet):
    """A form about a cue; the forms by which it will be found are shown while it is typed."""

    def __init__(
        self, context: Context, listed: ListedCue | None, parent: QWidget | None = None
    ) -> None:
        self.entry = listed.entry if listed is not None else CueEntry("", "", "verb", follow="C")
        title = (
            _("Edit the cue {cue}").format(cue=isolate(self.entry.cue))
            if listed is not None
            else _("New cue")
        )
        super().__init__(title, parent, _("Save") if listed is not None else _("Add the cue"))
        self.setMinimumWidth(560)
        self.context = context
        self.made = ""
        self._is_new = listed is None
        self._keeps_name = listed is not None and not listed.is_own
        self._make_fields()
        self._lay_out()
        self._fill(self.entry)
        self._check()
        (self.stance if self._keeps_name else self.cue).setFocus()

    def _make_fields(self) -> None:
        self.cue, self.gloss = QLineEdit(), QLineEdit()
        self.kind, self.stance = QComboBox(), QComboBox()
        for kind in CUE_KINDS:
            self.kind.addItem(cue_wording.kind(kind), kind)
        for stance in STANCE_CLASSES:
            self.stance.addItem(cue_wording.stance(stance), stance)
        self.pv_stems, self.iv_stems, self.forms = QLineEdit(), QLineEdit(), QLineEdit()
        self.pv_stems.setPlaceholderText("صرح")
        self.iv_stems.setPlaceholderText("صرح")
        self.forms.setPlaceholderText(_("Separated by blanks; the words of one by _"))
        self.clause = QCheckBox(_("A clause, as after أن or إن"))
        self.quotation = QCheckBox(_("A quotation or a colon"))
        self.saying = QCheckBox(_("A noun of saying, as رسالة or بيان"))
        self.anything = QCheckBox(_("Anything: the cue alone is enough"))
        self.words = QLineEdit()
        self.words.setPlaceholderText(_("One of these words, as ب or إلى"))
        self.found_as = QLabel()
        self.found_as.setWordWrap(True)
        self.found_as.setProperty("role", "muted")
        self.found_as.setMinimumHeight(3 * self.found_as.fontMetrics().height())
        self.found_as.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.fault = QLabel()
        self.fault.setProperty("role", "warning")
        self.fault.setWordWrap(True)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(10)
        rows: tuple[tuple[str, QWidget], ...] = (
            (_("Cue"), self.cue),
            (_("Kind of cue"), self.kind),
            (_("Cue stance"), self.stance),
            (_("Stems of the past, or bases"), self.pv_stems),
            (_("Stems of the present"), self.iv_stems),
            (_("Further forms"), self.forms),
            (_("What must follow"), self.clause),
            ("", self.quotation),
            ("", self.saying),
            (_("or a word"), self.words),
            ("", self.anything),
            (_("Translation"), self.gloss),
            (_("Found as"), self.found_as),
        )
        for label, field in rows:
            if label and not isinstance(field, QCheckBox | QLabel):
                field.setAccessibleName(label)
            form.addRow(label, field)
        self.add_text(
            _(
                "A word is taken for a cue only where one of these follows. Choose “anything” with"
                " care: it makes a suggestion wherever the word stands."
            )
        )
        self.body.addLayout(form)
        self.body.addWidget(self.fault)
        for line_field in (self.cue, self.pv_stems, self.iv_stems, self.forms, self.words):
            line_field.textChanged.connect(lambda _text: self._check())
        for box in (self.clause, self.quotation, self.saying, self.anything):
            box.toggled.connect(lambda _on: self._check())
        self.kind.currentIndexChanged.connect(lambda _index: self._check())

    def _fill(self, entry: CueEntry) -> None:
        self.cue.setText(entry.cue)
        self.gloss.setText(entry.gloss)
        self.kind.setCurrentIndex(self.kind.findData(entry.kind))
        self.stance.setCurrentIndex(self.stance.findData(entry.stance))
        self.pv_stems.setText(entry.pv_stems)
        self.iv_stems.setText(entry.iv_stems)
        self.forms.setText(entry.forms)
        parts = entry.follow.split()
        letters = "".join(each for each in parts if not each.startswith("N:"))
        self.clause.setChecked("C" in letters)
        self.quotation.setChecked("Q" in letters)
        self.saying.setChecked("S" in letters)
        self.anything.setChecked("-" in letters)
        for field in (self.cue, self.kind):
            field.setEnabled(not self._keeps_name)
        self.words.setText(" ".join(each[2:] for each in parts if each.startswith("N:")))

    @property
    def follow(self) -> str:
        """What must follow, as the lexicon writes it."""
        letters = ("C" if self.clause.isChecked() else "") + (
            "Q" if self.quotation.isChecked() else ""
        )
        parts = [letters, *(f"N:{word}" for word in self.words.text().split())]
        parts += ["S"] if self.saying.isChecked() else []
        parts += ["-"] if self.anything.isChecked() else []
        return " ".join(part for part in parts if part)

    @property
    def edited(self) -> CueEntry:
        """The entry as the form says."""
        return replace(
            self.entry,
            cue=self.cue.text(),
            kind=self.kind.currentData(),
            stance=self.stance.currentData(),
            pv_stems=self.pv_stems.text(),
            iv_stems=self.iv_stems.text(),
            forms=self.forms.text(),
            follow=self.follow,
            gloss=self.gloss.text(),
        )

    def _check(self) -> None:
        is_verb = self.kind.currentData() == "verb"
        self.iv_stems.setEnabled(is_verb)
        forms = written_forms(self.edited)
        self.found_as.setText(isolate("، ".join(forms)) if forms else "—")
        fault = ""
        if not self.follow:
            fault = _("Say what must follow, or that anything may.")
        elif self.cue.text().strip() and not forms:
            fault = _("A cue needs a stem or a form by which it is found.")
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        named = bool(self.cue.text().strip()) and bool(forms)
        self.accept_button.setEnabled(named and not fault and self.context.can_write)

    @property
    def fields(self) -> dict[str, str]:
        """What the form says besides the cue and its kind."""
        edited = self.edited
        names = ("stance", "pv_stems", "iv_stems", "forms", "follow", "gloss")
        return {name: getattr(edited, name) for name in names}

    def accept(self) -> None:
        """Save; the form stays where that is refused."""
        edited, fields = self.edited, self.fields
        if self._is_new:
            changes = self.context.run(self._add, edited.cue, edited.kind, fields)
        else:
            if not self._keeps_name:
                fields |= {"cue": edited.cue, "kind": edited.kind}
            changes = self.context.run(cue_lexicon.edit_cue, edited.uuid, **fields)
            self.made = edited.uuid
        if changes is not None:
            QDialog.accept(self)

    def _add(self, project: Project, cue: str, kind: str, fields: dict[str, str]) -> Changes:
        self.made, changes = cue_lexicon.add_cue(project, cue, kind, **fields)
        return changes

    @classmethod
    def ask(cls, context: Context, listed: ListedCue | None, parent: QWidget | None = None) -> str:
        """Return the uuid of the cue that was saved, or nothing."""
        dialog = cls(context, listed, parent or QApplication.activeWindow())
        dialog.exec()
        made = dialog.made
        dialog.deleteLater()
        return made
