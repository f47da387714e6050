"""Import 10 000 files of 600 words; the limit reads, decodes and inserts the same files barely."""

import json
import sqlite3
import sys
import time
from pathlib import Path

from benchmarks.measure import Figure, median, run_child, spaced

BUDGET = 2.2


def figures(quick: bool) -> list[Figure]:
    """Measure bare and whole imports in turn, each in a process of its own."""
    from benchmarks import corpus

    count = 1_000 if quick else 10_000
    folder = corpus.text_folder(count)
    whole, bare = [], []
    for _round in range(2 if quick else 3):
        with corpus.scratch("import") as place:
            bare.append(run_child("importing", "bare", folder, place / "bare.db"))
            whole.append(run_child("importing", "whole", folder, place / "whole.isnad"))
    assert bare[0]["characters"] == whole[0]["characters"], "not the same texts"
    best = median([each["ms"] for each in whole])
    return [
        Figure(
            f"import {spaced(count)} files of 600 words",
            best,
            "ms",
            BUDGET,
            median([each["ms"] for each in bare]),
            "read, decode, insert",
            budget_is_ratio=True,
            details={
                "files per second": round(count / best * 1000),
                "whole": [round(each["ms"]) for each in whole],
                "bare": [round(each["ms"]) for each in bare],
                "peak MB": whole[0]["peak"],
                "plan ms": median([each["plan"] for each in whole]),
            },
        )
    ]


def bare(folder: Path, target: Path) -> dict[str, float]:
    """Read, decode and insert, in one durable transaction, and nothing else."""
    start = time.perf_counter()
    connection = sqlite3.connect(target, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE text (name TEXT, body TEXT)")
    connection.execute("BEGIN")
    characters = 0
    for path in sorted(folder.iterdir()):
        body = path.read_bytes().decode()
        characters += len(body)
        connection.execute("INSERT INTO text VALUES (?, ?)", (path.name, body))
    connection.execute("COMMIT")
    connection.close()
    return {"ms": (time.perf_counter() - start) * 1000, "characters": characters}


def whole(folder: Path, target: Path) -> dict[str, float]:
    """Import through the operations, as the window and the command do."""
    from annotator.operations.importing import run_import
    from annotator.operations.importing_plan import plan_import
    from annotator.operations.project import create_project

    project = create_project(target, coder="salma")
    start = time.perf_counter()
    plan = plan_import(project, [folder])
    planned = time.perf_counter()
    report, _changes = run_import(project, plan)
    project.close()
    taken = (time.perf_counter() - start) * 1000
    assert len(report.articles) == len(list(folder.iterdir())), report.rejected[:3]
    return {
        "ms": taken,
        "plan": (planned - start) * 1000,
        "characters": sum(len(item.draft.text) for item in plan.items),
        "peak": peak_megabytes(),
    }


def peak_megabytes() -> float:
    """Return the most memory this process has held, or 0 where the system does not say."""
    try:
        import resource
    except ImportError:
        return 0.0
    scale = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / scale, 1)


if __name__ == "__main__":
    chosen = {"bare": bare, "whole": whole}[sys.argv[1]]
    print(json.dumps(chosen(Path(sys.argv[2]), Path(sys.argv[3]))))
