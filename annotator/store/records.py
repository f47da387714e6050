"""Every row of every domain table as a plain value: a *record*, the project's own exchange form.

A record names other objects by their uuid and holds what belongs to it alone (an annotation its
fragments, an article its variables). The records of all tables together are the project without
journal and machine settings: that is what *lossless* means. Their form is made from the tables
themselves, so a migration that adds one needs nothing here but a line in ``schema``; SQLite builds
the JSON, so an export costs one Python call a row. Reading them back is in ``record_loading``.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from annotator.model.bundle import EVERYTHING, Selection
from annotator.store import schema
from annotator.store.database import Database
from annotator.store.faults import explained
from annotator.store.selection import WHOLE, Chosen, choose

TEXT: Final = "text"
TEXT_REFERENCE: Final = "text_sha256"
TRUTHS: Final = frozenset({"important", "suggested", "active"})
"""Columns that hold 0 or 1 and mean a yes or no."""

DOCUMENTS: Final = {
    "import_log": list,
    "words": list,
    "query": dict,
    "choice": dict,
    "options": dict,
    "manifest": dict,
}
"""Columns that hold JSON, and what the JSON is."""


@dataclass(frozen=True, slots=True)
class ChildShape:
    """Rows that belong to one record: a list of objects, or names with values."""

    table: str
    owner: str
    key: str
    columns: tuple[str, ...] = ()
    types: Mapping[str, type] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)
    order: str = "id"
    naming: str = ""

    @property
    def is_mapping(self) -> bool:
        """Tell whether the rows are told as ``{name: value}``."""
        return bool(self.naming)


_CHILDREN: Final = {
    "code_purpose": ("purposes", "id", ""),
    "fragment": ("fragments", "start", ""),
    "article_variable": ("variables", "id", "variable"),
    "entity_alias": ("aliases", "id", ""),
    "attribution_role": ("roles", "id", ""),
    "attribution_entity": ("entities", "id", ""),
    "attribution_flag": ("flags", "id", ""),
}
"""Table to its key in the owner's record, its order, and the table that names its values."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the records of one table look like; ``references`` are columns that name other rows."""

    table: str
    columns: tuple[str, ...]
    types: dict[str, type]
    references: dict[str, str]
    defaults: dict[str, Any]
    children: tuple[ChildShape, ...]

    @property
    def parent(self) -> str:
        """The column by which a row names another of its own table, or an empty string."""
        return next((name for name, table in self.references.items() if table == self.table), "")


_known: Final[dict[str, dict[str, Shape]]] = {}
"""Shapes by the statements that made the tables: every open file of this version has the same."""


def shapes(database: Database) -> Mapping[str, Shape]:
    """Return the shape of each table that has records of its own, what is referred to first."""
    tables = "SELECT sql FROM sqlite_master WHERE type = 'table' ORDER BY name"
    made = "\n".join(sql for (sql,) in database.rows(tables))
    if made not in _known:
        _known[made] = _read_shapes(database)
    return _known[made]


def _read_shapes(database: Database) -> dict[str, Shape]:
    owned: dict[str, list[ChildShape]] = {}
    for table in schema.DOMAIN_TABLES:
        if table.owner:
            owner = schema.references(database.connection, table.name)[table.owner]
            owned.setdefault(owner, []).append(_child(database, table))
    return {
        table.name: _shape(database, table.name, tuple(owned.get(table.name, ())))
        for table in schema.DOMAIN_TABLES
        if not table.owner
    }


def _child(database: Database, table: schema.DomainTable) -> ChildShape:
    key, order, naming = _CHILDREN.get(table.name, (f"{table.name}s", "id", ""))
    described = database.rows(f"PRAGMA table_info({table.name})")
    kinds = {row[1]: _kind(row[2]) for row in described if row[1] not in ("id", table.owner)}
    every = schema.references(database.connection, table.name)
    referring = {name: target for name, target in every.items() if name != table.owner}
    return ChildShape(table.name, table.owner, key, tuple(kinds), kinds, referring, order, naming)


def _kind(column_type: str) -> type:
    return int if column_type == "INTEGER" else str


