"""A full disk, a disk that may not be written, and other programs: a sentence, and nothing lost."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from annotator.model.errors import InputError, IsnadError, LockedError, MachineError
from annotator.operations import articles, reading, tagging
from annotator.operations.project import Project, back_up, create_project, open_project
from annotator.store import database as database_module
from annotator.store.check import check
from annotator.store.database import Database
from tests.soak.gestures import dump, make_project


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a closed project that holds articles and one annotation."""
    path = tmp_path / "p.isnad"
    project = make_project(path, files=2)
    tag(project, 0)
    project.close()
    return path


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make every connection give up at once when another program has the file."""
    monkeypatch.setattr(database_module, "_BUSY_SECONDS", 0.0)


def tag(project: Project, start: int, memo: str = "") -> None:
    article = articles.article_rows(project)[0].id
    code = int(project.database.value("SELECT min(id) FROM code"))
    tagging.tag(project, article, [(start, start + 30)], code, memo=memo)


def tag_until_refused(project: Project) -> tuple[MachineError, int]:
    """Tag with long memos until the machine says no; return its words and how many stand."""
    for number in range(1, 2000):
        before = dump(project)
        try:
            tag(project, number, "م" * 20_000)
        except MachineError as error:
            assert dump(project) == before, "a refused gesture left something behind"
            return error, number
    raise AssertionError("the disk never filled up")


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir())


@contextmanager
def mounted(target: Path, *arguments: str) -> Iterator[Path]:
    """Mount something at `target`, or skip the test where only an administrator may."""
    target.mkdir(exist_ok=True)
    try:
        done = subprocess.run(
            ["mount", *arguments, str(target)], capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        pytest.skip("needs mount")
    if done.returncode:
        pytest.skip(f"needs the right to mount: {done.stderr.strip()}")
    try:
        yield target
    finally:
        subprocess.run(["umount", "--lazy", str(target)], check=True)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Make a folder one that nothing can be written to, for the administrator too."""
    with mounted(folder, "--bind", str(folder)):
        remounted = subprocess.run(
            ["mount", "-o", "remount,bind,ro", str(folder)], capture_output=True, check=False
        )
        if remounted.returncode:
            pytest.skip("needs the right to remount")
        yield


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return an empty disk of two megabytes."""
    with mounted(tmp_path / "disk", "-t", "tmpfs", "-o", "size=2m", "tmpfs") as disk:
        yield disk


# a full disk


def test_a_file_that_may_not_grow_refuses_the_gesture_and_keeps_the_rest(path: Path) -> None:
    project = open_project(path, "salma")
    connection = project.database.connection
    most = connection.execute("PRAGMA page_count").fetchone()[0] + 30
    connection.execute(f"PRAGMA max_page_count = {most}")

    error, number = tag_until_refused(project)

    assert "disk is full" in error.message
    assert path.name in error.message
    assert check(project.database) == []
    connection.execute("PRAGMA max_page_count = 1000000")
    tag(project, number, "now it fits")
    project.close()
    with closing(open_project(path, "salma")) as again:
        assert len(reading.annotations_of(again, articles.article_rows(again)[0].id)) == number + 1
        assert check(again.database) == []


def test_work_goes_on_when_a_full_disk_has_room_again(small_disk: Path, path: Path) -> None:
    here = small_disk / path.name
    shutil.copyfile(path, here)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(1_000_000))
    project = open_project(here, "salma")

    error, number = tag_until_refused(project)

    assert "disk is full" in error.message
    assert here.name in error.message
    assert check(project.database) == []
    filler.unlink()
    tag(project, number, "now it fits")
    expected = dump(project)
    project.close()
    assert names(small_disk) == [here.name]
    with closing(open_project(here, "salma")) as again:
        assert dump(again) == expected
        assert check(again.database) == []


def test_closing_on_a_full_disk_keeps_every_gesture(small_disk: Path, path: Path) -> None:
    here = small_disk / path.name
    shutil.copyfile(path, here)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(900_000))
    project = open_project(here, "salma")
    tag_until_refused(project)
    expected = dump(project)
    rest = small_disk / "rest"
    rest.write_bytes(bytes(shutil.disk_usage(small_disk).free))

    project.close()

    rest.unlink()
    assert f"{here.name}-wal" in names(small_disk)
    assert f"{here.name}.lock" not in names(small_disk)
    with closing(open_project(here, "salma", read_only=True)) as reader:
        assert dump(reader) == expected
    filler.unlink()
    with closing(open_project(here, "salma")) as again:
        assert again.read_only == "", "the lock was kept"
        assert dump(again) == expected
        assert check(again.database) == []
    assert names(small_disk) == [here.name]


def test_no_half_made_project_is_left_on_a_full_disk(small_disk: Path) -> None:
    (small_disk / "filler").write_bytes(bytes(2_000_000))
    with pytest.raises(MachineError, match="disk is full|could not") as caught:
        create_project(small_disk / "new.isnad", coder="salma")
    assert "new.isnad" in caught.value.message
    assert names(small_disk) == ["filler"]


def test_no_half_made_backup_is_left_on_a_full_disk(small_disk: Path, path: Path) -> None:
    here = small_disk / path.name
    shutil.copyfile(path, here)
    with closing(open_project(here, "salma")) as project:
        before = dump(project)
        room = shutil.disk_usage(small_disk).free - 50_000
        (small_disk / "filler").write_bytes(bytes(room))
        with pytest.raises(MachineError, match="backup"):
            back_up(project)
        assert names(small_disk / "p.backups") == []
        assert dump(project) == before


# other programs


@pytest.mark.usefixtures("impatient")
def test_a_file_another_program_writes_to_can_be_read_and_says_so(path: Path) -> None:
    project = open_project(path, "salma")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    before = dump(project)
    with pytest.raises(LockedError) as caught:
        tag(project, 40)
    assert path.name in caught.value.message
    assert dump(project) == before
    other.execute("ROLLBACK")
    other.close()
    tag(project, 40)
    assert dump(project) != before
    project.close()


@pytest.mark.usefixtures("impatient")
def test_a_file_another_program_keeps_to_itself_is_not_opened(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedError) as caught:
            open_project(path, "salma")
        assert path.name in caught.value.message
    with closing(open_project(path, "salma")) as project:
        assert project.read_only == ""


def test_a_second_window_reads_and_names_the_first(path: Path) -> None:
    with closing(open_project(path, "salma")) as first:
        with closing(open_project(path, "salma")) as second:
            assert str(os.getpid()) in second.read_only
            assert dump(second) == dump(first)
            with pytest.raises(LockedError) as caught:
                tag(second, 40)
            assert str(os.getpid()) in caught.value.message
            tag(first, 40)
            assert dump(second) == dump(first), "the reader does not see the writer's work"
        tag(first, 80)
    with closing(open_project(path, "salma")) as third:
        assert third.read_only == ""


# places that cannot be written


def test_a_project_on_a_read_only_disk_is_read_and_says_so(path: Path) -> None:
    with closing(open_project(path, "salma")) as project:
        expected = dump(project)
    content = path.read_bytes()
    with read_only(path.parent):
        with closing(open_project(path, "salma")) as project:
            assert project.read_only
            assert dump(project) == expected
            with pytest.raises(MachineError, match="Nothing can be changed"):
                tag(project, 40)
            with pytest.raises(MachineError, match="backup"):
                back_up(project)
        with pytest.raises(MachineError) as caught:
            Database.create(path.parent / "new.isnad")
        assert caught.value.message
    assert path.read_bytes() == content
    assert names(path.parent) == [path.name]


def test_a_read_only_file_is_read_and_says_so(path: Path) -> None:
    content = path.read_bytes()
    bind = path.parent / "bound.isnad"
    bind.touch()
    bound = subprocess.run(
        ["mount", "--bind", str(path), str(bind)], capture_output=True, check=False
    )
    if bound.returncode:
        pytest.skip("needs the right to mount")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(bind)], check=True)
        with closing(open_project(bind, "salma")) as project:
            assert project.read_only
            with pytest.raises(MachineError):
                tag(project, 40)
    finally:
        subprocess.run(["umount", "--lazy", str(bind)], check=True)
    assert path.read_bytes() == content


def test_a_backup_folder_that_is_a_file_is_told(path: Path) -> None:
    folder = path.with_name("p.backups")
    folder.write_text("mine")
    with closing(open_project(path, "salma")) as project:
        before = dump(project)
        with pytest.raises(MachineError, match=r"p\.backups"):
            back_up(project)
        assert dump(project) == before
    assert folder.read_text() == "mine"


def test_a_lock_file_that_cannot_be_made_means_reading_only(path: Path) -> None:
    path.with_name(path.name + ".lock").mkdir()
    with closing(open_project(path, "salma")) as project:
        assert project.read_only
        assert articles.article_rows(project)


def test_a_new_project_never_takes_the_place_of_a_file(path: Path) -> None:
    content = path.read_bytes()
    with pytest.raises(InputError, match="exists already") as caught:
        create_project(path)
    assert isinstance(caught.value, IsnadError)
    assert path.read_bytes() == content
