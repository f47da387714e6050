"""The first page and the first run: new, open, the sample, recent projects, the coder's name."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from annotator.ui import asking
from tests.ui.window.kit import Kit


def test_the_first_page_offers_what_can_be_done(closed: Kit) -> None:
    window = closed.start(opened=False)
    assert window.welcome.isVisible()
    assert window.windowTitle() == "Isnad"
    assert not window.status.isVisible()
    assert set(window.welcome.buttons) == {"new_project", "open_project", "open_sample"}


def test_the_first_run_asks_for_the_coder_and_makes_a_project(
    closed: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed.settings["coder"] = ""
    window = closed.start(opened=False)
    wanted = tmp_path / "harbour.isnad"
    monkeypatch.setattr(asking, "ask_new_project_file", lambda *_args: wanted)
    monkeypatch.setattr(asking, "ask_text", lambda *_args, **_named: "Ghada")
    closed.qtbot.mouseClick(window.welcome.buttons["new_project"], Qt.MouseButton.LeftButton)
    closed.settle()
    assert closed.context.opened.path == wanted
    assert closed.context.opened.coder.name == "Ghada"
    assert closed.settings["coder"] == "Ghada"
    assert closed.settings["recent"][0] == str(wanted)
    assert not window.welcome.isVisible()
    assert window.pane is not None
    assert "no articles yet" in window.pane.empty.text()
    assert "Ctrl+I" in window.pane.empty.text()


def test_without_a_name_nothing_is_made(
    closed: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed.settings["coder"] = ""
    window = closed.start(opened=False)
    wanted = tmp_path / "harbour.isnad"
    monkeypatch.setattr(asking, "ask_new_project_file", lambda *_args: wanted)
    monkeypatch.setattr(asking, "ask_text", lambda *_args, **_named: None)
    window.run("new_project")
    assert not wanted.exists()
    assert window.welcome.isVisible()


def test_recent_projects_are_offered_and_those_gone_are_not(closed: Kit, tmp_path: Path) -> None:
    closed.settings["recent"] = [str(tmp_path / "gone.isnad"), str(closed.path)]
    window = closed.start(opened=False)
    rows = [b for b in window.welcome.findChildren(QPushButton) if b.property("role") == "row"]
    assert [row.accessibleName() for row in rows] == ["Open \u2068port-fire\u2069"]
    closed.qtbot.mouseClick(rows[0], Qt.MouseButton.LeftButton)
    closed.settle()
    assert closed.context.opened.path == closed.path
    assert closed.context.article is not None


def test_closing_the_project_goes_back_to_the_first_page(kit: Kit) -> None:
    kit.run("close_project")
    assert kit.window.welcome.isVisible()
    assert kit.context.project is None
    kit.window.projects.open_path(kit.path)
    kit.settle()
    assert kit.view.isVisible()


def test_the_sample_is_made_once_and_opened_again(closed: Kit) -> None:
    window = closed.start(opened=False)
    window.run("open_sample")
    closed.settle()
    first = closed.context.opened.path
    assert len(window.listed_articles()) >= 6
    closed.context.finish_loading()
    assert len(closed.marks) > 10
    window.run("close_project")
    window.run("open_sample")
    assert closed.context.opened.path == first


def test_several_coders_and_an_unknown_name_are_asked_about(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    kit.context.use_coder("Karim")
    kit.window.close()
    kit.settings["coder"] = "Nobody"
    asked = []

    def choose(_parent: object, _title: str, names: list[str], _other: str) -> str:
        asked.append(names)
        return "Karim"

    monkeypatch.setattr(asking, "ask_one", choose)
    kit.start()
    assert asked == [["Nobody", "Salma", "Karim"]]
    assert kit.context.opened.coder.name == "Karim"
