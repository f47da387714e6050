"""isnad import-set with files of other programs: labels mapped, a dry run, a report."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.cli.commands import Run
from tests.exchange import documents_format
from tests.exchange.documents_format import document, marked, write_foreign

TEXT = "قال الوزير إن الطقس جميل."


@pytest.fixture(autouse=True)
def formats(monkeypatch: pytest.MonkeyPatch) -> None:
    documents_format.use(monkeypatch)


@pytest.fixture
def given(isnad: Run, tmp_path: Path) -> Callable[..., list[Any]]:
    isnad("new", tmp_path / "p.isnad", "--coder", "Salma")
    marks = [
        marked("Quote", TEXT, "إن الطقس جميل"),
        marked("Theme", TEXT, "الطقس"),
        marked("Theme", TEXT + "غد", "غد"),
    ]
    path = write_foreign(tmp_path / "a.foreign.json", document(TEXT, *marks))
    return lambda *words: ["import-set", tmp_path / "p.isnad", path, *words]


def test_a_dry_run_says_what_would_come_and_changes_nothing(
    isnad: Run, given: Callable[..., list[Any]], tmp_path: Path
) -> None:
    done = isnad(*given("--dry-run", "--map", "Theme=موضوع/طقس"))
    assert done.code == 1  # a mark would be lost
    assert done.out.splitlines()[:2] == ["New articles: 1", "Marks: 2"]
    assert "Quote (1) → Claim" in done.out
    assert "موضوع/طقس" in done.out
    assert "1 mark lost." in done.err
    assert isnad("articles", tmp_path / "p.isnad", "--json").json == []


def test_a_file_is_read_as_it_is_mapped_and_all_findings_are_kept(
    isnad: Run, given: Callable[..., list[Any]], tmp_path: Path
) -> None:
    choices = tmp_path / "map.json"
    choices.write_text(json.dumps({"Theme": "code:Weather", "Quote": "-"}), encoding="utf-8")
    report = tmp_path / "report.csv"
    words = ("--map-file", choices, "--map", "Quote=Claim", "--report", report)
    done = isnad(*given(*words))
    assert "Added: 1 article, 2 annotations, 1 code." in done.out
    assert (done.code, "1 mark lost." in done.err) == (1, True)
    with report.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["kind"], row["document"], row["quote"]) for row in rows] == [
        ("lost", "مقال", "غد"),
    ]
    codes = {code["path"]: code for code in isnad("codes", tmp_path / "p.isnad", "--json").json}
    assert (codes["Weather"]["annotations"], codes["Claim"]["annotations"]) == (1, 1)
    told = isnad(*given(*words[:2], "--report", tmp_path / "r.txt", "--json")).json
    assert (told["added"], told["found"]["lost"]) == ({}, 1)
    assert "غد" in [each["quote"] for each in told["findings"]]
    assert "“غد”" in (tmp_path / "r.txt").read_text(encoding="utf-8")


def test_marks_of_nobody_are_the_importers(
    isnad: Run, given: Callable[..., list[Any]], tmp_path: Path
) -> None:
    isnad(*given("--coder", "Karim"))
    assert isnad(*given("--coder", "Karim")).out.splitlines()[0] == "Added: nothing new."
    assert "1 article" in isnad(*given("--coder", "Lama")).out


def test_what_makes_no_sense_is_a_sentence(
    isnad: Run, given: Callable[..., list[Any]], tmp_path: Path
) -> None:
    done = isnad(*given("--map", "Thema=X"))
    assert (done.code, done.err) == (
        1,
        "isnad: No mark has the label Thema; there are: Quote, Theme.\n",
    )
    out = tmp_path / "a.jsonl"
    isnad("export", tmp_path / "p.isnad", "--format", "jsonl", "--out", out)
    done = isnad("import-set", tmp_path / "p.isnad", out, "--map", "A=B")
    assert (done.code, "nothing is mapped" in done.err) == (2, True)
    assert isnad("import-set", tmp_path / "p.isnad", tmp_path, "--format", "csv").code == 2


def test_an_option_of_the_format_is_the_formats(
    isnad: Run, given: Callable[..., list[Any]]
) -> None:
    done = isnad(*given("--option", "unit=bytes"))
    assert (done.code, done.err) == (1, "isnad: There is no option unit; there are: none.\n")
    assert isnad(*given("--option", "unit")).code == 2
