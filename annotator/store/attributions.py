"""Attributions, with their roles, entities and flags, in the project file."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from annotator.i18n import _
from annotator.model.attribution import ATTRIBUTES, CONTENT, CUE, SOURCE, Attribution, Flag
from annotator.model.errors import InputError
from annotator.store.database import Database, new_uuid, now

EDITABLE: Final = frozenset({*ATTRIBUTES, "parent", "basis", "suggested", "origin", "memo"})
_NAMES: Final = ", ".join(f"attribution.{name}" for name in ATTRIBUTES)
_SELECT: Final = (
    "SELECT attribution.id, uuid, article, coder,"
    " (SELECT json_group_array(json_array(role, annotation)) FROM (SELECT role, annotation"
    "   FROM attribution_role WHERE attribution_role.attribution = attribution.id ORDER BY"
    "   (SELECT min(start) FROM fragment WHERE fragment.annotation = attribution_role.annotation),"
    "   attribution_role.id)),"
    " (SELECT json_group_array(entity) FROM (SELECT entity FROM attribution_entity"
    "   WHERE attribution_entity.attribution = attribution.id ORDER BY id)),"
    " (SELECT json_group_array(flag) FROM (SELECT flag FROM attribution_flag"
    "   WHERE attribution_flag.attribution = attribution.id ORDER BY flag)),"
    f" parent, basis, {_NAMES}, suggested, origin, memo, created_at, changed_at FROM attribution"
)
_LISTED: Final = "(SELECT value FROM json_each(?))"


def get(database: Database, attribution: int) -> Attribution:
    """Return one attribution; raises InputError when it is gone."""
    found = get_many(database, [attribution])
    if not found:
        raise InputError(_("That attribution is no longer in the project."))
    return found[0]


def get_many(database: Database, keys: Iterable[int]) -> list[Attribution]:
    """Return those of *keys* that exist, by key."""
    where = f" WHERE attribution.id IN {_LISTED} ORDER BY attribution.id"
    return _build(database, where, (_keys(keys),))


def of_article(
    database: Database, article: int, coders: Iterable[int] | None = None
) -> list[Attribution]:
    """Return an article's attributions by key, of all coders or of *coders*."""
    where = " WHERE article = ?"
    parameters: list[int | str] = [article]
    if coders is not None:
        where += f" AND coder IN {_LISTED}"
        parameters.append(_keys(coders))
    return _build(database, f"{where} ORDER BY attribution.id", parameters)


def with_annotations(database: Database, annotations: Iterable[int]) -> list[Attribution]:
    """Return the attributions in which one of *annotations* fills a role."""
    where = (
        " WHERE attribution.id IN (SELECT attribution FROM attribution_role"
        f" WHERE annotation IN {_LISTED}) ORDER BY attribution.id"
    )
    return _build(database, where, (_keys(annotations),))


def with_entity(database: Database, entity: int) -> list[Attribution]:
    """Return the attributions, of all coders and articles, whose source is *entity*."""
    where = (
        " WHERE attribution.id IN (SELECT attribution FROM attribution_entity WHERE entity = ?)"
        " ORDER BY article, attribution.id"
    )
    return _build(database, where, (entity,))


def everywhere(database: Database, coder: int | None = None) -> list[Attribution]:
    """Return all attributions of the project, or of one coder, by article."""
    where, parameters = ("", ()) if coder is None else (" WHERE coder = ?", (coder,))
    return _build(database, f"{where} ORDER BY article, attribution.id", parameters)


def children(database: Database, keys: Iterable[int]) -> list[Attribution]:
    """Return the attributions that lie directly in one of *keys*."""
    where = f" WHERE attribution.parent IN {_LISTED} ORDER BY attribution.id"
    return _build(database, where, (_keys(keys),))


def ancestors(database: Database, attribution: Attribution) -> list[Attribution]:
    """Return the attributions it lies in, the nearest first; a circle ends the walk."""
    found: list[Attribution] = []
    seen = {attribution.id}
    parent = attribution.parent
    while parent is not None and parent not in seen:
        seen.add(parent)
        above = get_many(database, [parent])
        if not above:
            break
        found.append(above[0])
        parent = above[0].parent
    return found


