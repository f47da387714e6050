"""The annotation sets of a project, and the snapshots that were taken of them."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from annotator.i18n import _
from annotator.model.annotation_set import AnnotationSet, Choice, Snapshot, oddities
from annotator.model.errors import InputError
from annotator.store.database import Database, new_uuid, now

_SETS: Final = (
    "SELECT id, uuid, name, format, choice, options, memo, position, created_at, changed_at"
    " FROM annotation_set"
)
_SNAPSHOTS: Final = (
    "SELECT id, uuid, name, set_name, format, manifest, manifest_sha256, memo, created_at"
    " FROM snapshot"
)


def all_sets(database: Database) -> list[AnnotationSet]:
    """Return the annotation sets in their order."""
    return [_set(row) for row in database.rows(f"{_SETS} ORDER BY position, id")]


def get(database: Database, key: int) -> AnnotationSet:
    """Return one set; raises InputError when it is gone."""
    found = database.rows(f"{_SETS} WHERE id = ?", (key,))
    if not found:
        raise InputError(_("That annotation set is no longer in the project."))
    return _set(found[0])


def _set(row: tuple[Any, ...]) -> AnnotationSet:
    key, uuid, name, format_id, choice, options, memo, position, created, changed = row
    told, given = _object(choice), _object(options)
    return AnnotationSet(
        *(key, uuid, name, format_id, Choice.from_json(told), given, memo, position),
        *(created, changed, tuple(oddities(told))),
    )


def _object(stored: str) -> dict[str, Any]:
    """Return stored JSON as an object; another program may have written anything."""
    try:
        found = json.loads(stored)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def add(
    database: Database,
    name: str,
    format_id: str,
    choice: Choice,
    options: Mapping[str, Any],
    memo: str = "",
) -> int:
    """Keep a set inside a step, after the others, and return its key."""
    moment = now()
    return database.write(
        "INSERT INTO annotation_set(uuid, name, format, choice, options, memo, position,"
        " created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?,"
        " (SELECT coalesce(max(position), 0) + 1 FROM annotation_set), ?, ?)",
        (new_uuid(), name, format_id, *_stored(choice, options), memo, moment, moment),
    )


def update(database: Database, key: int, kept: AnnotationSet) -> None:
    """Store name, format, choice, options and memo of a set inside a step."""
    database.write(
        "UPDATE annotation_set SET name = ?, format = ?, choice = ?, options = ?, memo = ?,"
        " changed_at = ? WHERE id = ?",
        (
            *(kept.name, kept.format, *_stored(kept.choice, kept.options), kept.memo),
            *(now(), key),
        ),
    )


def set_positions(database: Database, keys: Iterable[int]) -> None:
    """Put the sets in this order inside a step; those that stand so already are not touched."""
    for position, key in enumerate(keys, 1):
        database.write(
            "UPDATE annotation_set SET position = ? WHERE id = ? AND position <> ?",
            (position, key, position),
        )


def remove(database: Database, key: int) -> None:
    """Forget a set inside a step."""
    database.write("DELETE FROM annotation_set WHERE id = ?", (key,))


def _stored(choice: Choice, options: Mapping[str, Any]) -> tuple[str, str]:
    return (
        json.dumps(choice.as_json(), ensure_ascii=False),
        json.dumps(dict(options), ensure_ascii=False),
    )


def snapshots(database: Database) -> list[Snapshot]:
    """Return the snapshots, the latest first."""
    rows = database.rows(f"{_SNAPSHOTS} ORDER BY created_at DESC, id DESC")
    return [
        Snapshot(key, uuid, name, set_name, format_id, _object(manifest), sha256, memo, created)
        for key, uuid, name, set_name, format_id, manifest, sha256, memo, created in rows
    ]


def snapshot_names(database: Database) -> list[str]:
    """Return the names of all snapshots."""
    return [row[0] for row in database.rows("SELECT name FROM snapshot ORDER BY id")]


def knows_manifest(database: Database, sha256: str) -> bool:
    """Tell whether a snapshot with this manifest is remembered."""
    sql = "SELECT count(*) FROM snapshot WHERE manifest_sha256 = ?"
    return bool(database.value(sql, (sha256,)))


def add_snapshot(
    database: Database,
    name: str,
    kept: AnnotationSet,
    manifest: Mapping[str, Any],
    manifest_sha256: str,
    created_at: str,
) -> int:
    """Remember inside a step that a set was frozen, and return the snapshot's key."""
    return database.write(
        "INSERT INTO snapshot(uuid, name, set_name, format, manifest, manifest_sha256, created_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            *(new_uuid(), name, kept.name, kept.format),
            *(json.dumps(manifest, ensure_ascii=False), manifest_sha256, created_at),
        ),
    )
