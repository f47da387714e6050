"""Make the search index of 10 000 articles; the limit is FTS5 alone, given the folded texts."""

import json
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.measure import Figure, median, p95, run_child, spaced

BUDGET = 1.5


def figures(quick: bool) -> list[Figure]:
    """Measure FTS5 alone and the whole work in turn, each in a process of its own."""
    from benchmarks import corpus

    count = 1_000 if quick else 10_000
    source = corpus.many_project(count)
    whole, bare = [], []
    for _round in range(2 if quick else 5):
        with corpus.scratch("index") as place:
            shutil.copy(source, place / "whole.isnad")
            bare.append(run_child("indexing", "bare", place / "whole.isnad"))
            whole.append(run_child("indexing", "whole", place / "whole.isnad"))
    best = median([each["ms"] for each in whole])
    last = whole[-1]
    return [
        Figure(
            f"index {spaced(count)} articles of 600 words",
            best,
            "ms",
            BUDGET,
            median([each["ms"] for each in bare]),
            "FTS5 of the folded texts",
            budget_is_ratio=True,
            details={
                "MB": last["size"],
                "texts MB": last["texts"],
                "whole": [round(each["ms"]) for each in whole],
                "bare": [round(each["ms"]) for each in bare],
                "bare, our tokenizer": [round(each["ours"]) for each in bare],
                "longest lock ms": max(each["longest"] for each in whole),
                "locks, 95th percentile ms": median([each["p95"] for each in whole]),
                "one more article ms": median([each["one"] for each in whole]),
            },
        )
    ]


def bare(path: Path) -> dict[str, float]:
    """Give FTS5 the folded texts in one durable transaction, and nothing else."""
    from annotator.arabic.fold import fold

    reader = sqlite3.connect(path)
    texts = [fold(row[0]) for row in reader.execute("SELECT body FROM text")]
    reader.close()
    usual = _bare(path.with_suffix(".usual"), texts, "unicode61 remove_diacritics 0")
    return {"ms": usual, "ours": _bare(path.with_suffix(".ours"), texts, "ascii")}


def _bare(path: Path, texts: list[str], tokenizer: str) -> float:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    start = time.perf_counter()
    connection.execute("BEGIN")
    connection.execute(
        f"CREATE VIRTUAL TABLE bare USING fts5(body, content='', tokenize=\"{tokenizer}\")"
    )
    connection.executemany("INSERT INTO bare(rowid, body) VALUES (?, ?)", enumerate(texts, 1))
    connection.execute("COMMIT")
    taken = (time.perf_counter() - start) * 1000
    connection.close()
    return taken


def whole(path: Path) -> dict[str, Any]:
    """Read, fold and index as the window does in the background."""
    from annotator.arabic import fold
    from annotator.operations import indexing
    from annotator.operations.project import open_project
    from annotator.store import articles, derived
    from benchmarks import corpus

    project = open_project(path, corpus.CODER)
    before = path.stat().st_size
    locks: list[float] = []
    real = derived.writing

    @contextmanager
    def timed(database: Any) -> Iterator[None]:
        start = time.perf_counter()
        with real(database):
            yield
        locks.append((time.perf_counter() - start) * 1000)

    derived.writing = timed
    fold.prepare()  # numpy's start is the process's, not the index's
    start = time.perf_counter()
    own = project.another_connection()
    done = indexing.index_pending(own)
    own.close()
    taken = (time.perf_counter() - start) * 1000
    assert indexing.is_indexed(project)
    held = list(locks)
    with project.database.step("One more", project.coder.id):
        articles.add(project.database, corpus.draft(corpus.article_text(done + 1)))
    start = time.perf_counter()
    own = project.another_connection()
    assert indexing.index_pending(own) == 1
    own.close()
    one = (time.perf_counter() - start) * 1000
    project.close()
    return {
        "ms": taken,
        "size": round((path.stat().st_size - before) / 1e6, 1),
        "texts": round(before / 1e6, 1),
        "longest": round(max(held), 1),
        "p95": round(p95(held), 1),
        "one": round(one, 1),
    }


if __name__ == "__main__":
    print(json.dumps({"bare": bare, "whole": whole}[sys.argv[1]](Path(sys.argv[2]))))
