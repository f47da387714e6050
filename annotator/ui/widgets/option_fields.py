"""Fields for the options of an exchange format, made from their declaration."""

from collections.abc import Mapping, Sequence
from typing import Any

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
from annotator.i18n import _


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
            note = QLabel(_(option.description))
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
                choices.addItem(_(value), value)
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
