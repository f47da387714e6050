"""Open the panels about the whole project: from the key to the list on the screen.

Each is opened for the first time in a window that is there already, its module not imported yet.
"""

import json
import sys
from pathlib import Path
from random import Random
from typing import Any, Final

from benchmarks.measure import Figure, median, p95, run_child, summary

BUDGET: Final = 200.0
PANELS: Final = ("sources", "ledger", "segments of all articles")
ARTICLES: Final = 400
PER_ARTICLE: Final = 50
"""Attributions of each article: 20 000 in all, of 60 000 annotations."""
ENTITIES: Final = 2_000
CLAIMS: Final = 2_000


def figures(quick: bool) -> list[Figure]:
    """Measure in windows of their own."""
    project = attributed_project(ARTICLES // 4 if quick else ARTICLES)
    rounds = [run_child("panels", project, "open") for _round in range(2 if quick else 5)]
    found = []
    for name in PANELS:
        taken = [each[name] for each in rounds]
        found.append(
            Figure(
                f"open the panel: {name}",
                p95(taken),
                "ms",
                BUDGET,
                details={"opened": summary(taken), "median": round(median(taken), 1)},
            )
        )
    chosen = [each["all quotes of a source"] for each in rounds]
    found.append(Figure("… all quotes of a source", p95(chosen), "ms", BUDGET))
    return found


def attributed_project(articles_: int) -> Path:
    """Return a project with that many articles of 50 attributions, sources and ledger claims."""
    from benchmarks import corpus

    def make(path: Path) -> None:
        corpus._make_project(path, lambda database, coder: fill(database, coder, articles_))

    return corpus.kept(f"attributed-{articles_}.isnad", make)


def fill(database: Any, coder: int, articles_: int) -> None:
    """Attribute three pieces of each article's text, again and again, inside a step."""
    from annotator.model.span import make_span
    from annotator.operations.tagging import clean_ranges
    from annotator.store import annotations, articles, attributions, claims, codes, entities
    from benchmarks import corpus

    random = Random(7)
    book = codes.codebook(database)
    kinds = {kind: book.by_kind(kind) for kind in ("claim", "cue", "source")}
    names = [f"{name} {number}" for number in range(ENTITIES) for name in ("وكالة أنباء",)]
    people = [entities.add(database, name) for name in names]
    pool = corpus.sentences()
    ledger = [
        claims.add_ledger(database, f"{random.choice(pool)[:70]} {number}")
        for number in range(CLAIMS)
    ]
    drafts = [corpus.draft(corpus.article_text(number)) for number in range(articles_)]
    for number, article in enumerate(articles.add_many(database, drafts)):
        text = corpus.article_text(number)
        places = corpus.random_places(random, text, 3 * PER_ARTICLE, (8, 60))
        for first in range(0, len(places), 3):
            roles = []
            for role, kind, place in zip(
                ("content", "cue", "source"),
                ("claim", "cue", "source"),
                places[first : first + 3],
                strict=True,
            ):
                code = kinds[kind]
                assert code is not None
                span = make_span(text, clean_ranges(text, [place]))
                roles.append((role, annotations.add(database, article, coder, code.id, span)))
            who = random.choice(people)
            attributions.add(database, article, coder, roles, entities=[who])
            if first % 2 == 0:
                claims.set_fields(database, [roles[0][1]], {"ledger": random.choice(ledger)})


def open_panels(project: Path) -> dict[str, float]:
    """Open each panel as its key does, and choose the source quoted most."""
    from benchmarks.window import PaintClock, open_window, settle

    window, _pane, _clock = open_window(project, 1)
    workspace = window.workspace
    assert workspace is not None
    clock = PaintClock(window, workspace.below)
    taken = {
        "sources": clock.time(lambda: window.run("show_sources")),
    }
    settle()
    sources: Any = workspace.panel("sources")
    assert len(sources.model) == ENTITIES
    clock = PaintClock(window, sources.quotes_view.viewport())
    key = sources.model.item(0).entity.id
    taken["all quotes of a source"] = clock.time(lambda: sources.show_source(key))
    settle()
    clock = PaintClock(window, workspace.below)
    taken["ledger"] = clock.time(lambda: window.run("show_ledger"))
    settle()
    ledger: Any = workspace.panel("ledger")
    assert len(ledger.model) == CLAIMS
    segments: Any = workspace.panel("segments")
    window.run("show_segments")
    settle()
    clock = PaintClock(window, segments)
    taken["segments of all articles"] = clock.time(lambda: segments.show_scope("project"))
    settle()
    assert len(segments.everywhere.model) >= 3 * PER_ARTICLE
    window.close()
    return taken


if __name__ == "__main__":
    print(json.dumps(open_panels(Path(sys.argv[1]))))
