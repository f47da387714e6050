"""The conditions on a list of segments: a button that adds one, and a chip for each that holds.

Belongs here: choosing code, coder, outlet, dates and source. What they leave is the model's.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from annotator.i18n import N_, _, isolate
from annotator.ui import asking
from annotator.ui.context import Context
from annotator.ui.widgets import wording

_DATE: Final = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_WIDEST: Final = 190
_END: Final = Qt.TextElideMode.ElideRight
NAMES: Final = {
    "code": N_("Code"),
    "coder": N_("Coder"),
    "outlet": N_("Outlet"),
    "dates": N_("Date"),
    "entity": N_("Source"),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is asked of a segment; None asks for nothing. ``dates`` are two ISO dates or parts."""

    code: int | None = None
    coder: int | None = None
    outlet: str | None = None
    dates: tuple[str, str] | None = None
    entity: int | None = None


class ConditionBar(QWidget):
    """Chips in a row; a click on one takes its condition away."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.chosen = Chosen()
        self.outlets: Callable[[], Iterable[str]] = tuple
        self.source_name: Callable[[int], str] = str
        self.add_button = QPushButton(_("Only…"), self)
        self.add_button.setProperty("role", "quiet")
        self.add_button.setStyleSheet("QPushButton::menu-indicator { image: none; width: 0px; }")
        self.add_button.setToolTip(_("Show only the segments of a code, a coder, an outlet…"))
        self.menu = QMenu(self.add_button)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.add_button.setMenu(self.menu)
        self.chips: dict[str, QPushButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        line.addWidget(self.add_button)
        for name in NAMES:
            chip = QPushButton(self)
            chip.setProperty("role", "quiet")
            chip.setMaximumWidth(_WIDEST)
            chip.clicked.connect(lambda _on=False, name=name: self.choose(name, None))
            chip.hide()
            self.chips[name] = chip
            line.addWidget(chip)

    # what is asked

    def choose(self, name: str, value: object) -> None:
        """Ask for one value of a condition, or with None for nothing of that kind any more."""
        changed: dict[str, Any] = {name: value}
        self.chosen = replace(self.chosen, **changed)
        self._show_chips()
        self.changed.emit()

    def choose_only(self, name: str, value: object) -> None:
        """Ask for this alone."""
        self.chosen = Chosen()
        self.choose(name, value)

    def forget_gone(self, entity_exists: Callable[[int], bool]) -> None:
        """Take away conditions whose code or source is no longer there."""
        code, entity = self.chosen.code, self.chosen.entity
        if code is not None and code not in self.context.codebook:
            self.choose("code", None)
        if entity is not None and not entity_exists(entity):
            self.choose("entity", None)
        self._show_chips()

    def _show_chips(self) -> None:
        for name, chip in self.chips.items():
            value = getattr(self.chosen, name)
            chip.setVisible(value is not None)
            if value is None:
                continue
            said = self._say(name)
            shown = chip.fontMetrics().elidedText(said, _END, _WIDEST - 40)
            chip.setText(f"{isolate(shown)} ✕".replace("&", "&&"))
            told = _("Only {name} ✕").format(name=f"{_(NAMES[name])}: {isolate(said)}")
            chip.setToolTip(told)
            chip.setAccessibleName(told)

    def _say(self, name: str) -> str:
        chosen = self.chosen
        if name == "code" and chosen.code is not None:
            code = self.context.codebook.get(chosen.code)
            return code.label if code else ""
        if name == "coder":
            names = {each.id: each.name for each in self.context.opened.coders()}
            return names.get(chosen.coder or 0, "")
        if name == "outlet":
            return chosen.outlet or _("no outlet")
        if name == "dates" and chosen.dates is not None:
            since, until = (wording.date(each) if each else "…" for each in chosen.dates)
            return f"\u2066{since} – {until}\u2069"
        return self.source_name(chosen.entity) if chosen.entity is not None else ""

    # what the person does

    def _fill_menu(self) -> None:
        self.menu.clear()
        self.menu.addAction(_("Code…"), self.ask_code)
        people = [(who.name, who.id) for who in self.context.opened.coders()]
        self._add_values("coder", people)
        outlets = sorted(set(self.outlets()), key=wording.sort_text)
        self._add_values("outlet", [(outlet or _("no outlet"), outlet) for outlet in outlets])
        self.menu.addAction(_("Date…"), self.ask_dates)
        self.menu.addAction(_("Source…"), self.ask_source)

    def _add_values(self, name: str, values: Iterable[tuple[str, object]]) -> None:
        menu = self.menu.addMenu(_(NAMES[name]))
        for title, value in values:
            action = menu.addAction(title.replace("&", "&&"))
            action.triggered.connect(lambda _on=False, value=value: self.choose(name, value))

    def ask_code(self) -> None:
        """Ask for a code; those below it are meant, too."""
        from annotator.ui.dialogs.code_picker import CodePicker

        place = self.add_button.mapToGlobal(self.add_button.rect().bottomLeft())
        code = CodePicker.ask(self.context, place, _("Code…"), parent=self)
        if code is not None:
            self.choose("code", code)

    def ask_source(self) -> None:
        """Ask for a source of the registry."""
        from annotator.ui.dialogs.merge_entities import EntityPicker

        entity = EntityPicker.ask(self.context, _("Source…"), parent=self)
        if entity is not None:
            self.choose("entity", entity)

    def ask_dates(self) -> None:
        """Ask for the first and the last date."""
        dates = ask_dates(self, self.chosen.dates or ("", ""))
        if dates is not None:
            self.choose("dates", dates if any(dates) else None)


def ask_dates(
    parent: QWidget, present: tuple[str, str], title: str = "", accept: str = ""
) -> tuple[str, str] | None:
    """Ask for two dates, or parts of dates; None when the question is refused."""
    from PySide6.QtWidgets import QFormLayout

    sheet = asking.Sheet(title or _("Date of the article"), parent, accept or _("Show"))
    sheet.setMinimumWidth(320)
    form = QFormLayout()
    form.setSpacing(10)
    fields = []
    for end, value in zip((_("From"), _("To")), present, strict=True):
        field = QLineEdit(value, sheet)
        field.setPlaceholderText("2024-03-12")
        field.setAccessibleName(end)
        form.addRow(end, field)
        fields.append(field)
    sheet.body.addLayout(form)
    sheet.add_text(_("Year, year-month or year-month-day; either may be left open."))

    def check() -> None:
        values = [field.text().strip() for field in fields]
        sheet.accept_button.setEnabled(all(not v or _DATE.fullmatch(v) for v in values))

    for field in fields:
        field.textChanged.connect(check)
    if not sheet.exec():
        return None
    return fields[0].text().strip(), fields[1].text().strip()
