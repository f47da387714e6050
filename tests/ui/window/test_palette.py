"""The command palette: typing finds commands and codes, Enter does them."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.ui.palette import CommandPalette, entries, matching
from tests.ui.window.kit import Kit


def opened(kit: Kit) -> CommandPalette:
    """Open the palette by its key."""
    kit.press(Qt.Key.Key_K, ctrl=True)
    box = kit.window.palette_box
    assert box is not None
    assert box.isVisible()
    assert box.field.hasFocus()
    return box


def first(box: CommandPalette) -> str:
    return box.model.entries[0].text


def test_a_code_is_found_and_tags_the_selection(kit: Kit) -> None:
    kit.select("قالت")
    box = opened(kit)
    kit.qtbot.keyClicks(box.field, "econ")
    assert first(box) == "Economic loss"
    kit.qtbot.keyClick(box.field, Qt.Key.Key_Return)
    kit.settle()
    assert not box.isVisible()
    assert kit.tagged == [("Economic loss", "قالت")]
    assert kit.view.hasFocus()


def test_a_command_is_found_by_its_words_in_any_order(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    box = opened(kit)
    kit.qtbot.keyClicks(box.field, "high conf")
    assert first(box) == "Confidence: high"
    kit.qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert kit.marks[0].confidence == "high"


def test_arabic_is_found_whatever_its_spelling(kit: Kit) -> None:
    kit.select("قالت")
    for typed in ("أداة الاسناد", "اداه الإسناد", "أَدَاة"):
        found = matching(entries(kit.context), typed)
        assert found[0].code is not None
        assert found[0].code.name == "Cue", typed


def test_the_arrows_choose_and_escape_leaves(kit: Kit) -> None:
    kit.select("قالت")
    box = opened(kit)
    kit.qtbot.keyClick(box.field, Qt.Key.Key_Down)
    assert box.list.currentIndex().row() == 1
    kit.qtbot.keyClick(box.field, Qt.Key.Key_Up)
    kit.qtbot.keyClick(box.field, Qt.Key.Key_Up)
    assert box.list.currentIndex().row() == 0
    kit.qtbot.keyClick(box.field, Qt.Key.Key_Escape)
    assert not box.isVisible()
    assert kit.view.hasFocus()
    assert kit.tagged == []


def test_a_click_chooses(kit: Kit) -> None:
    kit.select("قالت")
    box = opened(kit)
    kit.qtbot.keyClicks(box.field, "source")
    place = box.list.visualRect(box.model.index(0)).center()
    QTest.mouseClick(
        box.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
    )
    kit.settle()
    assert kit.tagged == [("Source", "قالت")]


def test_the_field_above_the_article_opens_it(kit: Kit) -> None:
    assert kit.window.pane is not None
    kit.window.pane.field.click()
    assert kit.window.palette_box is not None
    assert kit.window.palette_box.isVisible()


def test_only_what_can_be_done_is_offered(kit: Kit) -> None:
    offered = {entry.action for entry in entries(kit.context)}
    assert "undo" not in offered
    assert "trim_prefix" not in offered
    assert not any(entry.code for entry in entries(kit.context))
    kit.tag("قالت", Qt.Key.Key_Q)
    offered = {entry.action for entry in entries(kit.context)}
    assert {"undo", "trim_prefix", "export"} <= offered


def test_nothing_found_does_nothing(kit: Kit) -> None:
    box = opened(kit)
    kit.qtbot.keyClicks(box.field, "qqqq")
    assert box.model.rowCount() == 0
    kit.qtbot.keyClick(box.field, Qt.Key.Key_Return)
    assert box.isVisible()
