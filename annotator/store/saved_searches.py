"""Searches kept under a name."""

import json

from annotator.i18n import _
from annotator.model.errors import InputError
from annotator.model.search import SavedSearch, SearchQuery
from annotator.store.database import Database, new_uuid, now

_SELECT = "SELECT id, uuid, name, query, memo, position FROM saved_search"


def all_saved(database: Database) -> list[SavedSearch]:
    """Return the saved searches in their order."""
    return [_built(row) for row in database.rows(f"{_SELECT} ORDER BY position, id")]


def get(database: Database, key: int) -> SavedSearch:
    """Return one saved search; raises InputError when it is gone."""
    found = database.rows(f"{_SELECT} WHERE id = ?", (key,))
    if not found:
        raise InputError(_("That saved search is no longer in the project."))
    return _built(found[0])


def _built(row: tuple[int, str, str, str, str, int]) -> SavedSearch:
    key, uuid, name, query, memo, position = row
    return SavedSearch(key, uuid, name, SearchQuery.from_json(json.loads(query)), memo, position)


def add(database: Database, name: str, query: SearchQuery, memo: str = "") -> int:
    """Keep a search inside a step and return its key."""
    moment = now()
    return database.write(
        "INSERT INTO saved_search(uuid, name, query, memo, position, created_at, changed_at)"
        " VALUES (?, ?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM saved_search), ?, ?)",
        (new_uuid(), name, _stored(query), memo, moment, moment),
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
        values["query"] = _stored(query)
    if memo is not None:
        values["memo"] = memo
    setters = ", ".join(f"{column} = ?" for column in values)
    database.write(f"UPDATE saved_search SET {setters} WHERE id = ?", [*values.values(), key])


def remove(database: Database, key: int) -> None:
    """Forget a saved search inside a step."""
    database.write("DELETE FROM saved_search WHERE id = ?", (key,))


def _stored(query: SearchQuery) -> str:
    return json.dumps(query.as_json(), ensure_ascii=False)
