"""Attributing by real keys and a real mouse: proposals, links, gestures in one key."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QCheckBox

from annotator.operations import sources
from annotator.ui.preferences import Preferences
from tests.ui.window.attributing import (
    ADDED,
    AGENCY,
    CLAIM,
    CONFIRMED,
    SAFE,
    SAID,
    SPEAKER,
    UNDER_CONTROL,
    attribute,
    click,
    ctrl_drag,
    ghosts,
    mark_of,
    only,
    proposals,
    said,
)
from tests.ui.window.kit import Kit

_CTRL = Qt.KeyboardModifier.ControlModifier


# proposals


def test_a_claim_is_stored_at_once_and_its_cue_and_source_are_only_proposed(kit: Kit) -> None:
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_C)
    assert kit.tagged == [("Claim", CLAIM)]
    assert sorted(ghosts(kit)) == sorted([AGENCY, SAID])
    assert proposals(kit).hint.isVisible()
    assert "Enter" in proposals(kit).hint.text()
    assert said(kit) == []


def test_enter_accepts_in_one_step_that_undo_takes_back_alone(kit: Kit) -> None:
    attribute(kit, CLAIM)
    assert said(kit) == [(CLAIM, [SAID, AGENCY])]
    assert ghosts(kit) == []
    assert not proposals(kit).hint.isVisible()
    assert only(kit).origin == "suggestion"
    assert [mark.origin for mark in kit.marks] == ["suggestion", "suggestion", "hand"]
    assert kit.context.selected_annotation == mark_of(kit, CLAIM)
    kit.press(Qt.Key.Key_Z, ctrl=True)
    assert kit.tagged == [("Claim", CLAIM)]
    kit.run("redo")
    assert said(kit) == [(CLAIM, [SAID, AGENCY])]
    kit.run("undo")
    kit.run("undo")
    assert kit.tagged == []


def test_proposals_are_switched_off_and_on_again(kit: Kit) -> None:
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_C)
    assert ghosts(kit) != []
    kit.run("toggle_proposals")
    assert ghosts(kit) == []
    assert not proposals(kit).hint.isVisible()
    kit.press(Qt.Key.Key_Z, ctrl=True)
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_C)
    assert (kit.tagged, ghosts(kit)) == ([("Claim", CLAIM)], [])
    kit.tag(SAID, Qt.Key.Key_Q)
    click(kit, CLAIM, ctrl=True)
    kit.press(Qt.Key.Key_L)
    assert said(kit) == [(CLAIM, [SAID])]
    kit.run("toggle_proposals")
    kit.select(SAFE)
    kit.press(Qt.Key.Key_C)
    assert ghosts(kit) != []


def test_the_menu_and_the_settings_file_know_whether_proposals_are_on(kit: Kit) -> None:
    entry = kit.window.menus.actions["toggle_proposals"]
    assert entry.isEnabled()
    kit.window.menus.tick()
    assert entry.isChecked()
    kit.press(Qt.Key.Key_K, ctrl=True)
    box = kit.window.palette_box
    assert box is not None
    kit.qtbot.keyClicks(box.field, "propose")
    kit.qtbot.keyClick(box.field, Qt.Key.Key_Return)
    kit.settle()
    assert kit.message == "Nothing is proposed."
    kit.restart()
    kit.window.menus.tick()
    assert not kit.window.menus.actions["toggle_proposals"].isChecked()
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_C)
    assert ghosts(kit) == []


def test_the_preferences_switch_proposals_off_at_once(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_C)
    assert ghosts(kit) != []

    def untick(sheet: Preferences) -> int:
        sheet.show()
        box = sheet.findChild(QCheckBox, "proposals")
        assert box is not None
        assert box.isChecked()
        QTest.keyClick(box, Qt.Key.Key_Space)
        return 1

    monkeypatch.setattr(Preferences, "exec", untick)
    kit.run("preferences")
    assert not kit.settings["proposals"]
    assert ghosts(kit) == []


def test_the_arrows_go_through_the_candidates_in_reading_order(kit: Kit) -> None:
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_C)
    first = ghosts(kit)
    assert len(proposals(kit).found) > 2
    kit.press(Qt.Key.Key_Left)
    second = ghosts(kit)
    assert second != first
    kit.press(Qt.Key.Key_Right)
    assert ghosts(kit) == first
    kit.press(Qt.Key.Key_Right)
    assert proposals(kit).place == len(proposals(kit).found) - 1
    kit.press(Qt.Key.Key_Left)
    kit.press(Qt.Key.Key_Left)
    kit.press(Qt.Key.Key_Return)
    ((_claim, roles),) = said(kit)
    assert sorted(roles) == sorted(second)


def test_escape_keeps_the_bare_claim(kit: Kit) -> None:
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_C)
    kit.press(Qt.Key.Key_Escape)
    assert ghosts(kit) == []
    assert kit.tagged == [("Claim", CLAIM)]
    assert kit.context.selected_annotation == mark_of(kit, CLAIM)
    assert said(kit) == []


@pytest.mark.parametrize("other", ["code", "claim", "article", "undo", "delete"])
def test_another_gesture_lets_the_ghosts_go_and_stores_nothing_of_them(
    kit: Kit, other: str
) -> None:
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_C)
    if other == "code":
        kit.tag("الحريق", Qt.Key.Key_1)
    elif other == "claim":
        kit.tag(SAFE, Qt.Key.Key_C)
        assert sorted(ghosts(kit)) == sorted([SPEAKER, CONFIRMED])
        return
    elif other == "article":
        kit.run("next_article")
    else:
        kit.run("undo" if other == "undo" else "delete_annotation")
    assert ghosts(kit) == []
    assert len(kit.context.attributions) == 0


def test_a_source_marked_meanwhile_takes_the_proposed_ones_place(kit: Kit) -> None:
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_C)
    kit.drag(kit.point_in("وكالة", 0.4), kit.point_in("أفق", 0.6))
    kit.press(Qt.Key.Key_S)
    assert ("Source", "وكالة أفق") in kit.tagged  # durable at once, as ever
    assert sorted(ghosts(kit)) == sorted(["وكالة أفق", SAID])
    kit.press(Qt.Key.Key_Return)
    assert said(kit) == [(CLAIM, [SAID, "وكالة أفق"])]
    assert only(kit).origin == "hand"


def test_a_cue_of_two_fragments_is_put_together_before_it_is_accepted(kit: Kit) -> None:
    kit.select(UNDER_CONTROL)
    kit.press(Qt.Key.Key_C)
    kit.select("انتهى")
    kit.press(Qt.Key.Key_Q)
    kit.select("الثلاثاء")
    kit.press(Qt.Key.Key_A)
    assert "انتهى … الثلاثاء" in ghosts(kit)
    kit.press(Qt.Key.Key_Return)
    ((_claim, roles),) = said(kit)
    assert "انتهى … الثلاثاء" in roles


def test_a_source_that_is_marked_already_can_be_put_in_by_its_key(kit: Kit) -> None:
    kit.tag(SPEAKER, Qt.Key.Key_S)
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_C)
    click(kit, SPEAKER)
    kit.press(Qt.Key.Key_S)
    assert SPEAKER in ghosts(kit)
    kit.select(AGENCY)
    kit.press(Qt.Key.Key_S)
    kit.select(SPEAKER)
    kit.press(Qt.Key.Key_S)
    assert SPEAKER in ghosts(kit)
    kit.press(Qt.Key.Key_Return)
    assert said(kit) == [(CLAIM, [SAID, SPEAKER])]


def test_enter_and_arrows_mean_the_usual_while_words_are_selected(kit: Kit) -> None:
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_C)
    kit.select(AGENCY)
    kit.press(Qt.Key.Key_Right)
    assert kit.context.text_selection[0] == kit.context.text_selection[1]
    assert ghosts(kit)
    kit.select(AGENCY)
    kit.press(Qt.Key.Key_Escape)
    assert ghosts(kit)
    kit.press(Qt.Key.Key_Escape)
    assert ghosts(kit) == []


def test_the_keys_work_under_an_arabic_layout(kit: Kit) -> None:
    kit.select(CLAIM)
    kit.type_letter("ؤ")  # where C is
    kit.press(Qt.Key.Key_Return)
    assert said(kit) == [(CLAIM, [SAID, AGENCY])]
    kit.select(UNDER_CONTROL)
    kit.type_letter("ن")  # where K is
    assert len(said(kit)) == 2


def test_who_the_source_is_follows_from_its_name(kit: Kit) -> None:
    key, changes = sources.add_entity(kit.context.opened, AGENCY)
    kit.context.announce(changes)
    attribute(kit, CLAIM)
    assert only(kit).entities == (key,)


# linking


def test_several_marks_are_chosen_with_ctrl_and_linked_by_their_roles(kit: Kit) -> None:
    kit.tag(SAID, Qt.Key.Key_Q)
    kit.tag(AGENCY, Qt.Key.Key_S)
    kit.tag(CLAIM, Qt.Key.Key_C)
    kit.press(Qt.Key.Key_Escape)
    click(kit, CLAIM)
    click(kit, AGENCY, ctrl=True)
    click(kit, SAID, ctrl=True)
    assert kit.view.overlays.picked == {mark.id for mark in kit.marks}
    kit.press(Qt.Key.Key_L)
    assert said(kit) == [(CLAIM, [SAID, AGENCY])]
    assert kit.view.overlays.picked == frozenset()
    assert only(kit).origin == "hand"
    kit.run("undo")
    assert said(kit) == []
    assert len(kit.marks) == 3
    kit.run("redo")
    assert said(kit) == [(CLAIM, [SAID, AGENCY])]


def test_marks_are_chosen_by_keyboard_alone(kit: Kit) -> None:
    kit.tag(SAID, Qt.Key.Key_Q)
    kit.tag(CLAIM, Qt.Key.Key_C)
    kit.press(Qt.Key.Key_Escape)
    kit.press(Qt.Key.Key_P, shift=True)
    kit.press(Qt.Key.Key_N, shift=True)
    kit.press(Qt.Key.Key_P, shift=True)
    kit.press(Qt.Key.Key_L)
    assert said(kit) == [(CLAIM, [SAID])]


def test_a_second_ctrl_click_and_escape_let_go_what_was_chosen(kit: Kit) -> None:
    kit.tag(SAID, Qt.Key.Key_Q)
    kit.tag(CLAIM, Qt.Key.Key_C)
    kit.press(Qt.Key.Key_Escape)
    click(kit, SAID, ctrl=True)
    assert len(kit.view.overlays.picked) == 2
    click(kit, SAID, ctrl=True)
    assert kit.view.overlays.picked == {mark_of(kit, CLAIM).id}
    kit.press(Qt.Key.Key_Escape)
    assert kit.view.overlays.picked == frozenset()


def test_linking_says_what_is_missing(kit: Kit) -> None:
    kit.tag(CLAIM, Qt.Key.Key_C)
    kit.press(Qt.Key.Key_Escape)
    kit.select(AGENCY)
    kit.press(Qt.Key.Key_L)
    assert "cue or source" in kit.message
    assert said(kit) == []


def test_the_rows_chosen_in_the_list_are_linked(kit: Kit) -> None:
    kit.tag(SAID, Qt.Key.Key_Q)
    kit.tag(CLAIM, Qt.Key.Key_C)
    assert kit.window.workspace is not None
    panel = kit.window.workspace.panel("segments")
    table = next(view for view in panel.findChildren(QAbstractItemView) if view.isVisible())
    table.setFocus()
    table.selectAll()
    QTest.keyClick(table, Qt.Key.Key_L)
    kit.settle()
    assert said(kit) == [(CLAIM, [SAID])]


# dragging


def test_a_line_from_mark_to_mark_links_them_and_selects_nothing(kit: Kit) -> None:
    kit.tag(AGENCY, Qt.Key.Key_S)
    kit.tag(CLAIM, Qt.Key.Key_C)
    kit.press(Qt.Key.Key_Escape)
    ctrl_drag(kit, AGENCY, CLAIM)
    assert said(kit) == [(CLAIM, [AGENCY])]
    assert kit.context.text_selection[0] == kit.context.text_selection[1]
    kit.run("undo")
    assert said(kit) == []


def test_a_line_from_claim_to_claim_puts_one_into_the_others_chain(kit: Kit) -> None:
    attribute(kit, CLAIM)
    attribute(kit, SAFE)
    ctrl_drag(kit, SAFE, CLAIM)
    inner, outer = (
        next(each for each in kit.context.attributions if each.content == mark_of(kit, words).id)
        for words in (SAFE, CLAIM)
    )
    assert (inner.parent, inner.basis) == (outer.id, "continuation")
    kit.run("undo")
    assert all(each.parent is None for each in kit.context.attributions)


def test_a_line_between_claims_that_are_not_said_says_so(kit: Kit) -> None:
    kit.tag(CLAIM, Qt.Key.Key_C)
    kit.tag(SAFE, Qt.Key.Key_C)
    kit.press(Qt.Key.Key_Escape)
    ctrl_drag(kit, SAFE, CLAIM)
    assert "both claims" in kit.message


def test_a_drag_with_ctrl_inside_a_mark_still_selects_letters(kit: Kit) -> None:
    kit.tag(CLAIM, Qt.Key.Key_C)
    kit.press(Qt.Key.Key_Escape)
    ctrl_drag(kit, "الحريق", "الثلاثاء")
    start, end = kit.context.text_selection
    assert start < end
    assert said(kit) == []


def test_escape_gives_a_line_up(kit: Kit) -> None:
    kit.tag(AGENCY, Qt.Key.Key_S)
    kit.tag(CLAIM, Qt.Key.Key_C)
    kit.press(Qt.Key.Key_Escape)
    port, left = kit.view.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(port, left, _CTRL, kit.point_in(AGENCY))
    QTest.mouseMove(port, kit.point_in(CLAIM))
    kit.press(Qt.Key.Key_Escape)
    QTest.mouseRelease(port, left, _CTRL, kit.point_in(CLAIM))
    assert said(kit) == []


# in one key


def test_the_speaker_before_goes_on_in_one_key(kit: Kit) -> None:
    attribute(kit, SAFE)
    kit.select(UNDER_CONTROL)
    kit.press(Qt.Key.Key_K)
    assert said(kit)[1] == (UNDER_CONTROL, [ADDED])
    added = max(kit.context.attributions, key=lambda each: each.id)
    assert added.sources == ()
    kit.press(Qt.Key.Key_Z, ctrl=True)
    assert [claim for claim, _roles in said(kit)] == [SAFE]
    assert UNDER_CONTROL not in [quote for _code, quote in kit.tagged]


def test_a_selected_claim_is_continued_too(kit: Kit) -> None:
    attribute(kit, SAFE)
    kit.select(UNDER_CONTROL)
    kit.press(Qt.Key.Key_C)
    kit.press(Qt.Key.Key_K)
    assert said(kit)[1] == (UNDER_CONTROL, [ADDED])
    assert ghosts(kit) == []


def test_the_same_source_again(kit: Kit) -> None:
    attribute(kit, SAFE)
    kit.select(UNDER_CONTROL)
    kit.press(Qt.Key.Key_K, shift=True)
    first, second = sorted(kit.context.attributions, key=lambda each: each.id)
    assert first.sources == second.sources
    assert said(kit)[1] == (UNDER_CONTROL, [SPEAKER, ADDED])


def test_nobody_spoke_before(kit: Kit) -> None:
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_K)
    assert "Nobody has spoken" in kit.message
    assert kit.tagged == []


def test_one_key_without_words_or_a_claim_says_what_to_select(kit: Kit) -> None:
    kit.tag(SAID, Qt.Key.Key_Q)
    kit.press(Qt.Key.Key_K)
    assert "Select what was said" in kit.message


def test_a_relay_needs_its_words(kit: Kit) -> None:
    kit.select(CLAIM)
    kit.press(Qt.Key.Key_R, shift=True)
    assert "عن" in kit.message
    assert kit.tagged == []


# another coder's


def test_anothers_claim_is_copied_with_who_says_it_in_one_step(kit: Kit) -> None:
    attribute(kit, CLAIM)
    kit.context.use_coder("Karim")
    kit.run("marks_everybody")
    click(kit, CLAIM)
    kit.run("copy_to_own")
    kit.run("marks_own")
    assert said(kit) == [(CLAIM, [SAID, AGENCY])]
    kit.run("undo")
    assert kit.tagged == []
    kit.run("marks_everybody")
    assert said(kit) == [(CLAIM, [SAID, AGENCY])]
    click(kit, AGENCY)
    kit.run("copy_to_own")
    kit.run("marks_own")
    assert (kit.tagged, said(kit)) == ([("Source", AGENCY)], [])
