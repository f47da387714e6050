"""An export appears whole or not at all, and never over files that are not its own."""

import errno
import json
import os
import stat
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from annotator.exchange import writing
from annotator.exchange.writing import MANIFEST, ForeignFileError, whole_folder
from annotator.model.errors import ConflictError, InputError, MachineError


def is_export(path: Path) -> bool:
    return path.read_text().startswith("export")


def whole_file(target: Path, *, replace: bool = False) -> AbstractContextManager[Path]:
    return writing.whole_file(target, is_export, replace=replace)


def write_file(target: Path, text: str = "export two", *, replace: bool = False) -> None:
    with whole_file(target, replace=replace) as path:
        path.write_text(text)


def write_folder(
    target: Path, text: str = "one", *, kind: str = "csv", replace: bool = False
) -> None:
    with whole_folder(target, {"export": kind}, replace=replace) as folder:
        (folder / "a.csv").write_text(text)


def stop_half_way(
    place: AbstractContextManager[Path], name: str = "", error: BaseException | None = None
) -> None:
    with place as path:
        (path / name if name else path).write_text("half")
        raise error or KeyboardInterrupt


def test_a_file_replaces_the_one_before(tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    target.touch()  # nobody's work
    for text in ("export one", "export two"):
        write_file(target, text)
    assert target.read_text() == "export two"
    assert os.listdir(tmp_path) == ["a.jsonl"]


def test_somebodys_file_is_replaced_only_when_it_is_said(tmp_path: Path) -> None:
    target = tmp_path / "notes.txt"
    target.write_text("mine")
    with pytest.raises(ForeignFileError, match=r"notes\.txt is there already and is no earlier"):
        write_file(target)
    assert target.read_text() == "mine"
    assert os.listdir(tmp_path) == ["notes.txt"]
    write_file(target, replace=True)
    assert target.read_text() == "export two"


def test_a_file_that_comes_meanwhile_is_somebodys_too(tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"

    def write_while_another_saves() -> None:
        with whole_file(target) as path:
            path.write_text("export")
            target.write_text("mine")

    with pytest.raises(ForeignFileError):
        write_while_another_saves()
    assert target.read_text() == "mine"
    assert os.listdir(tmp_path) == ["a.jsonl"]


def test_half_a_file_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    target.write_text("export one")
    with pytest.raises(KeyboardInterrupt):
        stop_half_way(whole_file(target))
    assert target.read_text() == "export one"
    assert os.listdir(tmp_path) == ["a.jsonl"]


def test_half_a_folder_leaves_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "set"
    write_folder(target)
    with pytest.raises(KeyboardInterrupt):
        stop_half_way(whole_folder(target, {"export": "csv"}), "a.csv")
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


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize(
    "work", ["foreign", "added", "subfolder", "forged", "manifest", "kind", "link"]
)
def test_others_work_in_the_folder_is_never_touched(
    tmp_path: Path, work: str, replace: bool
) -> None:
    target = tmp_path / "set"
    if work in ("foreign", "manifest"):
        target.mkdir()
        (target / {"foreign": "notes.txt"}.get(work, MANIFEST)).write_text("mine")
    else:
        write_folder(target, kind="other" if work == "kind" else "csv")
    if work == "added":
        (target / "notes.txt").write_text("mine")
    elif work == "subfolder":
        (target / "deep").mkdir()
    elif work == "forged":
        (target / MANIFEST).write_text('{"format": "other", "files": {"a.csv": ""}}')
    elif work == "link":
        (target / "a.csv").rename(tmp_path / "a.csv")
        (target / "a.csv").symlink_to(tmp_path / "a.csv")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(ConflictError, match="choose another folder") as refused:
        write_folder(target, "two", replace=replace)
    assert not isinstance(refused.value, ForeignFileError)
    assert sorted(tmp_path.rglob("*")) == before


def test_a_changed_export_in_a_folder_is_replaced_only_when_it_is_said(tmp_path: Path) -> None:
    target = tmp_path / "set"
    write_folder(target)
    (target / "a.csv").write_text("one, with a column of mine")
    with pytest.raises(ForeignFileError, match=r"a\.csv, which was changed since"):
        write_folder(target, "two")
    assert (target / "a.csv").read_text() == "one, with a column of mine"
    assert os.listdir(tmp_path) == ["set"]
    write_folder(target, "two", replace=True)
    assert (target / "a.csv").read_text() == "two"


def test_work_that_comes_into_the_folder_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "set"
    write_folder(target)

    def write_while_another_saves() -> None:
        with whole_folder(target, {"export": "csv"}) as folder:
            (folder / "a.csv").write_text("two")
            (target / "notes.txt").write_text("mine")

    with pytest.raises(ConflictError, match=r"notes\.txt"):
        write_while_another_saves()
    assert sorted(os.listdir(target)) == ["a.csv", MANIFEST, "notes.txt"]


def recorded(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Return a list that fills with each sync and each move, and the inode of what it is of."""
    told: list[tuple[str, int]] = []
    replace = Path.replace

    def sync(descriptor: int) -> None:
        told.append(("sync", os.fstat(descriptor).st_ino))

    def move(self: Path, target: Path) -> Path:
        told.append(("move", self.stat().st_ino))
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "replace", move)
    return told


def test_a_file_and_its_name_are_on_the_disk_when_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = recorded(monkeypatch)
    target = tmp_path / "a.jsonl"
    write_file(target)
    file, folder = target.stat().st_ino, tmp_path.stat().st_ino
    assert told == [("sync", file), ("move", file), ("sync", folder)]


def test_a_folder_and_all_in_it_are_on_the_disk_when_it_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = recorded(monkeypatch)
    target = tmp_path / "set"
    write_folder(target)
    inside = {(target / name).stat().st_ino for name in ("a.csv", MANIFEST)}
    folder = target.stat().st_ino
    assert {told[0], told[1]} == {("sync", number) for number in inside}
    assert told[2:] == [("sync", folder), ("move", folder), ("sync", tmp_path.stat().st_ino)]


@pytest.mark.parametrize("code", [errno.EINVAL, errno.ENOTSUP])
def test_a_file_system_that_syncs_no_folder_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def sync(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode):
            raise OSError(code, "not for folders")

    monkeypatch.setattr(os, "fsync", sync)
    write_file(tmp_path / "a.jsonl")
    assert (tmp_path / "a.jsonl").exists()


def test_a_file_in_the_folders_place_is_refused(tmp_path: Path) -> None:
    target = tmp_path / "set"
    target.write_text("mine")
    for replace in (False, True):
        with pytest.raises(ConflictError):
            write_folder(target, replace=replace)
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
    for replace in (False, True):
        with pytest.raises(ConflictError, match=r"thesis\.isnad"):
            write_file(target, replace=replace)
    assert target.read_bytes() == b"SQLite format 3\0work"
    assert list(tmp_path.iterdir()) == [target]


def test_a_pipe_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "pipe"
    os.mkfifo(target)
    for replace in (False, True):
        with pytest.raises(ConflictError, match="is no file"):
            write_file(target, replace=replace)
    assert target.is_fifo()


def test_a_link_to_a_file_stays_one(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    real, link = tmp_path / "there" / "real.jsonl", tmp_path / "link.jsonl"
    real.write_text("export one")
    link.symlink_to(real)
    write_file(link)
    assert link.is_symlink()
    assert real.read_text() == "export two"


def test_a_folder_within_is_listed_and_replaced_and_foreign_files_in_it_are_not(
    tmp_path: Path,
) -> None:
    target = tmp_path / "set"
    for words in ("one", "two"):
        with whole_folder(target, {"export": "nested"}) as folder:
            (folder / "ليلى").mkdir()
            (folder / "ليلى" / "1.txt").write_text(words)
    listed = json.loads((target / "manifest.json").read_text())["files"]
    assert list(listed) == ["ليلى/1.txt"]
    assert (target / "ليلى" / "1.txt").read_text() == "two"
    (target / "ليلى" / "mine.txt").write_text("mine")
    with (
        pytest.raises(ConflictError, match=r"ليلى/mine\.txt"),
        whole_folder(target, {"export": "nested"}),
    ):
        pass
    (target / "ليلى" / "mine.txt").unlink()
    (target / "empty").mkdir()
    with pytest.raises(ConflictError, match="empty"), whole_folder(target, {"export": "nested"}):
        pass