def _shape(database: Database, table: str, children: tuple[ChildShape, ...]) -> Shape:
    described = database.rows(f"PRAGMA table_info({table})")
    kept = [row[1:] for row in described if row[1] != "id"]
    defaults = {
        name: _plain(name, None if default is None else database.value(f"SELECT {default}"))
        for name, _type, not_null, default, _key in kept
        if default is not None or not not_null
    }
    return Shape(
        table,
        tuple(row[0] for row in kept),
        {row[0]: _kind(row[1]) for row in kept},
        schema.references(database.connection, table),
        defaults,
        children,
    )


def _plain(name: str, value: Any) -> Any:
    """Return a stored value as a record tells it."""
    if name in TRUTHS:
        return bool(value)
    return json.loads(value) if name in DOCUMENTS else value


@contextmanager
def snapshot(database: Database) -> Iterator[None]:
    """Read the same state of the file throughout the block, whatever others write meanwhile."""
    with explained(database.path):
        database.connection.execute("BEGIN")
        try:
            yield
        finally:
            database.connection.execute("ROLLBACK")


def dump_lines(database: Database, selection: Selection = EVERYTHING) -> Iterator[str]:
    """Yield every record of the selection as one line of JSON, what is referred to first.

    Nothing is held but the row at hand. Use it inside ``snapshot()``.
    """
    chosen = choose(database, selection)
    for shape in shapes(database).values():
        if shape.table == "article":
            yield from _text_lines(database, chosen)
        condition, parameters = condition_of(shape, chosen)
        yield from selected_lines(database, shape, chosen, condition, parameters)


def lines_of(database: Database, table: str) -> Iterator[str]:
    """Yield every record of one table as a line of JSON, in the order of ``dump_lines``."""
    yield from selected_lines(database, shapes(database)[table], WHOLE, "", [])


def dump(database: Database, selection: Selection = EVERYTHING) -> Iterator[dict[str, Any]]:
    """Yield every record of the selection as a plain value, in the order of ``dump_lines``."""
    for line in dump_lines(database, selection):
        yield json.loads(line)


def canonical(database: Database) -> list[dict[str, Any]]:
    """Return all records, sorted: equal for two projects exactly when they hold the same."""
    return sorted(dump(database), key=lambda r: (r["record"], r.get("uuid") or r["sha256"]))


def one(database: Database, shape: Shape, key: int) -> dict[str, Any]:
    """Return the record of one row by its integer key; raises KeyError when there is none."""
    head, _none = _select(shape, WHOLE)
    found = database.value(f"{head} FROM {shape.table} WHERE id = ?", (key,))
    if found is None:
        raise KeyError(key)
    record: dict[str, Any] = json.loads(found)
    return record


def counts(database: Database, selection: Selection = EVERYTHING) -> dict[str, int]:
    """Return how many rows the selection holds, by table, nested ones and texts included."""
    chosen = choose(database, selection)
    counted: dict[str, int] = {}
    for shape in shapes(database).values():
        condition, parameters = condition_of(shape, chosen)
        table = shape.table
        counted[table] = database.value(f"SELECT count(*) FROM {table}{condition}", parameters)
        for child in shape.children:
            within = f"WHERE {child.owner} IN (SELECT {table}.id FROM {table}{condition})"
            counted[child.table] = database.value(
                f"SELECT count(*) FROM {child.table} {within if condition else ''}", parameters
            )
    where, parameters = chosen.of_table("article")
    counted[TEXT] = database.value(
        f"SELECT count(DISTINCT {TEXT_REFERENCE}) FROM article{where}", parameters
    )
    return counted


def _text_lines(database: Database, chosen: Chosen) -> Iterator[str]:
    where, parameters = chosen.of_table("article")
    for row in database.stream(
        "SELECT json_object('record', 'text', 'sha256', sha256, 'body', body) FROM text"
        f" WHERE sha256 IN (SELECT {TEXT_REFERENCE} FROM article{where}) ORDER BY sha256",
        parameters,
    ):
        yield row[0]


def selected(
    database: Database,
    shape: Shape,
    chosen: Chosen,
    condition: str,
    parameters: Sequence[Any],
    article: int | None = None,
) -> Iterator[dict[str, Any]]:
    """Yield the records of one table that fulfil a condition, in the order of ``dump_lines``.

    Where all of them lie in one *article*, no others need be walked through.
    """
    for line in selected_lines(database, shape, chosen, condition, parameters, article):
        yield json.loads(line)


