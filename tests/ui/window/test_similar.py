"""From words or a claim in the article to similar passages and their places, by key and by menu."""

from typing import Any

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu

from annotator.ui.models.similar_model import CLAIM_COLUMN, QUOTE_COLUMN
from tests.ui.window.kit import Kit, with_menu

CLAIM = "إن الحريق انتهى فجر الثلاثاء في ميناء السرو"


def panel_of(kit: Kit) -> Any:
    assert kit.window.workspace is not None
    panel: Any = kit.window.workspace.panel("similar")
    kit.qtbot.waitUntil(lambda: not panel.work.is_busy)
    kit.settle()
    return panel


def titles(panel: Any) -> list[str]:
    return [panel.model.item(row).passage.title for row in range(len(panel.model))]


def test_selected_words_are_looked_for_by_key(kit: Kit) -> None:
    kit.select("الحريق انتهى")
    kit.settle()
    kit.qtbot.keyClick(
        kit.view,
        Qt.Key.Key_L,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert kit.window.workspace is not None
    assert kit.window.workspace.below.current == "similar"
    assert panel_of(kit).asked.text() == "الحريق انتهى"


@with_menu
def test_a_claim_is_looked_for_from_the_menu_over_it(kit: Kit) -> None:
    kit.tag(CLAIM, Qt.Key.Key_C)
    kit.right_click(CLAIM)
    (menu,) = [each for each in kit.window.findChildren(QMenu) if each.isVisible()]
    entry = next(each for each in menu.actions() if each.objectName() == "similar_passages")
    kit.choose(menu, entry)
    assert panel_of(kit).asked.text() == CLAIM


def test_the_place_of_a_passage_is_selected_in_its_article(kit: Kit) -> None:
    kit.run("next_article")
    kit.select("الإدارة تجاهلت تحذيرات")
    kit.run("similar_passages")
    panel = panel_of(kit)
    panel.scope.choose("all")
    panel = panel_of(kit)
    assert titles(panel)
    assert panel.view.hasFocus(), "the keys work as soon as something is found"
    passage = panel.model.item(0).passage
    kit.run("previous_article")
    index = panel.model.index(0, 1)
    kit.qtbot.mouseClick(
        panel.view.viewport(),
        Qt.MouseButton.LeftButton,
        pos=panel.view.visualRect(index).center(),
    )
    kit.settle()
    assert kit.context.article is not None
    assert kit.context.article.id == passage.article
    low, high = kit.context.text_selection
    assert kit.text[low:high] == passage.quote


def test_without_anything_selected_it_says_not_now(kit: Kit) -> None:
    kit.window.run("similar_passages")
    assert kit.message == "\u2068Similar passages\u2069: not now."


def test_the_window_closes_while_passages_are_looked_for(kit: Kit) -> None:
    kit.select(CLAIM)
    kit.run("similar_passages")
    kit.window.close()
    assert kit.context.project is None


def test_the_list_has_its_key(kit: Kit) -> None:
    kit.qtbot.keyClick(kit.view, Qt.Key.Key_M, Qt.KeyboardModifier.AltModifier)
    assert kit.window.workspace is not None
    assert kit.window.workspace.below.current == "similar"


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_list_does_not_scroll_sideways_and_the_passage_keeps_room(
    closed: Kit, language: str
) -> None:
    kit = closed
    kit.settings["language"] = language
    kit.start()
    kit.window.resize(1440, 900)
    kit.run("next_article")
    kit.tag("ونفت الإدارة ذلك", Qt.Key.Key_C)
    kit.select("الإدارة تجاهلت تحذيرات")
    kit.run("similar_passages")
    panel = panel_of(kit)
    panel.scope.choose("all")
    panel = panel_of(kit)
    assert not panel.view.isColumnHidden(CLAIM_COLUMN)
    for size in (QSize(1000, 700), kit.window.minimumSize()):
        kit.window.resize(size)
        kit.settle()
        assert panel.view.horizontalScrollBar().maximum() == 0
        assert panel.view.columnWidth(QUOTE_COLUMN) >= 180
    kit.window.resize(1440, 900)
    kit.settle()
    assert not panel.view.isColumnHidden(CLAIM_COLUMN)
    kit.run("undo")
    panel.reloading.settle()
    assert panel.view.isColumnHidden(CLAIM_COLUMN)
    kit.window.resize(1400, 900)
    kit.settle()
    assert panel.view.isColumnHidden(CLAIM_COLUMN), "no room brings an empty column back"
