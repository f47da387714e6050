"""Which part of the project is meant: conditions as chips, and layers as boxes to tick.

Belongs here: choosing. What a choice comes to in the project is ``operations.choosing``'s.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QMenu, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import N_, _, isolate
from annotator.model.annotation_set import EVERY_KIND, Choice, Named, Variable
from annotator.operations import choice_words, choosing, saved_searches
from annotator.ui import asking
from annotator.ui.context import Context
from annotator.ui.widgets import wording
from annotator.ui.widgets.condition_bar import ask_dates
from annotator.ui.widgets.flow_layout import FlowLayout

_WIDEST: Final = 260
_END: Final = Qt.TextElideMode.ElideRight
_PLAIN: Final = "QPushButton::menu-indicator { image: none; width: 0px; }"
_DATES: Final = {
    "published": N_("Date of the article"),
    "created": N_("When annotations were made (UTC)"),
    "changed": N_("When annotations were changed (UTC)"),
}
_LAYERS: Final = {"attributions": N_("Attributions"), "claims": N_("Claim details")}


class ChoiceBar(QWidget):
    """The conditions of a choice in a row, and below them its layers."""

    changed = Signal()

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.choice = Choice()
        self.add_button = QPushButton(_("Only…"), self)
        self.add_button.setProperty("role", "quiet")
        self.add_button.setStyleSheet(_PLAIN)
        self.add_button.setAutoDefault(False)
        self.add_button.setToolTip(_("Export only some articles, coders, codes…"))
        self.menu = QMenu(self.add_button)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.add_button.setMenu(self.menu)
        self.chips: list[QPushButton] = []
        self.kinds = {kind: QCheckBox(_(name)) for kind, name in choice_words.KINDS.items()}
        self.layers = {name: QCheckBox(_(title)) for name, title in _LAYERS.items()}
        self._lay_out()
        for box in (*self.kinds.values(), *self.layers.values()):
            box.setChecked(True)
            box.clicked.connect(self._take_layers)
        self._show()

    def _lay_out(self) -> None:
        conditions, layers = QWidget(self), QWidget(self)
        self._line = FlowLayout(conditions, 4)
        self._line.addWidget(self.add_button)
        boxes = FlowLayout(layers, 16)
        self._lines = ((conditions, self._line), (layers, boxes))
        for box in (*self.kinds.values(), *self.layers.values()):
            boxes.addWidget(box)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 2)
        column.setSpacing(8)
        column.addWidget(conditions)
        column.addWidget(layers)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many lines as the width asks for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for widget, line in self._lines:
            widget.setFixedHeight(max(1, line.heightForWidth(self.width())))

    # what is chosen

    def set_choice(self, choice: Choice) -> None:
        """Mean this from now on."""
        if choice != self.choice:
            self.choice = choice
            self._show()
            self.changed.emit()

    def _show(self) -> None:
        for chip in self.chips:
            self._line.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.chips = [self._chip(*each) for each in self._parts()]
        for place, chip in enumerate(self.chips, 1):
            self._line.insert(place, chip)
            chip.setVisible(True)
        self._fit()
        for kind, box in self.kinds.items():
            box.setChecked(kind in self.choice.kinds)
        for name, box in self.layers.items():
            box.setChecked(getattr(self.choice, name))

    def _parts(self) -> Iterable[tuple[str, str, Choice]]:
        """Yield name and words of each condition, and the choice without it."""
        choice = self.choice
        for name in ("articles", "outlets", "authors", "languages", "variables"):
            yield from self._values(name)
        if choice.search is not None:
            yield "search", choice.search.name, replace(choice, search=None)
        if choice.query:
            yield "query", choice.query, replace(choice, query="")
        for name in ("statuses", "coders", "codes", "confidence"):
            yield from self._values(name)
        for name in choice_words.DATES:
            if told := choice_words.between(choice, name):
                without: dict[str, Any] = {f"{name}_from": "", f"{name}_to": ""}
                yield name, told, replace(choice, **without)

    def _values(self, name: str) -> Iterable[tuple[str, str, Choice]]:
        values = getattr(self.choice, name)
        if name == "articles" and len(values) > _SEVERAL:
            told = choice_words.articles(values)
            yield name, told, replace(self.choice, articles=())
            return
        for value in values:
            without: dict[str, Any] = {name: tuple(each for each in values if each != value)}
            yield name, _told(name, value), replace(self.choice, **without)

    def _chip(self, name: str, words: str, without: Choice) -> QPushButton:
        chip = QPushButton(self)
        chip.setProperty("role", "quiet")
        chip.setAutoDefault(False)
        said = f"{_(choice_words.NAMES[name])}: {isolate(words)}"
        shown = chip.fontMetrics().elidedText(said, _END, _WIDEST - 40)
        chip.setText(f"{isolate(shown)} ✕".replace("&", "&&"))
        told = _("Only {name} ✕").format(name=said)
        chip.setToolTip(told)
        chip.setAccessibleName(told)
        chip.clicked.connect(lambda: self.set_choice(without))
        return chip

    def _take_layers(self) -> None:
        kinds = tuple(kind for kind in EVERY_KIND if self.kinds[kind].isChecked())
        layers: dict[str, Any] = {name: box.isChecked() for name, box in self.layers.items()}
        self.set_choice(replace(self.choice, kinds=kinds, **layers))

    # what the person does

    def _fill_menu(self) -> None:
        menu, project = self.menu, self.context.opened
        menu.clear()
        known = choosing.offered(project)
        menu.addAction(_("Articles…"), self.ask_articles)
        self._add_values(menu, "outlets", known.outlets)
        self._add_values(menu, "authors", known.authors)
        self._add_values(menu, "languages", known.languages)
        self._add_variables(menu, known)
        menu.addAction(_("Date of the article…"), lambda: self.ask_dates("published"))
        self._add_searches(menu)
        menu.addAction(_("Words in the article…"), self.ask_query)
        statuses = [(_(title), value) for value, title in choice_words.STATUSES.items()]
        self._add(menu, "statuses", statuses)
        menu.addSeparator()
        self._add_values(menu, "coders", [who.name for who in project.coders()])
        menu.addAction(_("Code…"), self.ask_code)
        grades = [(_(title), value) for value, title in choice_words.CONFIDENCES.items()]
        self._add(menu, "confidence", grades)
        menu.addAction(_("Date of making…"), lambda: self.ask_dates("created"))
        menu.addAction(_("Date of the last change…"), lambda: self.ask_dates("changed"))

    def _add_values(self, menu: QMenu, name: str, values: Iterable[str]) -> None:
        self._add(menu, name, [(each, each) for each in values])

    def _add(self, menu: QMenu, name: str, values: Iterable[tuple[str, Any]]) -> None:
        below = menu.addMenu(_(choice_words.NAMES[name]))
        chosen = getattr(self.choice, name)
        for title, value in values:
            action: QAction = below.addAction(title.replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(value in chosen)
            action.triggered.connect(lambda on, value=value: self.choose(name, value, on=on))
        below.setEnabled(not below.isEmpty())

    def _add_variables(self, menu: QMenu, known: choosing.Offered) -> None:
        below = menu.addMenu(_(choice_words.NAMES["variables"]))
        chosen = {each.name: each.values for each in self.choice.variables}
        for variable, values in known.variables.items():
            listed = below.addMenu(variable.replace("&", "&&"))
            for value in values:
                action = listed.addAction((value or _("empty")).replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(value in chosen.get(variable, ()))
                action.triggered.connect(
                    lambda on, variable=variable, value=value: self.choose_variable(
                        variable, value, on=on
                    )
                )
        below.setEnabled(not below.isEmpty())

    def _add_searches(self, menu: QMenu) -> None:
        below = menu.addMenu(_(choice_words.NAMES["search"]))
        for kept in saved_searches.saved_searches(self.context.opened):
            action = below.addAction(kept.name.replace("&", "&&"))
            action.setCheckable(True)
            present = self.choice.search
            action.setChecked(present is not None and present.uuid == kept.uuid)
            named = Named(kept.uuid, kept.name)
            action.triggered.connect(
                lambda on, named=named: self.set_choice(
                    replace(self.choice, search=named if on else None)
                )
            )
        below.setEnabled(not below.isEmpty())

    def choose(self, name: str, value: Any, *, on: bool = True) -> None:
        """Mean one value more of a condition, or with ``on=False`` one less."""
        others = tuple(each for each in getattr(self.choice, name) if each != value)
        changed: dict[str, Any] = {name: (*others, value) if on else others}
        self.set_choice(replace(self.choice, **changed))

    def choose_variable(self, variable: str, value: str, *, on: bool = True) -> None:
        """Mean one value more of an article variable, or one less."""
        chosen = {each.name: each.values for each in self.choice.variables}
        others = tuple(each for each in chosen.get(variable, ()) if each != value)
        chosen[variable] = (*others, value) if on else others
        kept = tuple(Variable(name, values) for name, values in chosen.items() if values)
        self.set_choice(replace(self.choice, variables=kept))

    def ask_dates(self, name: str) -> None:
        """Ask for the first and the last date of a kind."""
        present = (getattr(self.choice, f"{name}_from"), getattr(self.choice, f"{name}_to"))
        dates = ask_dates(self, present, _(_DATES[name]), _("Choose"))
        if dates is not None:
            changed: dict[str, Any] = {f"{name}_from": dates[0], f"{name}_to": dates[1]}
            self.set_choice(replace(self.choice, **changed))

    def ask_query(self) -> None:
        """Ask for words that an article must have."""
        note = _("As in a search: words, “a phrase”, prefix*, AND, OR, NOT.")
        title = _("Words in the article")
        words = asking.ask_text(self, title, _("Words"), self.choice.query, note=note)
        if words is not None:
            self.set_choice(replace(self.choice, query=words))

    def ask_code(self) -> None:
        """Ask for a code; those below it are meant, too."""
        from annotator.ui.dialogs.code_picker import CodePicker

        place = self.add_button.mapToGlobal(self.add_button.rect().bottomLeft())
        code = CodePicker.ask(self.context, place, _("Code…"), parent=self)
        if code is not None:
            for named in choosing.named_codes(self.context.opened, [code]):
                self.choose("codes", named)

    def ask_articles(self) -> None:
        """Ask which articles are meant, one by one."""
        from annotator.ui.dialogs.articles_picker import ArticlesPicker

        chosen = ArticlesPicker.ask(self.context, self.choice.articles, self)
        if chosen is not None:
            self.set_choice(replace(self.choice, articles=chosen))


_SEVERAL: Final = 3


def _told(name: str, value: Any) -> str:
    """Return one value of a condition in words."""
    if name == "variables":
        values = _(", ").join(isolate(each) for each in value.values)
        return f"{isolate(value.name)} = {values}"
    if isinstance(value, Named):
        return value.name or value.uuid
    if name == "statuses":
        return wording.listed(choice_words.STATUSES, value)
    return wording.listed(choice_words.CONFIDENCES, value) if name == "confidence" else str(value)
