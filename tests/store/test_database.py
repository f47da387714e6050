"""Creating, opening, closing; who may write; what a step promises."""

import errno
import os
import sqlite3
import sys
from pathlib import Path

import pytest

from annotator.model.errors import (
    ConflictError,
    InputError,
    LockedError,
    NewerFileError,
    NotAProjectError,
)
from annotator.operations import tagging
from annotator.operations.project import Project, create_project, open_project
from annotator.store import articles, schema
from annotator.store.database import Database
from annotator.store.lock import WriterLock
from annotator.store.migrations import migrations
from tests.store.projects import TEXT, add_article, make_project, place


def test_a_closed_project_is_one_file(tmp_path: Path) -> None:
    make_project(tmp_path).close()
    assert [path.name for path in tmp_path.iterdir()] == ["test.isnad"]


def test_the_file_says_what_it_is(tmp_path: Path) -> None:
    make_project(tmp_path).close()
    connection = sqlite3.connect(tmp_path / "test.isnad")
    assert connection.execute("PRAGMA application_id").fetchone()[0] == schema.APPLICATION_ID
    assert connection.execute("PRAGMA user_version").fetchone()[0] == schema.SCHEMA_VERSION
    strict = connection.execute(
        "SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE '\\_sqlite%' ESCAPE '\\'"
    ).fetchall()
    assert strict == []
    connection.close()


def test_the_schema_version_counts_the_migrations() -> None:
    assert len(migrations._migrations) == schema.SCHEMA_VERSION


def test_work_is_there_after_reopening(project: Project) -> None:
    tagging.tag(project, 1, [place(TEXT, "وكالة «أفق»")], 2)
    project.close()
    again = open_project(project.path)
    assert again.coder.name == "سلمى"
    assert again.database.value("SELECT quote FROM segments") == "وكالة «أفق»"
    again.close()


def test_a_second_opening_reads_and_says_who_writes(project: Project) -> None:
    second = open_project(project.path)
    assert str(os.getpid()) in second.read_only
    assert articles.text(second.database, 1) == TEXT
    with pytest.raises(LockedError):
        tagging.tag(second, 1, [(0, 4)], 1)
    second.close()
    assert project.path.with_name("test.isnad.lock").exists(), "the reader took the lock away"


def test_the_lock_is_free_after_closing(project: Project) -> None:
    project.close()
    again = open_project(project.path)
    assert again.read_only == ""
    again.close()


def test_a_newer_file_is_refused_and_left_alone(project: Project) -> None:
    project.close()
    connection = sqlite3.connect(project.path)
    connection.execute(f"PRAGMA user_version = {schema.SCHEMA_VERSION + 1}")
    connection.close()
    before = project.path.read_bytes()
    with pytest.raises(NewerFileError, match="later version"):
        Database.open(project.path)
    assert project.path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"not a database at all, only words" * 9])
def test_another_kind_of_file_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "letter.isnad"
    path.write_bytes(content)
    with pytest.raises(NotAProjectError, match=r"letter\.isnad"):
        Database.open(path)
    assert path.read_bytes() == content
    assert list(tmp_path.iterdir()) == [path]


def test_a_foreign_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.isnad"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE cats (name)")
    connection.close()
    with pytest.raises(NotAProjectError):
        Database.open(path)


