"""The dialog of word families, by keys and clicks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.operations import history, word_families
from annotator.ui.dialogs.word_families import WordFamilies
from tests.ui.workshop import WatchedContext, interface, nameless, press, type_in


@pytest.fixture
def sheet(qtbot: QtBot, context: WatchedContext) -> WordFamilies:
    made = WordFamilies(context)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def find(sheet: WordFamilies, word: str) -> None:
    """Type a word into the filter and go to the first set that is left."""
    sheet.filter.clear()
    type_in(sheet.filter, word)
    sheet.filter.apply()
    sheet.list.setFocus()
    press(sheet.list, Qt.Key.Key_Home)


def listed(sheet: WordFamilies) -> list[str]:
    return [sheet.list.item(row).text() for row in range(sheet.list.count())]


def words_of(context: WatchedContext, word: str) -> list[tuple[str, ...]]:
    sets = word_families.listed(context.opened)
    return [each.words for each in sets if word in each.words and each.active]


def test_it_begins_with_every_set_and_the_filter_finds_any_spelling(sheet: WordFamilies) -> None:
    assert sheet.list.count() == len(word_families.listed(sheet._context.opened))
    find(sheet, "امريكا")
    assert 0 < len(listed(sheet)) < 5
    assert "أميركا" in listed(sheet)[0]
    assert nameless(sheet) == []


def test_a_set_is_added_by_typing_and_is_one_step(
    sheet: WordFamilies, context: WatchedContext
) -> None:
    sheet.words.clear()
    type_in(sheet.words, "حبوب قمح")
    QTest.mouseClick(sheet.add_button, Qt.MouseButton.LeftButton)
    assert words_of(context, "قمح") == [("حبوب", "قمح")]
    assert "own" in listed(sheet)[0]
    history.undo(context.opened)
    assert words_of(context, "قمح") == []


def test_a_shipped_set_is_changed_and_restored(
    sheet: WordFamilies, context: WatchedContext
) -> None:
    find(sheet, "أميركا")
    sheet.words.setFocus()
    QTest.keyClick(sheet.words, Qt.Key.Key_End)
    type_in(sheet.words, " يانكيستان")
    QTest.keyClick(sheet.words, Qt.Key.Key_Return)
    assert words_of(context, "يانكيستان") == [("أمريكا", "أميركا", "يانكيستان")]
    assert "changed" in listed(sheet)[0]
    assert sheet.isVisible(), "Enter wrote, and did not close the dialog"
    QTest.mouseClick(sheet.restore_button, Qt.MouseButton.LeftButton)
    assert words_of(context, "يانكيستان") == []
    assert not sheet.restore_button.isEnabled()


def test_space_switches_a_set_off_and_delete_too(
    sheet: WordFamilies, context: WatchedContext
) -> None:
    find(sheet, "أميركا")
    press(sheet.list, Qt.Key.Key_Space)
    assert words_of(context, "أميركا") == []
    press(sheet.list, Qt.Key.Key_Space)
    assert words_of(context, "أميركا")
    QTest.mouseClick(sheet.delete_button, Qt.MouseButton.LeftButton)
    assert words_of(context, "أميركا") == []
    assert sheet.list.item(0).checkState() == Qt.CheckState.Unchecked
    assert not sheet.delete_button.isEnabled()


def test_one_word_is_refused_with_a_sentence(sheet: WordFamilies, context: WatchedContext) -> None:
    sheet.words.clear()
    type_in(sheet.words, "قمح")
    QTest.mouseClick(sheet.add_button, Qt.MouseButton.LeftButton)
    assert "two words" in sheet.fault.text()
    assert sheet.fault.isVisible()
    assert words_of(context, "قمح") == []


def test_in_a_project_that_cannot_be_changed_it_only_shows(
    qtbot: QtBot, context: WatchedContext
) -> None:
    context.opened.database.read_only = "for reading"
    sheet = WordFamilies(context)
    qtbot.addWidget(sheet)
    sheet.show()
    sheet.list.setCurrentRow(0)
    for button in (sheet.change_button, sheet.add_button, sheet.delete_button):
        assert not button.isEnabled()
    press(sheet.list, Qt.Key.Key_Space)
    assert sheet.list.item(0).checkState() == Qt.CheckState.Checked


def test_it_speaks_arabic(qtbot: QtBot, context: WatchedContext) -> None:
    with interface("ar"):
        sheet = WordFamilies(context)
        qtbot.addWidget(sheet)
        assert sheet.windowTitle() == "عائلات الكلمات"
        assert "مجموعة" in sheet.count.text()
