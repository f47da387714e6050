"""The preferences, made from the table of settings."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QSpinBox,
    QWidget,
)

from annotator.i18n import N_, _
from annotator.settings import SETTINGS, Setting, Settings
from annotator.ui.asking import Sheet

VALUES = {
    "auto": N_("As the system"),
    "light": N_("Light"),
    "dark": N_("Dark"),
    "contrast": N_("High contrast"),
    "en": N_("English"),
    "ar": N_("Arabic"),
    "latin": N_("Latin (0123)"),
    "arabic": N_("Arabic (٠١٢٣)"),
}
LIMITS = {"reading_size": (10, 80), "line_spacing": (1.2, 4.0), "column_width": (30, 200)}


class Preferences(Sheet):
    """One row for each setting that is shown; nothing changes before *Save*."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(_("Preferences"), parent, _("Save"))
        self.setMinimumWidth(520)
        self._settings = settings
        self._readers: dict[str, Callable[[], Any]] = {}
        form = QFormLayout()
        form.setHorizontalSpacing(18)
        form.setVerticalSpacing(10)
        for setting in SETTINGS:
            if setting.shown:
                field = self._field(setting)
                label = _(setting.description)
                field.setAccessibleName(label)
                field.setObjectName(setting.key)
                form.addRow("" if isinstance(field, QCheckBox) else label, field)
        self.body.addLayout(form)

    def _field(self, setting: Setting) -> QWidget:
        value = self._settings[setting.key]
        if setting.choices:
            return self._choice(setting.key, list(setting.choices), value)
        if isinstance(value, bool):
            box = QCheckBox(_(setting.description), self)
            box.setChecked(value)
            self._readers[setting.key] = box.isChecked
            return box
        if isinstance(value, int | float):
            return self._number(setting, value)
        if setting.key == "reading_font":
            return self._choice(setting.key, reading_faces(value), value)
        line = QLineEdit(str(value), self)
        self._readers[setting.key] = line.text
        return line

    def _choice(self, key: str, values: list[str], value: str) -> QWidget:
        combo = QComboBox(self)
        for each in values:
            combo.addItem(_(VALUES[each]) if each in VALUES else each, each)
        combo.setCurrentIndex(max(0, combo.findData(value)))
        self._readers[key] = combo.currentData
        return combo

    def _number(self, setting: Setting, value: float) -> QWidget:
        least, most = LIMITS[setting.key]
        if isinstance(setting.default, float):
            exact = QDoubleSpinBox(self)
            exact.setRange(least, most)
            exact.setSingleStep(0.1)
            exact.setDecimals(1)
            exact.setValue(value)
            exact.lineEdit().setTextMargins(7, 0, 7, 0)
            self._readers[setting.key] = exact.value
            return exact
        whole = QSpinBox(self)
        whole.setRange(int(least), int(most))
        whole.setValue(int(value))
        whole.lineEdit().setTextMargins(7, 0, 7, 0)
        self._readers[setting.key] = whole.value
        return whole

    def save(self) -> set[str]:
        """Write what was changed and return the keys."""
        changed = set()
        for key, read in self._readers.items():
            value = read()
            if value != self._settings[key]:
                self._settings[key] = value
                changed.add(key)
        return changed

    @classmethod
    def ask(cls, settings: Settings, parent: QWidget | None) -> set[str]:
        """Let the preferences be changed; return the keys of those that were."""
        sheet = cls(settings, parent)
        return sheet.save() if sheet.exec() else set()


def reading_faces(present: str) -> list[str]:
    """Return the families with Arabic letters, the shipped one first."""
    families = QFontDatabase.families(QFontDatabase.WritingSystem.Arabic)
    others = sorted(name for name in {*families, present} - {"Amiri"} if name)
    return ["Amiri", *others]
