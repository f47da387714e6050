"""The table of actions: every row works, no key means two things, all is listed on the sheet."""

from collections import Counter

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel

from annotator.model.codebook import RESERVED_KEYS, ROLE_KEYS
from annotator.ui.actions import ACTIONS, LETTERS, MENUS, STATES, SUBMENUS
from annotator.ui.reader.keys import KEYS, combination
from annotator.ui.shortcuts import ShortcutsSheet
from tests.ui.window.kit import Kit


def test_ids_are_unique_and_point_at_what_exists() -> None:
    assert [each for each, count in Counter(a.id for a in ACTIONS).items() if count > 1] == []
    for action in ACTIONS:
        assert action.menu in MENUS
        assert action.needs in STATES
        assert not action.submenu or action.submenu in SUBMENUS


def test_every_action_has_a_method_that_can_be_called(kit: Kit) -> None:
    for action in ACTIONS:
        assert callable(kit.window.method(action.method)), action.id


def test_no_key_combination_means_two_things() -> None:
    keys = Counter(QKeySequence(keys).toString() for action in ACTIONS for keys in action.keys)
    assert [each for each, count in keys.items() if count > 1] == []
    assert "" not in keys
    reader = {QKeySequence(combination(row)).toString() for row in KEYS}
    assert reader & set(keys) == set()


def test_single_letters_are_reserved_in_the_codebook_and_no_role_key_is_taken() -> None:
    single = {letter for letter in LETTERS if len(letter) == 1}
    assert single == set(RESERVED_KEYS)
    assert single & set(ROLE_KEYS) == set()
    assert sum(len(action.letter) for action in ACTIONS) == len(LETTERS)


def test_all_keys_are_on_the_sheet(kit: Kit) -> None:
    sheet = ShortcutsSheet(kit.context, kit.window)
    kit.qtbot.addWidget(sheet)
    shown = "\n".join(label.text() for label in sheet.findChildren(QLabel))
    for action in ACTIONS:
        if action.keys or action.letter:
            assert action.text in shown, action.id
    for code, _depth in kit.context.codebook.walk():
        assert not code.key or code.label in shown


def test_menus_hold_every_action_once(kit: Kit) -> None:
    listed = Counter(
        entry.objectName()
        for menu in kit.window.menus.menus.values()
        for entry in menu.actions()
        if entry.objectName()
    )
    assert listed == Counter(action.id for action in ACTIONS if not action.hidden)


def test_what_needs_a_project_is_off_without_one(closed: Kit) -> None:
    window = closed.start(opened=False)
    enabled = {name for name, entry in window.menus.actions.items() if entry.isEnabled()}
    assert enabled == {action.id for action in ACTIONS if not action.needs}
    assert {"new_project", "open_project", "open_sample", "quit", "show_shortcuts"} <= enabled


def test_a_command_that_cannot_be_done_says_so(kit: Kit) -> None:
    kit.window.run("trim_prefix")
    assert "not now" in kit.message


def test_the_menu_shows_the_keys_that_the_roles_have_now(kit: Kit) -> None:
    from annotator.operations import codebook

    entry = kit.window.menus.actions["tag_claim"]
    assert entry.text() == "Tag as claim\tC"
    kit.context.run(codebook.edit_code, kit.key_of("Claim"), key="X")
    assert entry.text() == "Tag as claim\tX"