_CONTENTS: Final = (
    "SELECT DISTINCT attribution.id FROM attribution JOIN attribution_role AS said"
    " ON said.attribution = attribution.id AND said.role = 'content'"
    " JOIN fragment ON fragment.annotation = said.annotation"
    " WHERE attribution.article = ? AND attribution.coder = ?"
)


def near(database: Database, article: int, coder: int, start: int, end: int) -> list[int]:
    """Return a coder's attributions with a piece of content that meets ``[start, end)``."""
    condition = ' AND fragment.start < ? AND fragment."end" > ?'
    rows = database.rows(_CONTENTS + condition, (article, coder, end, start))
    return [row[0] for row in rows]


def last_before(database: Database, article: int, coder: int, position: int) -> int | None:
    """Return the coder's attribution whose content begins last before *position*, or None.

    Of several that begin together it is the one with the shortest content.
    """
    listed = _CONTENTS.replace("DISTINCT ", "") + (
        " AND fragment.start < ? ORDER BY fragment.start DESC LIMIT 8"
    )
    rows = database.rows(
        f"WITH late(id) AS ({listed}) SELECT late.id FROM late"
        " JOIN attribution_role AS said ON said.attribution = late.id AND said.role = 'content'"
        " JOIN fragment ON fragment.annotation = said.annotation GROUP BY late.id"
        ' ORDER BY min(fragment.start) DESC, sum(fragment."end" - fragment.start) LIMIT 1',
        (article, coder, position),
    )
    return rows[0][0] if rows else None


def descendants(database: Database, keys: Iterable[int]) -> set[int]:
    """Return *keys* and every attribution that lies in one of them, however deep."""
    return {
        row[0]
        for row in database.rows(
            "WITH RECURSIVE below(id) AS (SELECT value FROM json_each(?) UNION"
            " SELECT attribution.id FROM attribution JOIN below ON attribution.parent = below.id)"
            " SELECT id FROM below",
            (_keys(keys),),
        )
    }


def _build(database: Database, where: str, parameters: Any) -> list[Attribution]:
    built = []
    for key, uuid, article, coder, roles, entities, flags, parent, basis, *rest in database.rows(
        _SELECT + where, parameters
    ):
        filled = json.loads(roles)
        content, cue, sources = (
            [mark for role, mark in filled if role == wanted] for wanted in (CONTENT, CUE, SOURCE)
        )
        suggested, origin, memo, created_at, changed_at = rest[len(ATTRIBUTES) :]
        built.append(
            Attribution(
                id=key,
                uuid=uuid,
                article=article,
                coder=coder,
                content=content[0] if content else 0,
                cue=cue[0] if cue else None,
                sources=tuple(sources),
                entities=tuple(json.loads(entities)),
                parent=parent,
                basis=basis,
                **dict(zip(ATTRIBUTES, rest, strict=False)),
                suggested=bool(suggested),
                flags=tuple(json.loads(flags)),
                origin=origin,
                memo=memo,
                created_at=created_at,
                changed_at=changed_at,
            )
        )
    return built


def add(
    database: Database,
    article: int,
    coder: int,
    roles: Iterable[tuple[str, int]],
    *,
    entities: Iterable[int] = (),
    flags: Iterable[int] = (),
    fields: Mapping[str, Any] | None = None,
) -> int:
    """Add an attribution inside a step and return its key.

    *roles* are pairs of a role and the annotation that fills it; *fields* are of ``EDITABLE``.
    """
    given = dict(fields or {})
    _refuse_columns(given)
    moment = now()
    columns = {
        **{"uuid": new_uuid(), "article": article, "coder": coder},
        **given,
        **{"created_at": moment, "changed_at": moment},
    }
    marks = ", ".join("?" for _column in columns)
    key = database.write(
        f"INSERT INTO attribution({', '.join(columns)}) VALUES ({marks})", list(columns.values())
    )
    for role, annotation in roles:
        add_role(database, key, role, annotation, touch=False)
    for table, values in (("entity", entities), ("flag", flags)):
        database.write_many(
            f"INSERT INTO attribution_{table}(attribution, {table}) VALUES (?, ?)",
            [(key, value) for value in dict.fromkeys(values)],
        )
    return key


