"""A selection of the project's parts as conditions of queries, shared by records and segments."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from annotator.model.bundle import Selection
from annotator.store.database import Database

_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_OF_ANNOTATIONS: Final = MappingProxyType({"article": "article", "coder": "coder", "code": "code"})
_OF_ATTRIBUTIONS: Final = MappingProxyType({"article": "article", "coder": "coder"})
_LISTED: Final = "(SELECT value FROM json_each(?))"


@dataclass(frozen=True, slots=True)
class Chosen:
    """A selection made definite: keys by table as JSON arrays; a table that is absent is whole.

    ``marks`` are further conditions of annotations, each with its parameters.
    """

    keys: dict[str, str]
    statuses: str = ""
    marks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    without: frozenset[str] = field(default_factory=frozenset)

    def of_table(self, table: str, references: Mapping[str, str] = _NONE) -> tuple[str, list[str]]:
        """Return the WHERE of the chosen rows of *table*, which refers so to others, or nothing."""
        if not self.tells(table):
            return " WHERE 0", []
        if table == "claim":
            where, inner = self.of_table("annotation", _OF_ANNOTATIONS)
            within = f" WHERE claim.annotation IN (SELECT annotation.id FROM annotation{where})"
            return (within if where else ""), inner
        parts: list[str] = []
        parameters: list[str] = []
        for column, target in {"id": table, **references}.items():
            if target in self.keys and self._narrows(target, column, table):
                # Not by the index of codes: most annotations have one of a few codes.
                name = f"+{table}.code" if column == "code" else f"{table}.{column}"
                parts.append(f"{name} IN {_LISTED}")
                parameters.append(self.keys[target])
        if self.statuses and table in ("annotation", "article_status", "attribution"):
            parts.append(f"{_status(f'{table}.article', f'{table}.coder')} IN {_LISTED}")
            parameters.append(self.statuses)
        if table == "annotation":
            for condition, values in self.marks:
                parts.append(condition)
                parameters.extend(values)
        return (" WHERE " + " AND ".join(parts) if parts else ""), parameters

    def _narrows(self, target: str, column: str, table: str) -> bool:
        """Tell whether rows are chosen by what they refer to there."""
        if target == "code":
            return table == "annotation"
        return target != "attribution" or column == "id"

    def tells(self, table: str) -> bool:
        """Tell whether any rows of *table* are chosen, so that others may refer to them."""
        return table not in self.without

    def referred(self, table: str, column: str) -> tuple[str, list[str]]:
        """Return the condition under which a row that *column* refers to is chosen, or nothing.

        Only for tables whose rows may be left out while those that refer to them are not.
        """
        if not self.tells(table):
            return "0", []
        if table == "attribution" and table in self.keys:
            return f"{column} IN {_LISTED}", [self.keys[table]]
        return "", []

    def attributions_by_article(self, database: Database) -> dict[int, list[int]]:
        """Return the chosen attributions by article, where they were chosen one by one."""
        found: dict[int, list[int]] = {}
        if "attribution" in self.keys:
            for key, article in database.rows(
                f"SELECT id, article FROM attribution WHERE id IN {_LISTED}",
                (self.keys["attribution"],),
            ):
                found.setdefault(article, []).append(key)
        return found

    def within_article(self, article: int, attributions: Iterable[int]) -> "Chosen":
        """Return what is chosen of a chosen article alone, of which these attributions are chosen.

        Keys and annotations of the whole project need not be looked through for each article.
        """
        if self == WHOLE:
            return self
        keys = {**self.keys, "article": _listed([article])}
        if "attribution" in keys:
            keys["attribution"] = _listed(attributions)
        return replace(self, keys=keys)


WHOLE: Final = Chosen({})


def _status(article: str, coder: str) -> str:
    return (
        "coalesce((SELECT status FROM article_status AS far"
        f" WHERE far.article = {article} AND far.coder = {coder}), 'new')"
    )


def choose(database: Database, selection: Selection) -> Chosen:
    """Return the definite form of *selection* for this project as it is now."""
    keys = {
        table: _listed(chosen)
        for table, chosen in (
            ("coder", selection.coders),
            ("article", selection.articles),
            ("code", _codes(database, selection)),
        )
        if chosen is not None
    }
    statuses = ""
    if selection.statuses is not None:
        statuses = _listed(selection.statuses)
        keys["article"] = _articles_of_status(database, Chosen(keys), statuses)
    chosen = Chosen(keys, statuses, tuple(_marks(selection)), selection.without)
    if ("code" in keys or chosen.marks) and chosen.tells("attribution"):
        keys["attribution"] = _listed(_whole_attributions(database, chosen))
    return chosen


def _codes(database: Database, selection: Selection) -> frozenset[int] | None:
    """Return the keys of the codes that are meant, by themselves and by their kinds."""
    if selection.kinds is None:
        return selection.codes
    rows = database.rows(
        f"SELECT id FROM code WHERE kind IN {_LISTED}", (_listed(selection.kinds),)
    )
    of_kind = frozenset(row[0] for row in rows)
    return of_kind if selection.codes is None else of_kind & selection.codes


def _articles_of_status(database: Database, chosen: Chosen, statuses: str) -> str:
    who, who_parameters = chosen.of_table("coder")
    which, which_parameters = chosen.of_table("article")
    # Without a coder every article is new.
    found = database.rows(
        f"SELECT id FROM article{which or ' WHERE 1'} AND (EXISTS (SELECT 1 FROM"
        f" (SELECT id FROM coder{who}) AS coder"
        f" WHERE {_status('article.id', 'coder.id')} IN {_LISTED})"
        f" OR ('new' IN {_LISTED} AND NOT EXISTS (SELECT 1 FROM coder)))",
        [*which_parameters, *who_parameters, statuses, statuses],
    )
    return _listed(row[0] for row in found)


def _marks(selection: Selection) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Yield what annotations must fulfil beside coder, article and code."""
    if selection.confidences is not None:
        yield f"annotation.confidence IN {_LISTED}", (_listed(selection.confidences),)
    for column, (since, until) in (
        ("created_at", selection.created),
        ("changed_at", selection.changed),
    ):
        if since:
            yield f"annotation.{column} >= ?", (since,)
        if until:  # a whole day, month or year is meant
            yield f"substr(annotation.{column}, 1, length(?)) <= ?", (until, until)


