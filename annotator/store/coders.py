"""Coders, and what the file says of the project as a whole."""

from dataclasses import dataclass
from typing import Any

from annotator.model.coder import Coder
from annotator.store.database import Database, new_uuid, now
from annotator.store.faults import damaged


@dataclass(frozen=True, slots=True)
class ProjectInfo:
    """The project's own row."""

    uuid: str
    name: str
    memo: str
    created_at: str


def coders(database: Database) -> list[Coder]:
    """Return all coders, in the order they came; raises NotAProjectError for a damaged file."""
    rows = database.rows("SELECT id, uuid, name, color FROM coder")
    if not all(isinstance(value, str) for row in rows for value in row[1:]):
        raise damaged(database.path)  # read far from the window, and first of all
    return [Coder(*row) for row in rows]


def add(database: Database, name: str, color: str = "") -> int:
    """Add a coder inside a step and return their key."""
    return database.write(
        "INSERT INTO coder(uuid, name, color, created_at) VALUES (?, ?, ?, ?)",
        (new_uuid(), name, color, now()),
    )


def update(database: Database, coder: int, name: str, color: str) -> None:
    """Change a coder's name and colour inside a step."""
    database.write("UPDATE coder SET name = ?, color = ? WHERE id = ?", (name, color, coder))


def project_info(database: Database) -> ProjectInfo:
    """Return the project's name, memo and identity."""
    row: tuple[Any, ...] = database.rows("SELECT uuid, name, memo, created_at FROM project")[0]
    return ProjectInfo(*row)


def set_project(database: Database, name: str, memo: str) -> None:
    """Change the project's name and memo inside a step."""
    database.write("UPDATE project SET name = ?, memo = ?", (name, memo))
