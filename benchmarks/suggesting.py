"""Is the window awake while suggestions are looked for: how late its event loop is.

A timer of the window asks to be called every few milliseconds; how much later it is called is how
long a key would have waited. Measured until the run has ended and its suggestions are listed.
"""

import json
import shutil
import sys
import time
from pathlib import Path
from typing import Any, Final

from benchmarks.measure import Figure, p95, run_child, summary

BUDGET: Final = 50.0
EVERY: Final = 5
"""Milliseconds between two calls."""
PATIENCE: Final = 300.0
ARTICLES: Final = 300


def figures(quick: bool) -> list[Figure]:
    """Measure a run over articles of 600 words."""
    from benchmarks import corpus

    count = ARTICLES // 5 if quick else ARTICLES
    with corpus.scratch("suggesting") as folder:
        copy = folder / "articles.isnad"
        shutil.copy(corpus.many_project(count), copy)
        told = run_child("suggesting", copy)
    return [
        Figure(
            f"event loop late, suggesting in {count} articles",
            p95(told["late"]),
            "ms",
            BUDGET,
            details={"late": summary(told["late"]), **told["run"]},
        )
    ]


def lateness(project: Path) -> dict[str, Any]:
    """Return how late each call of a timer was while a run was going on, in milliseconds."""
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from benchmarks.window import open_window, settle

    window, _pane, _clock = open_window(project, 1)
    window.build_rest()
    window.run("show_suggestions")
    window.context.suggestions.finish()
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
    start = last[0] = time.perf_counter()
    timer.start(EVERY)
    window.run("suggest_everywhere")
    run = window.context.suggestions.run
    while run.running:
        QApplication.processEvents()
        time.sleep(0.0005)
        if time.perf_counter() - start > PATIENCE:
            raise RuntimeError("the run did not end")
    took = time.perf_counter() - start
    timer.stop()
    listed = sum(map(len, run.rows.values()))
    window.close()
    assert listed, "nothing was suggested"
    return {"late": late, "run": {"seconds": round(took, 2), "suggestions": listed}}


if __name__ == "__main__":
    print(json.dumps(lateness(Path(sys.argv[1]))))
