"""Is the window awake while work is done in a thread: how late its event loop is.

A timer of the window asks to be called every few milliseconds; how much later it is called is how
long a key would have waited. To add a work: a function that begins it and returns what tells
whether it is over, and a row in ``WORKS``.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from benchmarks.measure import Figure, p95, run_child, summary

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow

BUDGET: Final = 50.0
EVERY: Final = 5
"""Milliseconds between two calls."""
PATIENCE: Final = 120.0

IsOver = Callable[[], bool]


def figures(quick: bool) -> list[Figure]:
    """Measure each work on a project of many articles; those that lack their data are left out."""
    from benchmarks import corpus, families

    found = []
    with corpus.scratch("responsive") as folder, families.database(folder) as full:
        for name, (about, _begin) in WORKS.items():
            project = corpus.many_project(100 if quick else 1_000, 5)
            copy = folder / f"{name}.isnad"
            copy.write_bytes(project.read_bytes())
            if full is None:
                continue
            told = run_child("responsive", copy, full, name)
            found.append(
                Figure(
                    f"event loop late, {about}",
                    p95(told["late"]),
                    "ms",
                    BUDGET,
                    details={"late": summary(told["late"]), "took": told["took"]},
                )
            )
    return found


def read_database(_window: "MainWindow", full: Path) -> IsOver:
    """Begin to read the morphology database, as the first analysis of a word does."""
    from annotator.operations import analysing
    from annotator.ui.tasks import Job

    job = Job(lambda job: analysing.open_morphology(full, None, job.cancelled))
    job.start()
    return job.finished


def remember_lemmas(window: "MainWindow", full: Path) -> IsOver:
    """Begin to look up every word of the project, as opening one does."""
    from annotator.operations import analysing, language_data

    language_data.choose(window.context.settings, full)
    work = window._language_commands().lemmas
    work.begin()
    job = work._job
    assert analysing.opened_morphology(full) is not None
    assert job is not None
    finished: IsOver = job.finished
    return finished


Begin = Callable[["MainWindow", Path], IsOver]
WORKS: Final[dict[str, tuple[str, Begin]]] = {
    "database": ("reading a morphology database", read_database),
    "lemmas": ("looking up every word", remember_lemmas),
}


def lateness(project: Path, full: Path, name: str) -> dict[str, Any]:
    """Return how late each call of a timer was while a work was done, in milliseconds."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from benchmarks.window import open_window, settle

    window, _pane, _clock = open_window(project, 1)
    window.build_rest()
    settle()
    late: list[float] = []
    last = [0.0]

    def called() -> None:
        moment = time.perf_counter()
        late.append(max(0.0, (moment - last[0]) * 1000 - EVERY))
        last[0] = moment

    timer = QTimer(window)
    timer.setTimerType(Qt.TimerType.PreciseTimer)
    timer.timeout.connect(called)
    is_over = WORKS[name][1](window, full)
    start = last[0] = time.perf_counter()
    timer.start(EVERY)
    while not is_over():
        QApplication.processEvents()
        time.sleep(0.0005)
        if time.perf_counter() - start > PATIENCE:
            raise RuntimeError("the work did not end")
    took = time.perf_counter() - start
    timer.stop()
    window.close()
    return {"late": late, "took": round(took, 3)}


if __name__ == "__main__":
    print(json.dumps(lateness(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])))
