"""Search 10 000 articles: until the first fifty hits with what is around them are there."""

import json
import re
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any, Final

from benchmarks.measure import Figure, p95, run_child, spaced, summary

BUDGET = 20.0
FIRST: Final = 50


def figures(quick: bool) -> list[Figure]:
    """Measure a spread of queries in a process of its own, each twice."""
    from benchmarks import corpus

    count = 1_000 if quick else 10_000
    with corpus.scratch("search") as place:
        shutil.copy(corpus.many_project(count), place / "many.isnad")
        told = run_child("searching", place / "many.isnad", count)
    return [
        Figure(
            f"first {FIRST} hits in {spaced(count)} articles, folded",
            p95(told["taken"]),
            "ms",
            BUDGET,
            details={**summary(told["taken"]), **told["details"]},
        )
    ]


def queries(texts: list[str], count: int) -> Iterator[tuple[str, str]]:
    """Yield queries with their kind: words of every frequency, and what can be made of them."""
    random = Random(7)
    lines = [re.findall(r"[^\W\d_]+", line) for text in texts for line in text.split("\n")]
    ranked = [word for word, _n in Counter(w for line in lines for w in line).most_common()]
    steps = 40
    spread = [ranked[int((len(ranked) - 1) * (step / steps) ** 2)] for step in range(steps + 1)]
    yield from (("word", word) for word in spread)
    yield from (("rare", str(random.randrange(count))) for _each in range(20))
    yield from (("absent", f"{word}ظظ") for word in spread[::8])
    yield from (("prefix", f"{word[:length]}*") for word in spread[::2] for length in (1, 2, 3, 4))
    rows = [line for line in lines if len(line) > 8]
    for _each in range(40):
        line = random.choice(rows)
        at = random.randrange(len(line) - 4)
        yield "phrase", f'"{" ".join(line[at : at + random.choice((2, 3))])}"'
        yield "near", f"NEAR({line[at]} {line[at + 3]}, {random.choice((2, 5, 10))})"
    for _each in range(20):
        one, two, three = (random.choice(spread) for _word in range(3))
        yield "near", f"NEAR({one} {two}, {random.choice((3, 10))})"
        yield "operators", f"{one} {two}"
        yield "operators", f"{one} OR {two}"
        yield "operators", f"{one} NOT {two}"
        yield "operators", f'({one} OR "{two} {three}") NOT {three}'


def measure(path: Path, count: int) -> dict[str, Any]:
    """Index the project and search it."""
    from annotator.arabic import fold
    from annotator.model.search import SearchQuery
    from annotator.operations import indexing, searching
    from annotator.operations.project import open_project
    from benchmarks import corpus

    project = open_project(path, corpus.CODER)
    indexing.index_pending(project)

    def first(text: str, particles: bool = True) -> tuple[float, int]:
        start = time.perf_counter()
        query = SearchQuery(text, particles=particles)
        hits = list(islice(searching.search(project, query), FIRST))
        return (time.perf_counter() - start) * 1000, len(hits)

    fold.prepare()
    cold = first("قال")[0]
    texts = [corpus.article_text(number) for number in range(0, count, max(1, count // 200))]
    taken: list[float] = []
    kinds: dict[str, list[float]] = {}
    slowest = (0.0, "", 0)
    for kind, text in queries(texts, count):
        for particles in (True, False):
            if kind not in ("word", "phrase", "prefix") and not particles:
                continue
            spent, hits = first(text, particles)
            taken.append(spent)
            kinds.setdefault(kind if particles else f"{kind}, no particles", []).append(spent)
            slowest = max(slowest, (spent, text, hits))
    start = time.perf_counter()
    counted = searching.count(project, SearchQuery("قال"))
    count_ms = (time.perf_counter() - start) * 1000
    project.close()
    details = {
        **{kind: summary(values) for kind, values in kinds.items()},
        "first search of a window ms": round(cold, 1),
        "slowest": [round(slowest[0], 1), *slowest[1:]],
        "counting a common word ms": round(count_ms),
        "hits counted": counted.hits,
    }
    return {"taken": taken, "details": details}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2])), ensure_ascii=False))
