"""Where is searched: a button that says so, and a row of conditions that unfolds below it.

Belongs here: choosing outlets, dates, statuses, a coder and codes. What they mean is the search's.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from annotator.i18n import N_, _, isolate
from annotator.model.search import Scope
from annotator.operations import concordance
from annotator.ui.context import Context
from annotator.ui.widgets import wording
from annotator.ui.widgets.condition_bar import ask_dates
from annotator.ui.widgets.flow_layout import FlowLayout

NAMES: Final = {
    "outlets": N_("Outlet"),
    "dates": N_("Date"),
    "statuses": N_("Status"),
    "coder": N_("Coder"),
    "codes": N_("Code"),
}
WITHOUT: Final = "without_boilerplate"
_WIDEST: Final = 200
_SUMMARY: Final = 190
_END: Final = Qt.TextElideMode.ElideRight
_PLAIN: Final = "QPushButton::menu-indicator { image: none; width: 0px; }"


class SearchScope(QWidget):
    """The conditions in a row; ``summary`` is the button that folds and unfolds it."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.scope = self.usual()
        self.summary = QPushButton(parent)
        self.summary.setProperty("role", "quiet")
        self.summary.setCheckable(True)
        self.summary.toggled.connect(self.setVisible)
        self.summary.toggled.connect(lambda _on: self._show())
        self.add_button = QPushButton(_("Only…"), self)
        self.add_button.setProperty("role", "quiet")
        self.add_button.setStyleSheet(_PLAIN)
        self.add_button.setToolTip(_("Search only in some outlets, dates, codes…"))
        self.menu = QMenu(self.add_button)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.add_button.setMenu(self.menu)
        self.clear_button = QPushButton(_("Everywhere"), self)
        self.clear_button.setProperty("role", "quiet")
        self.clear_button.setToolTip(_("Search all articles again"))
        self.clear_button.clicked.connect(lambda: self.set_scope(self.usual()))
        self.chips: list[QPushButton] = []
        self._line = FlowLayout(self, 4)
        self._line.addWidget(self.add_button)
        self._line.addWidget(self.clear_button)
        self.setVisible(False)
        self._show()

    def usual(self) -> Scope:
        """Return everywhere, without text of the page where that was asked for last."""
        return Scope(without_boilerplate=self.context.settings[WITHOUT])

    # what is asked

    def set_scope(self, scope: Scope) -> None:
        """Search in this scope from now on."""
        if scope != self.scope:
            self.scope = scope
            self._show()
            self.changed.emit()

    def forget_gone(self) -> None:
        """Take away codes and a coder that are no longer there."""
        project = self.context.project
        if project is None:
            self.set_scope(self.usual())
            return
        book, people = self.context.codebook, {each.id for each in project.coders()}
        codes = tuple(code for code in self.scope.codes if code in book)
        coder = self.scope.coder if self.scope.coder in people else None
        self.set_scope(replace(self.scope, codes=codes, coder=coder))
        self._show()

    def parts(self) -> list[tuple[str, Any, str]]:
        """Return name, value and words of each condition."""
        scope = self.scope
        found: list[tuple[str, Any, str]] = [("outlets", each, each) for each in scope.outlets]
        if scope.since or scope.until:
            dates = (wording.date(each) if each else "…" for each in (scope.since, scope.until))
            found.append(("dates", None, "\u2066{} – {}\u2069".format(*dates)))
        found += [
            ("statuses", each, wording.listed(wording.STATUS_NAMES, each))
            for each in scope.statuses
        ]
        if scope.coder is not None:
            names = {each.id: each.name for each in self.context.opened.coders()}
            found.append(("coder", scope.coder, names.get(scope.coder, "")))
        for key in scope.codes:
            code = self.context.codebook.get(key)
            found.append(("codes", key, code.label if code else ""))
        if scope.without_boilerplate:
            found.append((WITHOUT, None, _("Without boilerplate")))
        return found

    def _show(self) -> None:
        parts = self.parts()
        told = ", ".join(isolate(words) for _name, _value, words in parts)
        shown = told or _("All articles")
        elided = self.summary.fontMetrics().elidedText(shown, _END, _SUMMARY)
        closed = "▴" if self.summary.isChecked() else "▾"
        self.summary.setText(f"{isolate(elided)} {closed}".replace("&", "&&"))
        where = _("Where is searched: {scope}").format(scope=shown)
        self.summary.setToolTip(where)
        self.summary.setAccessibleName(where)
        for chip in self.chips:
            self._line.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(*each) for each in parts]
        for place, chip in enumerate(self.chips, 1):
            self._line.insert(place, chip)
            chip.setVisible(True)
        self.clear_button.setVisible(len(parts) > 1)

    def _chip(self, name: str, value: Any, words: str) -> QPushButton:
        chip = QPushButton(self)
        chip.setProperty("role", "quiet")
        said = f"{_(NAMES[name])}: {isolate(words)}" if name in NAMES else isolate(words)
        shown = chip.fontMetrics().elidedText(words, _END, _WIDEST - 40)
        chip.setText(f"{isolate(shown)} ✕".replace("&", "&&"))
        told = _("Only {name} ✕").format(name=said) if name in NAMES else f"{said} ✕"
        chip.setToolTip(told)
        chip.setAccessibleName(told)
        chip.clicked.connect(lambda: self.take_away(name, value))
        return chip

    def take_away(self, name: str, value: Any) -> None:
        """Ask no more for one value of a condition."""
        if name == "dates":
            self.set_scope(replace(self.scope, since="", until=""))
        elif name == "coder":
            self.set_scope(replace(self.scope, coder=None))
        elif name == WITHOUT:
            self.leave_out(on=False)
        else:
            left = tuple(each for each in getattr(self.scope, name) if each != value)
            self._replace(name, left)

    def leave_out(self, *, on: bool) -> None:
        """Find no words in text of the page, or find them, now and from now on."""
        self.context.settings[WITHOUT] = on
        self.set_scope(replace(self.scope, without_boilerplate=on))

    def _replace(self, name: str, values: Sequence[Any]) -> None:
        changed: dict[str, Any] = {name: tuple(values)}
        self.set_scope(replace(self.scope, **changed))

    # what the person does

    def _fill_menu(self) -> None:
        self.menu.clear()
        project = self.context.opened
        self._add_values("outlets", [(each, each) for each in concordance.outlets(project)])
        self.menu.addAction(_("Date…"), self.ask_dates)
        statuses = [(_(title), value) for value, title in wording.STATUS_NAMES.items()]
        self._add_values("statuses", statuses)
        people = [(who.name, who.id) for who in project.coders()]
        self._add_values("coder", people)
        self.menu.addAction(_("Code…"), self.ask_code)
        self.menu.addSeparator()
        without = self.menu.addAction(_("Leave out boilerplate"))
        without.setToolTip(_("Find no words in what is marked as text of the page"))
        without.setCheckable(True)
        without.setChecked(self.scope.without_boilerplate)
        without.toggled.connect(lambda on: self.leave_out(on=on))

    def _add_values(self, name: str, values: Iterable[tuple[str, Any]]) -> None:
        menu = self.menu.addMenu(_(NAMES[name]))
        chosen = getattr(self.scope, name)
        for title, value in values:
            action: QAction = menu.addAction(title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value == chosen if name == "coder" else value in chosen)
            action.triggered.connect(lambda on, value=value: self._choose(name, value, on))
        menu.setEnabled(not menu.isEmpty())

    def _choose(self, name: str, value: Any, on: bool) -> None:
        if not on:
            self.take_away(name, value)
        elif name == "coder":
            self.set_scope(replace(self.scope, coder=value))
        else:
            self._replace(name, (*getattr(self.scope, name), value))

    def ask_dates(self) -> None:
        """Ask for the first and the last date."""
        dates = ask_dates(self, (self.scope.since, self.scope.until))
        if dates is not None:
            self.set_scope(replace(self.scope, since=dates[0], until=dates[1]))

    def ask_code(self) -> None:
        """Ask for a code in whose annotations is searched; those below it are meant, too."""
        from annotator.ui.dialogs.code_picker import CodePicker

        place = self.add_button.mapToGlobal(self.add_button.rect().bottomLeft())
        code = CodePicker.ask(self.context, place, _("Code…"), self.scope.codes, self)
        if code is not None:
            self._replace("codes", (*self.scope.codes, code))
