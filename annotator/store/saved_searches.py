"""Searches kept under a name.

Belongs here: what a search refers to (articles, a coder, codes) is stored by its uuid, so that it
means the same in a project that the search is brought to.
"""

import json
from typing import Any, Final

from annotator.i18n import _
from annotator.model.errors import InputError
from annotator.model.search import SavedSearch, SearchQuery
from annotator.store.database import Database, new_uuid, now

_SELECT: Final = "SELECT id, uuid, name, query, memo, position FROM saved_search"
_REFERRED: Final = {"articles": "article", "codes": "code", "coder": "coder"}
GONE: Final = 0
"""Key that stands for what is no longer in the project, so that the search finds nothing there."""


def all_saved(database: Database) -> list[SavedSearch]:
    """Return the saved searches in their order."""
    return [_built(database, row) for row in database.rows(f"{_SELECT} ORDER BY position, id")]


def get(database: Database, key: int) -> SavedSearch:
    """Return one saved search; raises InputError when it is gone."""
    found = database.rows(f"{_SELECT} WHERE id = ?", (key,))
    if not found:
        raise InputError(_("That saved search is no longer in the project."))
    return _built(database, found[0])


def _built(database: Database, row: tuple[int, str, str, str, str, int]) -> SavedSearch:
    key, uuid, name, stored, memo, position = row
    told = SearchQuery.from_json(json.loads(stored)).as_json()
    _exchange(database, told, "uuid", "id", GONE)
    return SavedSearch(key, uuid, name, SearchQuery.from_json(told), memo, position)


def _exchange(
    database: Database, told: dict[str, Any], known: str, wanted: str, otherwise: Any
) -> None:
    """Put in the scope of a stored search one kind of key for the other."""
    scope = told.get("scope") or {}
    for name, table in _REFERRED.items():
        given = scope.get(name)
        listed = given if isinstance(given, list | tuple) else [] if given is None else [given]
        found = [
            each
            if isinstance(each, int) == (wanted == "id")
            else database.value(f"SELECT {wanted} FROM {table} WHERE {known} = ?", (each,))
            or otherwise
            for each in listed
        ]
        if found:
            scope[name] = found if name != "coder" else found[0]


def add(database: Database, name: str, query: SearchQuery, memo: str = "") -> int:
    """Keep a search inside a step and return its key."""
    moment = now()
    return database.write(
        "INSERT INTO saved_search(uuid, name, query, memo, position, created_at, changed_at)"
        " VALUES (?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM saved_search), ?, ?)",
        (new_uuid(), name, _stored(database, query), memo, moment, moment),
    )


def update(
    database: Database,
    key: int,
    *,
    name: str | None = None,
    query: SearchQuery | None = None,
    memo: str | None = None,
) -> None:
    """Change a saved search inside a step."""
    values: dict[str, str] = {"changed_at": now()}
    if name is not None:
        values["name"] = name
    if query is not None:
        values["query"] = _stored(database, query)
    if memo is not None:
        values["memo"] = memo
    setters = ", ".join(f"{column} = ?" for column in values)
    database.write(f"UPDATE saved_search SET {setters} WHERE id = ?", [*values.values(), key])


def remove(database: Database, key: int) -> None:
    """Forget a saved search inside a step."""
    database.write("DELETE FROM saved_search WHERE id = ?", (key,))


def _stored(database: Database, query: SearchQuery) -> str:
    told = query.as_json()
    _exchange(database, told, "id", "uuid", "")
    return json.dumps(told, ensure_ascii=False)
