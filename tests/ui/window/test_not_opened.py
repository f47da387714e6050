"""What cannot be opened is told where a person looks: on the first page, with what and why."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from annotator.i18n import isolate
from annotator.model.errors import IsnadError, NotAProjectError
from annotator.operations import articles
from annotator.operations.project import Project, open_project
from annotator.ui import asking
from annotator.ui.project_commands import sample_path
from tests.ui.window.answering import Answers, press, refuse
from tests.ui.window.kit import Kit


def no_database(path: Path) -> None:
    path.write_text("a letter, not a project", encoding="utf-8")


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-3000])


def half(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 8192 * 4096])


def overwritten(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:4096] + b"\x5a" * (len(content) - 4096))


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE t(x)")
        other.commit()


def gone(path: Path) -> None:
    path.unlink()


Harm = Callable[[Path], None]
HARMS = (no_database, nothing, cut_short, half, overwritten, foreign, gone)


def recent(kit: Kit) -> list[QPushButton]:
    """Return the rows of the projects opened last."""
    buttons = kit.window.welcome.findChildren(QPushButton)
    return [each for each in buttons if each.property("role") == "row" and each.isVisible()]


def told(kit: Kit) -> str:
    """Return what the first page says, if it can be seen."""
    notice = kit.window.welcome.notice
    assert kit.window.welcome.isVisible()
    return notice.text() if notice.isVisible() else ""


@pytest.mark.parametrize("harm", HARMS, ids=lambda harm: harm.__name__)
def test_a_row_that_cannot_be_opened_says_so_on_the_page(closed: Kit, harm: Harm) -> None:
    closed.settings["recent"] = [str(closed.path)]
    closed.start(opened=False)
    assert told(closed) == ""
    harm(closed.path)
    closed.qtbot.mouseClick(recent(closed)[0], Qt.MouseButton.LeftButton)
    closed.settle()
    first, *reason = told(closed).split("\n")
    assert str(closed.path) in first
    assert any(reason)
    assert closed.context.project is None
    assert recent(closed) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_long_notice_is_seen_whole(closed: Kit, language: str) -> None:
    closed.settings["language"] = language
    window = closed.start(opened=False)
    folder = closed.path.parent / " ".join(["a very long name for a folder"] * 6)
    window.projects.open_path(folder / "thesis.isnad")
    closed.settle()
    notice = window.welcome.notice
    assert notice.height() >= notice.heightForWidth(notice.width()) > 3 * 14
    assert notice.visibleRegion().boundingRect().height() == notice.height()


def test_open_says_it_on_the_page_and_the_next_command_clears_it(
    closed: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = closed.start(opened=False)
    good = closed.path.read_bytes()
    no_database(closed.path)
    monkeypatch.setattr(asking, "ask_project_file", lambda *_args: closed.path)
    button = window.welcome.buttons["open_project"]
    closed.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert "is not an Isnad project" in told(closed)
    closed.path.write_bytes(good)
    closed.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    closed.settle()
    assert closed.context.opened.path == closed.path
    closed.run("close_project")
    assert told(closed) == ""


def test_a_file_that_another_program_holds_stays_among_the_recent(closed: Kit) -> None:
    closed.settings["recent"] = [str(closed.path)]
    closed.start(opened=False)
    with closing(sqlite3.connect(closed.path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        closed.qtbot.mouseClick(recent(closed)[0], Qt.MouseButton.LeftButton)
        assert "Another program is writing" in told(closed)
    closed.settle()
    assert len(recent(closed)) == 1
    closed.qtbot.mouseClick(recent(closed)[0], Qt.MouseButton.LeftButton)
    closed.settle()
    assert closed.context.opened.path == closed.path


def test_damage_that_opening_does_not_meet_is_told_and_the_first_page_stays(
    closed: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Pages of a table are read only when it is: the list of articles comes after the opening."""
    closed.start(opened=False)

    def fail(*_values: object) -> None:
        raise IsnadError("port-fire.isnad is damaged.")

    monkeypatch.setattr("annotator.operations.articles.article_rows", fail)
    assert not closed.window.projects.open_path(closed.path)
    assert "is damaged" in told(closed)
    monkeypatch.undo()
    with closing(open_project(closed.path)) as again:
        assert again.read_only == "", "the project was left open"


@pytest.mark.parametrize("alone", [False, True])
def test_a_damaged_project_is_told_in_a_dialog_and_leaves_the_open_one_open(
    kit: Kit, tmp_path: Path, answers: Answers, alone: bool
) -> None:
    other = tmp_path / "other.isnad"
    other.write_bytes(kit.path.read_bytes())
    cut_short(other)
    kit.tag("وكالة", Qt.Key.Key_S)
    if alone:
        kit.press(Qt.Key.Key_F11)
    answers.expect(press("Close"))
    assert not kit.window.projects.open_path(other)
    (told,) = answers.seen
    assert f"{isolate(str(other))} could not be opened." in told
    assert "damaged" in told
    assert kit.context.selected_annotation is not None
    assert kit.context.selected_annotation.span.quote == "وكالة"
    kit.tag("قالت", Qt.Key.Key_Q)


def test_the_open_project_stays_when_the_text_of_another_is_damaged(
    kit: Kit, tmp_path: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.isnad"
    other.write_bytes(kit.path.read_bytes())
    read = articles.text

    def text(project: Project, key: int) -> str:
        if project.path == other:
            raise NotAProjectError("other.isnad is damaged.")
        return read(project, key)

    monkeypatch.setattr(articles, "text", text)
    answers.expect(press("Close"))
    assert not kit.window.projects.open_path(other)
    assert "other.isnad is damaged." in answers.seen[0]
    assert kit.context.opened.path == kit.path
    kit.tag("قالت", Qt.Key.Key_Q)
    monkeypatch.undo()
    with closing(open_project(other)) as again:
        assert again.read_only == "", "the project was left open"


@pytest.mark.parametrize("harm", [no_database, nothing, cut_short], ids=lambda harm: harm.__name__)
def test_a_damaged_sample_is_told_and_can_be_made_anew(
    closed: Kit, answers: Answers, harm: Harm
) -> None:
    window = closed.start(opened=False)
    button = window.welcome.buttons["open_sample"]
    closed.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    closed.settle()
    closed.run("close_project")
    harm(sample_path())
    broken = sample_path().read_bytes()
    answers.expect(refuse)
    closed.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert str(sample_path()) in told(closed)
    assert sample_path().read_bytes() == broken
    answers.expect(press("Make it anew"))
    closed.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    closed.settle()
    assert closed.context.opened.path == sample_path()
    assert closed.context.opened.name == "sample"
    (kept,) = sample_path().parent.glob("sample.backups/replaced-*/sample.isnad")
    assert kept.read_bytes() == broken


def test_a_sample_that_cannot_be_written_is_told(closed: Kit, answers: Answers) -> None:
    sample_path().parent.parent.mkdir(parents=True, exist_ok=True)
    sample_path().parent.write_text("in the way", encoding="utf-8")
    window = closed.start(opened=False)
    answers.expect(press("Close"))
    button = window.welcome.buttons["open_sample"]
    closed.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert str(sample_path().parent) in answers.seen[0]
