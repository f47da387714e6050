"""Scroll an article on which some 200 highlights are in sight: how long each frame takes."""

import json
import shutil
import sys
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure, p95, run_child, summary

BUDGET = 16.0
STEP = 60
"""Pixels per frame: a notch of the wheel."""


def figures(quick: bool) -> list[Figure]:
    """Measure frames while scrolling through a densely marked article."""
    from benchmarks import corpus

    with corpus.scratch("scrolling") as place:
        copy = place / "p.isnad"
        shutil.copyfile(corpus.dense_project(), copy)
        told = run_child("scrolling", copy, 60 if quick else 300)
    seen = summary(told["visible"])
    return [
        Figure(
            f"scroll, {seen['median']:.0f} highlights in sight",
            p95(told["ms"]),
            "ms",
            BUDGET,
            details={"frame": summary(told["ms"]), "highlights in sight": seen},
        )
    ]


def scroll(project: Path, frames: int) -> dict[str, Any]:
    """Scroll by one step a frame and time each, counting now and then what is in sight."""
    from PySide6.QtCore import QPointF

    from benchmarks.window import open_window, settle

    window, pane, clock = open_window(project, 1)
    view, article = pane.view, window.context.article
    assert article is not None
    taken, visible = [], []
    for number in range(frames):
        taken.append(clock.time(lambda: view.scroll_by(STEP)))
        if number % 20 == 0:
            area = view.viewport().rect()
            ends = (
                view.position_at(QPointF(area.topRight())),
                view.position_at(QPointF(area.bottomLeft())),
            )
            low, high = min(ends), max(ends)
            visible.append(sum(m.span.start < high and m.span.end > low for m in article))
            settle(0.02)
    window.close()
    return {"ms": taken, "visible": visible}


if __name__ == "__main__":
    print(json.dumps(scroll(Path(sys.argv[1]), int(sys.argv[2]))))
