"""Similar passages among a hundred thousand sentences: making the index, and asking it.

The sample corpus has too few sentences for that: shuffled, each would be there five hundred times.
So sentences are made of its words, as often as they occur, and of many more made-up ones that grow
rarer as a language's words do.
"""

import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any, Final

from benchmarks import corpus
from benchmarks.measure import Figure, milliseconds, p95, run_child, summary

BUDGET: Final = 100.0
SLICE_BUDGET: Final = 5.0
SENTENCES: Final = 100_000
WORDS: Final = 60_000
"""Different words of the language that is made up."""
PER_ARTICLE: Final = 20
QUERIES: Final = 200
EDITED: Final = 0.12


def figures(quick: bool) -> list[Figure]:
    """Measure in a process of its own."""
    sentences = SENTENCES // 10 if quick else SENTENCES
    told = run_child("similar", sentences_project(sentences), 40 if quick else QUERIES)
    about = f"{sentences:,}".replace(",", " ")
    details = {key: told[key] for key in ("found", "index MB", "texts MB", "first ms")}
    return [
        Figure(
            f"similar passages among {about} sentences",
            p95(told["asked"]),
            "ms",
            BUDGET,
            details={
                **details,
                "asked": summary(told["asked"]),
                "processor time": summary(told["processor"]),
            },
        ),
        Figure(
            "… one slice of making the index, beside a gesture",
            p95(told["slices"]),
            "ms",
            SLICE_BUDGET,
            details={"slices": summary(told["slices"]), "whole index, s": told["seconds"]},
        ),
    ]


def _vocabulary(random: Random) -> list[str]:
    found = Counter(word for text in corpus.sentences() for word in text.split())
    known = [word for word, _often in found.most_common()]
    letters = "ابتجحدرزسشصطعفقكلمنهوي"
    made = {
        random.choice(("", "", "ال", "و", "ب", "لل")) + "".join(random.choices(letters, k=size))
        for size in random.choices((3, 4, 5, 6), k=2 * WORDS)
    }
    return [*known, *sorted(made - set(known), key=hash_of)][:WORDS]


def hash_of(word: str) -> int:
    """Return a number that puts words in an order of no meaning, the same in every process."""
    return sum(ord(letter) * 31**place for place, letter in enumerate(word)) % 1_000_003


def _articles(count: int, random: Random) -> Iterator[str]:
    words = _vocabulary(random)
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    for number in range(count):
        lines = [f"مقال القياس رقم {number}"]
        for _sentence in range(PER_ARTICLE - 1):
            size = random.randint(8, 34)
            lines.append(" ".join(random.choices(words, cum_weights=weights, k=size)) + ".")
        yield "\n".join(lines)


def sentences_project(sentences: int) -> Path:
    """Return a project of so many different sentences, without an index."""

    def fill(database: Any, _coder: int) -> None:
        from annotator.store import articles

        texts = _articles(sentences // PER_ARTICLE, Random(11))
        articles.add_many(database, (corpus.draft(text) for text in texts))

    name = f"sentences-{sentences}.isnad"
    return corpus.kept(name, lambda path: corpus._make_project(path, fill))


def ask(path: Path, queries: int) -> dict[str, Any]:
    """Make the index of a copy of the project and look for edited sentences of it."""
    import shutil

    from annotator.operations import similar
    from annotator.operations.project import open_project
    from annotator.store import passages

    with corpus.scratch("similar") as folder:
        copy = folder / "sentences.isnad"
        shutil.copy(path, copy)
        project = open_project(copy)
        slices: list[float] = []
        add = passages.PassageIndex.add

        def timed(index: passages.PassageIndex, pieces: Any) -> None:
            slices.append(milliseconds(lambda: add(index, pieces)))

        passages.PassageIndex.add = timed  # type: ignore[method-assign]
        # A checkpoint follows a commit now and then, and holds up no writer: not part of a slice.
        project.database.connection.execute("PRAGMA wal_autocheckpoint = 0")
        before = copy.stat().st_size
        start = time.perf_counter()
        index = passages.PassageIndex(project.database)
        similar.prepare(index, project)
        seconds = round(time.perf_counter() - start, 1)
        project.close()
        size = copy.stat().st_size - before
        project = open_project(copy)
        random, asked, busy, found = Random(5), list[float](), list[float](), 0
        chosen = index_sentences(project, random, queries)
        for number, (key, sentence) in enumerate(chosen):
            wanted = edited(sentence, random)
            got: list[similar.Passage] = []
            worked = time.process_time()
            taken = milliseconds(lambda: got.extend(similar.similar_passages(project, wanted)))  # noqa: B023
            found += bool(got) and got[0].article == key and got[0].is_reprint
            asked.append(taken)
            busy.append((time.process_time() - worked) * 1000)
            if not number:
                first = taken
        project.close()
    return {
        "asked": asked[1:],
        "processor": busy[1:],
        "first ms": round(first, 1),
        "found": f"{found} of {len(chosen)}",
        "slices": slices,
        "seconds": seconds,
        "index MB": round(size / 1e6, 1),
        "texts MB": round(before / 1e6, 1),
    }


def index_sentences(project: Any, random: Random, count: int) -> list[tuple[int, str]]:
    """Return articles and one sentence of each."""
    from annotator.arabic.sentences import sentences_of
    from annotator.operations import articles

    rows = articles.article_rows(project)
    found = []
    for row in random.sample(rows, count):
        text = articles.text(project, row.id)
        low, high = random.choice([a for a in sentences_of(text) if text[slice(*a)].count(" ") > 6])
        found.append((row.id, text[low:high]))
    return found


def edited(sentence: str, random: Random) -> str:
    """Return a sentence in which an eighth of the words are others."""
    words = sentence.split()
    for place in random.sample(range(len(words)), round(EDITED * len(words))):
        words[place] = random.choice(("أيضا", "السابق", "مساء", "الجديدة"))
    return " ".join(words)


if __name__ == "__main__":
    print(json.dumps(ask(Path(sys.argv[1]), int(sys.argv[2]))))
