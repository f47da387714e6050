"""Fields for the options of an exchange format, made from their declaration."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QLabel, QLineEdit, QWidget

from annotator.exchange.options import Option
from annotator.i18n import _


class OptionFields(QWidget):
    """One row for each option: a box to tick, a list to choose from, or a line."""

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
            note = QLabel(_(option.description))
            note.setProperty("role", "muted")
            note.setWordWrap(True)
            form.addRow(note)

    def _make(self, option: Option) -> QCheckBox | QComboBox | QLineEdit:
        if isinstance(option.default, bool):
            box = QCheckBox(_(option.label))
            box.setChecked(option.default)
            return box
        if option.choices:
            choices = QComboBox()
            for value in option.choices:
                choices.addItem(_(value), value)
            choices.setCurrentIndex(choices.findData(option.default))
            return choices
        return QLineEdit(option.default)

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
