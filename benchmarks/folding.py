"""Fold whole articles, with and without the way back; beside it, the text only recoded and back."""

import time
from collections.abc import Callable

from benchmarks.measure import Figure, median

BUDGET = 20.0
"""Milliseconds for a megabyte: 50 MB/s."""


def figures(quick: bool) -> list[Figure]:
    """Measure by turns, in megabytes of UTF-8, on ordinary articles and on a very long one."""
    from annotator.arabic import fold
    from benchmarks import corpus

    fold.prepare()
    articles = [corpus.article_text(number) for number in range(300 if quick else 1_500)]
    found = []
    for name, texts in (("articles", articles), ("one long text", [corpus.long_text()])):
        ways: dict[str, Callable[[str], object]] = {
            "fold": fold.fold,
            "fold with the way back": fold.fold_with_offsets,
            "bare": lambda text: text.encode("utf-32-le").decode("utf-32-le"),
        }
        size = sum(len(text.encode()) for text in texts) / 1e6
        taken: dict[str, list[float]] = {way: [] for way in ways}
        for _round in range(5):
            for way, work in ways.items():
                start = time.perf_counter()
                for text in texts:
                    work(text)
                taken[way].append((time.perf_counter() - start) * 1000 / size)
        for way in ("fold", "fold with the way back"):
            per_megabyte = median(taken[way])
            found.append(
                Figure(
                    f"{way}, {name}, for each MB",
                    per_megabyte,
                    "ms",
                    BUDGET,
                    median(taken["bare"]),
                    "to UTF-32 and back, for comparison",
                    details={"MB": round(size, 1), "MB per second": round(1000 / per_megabyte)},
                )
            )
    return found
