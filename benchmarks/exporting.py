"""Export 50 000 annotations as JSONL; beside it, bare sqlite3 rows written as JSON lines."""

import json
import sqlite3
import sys
import time
from pathlib import Path

from benchmarks.importing import peak_megabytes
from benchmarks.measure import Figure, median, run_child, spaced

BUDGET = 1_000.0


def figures(quick: bool) -> list[Figure]:
    """Measure bare and whole exports in turn, each in a process of its own."""
    from benchmarks import corpus

    articles, marks = (200, 25) if quick else (1_000, 50)
    project = corpus.many_project(articles, marks)
    whole, bare = [], []
    for _round in range(3):
        with corpus.scratch("export") as place:
            bare.append(run_child("exporting", "bare", project, place / "bare.jsonl"))
            whole.append(run_child("exporting", "whole", project, place / "whole.jsonl"))
    assert whole[0]["annotations"] == bare[0]["annotations"] == articles * marks, "not all of them"
    return [
        Figure(
            f"export {spaced(articles * marks)} annotations, JSONL",
            median([each["ms"] for each in whole]),
            "ms",
            BUDGET,
            median([each["ms"] for each in bare]),
            "bare sqlite3 to JSONL",
            details={
                "whole": [round(each["ms"]) for each in whole],
                "bare": [round(each["ms"]) for each in bare],
                "MB written": whole[0]["written"],
                "peak MB": whole[0]["peak"],
            },
        )
    ]


def bare(project: Path, target: Path) -> dict[str, float]:
    """Write every annotation with its fragments, and every text, as one JSON line each."""
    start = time.perf_counter()
    connection = sqlite3.connect(f"{project.as_uri()}?mode=ro", uri=True)
    count = 0
    with target.open("w", encoding="utf-8") as file:
        for sha, body in connection.execute("SELECT sha256, body FROM text"):
            file.write(json.dumps({"sha256": sha, "body": body}, ensure_ascii=False) + "\n")
        rows = connection.execute(
            "SELECT annotation.uuid, article.uuid, code.uuid, coder.uuid, annotation.memo, start,"
            ' "end", quote FROM annotation JOIN fragment ON fragment.annotation = annotation.id'
            " JOIN article ON article.id = article JOIN code ON code.id = code"
            " JOIN coder ON coder.id = coder ORDER BY annotation.id"
        )
        names = [each[0] for each in rows.description]
        for row in rows:
            count += 1
            file.write(json.dumps(dict(zip(names, row, strict=True)), ensure_ascii=False) + "\n")
    connection.close()
    return {"ms": (time.perf_counter() - start) * 1000, "annotations": count}


def whole(project: Path, target: Path) -> dict[str, float]:
    """Export through the operations, as the window and the command do."""
    from annotator.operations.exporting import export
    from annotator.operations.project import open_project

    opened = open_project(project, read_only=True)
    start = time.perf_counter()
    report = export(opened, "jsonl", target)
    taken = (time.perf_counter() - start) * 1000
    opened.close()
    return {
        "ms": taken,
        "annotations": report.counts["annotation"],
        "written": round(target.stat().st_size / 1e6, 1),
        "peak": peak_megabytes(),
    }


if __name__ == "__main__":
    chosen = {"bare": bare, "whole": whole}[sys.argv[1]]
    print(json.dumps(chosen(Path(sys.argv[2]), Path(sys.argv[3]))))
