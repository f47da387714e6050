"""Suggestions in the list: of one article and of all, a run, its rows, menus and languages."""

from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from annotator.arabic import suggest
from annotator.operations import cue_lexicon, suggesting
from annotator.operations.project import Project
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
    said,
)
from tests.ui.window.kit import TITLES, Kit, with_menu
from tests.ui.window.suggesting import (
    CLAIMED,
    IGNORED,
    UNION,
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
from tests.ui.workshop import nameless

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


# many articles


def test_a_run_lists_all_articles_with_counts_and_rows_lead_there(kit: Kit) -> None:
    listed = panel(kit)
    kit.run("suggest_everywhere")
    wait(kit)
    assert shown(listed, columns.CUE) == [SAID, CONFIRMED, ADDED, CLAIMED]
    assert shown(listed, columns.ARTICLE) == [TITLES[0]] * 3 + [TITLES[1]]
    assert shown(listed, columns.LEFT) == ["3", "3", "3", "1"]
    assert not listed.view.isColumnHidden(columns.LEFT)
    assert "4" in listed.count.text()
    assert "2" in listed.count.text()
    click_row(kit, listed, 3)
    assert kit.context.article is not None
    assert kit.context.article.article.title == TITLES[1]
    assert ghosts(kit) == [CLAIMED, UNION, IGNORED]
    press_in_list(kit, listed, Qt.Key.Key_Return)
    wait(kit)
    assert shown(listed, columns.CUE) == [SAID, CONFIRMED, ADDED]
    assert shown(listed, columns.LEFT) == ["3", "3", "3"]
    assert kit.context.article.article.title == TITLES[0]  # on to what is left, up the list
    assert ghosts(kit) == [ADDED, UNDER_CONTROL]
    kit.run("undo")
    wait(kit)
    assert shown(listed, columns.CUE) == [SAID, CONFIRMED, ADDED, CLAIMED]


def test_the_key_stays_in_the_article_while_all_are_listed(kit: Kit) -> None:
    kit.run("suggest_everywhere")
    wait(kit)
    kit.run("next_article")
    kit.view.setFocus()
    look(kit)
    assert kit.context.article is not None
    assert kit.context.article.article.title == TITLES[1]
    assert ghosts(kit) == [CLAIMED, UNION, IGNORED]


def test_a_listed_article_that_is_deleted_is_listed_no_more(kit: Kit) -> None:
    listed = panel(kit)
    kit.run("suggest_everywhere")
    wait(kit)
    kit.run("delete_article")
    assert shown(listed, columns.CUE) == [CLAIMED]
    kit.run("undo")
    assert len(listed.model) == 4


def test_what_the_lexicon_no_longer_suggests_says_so(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = panel(kit)
    kit.run("suggest_everywhere")
    wait(kit)
    monkeypatch.setattr(suggest, "suggest", lambda text, **_known: find(text)[1:])
    listed_cue = next(
        each for each in cue_lexicon.cue_lexicon(kit.context.opened) if each.entry.active
    )
    kit.context.run(cue_lexicon.switch_cues, [listed_cue.entry.uuid], active=False)
    wait(kit)
    click_row(kit, listed, 0)
    assert ghosts(kit) == []
    assert "suggest in all articles again" in kit.message


def test_a_key_held_down_decides_about_one(kit: Kit) -> None:
    look(kit)
    for repeated in (False, True, True):
        for key in (Qt.Key.Key_Backspace, Qt.Key.Key_Return):
            event = QKeyEvent(
                QKeyEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", repeated
            )
            if repeated or key == Qt.Key.Key_Backspace:
                QApplication.sendEvent(kit.view, event)
    kit.settle()
    assert ghosts(kit) == SECOND_GHOSTS
    assert kit.marks == []


def test_the_panels_parts_have_names(kit: Kit) -> None:
    assert nameless(panel(kit)) == []


def test_the_run_is_filtered_by_article_and_cue(kit: Kit) -> None:
    listed = panel(kit)
    kit.run("suggest_everywhere")
    wait(kit)
    listed.filter_field.setText(TITLES[1])
    listed.filter_field.apply()
    assert shown(listed, columns.CUE) == [CLAIMED]
    listed.filter_field.setText("اكد")
    listed.filter_field.apply()
    assert shown(listed, columns.CUE) == [CONFIRMED]


def test_the_next_article_with_suggestions_opens_with_its_first(kit: Kit) -> None:
    kit.run("suggest_everywhere")
    wait(kit)
    kit.view.setFocus()
    kit.press(Qt.Key.Key_F8, ctrl=True)
    wait(kit)
    assert kit.context.article is not None
    assert kit.context.article.article.title == TITLES[1]
    assert ghosts(kit) == [CLAIMED, UNION, IGNORED]
    kit.press(Qt.Key.Key_F8, ctrl=True)
    wait(kit)
    assert kit.context.article.article.title == TITLES[0]


def test_before_a_run_the_list_and_the_key_say_what_to_do(kit: Kit) -> None:
    listed = panel(kit)
    listed.scope.choose("project")
    wait(kit)
    assert "Suggest in all articles" in listed.empty.sentence
    kit.view.setFocus()
    kit.press(Qt.Key.Key_F8, ctrl=True)
    wait(kit)
    assert "suggest in all articles first" in kit.message


def test_what_a_run_found_is_listed_after_a_restart(kit: Kit) -> None:
    kit.run("suggest_everywhere")
    wait(kit)
    kit.restart()
    listed = panel(kit)
    listed.scope.choose("project")
    wait(kit)
    assert len(listed.model) == 4


def test_a_run_is_cancelled_by_its_button_and_ends_with_the_window(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = Event(), Event()

    def slow(text: str, **known: object) -> object:
        begun.set()
        go_on.wait(20)
        return find(text, **known)

    listed = panel(kit)
    monkeypatch.setattr(suggest, "suggest", slow)
    kit.run("suggest_everywhere")
    kit.qtbot.waitUntil(lambda: begun.is_set() and "of 3" in listed.count.text())
    assert listed.cancel_button.isVisible()
    assert not listed.run_button.isVisible()
    QTest.mouseClick(listed.cancel_button, Qt.MouseButton.LeftButton)
    go_on.set()
    wait(kit)
    assert "Stopped" in kit.message
    assert shown(listed, columns.CUE) == [SAID, CONFIRMED, ADDED]
    assert listed.run_button.isVisible()


@pytest.mark.parametrize("name", ["accept_suggestion", "reject_suggestion"])
def test_the_menu_decides_too_and_says_what_is_missing(kit: Kit, name: str) -> None:
    kit.run(name)
    assert "F8" in kit.message
    look(kit)
    kit.run(name)
    assert len(kit.marks) == (3 if name == "accept_suggestion" else 0)
    assert ghosts(kit) == SECOND_GHOSTS


def test_what_is_decided_while_the_list_is_read_is_not_in_it(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, go_on, listed_by = Event(), Event(), suggesting.listed

    def slow(project: Project) -> object:
        found = listed_by(project)
        read.set()
        go_on.wait(20)
        return found

    listed = panel(kit)
    click_row(kit, listed, 0)
    monkeypatch.setattr(suggesting, "listed", slow)
    kit.run("suggest_everywhere")
    kit.qtbot.waitUntil(read.is_set)
    kit.press(Qt.Key.Key_Return)
    assert len(said(kit)) == 1
    go_on.set()
    wait(kit)
    assert shown(listed, columns.CUE) == [CONFIRMED, ADDED, CLAIMED]


def test_closing_the_window_ends_a_run(kit: Kit) -> None:
    kit.run("suggest_everywhere")
    assert suggestions(kit).run.running
    assert kit.window.close()
    assert not suggestions(kit).run.running


def test_in_another_language_the_same_suggestion_is_shown(kit: Kit) -> None:
    look(kit)
    kit.press(Qt.Key.Key_Tab)
    kit.run("language_ar")
    kit.settle()
    assert ghosts(kit) == SECOND_GHOSTS
    hint = kit.window.attributing.suggestions.hint  # type: ignore[union-attr]
    assert "للقبول" in hint.text()
    kit.view.setFocus()
    kit.press(Qt.Key.Key_Left, shift=True, ctrl=True)
    kit.press(Qt.Key.Key_Return)
    assert said(kit)[0][1] == [CONFIRMED, SPEAKER]
    assert ghosts(kit) == [ADDED, UNDER_CONTROL]


def test_the_list_speaks_arabic_in_an_arabic_window(closed: Kit) -> None:
    closed.settings["language"] = "ar"
    closed.start()
    listed = panel(closed)
    assert shown(listed, columns.SOURCE)[2] == "(المتكلم السابق)"
    told = shown(listed, columns.KIND) + [listed.count.text(), listed.scope.text()]
    assert not any(letter.isascii() and letter.isalpha() for each in told for letter in each)
    click_row(closed, listed, 0)
    press_in_list(closed, listed, Qt.Key.Key_Left, shift=True, ctrl=True)
    assert held(closed).startswith(CLAIM + ".")  # left is on, here as anywhere
    press_in_list(closed, listed, Qt.Key.Key_Right, shift=True, ctrl=True)
    press_in_list(closed, listed, Qt.Key.Key_Return)
    assert ghosts(closed) == SECOND_GHOSTS


def test_the_tab_says_how_many_there_are(kit: Kit) -> None:
    listed = panel(kit)
    bar = kit.window.workspace.below.bar  # type: ignore[union-attr]
    titles = [bar.tabText(place) for place in range(bar.count())]
    assert "Suggestions 3" in titles
    click_row(kit, listed, 0)
    press_in_list(kit, listed, Qt.Key.Key_Return)
    titles = [bar.tabText(place) for place in range(bar.count())]
    assert "Suggestions 2" in titles


@with_menu
@pytest.mark.parametrize(("entry", "made"), [(0, 3), (1, 0)])
def test_a_row_is_decided_by_its_menu(kit: Kit, entry: int, made: int) -> None:
    listed = panel(kit)
    place = listed.view.visualRect(listed.model.index(1, columns.CONTENT)).center()
    listed.view.customContextMenuRequested.emit(place)
    kit.settle()
    assert ghosts(kit) == SECOND_GHOSTS
    menu = next(each for each in listed.findChildren(QMenu) if each.isVisible())
    kit.choose(menu, menu.actions()[entry])
    assert len(kit.marks) == made
    assert shown(listed, columns.CUE) == [SAID, ADDED]


def test_a_changed_lexicon_is_used_at_once(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    listed = panel(kit)
    assert SAID in shown(listed, columns.CUE)
    entry = next(
        each.entry
        for each in cue_lexicon.cue_lexicon(kit.context.opened)
        if (each.entry.cue, each.entry.kind) == ("قال", "verb")
    )
    kit.context.run(cue_lexicon.switch_cues, [entry.uuid], active=False)
    wait(kit)
    assert SAID not in shown(listed, columns.CUE)
    kit.run("undo")
    wait(kit)
    assert SAID in shown(listed, columns.CUE)


def test_the_real_rules_suggest_what_stands_in_the_article(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    look(kit)
    for _each in range(3):
        kit.press(Qt.Key.Key_Return)
    assert said(kit) == [
        (CLAIM, [SAID, AGENCY]),
        (SAFE, [CONFIRMED, SPEAKER]),
        (UNDER_CONTROL, [ADDED]),
    ]
