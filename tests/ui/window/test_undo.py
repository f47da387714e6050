"""Undo and redo reach everything: other articles, the codebook, the day before."""

from PySide6.QtCore import QPointF, Qt
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


def drag_end(kit: Kit, quote: str, target: str) -> None:
    """Drag the grip at the end of an annotation to the end of other words."""
    end = kit.view.lines_rects(*kit.place(quote))[0]
    kit.drag(QPointF(end.left(), end.center().y()).toPoint(), kit.point_in(target, 0.9))


def test_each_drag_of_a_grip_is_a_step_of_its_own(kit: Kit) -> None:
    kit.tag("الحريق انتهى", Qt.Key.Key_C)
    drag_end(kit, "الحريق انتهى", "فجر")
    drag_end(kit, "الحريق انتهى فجر", "الثلاثاء")
    assert kit.tagged == [("Claim", "الحريق انتهى فجر الثلاثاء")]
    kit.press(Qt.Key.Key_Z, ctrl=True)
    assert kit.tagged == [("Claim", "الحريق انتهى فجر")]
    kit.press(Qt.Key.Key_Z, ctrl=True)
    assert kit.tagged == [("Claim", "الحريق انتهى")]


def test_keys_that_resize_in_a_row_are_one_step_and_a_drag_is_none_of_it(kit: Kit) -> None:
    kit.tag("الحريق انتهى", Qt.Key.Key_C)
    drag_end(kit, "الحريق انتهى", "فجر")
    for _time in range(3):
        kit.press(Qt.Key.Key_Left, shift=True, ctrl=True)
    longest = kit.tagged[0][1]
    assert longest.startswith("الحريق انتهى فجر الثلاثاء في ")
    drag_end(kit, longest, "الثلاثاء")
    kit.press(Qt.Key.Key_Z, ctrl=True)
    assert kit.tagged == [("Claim", longest)]
    kit.press(Qt.Key.Key_Z, ctrl=True)
    assert kit.tagged == [("Claim", "الحريق انتهى فجر")]
    kit.press(Qt.Key.Key_Z, ctrl=True)
    assert kit.tagged == [("Claim", "الحريق انتهى")]


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