def _whole_attributions(database: Database, chosen: Chosen) -> set[int]:
    """Return the attributions all of whose annotations are chosen, and those they lie in."""
    where, parameters = chosen.of_table("attribution", _OF_ATTRIBUTIONS)
    marks, mark_parameters = chosen.of_table("annotation", _OF_ANNOTATIONS)
    above: dict[int, int | None] = dict(
        database.rows(
            f"SELECT id, parent FROM attribution{where or ' WHERE 1'} AND NOT EXISTS"
            " (SELECT 1 FROM attribution_role AS role WHERE role.attribution = attribution.id"
            f" AND role.annotation NOT IN (SELECT annotation.id FROM annotation{marks}))",
            [*parameters, *mark_parameters],
        )
    )
    while fallen := [key for key, over in above.items() if over is not None and over not in above]:
        for key in fallen:
            del above[key]
    return set(above)


def left_out_attributions(database: Database, selection: Selection) -> int:
    """Return how many attributions of the chosen articles and coders lack something of theirs."""
    chosen = choose(database, selection)
    if "attribution" not in chosen.keys:
        return 0
    bare = Chosen({k: v for k, v in chosen.keys.items() if k != "attribution"}, chosen.statuses)
    where, parameters = bare.of_table("attribution", _OF_ATTRIBUTIONS)
    meant: int = database.value(f"SELECT count(*) FROM attribution{where}", parameters)
    return meant - len(json.loads(chosen.keys["attribution"]))


def _listed(values: Iterable[object]) -> str:
    return json.dumps(sorted(values, key=str), ensure_ascii=False)
