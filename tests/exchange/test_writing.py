"""An export appears whole or not at all, and never over files that are not its own."""

import os
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from annotator.exchange.writing import MANIFEST, whole_file, whole_folder
from annotator.model.errors import ConflictError, InputError, MachineError


def write_folder(target: Path, text: str = "one") -> None:
    with whole_folder(target, {"version": 1}) as folder:
        (folder / "a.csv").write_text(text)


def stop_half_way(
    place: AbstractContextManager[Path], name: str = "", error: BaseException | None = None
) -> None:
    with place as path:
        (path / name if name else path).write_text("half")
        raise error or KeyboardInterrupt


def test_a_file_replaces_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    for text in ("one", "two"):
        with whole_file(target) as path:
            path.write_text(text)
    assert target.read_text() == "two"
    assert os.listdir(tmp_path) == ["a.jsonl"]


def test_half_a_file_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        stop_half_way(whole_file(target))
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["a.jsonl"]


def test_half_a_folder_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "set"
    write_folder(target)
    with pytest.raises(KeyboardInterrupt):
        stop_half_way(whole_folder(target, {}), "a.csv")
    assert (target / "a.csv").read_text() == "one"
    assert os.listdir(tmp_path) == ["set"]


def test_a_folder_replaces_an_earlier_export_and_an_empty_folder(tmp_path: Path) -> None:
    target = tmp_path / "set"
    target.mkdir()
    for text in ("one", "two"):
        write_folder(target, text)
        assert (target / "a.csv").read_text() == text
    assert sorted(os.listdir(target)) == ["a.csv", MANIFEST]
    assert os.listdir(tmp_path) == ["set"]


@pytest.mark.parametrize("work", ["foreign", "added", "changed", "subfolder", "forged"])
def test_others_work_in_the_folder_is_never_touched(tmp_path: Path, work: str) -> None:
    target = tmp_path / "set"
    if work == "foreign":
        target.mkdir()
        (target / "notes.txt").write_text("mine")
    else:
        write_folder(target)
    if work == "added":
        (target / "notes.txt").write_text("mine")
    elif work == "changed":
        (target / "a.csv").write_text("one, with a column of mine")
    elif work == "subfolder":
        (target / "deep").mkdir()
    elif work == "forged":
        (target / MANIFEST).write_text('{"format": "other", "files": {"a.csv": ""}}')
    before = sorted(target.rglob("*"))
    with pytest.raises(ConflictError, match="choose another folder"):
        write_folder(target, "two")
    assert sorted(target.rglob("*")) == before
    assert os.listdir(tmp_path) == ["set"]


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "set"
    target.write_text("mine")
    with pytest.raises(ConflictError):
        write_folder(target)
    assert target.read_text() == "mine"


def test_a_link_to_a_folder_is_not_followed(tmp_path: Path) -> None:
    real = tmp_path / "real"
    write_folder(real)
    link = tmp_path / "link"
    link.symlink_to(real)
    with pytest.raises(ConflictError):
        write_folder(link)


def test_impossible_targets_are_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no folder"), whole_file(tmp_path / "no" / "a.jsonl"):
        pass
    with pytest.raises(InputError, match="is a folder"), whole_file(tmp_path):
        pass


def test_the_disk_refusing_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    full = OSError(28, "No space left on device")
    with pytest.raises(MachineError, match="No space left"):
        stop_half_way(whole_file(tmp_path / "a"), error=full)
    assert os.listdir(tmp_path) == []


def test_a_database_is_not_written_over(tmp_path: Path) -> None:
    target = tmp_path / "thesis.isnad"
    target.write_bytes(b"SQLite format 3\0work")
    with pytest.raises(ConflictError, match="thesis.isnad"), whole_file(target) as path:
        path.write_text("new")
    assert target.read_bytes() == b"SQLite format 3\0work"
    assert list(tmp_path.iterdir()) == [target]


def test_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "pipe"
    os.mkfifo(target)
    with pytest.raises(ConflictError, match="is no file"), whole_file(target) as path:
        path.write_text("new")
    assert target.is_fifo()


def test_a_link_to_a_file_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real, link = tmp_path / "there" / "real.jsonl", tmp_path / "link.jsonl"
    real.write_text("old")
    link.symlink_to(real)
    with whole_file(link) as path:
        path.write_text("new")
    assert link.is_symlink()
    assert real.read_text() == "new"
