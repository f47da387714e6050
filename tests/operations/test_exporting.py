"""Exporting: the whole file or nothing, of one moment, with progress and a way to stop."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.exchange.formats.csv_folder import read_csv_folder
from annotator.exchange.writing import ForeignFileError
from annotator.model.bundle import EVERYTHING, Selection
from annotator.model.errors import Cancelled, ConflictError, InputError, MachineError
from annotator.operations import exporting, tagging
from annotator.operations.project import Project, open_project
from tests.exchange.sets import full_project, of_kind, read_lines


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "project").mkdir()
    project = full_project(tmp_path / "project")
    yield project
    project.close()


def test_names_select_and_unknown_ones_are_refused(full: Project) -> None:
    assert exporting.select(full) is EVERYTHING
    chosen = exporting.select(full, coder_names=("كريم",), statuses=("done",))
    assert chosen == Selection(coders=frozenset({2}), statuses=frozenset({"done"}))
    with pytest.raises(InputError, match="There is no coder Nobody; there are: Salma, كريم"):
        exporting.select(full, coder_names=("Nobody",))


def test_one_coders_work_is_exported_alone(full: Project, tmp_path: Path) -> None:
    selection = exporting.select(full, coder_names=("كريم",))
    report = exporting.export(full, "jsonl", tmp_path / "a.jsonl", selection)
    lines = read_lines(tmp_path / "a.jsonl")
    (coder,) = of_kind(lines, "coder")
    assert coder["name"] == "كريم"
    assert {mark["coder"] for mark in of_kind(lines, "annotation")} == {coder["uuid"]}
    assert report.counts["annotation"] == len(of_kind(lines, "annotation")) == 5
    exporting.export(full, "csv", tmp_path / "csv", selection)
    tables = read_csv_folder(tmp_path / "csv")
    assert {row["coder"] for row in tables["fragments.csv"].dicts()} == {"كريم"}
    assert [row["name"] for row in tables["coders.csv"].dicts()] == ["كريم"]


def test_chosen_articles_are_exported_alone(full: Project, tmp_path: Path) -> None:
    selection = Selection(articles=frozenset({2}))
    exporting.export(full, "csv", tmp_path / "csv", selection)
    tables = read_csv_folder(tmp_path / "csv")
    assert [row["title"] for row in tables["articles.csv"].dicts()] == ["Second"]
    assert tables["fragments.csv"].rows == ()


@pytest.mark.parametrize(("format_id", "target"), [("jsonl", "a.jsonl"), ("csv", "a")])
def test_cancelling_leaves_the_earlier_export(
    full: Project, tmp_path: Path, format_id: str, target: str
) -> None:
    exporting.export(full, format_id, tmp_path / target)
    before = sorted(
        (path.name, path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file()
    )
    asked = iter([False, True])
    with pytest.raises(Cancelled):
        exporting.export(full, format_id, tmp_path / target, cancelled=lambda: next(asked, True))
    assert before == sorted(
        (path.name, path.read_bytes()) for path in tmp_path.rglob("*") if path.is_file()
    )
    assert sorted(os.listdir(tmp_path)) == sorted([target, "project"])


def test_progress_goes_up_to_the_end(full: Project, tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    exporting.export(full, "csv", tmp_path / "csv", progress=lambda *step: told.append(step))
    assert told[0] == (0, told[0][1], "Exporting")
    assert [done for done, _total, _what in told] == sorted(done for done, _t, _w in told)
    assert all(0 <= done <= total for done, total, _what in told)


def test_the_project_itself_is_never_written_over(full: Project, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(full.path.parent)
    for target in (full.path, tmp_path / "link" / f"{full.path.name}-wal"):
        for replace in (False, True):
            with pytest.raises(InputError, match="is the project itself"):
                exporting.export(full, "jsonl", target, replace=replace)


@pytest.mark.parametrize(
    "text", ["notes of mine\n", '{"format": "other"}\n', "[1]\n", "\n", "[" * 9999]
)
def test_a_file_that_is_no_set_is_replaced_only_when_it_is_said(
    full: Project, tmp_path: Path, text: str
) -> None:
    target = tmp_path / "notes.txt"
    target.write_text(text)
    with pytest.raises(ForeignFileError, match=r"notes\.txt is there already"):
        exporting.export(full, "jsonl", target)
    assert target.read_text() == text
    exporting.export(full, "jsonl", target, replace=True)
    assert len(of_kind(read_lines(target), "annotation")) == 10


def test_a_set_of_any_version_is_replaced(full: Project, tmp_path: Path) -> None:
    target = tmp_path / "a.jsonl"
    for beginning in ("", "\ufeff"):
        target.write_text(beginning + '{"format": "isnad", "version": 99}\n', encoding="utf-8")
        exporting.export(full, "jsonl", target)
        assert len(of_kind(read_lines(target), "annotation")) == 10


def test_tables_changed_by_hand_are_replaced_only_when_it_is_said(
    full: Project, tmp_path: Path
) -> None:
    target = tmp_path / "csv"
    exporting.export(full, "csv", target)
    (target / "coders.csv").write_text("mine")
    with pytest.raises(ForeignFileError, match=r"coders\.csv, which was changed"):
        exporting.export(full, "csv", target)
    exporting.export(full, "csv", target, replace=True)
    assert len(read_csv_folder(target)["coders.csv"].rows) == 2


def test_a_missing_folder_and_a_wrong_option_write_nothing(full: Project, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no folder"):
        exporting.export(full, "jsonl", tmp_path / "no" / "a.jsonl")
    with pytest.raises(InputError, match="There is no option"):
        exporting.export(full, "jsonl", tmp_path / "a.jsonl", options={"x": "y"})
    assert os.listdir(tmp_path) == ["project"]


def test_a_folder_that_refuses_is_told(full: Project, tmp_path: Path) -> None:
    long_name = "x" * 300
    with pytest.raises(MachineError, match="could not be written"):
        exporting.export(full, "jsonl", tmp_path / f"{long_name}.jsonl")


def test_a_project_another_window_writes_to_can_be_exported(full: Project, tmp_path: Path) -> None:
    reader = open_project(full.path, read_only=True)
    tagging.tag(full, 2, [(0, 6)], 1)
    exporting.export(reader, "jsonl", tmp_path / "a.jsonl")
    reader.close()
    assert len(of_kind(read_lines(tmp_path / "a.jsonl"), "annotation")) == 11


def test_formats_describe_themselves_for_a_dialog() -> None:
    described = [(each.id, each.suffix, each.is_folder) for each in exporting.formats()]
    assert described[:2] == [("jsonl", ".jsonl", False), ("csv", "", True)]
    options = {each.id: [option.key for option in each.options] for each in exporting.formats()}
    assert (options["jsonl"], options["csv"]) == (["texts"], ["delimiter"])


def test_a_link_to_itself_is_told(full: Project, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(ConflictError, match="loop"):
        exporting.export(full, "csv", loop)