def add_role(
    database: Database, attribution: int, role: str, annotation: int, *, touch: bool = True
) -> None:
    """Let an annotation fill a role inside a step."""
    database.write(
        "INSERT INTO attribution_role(attribution, role, annotation) VALUES (?, ?, ?)",
        (attribution, role, annotation),
    )
    if touch:
        _touch(database, [attribution])


def remove_role(database: Database, attribution: int, annotation: int) -> None:
    """Let an annotation no longer fill a role inside a step."""
    database.write(
        "DELETE FROM attribution_role WHERE attribution = ? AND annotation = ?",
        (attribution, annotation),
    )
    _touch(database, [attribution])


def update(database: Database, keys: Iterable[int], fields: Mapping[str, Any]) -> None:
    """Change fields of attributions inside a step; raises KeyError for other columns."""
    _refuse_columns(fields)
    setters = ", ".join(f"{name} = ?" for name in fields)
    database.write(
        f"UPDATE attribution SET {setters}, changed_at = ? WHERE id IN {_LISTED}",
        [*fields.values(), now(), _keys(keys)],
    )


def set_entities(database: Database, attribution: int, entities: Iterable[int]) -> None:
    """Say inside a step who the sources are, in this order."""
    database.write("DELETE FROM attribution_entity WHERE attribution = ?", (attribution,))
    database.write_many(
        "INSERT INTO attribution_entity(attribution, entity) VALUES (?, ?)",
        [(attribution, entity) for entity in dict.fromkeys(entities)],
    )
    _touch(database, [attribution])


def set_flag(database: Database, keys: Iterable[int], flag: int, on: bool) -> None:
    """Give inside a step a flag to attributions that lack it, or take it from those with it."""
    listed = list(keys)
    if on:
        database.write_many(
            "INSERT INTO attribution_flag(attribution, flag) VALUES (?, ?)",
            [(key, flag) for key in listed],
        )
    else:
        database.write(
            f"DELETE FROM attribution_flag WHERE flag = ? AND attribution IN {_LISTED}",
            (flag, _keys(listed)),
        )
    _touch(database, listed)


def remove(database: Database, keys: Iterable[int]) -> None:
    """Remove attributions inside a step, what hangs on them first; their annotations stay.

    Who lay in a removed one lies in nothing: hand children on to another parent before.
    """
    listed = _keys(keys)
    for table in ("attribution_role", "attribution_entity", "attribution_flag"):
        database.write(f"DELETE FROM {table} WHERE attribution IN {_LISTED}", (listed,))
    database.write(f"UPDATE claim SET within = NULL WHERE within IN {_LISTED}", (listed,))
    database.write(
        f"UPDATE attribution SET parent = NULL, basis = '' WHERE parent IN {_LISTED}"
        f" AND id NOT IN {_LISTED}",
        (listed, listed),
    )
    database.write(f"DELETE FROM attribution WHERE id IN {_LISTED}", (listed,))


def flags(database: Database) -> list[Flag]:
    """Return the project's flags in order."""
    rows = database.rows("SELECT id, uuid, name, memo FROM flag ORDER BY position, id")
    return [Flag(*row) for row in rows]


def add_flag(database: Database, name: str, memo: str = "") -> int:
    """Add a flag inside a step and return its key."""
    return database.write(
        "INSERT INTO flag(uuid, name, memo, position)"
        " VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM flag))",
        (new_uuid(), name, memo),
    )


def _refuse_columns(fields: Mapping[str, Any]) -> None:
    for name in fields:
        if name not in EDITABLE:
            raise KeyError(name)


def _touch(database: Database, keys: Iterable[int]) -> None:
    database.write(
        f"UPDATE attribution SET changed_at = ? WHERE id IN {_LISTED}", (now(), _keys(keys))
    )


def _keys(keys: Iterable[int]) -> str:
    return json.dumps(list(keys))
