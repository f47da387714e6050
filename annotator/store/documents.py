"""The chosen part of a project article by article: each with its text and its records.

Use these inside ``records.snapshot()``. Nothing is held but the article at hand.
"""

from collections.abc import Iterator
from typing import Any, Final

from annotator.model.attribution import ATTRIBUTES, UNSET
from annotator.model.bundle import EVERYTHING, Selection
from annotator.model.registries import TABLES
from annotator.store import records
from annotator.store.database import Database
from annotator.store.selection import Chosen, choose

Record = dict[str, Any]

_PARTS: Final = {
    "article_status": "article_status.article = ?",
    "annotation": "annotation.article = ?",
    "attribution": "attribution.article = ?",
    "claim": "claim.annotation IN (SELECT id FROM annotation WHERE article = ?)",
}
"""Tables whose rows lie in an article, and how a row's article is told."""


def registry_records(database: Database, selection: Selection = EVERYTHING) -> Iterator[Record]:
    """Yield the records of what all articles share, of the coders only those chosen."""
    chosen = choose(database, selection)
    for table, shape in records.shapes(database).items():
        if table in TABLES:
            condition, parameters = records.condition_of(shape, chosen)
            yield from records.selected(database, shape, chosen, condition, parameters)


def articles_with_parts(
    database: Database, selection: Selection = EVERYTHING
) -> Iterator[tuple[Record, str, list[Record]]]:
    """Yield each chosen article's record, its text, and the chosen records that lie in it."""
    chosen = choose(database, selection)
    shapes = records.shapes(database)
    article = shapes["article"]
    where, parameters = chosen.of_table("article")
    keys = database.rows(f"SELECT id FROM article{where} ORDER BY position, id", parameters)
    attributions = chosen.attributions_by_article(database)
    for (key,) in keys:
        here = chosen.within_article(key, attributions.get(key, ()))
        record = records.one(database, article, key)
        text = database.value("SELECT body FROM text WHERE sha256 = ?", (record["text_sha256"],))
        yield record, text, list(_parts(database, shapes, here, key))


def _parts(
    database: Database, shapes: dict[str, records.Shape], chosen: Chosen, article: int
) -> Iterator[Record]:
    for table, place in _PARTS.items():
        condition, parameters = records.condition_of(shapes[table], chosen)
        within = f"{condition} AND {place}" if condition else f" WHERE {place}"
        values = [*parameters, article]
        yield from records.selected(database, shapes[table], chosen, within, values, article)


_MEMOS: Final = ("annotation", "attribution", "article")


def measures(database: Database, selection: Selection = EVERYTHING) -> dict[str, int]:
    """Return how often the selection uses what some formats cannot carry.

    ``fragmented`` marks of several fragments, ``memos`` of marks, attributions and articles,
    ``graded`` marks with a confidence or importance, ``parents`` and ``attributed`` attributions
    with a parent or an attribute set, ``described`` articles of which more than a title is known,
    ``defined`` codes with a memo.
    """
    chosen = choose(database, selection)
    shapes = records.shapes(database)

    def count(table: str, condition: str) -> int:
        where, parameters = records.condition_of(shapes[table], chosen)
        joined = f"{where} AND" if where else " WHERE"
        sql = f"SELECT count(*) FROM {table}{joined} ({condition})"
        return int(database.value(sql, parameters))

    several = (
        "annotation.id IN (SELECT annotation FROM fragment GROUP BY annotation HAVING count(*) > 1)"
    )
    attributes = " OR ".join(f"attribution.{name} <> '{UNSET}'" for name in ATTRIBUTES)
    described = "outlet <> '' OR author <> '' OR published <> '' OR url <> '' OR language <> ''"
    return {
        "fragmented": count("annotation", several),
        "memos": sum(count(table, f"{table}.memo <> ''") for table in _MEMOS),
        "graded": count("annotation", f"confidence <> '{UNSET}' OR important"),
        "parents": count("attribution", "attribution.parent IS NOT NULL"),
        "attributed": count("attribution", attributes),
        "described": count("article", described),
        "defined": count("code", "code.memo <> ''"),
    }
