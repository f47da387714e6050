"""Open an article of 1 000 000 characters with 5 000 annotations, to its first paint.

The limit is ``QPlainTextEdit.setPlainText`` of the same text to its first paint, in the same face.
"""

import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure, median, run_child, spaced, summary

BUDGET = 2.0


def figures(quick: bool) -> list[Figure]:
    """Measure bare and whole openings in turn, each in a process of its own."""
    from benchmarks import corpus

    project = corpus.long_project(others=1)
    rounds = 1 if quick else 3
    whole: list[dict[str, Any]] = []
    bare: list[dict[str, Any]] = []
    for _round in range(rounds):
        with corpus.scratch("opening") as place:
            copy = place / "p.isnad"
            shutil.copyfile(project, copy)
            bare.append(run_child("opening", "bare", copy))
            whole.append(run_child("opening", "whole", copy))
    best = [ms for each in whole for ms in each["ms"]]
    limit = [ms for each in bare for ms in each["ms"]]
    return [
        Figure(
            f"open {spaced(corpus.LONG)} characters, {spaced(corpus.LONG_MARKS)} annotations",
            median(best),
            "ms",
            BUDGET,
            median(limit),
            "QPlainTextEdit, text only",
            budget_is_ratio=True,
            details={
                "whole": summary(best),
                "bare": summary(limit),
                "first in a fresh window": [round(each["ms"][0], 1) for each in whole],
                "until all annotations are there": round(median([e["all"] for e in whole]), 1),
                "longest freeze while they come": round(max(e["freeze"] for e in whole), 1),
            },
        )
    ]


def _texts(project: Path) -> tuple[str, str]:
    from annotator.store import articles
    from annotator.store.database import Database

    with Database.open(project, read_only=True) as database:
        return articles.text(database, 1), articles.text(database, 2)


def bare(project: Path) -> dict[str, Any]:
    """Set the text of a plain editor."""
    from PySide6.QtGui import QFont
    from PySide6.QtWidgets import QPlainTextEdit

    from annotator.ui.app import make_application
    from annotator.ui.app_look import load_reading_face
    from benchmarks.window import bare_window, settle

    make_application()
    load_reading_face()
    editor = QPlainTextEdit()
    font = QFont("Amiri")
    font.setPixelSize(21)
    editor.setFont(font)
    long, other = _texts(project)
    _window, clock = bare_window(editor, editor.viewport())
    taken = []
    for _each in range(5):
        taken.append(clock.time(lambda: editor.setPlainText(long)))
        settle()
        clock.time(lambda: editor.setPlainText(other))
        settle()
    return {"ms": taken}


def whole(project: Path) -> dict[str, Any]:
    """Open the article in the window: read, laid out, marked, painted."""
    from PySide6.QtWidgets import QApplication

    from benchmarks.window import open_window, settle

    window, _pane, clock = open_window(project, 2)
    context = window.context
    taken = []
    for _each in range(5):
        taken.append(clock.time(lambda: context.open_article(1)))
        freeze, start = 0.0, time.perf_counter()
        while context.loading:
            before = time.perf_counter()
            QApplication.processEvents()
            freeze = max(freeze, time.perf_counter() - before)
        everything = taken[-1] + (time.perf_counter() - start) * 1000
        settle()
        assert context.article is not None
        marks = len(context.article)
        clock.time(lambda: context.open_article(2))
        settle()
    assert marks >= 5_000, f"only {marks} annotations were loaded"
    window.close()
    return {"ms": taken, "all": everything, "freeze": freeze * 1000}


if __name__ == "__main__":
    chosen = {"bare": bare, "whole": whole}[sys.argv[1]]
    print(json.dumps(chosen(Path(sys.argv[2]))))
