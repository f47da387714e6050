"""Marking the hits of a search with a code, after a look at them."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from annotator.operations import tagging
from annotator.ui.dialogs import tag_hits
from annotator.ui.dialogs.code_picker import CodePicker
from annotator.ui.dialogs.tag_hits import CHECK, TagHits
from tests.ui.window import searching as kits
from tests.ui.window.answering import Answers, press
from tests.ui.window.kit import with_menu
from tests.ui.window.searching import EMBASSY, SearchKit

english, either = kits.english, kits.either


def marks(kit: SearchKit) -> list[str]:
    return [mark.span.quote for mark in kit.marks]


def with_code(kit: SearchKit, name: str) -> None:
    kit.context.used_code(kit.key_of(name))


def test_all_hits_are_tagged_in_one_step(either: SearchKit, answers: Answers) -> None:
    kit = either
    with_code(kit, "Source")
    kit.search("امريكيه")
    answers.expect(lambda dialog: press_accept(dialog))
    kit.push(kit.panel.results.tag_button)
    assert marks(kit) == ["الأمريكيّة", "أمريكية"]
    assert "3" in answers.seen[0]
    assert "3" in kit.message
    kit.context.open_article(2)
    kit.settle()
    assert marks(kit) == ["الامريكية"]
    kit.run("undo")
    assert marks(kit) == []
    kit.context.open_article(1)
    kit.settle()
    assert marks(kit) == []


def press_accept(dialog: QDialog) -> None:
    assert isinstance(dialog, TagHits)
    QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)


def test_unticked_hits_stay_as_they_are(english: SearchKit, answers: Answers) -> None:
    kit = english
    with_code(kit, "Claim")
    kit.search("امريكيه")

    def untick(dialog: QDialog) -> None:
        assert isinstance(dialog, TagHits)
        view = dialog.view
        place = view.visualRect(dialog.hits.index(0, CHECK)).center()
        none = Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, none, place)
        assert dialog.count.text().startswith("\u20682 hits chosen")
        view.setFocus()
        view.selectRow(1)
        QTest.keyClick(view, Qt.Key.Key_Space)
        assert "1 hit chosen" in dialog.count.text()
        press_accept(dialog)

    answers.expect(untick)
    kit.push(kit.panel.results.tag_button)
    assert marks(kit) == []
    kit.context.open_article(2)
    kit.settle()
    assert marks(kit) == ["الامريكية"]


def test_what_is_tagged_already_is_shown_and_not_doubled(
    english: SearchKit, answers: Answers
) -> None:
    kit = english
    code = kit.key_of("Source")
    place = kit.place("أمريكية")
    kit.context.run(tagging.tag, 1, [place], code)
    with_code(kit, "Source")
    kit.search("امريكيه")

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, TagHits)
        assert "2 hits chosen" in dialog.count.text()
        assert "1 tagged so already" in dialog.count.text()
        press_accept(dialog)

    answers.expect(look)
    kit.push(kit.panel.results.tag_button)
    assert sorted(marks(kit)) == sorted(["الأمريكيّة", "أمريكية"])
    assert "2 hits tagged" in kit.message


def test_several_chosen_rows_are_meant_alone(english: SearchKit, answers: Answers) -> None:
    kit = english
    with_code(kit, "Cue")
    kit.search("امريكيه")
    kit.click_row(0)
    kit.click_row(1, Qt.KeyboardModifier.ControlModifier)
    answers.expect(press_accept)
    kit.run("tag_hits")
    assert "2 hits tagged" in kit.message


def test_without_a_code_nothing_can_be_tagged(english: SearchKit, answers: Answers) -> None:
    kit = english
    kit.search("امريكيه")

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, TagHits)
        assert not dialog.accept_button.isEnabled()
        press("None")(dialog)
        assert "0 hits chosen" in dialog.count.text()
        press("All")(dialog)
        assert "3 hits chosen" in dialog.count.text()
        dialog.reject()

    answers.expect(look)
    kit.push(kit.panel.results.tag_button)
    assert marks(kit) == []


@with_menu  # the picker is a popup
def test_keys_alone_choose_the_code_first_and_then_tag(
    english: SearchKit, answers: Answers
) -> None:
    kit = english
    kit.search("امريكيه")

    def enter(dialog: QDialog) -> None:
        assert isinstance(dialog, TagHits)
        held = dialog.focusWidget()
        assert held is dialog.code_button
        assert dialog.note.isVisible()
        assert dialog.accept_button.toolTip() == "Choose a code first."
        QTimer.singleShot(0, pick)  # the picker opens within the answer to this dialog
        QTest.keyClick(held, Qt.Key.Key_Return)
        assert dialog.code_button.code == kit.key_of("Claim")
        assert not dialog.note.isVisible()
        assert not dialog.accept_button.toolTip()
        QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Return)

    def pick() -> None:
        picker = QApplication.activeModalWidget()
        assert isinstance(picker, CodePicker)
        QTest.keyClicks(picker.field, "clai")
        QTest.keyClick(picker.field, Qt.Key.Key_Return)

    answers.expect(enter)
    kit.run("tag_hits")
    assert "3 hits tagged as" in kit.message


def test_with_a_code_the_keys_begin_at_the_hits(english: SearchKit, answers: Answers) -> None:
    kit = english
    with_code(kit, "Claim")
    kit.search("امريكيه")

    def enter(dialog: QDialog) -> None:
        assert isinstance(dialog, TagHits)
        assert dialog.focusWidget() is dialog.view
        assert not dialog.note.isVisible()
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)

    answers.expect(enter)
    kit.run("tag_hits")
    assert "3 hits tagged as" in kit.message


def test_many_hits_are_tagged_beside_the_window(
    english: SearchKit, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit = english
    monkeypatch.setattr(tag_hits, "AT_ONCE", 1)
    with_code(kit, "Source")
    kit.search("امريكيه")
    answers.expect(press_accept)
    kit.push(kit.panel.results.tag_button)
    assert marks(kit) == ["الأمريكيّة", "أمريكية"]
    start = EMBASSY.index("أمريكية")
    assert [mark.span.start for mark in kit.marks][1] == start
    kit.run("undo")
    assert marks(kit) == []


def test_a_hit_is_tagged_with_a_key_once_it_is_shown(english: SearchKit) -> None:
    kit = english
    kit.search("امريكيه")
    kit.click_row(1)
    kit.view.setFocus()
    kit.press(Qt.Key.Key_S)
    assert kit.tagged == [("Source", "أمريكية")]
