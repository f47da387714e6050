"""How well a word's family is found: ``python -m benchmarks.families [-v]``; ``-v`` tells each.

Thirty families that a reader made by hand (../shared/data/word_families.txt), as far as they occur
in the articles beside them; the first word of a family is searched for, as it is written there, and
the forms found are compared. Precision and recall are means over the families, F1 is of the two.
Where the shared data or a full morphology database is absent, what needs it is not measured.
"""

import gzip
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from annotator.arabic.fold import fold
from annotator.model.article import ArticleDraft
from annotator.model.search import SearchLevel
from annotator.operations import language_data, word_families
from annotator.operations.project import Project, create_project
from annotator.settings import Settings
from annotator.store import articles
from benchmarks.measure import PROJECT, Figure

SHARED: Final = PROJECT.parent / "shared" / "data"
PACKED: Final = SHARED / "morphology" / "almor-msa-r13.slim.db.gz"
WITHOUT, WITH = 22.0, 8.0
"""Budgets: per cent that F1 may lack without and with a morphology database."""


@dataclass(frozen=True, slots=True)
class Family:
    """A word as it is written, and the folded forms of it that occur."""

    word: str
    forms: frozenset[str]


@dataclass(slots=True)
class Score:
    """What was found of all families at one level."""

    name: str
    precisions: list[float] = field(default_factory=list)
    recalls: list[float] = field(default_factory=list)
    f1s: list[float] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, family: Family, found: set[str]) -> None:
        """Count what was found of a family."""
        right = len(found & family.forms)
        precision = right / len(found) if found else 0.0
        recall = right / len(family.forms)
        self.precisions.append(precision)
        self.recalls.append(recall)
        self.f1s.append(2 * precision * recall / (precision + recall) if right else 0.0)
        missed, false = sorted(family.forms - found), sorted(found - family.forms)
        if missed or false:
            told = [("misses", missed), ("false", false)]
            facts = "; ".join(f"{what} {' '.join(words)}" for what, words in told if words)
            self.notes.append(f"{family.word}: {facts}")

    @property
    def precision(self) -> float:
        """The mean over the families."""
        return sum(self.precisions) / len(self.precisions)

    @property
    def recall(self) -> float:
        """The mean over the families."""
        return sum(self.recalls) / len(self.recalls)

    @property
    def f1(self) -> float:
        """Of the two means."""
        return 2 * self.precision * self.recall / (self.precision + self.recall)

    @property
    def mean_f1(self) -> float:
        """The mean of each family's F1, which is the lower as a rule."""
        return sum(self.f1s) / len(self.f1s)


def texts() -> list[str]:
    """Return the shared articles."""
    return [path.read_bytes().decode() for path in sorted((SHARED / "articles").glob("*.txt"))]


def vocabulary() -> set[str]:
    """Return every folded word of the articles."""
    return {each.folded for text in texts() for each in word_families.types_of(text)}


def families(words: set[str]) -> Iterator[Family]:
    """Yield the families of which something occurs."""
    for line in (SHARED / "word_families.txt").read_text(encoding="utf-8").splitlines():
        word, _colon, forms = line.partition(":")
        present = frozenset(map(fold, forms.split())) & words
        if present:
            yield Family(word.strip(), present)


@contextmanager
def project(folder: Path) -> Iterator[Project]:
    """Give the block a project of the articles."""
    made = create_project(folder / "families.isnad", coder="salma")
    try:
        with made.database.step("Import", made.coder.id):
            articles.add_many(made.database, [ArticleDraft(text, text[:40]) for text in texts()])
        yield made
    finally:
        made.close()


@contextmanager
def database(folder: Path) -> Iterator[Path | None]:
    """Give the block a full morphology database, in use, where there is one."""
    named = os.environ.get("ISNAD_MORPHOLOGY")
    path = Path(named) if named else folder / "full.db"
    if not named and PACKED.is_file():
        with gzip.open(PACKED) as source, path.open("wb") as target:
            shutil.copyfileobj(source, target)
    if not path.is_file():
        yield None
        return
    settings = Settings()
    language_data.choose(settings, path)
    try:
        yield path
    finally:
        language_data.forget(settings)


def score(made: Project, name: str, level: SearchLevel) -> Score:
    """Return how well the families are found at a level."""
    words = vocabulary()
    found = Score(name)
    for family in families(words):
        forms = word_families.forms(made, family.word, words.intersection, level)
        found.add(family, {form for form, _why in forms} & words)
    return found


def measure() -> Iterator[Score]:
    """Yield the scores of what can be measured here."""
    from benchmarks import corpus

    with corpus.scratch("families") as folder, project(folder) as made:
        yield score(made, "particles", "folded")
        yield score(made, "family", "family")
        with database(folder) as path:
            if path is not None:
                own = made.another_connection()
                word_families.remember_lemmas(own)
                own.close()
                yield score(made, "lemma", "lemma")
                yield score(made, "root", "root")


def figures(_quick: bool) -> list[Figure]:
    """Measure what the budgets are about, where the data is there."""
    if not SHARED.is_dir():
        return []
    wanted = {
        "family": ("word families, F1 lacks", WITHOUT),
        "lemma": ("… with a morphology database", WITH),
    }
    return [
        Figure(
            wanted[each.name][0],
            100 * (1 - min(each.f1, each.mean_f1)),
            "%",
            wanted[each.name][1],
            details={"precision": each.precision, "recall": each.recall, "notes": each.notes},
        )
        for each in measure()
        if each.name in wanted
    ]


def main(arguments: Sequence[str]) -> None:
    """Print the scores, and with ``-v`` every miss and every false form."""
    console = Console(width=None if sys.stdout.isatty() else 140)
    table = Table(title="Isnad: word families", title_justify="left")
    for title in ("level", "n", "precision", "recall", "F1", "mean F1"):
        table.add_column(title, justify="left" if title == "level" else "right")
    for each in measure():
        values = (each.precision, each.recall, each.f1, each.mean_f1)
        table.add_row(each.name, str(len(each.f1s)), *(f"{value:.3f}" for value in values))
        for note in each.notes if "-v" in arguments else ():
            console.print(f"{each.name} · {note}", markup=False)
    console.print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
