"""The sets of variants that the project has changed or added; the others come with the program."""

import json
from collections.abc import Sequence
from typing import NamedTuple

from annotator.store.database import Database, new_uuid


class VariantRow(NamedTuple):
    """A row of the table: words as they are written."""

    uuid: str
    words: tuple[str, ...]
    active: bool


def rows(database: Database) -> list[VariantRow]:
    """Return the project's own rows in their order."""
    found = database.rows("SELECT uuid, words, active FROM variant_set ORDER BY position, id")
    return [VariantRow(uuid, tuple(json.loads(words)), bool(on)) for uuid, words, on in found]


def put(database: Database, words: Sequence[str], active: bool = True, uuid: str = "") -> str:
    """Write a set inside a step, over the one with this uuid if there is one; return its uuid."""
    uuid = uuid or new_uuid()
    stored = json.dumps(list(words), ensure_ascii=False)
    if database.value("SELECT count(*) FROM variant_set WHERE uuid = ?", (uuid,)):
        database.write(
            "UPDATE variant_set SET words = ?, active = ? WHERE uuid = ?",
            (stored, int(active), uuid),
        )
    else:
        database.write(
            "INSERT INTO variant_set(uuid, words, active, position) VALUES (?, ?, ?,"
            " (SELECT coalesce(max(position), 0) + 1 FROM variant_set))",
            (uuid, stored, int(active)),
        )
    return uuid


def remove(database: Database, uuid: str) -> None:
    """Remove a row inside a step; a set that came with the program is then as it was."""
    database.write("DELETE FROM variant_set WHERE uuid = ?", (uuid,))
