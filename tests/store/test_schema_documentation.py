"""docs/schema.md describes every table, view and column, and nothing that is not there."""

import re

from annotator.operations.project import Project
from tests.shared import PROJECT

SQLITE_UTILS_OWN = {"_sqlite_migrations"}


def documented() -> dict[str, set[str]]:
    """Return the names under each heading of a table or view."""
    page = (PROJECT / "docs" / "schema.md").read_text(encoding="utf-8")
    found: dict[str, set[str]] = {}
    for section in re.split(r"^### ", page, flags=re.M)[1:]:
        heading = re.match(r"`(\w+)`", section)
        assert heading, section[:40]
        body = re.split(r"^## ", section, flags=re.M)[0]
        cells = re.findall(r"^\| (`[^|]*`) \|", body, flags=re.M)
        found[heading[1]] = {name for cell in cells for name in re.findall(r"`(\w+)`", cell)}
    return found


def test_every_table_and_column_is_described(project: Project) -> None:
    names = project.database.rows(
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        " AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    )
    actual = {
        name: {row[1] for row in project.database.rows(f"PRAGMA table_info({name})")}
        for (name,) in names
        if name not in SQLITE_UTILS_OWN
    }
    assert documented() == actual
