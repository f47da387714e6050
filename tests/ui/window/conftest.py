"""A window for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from annotator.ui import asking
from tests.ui.window.answering import Answers
from tests.ui.window.kit import Kit, make_project, plain_look


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project file to copy."""
    return make_project(tmp_path_factory.mktemp("template") / "template.isnad")


@pytest.fixture
def closed(qtbot: QtBot, template: Path, tmp_path: Path) -> Iterator[Kit]:
    """A kit whose window is not there yet."""
    yield Kit(qtbot, template, tmp_path)
    plain_look()


@pytest.fixture
def kit(closed: Kit) -> Kit:
    """A window with the project and its first article open."""
    closed.start()
    return closed


@pytest.fixture(autouse=True)
def refuse_unanswered_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail where a question would wait for ever."""

    def unanswered(dialog: QDialog) -> int:
        raise AssertionError(f"nobody answers {dialog.windowTitle()!r}")

    monkeypatch.setattr(asking.Sheet, "exec", unanswered)


@pytest.fixture
def answers(refuse_unanswered_dialogs: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Answers]:
    """Let dialogs come, and answer them with real keys and clicks; all answers must be used."""
    monkeypatch.setattr(asking.Sheet, "exec", QDialog.exec)
    made = Answers()
    yield made
    made.stop()
    assert not made.left, "fewer dialogs came than were expected"
