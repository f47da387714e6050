"""What the tables are to the rest of the store: which are journalled, nested or shared.

The tables themselves come from ``migrations.py``; their columns are read from the file, so that a
migration need not be told twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import sqlite3

APPLICATION_ID: Final = 0x49534E44  # "ISND"
SCHEMA_VERSION: Final = 4
"""Equal to the number of migrations (a test says so), which opening a file need not import."""


@dataclass(frozen=True, slots=True)
class DomainTable:
    """A table whose rows are somebody's work: journalled, exported, compared.

    ``kind`` is what a change to a row is announced as. ``owner`` names the column by which a row
    belongs to its owner's record (a fragment to its annotation); such rows have no uuid.
    """

    name: str
    kind: str
    owner: str = ""


DOMAIN_TABLES: Final = (
    DomainTable("project", "project"),
    DomainTable("coder", "coder"),
    DomainTable("code", "code"),
    DomainTable("code_purpose", "code", owner="code"),
    DomainTable("variable", "variable"),
    DomainTable("article", "article"),
    DomainTable("article_variable", "article", owner="article"),
    DomainTable("article_status", "article_status"),
    DomainTable("annotation", "annotation"),
    DomainTable("fragment", "annotation", owner="annotation"),
    DomainTable("flag", "flag"),
    DomainTable("entity", "entity"),
    DomainTable("entity_alias", "entity", owner="entity"),
    DomainTable("ledger_claim", "ledger_claim"),
    DomainTable("ledger_relation", "ledger_relation"),
    DomainTable("attribution", "attribution"),
    DomainTable("attribution_role", "attribution", owner="attribution"),
    DomainTable("attribution_entity", "attribution", owner="attribution"),
    DomainTable("attribution_flag", "attribution", owner="attribution"),
    DomainTable("claim", "claim"),
    DomainTable("saved_search", "saved_search"),
    DomainTable("variant_set", "variant_set"),
    DomainTable("cue_entry", "cue_entry"),
    DomainTable("suggestion", "suggestion"),
    DomainTable("annotation_set", "annotation_set"),
    DomainTable("snapshot", "snapshot"),
)
"""In an order in which rows can be inserted: what is referred to comes first."""


def columns(connection: "sqlite3.Connection", table: str) -> list[str]:
    """Return the column names of *table* in order."""
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def references(connection: "sqlite3.Connection", table: str) -> dict[str, str]:
    """Return the columns of *table* that hold another table's integer key, and that table."""
    found = connection.execute(f"PRAGMA foreign_key_list({table})").fetchall()
    return {row[3]: row[2] for row in found if row[4] == "id"}


def row_json(names: list[str], prefix: str) -> str:
    """Return the SQL for a whole row as JSON; *prefix* is ``OLD``, ``NEW`` or a table."""
    return "json_object(" + ", ".join(f"'{name}', {prefix}.\"{name}\"" for name in names) + ")"


def triggers(connection: "sqlite3.Connection") -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each journal trigger that the present tables call for."""
    for table in DOMAIN_TABLES:
        names = columns(connection, table.name)
        for op, event, images in (
            ("I", "INSERT", ("NULL", row_json(names, "NEW"))),
            ("U", "UPDATE", (row_json(names, "OLD"), row_json(names, "NEW"))),
            ("D", "DELETE", (row_json(names, "OLD"), "NULL")),
        ):
            image = "OLD" if op == "D" else "NEW"
            uuid = f"{image}.uuid" if "uuid" in names else "NULL"
            name = f"journal_{table.name}_{event.lower()}"
            yield (
                name,
                f"CREATE TRIGGER {name} AFTER {event} ON {table.name} BEGIN "
                "INSERT INTO journal(step, tbl, row, uuid, op, old, new) VALUES "
                f"((SELECT step FROM open_step), '{table.name}', {image}.id, {uuid}, '{op}', "
                f"{images[0]}, {images[1]}); END",
            )


def regenerate_triggers(connection: "sqlite3.Connection") -> None:
    """Drop every journal trigger and make those that the present tables call for."""
    found = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND substr(name, 1, 8) = 'journal_'"
    ).fetchall()
    for (name,) in found:
        connection.execute(f'DROP TRIGGER "{name}"')
    for _name, statement in triggers(connection):
        connection.execute(statement)


def trigger_faults(connection: "sqlite3.Connection") -> list[str]:
    """Return the names of journal triggers that are missing or differ from what they should be."""
    present = dict(
        connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    )
    return [name for name, statement in triggers(connection) if present.get(name) != statement]
