"""Tagging by every way there is, with real keys and a real mouse."""

import re

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from annotator.operations.codebook import delete_code
from annotator.ui.reader.pointer import CODE_MIME
from tests.ui.window.kit import Kit, with_menu


def menu_of(kit: Kit) -> QMenu:
    """Return the menu that is open over the text."""
    found = [menu for menu in kit.window.findChildren(QMenu) if menu.isVisible()]
    assert len(found) == 1
    return found[0]


def test_a_key_tags_the_selection_and_the_caret_stays(kit: Kit) -> None:
    kit.select("وكالة أفق للأنباء")
    caret = kit.view.caret()
    kit.press(Qt.Key.Key_S)
    assert kit.tagged == [("Source", "وكالة أفق للأنباء")]
    assert kit.context.selected == kit.marks[0].id
    assert kit.view.selected_mark() == kit.marks[0].id
    assert kit.view.caret() == caret
    assert kit.view.selection() == (caret, caret)


def test_each_role_has_its_key(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.tag("وكالة أفق", Qt.Key.Key_S)
    kit.tag("إن الحريق انتهى", Qt.Key.Key_C)
    assert [code for code, _quote in kit.tagged] == ["Cue", "Source", "Claim"]


def test_a_drag_with_the_mouse_and_a_key_tag_whole_words(kit: Kit) -> None:
    kit.drag(kit.point_in("وكالة", 0.4), kit.point_in("للأنباء", 0.7))
    assert kit.text[slice(*kit.context.text_selection)] == "وكالة أفق للأنباء"
    kit.press(Qt.Key.Key_S)
    assert kit.tagged == [("Source", "وكالة أفق للأنباء")]


def test_a_key_without_a_selection_recodes_the_selected_annotation(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_C)
    kit.press(Qt.Key.Key_Q)
    assert kit.tagged == [("Cue", "قالت")]
    assert kit.context.undoable is not None
    assert "Recode" in kit.context.undoable.name


def test_a_key_without_anything_selected_says_what_to_do(kit: Kit) -> None:
    kit.press(Qt.Key.Key_C)
    assert kit.tagged == []
    assert kit.message == "Select some text first."


def test_spans_may_overlap_and_nest(kit: Kit) -> None:
    kit.tag("إن الحريق انتهى فجر الثلاثاء", Qt.Key.Key_C)
    kit.tag("الحريق", Qt.Key.Key_1)
    kit.tag("الثلاثاء في ميناء", Qt.Key.Key_3)
    assert len(kit.tagged) == 3


def test_shift_and_a_key_give_the_same_place_one_more_code(kit: Kit) -> None:
    kit.tag("إن الحريق انتهى", Qt.Key.Key_C)
    kit.press(Qt.Key.Key_B, shift=True)
    assert sorted(kit.tagged) == [
        ("Boilerplate", "إن الحريق انتهى"),
        ("Claim", "إن الحريق انتهى"),
    ]


def test_the_space_bar_tags_with_the_last_code(kit: Kit) -> None:
    kit.select("قالت")
    kit.press(Qt.Key.Key_Space)
    assert kit.tagged == []
    kit.press(Qt.Key.Key_Q)
    kit.select("وأكد")
    kit.press(Qt.Key.Key_Space)
    assert [code for code, _quote in kit.tagged] == ["Cue", "Cue"]


def test_in_vivo_names_a_code_after_the_words(kit: Kit) -> None:
    kit.select("المخزون آمن")
    kit.press(Qt.Key.Key_V)
    assert kit.tagged == [("المخزون آمن", "المخزون آمن")]
    kit.run("undo")
    assert kit.tagged == []
    assert all(code.name != "المخزون آمن" for code, _depth in kit.context.codebook.walk())


def test_the_same_place_with_the_same_code_is_refused(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.select("قالت")
    kit.press(Qt.Key.Key_Q)
    assert len(kit.tagged) == 1
    assert "already" in kit.message


def test_a_click_in_the_codebook_tags_the_selection(kit: Kit) -> None:
    kit.select("قالت")
    assert kit.window.workspace is not None
    tree = kit.window.workspace.panels["codebook"].view
    index = tree.model().index(2, 0)
    place = tree.visualRect(index).center()
    QTest.mouseClick(
        tree.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    kit.settle()
    assert kit.tagged == [("Cue", "قالت")]


def test_a_code_dragged_to_the_selection_tags_it(kit: Kit) -> None:
    kit.select("قالت وكالة")
    kit.drag_code("Source", "وكالة")
    assert kit.tagged == [("Source", "قالت وكالة")]


def test_a_code_dragged_to_an_annotation_recodes_the_smallest_there(kit: Kit) -> None:
    kit.tag("إن الحريق انتهى فجر الثلاثاء", Qt.Key.Key_C)
    kit.tag("الحريق", Qt.Key.Key_1)
    kit.drag_code("Economic loss", "الحريق")
    assert ("Economic loss", "الحريق") in kit.tagged
    assert ("Claim", "إن الحريق انتهى فجر الثلاثاء") in kit.tagged


def test_a_code_dragged_to_plain_text_says_where_it_belongs(kit: Kit) -> None:
    kit.drag_code("Source", "الثلاثاء")
    assert kit.tagged == []
    assert "Drop a code on selected text" in kit.message


def test_a_dropped_payload_that_is_no_code_does_nothing(kit: Kit) -> None:
    kit.select("قالت")
    carried = QMimeData()
    carried.setData(CODE_MIME, b"not a number")
    kit.drop(carried, "قالت")
    assert kit.tagged == []


@with_menu
def test_the_menu_of_the_right_button_offers_recent_codes(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.select("وأكد المتحدث")
    kit.right_click("وأكد")
    menu = menu_of(kit)
    kit.choose(menu, next(each for each in menu.actions() if each.data() == kit.key_of("Cue")))
    assert kit.tagged == [("Cue", "قالت"), ("Cue", "وأكد المتحدث")]


@with_menu
def test_the_right_button_selects_the_annotation_that_its_menu_deletes(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.tag("وأكد", Qt.Key.Key_Q)
    kit.right_click("قالت")
    assert kit.context.selected_annotation is not None
    assert kit.context.selected_annotation.span.quote == "قالت"
    menu = menu_of(kit)
    wanted = next(each for each in menu.actions() if each.objectName() == "delete_annotation")
    kit.choose(menu, wanted)
    assert kit.tagged == [("Cue", "وأكد")]


@with_menu
def test_the_menu_key_opens_it_at_the_caret(kit: Kit) -> None:
    kit.select("قالت")
    port = kit.view.viewport()
    place = port.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    QApplication.sendEvent(port, QContextMenuEvent(reason, place, port.mapToGlobal(place)))
    kit.settle()
    menu = menu_of(kit)
    caret = kit.view.lines_rects(*kit.place("قالت"))[0]
    assert abs(port.mapFromGlobal(menu.pos()).y() - caret.bottom()) < 4
    menu.close()


@pytest.mark.parametrize(("key", "kind"), [(Qt.Key.Key_Q, "cue"), (Qt.Key.Key_C, "claim")])
def test_the_key_of_a_role_without_a_code_says_that_there_is_none(
    kit: Kit, key: Qt.Key, kind: str
) -> None:
    code = kit.context.codebook.by_kind(kind)
    assert code is not None
    assert kit.context.run(delete_code, code.id, delete_segments=True)
    kit.select("قالت")
    kit.press(key)
    assert kit.tagged == []
    assert kit.message == "The codebook has no code of this kind."


def test_where_nothing_can_be_changed_keys_say_why(kit: Kit) -> None:
    first = kit.window
    window = kit.start()
    assert not kit.context.can_write
    for key in (Qt.Key.Key_C, Qt.Key.Key_Q, Qt.Key.Key_V, Qt.Key.Key_T, Qt.Key.Key_Delete):
        for words in ("", "قالت"):
            kit.view.select(*(kit.place(words) if words else (0, 0)))
            window.status.message.clear()
            kit.press(key)
            assert "Nothing can be changed in this window" in kit.message, (key, words)
    window.close()
    first.close()


def test_the_banner_says_in_words_who_has_the_project_open(kit: Kit) -> None:
    first = kit.window
    kit.start()
    assert kit.window.pane is not None
    banner = kit.window.pane.banner
    assert banner.isVisible()
    (said,) = [label.text() for label in banner.findChildren(QLabel)]
    assert re.search(
        r"open for writing elsewhere: \S+ on \S+ since \d{4}-\d\d-\d\d \d\d:\d\d", said
    )
    kit.window.close()
    first.close()


@with_menu
def test_recent_codes_open_on_r_and_a_digit_chooses(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.tag("وكالة", Qt.Key.Key_S)
    kit.select("وأكد")
    kit.press(Qt.Key.Key_R)
    menu = menu_of(kit)
    kit.qtbot.keyClick(menu, Qt.Key.Key_2)
    kit.settle()
    assert ("Cue", "وأكد") in kit.tagged


def test_a_click_selects_the_smallest_annotation_and_o_the_next(kit: Kit) -> None:
    outer = kit.tag("إن الحريق انتهى فجر الثلاثاء", Qt.Key.Key_C)
    inner = kit.tag("الحريق", Qt.Key.Key_1)
    kit.context.select(-1)
    kit.click("الحريق")
    assert kit.context.selected == inner.id
    kit.press(Qt.Key.Key_O)
    assert kit.context.selected == outer.id


def test_n_goes_from_annotation_to_annotation(kit: Kit) -> None:
    first = kit.tag("قالت", Qt.Key.Key_Q)
    second = kit.tag("وأكد", Qt.Key.Key_Q)
    kit.view.select(0, 0)
    kit.context.select(first.id)
    kit.press(Qt.Key.Key_N)
    assert kit.context.selected == second.id
    kit.press(Qt.Key.Key_N, shift=True)
    assert kit.context.selected == first.id


def test_another_fragment_is_added_to_the_selected_annotation(kit: Kit) -> None:
    mark = kit.tag("إن الحريق", Qt.Key.Key_C)
    kit.select("في ميناء السرو")
    assert kit.context.selected == mark.id
    kit.press(Qt.Key.Key_A)
    assert kit.tagged == [("Claim", "إن الحريق … في ميناء السرو")]
    assert len(kit.marks[0].span.ranges) == 2


def test_delete_removes_the_annotation_and_undo_brings_it_back(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.press(Qt.Key.Key_Delete)
    assert kit.tagged == []
    kit.run("undo")
    assert kit.tagged == [("Cue", "قالت")]
    assert kit.context.selected == kit.marks[0].id


def test_the_quotation_is_copied_with_its_citation(kit: Kit) -> None:
    start, end = kit.place("المخزون آمن")
    kit.select("المخزون آمن")
    kit.run("copy_quotation")
    copied = QApplication.clipboard().text()
    assert copied.startswith("المخزون آمن\n")
    for part in ("حريق ميناء السرو", "المرفأ", "2024-11-12", f"{start}–{end}"):
        assert part in copied
    kit.run("copy")
    assert QApplication.clipboard().text() == "المخزون آمن"
