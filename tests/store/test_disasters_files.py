"""Files that are no sound project: each is refused with a sentence that names it, and unchanged."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from annotator.model.errors import (
    InputError,
    IsnadError,
    MachineError,
    NewerFileError,
    NotAProjectError,
)
from annotator.operations import articles, reading, tagging
from annotator.operations.project import Project, open_project
from annotator.store import schema
from annotator.store.check import check
from annotator.store.database import Database
from tests.shared import rounds
from tests.soak.gestures import dump, make_project


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a closed, sound project; tests copy it and never touch it."""
    path = tmp_path_factory.mktemp("sound") / "p.isnad"
    project = make_project(path, files=2)
    code = int(project.database.value("SELECT min(id) FROM code"))
    for row in articles.article_rows(project):
        for start in range(0, 600, 12):
            tagging.tag(project, row.id, [(start, start + 30)], code, memo="ملاحظة " * 20)
    project.close()
    return path


def run_sql(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()


def foreign_database(path: Path, sound: Path) -> None:
    run_sql(path, "CREATE TABLE notes (body TEXT)")


def browser_database(path: Path, sound: Path) -> None:
    shutil.copyfile(sound, path)
    run_sql(path, "PRAGMA application_id = 252006674")


NO_PROJECTS: dict[str, Callable[[Path, Path], object]] = {
    "empty": lambda path, sound: path.touch(),
    "text": lambda path, sound: path.write_text("نص عادي", encoding="utf-8"),
    "noise": lambda path, sound: path.write_bytes(Random(1).randbytes(70_000)),
    "zeros": lambda path, sound: path.write_bytes(bytes(8192)),
    "half a magic": lambda path, sound: path.write_bytes(b"SQLite for"),
    "only the magic": lambda path, sound: path.write_bytes(b"SQLite format 3\0"),
    "magic and noise": lambda path, sound: path.write_bytes(
        b"SQLite format 3\0" + Random(2).randbytes(65_520)
    ),
    "another program's database": foreign_database,
    "another program's mark": browser_database,
}


@pytest.mark.parametrize("kind", NO_PROJECTS)
def test_a_file_that_is_no_project_is_refused_by_name(
    kind: str, tmp_path: Path, sound: Path
) -> None:
    path = tmp_path / "article.isnad"
    NO_PROJECTS[kind](path, sound)
    content = path.read_bytes()
    with pytest.raises(NotAProjectError) as caught:
        open_project(path, "salma")
    assert "article.isnad" in caught.value.message
    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["article.isnad"]


def test_a_folder_is_refused_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "folder.isnad"
    folder.mkdir()
    with pytest.raises(MachineError, match=r"folder\.isnad"):
        open_project(folder)
    assert list(folder.iterdir()) == []


def test_a_missing_file_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nothing\.isnad"):
        open_project(tmp_path / "nothing.isnad")
    assert list(tmp_path.iterdir()) == []


def test_a_project_in_a_missing_folder_is_named_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder .*nowhere"):
        Database.create(tmp_path / "nowhere" / "p.isnad")
    assert list(tmp_path.iterdir()) == []


def test_a_later_versions_file_is_refused_politely(tmp_path: Path, sound: Path) -> None:
    path = tmp_path / "p.isnad"
    shutil.copyfile(sound, path)
    run_sql(path, f"PRAGMA user_version = {schema.SCHEMA_VERSION + 7}")
    content = path.read_bytes()
    with pytest.raises(NewerFileError) as caught:
        open_project(path, "salma")
    for told in ("p.isnad", str(schema.SCHEMA_VERSION), str(schema.SCHEMA_VERSION + 7)):
        assert told in caught.value.message
    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["p.isnad"]


@given(share=st.floats(0, 1, exclude_max=True))
@settings(max_examples=rounds(60, 1000))
def test_a_file_cut_short_anywhere_is_called_damaged(
    tmp_path_factory: pytest.TempPathFactory, sound: Path, share: float
) -> None:
    content = sound.read_bytes()
    cut = content[: int(share * len(content))]
    assert_refused_unchanged(tmp_path_factory.mktemp("cut") / "p.isnad", cut)


@pytest.mark.parametrize("missing", [1, 2, 100, 4095, 4096, 4097])
def test_a_file_without_its_last_bytes_is_called_damaged(
    tmp_path: Path, sound: Path, missing: int
) -> None:
    assert_refused_unchanged(tmp_path / "p.isnad", sound.read_bytes()[:-missing])


def assert_refused_unchanged(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(NotAProjectError) as caught:
        open_project(path, "salma")
    assert "p.isnad" in caught.value.message
    assert path.read_bytes() == content
    assert [each.name for each in path.parent.iterdir()] == ["p.isnad"]


def read_everything(project: Project) -> None:
    dump(project)
    for row in articles.article_rows(project):
        articles.article(project, row.id)
        articles.text(project, row.id)
        reading.annotations_of(project, row.id)


@given(seed=st.integers(0, 1 << 30))
@settings(max_examples=rounds(60, 1000))
def test_noise_in_the_middle_of_a_file_is_found_or_told(
    tmp_path_factory: pytest.TempPathFactory, sound: Path, seed: int
) -> None:
    random = Random(seed)
    content = bytearray(sound.read_bytes())
    start = random.randrange(100, len(content))
    length = random.choice((1, 8, 200, 4096))
    content[start : start + length] = random.randbytes(len(content[start : start + length]))
    path = tmp_path_factory.mktemp("noise") / "p.isnad"
    path.write_bytes(content)

    # Any other exception would reach the person as our own bug.
    with suppress(IsnadError), closing(open_project(path, read_only=True)) as project:
        if not check(project.database):
            read_everything(project)
    assert path.read_bytes() == bytes(content)


def test_a_table_that_lost_its_key_is_told(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "p.isnad"
    path.write_bytes(sound.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute(
            "UPDATE sqlite_master SET sql = replace(sql, 'PRIMARY KEY AUTOINCREMENT', '')"
            " WHERE name = 'coder'"
        )
        connection.commit()
    # Any other exception would reach the person as our own bug.
    with suppress(IsnadError), closing(open_project(path, read_only=True)) as project:
        assert "damaged" in " ".join(each.sentence for each in check(project.database))


@given(seed=st.integers(0, 1 << 30))
@settings(max_examples=rounds(25, 300))
def test_a_pending_file_cut_short_costs_only_the_newest_gestures(
    tmp_path_factory: pytest.TempPathFactory, sound: Path, seed: int
) -> None:
    """The machine stopped while ``-wal`` was being written: whole gestures stand, none in part."""
    folder = tmp_path_factory.mktemp("pending")
    work, crashed = folder / "p.isnad", folder / "crashed.isnad"
    shutil.copyfile(sound, work)
    states = []
    with closing(open_project(work, "salma")) as project:
        code = int(project.database.value("SELECT min(id) FROM code"))
        article = articles.article_rows(project)[0].id
        for start in range(3, 93, 10):
            states.append(dump(project))
            tagging.tag(project, article, [(start, start + 40)], code)
        states.append(dump(project))
        shutil.copyfile(work, crashed)
        pending = work.with_name("p.isnad-wal").read_bytes()
    cut = Random(seed).randrange(len(pending) + 1)
    crashed.with_name("crashed.isnad-wal").write_bytes(pending[:cut])

    with closing(open_project(crashed, "salma")) as project:
        assert check(project.database) == []
        assert dump(project) in states
        if cut == len(pending):
            assert dump(project) == states[-1]


def test_a_value_that_nobody_wrote_is_told_as_damage(sound: Path, tmp_path: Path) -> None:
    path = tmp_path / "p.isnad"
    shutil.copyfile(sound, path)
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("PRAGMA writable_schema = ON")
        loose = "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = 'text'"
        file.execute(loose, ("body TEXT NOT NULL", "body TEXT"))
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.execute("UPDATE text SET body = NULL")
        file.execute("PRAGMA writable_schema = ON")
        file.execute(loose, ("body TEXT", "body TEXT NOT NULL"))
    with closing(open_project(path, read_only=True)) as project:
        found = check(project.database)
    assert any("NULL value in text.body" in problem.sentence for problem in found)
    assert any("is damaged" in problem.sentence for problem in found)
