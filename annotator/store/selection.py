"""A selection of the project's parts as conditions of queries, shared by records and segments."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from annotator.model.bundle import Selection
from annotator.store.database import Database

_NONE: Final[Mapping[str, str]] = MappingProxyType({})
_OF_ANNOTATIONS: Final = {"article": "article", "coder": "coder", "code": "code"}


@dataclass(frozen=True, slots=True)
class Chosen:
    """A selection made definite: keys by table as JSON arrays; a table that is absent is whole."""

    keys: dict[str, str]
    statuses: str = ""

    def of_table(self, table: str, references: Mapping[str, str] = _NONE) -> tuple[str, list[str]]:
        """Return the WHERE of the chosen rows of *table*, which refers so to others, or nothing."""
        if table == "claim":
            where, inner = self.of_table("annotation", _OF_ANNOTATIONS)
            within = f" WHERE claim.annotation IN (SELECT annotation.id FROM annotation{where})"
            return (within if where else ""), inner
        if not self.tells(table):
            return " WHERE 0", []
        parts: list[str] = []
        parameters: list[str] = []
        for column, target in {"id": table, **references}.items():
            if target in self.keys and (target != "code" or table == "annotation"):
                parts.append(f"{table}.{column} IN (SELECT value FROM json_each(?))")
                parameters.append(self.keys[target])
        if self.statuses and table in ("annotation", "article_status", "attribution"):
            parts.append(f"{_status(f'{table}.article', f'{table}.coder')} IN {_LISTED}")
            parameters.append(self.statuses)
        return (" WHERE " + " AND ".join(parts) if parts else ""), parameters

    def tells(self, table: str) -> bool:
        """Tell whether rows of *table* are chosen at all, so that others may refer to them."""
        # An attribution needs all of its annotations, whatever their codes.
        return table != "attribution" or "code" not in self.keys


WHOLE: Final = Chosen({})

_LISTED: Final = "(SELECT value FROM json_each(?))"


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
            ("code", selection.codes),
        )
        if chosen is not None
    }
    if selection.statuses is None:
        return Chosen(keys)
    statuses = _listed(selection.statuses)
    chosen = Chosen(keys)
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
    return Chosen({**keys, "article": _listed(row[0] for row in found)}, statuses)


def _listed(values: Iterable[object]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
