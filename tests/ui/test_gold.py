"""The main job on three real articles: every fragment of the worked examples, tagged in the window.

Each place is selected with the mouse (Alt: single letters), tagged with the role's key, and must
stand in the file at exactly the offsets that two people agreed on; what is exported and imported
again must be the same to the last row.
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.graphemes import next_boundary, previous_boundary
from annotator.operations import articles, exporting, importing, importing_set, reading
from annotator.operations.checking import check_project
from annotator.operations.codebook import codebook
from annotator.operations.project import Project, create_project, open_project
from annotator.settings import Settings
from annotator.store import records
from annotator.ui.app import make_window
from annotator.ui.main_window import MainWindow
from annotator.ui.reader import ArticleView
from tests.shared import shared_data

KEYS = {"source": Qt.Key.Key_S, "cue": Qt.Key.Key_Q, "content": Qt.Key.Key_C}
KINDS = {"source": "source", "cue": "cue", "content": "claim"}
_SHIFT_ALT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier


class Gold(NamedTuple):
    """One span of the worked examples: its file, its role, its fragments and their texts."""

    file: str
    role: str
    ranges: tuple[tuple[int, int], ...]
    quotes: tuple[str, ...]


def gold_spans(data: Path) -> list[Gold]:
    """Return every different span of the worked examples, in order."""
    described: dict[str, Any] = json.loads(
        (data / "gold_attributions.json").read_text(encoding="utf-8")
    )
    files = {document["doc"]: document["file"] for document in described["documents"]}
    found: dict[Gold, None] = {}
    for example in described["examples"]:
        for attribution in example["attributions"]:
            for role in KEYS:
                fragments = attribution[role]
                if fragments:
                    ranges = tuple((part["start"], part["end"]) for part in fragments)
                    quotes = tuple(part["text"] for part in fragments)
                    found[Gold(files[example["doc"]], role, ranges, quotes)] = None
    return list(found)


@pytest.fixture
def data() -> Path:
    return shared_data()


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, data: Path) -> Iterator[MainWindow]:
    """Open a window on a project of the three articles."""
    path = tmp_path / "gold.isnad"
    project = create_project(path, coder="سلمى")
    importing.import_paths(project, [data / "articles"])
    project.close()
    shown = make_window(Settings(tmp_path / "settings.json"))
    qtbot.addWidget(shown)
    shown.resize(1440, 900)
    shown.projects.open_path(path)
    with qtbot.waitExposed(shown):
        shown.show()
    yield shown
    shown.context.set_project(None)


def point_at(view: ArticleView, position: int) -> QPoint:
    """Return a viewport point where a click puts the caret at *position* (code points)."""
    text = view.article_text()
    later = next_boundary(text, position) if position < len(text) else position
    earlier = previous_boundary(text, position) if position else position
    for start, end in ((position, later), (earlier, position)):
        for rect in view.lines_rects(start, end) if start < end else []:
            for share in (0.2, 0.8):
                point = QPoint(round(rect.left() + rect.width() * share), round(rect.center().y()))
                if view.position_at(point.toPointF()) == position:
                    return point
    raise AssertionError(f"no click reaches {position}")


def select_by_mouse(view: ArticleView, start: int, end: int) -> None:
    """Click at *start*, bring *end* into sight, and Shift+click there, letter by letter."""
    left = Qt.MouseButton.LeftButton
    view.reveal(start, start + 1)
    QTest.mouseClick(view.viewport(), left, Qt.KeyboardModifier.AltModifier, point_at(view, start))
    view.reveal(end - 1, end)
    QTest.mouseClick(view.viewport(), left, _SHIFT_ALT, point_at(view, end))


def select_by_drag(view: ArticleView, start: int, end: int) -> None:
    """Drag from *start* to *end* with Alt: the selected annotation stays selected."""
    left, alt = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.AltModifier
    view.reveal(start, end)
    first, last = point_at(view, start), point_at(view, end)
    QTest.mousePress(view.viewport(), left, alt, first)
    for point in ((first + last) / 2, last):
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            point.toPointF(),
            view.viewport().mapToGlobal(point).toPointF(),
            Qt.MouseButton.NoButton,
            left,
            alt,
        )
        QApplication.sendEvent(view.viewport(), moved)
    QTest.mouseRelease(view.viewport(), left, alt, last)


def tag_all(window: MainWindow, spans: list[Gold]) -> None:
    """Tag each span by mouse and key, opening its article first."""
    context = window.context
    by_file = {
        articles.article(context.opened, row.id).provenance.file_name: row.id
        for row in articles.article_rows(context.opened)
    }
    assert window.pane is not None
    view = window.pane.view
    for span in spans:
        if context.article is None or context.article.id != by_file[span.file]:
            context.open_article(by_file[span.file])
            context.finish_loading()
        view.setFocus()
        for number, (start, end) in enumerate(span.ranges):
            select = select_by_mouse if number == 0 else select_by_drag
            select(view, start, end)
            assert view.selection() == (start, end)
            QTest.keyClick(view, KEYS[span.role] if number == 0 else Qt.Key.Key_A)


def stored(project: Project) -> set[Gold]:
    """Return what stands in the project, in the shape of the worked examples."""
    kinds = {code.id: code.kind for code, _depth in codebook(project).walk()}
    roles = {kind: role for role, kind in KINDS.items()}
    found = set()
    for row in articles.article_rows(project):
        name = articles.article(project, row.id).provenance.file_name
        for mark in reading.annotations_of(project, row.id):
            quotes = tuple(part.quote for part in mark.span.fragments)
            found.add(Gold(name, roles[kinds[mark.code]], mark.span.ranges, quotes))
    return found


def work(project: Project) -> list[dict[str, Any]]:
    """Return every record of the project but its own name."""
    return [each for each in records.canonical(project.database) if each["record"] != "project"]


def test_every_gold_fragment_is_tagged_exported_and_imported_again(
    window: MainWindow, data: Path, tmp_path: Path
) -> None:
    spans = gold_spans(data)
    assert len(spans) >= 50
    tag_all(window, spans)
    project = window.context.opened
    assert stored(project) == set(spans)
    assert check_project(project) == []

    target = tmp_path / "set.jsonl"
    exporting.export(project, "jsonl", target)
    copy = create_project(tmp_path / "copy.isnad", codebook=None)
    report, _changes = importing_set.import_set(copy, target)
    assert report.clean, report.findings
    assert work(copy) == work(project)
    for row in articles.article_rows(copy):
        article = articles.article(copy, row.id)
        original = (data / "articles" / article.provenance.file_name).read_bytes()
        assert article.provenance.source_sha256 == sha256(original).hexdigest()
        assert article.text_sha256 == sha256(articles.text(copy, row.id).encode()).hexdigest()
        assert articles.text(copy, row.id) == original.decode().replace("\r\n", "\n")
    copy.close()


def test_the_marks_are_there_after_closing_and_opening(window: MainWindow, data: Path) -> None:
    spans = [span for span in gold_spans(data) if span.file.startswith("001")]
    tag_all(window, spans)
    path = window.context.opened.path
    window.context.set_project(None)
    again = open_project(path)
    assert stored(again) == set(spans)
    again.close()
