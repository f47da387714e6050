"""Each command does its part of the main job and says so."""

import re
import shlex
import shutil
import sqlite3
from pathlib import Path

import pytest

from annotator.exchange.formats.csv_folder import read_csv_folder
from annotator.operations.project import Project, open_project
from annotator.store import annotations
from tests.cli.commands import Run
from tests.exchange.sets import holds, of_kind, read_lines, write_lines
from tests.shared import PROJECT

SAMPLE = PROJECT / "sample_corpus"


def opened(path: Path) -> Project:
    return open_project(path, read_only=True)


def test_new_makes_a_project_with_a_name_a_coder_and_the_codebook(
    isnad: Run, tmp_path: Path
) -> None:
    done = isnad("new", tmp_path / "a.isnad", "--name", "دراسة", "--coder", "هدى")
    assert (done.code, done.err) == (0, "")
    assert str(tmp_path / "a.isnad") in done.out
    project = opened(tmp_path / "a.isnad")
    assert (project.name, project.coder.name) == ("دراسة", "هدى")
    project.close()
    assert {code["kind"] for code in isnad("codes", tmp_path / "a.isnad", "--json").json} == {
        *("claim", "source", "cue", "code")
    }


def test_the_commands_of_the_readme_work(
    isnad: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    commands = re.findall(r"^isnad (\w.*)$", readme, re.MULTILINE)
    wanted = ["new", "import", "formats", "export", "import-set", "import-set"]
    wanted += ["sets", "export", "snapshot", "verify"]
    wanted += ["attributions", "search", "suggest", "boilerplate", "similar", "analyze", "check"]
    assert [words.split()[0] for words in commands] == wanted
    shutil.copytree(SAMPLE / "articles", tmp_path / "articles")
    shutil.copy(SAMPLE / "metadata.csv", tmp_path)
    theirs = tmp_path / "from-brat"
    theirs.mkdir()
    (theirs / "a.txt").write_text("أعلن البنك خفض الفائدة.\n", encoding="utf-8")
    marks = "T1\tSpeaker 5 10\tالبنك\nT2\tQuote 11 22\tخفض الفائدة\n"
    (theirs / "a.ann").write_text(marks, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    for words in commands:
        assert isnad(*shlex.split(words)).code == 0
    (row,) = [
        row
        for row in isnad("articles", "thesis.isnad", "--json").json
        if "ميناء السرو يلتهم" in row["title"]
    ]
    assert row["outlet"] == "وكالة أفق الساحل"


def test_new_without_a_codebook_has_no_codes(isnad: Run, tmp_path: Path) -> None:
    assert isnad("new", tmp_path / "a.isnad", "--codebook", "none").code == 0
    assert isnad("codes", tmp_path / "a.isnad", "--json").json == []


@pytest.mark.parametrize("name", ["", "  "])
@pytest.mark.parametrize("command", ["new", "import", "import-set"])
def test_a_coder_without_a_name_is_refused(
    isnad: Run, tmp_path: Path, command: str, name: str
) -> None:
    file = tmp_path / "a.isnad"
    more = [] if command == "new" else [SAMPLE / "articles"]
    done = isnad(command, file, *more, "--coder", name)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("isnad: Invalid value for '--coder': a coder needs a name\n")
    assert not file.exists()


def test_new_does_not_write_over_a_project(isnad: Run, full: Path) -> None:
    before = full.read_bytes()
    done = isnad("new", full)
    assert (done.code, done.out) == (1, "")
    assert done.err == f"isnad: {full} exists already.\n"
    assert full.read_bytes() == before


def test_the_sample_project_comes_with_both_readings(isnad: Run, tmp_path: Path) -> None:
    assert isnad("new", tmp_path / "s.isnad", "--sample").code == 0
    listed = isnad("articles", tmp_path / "s.isnad", "--json").json
    assert len(listed) == 10
    assert listed[1]["annotations"]["Karim"] > 0
    assert listed[1]["variables"] == {"region": "الساحل", "genre": "report"}


def test_import_brings_a_folder_in_with_its_metadata(isnad: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.isnad"
    isnad("new", file)
    done = isnad(
        "import", file, SAMPLE / "articles", "--metadata", SAMPLE / "metadata.csv", "--coder", "هدى"
    )
    assert (done.code, done.out, done.err) == (0, "Imported 10 articles.\n", "")
    listed = isnad("articles", file, "--json").json
    assert listed[7]["published"] == "2024-03"
    assert listed[0]["status"] == {"هدى": "new"}
    again = isnad("import", file, SAMPLE / "articles" / "01-port-fire-wire.txt")
    assert again.code == 0
    assert "Left out" in again.out
    assert "the same text as" in again.out


@pytest.fixture
def corpus(tmp_path: Path, isnad: Run) -> Path:
    """Return a folder of one article and its metadata, beside an empty project."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    (folder / "a.txt").write_text("مقال جيد\nنص", encoding="utf-8")
    (folder / "metadata.csv").write_text("file,outlet\na.txt,المرفأ\n", encoding="utf-8")
    isnad("new", tmp_path / "a.isnad")
    return folder


def outlets(isnad: Run, corpus: Path) -> list[str]:
    return [each["outlet"] for each in isnad("articles", corpus.parent / "a.isnad", "--json").json]


def test_metadata_in_the_folder_are_used_and_it_is_said(isnad: Run, corpus: Path) -> None:
    done = isnad("import", corpus.parent / "a.isnad", corpus)
    assert (done.code, done.out) == (0, "Imported 1 article.\n")
    assert done.err == (
        f"isnad: Metadata are taken from {corpus / 'metadata.csv'}. --no-metadata leaves it out.\n"
    )
    assert outlets(isnad, corpus) == ["المرفأ"]


def test_metadata_in_the_folder_are_left_out_when_asked(isnad: Run, corpus: Path) -> None:
    done = isnad("import", corpus.parent / "a.isnad", corpus, "--no-metadata", "--json")
    assert (done.code, done.err, done.json["metadata"]) == (0, "", None)
    assert outlets(isnad, corpus) == [""]


@pytest.mark.parametrize("more", [(), ("--no-metadata",)])
def test_metadata_that_are_named_win(isnad: Run, corpus: Path, more: tuple[str, ...]) -> None:
    named = corpus.parent / "named.csv"
    named.write_text("file,outlet\na.txt,الأفق\n", encoding="utf-8")
    done = isnad(
        *("import", corpus.parent / "a.isnad", corpus, "--metadata", named, "--json"), *more
    )
    assert (done.code, done.err, done.json["metadata"]) == (0, "", str(named))
    assert outlets(isnad, corpus) == ["الأفق"]


def test_found_metadata_that_cannot_be_read_are_told_and_stop_nothing(
    isnad: Run, corpus: Path
) -> None:
    (corpus / "metadata.csv").write_text("name,outlet\na.txt,المرفأ\n", encoding="utf-8")
    done = isnad("import", corpus.parent / "a.isnad", corpus, "--json")
    assert (done.code, done.json["imported"], done.json["metadata"]) == (1, 1, None)
    assert done.err.startswith(f"isnad: {corpus / 'metadata.csv'} was not used: metadata.csv has")
    assert done.err.endswith(" --no-metadata leaves it out.\n")
    assert outlets(isnad, corpus) == [""]


def test_a_date_that_may_be_two_days_is_a_note_and_no_problem(isnad: Run, corpus: Path) -> None:
    table = corpus / "metadata.csv"
    table.write_text("file,التاريخ\na.txt,03/04/2018\n", encoding="utf-8")
    words = ("import", corpus.parent / "a.isnad", corpus, "--metadata", table)
    told = isnad(*words, "--json")
    assert (told.code, told.json["metadata_problems"]) == (0, [])
    (note,) = told.json["metadata_notes"]
    assert note == {
        "line": 2,
        "sentence": "Column “التاريخ”: 1 date was read with the day first, “03/04/2018” as"
        " 2018-04-03; write YYYY-MM-DD to leave no doubt.",
    }
    done = isnad(*words)
    assert done.code == 0
    assert done.err == f"isnad: line 2: {note['sentence']}\n"


def test_a_bad_file_is_told_and_stops_nobody_else(isnad: Run, tmp_path: Path) -> None:
    file = tmp_path / "a.isnad"
    isnad("new", file)
    (tmp_path / "good.txt").write_text("مقال جيد\nنص", encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01\x02")
    done = isnad("import", file, tmp_path / "good.txt", tmp_path / "bad.txt")
    assert done.code == 1
    assert done.out == "Imported 1 article.\n"
    assert done.err.startswith(f"isnad: {tmp_path / 'bad.txt'}: ")
    (rejected,) = isnad("import", file, tmp_path / "bad.txt", "--json").json["rejected"]
    assert rejected["file"] == str(tmp_path / "bad.txt")


def test_lists_are_tab_separated_lines_for_programs(isnad: Run, full: Path) -> None:
    assert isnad("articles", full).out.splitlines() == [
        "حريق «الميناء»\t=أفق\t2024-11\t152\t10",
        "Second\t\t\t12\t0",
    ]
    assert isnad("codes", full).out.splitlines()[0] == "Claim\tclaim\tC\t2"


def test_codes_are_told_with_their_path_and_use(isnad: Run, full: Path) -> None:
    codes = {code["path"]: code for code in isnad("codes", full, "--json").json}
    below, above = codes["Frames/Economic, loss"], codes["Frames"]
    assert (below["parent"], below["depth"], below["annotations"]) == (above["uuid"], 1, 2)


def test_export_and_import_set_carry_a_project_over(isnad: Run, full: Path, tmp_path: Path) -> None:
    out, copy = tmp_path / "a.jsonl", tmp_path / "copy.isnad"
    done = isnad("export", full, "--format", "jsonl", "--out", out)
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        f"Wrote {out}. Chosen: 2 articles, 10 annotations, 2 attributions, 5 codes, 2 coders.",
        "Nothing is left out.",
    ]
    isnad("new", copy, "--codebook", "none")
    done = isnad("import-set", copy, out)
    assert done.code == 0
    assert "Added: 2 articles, 10 annotations, 2 attributions, 5 codes, 2 coders." in done.out
    one, two = opened(full), opened(copy)
    assert holds(one) == holds(two)
    one.close()
    two.close()
    assert isnad("import-set", copy, out).out.splitlines() == [
        "Added: nothing new.",
        "Already there: 2 articles, 10 annotations, 2 attributions, 5 codes, 2 coders.",
    ]


def test_export_of_one_coder_as_csv_says_what_is_left_out(
    isnad: Run, full: Path, tmp_path: Path
) -> None:
    done = isnad("export", full, "--format", "csv", "--out", tmp_path / "csv", "--coder", "كريم")
    assert done.code == 0
    assert "The texts of 2 articles are left out; their sha256 are there." in done.out
    rows = list(read_csv_folder(tmp_path / "csv")["fragments.csv"].dicts())
    assert {row["coder"] for row in rows} == {"كريم"}
    told = isnad(
        *("export", full, "--format", "csv", "--out", tmp_path / "csv", "--json"),
        *("--option", "delimiter=tab", "--status", "done"),
    ).json
    assert told["counts"]["article"] == 1
    assert {loss["what"] for loss in told["losses"]} >= {"text"}


@pytest.mark.parametrize("format_id", ["jsonl", "csv"])
def test_export_replaces_an_earlier_one_and_nothing_else(
    isnad: Run, full: Path, tmp_path: Path, format_id: str
) -> None:
    words = ("export", full, "--format", format_id, "--out", tmp_path / "out")
    assert isnad(*words).code == 0
    assert isnad(*words).code == 0
    mine = tmp_path / "out" if format_id == "jsonl" else tmp_path / "out" / "articles.csv"
    mine.write_text("my own notes")
    done = isnad(*words)
    assert (done.code, done.out) == (1, "")
    assert done.err.startswith(f"isnad: {tmp_path / 'out'} ")
    assert done.err.endswith(" --force replaces it.\n")
    assert mine.read_text() == "my own notes"
    done = isnad(*words, "--force")
    assert (done.code, done.err) == (0, "")
    assert mine.read_text() != "my own notes"


@pytest.mark.parametrize("format_id", ["jsonl", "csv"])
def test_force_takes_no_database_and_no_folder_of_others(
    isnad: Run, full: Path, tmp_path: Path, format_id: str
) -> None:
    isnad("new", tmp_path / "other.isnad")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "notes.txt").write_text("mine")
    for name in ("other.isnad", "folder"):
        done = isnad("export", full, "--format", format_id, "--out", tmp_path / name, "--force")
        assert (done.code, done.out) == (1, "")
        assert "--force" not in done.err
    assert isnad("check", tmp_path / "other.isnad").code == 0
    assert (tmp_path / "folder" / "notes.txt").read_text() == "mine"


def test_conflicts_and_refusals_are_told_with_their_lines(
    isnad: Run, full: Path, tmp_path: Path
) -> None:
    isnad("export", full, "--format", "jsonl", "--out", tmp_path / "a.jsonl")
    lines = read_lines(tmp_path / "a.jsonl")
    first, second = of_kind(lines, "annotation")[:2]
    first["memo"] = "other"
    second["fragments"][0]["start"] += 1
    second["uuid"] = "00000000-0000-4000-8000-000000000001"
    path = write_lines(tmp_path / "b.jsonl", lines)
    done = isnad("import-set", full, path)
    assert done.code == 1
    number = lines.index(first) + 1
    assert f"isnad: line {number}: وكالة «أفق» differs in the project" in done.err
    assert f"isnad: line {number + 1}: " in done.err
    assert "isnad: 1 conflict.\nisnad: 1 record refused.\n" in done.err
    told = isnad("import-set", full, path, "--json").json
    assert told["found"] == {"conflict": 1, "refused": 1}


def test_check_finds_and_repairs(isnad: Run, full: Path) -> None:
    assert isnad("check", full).out == f"{full} is sound.\n"
    project = open_project(full, "Salma")
    with project.database.step("break", 1):
        project.database.write("UPDATE annotation SET prefix = 'wrong' WHERE id = 1")
    project.close()
    done = isnad("check", full, "--json")
    assert done.code == 1
    assert [problem["rule"] for problem in done.json["problems"]] == ["context"]
    repaired = isnad("check", full, "--repair")
    assert repaired.code == 0
    assert "Repaired: " in repaired.out
    assert isnad("check", full).code == 0


def test_what_cannot_be_repaired_is_counted(isnad: Run, full: Path) -> None:
    project = open_project(full, "Salma")
    with project.database.step("break", 1):
        project.database.write("UPDATE fragment SET quote = 'wrong' WHERE id = 1")
    project.close()
    done = isnad("check", full, "--repair")
    assert done.code == 1
    assert "Error: " in done.out
    assert done.out.endswith("1 problem.\n")


def test_history_lists_the_newest_step_first(isnad: Run, full: Path) -> None:
    lines = isnad("history", full).out.splitlines()
    assert lines[0].split("\t")[2] == "Edit the project"
    (only,) = isnad("history", full, "--limit", "1", "--json").json
    assert only["name"] == "Edit the project"


def test_backup_copies_the_project(isnad: Run, full: Path) -> None:
    done = isnad("backup", full)
    assert done.code == 0
    (copy,) = full.with_suffix(".backups").iterdir()
    assert str(copy) in done.out
    assert isnad("articles", copy).out == isnad("articles", full).out


@pytest.mark.parametrize(
    "words",
    [
        ["import", "{file}", "{sample}"],
        ["import-set", "{file}", "{sample}"],
        ["check", "{file}", "--repair"],
    ],
)
def test_writing_is_refused_while_a_window_writes_and_names_it(
    isnad: Run, full: Path, words: list[str]
) -> None:
    window = open_project(full, "Salma")
    names = {"file": str(full), "sample": str(SAMPLE / "metadata.csv")}
    done = isnad(*(word.format(**names) for word in words))
    assert (done.code, done.out) == (1, "")
    assert "nothing was changed. The project is open for writing elsewhere: " in done.err
    assert str(window.database.value("SELECT count(*) FROM article")) == "2"
    window.close()


def test_reading_leaves_the_file_as_it_is(isnad: Run, full: Path, tmp_path: Path) -> None:
    other = sqlite3.connect(full)
    other.execute("UPDATE article SET title = 'by another program' WHERE id = 2")
    other.commit()
    other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    other.close()
    before = full.read_bytes()
    for command in ("articles", "codes", "history", "check", "backup"):
        isnad(command, full)
    isnad("export", full, "--format", "csv", "--out", tmp_path / "csv")
    assert full.read_bytes() == before


@pytest.mark.parametrize("words", [["articles"], ["codes"], ["history"], ["check"], ["backup"]])
def test_reading_is_not(isnad: Run, full: Path, words: list[str]) -> None:
    window = open_project(full, "Salma")
    with window.database.step("x", 1):
        annotations.update(window.database, [1], {"memo": "new"})
    assert isnad(*words, full).code == 0
    window.close()
