"""The places of a search with the words around them: read for a list, sorted, written to a table.

Belongs here: what is done with places that were found already. Does not belong here: finding them
and tagging them (see ``searching``).
"""

import csv
from collections.abc import Callable, Iterator, Sequence
from heapq import merge
from itertools import groupby
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple

from annotator.i18n import _
from annotator.model.bundle import IsCancelled, Progress
from annotator.model.errors import IsnadError
from annotator.model.search import Hit
from annotator.model.segments import ArticleFacts
from annotator.model.span import Range
from annotator.operations.project import Project
from annotator.operations.registry_search import fold_once
from annotator.operations.searching import hit_at
from annotator.store import articles, segment_rows

_COMPARED: Final = 5
"""Words on a side that two places are sorted by."""
_PART: Final = 4_000

Order = Literal["place", "before", "hit", "after", "outlet", "published", "title"]


class HitPlace(NamedTuple):
    """One hit without its words: the article's key and ranges of its code points."""

    article: int
    ranges: tuple[Range, ...]


def place_of(hit: Hit) -> HitPlace:
    """Return where a hit is."""
    return HitPlace(hit.article, hit.ranges)


def _texts(
    project: Project, places: Sequence[tuple[int, HitPlace]]
) -> Iterator[tuple[int, HitPlace, str]]:
    """Yield the places with the texts they are in; those of articles that are gone are left out."""
    for article, group in groupby(places, key=lambda each: each[1].article):
        try:
            text = articles.text(project.database, article)
        except IsnadError:
            continue
        for number, place in group:
            if place.ranges[-1][1] <= len(text):
                yield number, place, text


def words_of(project: Project, places: Sequence[tuple[int, HitPlace]]) -> dict[int, Hit]:
    """Return the hits of numbered places with their words, those that are still there."""
    by_article = sorted(places, key=lambda each: each[1].article)
    return {
        number: hit_at(place.article, text, place.ranges)
        for number, place, text in _texts(project, by_article)
    }


def sorted_places(
    project: Project,
    places: Sequence[HitPlace],
    by: Order,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> list[int]:
    """Return the numbers of *places* (which stand in article order) in another order.

    Words before are compared from the hit outwards, nearest first. Equal ones keep their order.
    Raises Cancelled when *cancelled* says so.
    """
    from annotator.exchange.registry import Watch

    watch = Watch(len(places), _("Sorting"), progress, cancelled)
    if by in ("outlet", "published", "title"):
        facts = segment_rows.article_facts(project.database)
        told = {key: _of_article(each, by) for key, each in facts.items()}
        return _sorted([told.get(place.article, ("", "")) for place in places])
    keys = [""] * len(places)
    if by != "place":
        key_of = _KEYS[by]
        for number, place, text in _texts(project, list(enumerate(places))):
            watch.step()
            keys[number] = key_of(text, place)
    return _sorted(keys)


def _sorted(keys: Sequence[Any]) -> list[int]:
    """Return the numbers of the keys in their order.

    In parts that are merged: one call that sorts a hundred thousand lets no other thread run for
    half a second, and the window would stand still.
    """
    numbers = range(len(keys))
    parts = [
        sorted(numbers[start : start + _PART], key=keys.__getitem__)
        for start in range(0, len(keys), _PART)
    ]
    return list(merge(*parts, key=keys.__getitem__))


def _of_article(facts: ArticleFacts, by: str) -> tuple[str, str]:
    value: str = getattr(facts, by)
    return (value if by == "published" else fold_once(value), facts.published)


def _before(text: str, place: HitPlace) -> str:
    words = hit_at(place.article, text, place.ranges).before.split()[-_COMPARED:]
    return " ".join(reversed(_fold(" ".join(words)).split()))


def _hit(text: str, place: HitPlace) -> str:
    return _fold(" ".join(text[start:end] for start, end in place.ranges))


def _after(text: str, place: HitPlace) -> str:
    words = hit_at(place.article, text, place.ranges).after.split()[:_COMPARED]
    return _fold(" ".join(words))


def _fold(text: str) -> str:
    """Return what words are compared by: their letters and digits, folded."""
    folded = fold_once(text)
    return " ".join("".join(c if c.isalnum() else " " for c in folded).split())


_KEYS: Final[dict[str, Callable[[str, HitPlace], str]]] = {
    "before": _before,
    "hit": _hit,
    "after": _after,
}

_HEADER: Final = (
    *("article", "title", "outlet", "published", "start", "end"),
    *("before", "hit", "after"),
)


def export_places(
    project: Project,
    places: Sequence[HitPlace],
    target: Path,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    *,
    replace: bool = False,
) -> int:
    """Write places with their words as one table (CSV), in the order given, whole or not at all.

    An earlier table of this kind is replaced; with *replace*, which a person must have said, any
    other file is. ``start`` and ``end`` count code points. Returns how many rows there were; raises
    InputError for the project's own file, ForeignFileError, MachineError, Cancelled.
    """
    from annotator.exchange.formats.csv_folder import guard
    from annotator.exchange.registry import Watch
    from annotator.exchange.writing import whole_file
    from annotator.operations.exporting import refuse_project_itself

    refuse_project_itself(project, target)
    watch = Watch(len(places), _("Exporting"), progress, cancelled)
    facts = segment_rows.article_facts(project.database)
    names = {row.id: row.uuid for row in articles.rows(project.database, 0)}

    def is_table(path: Path) -> bool:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as there:
            return next(csv.reader(there), None) == list(_HEADER)

    written = 0
    with (
        whole_file(target, is_table, replace=replace) as path,
        path.open("w", encoding="utf-8-sig", newline="") as out,
    ):
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(_HEADER)
        for _number, place, text in _texts(project, list(enumerate(places))):
            watch.step()
            hit = hit_at(place.article, text, place.ranges)
            known = facts[place.article]
            row: tuple[Any, ...] = (
                *(names[place.article], known.title, known.outlet, known.published),
                *(hit.start, hit.end, hit.before, hit.quote, hit.after),
            )
            writer.writerow([guard(cell) for cell in row])
            written += 1
    return written


def outlets(project: Project) -> list[str]:
    """Return the outlets of the project's articles, each once, in the order of the alphabet."""
    facts = segment_rows.article_facts(project.database).values()
    return sorted({each.outlet for each in facts if each.outlet}, key=fold_once)


def article_facts(project: Project) -> dict[int, ArticleFacts]:
    """Return title, outlet, date and place of every article, in the project's order."""
    return segment_rows.article_facts(project.database)


def already_tagged(project: Project, places: Sequence[HitPlace], code: int) -> frozenset[int]:
    """Return the numbers of the places that the coder has marked with a code, exactly so."""
    marked = segment_rows.places_of_code(project.database, code, project.coder.id)
    return frozenset(number for number, place in enumerate(places) if tuple(place) in marked)
