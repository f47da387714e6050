"""Menus that pop up over the text: what can be done here, and the codes used last."""

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from annotator.i18n import _, isolate
from annotator.ui.actions import BY_ID, SUBMENUS
from annotator.ui.context import NO_ANNOTATION
from annotator.ui.states import satisfied
from annotator.ui.widgets.painting import swatch_icon

if TYPE_CHECKING:
    from annotator.ui.gestures import Gestures

ON_TEXT: Final = (("pick_code", "tag_in_vivo"), ("continue_speaker", "same_source", "relay"))
ON_ANNOTATION: Final = (
    ("recode", "edit_memo", "toggle_important", "@confidence"),
    ("add_fragment", "trim_prefix", "copy_to_own"),
    ("link", "pick_selected"),
    ("delete_annotation",),
)
ALWAYS: Final = (("similar_passages",), ("copy", "copy_quotation"))
"""Groups of commands; ``@`` names a submenu."""


def context_menu(gestures: "Gestures", place: QPoint, parent: QWidget) -> QMenu:
    """Show what can be done with what is selected, recent codes first."""
    context = gestures.context
    menu = _menu(parent)
    states = satisfied(context)
    start, end = context.text_selection
    if "place" in states:
        _add_codes(menu, gestures)
        menu.addSeparator()
    groups = ON_TEXT if start < end else ()
    if context.selected != NO_ANNOTATION:
        groups = (*groups, *ON_ANNOTATION)
    for group in (*groups, *ALWAYS):
        for name in group:
            if name.startswith("@"):
                submenu = menu.addMenu(_(SUBMENUS[name[1:]]))
                for action in BY_ID.values():
                    if action.submenu == name[1:]:
                        _add(submenu, gestures, action.id, states)
            else:
                _add(menu, gestures, name, states)
        menu.addSeparator()
    menu.popup(place)
    return menu


def recent_menu(gestures: "Gestures", place: QPoint, parent: QWidget) -> QMenu:
    """Show the codes used last; the digits 1–9 choose one."""
    menu = _menu(parent)
    _add_codes(menu, gestures, numbered=True)
    menu.popup(place)
    if menu.actions():
        menu.setActiveAction(menu.actions()[0])
    return menu


def _menu(parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return menu


def _add_codes(menu: QMenu, gestures: "Gestures", *, numbered: bool = False) -> None:
    book = gestures.context.codebook
    recent = [book[code] for code in gestures.context.recent_codes if code in book]
    if not recent:
        recent = [code for code, _depth in book.walk() if code.key][:5]
    for number, code in enumerate(recent, 1):
        label = isolate(code.label.replace("&", "&&"))
        text = f"&{number}  {label}" if numbered else label
        entry = menu.addAction(swatch_icon(code.color, code.kind), f"{text}\t{code.key}")
        entry.setData(code.id)
        entry.triggered.connect(lambda _on=False, key=code.id: gestures.tag_or_recode(key))


def _add(menu: QMenu, gestures: "Gestures", name: str, states: frozenset[str]) -> None:
    action = BY_ID[name]
    keys = action.letter[0] if action.letter else "".join(action.keys[:1])
    entry = menu.addAction(f"{_(action.text)}\t{keys}")
    entry.setObjectName(name)
    entry.setEnabled(action.needs in states)
    entry.triggered.connect(lambda _on=False: gestures.run_action(name))
