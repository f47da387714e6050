"""The codebook in the project file."""

import json
from typing import Any, Final

from annotator.model.codebook import Code, Codebook, CodeDraft
from annotator.store.database import Database, new_uuid

EDITABLE: Final = frozenset(
    {"parent", "kind", "name", "name_ar", "color", "key", "memo", "position"}
)


def codebook(database: Database) -> Codebook:
    """Return all codes as a tree."""
    return Codebook(
        Code(*row)
        for row in database.rows(
            "SELECT id, uuid, parent, kind, name, name_ar, color, key, memo, position FROM code"
        )
    )


def of_purpose(database: Database, purpose: str) -> frozenset[int]:
    """Return the keys of the codes that serve *purpose* (``codebook.PURPOSES``)."""
    found = database.rows("SELECT code FROM code_purpose WHERE purpose = ?", (purpose,))
    return frozenset(row[0] for row in found)


def set_purpose(database: Database, code: int, purpose: str, *, serves: bool) -> None:
    """Let a code serve *purpose*, or no longer, inside a step."""
    if serves == (code in of_purpose(database, purpose)):
        return
    change = "INSERT INTO code_purpose(code, purpose) VALUES (?, ?)"
    if not serves:
        change = "DELETE FROM code_purpose WHERE code = ? AND purpose = ?"
    database.write(change, (code, purpose))


def add(database: Database, draft: CodeDraft, uuid: str = "") -> int:
    """Add a code inside a step, last among its siblings, and return its key."""
    key = database.write(
        "INSERT INTO code(uuid, parent, kind, name, name_ar, color, key, memo, position)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?,"
        " (SELECT coalesce(max(position), 0) + 1 FROM code WHERE parent IS ?))",
        (
            *(uuid or new_uuid(), draft.parent, draft.kind, draft.name, draft.name_ar),
            *(draft.color, draft.key.upper(), draft.memo, draft.parent),
        ),
    )
    if draft.purpose:
        set_purpose(database, key, draft.purpose, serves=True)
    return key


def update(database: Database, code: int, fields: dict[str, Any]) -> None:
    """Change a code inside a step; raises KeyError for other columns."""
    for name in fields:
        if name not in EDITABLE:
            raise KeyError(name)
    setters = ", ".join(f"{name} = ?" for name in fields)
    database.write(f"UPDATE code SET {setters} WHERE id = ?", [*fields.values(), code])


def remove(database: Database, codes: list[int]) -> None:
    """Remove codes inside a step; raises ConflictError while anything still refers to them."""
    database.write(
        "DELETE FROM code_purpose WHERE code IN (SELECT value FROM json_each(?))",
        (json.dumps(codes),),
    )
    database.write(
        "DELETE FROM code WHERE id IN (SELECT value FROM json_each(?))", (json.dumps(codes),)
    )


def counts(database: Database, coder: int | None = None) -> dict[int, int]:
    """Return how many annotations carry each code, of one coder or of all."""
    if coder is None:
        return dict(database.rows("SELECT code, count(*) FROM annotation GROUP BY code"))
    return dict(
        database.rows(
            "SELECT code, count(*) FROM annotation WHERE coder = ? GROUP BY code", (coder,)
        )
    )


def count(database: Database, code: int, coder: int | None = None) -> int:
    """Return how many annotations carry one code, of one coder or of all."""
    if coder is None:
        return int(database.value("SELECT count(*) FROM annotation WHERE code = ?", (code,)))
    return int(
        database.value(
            "SELECT count(*) FROM annotation WHERE code = ? AND coder = ?", (code, coder)
        )
    )
