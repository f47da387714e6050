"""Annotation sets and snapshots from the command line."""

import json
import os
from pathlib import Path

import pytest

from annotator.model.annotation_set import Choice
from annotator.operations import annotation_sets
from annotator.operations.project import open_project
from tests.cli.commands import Run


@pytest.fixture
def kept(full: Path) -> Path:
    """Return a project with one more set, of Salma's claims, as JSONL."""
    project = open_project(full, "Salma")
    choice = Choice(coders=("Salma",), kinds=("claim",))
    annotation_sets.save(project, "Claims of Salma", "jsonl", choice, {"texts": "no"})
    project.close()
    return full


def test_sets_are_listed_with_what_is_chosen(isnad: Run, kept: Path) -> None:
    done = isnad("sets", kept)
    assert done.code == 0
    first, second = (line.split("\t") for line in done.out.splitlines())
    assert (first[0], first[1], first[3]) == ("نشر", "csv", "1")
    assert second[0] == "Claims of Salma"
    assert "Claims" in second[2]
    told = isnad("sets", kept, "--json").json
    assert told["sets"][1]["choice"] == {"coders": ["Salma"], "kinds": ["claim"]}
    assert told["snapshots"][0]["name"] == "v1"


def test_a_set_is_exported_by_name(isnad: Run, kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    done = isnad("export", kept, target, "--set", "Claims of Salma")
    assert done.code == 0, done.err
    assert "1 annotation" in done.out
    assert "1 attribution is left out" in done.out
    lines = [json.loads(line) for line in target.read_text(encoding="utf-8").splitlines()]
    assert [each["record"] for each in lines[1:]].count("annotation") == 1
    assert not any(each.get("record") == "text" for each in lines)
    told = isnad("export", kept, "--set", "Claims of Salma", "--out", target, "--json").json
    assert told["counts"]["annotation"] == 1
    assert len(told["notes"]) == 1


def test_a_set_without_a_target_goes_to_the_present_folder_under_its_name(
    isnad: Run, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert isnad("export", kept, "--set", "Claims of Salma").code == 0
    assert os.listdir() == ["Claims of Salma.jsonl"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--set", "Claims of Salma", "--coder", "Salma"], "--set says already"),
        (["--set", "Claims of Salma", "x", "--out", "y"], "Name the target once"),
        (["--format", "csv"], "Say --format and --out"),
        (["x"], "Say --format and --out"),
    ],
)
def test_what_contradicts_itself_is_a_mistake_of_use(
    isnad: Run, kept: Path, words: list[str], said: str
) -> None:
    done = isnad("export", kept, *words)
    assert done.code == 2
    assert said in done.err


def test_an_unknown_set_is_told_with_those_there_are(isnad: Run, kept: Path) -> None:
    done = isnad("export", kept, "--set", "Lost", "--out", "x")
    assert done.code == 1
    assert "There is no annotation set Lost; there are: نشر, Claims of Salma." in done.err


def test_a_snapshot_is_frozen_checked_and_found_altered(
    isnad: Run, kept: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "frozen"
    done = isnad("snapshot", kept, folder, "--set", "Claims of Salma", "--name", "Paper")
    assert done.code == 0, done.err
    sha256 = done.out.rsplit(" ", 1)[1].strip()
    good = isnad("verify", folder, "--project", kept)
    assert good.code == 0, good.err
    assert "as they were frozen" in good.out
    assert "same texts and the same codebook" in good.out
    assert sha256 in good.out
    assert isnad("snapshot", kept, folder, "--set", "Claims of Salma", "--name", "B").code == 1
    (folder / "codebook.md").write_text("mine")
    bad = isnad("verify", folder)
    assert bad.code == 1
    assert "codebook.md" in bad.err
    told = isnad("verify", folder, "--project", kept, "--json")
    assert told.code == 1
    assert told.json["files"]["codebook.md"] == "changed"
    assert told.json["project"]["same"] is True
    assert isnad("sets", kept, "--json").json["snapshots"][0]["manifest_sha256"] == sha256


def test_a_snapshot_tells_json(isnad: Run, kept: Path, tmp_path: Path) -> None:
    told = isnad(
        "snapshot", kept, tmp_path / "f", "--set", "Claims of Salma", "--json", "--without-texts"
    ).json
    assert '"record":"text"' not in (tmp_path / "f" / "annotations.jsonl").read_text("utf-8")
    assert told["name"] == "Claims of Salma 1"
    assert told["counts"]["annotation"] == 1


def test_what_is_no_snapshot_is_told(isnad: Run, tmp_path: Path) -> None:
    done = isnad("verify", tmp_path)
    assert done.code == 1
    assert "is no snapshot" in done.err


def test_a_set_is_kept_changed_and_forgotten(isnad: Run, full: Path) -> None:
    chosen = '{"coders": ["Salma"], "kinds": ["claim"]}'
    done = isnad(
        *("sets", full, "--save", "Paper", "--format", "jsonl", "--choice", chosen),
        *("--option", "texts=no", "--coder", "Salma"),
    )
    assert done.code == 0, done.err
    assert done.out.splitlines()[1].startswith("Paper\tjsonl\t")
    words = ("sets", full, "--coder", "Salma", "--save", "Paper", "--format", "csv", "--json")
    told = isnad(*words).json["sets"]
    assert [(each["name"], each["format"], each["choice"]) for each in told[1:]] == [
        ("Paper", "csv", {})
    ]
    left = isnad("sets", full, "--coder", "Salma", "--delete", "Paper", "--json").json["sets"]
    assert [each["name"] for each in left] == ["نشر"]
    assert isnad("sets", full, "--coder", "Salma", "--delete", "Paper").code == 1


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--save", "A", "--delete", "B"], "Either --save or --delete"),
        (["--save", "A"], "Say with --format"),
        (["--save", "A", "--format", "csv", "--choice", "{"], "write a JSON object"),
        (["--save", "A", "--format", "csv", "--choice", "[]"], "not understood"),
        (["--save", "A", "--format", "csv", "--choice", '{"moon": 1}'], "not understood: moon"),
        (["--save", "A", "--format", "csv", "--option", "x"], "KEY=VALUE"),
    ],
)
def test_a_set_that_cannot_be_meant_is_a_mistake_of_use(
    isnad: Run, full: Path, words: list[str], said: str
) -> None:
    done = isnad("sets", full, "--coder", "Salma", *words)
    assert done.code == 2
    assert said in done.err
    assert len(isnad("sets", full).out.splitlines()) == 1
