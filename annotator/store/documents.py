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


def article_with_parts(database: Database, uuid: str) -> tuple[Record, str, list[Record]]:
    """Return one article's record, its text, and all records that lie in it.

    Raises KeyError when there is no such article.
    """
    key = database.value("SELECT id FROM article WHERE uuid = ?", (uuid,))
    if key is None:
        raise KeyError(uuid)
    shapes = records.shapes(database)
    record = records.one(database, shapes["article"], key)
    text = database.value("SELECT body FROM text WHERE sha256 = ?", (record["text_sha256"],))
    return record, text, list(_parts(database, shapes, choose(database, EVERYTHING), key))


def text_of(database: Database, uuid: str) -> str:
    """Return the text of an article; raises KeyError when there is no such article."""
    found = database.value(
        "SELECT body FROM text JOIN article ON text_sha256 = sha256 WHERE uuid = ?", (uuid,)
    )
    if found is None:
        raise KeyError(uuid)
    return str(found)


def has(database: Database, table: str, uuid: str) -> bool:
    """Tell whether a row of *table* has this uuid."""
    found = database.value(f"SELECT 1 FROM {table} WHERE uuid = ?", (uuid,))
    return found is not None


class ArticleIndex:
    """The articles of a project by all that a document of somebody's file may name them by."""

    def __init__(self, database: Database) -> None:
        self.titles: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        self._by_text: dict[str, list[str]] = {}
        self._by_name: dict[tuple[str, str], list[str]] = {}
        for row in database.stream(
            "SELECT uuid, text_sha256, url, title FROM article ORDER BY position, id"
        ):
            self.add(*row)

    def add(self, uuid: str, text_sha256: str, url: str, title: str) -> None:
        """Add one article."""
        self.titles[uuid], self.texts[uuid] = title, text_sha256
        self._by_text.setdefault(text_sha256, []).append(uuid)
        for name in {(url, title), (url, ""), ("", title)}:
            self._by_name.setdefault(name, []).append(uuid)

    def of_text(self, text_sha256: str) -> list[str]:
        """Return the articles of one text, in order."""
        return self._by_text.get(text_sha256, [])

    def named(self, url: str, title: str) -> str:
        """Return the one article of this address and title, or nothing; either may be empty."""
        found = self._by_name.get((url, title), []) if url or title else []
        return found[0] if len(found) == 1 else ""


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
