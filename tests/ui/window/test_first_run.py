"""Whoever codes is asked for, once, and nobody codes under another's name."""

from contextlib import closing

import pytest
from PySide6.QtCore import Qt

from annotator.operations.project import create_project, open_project
from annotator.ui.project_commands import sample_path
from tests.ui.window.answering import Answer, Answers, key, press, refuse, write
from tests.ui.window.kit import CODER, Kit


@pytest.fixture
def newcomer(closed: Kit) -> Kit:
    """A window on its first run, at the first page."""
    closed.settings["coder"] = ""
    closed.start(opened=False)
    return closed


def open_sample(kit: Kit) -> None:
    button = kit.window.welcome.buttons["open_sample"]
    kit.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    kit.settle()
    kit.context.finish_loading()


def coder_of_newest(kit: Kit) -> str:
    project = kit.context.opened
    mark = kit.context.selected_annotation
    assert mark is not None
    return next(who.name for who in project.coders() if who.id == mark.coder)


def test_the_sample_asks_who_codes_and_shows_its_annotations(
    newcomer: Kit, answers: Answers
) -> None:
    answers.expect(write("Ghada"))
    open_sample(newcomer)
    assert "Who is coding?" in answers.seen[0]
    project = newcomer.context.opened
    assert project.coder.name == "Ghada"
    assert newcomer.settings["coder"] == "Ghada"
    assert {who.name for who in project.coders()} == {"Salma", "Karim", "Ghada"}
    names = {who.id: who.name for who in project.coders()}
    assert {"Salma"} <= {names[mark.coder] for mark in newcomer.marks} <= {"Salma", "Karim"}
    newcomer.view.setFocus()
    newcomer.view.select(0, 6)
    newcomer.press(Qt.Key.Key_B)
    assert coder_of_newest(newcomer) == "Ghada"


def test_the_sample_is_never_empty_for_whoever_comes_back(newcomer: Kit, answers: Answers) -> None:
    answers.expect(write("Ghada"))
    open_sample(newcomer)
    shown = len(newcomer.marks)
    assert shown > 10
    newcomer.window.close()
    newcomer.start(opened=False)
    open_sample(newcomer)
    assert newcomer.context.opened.coder.name == "Ghada"
    assert len(newcomer.marks) == shown
    assert len(answers.seen) == 1, "the name is known now"


def test_without_a_name_no_sample_is_made(newcomer: Kit, answers: Answers) -> None:
    answers.expect(refuse)
    open_sample(newcomer)
    assert newcomer.context.project is None
    assert not sample_path().exists()


def test_a_sample_that_is_there_may_be_looked_at_by_nobody(newcomer: Kit, answers: Answers) -> None:
    answers.expect(write("Ghada"))
    open_sample(newcomer)
    newcomer.run("close_project")
    newcomer.settings["coder"] = ""
    answers.expect(refuse)
    open_sample(newcomer)
    assert not newcomer.context.opened.has_coder
    assert len(newcomer.marks) > 10
    before = len(newcomer.marks)
    newcomer.view.setFocus()
    newcomer.view.select(0, 6)
    newcomer.press(Qt.Key.Key_B)
    assert len(newcomer.marks) == before
    assert newcomer.message == "Say first who is coding."


def test_a_project_without_coders_asks_for_the_name(newcomer: Kit, answers: Answers) -> None:
    path = newcomer.path.with_name("fresh.isnad")
    create_project(path).close()
    answers.expect(write("Ghada"))
    newcomer.window.projects.open_path(path)
    assert newcomer.context.opened.coder.name == "Ghada"
    assert newcomer.settings["coder"] == "Ghada"


@pytest.mark.parametrize(
    ("answer", "name"), [(key(Qt.Key.Key_Return), CODER), (write("Ghada"), "Ghada")]
)
def test_a_project_of_one_coder_offers_that_name_once(
    newcomer: Kit, answers: Answers, answer: Answer, name: str
) -> None:
    answers.expect(answer)
    newcomer.window.projects.open_path(newcomer.path)
    newcomer.settle()
    assert "Who is coding?" in answers.seen[0]
    assert newcomer.context.opened.coder.name == name
    assert newcomer.settings["coder"] == name
    newcomer.view.setFocus()
    newcomer.tag("قالت", Qt.Key.Key_Q)
    assert coder_of_newest(newcomer) == name
    newcomer.restart()
    assert newcomer.context.opened.coder.name == name
    assert len(answers.seen) == 1, "the name is known now"


def test_who_does_not_say_their_name_codes_as_nobody(newcomer: Kit, answers: Answers) -> None:
    answers.expect(refuse)
    newcomer.window.projects.open_path(newcomer.path)
    newcomer.settle()
    assert not newcomer.context.opened.has_coder
    assert newcomer.view.isVisible()
    assert newcomer.settings["coder"] == ""


def test_a_project_that_can_only_be_read_asks_nobody(newcomer: Kit) -> None:
    with closing(open_project(newcomer.path)) as writing:
        assert not writing.read_only
        newcomer.window.projects.open_path(newcomer.path)
        newcomer.settle()
        assert newcomer.context.opened.read_only
        newcomer.window.close()


def test_anothers_project_asks_before_anything_is_stored_under_their_name(
    closed: Kit, answers: Answers
) -> None:
    closed.settings["coder"] = "Ghada"
    closed.start(opened=False)
    answers.expect(press("Ghada"))
    closed.window.projects.open_path(closed.path)
    closed.settle()
    assert closed.context.opened.coder.name == "Ghada"
    closed.view.setFocus()
    closed.tag("قالت", Qt.Key.Key_Q)
    assert coder_of_newest(closed) == "Ghada"


def test_refusing_to_say_who_codes_makes_nobody_code(closed: Kit, answers: Answers) -> None:
    closed.settings["coder"] = "Ghada"
    closed.start(opened=False)
    answers.expect(refuse)
    closed.window.projects.open_path(closed.path)
    closed.settle()
    closed.view.setFocus()
    closed.select("قالت")
    closed.press(Qt.Key.Key_Q)
    assert closed.tagged == []
    assert "nobody yet" in closed.window.status.coder.text()
    closed.window.close()
    with closing(open_project(closed.path)) as project:
        assert [who.name for who in project.coders()] == ["Salma"]
