"""The main job on three real articles: every fragment of the worked examples, tagged in the window.

Each place is selected with the mouse (Alt: single letters), tagged with the role's key, and must
stand in the file at exactly the offsets that two people agreed on; what the window exports must
come back the same to the last row.

The fragments are those of the attributions (source, cue, content) and of the claims within them.
The examples' *negatives* are none: they are words that look like a cue and must not be tagged.
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

from annotator.exchange.formats.csv_folder import read_csv_folder
from annotator.model.graphemes import next_boundary, previous_boundary
from annotator.operations import articles, importing, importing_set, reading
from annotator.operations.checking import check_project
from annotator.operations.codebook import codebook
from annotator.operations.project import Project, create_project, open_project
from annotator.settings import Settings
from annotator.store import records
from annotator.ui.app import make_window
from annotator.ui.dialogs.export_dialog import ExportDialog
from annotator.ui.main_window import MainWindow
from annotator.ui.reader import ArticleView
from tests.shared import shared_data

KEYS = {"source": Qt.Key.Key_S, "cue": Qt.Key.Key_Q, "claim": Qt.Key.Key_C}
ROLES = {"source": "source", "cue": "cue", "content": "claim"}
"""The roles of an attribution in the data, and the kinds of their codes here."""
NO_ANNOTATIONS = {"negatives", "sentence"}
"""What has a place in the text and is not to be tagged: false cues, and the example's sentence."""
_SHIFT_ALT = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.AltModifier


class Gold(NamedTuple):
    """One span of the worked examples: its file, its kind, its fragments and their texts."""

    file: str
    kind: str
    ranges: tuple[tuple[int, int], ...]
    quotes: tuple[str, ...]


def described(data: Path) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Return the articles' file names by their keys, and the worked examples."""
    found = json.loads((data / "gold_attributions.json").read_text(encoding="utf-8"))
    return {each["doc"]: each["file"] for each in found["documents"]}, found["examples"]


def gold_spans(data: Path) -> list[Gold]:
    """Return every different span of the worked examples, in order.

    A claim that is the whole content of its attribution is one span with it.
    """
    files, examples = described(data)
    found: dict[Gold, None] = {}
    for example in examples:
        spans = [
            (kind, attribution[role])
            for attribution in example["attributions"]
            for role, kind in ROLES.items()
        ]
        spans += [("claim", claim["span"]) for claim in example["claims"]]
        for kind, fragments in spans:
            if fragments:
                ranges = tuple((part["start"], part["end"]) for part in fragments)
                quotes = tuple(part["text"] for part in fragments)
                found[Gold(files[example["doc"]], kind, ranges, quotes)] = None
    return list(found)


def all_fragments(data: Path) -> set[tuple[str, int, int, str]]:
    """Return whatever in the examples has a start and an end, wherever it stands: file and place.

    Found without knowing the data's shape, so that no kind of fragment can be forgotten.
    """
    files, examples = described(data)
    found = set()

    def walk(file: str, value: Any) -> None:
        if isinstance(value, list):
            for each in value:
                walk(file, each)
        elif isinstance(value, dict):
            if {"start", "end", "text"} <= set(value):
                found.add((file, value["start"], value["end"], value["text"]))
            for key, each in value.items():
                if key not in NO_ANNOTATIONS:
                    walk(file, each)

    for example in examples:
        walk(files[example["doc"]], example)
    return found


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
    settings = Settings(tmp_path / "settings.json")
    settings["coder"] = "سلمى"
    shown = make_window(settings)
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
            QTest.keyClick(view, KEYS[span.kind] if number == 0 else Qt.Key.Key_A)


def stored(project: Project) -> set[Gold]:
    """Return what stands in the project, in the shape of the worked examples."""
    kinds = {code.id: code.kind for code, _depth in codebook(project).walk()}
    found = set()
    for row in articles.article_rows(project):
        name = articles.article(project, row.id).provenance.file_name
        for mark in reading.annotations_of(project, row.id):
            quotes = tuple(part.quote for part in mark.span.fragments)
            found.add(Gold(name, kinds[mark.code], mark.span.ranges, quotes))
    return found


def tabled(folder: Path) -> set[Gold]:
    """Return what stands in the tables of a CSV export, in the shape of the worked examples."""
    tables = read_csv_folder(folder)
    files = {row["uuid"]: row["file_name"] for row in tables["articles.csv"].dicts()}
    marks: dict[str, list[dict[str, str]]] = {}
    for row in tables["fragments.csv"].dicts():
        marks.setdefault(row["annotation"], []).append(row)
    found = set()
    for rows in marks.values():
        assert [row["fragment"] for row in rows] == [str(n + 1) for n in range(len(rows))]
        ranges = tuple((int(row["start"]), int(row["end"])) for row in rows)
        quotes = tuple(row["quote"] for row in rows)
        found.add(Gold(files[rows[0]["article"]], rows[0]["kind"], ranges, quotes))
    assert len(found) == len(marks)
    return found


def export_in_window(window: MainWindow, format_id: str, target: Path) -> None:
    """Press the window's key for exporting, fill in its dialog and press the dialog's button."""

    def fill(dialog: ExportDialog) -> int:
        dialog.show()
        dialog.choose_format(format_id)
        dialog.target.setText(str(target))
        QTest.mouseClick(dialog.export_button, Qt.MouseButton.LeftButton)
        assert dialog.report is not None, dialog.fault.text()
        return dialog.result()

    assert window.pane is not None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ExportDialog, "exec", fill)
        QTest.keyClick(window.pane.view, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert target.exists()


def work(project: Project) -> list[dict[str, Any]]:
    """Return every record of the project but its own name."""
    return [each for each in records.canonical(project.database) if each["record"] != "project"]


def test_every_gold_fragment_is_tagged_exported_and_imported_again(
    window: MainWindow, data: Path, tmp_path: Path
) -> None:
    spans = gold_spans(data)
    assert {
        (span.file, *place, quote)
        for span in spans
        for place, quote in zip(span.ranges, span.quotes, strict=True)
    } == all_fragments(data)
    tag_all(window, spans)
    project = window.context.opened
    assert stored(project) == set(spans)
    assert check_project(project) == []

    export_in_window(window, "csv", tmp_path / "tables")
    assert tabled(tmp_path / "tables") == set(spans)

    target = tmp_path / "set.jsonl"
    export_in_window(window, "jsonl", target)
    copy = create_project(tmp_path / "copy.isnad", codebook=None)
    report, _changes = importing_set.import_set(copy, target)
    assert report.clean, report.findings
    assert stored(copy) == set(spans)
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
