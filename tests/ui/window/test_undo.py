"""Undo and redo reach everything: other articles, the codebook, the day before."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.window.kit import TITLES, Kit


def test_undo_and_redo_by_key(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.press(Qt.Key.Key_Z, ctrl=True)
    assert kit.tagged == []
    kit.press(Qt.Key.Key_Y, ctrl=True)
    assert kit.tagged == [("Cue", "قالت")]


def test_the_hint_names_the_step(kit: Kit) -> None:
    hint = kit.window.hint
    assert not hint.isVisible()
    kit.tag("قالت", Qt.Key.Key_Q)
    assert hint.isVisible()
    assert "Tag Cue" in hint.button.toolTip()
    hint.button.click()
    kit.settle()
    assert kit.tagged == []
    assert not hint.isVisible()


def test_undo_goes_to_the_article_where_it_was(kit: Kit) -> None:
    mark = kit.tag("قالت", Qt.Key.Key_Q)
    kit.press(Qt.Key.Key_D)
    kit.run("next_article")
    assert kit.context.article is not None
    assert kit.context.article.article.title == TITLES[1]
    kit.run("undo")
    assert kit.context.article.article.title == TITLES[0]
    assert kit.marks[0].confidence == "unset"
    assert kit.context.selected == mark.id
    kit.run("undo")
    assert kit.tagged == []
    kit.run("next_article")
    kit.run("redo")
    assert kit.context.article.article.title == TITLES[0]
    assert kit.tagged == [("Cue", "قالت")]


def test_undo_works_after_a_restart(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.restart()
    assert kit.tagged == [("Cue", "قالت")]
    kit.run("undo")
    assert kit.tagged == []
    kit.restart()
    kit.run("redo")
    assert kit.tagged == [("Cue", "قالت")]


def test_undo_brings_back_a_deleted_article_with_its_annotations(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.run("delete_article")
    assert kit.context.article is not None
    assert kit.context.article.article.title == TITLES[1]
    assert kit.window.listed_articles() != []
    kit.run("undo")
    assert len(kit.window.listed_articles()) == 3
    assert kit.context.article.article.title == TITLES[0]
    assert kit.tagged == [("Cue", "قالت")]


def test_undo_is_offered_only_when_there_is_something(kit: Kit) -> None:
    actions = kit.window.menus.actions
    assert not actions["undo"].isEnabled()
    kit.tag("قالت", Qt.Key.Key_Q)
    assert actions["undo"].isEnabled()
    assert not actions["redo"].isEnabled()
    kit.run("undo")
    assert not actions["undo"].isEnabled()
    assert actions["redo"].isEnabled()


def test_the_gesture_is_on_the_disk_when_it_returns(kit: Kit) -> None:
    import sqlite3

    kit.tag("قالت", Qt.Key.Key_Q)
    other = sqlite3.connect(f"file:{kit.path}?mode=ro", uri=True)
    try:
        assert other.execute("SELECT count(*) FROM annotation").fetchone() == (1,)
    finally:
        other.close()
    assert QApplication.instance() is not None
