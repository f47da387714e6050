"""Fields for the options of an exchange format, made from their declaration."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QWidget,
)

from annotator.exchange.options import Option
from annotator.i18n import N_, _, is_right_to_left

VALUE_NAMES: Final = {
    "comma": N_("Comma"),
    "semicolon": N_("Semicolon"),
    "tab": N_("Tabulator"),
    "space": N_("Space between words"),
    "auto": N_("By itself (auto)"),
    "rtl": N_("Right to left"),
    "ltr": N_("Left to right"),
    "code-points": N_("Code points"),
    "unicode code points": N_("Code points"),
    "utf-16": N_("UTF-16 units"),
    "utf-16 code units": N_("UTF-16 units"),
    "lf": "LF",
    "crlf": "CRLF",
    "relations": N_("With relations (relations)"),
    "labels": N_("Labels alone (labels)"),
    "cut": N_("Tokens cut (cut)"),
    "whole": N_("Tokens whole (whole)"),
    "all": N_("All of them (all)"),
    "roles": N_("Roles alone (roles)"),
    "ar": N_("Arabic"),
    "en": N_("English"),
}
"""What a window calls the values of options; the command line, and files, have them as they are.

Where a description quotes a value, its name does, too.
"""


class OptionFields(QWidget):
    """One row for each option: a box to tick, a list to choose from, or a line."""

    changed = Signal()
    """A person has set an option."""

    def __init__(self, options: Sequence[Option], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fields: dict[str, QCheckBox | QComboBox | QLineEdit] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        for option in options:
            field = self._make(option)
            field.setToolTip(_(option.description))
            field.setAccessibleName(_(option.label))
            self.fields[option.key] = field
            if isinstance(field, QCheckBox):
                form.addRow(field)
            else:
                form.addRow(_(option.label), field)
            # A sentence may begin with a quoted value: its first letters must not turn it around.
            mark = "\u200f" if is_right_to_left() else "\u200e"
            note = QLabel(mark + _(option.description))
            note.setProperty("role", "muted")
            note.setWordWrap(True)
            form.addRow(note)

    def _make(self, option: Option) -> QCheckBox | QComboBox | QLineEdit:
        if isinstance(option.default, bool):
            box = QCheckBox(_(option.label))
            box.setChecked(option.default)
            box.clicked.connect(self.changed)
            return box
        if option.choices:
            choices = QComboBox()
            choices.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            choices.setMinimumWidth(160)
            for value in option.choices:
                choices.addItem(_(VALUE_NAMES.get(value, value)), value)
            choices.setCurrentIndex(choices.findData(option.default))
            choices.activated.connect(self.changed)
            return choices
        line = QLineEdit(option.default)
        line.textEdited.connect(self.changed)
        return line

    def set_values(self, values: Mapping[str, Any]) -> None:
        """Show these values; what an option does not take is left as it is."""
        for key, field in self.fields.items():
            value = values.get(key)
            if isinstance(field, QCheckBox):
                if isinstance(value, bool):
                    field.setChecked(value)
            elif isinstance(field, QComboBox):
                if (place := field.findData(value)) >= 0:
                    field.setCurrentIndex(place)
            elif isinstance(value, str):
                field.setText(value)

    def values(self) -> dict[str, Any]:
        """Return the options as they are set."""
        found: dict[str, Any] = {}
        for key, field in self.fields.items():
            if isinstance(field, QCheckBox):
                found[key] = field.isChecked()
            elif isinstance(field, QComboBox):
                found[key] = field.currentData()
            else:
                found[key] = field.text()
        return found
