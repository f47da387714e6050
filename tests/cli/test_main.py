"""The command line as a whole: exit codes, errors, languages, help, and life without Qt."""

import json
import os
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import click
import pytest

from annotator.cli import COMMANDS
from annotator.cli.main import find_language, program
from annotator.i18n import language
from annotator.settings import Settings, default_path
from tests.cli.commands import Run
from tests.shared import PROJECT
from tools.docs import PAGES


def test_the_launcher_knows_every_command() -> None:
    assert tuple(program().commands) == COMMANDS


def test_the_names_come_without_click() -> None:
    code = "import sys, annotator.cli; assert not {'click', 'rich'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=True)


def test_every_command_and_option_says_what_it_is_for() -> None:
    for command in (program(), *program().commands.values()):
        assert command.help
        options = [each for each in command.params if isinstance(each, click.Option)]
        assert all(option.help for option in options)
        assert "language" in {option.name for option in options}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nothing"], "No such command 'nothing'."),
        (["articles"], "Missing argument 'FILE'."),
        (["articles", "a", "--colour"], "No such option"),
        (["export", "a", "--format", "sdx", "--out", "b"], "'sdx' is not one of"),
        (["history", "a", "--limit", "0"], "0 is not in the range"),
        (
            ["export", "a", "--format", "csv", "--out", "b", "--option", "x"],
            "write an option as KEY=VALUE",
        ),
    ],
)
def test_senseless_arguments_are_two(isnad: Run, words: list[str], sentence: str) -> None:
    done = isnad(*words)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("isnad: ")
    assert sentence in done.err
    assert "--help tells how it is used." in done.err


@pytest.mark.parametrize("content", [None, b"", b"no database", b"SQLite format 3\0 cut off"])
def test_what_is_no_project_is_one_sentence(
    isnad: Run, tmp_path: Path, content: bytes | None
) -> None:
    file = tmp_path / "a.isnad"
    if content is not None:
        file.write_bytes(content)
    done = isnad("articles", file)
    assert (done.code, done.out) == (1, "")
    assert file.name in done.err
    assert done.err.startswith("isnad: ")
    assert done.err.count("\n") == 1


def test_no_words_and_help_show_the_commands(isnad: Run) -> None:
    bare, asked = isnad(), isnad("--help")
    assert (bare.code, asked.code) == (2, 0)
    for done in (bare, asked):
        assert all(f"  {name} " in done.out for name in COMMANDS)


def test_the_version_is_told(isnad: Run) -> None:
    done = isnad("--version")
    assert (done.code, done.out, done.err) == (0, f"Isnad {version('isnad')}\n", "")


def test_arabic_is_spoken_when_asked_for_and_not_kept(isnad: Run, full: Path) -> None:
    done = isnad("check", full, "--language", "ar")
    assert done.out == f"\u2068{full}\u2069 سليم.\n"
    assert language() == "en"
    assert "عرض مقالات المشروع." in isnad("articles", "--help", "--language=ar").out
    assert isnad("articles", full, "--language", "xx").code == 2


def test_json_is_the_same_in_every_language(isnad: Run, full: Path) -> None:
    for command in ("articles", "codes"):
        assert (
            isnad(command, full, "--json").out
            == isnad(command, full, "--json", "--language", "ar").out
        )


@pytest.mark.parametrize(
    ("words", "environment", "found"),
    [
        ([], {}, "en"),
        ([], {"LANG": "ar_SY.UTF-8"}, "ar"),
        ([], {"LC_ALL": "C", "LANG": "ar_SY.UTF-8"}, "en"),
        ([], {"LANG": "ar", "ISNAD_LANGUAGE": "en"}, "en"),
        (["--language", "ar"], {"ISNAD_LANGUAGE": "en"}, "ar"),
        (["--language"], {}, "en"),
    ],
)
def test_the_language_is_found(words: list[str], environment: dict[str, str], found: str) -> None:
    assert find_language(words, environment) == found


def test_the_settings_language_counts_before_the_systems() -> None:
    Settings(default_path())["language"] = "ar"
    assert find_language([], {"LANG": "en_GB.UTF-8"}) == "ar"


HIDE_QT = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {"PySide6", "shiboken6"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
from annotator.cli.main import main
sys.exit(main())
"""


def run_without_qt(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", HIDE_QT, *map(str, words)],
        cwd=PROJECT,
        env={**os.environ, "ISNAD_LANGUAGE": "en"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_main_job_is_done_without_qt_by_processes(tmp_path: Path) -> None:
    file, out = tmp_path / "a.isnad", tmp_path / "a.jsonl"
    sample = PROJECT / "sample_corpus"
    steps: list[list[str | Path]] = [
        ["new", file, "--coder", "هدى"],
        ["import", file, sample / "articles", "--metadata", sample / "metadata.csv"],
        ["export", file, "--format", "jsonl", "--out", out],
        ["import-set", file, out],
        ["check", file],
    ]
    for words in steps:
        done = run_without_qt(*words)
        assert (done.returncode, done.stderr) == (0, ""), words
    assert "حريق" in run_without_qt("articles", file).stdout
    assert not list(tmp_path.glob("*-wal"))


def test_a_reader_that_has_enough_is_no_error(full: Path) -> None:
    command = [sys.executable, "-c", HIDE_QT, "history", str(full), "--json"]
    with subprocess.Popen(
        command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
    assert told == b""


def test_file_names_that_are_no_text_are_told_and_stop_nothing(tmp_path: Path) -> None:
    file, folder = tmp_path / "a.isnad", tmp_path / "articles"
    folder.mkdir()
    for number, text in enumerate(("مقال جيد", "مقال جيد", "")):
        name = os.fsdecode(bytes([0xE3, 0xE4 + number])) + ".txt"
        (folder / name).write_text(text, encoding="utf-8")
    assert run_without_qt("new", file).returncode == 0
    done = run_without_qt("import", file, folder)
    assert done.returncode == 1
    assert "Imported 1 article." in done.stdout
    assert "\\udce3\\udce5.txt" in done.stdout
    assert "\\udce3\\udce6.txt: It is empty." in done.stderr
    told = json.loads(run_without_qt("import", file, folder, "--json").stdout)
    assert told["rejected"][0]["file"] == str(folder / os.fsdecode(b"\xe3\xe6.txt"))
    absent = run_without_qt("check", tmp_path / os.fsdecode(b"\xff.isnad"))
    assert absent.stderr == f"isnad: There is no file {tmp_path}/\\udcff.isnad.\n"


@pytest.mark.parametrize("command", [["new"], ["check"], ["import-set", "FILE"]])
def test_impossible_names_are_one_sentence(isnad: Run, full: Path, command: list[str]) -> None:
    words = [str(full) if word == "FILE" else word for word in command]
    done = isnad(*words, full.parent / ("a" * 300))
    assert done.code == 1
    assert done.err.startswith("isnad: ")
    assert done.err.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
def test_an_output_that_takes_no_more_is_one_sentence(full: Path) -> None:
    with open("/dev/full", "w", encoding="utf-8") as out:
        done = subprocess.run(
            [sys.executable, "-c", HIDE_QT, "articles", str(full)],
            cwd=PROJECT,
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "isnad: The system stopped the work: No space left on device.\n"


@pytest.mark.parametrize("name", PAGES)
def test_generated_pages_are_fresh(name: str) -> None:
    page = (PROJECT / "docs" / name).read_text(encoding="utf-8")
    assert page == PAGES[name](), "run: make docs"
