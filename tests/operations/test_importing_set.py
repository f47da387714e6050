"""Reading a set back: lossless, twice without effect, conflicts told, one step to undo."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.model.codebook import CodeDraft
from annotator.model.errors import Cancelled, InputError
from annotator.model.set_report import SetReport
from annotator.operations import codebook, history, tagging
from annotator.operations.checking import check_project
from annotator.operations.importing_set import import_set, readable
from annotator.operations.project import Project, create_project
from annotator.store import codes
from tests.exchange.sets import (
    empty_project,
    export_set,
    full_project,
    holds,
    of_kind,
    read_lines,
    write_lines,
)

Lines = list[dict[str, Any]]


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Project]:
    project = full_project(tmp_path)
    yield project
    project.close()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Project]:
    project = empty_project(tmp_path)
    yield project
    project.close()


@pytest.fixture
def lines(full: Project, tmp_path: Path) -> Lines:
    return read_lines(export_set(full, tmp_path))


def read_changed(project: Project, folder: Path, lines: Lines) -> SetReport:
    return import_set(project, write_lines(folder / "changed.jsonl", lines))[0]


def told(report: SetReport, kind: str) -> list[str]:
    return [finding.sentence for finding in report.of(kind)]


def test_a_set_read_into_an_empty_project_is_the_same_project(
    full: Project, empty: Project, tmp_path: Path
) -> None:
    report, changes = import_set(empty, export_set(full, tmp_path))
    assert report.clean
    assert report.added["annotation"] == 10
    assert len(changes.created) == 10
    assert holds(empty) == holds(full)
    assert check_project(empty) == []


def test_reading_it_again_changes_nothing(full: Project, tmp_path: Path) -> None:
    before = holds(full)
    report, changes = import_set(full, export_set(full, tmp_path))
    assert not changes
    assert report.clean
    assert not report.added
    assert report.skipped["annotation"] == 10
    assert holds(full) == before


def test_the_import_is_one_step_with_the_sets_name(full: Project, tmp_path: Path) -> None:
    before = holds(full)
    target = create_project(tmp_path / "own.isnad", coder="Mine", codebook=None)
    own = holds(target)
    import_set(target, export_set(full, tmp_path, "from Salma"))
    assert history.steps(target)[0].name == "Import the set from Salma"
    history.undo(target)
    assert holds(target) == own
    history.redo(target)
    names = {"coder", "project"}
    assert [r for r in holds(target) if r["record"] not in names] == [
        r for r in before if r["record"] not in names
    ]
    target.close()


def test_records_may_come_in_any_order(full: Project, empty: Project, tmp_path: Path) -> None:
    lines = read_lines(export_set(full, tmp_path))
    report = read_changed(empty, tmp_path, [lines[0], *reversed(lines[1:])])
    assert report.clean
    assert holds(empty) == holds(full)


def test_what_differs_is_told_and_left_alone(full: Project, lines: Lines, tmp_path: Path) -> None:
    before = holds(full)
    mark = of_kind(lines, "annotation")[0]
    mark["memo"], mark["confidence"] = "another", "low"
    of_kind(lines, "article")[0]["variables"]["region"] = "elsewhere"
    of_kind(lines, "article_status")[0]["status"] = "new"
    report = read_changed(full, tmp_path, lines)
    assert not report.clean
    assert [finding.what for finding in report.of("conflict")] == [
        *("article", "article_status", "annotation")
    ]
    assert "memo" in told(report, "conflict")[2]
    assert "confidence" in told(report, "conflict")[2]
    assert report.of("conflict")[0].line == lines.index(of_kind(lines, "article")[0]) + 1
    assert report.skipped["annotation"] == 9
    assert holds(full) == before


def test_a_coder_and_a_code_of_the_same_name_stand_for_those_of_the_set(
    lines: Lines, tmp_path: Path
) -> None:
    target = full_project(tmp_path, "other")
    own = {r["uuid"] for r in holds(target) if r["record"] in ("coder", "code")}
    report = read_changed(target, tmp_path, lines)
    assert report.clean
    coders, coded, variables, flags, sources, ledger, searches, sets = 2, 5, 2, 1, 2, 2, 1, 1
    found = coders + coded + variables + flags + sources + ledger + searches + sets
    assert report.found["mapped"] == found
    present = holds(target)
    assert {r["uuid"] for r in present if r["record"] in ("coder", "code")} == own
    assert len([r for r in present if r["record"] == "annotation"]) == 20
    assert check_project(target) == []
    assert not read_changed(target, tmp_path, lines).added
    target.close()


def test_a_code_of_the_same_name_but_another_kind_is_another_code(
    lines: Lines, tmp_path: Path
) -> None:
    target = full_project(tmp_path, "other")
    book = codebook.codebook(target)
    above = book.find("Frames")
    theme = book.find("Economic, loss", above.id) if above else None
    assert theme is not None
    codebook.edit_code(target, theme.id, kind="claim")
    report = read_changed(target, tmp_path, lines)
    assert report.added["code"] == 1
    target.close()


def test_two_codes_of_one_name_in_the_set_stay_two(
    full: Project, empty: Project, tmp_path: Path
) -> None:
    with full.database.step("twins", full.coder.id):
        for key in ("8", "9"):
            codes.add(full.database, CodeDraft("Twin", key=key))
    report, _changes = import_set(empty, export_set(full, tmp_path))
    assert report.found["mapped"] == 0
    assert holds(empty) == holds(full)


def test_a_key_in_a_small_letter_tags(empty: Project, lines: Lines, tmp_path: Path) -> None:
    of_kind(lines, "code")[0]["key"] = "x"
    read_changed(empty, tmp_path, lines)
    found = codebook.codebook(empty).by_key("x")
    assert found is not None
    assert found.key == "X"
    assert not read_changed(empty, tmp_path, lines).found["conflict"]


def test_a_set_whose_name_is_no_text_is_read(full: Project, tmp_path: Path) -> None:
    named = export_set(full, tmp_path, os.fsdecode(b"\xe3"))
    assert import_set(full, named)[0].clean


def test_a_key_that_is_taken_is_left_out_and_told(
    full: Project, lines: Lines, tmp_path: Path
) -> None:
    code = of_kind(lines, "code")[0]
    code |= {"uuid": "00000000-0000-4000-8000-000000000001", "name": "Fresh"}
    report = read_changed(full, tmp_path, lines)
    assert told(report, "note") == ["The code Fresh has no key here: The key C already tags Claim."]
    fresh = codebook.codebook(full).find("Fresh")
    assert fresh is not None
    assert fresh.key == ""
    assert read_changed(full, tmp_path, lines).clean


BROKEN: list[tuple[str, dict[str, Any], str]] = [
    ("annotation", {"fragments": []}, "A span needs at least one fragment."),
    (
        "annotation",
        {"fragments": [{"start": 0, "end": 5, "quote": "قال"}]},
        "The place 0–5 begins or ends with white space.",
    ),
    (
        "annotation",
        {"fragments": [{"start": 0, "end": 4, "quote": "قال"}]},
        "At 0–4 the text is not the stored quote.",
    ),
    (
        "annotation",
        {"fragments": [{"start": 0, "end": 9999, "quote": "قال"}]},
        "is empty or outside the text",
    ),
    (
        "annotation",
        {"fragments": [{"start": 0, "end": 4, "quote": "قالت"}] * 2},
        "The fragments overlap",
    ),
    ("annotation", {"fragments": [{"start": 0, "end": 4}]}, "needs start, end, quote"),
    ("annotation", {"fragments": [{"start": "0", "end": 4, "quote": ""}]}, "wrong kind of value"),
    ("annotation", {"fragments": [{"start": 2**70, "end": 4, "quote": ""}]}, "wrong kind"),
    ("annotation", {"confidence": "sure"}, "A value is not allowed here"),
    ("annotation", {"important": 1}, "The field important holds the wrong kind of value."),
    ("annotation", {"memo": "\ud800"}, "The field memo has a broken character"),
    ("annotation", {"memo": "a\0b"}, "The field memo has a null character."),
    ("annotation", {"memo": None}, "The field memo holds the wrong kind of value."),
    ("annotation", {"uuid": "A"}, "A is no uuid in small letters."),
    ("annotation", {"code": "nowhere"}, "code nowhere, which is neither in the set nor"),
    ("annotation", {"article": None}, "The field article holds the wrong kind of value."),
    ("article", {"length": 3}, "The article's length is not that of its text."),
    ("article", {"text_sha256": "00"}, "the text 00, which is neither in the set nor"),
    ("article", {"direction": "up"}, "A value is not allowed here"),
    ("article", {"variables": {"region": 3}}, "The field region holds the wrong kind of value."),
    ("text", {"body": "altered"}, "The text does not match its sha256"),
    ("code", {"parent": "nowhere"}, "code nowhere, which is neither in the set nor"),
    ("coder", {"record": "ghost"}, "ghost is no kind of record."),
]


@pytest.mark.parametrize(("kind", "change", "sentence"), BROKEN)
def test_what_breaks_a_rule_is_refused_with_its_line(
    empty: Project, lines: Lines, tmp_path: Path, kind: str, change: dict[str, Any], sentence: str
) -> None:
    record = of_kind(lines, kind)[-1]
    line = lines.index(record) + 1
    record |= change
    report = read_changed(empty, tmp_path, lines)
    assert sentence in {f.line: f.sentence for f in report.of("refused")}[line]
    written = {r.get("uuid") for r in holds(empty)}
    assert record.get("uuid") not in written or "uuid" not in record
    assert check_project(empty) == []


def test_a_record_without_the_optional_fields_gets_the_defaults(
    empty: Project, lines: Lines, tmp_path: Path
) -> None:
    mark = of_kind(lines, "annotation")[0]
    for name in ("confidence", "memo", "prefix", "suffix", "created_at", "changed_at"):
        del mark[name]
    mark["colour"] = "blue"
    report = read_changed(empty, tmp_path, lines)
    assert report.clean
    assert "The field colour is not known here and was left out." in told(report, "note")
    present = next(r for r in holds(empty) if r.get("uuid") == mark["uuid"])
    assert (present["confidence"], present["memo"]) == ("unset", "")
    assert present["created_at"]
    assert check_project(empty) == []


def test_codes_in_a_circle_are_refused(empty: Project, lines: Lines, tmp_path: Path) -> None:
    first, second = of_kind(lines, "code")[:2]
    first["parent"], second["parent"] = second["uuid"], first["uuid"]
    report = read_changed(empty, tmp_path, lines)
    assert report.added["code"] == 3
    assert report.added["annotation"] == 10 - 4


def test_a_broken_file_changes_nothing(empty: Project, full: Project, tmp_path: Path) -> None:
    path = export_set(full, tmp_path)
    last = len(read_lines(path))
    path.write_bytes(path.read_bytes()[:-20])
    before = holds(empty)
    with pytest.raises(InputError, match=f"line {last}: this is no JSON; the file is damaged"):
        import_set(empty, path)
    assert holds(empty) == before


def test_cancelling_changes_nothing(empty: Project, full: Project, tmp_path: Path) -> None:
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 1

    before = holds(empty)
    with pytest.raises(Cancelled):
        import_set(empty, export_set(full, tmp_path), cancelled=cancelled)
    assert holds(empty) == before


def test_a_project_with_a_name_or_articles_keeps_its_own(
    full: Project, tmp_path: Path, lines: Lines
) -> None:
    named = create_project(tmp_path / "b.isnad", "My study", codebook=None)
    report = read_changed(named, tmp_path, lines)
    assert named.name == "My study"
    assert told(report, "note") == ["The set comes from the project full."]
    named.close()


def test_an_annotation_made_since_stays(full: Project, tmp_path: Path) -> None:
    path = export_set(full, tmp_path)
    tagging.tag(full, 2, [(0, 6)], 1)
    before = holds(full)
    import_set(full, path)
    assert holds(full) == before


def test_sets_can_be_read_from_jsonl_and_not_from_any_folder(
    empty: Project, tmp_path: Path
) -> None:
    assert "jsonl" in [each.id for each in readable()]
    with pytest.raises(InputError, match="is no annotation set in a format that can be read"):
        import_set(empty, tmp_path)
