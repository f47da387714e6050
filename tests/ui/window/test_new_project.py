"""New project: a file that is there is never lost, and never replaced unasked."""

from contextlib import closing
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog

from annotator.model.errors import MachineError
from annotator.operations import replacing
from annotator.operations.articles import article_rows
from annotator.operations.project import open_project
from annotator.ui import asking
from tests.ui.window.answering import Answer, Answers, key, press, refuse, write
from tests.ui.window.kit import TITLES, Kit, make_project, with_menu


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A project of three articles that is not open."""
    return make_project(tmp_path / "thesis.isnad")


@pytest.fixture
def chosen(kit: Kit, other: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Have the file dialog answered with that project."""
    monkeypatch.setattr(asking, "ask_new_project_file", lambda *_args: other)
    return other


def titles(path: Path) -> list[str]:
    with closing(open_project(path)) as project:
        return [row.title for row in article_rows(project)]


def type_name(name: str, folder: Path) -> Answer:
    """Answer Qt's own dialog by typing a name."""

    def answer(dialog: QDialog) -> None:
        assert isinstance(dialog, QFileDialog)
        dialog.setDirectory(str(folder))
        write(name)(dialog)

    return answer


@with_menu
def test_a_name_typed_without_its_ending_is_asked_about(
    kit: Kit, other: Path, answers: Answers
) -> None:
    before = other.read_bytes()
    answers.expect(type_name("thesis", other.parent), refuse)
    kit.run("new_project")
    assert len(answers.seen) == 2
    for said in ("thesis.isnad", "thesis.backups", str(other.parent)):
        assert said in answers.seen[1]
    assert other.read_bytes() == before
    assert kit.context.opened.path == kit.path


def test_enter_alone_replaces_nothing(kit: Kit, chosen: Path, answers: Answers) -> None:
    before = chosen.read_bytes()
    answers.expect(key(Qt.Key.Key_Return))
    kit.run("new_project")
    assert chosen.read_bytes() == before
    assert kit.context.opened.path == kit.path


def test_what_is_replaced_is_kept_and_said_where(kit: Kit, chosen: Path, answers: Answers) -> None:
    answers.expect(press("Replace"))
    kit.run("new_project")
    kit.settle()
    assert kit.context.opened.path == chosen
    assert article_rows(kit.context.opened) == []
    (kept,) = (chosen.parent / "thesis.backups").glob("replaced-*")
    assert titles(kept / "thesis.isnad") == list(TITLES)
    assert str(kept) in kit.message


def test_the_project_open_here_is_refused_and_untouched(
    kit: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "ask_new_project_file", lambda *_args: kit.path)
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.run("new_project")
    assert "open in this window" in kit.message
    assert kit.tagged == [("Cue", "قالت")]
    kit.window.close()
    kit.start()
    assert kit.tagged == [("Cue", "قالت")]


def test_a_project_open_elsewhere_is_refused_and_untouched(kit: Kit, chosen: Path) -> None:
    with closing(open_project(chosen)) as elsewhere:
        kit.run("new_project")
        assert "open for writing elsewhere" in kit.message
        assert len(article_rows(elsewhere)) == 3
    assert titles(chosen) == list(TITLES)
    assert not (chosen.parent / "thesis.backups").exists()


def test_a_failure_in_the_middle_is_told_and_changes_nothing(
    kit: Kit, chosen: Path, answers: Answers, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_values: object) -> None:
        raise MachineError("The disk is full.")

    monkeypatch.setattr(replacing, "create_project", fail)
    before = {path.name: path.read_bytes() for path in chosen.parent.glob("thesis*")}
    answers.expect(press("Replace"), press("Close"))
    kit.run("new_project")
    assert "The disk is full." in answers.seen[1]
    assert {path.name: path.read_bytes() for path in chosen.parent.glob("thesis*")} == before
    assert kit.context.opened.path == kit.path


def test_a_file_that_is_no_project_is_asked_about_and_kept(
    kit: Kit, chosen: Path, answers: Answers
) -> None:
    chosen.write_text("my notes", encoding="utf-8")
    answers.expect(refuse, press("Replace"))
    kit.run("new_project")
    assert chosen.read_text(encoding="utf-8") == "my notes"
    kit.run("new_project")
    (kept,) = (chosen.parent / "thesis.backups").glob("replaced-*/thesis.isnad")
    assert kept.read_text(encoding="utf-8") == "my notes"
    assert kit.context.opened.path == chosen
