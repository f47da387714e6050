"""A quiet button that says how alike words must be to be found, and opens the levels as a menu."""

from typing import Final, cast

from PySide6.QtWidgets import QWidget

from annotator.i18n import N_, _
from annotator.model.search import SearchLevel
from annotator.operations.search_words import hindrance
from annotator.ui.context import Context
from annotator.ui.widgets.choice_button import ChoiceButton

LEVELS: Final[dict[SearchLevel, str]] = {
    "exact": N_("Exactly as written"),
    "harakat": N_("Without harakat"),
    "folded": N_("Any spelling"),
    "family": N_("Word family"),
    "lemma": N_("Same lemma"),
    "root": N_("Same root"),
}


class LevelButton(ChoiceButton):
    """One of the levels of searching; those that cannot be used now say why."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(
            _("How words are compared"),
            [(each, _(title)) for each, title in LEVELS.items()],
            parent,
        )
        self._context = context
        menu = self.menu()
        menu.setToolTipsVisible(True)
        menu.addSeparator()
        self._why = menu.addAction("")
        self._why.setEnabled(False)
        menu.aboutToShow.connect(self.refresh)
        self.set_value("folded")
        self.refresh()

    @property
    def level(self) -> SearchLevel:
        """The level chosen."""
        return cast(SearchLevel, self.value)

    def refresh(self) -> None:
        """Enable what can be used now."""
        reasons = []
        for action in self._group.actions():
            why = hindrance(self._context.project, action.data())
            action.setEnabled(not why)
            action.setToolTip(why or action.text())
            reasons += [why] * bool(why)
        self._why.setText(reasons[0] if reasons else "")
        self._why.setVisible(bool(reasons))
