"""The search index is made quietly while somebody works, and never in the way."""

import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt

from annotator.model.article import ArticleDraft
from annotator.model.changes import Changes
from annotator.model.errors import Cancelled, LockedError
from annotator.operations import indexing
from annotator.operations.project import Project, open_project
from annotator.store import articles, search_index
from annotator.store.database import Database
from annotator.ui import index_work
from tests.shared import PROJECT
from tests.ui.window.kit import Kit

Work = Callable[..., int]


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AFTER_OPENING", "AFTER_CHANGE", "AGAIN"):
        monkeypatch.setattr(index_work, name, 0)
    monkeypatch.setattr(index_work, "_LOOK", 1)


def add(project: Project) -> Changes:
    with project.database.step("Import", project.coder.id) as step:
        articles.add(project.database, ArticleDraft("زيتون القرية", "زيتون"))
    return step.changes


def test_an_opened_project_is_indexed_and_what_is_imported_later_too(closed: Kit) -> None:
    window = closed.start(opened=False)
    with closed.qtbot.waitSignal(window.index_work.finished):
        assert window.projects.open_path(closed.path)
        assert not indexing.is_indexed(closed.context.opened)
    assert indexing.is_indexed(closed.context.opened)
    with closed.qtbot.waitSignal(window.index_work.finished):
        closed.context.run(add)
        assert not indexing.is_indexed(closed.context.opened)
    assert indexing.is_indexed(closed.context.opened)
    assert not window.status.indexing.isVisible()


def test_the_status_bar_tells_how_far_it_is_and_closing_ends_it(
    closed: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended = threading.Event()

    def endless(project: Project, cancelled: Any, progress: Any) -> int:
        progress(3, 12, "")
        while not cancelled():
            threading.Event().wait(0.002)
        assert project.database.value("SELECT 1") == 1  # its connection is open still
        ended.set()
        raise Cancelled("stopped")

    monkeypatch.setattr(indexing, "index_pending", endless)
    window = closed.start()
    closed.qtbot.waitUntil(window.status.indexing.isVisible)
    assert window.status.indexing.text() == "Search index: 3 of 12 texts"
    window.close()
    assert ended.is_set()
    assert not window.index_work.busy
    assert sorted(path.name for path in closed.path.parent.glob("port-fire.isnad*")) == [
        "port-fire.isnad"
    ]


def test_changes_while_it_is_at_work_are_taken_up_afterwards(
    closed: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, gate, rounds = indexing.index_pending, threading.Event(), []

    def gated(project: Project, cancelled: Any, progress: Any) -> int:
        rounds.append(real(project, cancelled, progress))
        gate.wait(5)
        return rounds[-1]

    monkeypatch.setattr(indexing, "index_pending", gated)
    window = closed.start()
    closed.qtbot.waitUntil(lambda: bool(rounds))
    with closed.qtbot.waitSignal(window.index_work.finished):
        closed.context.run(add)
        gate.set()
    assert rounds == [3, 1]


def test_it_tries_again_when_another_program_writes(
    closed: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, hindered = indexing.index_pending, [LockedError("busy"), LockedError("busy")]

    def hampered(project: Project, cancelled: Any, progress: Any) -> int:
        if hindered:
            raise hindered.pop()
        return real(project, cancelled, progress)

    monkeypatch.setattr(indexing, "index_pending", hampered)
    window = closed.start(opened=False)
    with closed.qtbot.waitSignal(window.index_work.finished):
        window.projects.open_path(closed.path)
    assert indexing.is_indexed(closed.context.opened)


def test_a_window_that_only_reads_leaves_the_file_alone(closed: Kit) -> None:
    holder = open_project(closed.path, "Salma")
    window = closed.start()
    assert closed.context.opened.read_only
    assert not window.index_work.busy
    closed.window.close()
    holder.close()


def test_keys_tag_between_two_slices(closed: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    real, tagged, written = search_index.add, threading.Event(), []

    def in_turn(database: Database, folded: Any) -> None:
        real(database, folded)
        written.append(len(folded))
        tagged.wait(5)

    monkeypatch.setattr(indexing, "SLICE", 1)
    monkeypatch.setattr(search_index, "add", in_turn)
    window = closed.start()
    closed.qtbot.waitUntil(lambda: bool(written))
    with closed.qtbot.waitSignal(window.index_work.finished):
        closed.tag("قالت", Qt.Key.Key_Q)
        assert written == [1]
        tagged.set()
    assert written == [1, 1, 1]
    assert closed.tagged == [("Cue", "قالت")]


def test_nothing_heavy_is_loaded_on_the_way_to_it() -> None:
    code = (
        "import sys, annotator.ui.main_window;"
        "print(sorted({'numpy', 'regex', 'annotator.operations.indexing'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