def test_a_missing_file_is_not_created(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no file"):
        Database.open(tmp_path / "nothing.isnad")
    assert list(tmp_path.iterdir()) == []


def test_creating_never_overwrites(project: Project) -> None:
    with pytest.raises(InputError, match="exists already"):
        create_project(project.path)
    assert articles.text(project.database, 1) == TEXT


def test_a_project_made_in_the_same_moment_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    acquire = WriterLock.acquire

    def come_second(lock: WriterLock) -> None:
        monkeypatch.setattr(WriterLock, "acquire", acquire)
        make_project(tmp_path).close()
        acquire(lock)

    monkeypatch.setattr(WriterLock, "acquire", come_second)
    with pytest.raises(InputError, match="exists already"):
        Database.create(tmp_path / "test.isnad")
    again = open_project(tmp_path / "test.isnad")
    assert articles.text(again.database, 1) == TEXT
    assert again.read_only == ""
    again.close()


@pytest.mark.skipif(sys.platform == "win32", reason="flock is the other systems'")
def test_a_folder_that_knows_no_locks_is_told_as_such(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()

    def refuse(_handle: int, _how: int) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", refuse)
    with Database.open(project.path) as again:
        assert "No locks available" in again.read_only
        assert "elsewhere" not in again.read_only


def test_half_a_character_is_refused_with_a_sentence(project: Project) -> None:
    key = tagging.tag(project, 1, [place(TEXT, "وكالة")], 1).created[0]
    with pytest.raises(InputError, match="lone surrogate"):
        tagging.set_memo(project, key, "a\ud800")
    with pytest.raises(InputError, match="lone surrogate"):
        project.use_coder("a\udcff")
    tagging.set_memo(project, key, "whole")


def test_a_failing_step_leaves_nothing(project: Project) -> None:
    def state() -> list[object]:
        return project.database.rows("SELECT article.*, (SELECT count(*) FROM step) FROM article")

    def fail_half_way() -> None:
        with project.database.step("Broken", project.coder.id):
            articles.update(project.database, 1, {"title": "آخر"})
            raise ZeroDivisionError

    before = state()
    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    assert state() == before


def test_nothing_is_written_outside_a_step(project: Project) -> None:
    with pytest.raises(RuntimeError, match="step"):
        articles.update(project.database, 1, {"title": "آخر"})


def test_a_step_that_changes_nothing_leaves_no_trace(project: Project) -> None:
    before = project.database.value("SELECT count(*) FROM step")
    with project.database.step("Nothing", project.coder.id) as step:
        pass
    assert not step.changes
    assert project.database.value("SELECT count(*) FROM step") == before


def test_a_row_that_others_refer_to_cannot_go(project: Project) -> None:
    tagging.tag(project, 1, [(0, 4)], 1)
    with (
        pytest.raises(ConflictError),
        project.database.step("Delete the code", project.coder.id),
    ):
        project.database.write("DELETE FROM code WHERE id = 1")
    assert project.database.value("SELECT count(*) FROM code") == 3


def test_texts_are_stored_once(project: Project) -> None:
    add_article(project, title="نسخة")
    assert project.database.value("SELECT count(*) FROM text") == 1
    assert project.database.value("SELECT count(*) FROM article") == 2


def test_a_worker_writes_beside_an_open_reader(project: Project) -> None:
    worker = project.another_connection()
    tagging.tag(worker, 1, [(0, 4)], 1)
    worker.close()
    assert project.database.value("SELECT count(*) FROM annotation") == 1


def test_the_disk_has_a_gesture_when_it_returns(project: Project) -> None:
    # No kill shows it, only a pulled plug: SQLite must wait for the disk at each commit.
    assert project.database.value("PRAGMA synchronous") == 2
    assert project.database.value("PRAGMA journal_mode") == "wal"
    project.close()
    with Database.open(project.path) as again:
        assert again.value("PRAGMA synchronous") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="flock is the other systems'")
def test_a_lock_whose_file_was_removed_meanwhile_is_taken_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    first, second = WriterLock(tmp_path / "p.isnad"), WriterLock(tmp_path / "p.isnad")
    lock_file, flock = fcntl.flock, fcntl.flock

    def removed_just_before(handle: int, how: int) -> None:
        monkeypatch.setattr("fcntl.flock", flock)
        first.path.unlink()  # as the last holder does when it lets go
        lock_file(handle, how)

    monkeypatch.setattr("fcntl.flock", removed_just_before)
    first.acquire()
    with pytest.raises(LockedError):
        second.acquire()
    first.release()
