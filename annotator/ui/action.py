"""What a command of the window is: its fields, the menus, the states in which it can be used.

The commands themselves are rows of ``actions`` and ``text_actions``.
"""

from dataclasses import dataclass
from typing import Any, Final

from annotator.i18n import N_

MENUS: Final = {
    "file": N_("&File"),
    "edit": N_("&Edit"),
    "view": N_("&View"),
    "article": N_("A&rticle"),
    "annotation": N_("A&nnotation"),
    "project": N_("&Project"),
    "help": N_("&Help"),
}
SUBMENUS: Final = {
    "recent": N_("Open recent"),
    "panels": N_("Panels"),
    "theme": N_("Theme"),
    "language": N_("Language"),
    "marks": N_("Marks shown"),
    "confidence": N_("Confidence"),
}
STATES: Final = {
    "": "always",
    "project": "a project is open",
    "writing": "the project can be changed",
    "article": "an article is open",
    "article_writing": "an article is open and can be changed",
    "place": "text or an annotation is selected, and can be changed",
    "text": "text is selected",
    "quotable": "text or an annotation is selected",
    "annotation": "an annotation is selected",
    "own": "an annotation of the coder is selected, and can be changed",
    "foreign": "an annotation of another coder is selected, and could be copied",
    "undo": "there is something to undo",
    "redo": "there is something to redo",
}


@dataclass(frozen=True, slots=True)
class Action:
    """One command; see the head of ``actions``."""

    id: str
    text: str
    menu: str
    keys: tuple[str, ...] = ()
    letter: tuple[str, ...] = ()
    needs: str = ""
    run: str = ""
    value: Any = None
    submenu: str = ""
    line: bool = False
    """A line stands above it in the menu."""
    checked: bool = False
    """It shows whether it is so."""
    hidden: bool = False
    """It stands in no menu, only in the palette and on the sheet."""

    @property
    def method(self) -> str:
        """The name of the method that runs it."""
        return self.run or self.id
