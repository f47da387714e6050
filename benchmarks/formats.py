"""Export 50 000 annotations in every format: the time, and whether memory grows with the articles.

Each export runs in a process of its own. Memory is compared between a project and one of a quarter
of its articles: what streams takes about the same for both.
"""

import json
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from benchmarks.importing import peak_megabytes
from benchmarks.measure import Figure, median, run_child, spaced

SECONDS: Final = {"csv": 2.0, "xlsx": 15.0, "refi-qda": 15.0, "uima-xmi": 30.0}
"""The budgets that the design names; the others shall not be the slowest."""

OTHERS: Final = 60.0


def figures(quick: bool) -> list[Figure]:
    """Measure every writer but JSONL, which has a row of its own."""
    from annotator.exchange.formats import FORMATS
    from benchmarks import corpus

    articles, marks = (200, 25) if quick else (1_000, 50)
    whole = corpus.many_project(articles, marks)
    quarter = corpus.many_project(articles // 4, marks)
    found = []
    for each in FORMATS.writers():
        if each.id == "jsonl" or (each.needs and find_spec(each.needs) is None):
            continue
        with corpus.scratch("formats") as place:
            small = run_child("formats", each.id, quarter, place / f"small{each.suffix}")
            times = [
                run_child("formats", each.id, whole, place / f"whole{number}{each.suffix}")
                for number in range(1 if quick else 2)
            ]
        found.append(
            Figure(
                f"export {spaced(articles * marks)} annotations, {each.id}",
                median([one["ms"] for one in times]) / 1000,
                "s",
                SECONDS.get(each.id, OTHERS),
                details={
                    "peak MB": times[0]["peak"],
                    "peak MB, a quarter of the articles": small["peak"],
                    "MB written": times[0]["written"],
                },
            )
        )
    return found


def export(format_id: str, project: Path, target: Path) -> dict[str, float]:
    """Export through the operations, as the window and the command do."""
    from annotator.operations.exporting import export as write
    from annotator.operations.project import open_project

    opened = open_project(project, read_only=True)
    start = time.perf_counter()
    write(opened, format_id, target)
    taken = (time.perf_counter() - start) * 1000
    opened.close()
    files = [target] if target.is_file() else [f for f in target.rglob("*") if f.is_file()]
    return {
        "ms": taken,
        "peak": peak_megabytes(),
        "written": round(sum(file.stat().st_size for file in files) / 1e6, 1),
    }


if __name__ == "__main__":
    print(json.dumps(export(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))
