"""Start the program on a project of 200 articles, until its window is painted and answers.

The limit is an empty PySide6 main window started the same way. Both are whole processes, timed from
outside, in turn, with bytecode.
"""

import shutil
from typing import Any

from benchmarks.measure import Figure, median, summary, time_until_line

BUDGET = 2.0
ARTICLES = 200


def figures(quick: bool) -> list[Figure]:
    """Start both by turns; the first start of each makes the bytecode and is not counted."""
    from benchmarks import corpus

    rounds = 3 if quick else 12
    whole: list[float] = []
    bare: list[float] = []
    told: dict[str, Any] = {}
    with corpus.scratch("start") as place:
        project = place / "p.isnad"
        shutil.copyfile(corpus.many_project(ARTICLES, 5), project)
        for number in range(rounds + 1):
            empty = time_until_line("start_child", "empty")[0]
            taken, told = time_until_line("start_child", "isnad", project)
            if number:
                bare.append(empty)
                whole.append(taken)
    return [
        Figure(
            f"start with a project of {ARTICLES} articles",
            median(whole),
            "ms",
            BUDGET,
            median(bare),
            "empty PySide6 main window",
            budget_is_ratio=True,
            details={"whole": summary(whole), "bare": summary(bare), **told},
        )
    ]
