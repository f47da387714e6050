"""The registry of source entities in the project file."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from annotator.i18n import _
from annotator.model.entity import Entity, EntityUse
from annotator.model.errors import InputError
from annotator.store.database import Database, new_uuid

EDITABLE: Final = frozenset({"name", "name_en", "kind", "role", "speaks_for", "wikidata", "memo"})
_SELECT: Final = (
    "SELECT id, uuid, name, name_en, kind, role,"
    " (SELECT json_group_array(alias) FROM (SELECT alias FROM entity_alias"
    "   WHERE entity_alias.entity = entity.id ORDER BY entity_alias.id)),"
    " speaks_for, wikidata, memo FROM entity"
)
_LISTED: Final = "(SELECT value FROM json_each(?))"


def entities(database: Database) -> list[Entity]:
    """Return the whole registry by key."""
    return _build(database, " ORDER BY id", ())


def get(database: Database, entity: int) -> Entity:
    """Return one entity; raises InputError when it is gone."""
    found = get_many(database, [entity])
    if not found:
        raise InputError(_("That source is no longer in the registry."))
    return found[0]


def get_many(database: Database, keys: Iterable[int]) -> list[Entity]:
    """Return those of *keys* that exist, by key."""
    return _build(database, f" WHERE id IN {_LISTED} ORDER BY id", (json.dumps(list(keys)),))


def _build(database: Database, where: str, parameters: Any) -> list[Entity]:
    return [
        Entity(key, uuid, name, name_en, kind, role, tuple(json.loads(aliases)), *rest)
        for key, uuid, name, name_en, kind, role, aliases, *rest in database.rows(
            _SELECT + where, parameters
        )
    ]


def add(database: Database, name: str, fields: Mapping[str, Any] | None = None) -> int:
    """Add an entity inside a step and return its key; *fields* are of ``EDITABLE``."""
    columns = {"uuid": new_uuid(), **(fields or {}), "name": name}
    _refuse_columns(fields or {})
    marks = ", ".join("?" for _column in columns)
    return database.write(
        f"INSERT INTO entity({', '.join(columns)}) VALUES ({marks})", list(columns.values())
    )


def update(database: Database, entity: int, fields: Mapping[str, Any]) -> None:
    """Change an entity inside a step; raises KeyError for other columns."""
    _refuse_columns(fields)
    setters = ", ".join(f"{name} = ?" for name in fields)
    database.write(f"UPDATE entity SET {setters} WHERE id = ?", [*fields.values(), entity])


def set_aliases(database: Database, entity: int, aliases: Iterable[str]) -> None:
    """Say inside a step what articles call an entity, in this order."""
    database.write("DELETE FROM entity_alias WHERE entity = ?", (entity,))
    database.write_many(
        "INSERT INTO entity_alias(entity, alias) VALUES (?, ?)",
        [(entity, alias) for alias in dict.fromkeys(aliases)],
    )


def remove(database: Database, entity: int) -> None:
    """Remove an entity inside a step; raises ConflictError while an attribution refers to it."""
    database.write("DELETE FROM entity_alias WHERE entity = ?", (entity,))
    database.write("UPDATE entity SET speaks_for = NULL WHERE speaks_for = ?", (entity,))
    database.write("DELETE FROM entity WHERE id = ?", (entity,))


def repoint(
    database: Database, entity: int, into: int, attributions: Iterable[int] | None = None
) -> None:
    """Let every attribution of *entity*, or only *attributions*, be one of *into*, in a step."""
    condition = ""
    parameters: list[int | str] = [entity]
    if attributions is not None:
        condition = f" AND attribution IN {_LISTED}"
        parameters.append(json.dumps(list(attributions)))
    database.write(
        f"DELETE FROM attribution_entity WHERE entity = ?{condition} AND EXISTS"
        " (SELECT 1 FROM attribution_entity AS both"
        f" WHERE both.attribution = attribution_entity.attribution AND both.entity = {int(into)})",
        parameters,
    )
    database.write(
        f"UPDATE attribution_entity SET entity = {int(into)} WHERE entity = ?{condition}",
        parameters,
    )


def repoint_speakers(database: Database, entity: int, into: int) -> None:
    """Let whoever speaks for *entity* speak for *into* inside a step."""
    database.write(
        "UPDATE entity SET speaks_for = ? WHERE speaks_for = ? AND id <> ?", (into, entity, into)
    )
    database.write(
        "UPDATE entity SET speaks_for = NULL WHERE id = ? AND speaks_for = ?", (into, entity)
    )


def uses(database: Database, coder: int | None = None) -> dict[int, EntityUse]:
    """Return how often each entity is quoted, by one coder or by all."""
    where, parameters = ("", ()) if coder is None else (" WHERE attribution.coder = ?", (coder,))
    return {
        entity: EntityUse(attributions, articles)
        for entity, attributions, articles in database.rows(
            "SELECT entity, count(*), count(DISTINCT article) FROM attribution_entity"
            f" JOIN attribution ON attribution.id = attribution_entity.attribution{where}"
            " GROUP BY entity",
            parameters,
        )
    }


def _refuse_columns(fields: Mapping[str, Any]) -> None:
    for name in fields:
        if name not in EDITABLE:
            raise KeyError(name)
