"""Every annotation of the project as a light row, and the words of those that are looked at.

Made for a list of fifty thousand: nothing here reads a quote that is not asked for.
"""

import json
from collections.abc import Iterable
from itertools import repeat
from typing import Final

from annotator.model.segments import ArticleFacts, SegmentRow, SegmentText
from annotator.store.database import Database

_ROWS: Final = (
    "SELECT annotation.id, article, code, coder, (SELECT start FROM fragment"
    "   WHERE fragment.annotation = annotation.id ORDER BY start LIMIT 1) FROM annotation"
)
_LISTED: Final = "(SELECT value FROM json_each(?))"
_QUOTE: Final = (
    "(SELECT group_concat(quote, ' … ') FROM (SELECT quote FROM fragment"
    " WHERE fragment.annotation = annotation.id ORDER BY start))"
)


def rows(database: Database, keys: Iterable[int] | None = None) -> list[SegmentRow]:
    """Return all annotations, or those of *keys* that exist."""
    if keys is not None:
        found = database.rows(f"{_ROWS} WHERE id IN {_LISTED}", (json.dumps(list(keys)),))
        return list(map(SegmentRow._make, found))
    # Three indexes that hold all that is asked for: half the time of reading the table itself.
    codes = dict(database.rows("SELECT id, code FROM annotation"))
    starts = database.rows("SELECT annotation, start FROM fragment ORDER BY annotation, start")
    first = dict(reversed(starts))
    found = database.rows("SELECT id, article, coder FROM annotation")
    if not found:
        return []
    ids, articles, coders = zip(*found, strict=True)
    columns = zip(
        *(ids, articles, map(codes.__getitem__, ids), coders, map(first.get, ids, repeat(0))),
        strict=True,
    )
    # Without a call of Python's own for each of fifty thousand.
    return list(map(tuple.__new__, repeat(SegmentRow), columns))


def texts(database: Database, keys: Iterable[int]) -> dict[int, SegmentText]:
    """Return the words and what was judged of those of *keys* that exist."""
    found = database.rows(
        f"SELECT id, {_QUOTE}, memo, confidence, important FROM annotation WHERE id IN {_LISTED}",
        (json.dumps(list(keys)),),
    )
    return {
        key: SegmentText(quote or "", memo, confidence, bool(important))
        for key, quote, memo, confidence, important in found
    }


def judged(database: Database) -> dict[int, tuple[str, bool, bool]]:
    """Return confidence, flag and whether there is a memo of every annotation."""
    found = database.rows("SELECT id, confidence, important, memo <> '' FROM annotation")
    return {row[0]: (row[1], bool(row[2]), bool(row[3])) for row in found}


def all_quotes(database: Database) -> dict[int, str]:
    """Return the quotes of the whole project by annotation, the pieces in reading order."""
    quotes: dict[int, str] = {}
    for key, quote in database.rows("SELECT annotation, quote FROM fragment ORDER BY annotation"):
        quotes[key] = f"{quotes[key]} … {quote}" if key in quotes else quote
    return quotes


def article_facts(database: Database) -> dict[int, ArticleFacts]:
    """Return what a list says of each article, in the project's order."""
    found = database.rows(
        "SELECT id, title, outlet, published, author FROM article ORDER BY position, id"
    )
    return {
        key: ArticleFacts(title, outlet, published, rank, author)
        for rank, (key, title, outlet, published, author) in enumerate(found)
    }


def article_uuids(database: Database) -> dict[int, str]:
    """Return the uuid of every article by its key."""
    return dict(database.rows("SELECT id, uuid FROM article"))


def of_entity(database: Database, entity: int) -> set[int]:
    """Return the annotations that fill a role of an attribution whose source is *entity*."""
    found = database.rows(
        "SELECT annotation FROM attribution_role WHERE attribution IN"
        " (SELECT attribution FROM attribution_entity WHERE entity = ?)",
        (entity,),
    )
    return {row[0] for row in found}


def uuids(database: Database, keys: Iterable[int]) -> dict[str, int]:
    """Return the keys of annotations by the names that exports know them by."""
    found = database.rows(
        f"SELECT uuid, id FROM annotation WHERE id IN {_LISTED}", (json.dumps(list(keys)),)
    )
    return {row[0]: row[1] for row in found}


def quoted(database: Database, entity: int) -> list[tuple[int, int, int, int]]:
    """Return attribution, article, coder and content of all that *entity* is quoted with."""
    return [
        (row[0], row[1], row[2], row[3])
        for row in database.rows(
            "SELECT attribution.id, article, coder, annotation FROM attribution_entity AS said"
            " JOIN attribution ON attribution.id = said.attribution"
            " JOIN attribution_role AS role"
            "   ON role.attribution = attribution.id AND role.role = 'content'"
            " WHERE said.entity = ?",
            (entity,),
        )
    ]


def places_of_code(
    database: Database, code: int, coder: int
) -> set[tuple[int, tuple[tuple[int, int], ...]]]:
    """Return article and ranges (code points) of each annotation of one code by one coder."""
    found: dict[int, tuple[int, list[tuple[int, int]]]] = {}
    for key, article, start, end in database.rows(
        'SELECT annotation.id, article, fragment.start, fragment."end" FROM annotation'
        " JOIN fragment ON fragment.annotation = annotation.id"
        " WHERE code = ? AND coder = ? ORDER BY annotation.id, fragment.start",
        (code, coder),
    ):
        found.setdefault(key, (article, []))[1].append((start, end))
    return {(article, tuple(ranges)) for article, ranges in found.values()}
