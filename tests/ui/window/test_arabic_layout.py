"""The real Arabic layout of an X server: the key that types ؤ tags a claim, in the real program."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.window.kit import FIRST, make_project
from tests.ui.window.x_server import do, program, wait_for_annotations, x_server

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
def display() -> Iterator[str]:
    """An X server of our own with the Arabic layout."""
    with x_server() as name:
        subprocess.run(["setxkbmap", "-display", name, "ara"], check=True)
        yield name


@pytest.mark.xvfb
def test_keys_of_the_real_arabic_layout_tag(display: str, tmp_path: Path) -> None:
    path = make_project(tmp_path / "layout.isnad")
    with program(display, RUN, str(path)) as said:
        for number, code in enumerate((KEY_C, KEY_S)):
            assert next(said) == f"ready {number}"
            do(display, "key", str(code))
            assert next(said).split() == ["typed", "ؤس"[number]]
        found = wait_for_annotations(path, 2)
    assert found == [("claim", "إن الحريق انتهى"), ("source", "وكالة أفق")]
    assert all(quote in FIRST for _kind, quote in found)
