"""A new project in the place of another file: what was there is kept whole, or is as it was."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from annotator.model.article import ArticleDraft
from annotator.model.errors import LockedError, MachineError
from annotator.operations import replacing
from annotator.operations.articles import article_rows
from annotator.operations.project import Project, back_up, create_project, open_project
from annotator.store import articles

TITLE = "حريق ميناء السرو"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A project of one article with one backup."""
    path = tmp_path / "thesis.isnad"
    with closing(create_project(path, coder="Salma")) as project:
        with project.database.step("Import", project.coder.id):
            articles.add(project.database, ArticleDraft("قالت وكالة أفق.", TITLE))
        back_up(project)
    return path


def titles(path: Path) -> list[str]:
    with closing(open_project(path)) as project:
        return [row.title for row in article_rows(project)]


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_the_old_project_is_kept_whole_with_its_copies(old: Path) -> None:
    before = old.read_bytes()
    kept = replacing.create_in_place(old, "Ghada")
    assert titles(old) == []
    assert (kept / "thesis.isnad").read_bytes() == before
    assert titles(kept / "thesis.isnad") == [TITLE]
    (copy,) = (kept / "thesis.backups").iterdir()
    assert titles(copy) == [TITLE]
    with closing(open_project(old)) as project:
        assert (project.name, project.coder.name) == ("thesis", "Ghada")
        for _time in range(12):
            back_up(project)
    assert titles(kept / "thesis.isnad") == [TITLE]


def test_gestures_that_wait_beside_the_old_file_are_kept_with_it(tmp_path: Path) -> None:
    path = tmp_path / "crashed.isnad"
    lost = create_project(path, coder="Salma")
    with lost.database.step("Import", lost.coder.id):
        articles.add(lost.database, ArticleDraft("قالت وكالة أفق.", TITLE))
    waiting = {name: (tmp_path / name).read_bytes() for name in (path.name, f"{path.name}-wal")}
    lost.close()
    for name, content in waiting.items():
        (tmp_path / name).write_bytes(content)
    kept = replacing.create_in_place(path, "Ghada")
    assert titles(path) == []
    assert titles(kept / path.name) == [TITLE]


def test_a_project_open_for_writing_is_refused_and_untouched(old: Path) -> None:
    before = old.read_bytes()
    with closing(open_project(old)), pytest.raises(LockedError, match="elsewhere"):
        replacing.create_in_place(old, "Ghada")
    assert old.read_bytes() == before
    assert titles(old) == [TITLE]


def test_a_link_to_a_project_that_is_open_is_refused_too(old: Path) -> None:
    link = old.with_name("link.isnad")
    link.symlink_to(old)
    with closing(open_project(old)), pytest.raises(LockedError):
        replacing.refuse_in_use(link)
    replacing.refuse_in_use(link)


STEPS = ("mkdir", "rename", "unlink", "replace")


@pytest.fixture(params=STEPS)
def failing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let one of the disk's doings fail, once."""
    step, real, left = request.param, getattr(Path, request.param), [1]

    def fail(path: Path, *values: object, **named: object) -> object:
        concerned = step != "unlink" or path.name.endswith("-wal")
        if concerned and left:
            left.pop()
            raise OSError(28, "No space left on device")
        return real(path, *values, **named)

    monkeypatch.setattr(Path, step, fail)
    yield
    assert not left, f"{step} was never tried"


def test_a_failure_in_the_middle_leaves_everything_as_it_was(old: Path, failing: None) -> None:
    with closing(sqlite3.connect(old)) as other:  # keeps its helper files beside the old one
        other.execute("SELECT count(*) FROM article").fetchone()
        before = files(old.parent)
        assert "thesis.isnad-wal" in before
        with pytest.raises(MachineError, match="No space left"):
            replacing.create_in_place(old, "Ghada")
        assert files(old.parent) == before
    assert titles(old) == [TITLE]


def test_a_new_project_that_cannot_be_made_leaves_the_old_one(old: Path) -> None:
    before = files(old.parent)

    def fail(new: Path) -> Project:
        raise MachineError(f"no room for {new.name}")

    with pytest.raises(MachineError, match="no room"):
        replacing.replace_file(old, fail)
    assert files(old.parent) == before


def test_any_other_file_is_kept_in_the_same_way(tmp_path: Path) -> None:
    foreign = tmp_path / "notes.isnad"
    foreign.write_text("my notes", encoding="utf-8")
    kept = replacing.create_in_place(foreign, "Ghada")
    assert titles(foreign) == []
    assert (kept / "notes.isnad").read_text(encoding="utf-8") == "my notes"
