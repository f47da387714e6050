"""`isnad formats`, and the ways on that a refusal on the command line names."""

from pathlib import Path

from annotator.operations.exporting import formats
from tests.cli.conftest import Run


def test_every_format_that_export_takes_is_listed(isnad: Run) -> None:
    rows = {line.split("\t")[0]: line for line in isnad("formats").out.splitlines()}
    assert {each.id for each in formats()} <= set(rows)
    assert rows["brat"].split("\t")[2:] == ["a folder", "yes", "yes"]
    assert rows["xlsx"].split("\t")[2:] == [".xlsx", "yes", "no"]


def test_a_format_tells_its_options_as_export_takes_them(isnad: Run) -> None:
    told = isnad("formats", "doccano").out
    assert "--option form=relations (relations | labels)" in told
    assert isnad("formats", "csv", "--json").json[0]["options"][0]["key"] == "delimiter"
    refused = isnad("formats", "docano")
    assert refused.code == 1
    assert "doccano" in refused.err


def test_attributions_are_counted_among_what_was_written(
    isnad: Run, full: Path, tmp_path: Path
) -> None:
    done = isnad("export", full, "--format", "jsonl", "--out", tmp_path / "a.jsonl")
    counts = isnad("export", full, "--format", "jsonl", "--out", tmp_path / "a.jsonl", "--json")
    number = counts.json["counts"]["attribution"]
    assert number
    assert f" {number} attribution" in done.out


def test_a_set_that_names_what_is_not_there_is_told_when_it_is_kept(isnad: Run, full: Path) -> None:
    done = isnad(
        *("sets", full, "--save", "paper", "--format", "csv", "--coder", "Salma"),
        *("--choice", '{"coders": ["Slama"]}'),
    )
    assert (done.code, "Slama" in done.err) == (0, True)


def test_a_file_that_no_format_knows_is_told_the_way_on(
    isnad: Run, full: Path, tmp_path: Path
) -> None:
    strange = tmp_path / "notes.xyz"
    strange.write_text("nothing", encoding="utf-8")
    refused = isnad("import-set", full, strange)
    assert refused.code == 1
    assert "isnad formats" in refused.err


def test_who_codes_is_asked_for_by_the_name_of_the_option(isnad: Run, tmp_path: Path) -> None:
    project = tmp_path / "new.isnad"
    isnad("new", project)
    refused = isnad("sets", project, "--save", "paper", "--format", "csv")
    assert refused.code == 1
    assert "--coder NAME" in refused.err


def test_the_place_of_a_finding_is_said_once(isnad: Run, full: Path, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign.jsonl"
    foreign.write_text(
        '{"id": 1, "text": "قالت الوزارة إن الأسعار ارتفعت.", "entities":'
        ' [{"id": 1, "label": "X", "start_offset": 5, "end_offset": 900}], "relations": []}\n',
        encoding="utf-8",
    )
    told = isnad("import-set", full, foreign, "--dry-run").err
    assert told.count("foreign.jsonl, line 1") == 1


def test_words_are_quoted_as_arabic_quotes(isnad: Run, full: Path, tmp_path: Path) -> None:
    folder = tmp_path / "theirs"
    folder.mkdir()
    (folder / "a.txt").write_text("أعلن البنك خفض الفائدة.\n", encoding="utf-8")
    (folder / "a.ann").write_text("T1\tQuote 40 50\tلا وجود له\n", encoding="utf-8")
    told = isnad("import-set", full, folder, "--dry-run", "--language", "ar").err
    assert "«لا وجود له»" in told
