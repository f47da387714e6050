"""Attribute in an article of 2 000 attributions: each key until it is durable and on the screen.

``C`` is timed with the proposals that it shows, ``Enter`` with the attribution it makes, ``K`` and
``L`` likewise; a frame of scrolling with the brackets in sight.
"""

import json
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.measure import Figure, median, p95, run_child, summary

BUDGET: Final = 16.0
SENTENCES: Final = 2_400
EVERY: Final = 6
"""Each so manieth sentence is left for the gestures: 2 000 attributions are there before."""
NAMES: Final = 200
_KEYS: Final = ("claim and proposals", "accept", "continue the speaker", "link")


def figures(quick: bool) -> list[Figure]:
    """Measure in a window of its own."""
    from benchmarks import corpus

    with corpus.scratch("attributing") as place:
        copy = place / "p.isnad"
        shutil.copyfile(attributed_article(), copy)
        told = run_child("attributing", copy, 15 if quick else 90)
    return [
        Figure(
            f"{name}, {told['attributions']} attributions",
            p95(told[name]),
            "ms",
            BUDGET,
            details={"all": summary(told[name]), "median": round(median(told[name]), 2)},
        )
        for name in (*_KEYS, "scroll")
    ]


def sentence(number: int) -> tuple[str, str, str, str]:
    """Return what is before the cue, the cue, the source and the claim of a sentence."""
    who = f"وكالة أفق {number % NAMES}"
    return ("و", "قالت", who, f"إن الحريق رقم {number} انتهى فجر الثلاثاء في ميناء السرو")


def attributed_article() -> Path:
    """Return a project of one article with 2 000 attributions."""
    from benchmarks import corpus

    def fill(database: Any, coder: int) -> None:
        from annotator.store import articles, attributions, codes

        book = codes.codebook(database)
        kinds = {code.kind: code.id for code, _depth in book.walk() if code.kind != "code"}
        text, places = _text()
        article = articles.add(database, corpus.draft(text))
        for number, (cue, source, claim) in enumerate(places):
            if number % EVERY == 0:
                continue
            keys = {
                role: _mark(database, article, coder, kinds[kind], text, place)
                for role, kind, place in (
                    ("cue", "cue", cue),
                    ("source", "source", source),
                    ("content", "claim", claim),
                )
            }
            attributions.add(database, article, coder, list(keys.items()))

    def make(path: Path) -> None:
        corpus._make_project(path, fill)

    return corpus.kept(f"attributed-article-{SENTENCES}.isnad", make)


def _text() -> tuple[str, list[tuple[tuple[int, int], tuple[int, int], tuple[int, int]]]]:
    parts, places, at = [], [], 0
    for number in range(SENTENCES):
        before, cue, source, claim = sentence(number)
        first = at + len(before)
        second = first + len(cue) + 1
        third = second + len(source) + 1
        places.append(
            (
                (first, first + len(cue)),
                (second, second + len(source)),
                (third, third + len(claim)),
            )
        )
        part = f"{before}{cue} {source} {claim}." + ("\n" if number % 5 == 4 else " ")
        parts.append(part)
        at += len(part)
    return "".join(parts), places


def _mark(
    database: Any, article: int, coder: int, code: int, text: str, place: tuple[int, int]
) -> int:
    from annotator.model.span import make_span
    from annotator.store import annotations

    return annotations.add(database, article, coder, code, make_span(text, [place]))


def attribute(project: Path, count: int) -> dict[str, Any]:
    """Attribute the sentences left, by each way in turn."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from benchmarks.window import open_window, settle

    window, pane, clock = open_window(project, 1)
    settle(0.6)
    view, context = pane.view, window.context
    told: dict[str, Any] = {name: [] for name in _KEYS}
    told["attributions"] = len(context.attributions)
    _all, places = _text()

    def timed(name: str, key: Qt.Key) -> None:
        told[name].append(clock.time(partial(QTest.keyClick, view, key)))
        settle(0.01)

    def select(place: tuple[int, int]) -> None:
        view.setFocus()
        view.select(*place)
        view.reveal(*place)
        settle(0.01)

    for number in range(count):
        cue, _source, claim = places[(number * 7 % (SENTENCES // EVERY)) * EVERY]
        select(claim)
        if number % 3 == 0:
            timed("claim and proposals", Qt.Key.Key_C)
            timed("accept", Qt.Key.Key_Return)
        elif number % 3 == 1:
            timed("continue the speaker", Qt.Key.Key_K)
        else:
            timed("claim and proposals", Qt.Key.Key_C)
            made = context.selected
            QTest.keyClick(view, Qt.Key.Key_Escape)
            select(cue)
            QTest.keyClick(view, Qt.Key.Key_Q)
            assert window.attributing is not None
            window.attributing.pick(made)
            settle(0.01)
            timed("link", Qt.Key.Key_L)
    told["made"] = len(context.attributions) - told["attributions"]
    assert told["made"] >= count * 0.9, f"of {count} only {told['made']} were made"
    told["scroll"] = _scroll(view, clock.time)
    window.close()
    return told


def _scroll(view: Any, time: Callable[[Callable[[], object]], float]) -> list[float]:
    view.scroll_to(0.0)
    return [time(lambda: view.scroll_by(60.0)) for _frame in range(120)]


if __name__ == "__main__":
    print(json.dumps(attribute(Path(sys.argv[1]), int(sys.argv[2]))))
