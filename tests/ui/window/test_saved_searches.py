"""Searches kept under a name: from the panel, the menus and the palette."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from annotator.operations import saved_searches
from annotator.ui.dialogs.saved_searches import SavedSearches
from tests.ui.window import searching as kits
from tests.ui.window.answering import Answers, press, write
from tests.ui.window.kit import with_menu
from tests.ui.window.searching import SearchKit

english = kits.english


def names(kit: SearchKit) -> list[str]:
    return [kept.name for kept in saved_searches.saved_searches(kit.context.opened)]


def keep(kit: SearchKit, answers: Answers, text: str, name: str) -> None:
    kit.search(text)
    answers.expect(write(name))
    kit.run("save_search")


@with_menu
def test_a_search_is_kept_and_made_again_from_the_panel(
    english: SearchKit, answers: Answers
) -> None:
    kit = english
    kit.search("ارهاب")
    kit.push(kit.panel.particles)
    kit.wait()
    answers.expect(write("terror"))
    kit.choose_entry(kit.panel.saved_menu, "Save the search…")
    assert names(kit) == ["terror"]
    kit.push(kit.panel.particles)
    kit.search("الحريق")
    kit.choose_entry(kit.panel.saved_menu, "terror")
    kit.wait()
    assert kit.panel.field.text() == "ارهاب"
    assert not kit.panel.particles.isChecked()
    assert kit.quotes == []
    kit.run("undo")
    assert names(kit) == []


def test_a_search_is_made_from_the_palette(english: SearchKit, answers: Answers) -> None:
    kit = english
    keep(kit, answers, "امريكيه", "americans")
    kit.search("الحريق")
    kit.window.activateWindow()
    kit.view.setFocus()
    kit.press(Qt.Key.Key_K, ctrl=True)
    box = kit.window.palette_box
    assert box is not None
    QTest.keyClicks(box.field, "americans")
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    kit.wait()
    assert kit.quotes == ["الأمريكيّة", "أمريكية", "الامريكية"]


def test_searches_are_renamed_deleted_and_brought_back(
    english: SearchKit, answers: Answers
) -> None:
    kit = english
    keep(kit, answers, "امريكيه", "first")
    keep(kit, answers, "الحريق", "second")

    def rename_and_delete(dialog: QDialog) -> None:
        # Later: the questions that the dialog asks itself are answered only then.
        QTimer.singleShot(0, dialog, lambda: work(dialog))

    def work(dialog: QDialog) -> None:
        assert isinstance(dialog, SavedSearches)
        dialog.list.setFocus()
        QTest.keyClick(dialog.list, Qt.Key.Key_Down)
        press("Rename…")(dialog)
        assert names(kit) == ["first", "fires"]
        QTest.keyClick(dialog.list, Qt.Key.Key_Up)
        press("Delete")(dialog)
        assert names(kit) == ["fires"]
        QTest.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)

    answers.expect(rename_and_delete, write("fires"))
    kit.search("السفارة")
    kit.run("manage_searches")
    kit.wait()
    assert kit.panel.field.text() == "الحريق"
    assert len(kit.quotes) == 4
    kit.run("undo")
    assert names(kit) == ["first", "fires"]
    kit.run("undo")
    assert names(kit) == ["first", "second"]


def test_where_none_is_saved_the_list_says_how_to_save_one(
    english: SearchKit, answers: Answers
) -> None:
    answers.expect(press("Cancel"))
    english.run("manage_searches")
    assert "No search is saved yet." in answers.seen[0]


def test_nothing_typed_cannot_be_kept(english: SearchKit) -> None:
    english.run("save_search")
    assert english.message == "Type a search first."
