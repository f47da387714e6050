"""The mouse of a real X server: a code is dragged onto the text, and the right button's menu."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.window.kit import make_project
from tests.ui.window.x_server import do, program, wait_for_annotations, x_server

RUN = """
import json, sys
from pathlib import Path
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QMenu
from annotator.settings import Settings
from annotator.ui import app

application = app.make_application()
settings = Settings()
settings["language"], settings["coder"] = "en", "Salma"
window = app.make_window(settings)
assert window.projects.open_path(Path(sys.argv[1]))
window.showFullScreen()
window.activateWindow()
view, tree = window.pane.view, window.workspace.panels["codebook"].view
words = "وكالة أفق"

def screen(widget, point):
    place = widget.mapToGlobal(point)
    return [place.x(), place.y()]

def begin():
    if not window.isActiveWindow():
        return QTimer.singleShot(50, begin)
    start = view.article_text().index(words)
    view.select(start, start + len(words))
    row = tree.visualRect(tree.model().index(1, 0)).center()
    word = view.lines_rects(start, start + len(words))[0].center().toPoint()
    places = {"code": screen(tree.viewport(), row), "word": screen(view.viewport(), word)}
    print(json.dumps(places), flush=True)

def look_for_menu():
    found = [each for each in window.findChildren(QMenu) if each.isVisible()]
    if not found:
        return QTimer.singleShot(30, look_for_menu)
    entries = [each for each in found[0].actions() if each.data()]
    place = screen(found[0], found[0].actionGeometry(entries[0]).center())
    print(json.dumps({"entry": place, "code": window.context.codebook[entries[0].data()].kind}),
          flush=True)

QTimer.singleShot(300, begin)
QTimer.singleShot(300, look_for_menu)
application.exec()
"""


@pytest.fixture
def display() -> Iterator[str]:
    """An X server of our own."""
    with x_server() as name:
        yield name


def at(place: list[int], shift: int = 0) -> tuple[str, str, str]:
    return "mousemove", str(place[0] + shift), str(place[1])


@pytest.mark.xvfb
def test_a_code_is_dragged_from_the_codebook_onto_the_selection(
    display: str, tmp_path: Path
) -> None:
    path = make_project(tmp_path / "mouse.isnad")
    with program(display, RUN, str(path)) as said:
        places = json.loads(next(said))
        code, word = places["code"], places["word"]
        do(display, *at(code), "mousedown", "1")
        for step in range(1, 9):
            between = [a + (b - a) * step // 8 for a, b in zip(code, word, strict=True)]
            do(display, *at(between), "sleep", "0.05")
        do(display, *at(word, 1), "sleep", "0.2", "mouseup", "1")
        assert wait_for_annotations(path, 1) == [("source", "وكالة أفق")]


@pytest.mark.xvfb
def test_the_right_button_opens_a_menu_whose_entry_tags(display: str, tmp_path: Path) -> None:
    path = make_project(tmp_path / "mouse.isnad")
    with program(display, RUN, str(path)) as said:
        do(display, *at(json.loads(next(said))["word"]), "click", "3")
        menu = json.loads(next(said))
        do(display, *at(menu["entry"]), "sleep", "0.3", "click", "1")
        assert wait_for_annotations(path, 1) == [(menu["code"], "وكالة أفق")]
