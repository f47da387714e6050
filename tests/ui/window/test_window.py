"""The window itself: opening, panels, coders, what the status bar says."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.operations.project import open_project
from annotator.ui import asking
from tests.ui.window.answering import Answers, press
from tests.ui.window.kit import CODER, TITLES, Kit


def test_the_window_says_whose_and_what_it_is(kit: Kit) -> None:
    status = kit.window.status
    assert kit.window.windowTitle() == "Port fire — Isnad"
    assert "All changes saved" in status.saved.text()
    assert CODER in status.coder.text()
    assert status.done.text() == "0 of 3 articles done"


def test_the_selection_is_told_in_code_points(kit: Kit) -> None:
    kit.select("وكالة أفق")
    start, end = kit.place("وكالة أفق")
    assert f"{start}–{end}" in kit.window.status.place.text()
    kit.view.select(0, 0)
    assert kit.window.status.place.text() == ""


def test_articles_by_key_and_how_far_the_set_is(kit: Kit) -> None:
    assert kit.context.article is not None
    kit.press(Qt.Key.Key_Return, ctrl=True)
    assert kit.window.status.done.text() == "1 of 3 articles done"
    assert kit.window.status.bar.value() == 1
    kit.press(Qt.Key.Key_PageDown, ctrl=True)
    assert kit.context.article.article.title == TITLES[1]
    kit.press(Qt.Key.Key_PageUp, ctrl=True)
    assert kit.context.article.article.title == TITLES[0]
    kit.press(Qt.Key.Key_PageUp, ctrl=True)
    assert kit.message == "This is the first article of the list."
    kit.press(Qt.Key.Key_Return, ctrl=True)
    assert kit.window.status.done.text() == "0 of 3 articles done"


def test_a_start_goes_to_the_first_article_that_is_not_done(kit: Kit) -> None:
    kit.run("status_done")
    kit.restart()
    assert kit.context.article is not None
    assert kit.context.article.article.title == TITLES[1]


def test_panels_are_hidden_shown_and_remembered(kit: Kit) -> None:
    workspace = kit.window.workspace
    assert workspace is not None
    assert workspace.cards["articles"].isVisible()
    kit.run("panel_articles")
    kit.run("panel_codebook")
    assert not workspace.cards["articles"].isVisible()
    assert not workspace.cards["codebook"].isVisible()
    assert workspace.cards["details"].isVisible()
    kit.window.resize(790, 740)  # fits the offscreen screen, which a restored window must
    kit.settle()
    narrow = workspace.end.width()
    kit.drag_handle(workspace.columns.handle(2), -60)
    wide = workspace.end.width()
    assert wide > narrow + 50
    kit.restart()
    again = kit.window.workspace
    assert again is not None
    assert not again.cards["articles"].isVisible()
    assert abs(again.end.width() - wide) < 12
    kit.window.menus.tick()
    assert not kit.window.menus.actions["panel_articles"].isChecked()
    kit.run("panel_articles")
    assert again.cards["articles"].isVisible()


def test_both_end_panels_hidden_give_their_room_to_the_article(kit: Kit) -> None:
    assert kit.window.workspace is not None
    before = kit.view.width()
    kit.run("panel_codebook")
    kit.run("panel_details")
    assert kit.view.width() > before + 200


def test_f11_leaves_the_article_alone_and_brings_all_back(kit: Kit) -> None:
    workspace = kit.window.workspace
    assert workspace is not None
    kit.run("panel_history" if "panel_history" in kit.window.menus.actions else "panel_articles")
    shown = {name for name, card in workspace.cards.items() if card.isVisible()}
    kit.press(Qt.Key.Key_F11)
    assert not any(card.isVisible() for card in workspace.cards.values())
    assert kit.view.isVisible()
    kit.press(Qt.Key.Key_F11)
    assert {name for name, card in workspace.cards.items() if card.isVisible()} == shown


def test_f6_goes_round_the_panels_and_back_to_the_article(kit: Kit) -> None:
    workspace = kit.window.workspace
    assert workspace is not None
    seen = []
    for _time in range(5):
        kit.run("next_panel")
        focused = QApplication.focusWidget()
        places = {"reader": workspace.reader, "below": workspace.below, **workspace.panels}
        seen.append(next(n for n, w in places.items() if w.isAncestorOf(focused)))
    assert sorted(seen) == ["articles", "below", "codebook", "details", "reader"]
    assert kit.view.hasFocus()


def test_switching_the_coder_shows_their_marks_only(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    monkeypatch.setattr(asking, "ask_one", lambda *_args: "Karim")
    kit.window.status.coder.click()
    kit.settle()
    assert "Karim" in kit.window.status.coder.text()
    assert kit.settings["coder"] == "Karim"
    assert kit.tagged == []
    kit.tag("وأكد", Qt.Key.Key_Q)
    kit.run("marks_everybody")
    assert [quote for _code, quote in kit.tagged] == ["قالت", "وأكد"]
    kit.context.select(kit.marks[0].id)
    kit.press(Qt.Key.Key_Delete)
    assert len(kit.tagged) == 2
    kit.run("copy_to_own")
    assert [quote for _code, quote in kit.tagged] == ["قالت", "قالت", "وأكد"]
    kit.run("marks_own")
    assert [quote for _code, quote in kit.tagged] == ["قالت", "وأكد"]


def test_marks_of_chosen_coders(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.context.use_coder("Karim")
    salma = next(who.id for who in kit.context.opened.coders() if who.name == CODER)
    monkeypatch.setattr(asking, "ask_some", lambda *_args: [salma])
    kit.window.status.marks.click()
    assert [quote for _code, quote in kit.tagged] == ["قالت"]
    assert kit.window.status.marks.text() == "Marks of 1 coder"


def test_a_second_window_reads_only_and_says_so(kit: Kit, qtbot: QtBot) -> None:
    assert kit.window.pane is not None
    assert not kit.window.pane.banner.isVisible()
    first = kit.window
    kit.tag("قالت", Qt.Key.Key_Q)
    second = kit.start()
    assert second.pane is not None
    assert second.pane.banner.isVisible()
    assert second.status.saved.text() == "Read-only"
    kit.select("وأكد")
    kit.press(Qt.Key.Key_C)
    assert len(kit.tagged) == 1
    assert not second.menus.actions["import_files"].isEnabled()
    assert second.menus.actions["export"].isEnabled()
    assert first.context.can_write


def test_closing_leaves_one_file_and_frees_it(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.window.close()
    names = {path.name for path in kit.path.parent.iterdir()} - {"settings.json"}
    assert names == {kit.path.name}
    project = open_project(kit.path)
    assert project.read_only == ""
    project.close()


def test_zoom_and_spacing_are_remembered(kit: Kit) -> None:
    kit.run("zoom_in")
    kit.run("zoom_in")
    kit.run("wider_lines")
    assert kit.settings["reading_size"] == 26
    assert kit.settings["line_spacing"] == 2.5
    kit.run("zoom_reset")
    assert kit.settings["reading_size"] == 21


def test_the_daily_copy_is_made_once(kit: Kit) -> None:
    folder = kit.path.with_name("port-fire.backups")
    kit.window.back_up_quietly()
    kit.window.backups.finish()
    assert len(list(folder.iterdir())) == 1
    kit.window.back_up_quietly()
    kit.window.backups.finish()
    assert len(list(folder.iterdir())) == 1


def test_editing_the_title_shows_at_once(kit: Kit) -> None:
    from annotator.operations import articles

    assert kit.context.article is not None
    before = kit.view.grab().toImage()
    kit.context.run(articles.edit_article, kit.context.article.id, title="عنوان آخر")
    kit.settle()
    assert kit.context.article.article.title == "عنوان آخر"
    assert kit.view.grab().toImage() != before


def test_check_finds_nothing_wrong(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.run("check_project")
    assert kit.message == "Nothing is wrong with the project."


def test_check_tells_what_is_wrong_and_whose_it_is(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    database = kit.context.opened.database
    with database.step("break", kind="wall"):
        database.write("UPDATE fragment SET quote = 'x'")
    told: list[str] = []
    monkeypatch.setattr(asking, "tell", lambda _window, *words: told.extend(words))
    kit.run("check_project")
    assert told[0] == "1 finding"
    assert told[1].endswith(f"(\u2068{CODER}\u2069)")


def test_backing_up_now_says_where(kit: Kit) -> None:
    kit.run("back_up")
    copies = list(kit.path.with_name("port-fire.backups").iterdir())
    assert len(copies) == 1
    assert copies[0].name in kit.message


def test_the_project_is_renamed_and_given_a_memo(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ask_details", lambda *_args: ("Harbour", "Two weeks of papers"))
    kit.run("project_details")
    assert kit.window.windowTitle() == "Harbour — Isnad"
    kit.run("undo")
    assert kit.window.windowTitle() == "Port fire — Isnad"


def test_every_focusable_widget_has_a_name(kit: Kit) -> None:
    from PySide6.QtWidgets import QLabel, QWidget

    def nameless(widget: QWidget) -> bool:
        said = widget.accessibleName() or getattr(widget, "text", lambda: "")()
        internal = widget.objectName().startswith("qt_") or isinstance(widget, QLabel)
        return not said and not internal

    missing = [
        f"{type(widget).__name__} in {type(widget.parentWidget()).__name__}"
        for widget in kit.window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.isVisibleTo(kit.window)
        and nameless(widget)
    ]
    assert missing == []


def test_a_broken_file_is_refused_with_a_sentence(
    kit: Kit, tmp_path: Path, answers: Answers
) -> None:
    broken = tmp_path / "broken.isnad"
    broken.write_text("nothing of the kind")
    answers.expect(press("Close"))
    assert not kit.window.projects.open_path(broken)
    assert "is not an Isnad project" in answers.seen[0]
    assert kit.context.opened.path == kit.path
