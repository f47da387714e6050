"""The real Arabic layout of an X server: the key that types ؤ tags a claim, in the real program."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared import PROJECT
from tests.ui.window.kit import FIRST, make_project

PATIENCE = 40.0
KEY_C, KEY_S = 54, 39  # where C and S are, by X key code

RUN = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from annotator.settings import Settings
from annotator.ui import app

application = app.make_application()
settings = Settings()
settings["language"], settings["coder"] = "ar", "Salma"
window = app.make_window(settings)
assert window.projects.open_path(Path(sys.argv[1]))
window.showFullScreen()
window.activateWindow()
view = window.pane.view
words = ["إن الحريق انتهى", "وكالة أفق"]

class Spy(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.KeyPress:
            print("typed", event.text(), flush=True)
        return False

spy = Spy()
view.installEventFilter(spy)

def select(words):
    start = view.article_text().index(words)
    view.setFocus()
    view.select(start, start + len(words))

def follow(*_news):
    done = len(window.context.article)
    if done < len(words):
        QTimer.singleShot(0, lambda: (select(words[done]), print("ready", done, flush=True)))

window.context.changed.connect(follow)
def begin():
    if view.hasFocus() and window.isActiveWindow():
        follow()
    else:
        window.activateWindow()
        view.setFocus()
        QTimer.singleShot(50, begin)
QTimer.singleShot(0, begin)
application.exec()
"""


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """An X server of our own with the Arabic layout."""
    missing = [name for name in ("Xvfb", "setxkbmap", "xdotool") if not shutil.which(name)]
    if missing:
        pytest.skip(f"needs an X server of its own: {', '.join(missing)} not installed")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        [
            "Xvfb",
            "-displayfd",
            str(writing),
            "-screen",
            "0",
            "1280x900x24",
            "-noreset",
            "-nolisten",
            "tcp",
        ],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    name = f":{number}"
    try:
        subprocess.run(["setxkbmap", "-display", name, "ara"], check=True)
        yield name
    finally:
        server.terminate()
        server.wait(PATIENCE)


def press_key(display: str, code: int) -> None:
    """Press the key at a place of the keyboard, whatever it types."""
    environment = {**os.environ, "DISPLAY": display}
    subprocess.run(["xdotool", "key", str(code)], env=environment, check=True)


@pytest.mark.xvfb
def test_keys_of_the_real_arabic_layout_tag(display: str, tmp_path: Path) -> None:
    path = make_project(tmp_path / "layout.isnad")
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    program = subprocess.Popen(
        [sys.executable, "-c", RUN, str(path)],
        cwd=PROJECT,
        env={**environment, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert program.stdout is not None
        for number, code in enumerate((KEY_C, KEY_S)):
            assert program.stdout.readline().strip() == f"ready {number}"
            press_key(display, code)
            assert program.stdout.readline().split() == ["typed", "ؤس"[number]]
        found = wait_for_annotations(path, 2)
    finally:
        program.terminate()
        program.wait(PATIENCE)
        assert program.stdout is not None
        program.stdout.close()
    assert found == [("claim", "إن الحريق انتهى"), ("source", "وكالة أفق")]
    assert all(quote in FIRST for _kind, quote in found)


def wait_for_annotations(path: Path, count: int) -> list[tuple[str, str]]:
    """Return kind and quote of what another process has written, once there is so much of it."""
    end = time.monotonic() + PATIENCE
    while True:
        reader = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            found = reader.execute(
                "SELECT code.kind, fragment.quote FROM annotation"
                " JOIN code ON code.id = annotation.code"
                " JOIN fragment ON fragment.annotation = annotation.id ORDER BY annotation.id"
            ).fetchall()
        finally:
            reader.close()
        if len(found) >= count or time.monotonic() > end:
            return found
        time.sleep(0.05)
