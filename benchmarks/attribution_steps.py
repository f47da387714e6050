"""Each gesture on attributions, by its operation alone: until it is durable and known to be sound.

One article has 2 000 attributions that all lie in one frame, the project 20 000. What the window
adds is measured in ``attributing``.
"""

import json
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from typing import Any, Final

from benchmarks.measure import Figure, milliseconds, p95, summary

BUDGET: Final = 16.0
DENSE: Final = 2_000
WHOLE: Final = 20_000
EACH: Final = 50
"""Attributions of an ordinary article."""
FREE: Final = 12
"""Each so manieth sentence is left for the gestures."""
SOURCES: Final = 500


def figures(quick: bool) -> list[Figure]:
    """Measure every gesture in the dense article of the large project."""
    from benchmarks import corpus
    from benchmarks.measure import run_child

    whole = WHOLE // 10 if quick else WHOLE
    with corpus.scratch("attribution-steps") as place:
        copy = place / "p.isnad"
        shutil.copyfile(attributed_project(DENSE, max(whole, DENSE)), copy)
        told = run_child("attribution_steps", copy, 40 if quick else 200)
    return [
        Figure(
            f"{name}, the operation alone, {told['attributions']} attributions",
            p95(taken),
            "ms",
            BUDGET,
            details=summary(taken),
        )
        for name, taken in told["taken"].items()
    ]


def attributed_project(dense: int, whole: int) -> Path:
    """Return a project of *whole* attributions, *dense* of them inside a frame in one article."""
    from benchmarks import corpus

    def make(path: Path) -> None:
        from annotator.operations.project import create_project
        from annotator.store import guard

        made = path.with_suffix(".isnad")
        project = create_project(made, coder=corpus.CODER)
        with project.database.step("Set the stage", kind="wall"):
            _fill(project.database, project.coder.id, dense, whole)
        assert not list(guard.everything(project.database)), "the stage breaks a rule"
        project.close()
        made.rename(path)

    return corpus.kept(f"attribution-steps-{dense}-{whole}.isnad", make)


