"""The launcher: what goes to the window, what to the commands, what is refused."""

import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from annotator import __main__ as launcher
from tests.shared import PROJECT

LATE = ("camel_tools", "charset_normalizer", "click", "numpy", "pandas", "rich", "sqlite_utils")


def run(*words: str, code: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program, or Python code, in a process of its own."""
    command = ["-c", code, *words] if code else ["-m", "annotator", *words]
    return subprocess.run(
        [sys.executable, *command],
        cwd=PROJECT,
        env={**os.environ, "PYTHONPATH": str(PROJECT), "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere.isnad"], "neither a file nor a command"),
        (["exprot"], "neither a file nor a command"),
        (["one.isnad", "two.isnad"], "One project at a time"),
        (["tour"], "isnad tour --out DIR"),
        (["tour", "--into", "x"], "isnad tour --out DIR"),
    ],
)
def test_bad_arguments_are_refused_with_a_sentence(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert launcher.main(words) == 2
    heard = capsys.readouterr()
    assert said in heard.err
    assert heard.out == ""


def test_a_command_word_goes_to_the_commands_without_qt(tmp_path: Path) -> None:
    code = (
        "import sys; from annotator.__main__ import main; found = main(sys.argv[1:]);"
        "assert 'PySide6' not in sys.modules; sys.exit(found)"
    )
    made = run("new", str(tmp_path / "made.isnad"), "--coder", "Salma", code=code)
    assert made.returncode == 0, made.stderr
    assert (tmp_path / "made.isnad").is_file()


def test_a_file_goes_to_the_window(template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[tuple[Path | None, bool]] = []

    def seen(path: Path | None = None, *, sample: bool = False) -> int:
        opened.append((path, sample))
        return 0

    monkeypatch.setattr("annotator.ui.app.run", seen)
    try:
        assert launcher.main([str(template)]) == 0
        assert launcher.main([]) == 0
        assert launcher.main(["--sample"]) == 0
    finally:
        import gc

        gc.enable()
    assert opened == [(template, False), (None, False), (None, True)]


START = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from annotator import __main__ as launcher
from annotator.settings import Settings, default_path

def check():
    window = QApplication.topLevelWidgets()
    window = next(each for each in window if each.objectName() == "window")
    assert window.pane.view.isVisible() and window.context.article is not None
    names = {name.split(".")[0] for name in sys.modules}
    print(sorted(names & set(sys.argv[2].split(","))))
    window.close()

Settings(default_path())["coder"] = "Salma"
exec_ = QApplication.exec
QApplication.exec = lambda *_: (QTimer.singleShot(200, check), exec_())[1]
sys.exit(launcher.main([sys.argv[1]]))
"""


def test_the_start_with_a_project_loads_no_late_library(template: Path, tmp_path: Path) -> None:
    project = shutil.copy(template, tmp_path / "start.isnad")
    done = run(str(project), ",".join(LATE), code=START)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "[]"
    assert done.stderr.replace("This plugin does not support propagateSizeHints()\n", "") == ""


TOLD = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from annotator import __main__ as launcher
from annotator.settings import Settings, default_path

def tell():
    print(Path(sys.argv[1] + ".lock").exists(), flush=True)
    os.kill(os.getpid(), int(sys.argv[2]))

Settings(default_path())["coder"] = "Salma"
exec_ = QApplication.exec
QApplication.exec = lambda *_: (QTimer.singleShot(200, tell), exec_())[1]
sys.exit(launcher.main([sys.argv[1]]))
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_and_sigterm_close_the_project(
    number: signal.Signals, template: Path, tmp_path: Path
) -> None:
    project = shutil.copy(template, tmp_path / "told.isnad")
    done = run(str(project), str(int(number)), code=TOLD)
    assert done.stdout.strip() == "True", "the project was not open for writing"
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == ["told.isnad"]


def test_the_tour_leaves_pictures_and_the_exported_set(tmp_path: Path) -> None:
    done = run("tour", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    pictures = sorted(path.name for path in tmp_path.glob("*.png"))
    assert len(pictures) >= 5
    assert all((tmp_path / name).stat().st_size > 10_000 for name in pictures)
    with (tmp_path / "tour.jsonl").open(encoding="utf-8") as file:
        records = [json.loads(line) for line in file]
    quotes = [r["fragments"][0]["quote"] for r in records if r.get("fragments")]
    assert len(quotes) == 6
    assert "وكالة «أفق الساحل» للأنباء" in quotes
    assert (tmp_path / "tour-csv" / "fragments.csv").is_file()
    for said in ("tagged a claim", "tagged a source", "tagged a cue", "3 after three times undo"):
        assert said in done.stdout
