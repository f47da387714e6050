"""Files of every earlier version open: backed up, brought up to date, sound, nothing lost."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.model.errors import MachineError
from annotator.operations import history, tagging
from annotator.operations.checking import check_project
from annotator.operations.project import open_project
from annotator.store import schema
from annotator.store.backup import backups
from annotator.store.database import Database
from tests.shared import PROJECT

KEPT = sorted((PROJECT / "tests" / "data" / "projects").glob("v*.isnad"))
TABLES = ("coder", "code", "variable", "article", "article_variable", "article_status")


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as file:
        return int(file.execute("PRAGMA user_version").fetchone()[0])


def rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return somebody's work as any program reads it."""
    with closing(sqlite3.connect(path)) as file:
        return {
            table: file.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in (*TABLES, "annotation", "fragment")
        }


@pytest.fixture(params=KEPT, ids=lambda path: path.stem)
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Give a copy of a kept file."""
    return Path(shutil.copyfile(request.param, tmp_path / "old.isnad"))


def test_every_version_before_this_one_is_kept() -> None:
    assert {version_of(path) for path in KEPT} >= set(range(1, schema.SCHEMA_VERSION))


def test_an_old_file_opens_with_all_its_work(old: Path) -> None:
    before, version = rows_of(old), version_of(old)
    project = open_project(old, "Salma")
    assert check_project(project) == []
    tagging.tag(project, 1, [(0, 5)], 1)
    history.undo(project)
    project.close()
    assert rows_of(old) == before
    assert version_of(old) == schema.SCHEMA_VERSION
    assert [version_of(copy) for copy in backups(old)] == [version] * (
        version < schema.SCHEMA_VERSION
    )


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> int:
    """Let the program know one more version of the schema, which adds nothing."""
    monkeypatch.setattr(schema, "SCHEMA_VERSION", schema.SCHEMA_VERSION + 1)
    return schema.SCHEMA_VERSION


def test_a_copy_is_kept_before_a_file_is_brought_up_to_date(old: Path, next_version: int) -> None:
    before, version = rows_of(old), version_of(old)
    with Database.open(old):
        pass
    assert version_of(old) == next_version
    (copy,) = backups(old)
    assert (version_of(copy), rows_of(copy)) == (version, before)


def test_without_room_for_the_copy_the_file_stays_as_it_is(old: Path, next_version: int) -> None:
    before = old.read_bytes()
    old.with_name("old.backups").write_text("in the way")
    with pytest.raises(MachineError, match="backup"):
        Database.open(old)
    assert old.read_bytes() == before
    assert version_of(old) < next_version


def test_nothing_is_undone_across_a_new_version(old: Path, next_version: int) -> None:
    project = open_project(old, "Salma")
    assert history.undoable(project) is None
    assert not history.undo(project)
    assert history.steps(project)[0].kind == "wall"
    assert version_of(old) == next_version
    project.close()
