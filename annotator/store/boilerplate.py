"""Where text of the page is marked: the fragments of annotations whose code serves that purpose.

Belongs here: reading these places, by article or by text. Does not belong here: what is left out
because of them.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from annotator.model.span import Range, merge_ranges
from annotator.store.database import Database

_PLACES: Final = (
    'SELECT annotation.article, fragment.start, fragment."end"'
    # Crossed, for marks of these codes to be found by the index, not all that is marked.
    " FROM code_purpose CROSS JOIN annotation ON annotation.code = code_purpose.code"
    " CROSS JOIN fragment ON fragment.annotation = annotation.id WHERE purpose = 'boilerplate'"
)
_PLACES_IN: Final = (
    'SELECT annotation.article, fragment.start, fragment."end"'
    " FROM json_each(?) AS chosen CROSS JOIN annotation ON annotation.article = chosen.value"
    " CROSS JOIN fragment ON fragment.annotation = annotation.id"
    " WHERE code IN (SELECT code FROM code_purpose WHERE purpose = 'boilerplate')"
)


def ranges(
    database: Database, articles: Iterable[int] | None = None
) -> dict[int, tuple[Range, ...]]:
    """Return what is marked in all articles or in some, by article: code points, ascending, apart.

    Whoever marked it; what several coders marked is merged. Articles without any are left out.
    """
    if articles is None:
        rows = database.rows(_PLACES)
    else:
        rows = database.rows(_PLACES_IN, (json.dumps(sorted(set(articles))),))
    found: defaultdict[int, list[Range]] = defaultdict(list)
    for article, start, end in rows:
        found[article].append((start, end))
    return {article: merge_ranges(places) for article, places in found.items()}


def texts(database: Database) -> Iterator[tuple[str, tuple[Range, ...]]]:
    """Yield the texts that have any, with what is marked in any of their articles."""
    marked = ranges(database)
    rows = database.rows(
        "SELECT text_sha256, id FROM article WHERE id IN (SELECT value FROM json_each(?))"
        " ORDER BY text_sha256",
        (json.dumps(list(marked)),),
    )
    for sha256, group in groupby(rows, key=lambda row: row[0]):
        places = [place for _sha, article in group for place in marked[article]]
        body = database.value("SELECT body FROM text WHERE sha256 = ?", (sha256,))
        yield body, merge_ranges(places)


def texts_by_outlet(database: Database, outlet: str) -> list[str]:
    """Return the texts of an outlet's articles, each once."""
    rows = database.rows(
        "SELECT body FROM text WHERE sha256 IN (SELECT text_sha256 FROM article WHERE outlet = ?)",
        (outlet,),
    )
    return [row[0] for row in rows]
