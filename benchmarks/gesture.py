"""Tag the selected words with one key: until the annotation is on the disk and on the screen."""

import json
import shutil
import sys
from functools import partial
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.measure import Figure, median, p95, run_child, summary

BUDGET = 16.0


def figures(quick: bool) -> list[Figure]:
    """Measure on an ordinary article, on the long one, and with many articles beside it."""
    from benchmarks import corpus

    count = 40 if quick else 200
    cases = {
        "tag a place, ordinary article": (corpus.many_project(200, 5), 10),
        "… 1 000 000 characters, 5 000 annotations": (corpus.long_project(others=1), 1),
        "… and 10 000 articles beside it": (
            corpus.long_project(others=1_000 if quick else 10_000),
            1,
        ),
    }
    found = []
    for work, (project, article) in cases.items():
        with corpus.scratch("gesture") as place:
            copy = place / "p.isnad"
            shutil.copyfile(project, copy)
            told = run_child("gesture", copy, article, count)
        found.append(
            Figure(
                work,
                p95(told["painted"]),
                "ms",
                BUDGET,
                details={
                    "painted": summary(told["painted"]),
                    "idle again": summary(told["idle"]),
                    "commit alone": told["commit"],
                    "median": round(median(told["painted"]), 2),
                },
            )
        )
    return found


def tag_places(project: Path, article: int, count: int) -> dict[str, Any]:
    """Select places in sight and press the roles' keys; every 20th time scroll elsewhere first."""
    from PySide6.QtCore import QPointF, Qt
    from PySide6.QtTest import QTest

    from benchmarks.window import open_window, settle

    window, pane, clock = open_window(project, article)
    context, view, random = window.context, pane.view, Random(5)
    assert context.article is not None
    before, length = len(context.article), len(context.article.text)
    view.setFocus()
    painted, idle = [], []
    for number in range(count):
        if number % 20 == 0:
            place = random.randrange(max(1, length - 2000))
            view.reveal(place, place)
            settle(0.05)
        middle = view.position_at(QPointF(view.viewport().rect().center()))
        start = min(length - 80, max(0, middle + random.randint(-400, 400)))
        view.select(start, start + random.randint(8, 60))
        settle(0.01)
        key = (Qt.Key.Key_C, Qt.Key.Key_S, Qt.Key.Key_Q)[number % 3]
        taken, until_idle = timed_press(clock, partial(QTest.keyClick, view, key))
        painted.append(taken)
        idle.append(until_idle)
    added = len(context.article) - before
    assert added >= count * 0.95, f"of {count} key presses only {added} made an annotation"
    commit = commit_alone(window.context)
    window.close()
    return {"painted": painted, "idle": idle, "commit": commit}


def timed_press(clock: Any, press: Any) -> tuple[float, float]:
    """Return the milliseconds until the paint, and until nothing is left to do."""
    import time

    from benchmarks.window import settle

    start = time.perf_counter()
    taken = clock.time(press)
    settle(0.0)
    return taken, (time.perf_counter() - start) * 1000


def commit_alone(context: Any) -> dict[str, float]:
    """Return how long the operation alone takes: the part that makes it durable."""
    from annotator.operations import tagging
    from benchmarks.measure import milliseconds

    random, taken = Random(6), []
    text, article = context.article.text, context.article.id
    code = context.codebook.by_kind("claim").id
    for _each in range(50):
        start = random.randrange(len(text) - 100)
        place = [(start, start + random.randint(20, 90))]
        tag = partial(tagging.tag, context.opened, article, place, code, text=text)
        taken.append(milliseconds(tag))
    return summary(taken)


if __name__ == "__main__":
    print(json.dumps(tag_places(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
