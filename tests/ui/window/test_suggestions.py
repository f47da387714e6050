"""Suggestions by real keys and a real mouse: going through them, correcting, deciding."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from annotator.arabic import suggest
from annotator.operations.project import open_project
from annotator.ui.models import suggestions_model as columns
from tests.ui.window.attributing import (
    ADDED,
    AGENCY,
    CLAIM,
    CONFIRMED,
    SAFE,
    SAID,
    SPEAKER,
    UNDER_CONTROL,
    mark_of,
    said,
)
from tests.ui.window.kit import CODER, Kit
from tests.ui.window.suggesting import (
    click_row,
    find,
    ghosts,
    held,
    panel,
    press_in_list,
    shown,
    suggestions,
    wait,
)

_SHIFT = Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
FIRST_GHOSTS = [SAID, AGENCY, CLAIM]
SECOND_GHOSTS = [CONFIRMED, SPEAKER, SAFE]


@pytest.fixture(autouse=True)
def _rules(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suggest, "suggest", find)


def look(kit: Kit) -> None:
    """Press the key that shows the next suggestion."""
    kit.press(Qt.Key.Key_F8)
    wait(kit)


# going through them


def test_the_key_shows_the_first_suggestion_and_stores_nothing(kit: Kit) -> None:
    look(kit)
    assert ghosts(kit) == FIRST_GHOSTS
    assert held(kit) == CLAIM
    assert "Enter" in kit.window.attributing.suggestions.hint.text()  # type: ignore[union-attr]
    assert kit.marks == []
    assert kit.context.undoable is None


def test_tab_goes_on_and_shift_tab_back_in_the_article(kit: Kit) -> None:
    look(kit)
    kit.press(Qt.Key.Key_Tab)
    assert ghosts(kit) == SECOND_GHOSTS
    kit.press(Qt.Key.Key_Tab)
    assert ghosts(kit) == [ADDED, UNDER_CONTROL]
    kit.press(Qt.Key.Key_Tab)
    assert ghosts(kit) == [ADDED, UNDER_CONTROL]
    assert "last" in kit.message
    kit.press(Qt.Key.Key_Backtab, shift=True)
    assert ghosts(kit) == SECOND_GHOSTS
    assert kit.view.hasFocus()


def test_escape_leaves_and_tab_is_the_windows_again(kit: Kit) -> None:
    look(kit)
    kit.press(Qt.Key.Key_Escape)
    assert ghosts(kit) == []
    assert not kit.window.attributing.suggestions.hint.isVisible()  # type: ignore[union-attr]
    kit.press(Qt.Key.Key_Tab)
    assert not kit.view.hasFocus()


def test_the_list_tells_source_cue_content_kind_and_score(kit: Kit) -> None:
    listed = panel(kit)
    assert shown(listed, columns.SOURCE) == [AGENCY, SPEAKER, "(who spoke before)"]
    assert shown(listed, columns.CUE) == [SAID, CONFIRMED, ADDED]
    assert shown(listed, columns.CONTENT) == [CLAIM, SAFE, UNDER_CONTROL]
    assert shown(listed, columns.SCORE) == ["90", "40", "80"]
    assert all("verb" in kind and "neutral" in kind for kind in shown(listed, columns.KIND))
    assert "3" in listed.count.text()


def test_choosing_a_row_shows_its_ghosts_and_keys_decide_in_the_list(kit: Kit) -> None:
    listed = panel(kit)
    click_row(kit, listed, 1)
    assert ghosts(kit) == SECOND_GHOSTS
    press_in_list(kit, listed, Qt.Key.Key_Tab)
    assert ghosts(kit) == [ADDED, UNDER_CONTROL]
    press_in_list(kit, listed, Qt.Key.Key_Up)
    assert ghosts(kit) == SECOND_GHOSTS
    press_in_list(kit, listed, Qt.Key.Key_Return)
    assert said(kit) == [(SAFE, [CONFIRMED, SPEAKER])]
    assert shown(listed, columns.CUE) == [SAID, ADDED]
    assert ghosts(kit) == [ADDED, UNDER_CONTROL]
    press_in_list(kit, listed, Qt.Key.Key_Backspace)
    assert shown(listed, columns.CUE) == [SAID]
    assert ghosts(kit) == FIRST_GHOSTS


def test_tab_follows_the_order_of_the_list(kit: Kit) -> None:
    listed = panel(kit)
    header = listed.view.header()
    place = QPoint(header.sectionViewportPosition(columns.SCORE) + 20, header.height() // 2)
    for _twice in range(2):  # the second click turns the order round: the surest first
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    kit.settle()
    assert shown(listed, columns.SCORE) == ["90", "80", "40"]
    kit.view.setFocus()
    look(kit)
    assert ghosts(kit) == FIRST_GHOSTS
    kit.press(Qt.Key.Key_Tab)
    assert ghosts(kit) == [ADDED, UNDER_CONTROL]
    kit.press(Qt.Key.Key_Return)
    assert ghosts(kit) == SECOND_GHOSTS


def test_words_and_the_least_score_filter_the_list(kit: Kit) -> None:
    listed = panel(kit)
    listed.filter_field.setFocus()
    kit.type_letter("ا", listed.filter_field)
    kit.qtbot.keyClicks(listed.filter_field, "")
    listed.filter_field.setText("الاطفاء")
    listed.filter_field.apply()
    assert shown(listed, columns.CONTENT) == [UNDER_CONTROL]  # hamza or not
    listed.filter_field.clear()
    listed.score.choose("50")
    assert shown(listed, columns.CUE) == [SAID, ADDED]
    listed.filter_field.setText("المخزون")
    listed.filter_field.apply()
    assert listed.empty.sentence == "No suggestion fits the filter."


# deciding


def test_enter_accepts_in_one_step_and_goes_on(kit: Kit) -> None:
    look(kit)
    kit.press(Qt.Key.Key_Return)
    assert said(kit) == [(CLAIM, [SAID, AGENCY])]
    assert [mark.origin for mark in kit.marks] == ["suggestion"] * 3
    assert ghosts(kit) == SECOND_GHOSTS
    kit.press(Qt.Key.Key_Z, ctrl=True)
    assert kit.marks == []
    assert [each.cue_name for each in suggestions(kit).offered] == ["قال", "أكد", "أضاف"]


def test_backspace_rejects_and_undo_offers_it_again(kit: Kit) -> None:
    listed = panel(kit)
    kit.view.setFocus()
    look(kit)
    kit.press(Qt.Key.Key_Backspace)
    assert kit.marks == []
    assert ghosts(kit) == SECOND_GHOSTS
    assert shown(listed, columns.CUE) == [CONFIRMED, ADDED]
    kit.run("undo")
    assert shown(listed, columns.CUE) == [SAID, CONFIRMED, ADDED]


def test_rejected_ones_are_not_offered_after_a_restart(kit: Kit) -> None:
    look(kit)
    kit.press(Qt.Key.Key_Backspace)
    kit.restart()
    look(kit)
    assert ghosts(kit) == SECOND_GHOSTS


def test_accepting_all_gives_the_continuation_its_speaker(kit: Kit) -> None:
    look(kit)
    for _each in range(3):
        kit.press(Qt.Key.Key_Return)
    assert said(kit) == [
        (CLAIM, [SAID, AGENCY]),
        (SAFE, [CONFIRMED, SPEAKER]),
        (UNDER_CONTROL, [ADDED]),
    ]
    assert ghosts(kit) == []
    assert kit.message == "Nothing more is suggested here."
    look(kit)
    assert kit.message == "There is nothing to suggest in this article."
    assert panel(kit).empty.sentence.startswith("Nothing is left to suggest")


def test_a_refusal_says_why_and_the_suggestion_stays(kit: Kit) -> None:
    look(kit)
    start, _end = kit.place(CLAIM)
    agency = kit.place(AGENCY)
    part = kit.window.attributing.suggestions._parts[1]  # type: ignore[union-attr]
    suggestions(kit).correct(part, ((agency[0], start + 2),))
    kit.press(Qt.Key.Key_Return)
    assert "overlap" in kit.message
    assert kit.marks == []
    assert ghosts(kit)[0] == SAID


def test_where_another_writes_suggestions_are_seen_and_not_decided(closed: Kit) -> None:
    other = open_project(closed.path, CODER)
    closed.start()
    look(closed)
    assert ghosts(closed) == FIRST_GHOSTS
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Backspace):
        closed.press(key)
        assert "Nothing can be changed" in closed.message
        assert ghosts(closed) == FIRST_GHOSTS
    assert closed.marks == []
    closed.run("suggest_everywhere")
    assert not suggestions(closed).run.running
    other.close()


# correcting before accepting


def test_the_claims_end_is_moved_by_keys_before_accepting(kit: Kit) -> None:
    look(kit)
    kit.press(Qt.Key.Key_Right, shift=True, ctrl=True)  # back by a word: the text runs leftwards
    shorter = CLAIM.removesuffix(" السرو")
    assert ghosts(kit) == [SAID, AGENCY, shorter]
    QTest.keyClick(kit.view, Qt.Key.Key_Left, _SHIFT | _ALT)
    kit.settle()
    shorter = shorter.removeprefix("إن ")
    assert held(kit) == shorter
    kit.press(Qt.Key.Key_Return)
    assert said(kit) == [(shorter, [SAID, AGENCY])]


def test_a_click_or_a_roles_key_gives_the_grips_to_another_ghost(kit: Kit) -> None:
    look(kit)
    kit.click(AGENCY)
    assert held(kit) == AGENCY
    kit.press(Qt.Key.Key_Right, shift=True, ctrl=True)
    assert ghosts(kit) == [SAID, "وكالة أفق", CLAIM]
    kit.press(Qt.Key.Key_Q)
    assert held(kit) == SAID
    kit.press(Qt.Key.Key_C)
    assert held(kit) == CLAIM
    kit.press(Qt.Key.Key_Return)
    assert said(kit) == [(CLAIM, [SAID, "وكالة أفق"])]


def test_a_suggestion_whose_every_span_was_corrected_does_not_come_back(kit: Kit) -> None:
    look(kit)
    kit.press(Qt.Key.Key_Backtab, shift=True)
    kit.press(Qt.Key.Key_Tab)
    kit.press(Qt.Key.Key_Tab)
    kit.press(Qt.Key.Key_Q)
    QTest.keyClick(kit.view, Qt.Key.Key_Right, _SHIFT | _ALT)
    kit.settle()
    kit.press(Qt.Key.Key_C)
    kit.press(Qt.Key.Key_Right, shift=True, ctrl=True)
    shorter = UNDER_CONTROL.removesuffix(" ساعات")
    assert ghosts(kit) == ["و" + ADDED, shorter]
    kit.press(Qt.Key.Key_Return)
    assert said(kit) == [(shorter, ["و" + ADDED])]
    kit.press(Qt.Key.Key_Escape)
    for words in (shorter, "و" + ADDED):  # even where nothing is left of it
        kit.context.select(mark_of(kit, words).id)
        kit.press(Qt.Key.Key_Delete)
    assert kit.marks == []
    assert [each.cue_name for each in suggestions(kit).offered] == ["قال", "أكد"]


def test_a_grip_of_a_ghost_is_dragged_with_the_mouse(kit: Kit) -> None:
    look(kit)
    grip = next(each for each in kit.view.visible_handles() if each.edge == "end")
    start = kit.view.to_viewport(grip.line).center().toPoint()
    kit.drag(start, kit.point_in("الثلاثاء", 0.9))
    assert held(kit) == CLAIM.removesuffix(" في ميناء السرو")
    assert kit.marks == []
    kit.press(Qt.Key.Key_Return)
    assert said(kit)[0][0] == CLAIM.removesuffix(" في ميناء السرو")


def test_resizing_works_from_the_list_too(kit: Kit) -> None:
    listed = panel(kit)
    click_row(kit, listed, 0)
    press_in_list(kit, listed, Qt.Key.Key_Right, shift=True, ctrl=True)
    assert held(kit) == CLAIM.removesuffix(" السرو")


def test_a_mark_under_the_ghosts_takes_the_grips_when_it_is_clicked(kit: Kit) -> None:
    made = kit.tag("الحريق", Qt.Key.Key_1)
    look(kit)
    kit.click("الحريق")
    assert kit.context.selected == made.id
    kit.press(Qt.Key.Key_Right, shift=True, ctrl=True)
    assert ghosts(kit) == FIRST_GHOSTS
    kit.press(Qt.Key.Key_Return)
    assert (CLAIM, [SAID, AGENCY]) in said(kit)


def test_what_is_marked_already_is_used(kit: Kit) -> None:
    made = kit.tag(AGENCY, Qt.Key.Key_S)
    look(kit)
    kit.press(Qt.Key.Key_Return)
    assert mark_of(kit, AGENCY).id == made.id
    assert mark_of(kit, AGENCY).origin == "hand"


def test_tagging_a_claim_lets_the_suggestion_go_for_its_own_proposals(kit: Kit) -> None:
    look(kit)
    kit.select(SAFE)
    kit.press(Qt.Key.Key_C)
    assert ghosts(kit) == []
    assert kit.window.attributing.proposals.shown  # type: ignore[union-attr]
    look(kit)
    assert not kit.window.attributing.proposals.shown  # type: ignore[union-attr]
    assert ghosts(kit) == FIRST_GHOSTS


def test_the_keys_over_a_narrow_text_are_never_broken_within_what_one_does(kit: Kit) -> None:
    kit.window.resize(1000, 700)
    look(kit)
    hint = kit.window.attributing.suggestions.hint  # type: ignore[union-attr]
    assert hint.wordWrap(), "the port is to be too narrow for one line"
    parts = hint.text().split("· ")
    assert len(parts) == 5
    assert not any(" " in part for part in parts)