def selected_lines(
    database: Database,
    shape: Shape,
    chosen: Chosen,
    condition: str,
    parameters: Sequence[Any],
    article: int | None = None,
) -> Iterator[str]:
    """Yield the same as lines of JSON."""
    head, before = _select(shape, chosen)
    sql = f"{head} FROM {shape.table}{_walk(shape, article)}{condition}{_order(shape)}"
    for row in database.stream(sql, [*before, *parameters]):
        yield row[0]


def condition_of(shape: Shape, chosen: Chosen) -> tuple[str, list[str]]:
    """Return the WHERE of the chosen rows of one table with its parameters, or nothing."""
    if shape.table == "code":
        return "", []
    return chosen.of_table(shape.table, shape.references)


def _select(shape: Shape, chosen: Chosen) -> tuple[str, list[str]]:
    """Return the query's head that builds the JSON of a record of this shape, and its parameters.

    A reference to a row that is left out is told as none.
    """
    parts, parameters = [f"'record', '{shape.table}'"], []
    for name in shape.columns:
        value = _value(shape, name)
        kept, values = chosen.referred(shape.references.get(name, ""), f"{shape.table}.{name}")
        parts.append(f"'{name}', {f'iif({kept}, {value}, NULL)' if kept else value}")
        parameters += values
    parts += [f"'{child.key}', {_children(shape.table, child)}" for child in shape.children]
    return f"SELECT json_object({', '.join(parts)})", parameters


def _value(shape: Shape, name: str) -> str:
    column = f'{shape.table}."{name}"'
    if target := shape.references.get(name):
        return f"(SELECT target.uuid FROM {target} AS target WHERE target.id = {column})"
    if name in TRUTHS:
        return f"json(iif({column}, 'true', 'false'))"
    return f"json({column})" if name in DOCUMENTS else column


def _children(table: str, child: ChildShape) -> str:
    """Return the subquery that builds a record's nested rows, in their order."""
    own = f"{child.table}.{child.owner} = {table}.id"
    if child.is_mapping:
        return (
            f"(SELECT json_group_object(named.name, {child.table}.value) FROM {child.table}"
            f" JOIN {child.naming} AS named ON named.id = {child.table}.{child.naming}"
            f" WHERE {own})"
        )
    columns = ", ".join(f"'{name}', {_child_value(child, name)}" for name in child.columns)
    return (
        f"(SELECT json_group_array(json(entry)) FROM (SELECT json_object({columns}) AS entry"
        f" FROM {child.table} WHERE {own} ORDER BY {child.order}))"
    )


def _child_value(child: ChildShape, name: str) -> str:
    if target := child.references.get(name):
        column = f'{child.table}."{name}"'
        return f"(SELECT target.uuid FROM {target} AS target WHERE target.id = {column})"
    return f'"{name}"'


def _walk(shape: Shape, article: int | None = None) -> str:
    """Return the join that tells how deep a row lies in a table that refers to itself.

    With *article*, only its rows are walked through: none refers to another article's.
    """
    parent = shape.parent
    if not parent:
        return ""
    roots = f"{parent} IS NULL"
    if article is not None:  # by the index of articles: most rows of all lie in no other
        roots = f"article = {int(article)} AND +{roots}"
    return (
        " JOIN (WITH RECURSIVE tree(node, depth) AS ("
        f"SELECT id, 0 FROM {shape.table} WHERE {roots} UNION ALL"
        f" SELECT below.id, depth + 1 FROM {shape.table} AS below JOIN tree"
        f" ON below.{parent} = tree.node) SELECT node, depth FROM tree)"
        f" ON node = {shape.table}.id"
    )


def _order(shape: Shape) -> str:
    """Return an order that needs no sorting of large tables: an index gives it, or the key."""
    if shape.parent:
        keys = ["depth", "position"] if "position" in shape.columns else ["depth"]
    elif shape.table == "annotation":
        keys = ["article", "coder"]
    else:
        keys = ["position"] if "position" in shape.columns else []
    return " ORDER BY " + ", ".join(
        f"{shape.table}.{k}" if k != "depth" else k for k in [*keys, "id"]
    )