def _fill(database: Any, coder: int, dense: int, whole: int) -> None:
    from annotator.store import attributions, entities

    random = Random(7)
    who = [entities.add(database, f"مصدر {number}") for number in range(SOURCES)]
    article, places = _add_article(database, dense)
    whole_text = (places[0][0][0], places[-1][-1][1])
    (frame,) = _write(database, coder, article, [[_NOTHING, _NOTHING, whole_text]], [])
    flags = {flag.name: flag.id for flag in attributions.flags(database)}
    attributions.set_flag(database, [frame], flags["frame"], True)
    made = _write(database, coder, article, places, [random.choice(who) for _each in places])
    attributions.update(database, made, {"parent": frame, "basis": "frame"})
    for _number in range((whole - dense) // EACH):
        article, places = _add_article(database, EACH)
        _write(database, coder, article, places, [random.choice(who) for _each in places])


Sentence = list[tuple[int, int]]
"""The places of a sentence's cue, source and claim."""

_NOTHING: Final = (0, 0)
"""The place of a role that is not filled."""


def _add_article(database: Any, count: int) -> tuple[tuple[int, str], list[Sentence]]:
    """Add an article of enough sentences, and return it with the places of *count* of them."""
    from annotator.store import articles
    from benchmarks import corpus

    number = int(database.value("SELECT count(*) FROM article"))
    needed, total = count * FREE // (FREE - 1) + 3, 0
    lines = [f"مقال القياس رقم {number}"]
    for paragraph in corpus.paragraphs(Random(number)):
        lines.append(paragraph)
        total += len(_sentences(paragraph))
        if total >= needed:
            break
    text = "\n".join(lines)
    key = articles.add(database, corpus.draft(text))
    kept = [each for position, each in enumerate(_sentences(text)) if position % FREE]
    return (key, text), kept[:count]


def _sentences(text: str) -> list[Sentence]:
    """Return the first word, the second, and the rest of each sentence that is long enough."""
    found, start = [], 0
    for piece in text.replace("\n", ". ").split(". "):
        words = piece.split(" ")
        if len(words) > 4 and all(words[:3]):
            cue = start + len(words[0])
            source = cue + 1 + len(words[1])
            end = start + len(piece.rstrip(" ."))
            found.append([(start, cue), (cue + 1, source), (source + 1, end)])
        start += len(piece) + (
            1 if text[start + len(piece) : start + len(piece) + 1] == "\n" else 2
        )
    return found


def _write(
    database: Any, coder: int, article: tuple[int, str], places: list[Sentence], who: list[int]
) -> list[int]:
    """Write attributions and return their keys."""
    from annotator.model.span import make_span
    from annotator.store import annotations, attributions, codes

    key, text = article
    book, made = codes.codebook(database), []
    for number, sentence in enumerate(places):
        roles: list[tuple[str, int]] = []
        for role, kind, place in zip(
            ("cue", "source", "content"), ("cue", "source", "claim"), sentence, strict=True
        ):
            code = book.by_kind(kind)
            assert code is not None
            if place != _NOTHING:
                span = make_span(text, [place])
                mark = annotations.add(database, key, coder, code.id, span)
                roles.append((role, mark))
        named = who[number : number + 1]
        made.append(attributions.add(database, key, coder, roles, entities=named))
    return made


def measure(path: Path, count: int) -> dict[str, Any]:
    """Make every gesture so many times in the dense article; return the milliseconds of each."""
    from annotator.operations import attributing, history, reading, sources
    from annotator.operations.articles import article_rows
    from annotator.operations.attributing import AttributionDraft
    from annotator.operations.project import open_project
    from annotator.store import articles

    project, random = open_project(path, "salma"), Random(8)
    article = article_rows(project)[0].id
    present = [each.id for each in reading.attributions_of(project, article)]
    total = project.database.value("SELECT count(*) FROM attribution")
    frame, *inside = present
    text = articles.text(project.database, article)
    free = [each for number, each in enumerate(_sentences(text)) if not number % FREE][1:]
    who = [entry.entity.id for entry in sources.registry(project)]
    modes = ("direct", "indirect")

    def some() -> int:
        return random.choice(inside)

    def draft(sentence: Sentence) -> AttributionDraft:
        cue, source, claim = ((place,) for place in sentence)
        return AttributionDraft(claim, cue, (source,), entities=(random.choice(who),))

    rounds = min(count, len(free) // 2)
    gestures: dict[str, Callable[[int], object]] = {
        "attribute": lambda n: attributing.attribute(project, article, draft(free[n])),
        "continue the speaker": lambda n: attributing.continue_speaker(
            project, article, (free[rounds + n][2],), (free[rounds + n][0],)
        ),
        "set an attribute": lambda n: attributing.edit(project, [some()], mode=modes[n % 2]),
        "set a flag": lambda n: attributing.set_flag(project, [some()], "passive", bool(n % 2)),
        "set the source": lambda _n: attributing.set_entities(
            project, [some()], random.sample(who, 2)
        ),
        "set the parent": lambda n: attributing.set_parent(
            project, some(), some() if n % 3 else frame
        ),
        "describe the frame": lambda n: attributing.edit(project, [frame], memo=f"مذكرة {n}"),
        "delete": lambda _n: attributing.delete(project, [inside.pop()]),
        "undo": lambda _n: history.undo(project),
    }
    taken: dict[str, list[float]] = {}
    for name, gesture in gestures.items():
        taken[name] = [milliseconds(partial(_try, gesture, number)) for number in range(rounds)]
    project.close()
    return {"attributions": total, "taken": taken}


def _try(gesture: Callable[[int], object], number: int) -> None:
    """Make a gesture; one that is refused, as a circle is, counts as well."""
    from annotator.model.errors import ConflictError

    try:
        gesture(number)
    except ConflictError:
        return


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
