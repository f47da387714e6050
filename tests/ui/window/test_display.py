"""Without a screen the launcher says so in a sentence; Qt never aborts the process."""

import os
import subprocess
import sys

import pytest

from annotator import __main__ as launcher
from annotator.ui import display
from tests.shared import PROJECT

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other screens elsewhere")


def start(**screens: str) -> subprocess.CompletedProcess[str]:
    """Start the window in a process whose only screens are these."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    return subprocess.run(
        [sys.executable, "-m", "annotator"],
        cwd=PROJECT,
        # Without a folder of the session, Wayland's own library would complain before us.
        env={**kept, "XDG_RUNTIME_DIR": str(PROJECT), "PYTHONPATH": str(PROJECT), **screens},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@linux
@pytest.mark.parametrize(
    "screens",
    [
        {},
        {"QT_QPA_PLATFORM": "xcb"},
        {"DISPLAY": ":4099"},
        {"WAYLAND_DISPLAY": "wayland-nowhere"},
        {"WAYLAND_DISPLAY": "wayland-nowhere", "QT_QPA_PLATFORM": "wayland"},
        {"DISPLAY": ":4099", "QT_QPA_PLATFORM": "nosuchplatform"},
    ],
    ids=lambda screens: " ".join(screens) or "none",
)
def test_without_a_screen_a_sentence_says_what_to_do(screens: dict[str, str]) -> None:
    done = start(**screens)
    assert done.returncode == 1, done
    first = done.stderr.split("\n")[0]
    assert "display" in first
    assert "isnad --help" in first
    assert "isnad tour --out DIR" in first
    assert "Reinstalling" not in done.stderr
    assert done.stdout == ""


@linux
def test_a_display_that_does_not_answer_is_named() -> None:
    said = start(DISPLAY=":4099").stderr
    assert ":4099" in said.split("\n")[0]
    assert "could not connect to display :4099" in said
    assert "xcb-cursor" not in said, "that library is not what is missing"


@pytest.mark.parametrize("platform", ["offscreen", "minimal", "vnc:size=800x600"])
def test_a_platform_that_needs_no_screen_is_let_through(
    platform: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("QT_QPA_PLATFORM", platform)
    assert display.absence("linux") == ""
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert display.absence("linux") != ""
    assert display.absence("win32") == ""
    assert display.absence("darwin") == ""


MISSING = (
    (
        ImportError("libEGL.so.1: cannot open shared object file: No such file or directory"),
        "libEGL.so.1",
    ),
    (ModuleNotFoundError("No module named 'PySide6'", name="PySide6"), "PySide6"),
    (ImportError("DLL load failed while importing QtGui: not found"), "DLL load failed"),
)


@pytest.mark.parametrize(("error", "named"), MISSING, ids=lambda each: str(each)[:12])
@pytest.mark.parametrize("words", [[], ["tour", "--out", "x"]], ids=["window", "tour"])
def test_what_qt_lacks_is_named(
    error: ImportError,
    named: str,
    words: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    break_imports(monkeypatch, error)
    assert launcher.main(words) == 1
    said = capsys.readouterr().err
    assert named in said
    assert "isnad --help" in said


def test_a_bug_of_ours_is_no_missing_library(monkeypatch: pytest.MonkeyPatch) -> None:
    break_imports(monkeypatch, ImportError("cannot import name 'x' from 'annotator.ui.app'"))
    with pytest.raises(ImportError, match="cannot import name"):
        launcher.main([])


def break_imports(monkeypatch: pytest.MonkeyPatch, error: ImportError) -> None:
    """Let the modules that need Qt fail to import, as they would where Qt does."""

    class Broken:
        @staticmethod
        def find_spec(name: str, *_where: object) -> None:
            if name in ("annotator.ui.app", "annotator.ui.tour"):
                raise error

    for name in ("annotator.ui.app", "annotator.ui.tour"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken, *sys.meta_path])
    monkeypatch.setattr("gc.disable", lambda: None)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")  # which the tour sets for good
