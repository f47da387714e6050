"""Texts and projects to measure on: the sample corpus' own sentences, shuffled, always the same.

What is made is kept under ``build/bench-data`` and made again when a program that makes it, or the
sample corpus, has changed.
"""

import hashlib
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Final

from annotator.exchange.readers.text_files import read_text_file
from annotator.model.article import ArticleDraft, Provenance
from annotator.model.span import make_span
from annotator.operations.project import create_project
from annotator.operations.tagging import clean_ranges
from annotator.resources import sample_corpus
from annotator.store import annotations, articles
from annotator.store.database import Database, now
from benchmarks.measure import DATA, PROJECT

LONG: Final = 1_000_000
"""Code points of the long article."""
LONG_MARKS: Final = 5_000
WORDS: Final = 600
"""Words of an ordinary article."""
CODER: Final = "salma"
_MAKERS: Final = (
    "benchmarks/corpus.py",
    "annotator/store/migrations.py",
    "annotator/model/span.py",
)


@lru_cache(maxsize=1)
def sentences() -> tuple[str, ...]:
    """Return every sentence of the sample corpus' articles."""
    found: list[str] = []
    for path in sorted((sample_corpus() / "articles").glob("*.txt")):
        for paragraph in read_text_file(path).text.split("\n"):
            found += [each.strip() for each in paragraph.split(". ") if len(each.strip()) > 20]
    return tuple(found)


def paragraphs(random: Random) -> Iterator[str]:
    """Yield paragraphs of one to four sentences without end."""
    pool = sentences()
    while True:
        chosen = [random.choice(pool) for _each in range(random.choice((1, 2, 2, 3, 4)))]
        yield ". ".join(chosen) + "."


def article_text(number: int, words: int = WORDS) -> str:
    """Return an article of about *words* words that no other number has."""
    random = Random(number)
    lines, count = [f"مقال القياس رقم {number}"], 4
    for paragraph in paragraphs(random):
        lines.append(paragraph)
        count += paragraph.count(" ") + 1
        if count >= words:
            break
    return "\n".join(lines)


def long_text(length: int = LONG, seed: int = 1) -> str:
    """Return a text of exactly *length* code points."""
    parts: list[str] = []
    total = 0
    for paragraph in paragraphs(Random(seed)):
        parts.append(paragraph)
        total += len(paragraph) + 1
        if total > length:
            return "\n".join(parts)[: length - 1].rstrip().ljust(length, ".")
    raise AssertionError("there is no end of paragraphs")


def draft(text: str) -> ArticleDraft:
    """Return an article as an importer would hand it over."""
    title, _newline, _rest = text.partition("\n")
    source = Provenance("bench.txt", "", "utf-8", "bench", now())
    return ArticleDraft(
        text, title[:80], outlet="القياس", published="2026-03-01", provenance=source
    )


def mark_article(
    database: Database, article: int, text: str, coder: int, places: list[tuple[int, int]]
) -> None:
    """Put one annotation on each place inside a step, the codes in turn."""
    codes = [row[0] for row in database.rows("SELECT id FROM code ORDER BY id")]
    for number, place in enumerate(places):
        span = make_span(text, clean_ranges(text, [place]))
        annotations.add(database, article, coder, codes[number % len(codes)], span)


def random_places(
    random: Random, text: str, count: int, lengths: tuple[int, int]
) -> list[tuple[int, int]]:
    """Return overlapping places of a text, each of a random length, none of them blank."""
    places: list[tuple[int, int]] = []
    while len(places) < count:
        start = random.randrange(len(text) - lengths[1])
        end = start + random.randint(*lengths)
        if text[start:end].strip():
            places.append((start, end))
    return places


# kept on the disk


@lru_cache(maxsize=1)
def fingerprint() -> str:
    """Return what the kept files depend on, in twelve letters."""
    total = hashlib.sha256(sys.version.encode())
    for name in _MAKERS:
        total.update((PROJECT / name).read_bytes())
    for path in sorted((sample_corpus() / "articles").glob("*.txt")):
        total.update(path.read_bytes())
    return total.hexdigest()[:12]


def kept(name: str, make: Callable[[Path], None]) -> Path:
    """Return the file or folder called *name*, made by *make* unless it is there already."""
    folder = DATA / fingerprint()
    path = folder / name
    if not path.exists():
        if not folder.exists():
            for old in DATA.glob("????????????"):
                shutil.rmtree(old)
            folder.mkdir(parents=True)
        partial = folder / f"making-{name}"
        _remove(partial)
        make(partial)
        partial.rename(path)
    return path


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@contextmanager
def scratch(name: str) -> Iterator[Path]:
    """Give the block an empty folder that is gone afterwards."""
    folder = DATA / f"scratch-{name}"
    _remove(folder)
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        _remove(folder)


def text_folder(files: int) -> Path:
    """Return a folder of so many UTF-8 files of 600 words."""

    def make(path: Path) -> None:
        path.mkdir()
        for number in range(files):
            text = article_text(number)
            (path / f"{number:05}.txt").write_text(text, encoding="utf-8")

    return kept(f"texts-{files}", make)


def _make_project(path: Path, fill: Callable[[Database, int], None]) -> None:
    made = path.with_suffix(".isnad")
    _remove(made)
    project = create_project(made, coder=CODER)
    with project.database.step("Set the stage", kind="wall"):
        fill(project.database, project.coder.id)
    project.close()
    made.rename(path)


def long_project(marks: int = LONG_MARKS, others: int = 0) -> Path:
    """Return a project whose first article is the long one with its annotations.

    *others* is how many ordinary articles come after it.
    """

    def fill(database: Database, coder: int) -> None:
        text = long_text()
        article = articles.add(database, draft(text))
        places = random_places(Random(2), text, marks, (10, 240))
        mark_article(database, article, text, coder, places)
        articles.add_many(database, (draft(article_text(number)) for number in range(others)))

    return kept(f"long-{marks}-{others}.isnad", lambda path: _make_project(path, fill))


def many_project(count: int, marks: int = 0) -> Path:
    """Return a project of *count* ordinary articles with *marks* annotations on each."""

    def fill(database: Database, coder: int) -> None:
        keys = articles.add_many(database, (draft(article_text(number)) for number in range(count)))
        for number, article in enumerate(keys if marks else ()):
            text = article_text(number)
            places = random_places(Random(number), text, marks, (8, 160))
            mark_article(database, article, text, coder, places)

    return kept(f"many-{count}-{marks}.isnad", lambda path: _make_project(path, fill))


def dense_project(length: int = 40_000, every: int = 3) -> Path:
    """Return a project with one article on which an annotation begins every few code points."""

    def fill(database: Database, coder: int) -> None:
        text = long_text(length, seed=3)
        article = articles.add(database, draft(text))
        random = Random(4)
        places = [(start, start + random.randint(4, 28)) for start in range(0, length - 40, every)]
        places = [(start, end) for start, end in places if text[start:end].strip()]
        mark_article(database, article, text, coder, places)

    return kept(f"dense-{length}-{every}.isnad", lambda path: _make_project(path, fill))
