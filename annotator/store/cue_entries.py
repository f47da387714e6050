"""The project's own rows of the cue lexicon: what somebody has changed, switched off or added."""

import json
from collections.abc import Iterable
from typing import Final

from annotator.model.cue_entry import FIELDS, CueEntry, entry_of
from annotator.store.database import Database, new_uuid, now

_COLUMNS: Final = (*FIELDS, "active", "uuid")


def entries(database: Database) -> list[CueEntry]:
    """Return the rows in the order they were made."""
    rows = database.rows(f"SELECT {', '.join(_COLUMNS)} FROM cue_entry ORDER BY id")
    return [entry_of(row[:-2], active=bool(row[-2]), uuid=row[-1]) for row in rows]


def put(database: Database, entry: CueEntry) -> str:
    """Write an entry inside a step, in place of the one with its uuid; return its uuid."""
    uuid = entry.uuid or new_uuid()
    values = [*(getattr(entry, name) for name in FIELDS), int(entry.active), now()]
    present = database.value("SELECT id FROM cue_entry WHERE uuid = ?", (uuid,))
    if present is None:
        columns = ", ".join((*FIELDS, "active", "changed_at", "uuid"))
        marks = ", ".join("?" for _each in (*values, uuid))
        database.write(f"INSERT INTO cue_entry({columns}) VALUES ({marks})", [*values, uuid])
    else:
        setters = ", ".join(f"{name} = ?" for name in (*FIELDS, "active", "changed_at"))
        database.write(f"UPDATE cue_entry SET {setters} WHERE id = ?", [*values, present])
    return uuid


def remove(database: Database, uuids: Iterable[str]) -> None:
    """Remove inside a step the rows with these uuids."""
    database.write(
        "DELETE FROM cue_entry WHERE uuid IN (SELECT value FROM json_each(?))",
        (json.dumps(list(uuids)),),
    )
