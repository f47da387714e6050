"""The journal read back: what a step touched, the list of steps, undo and redo.

Undo applies a step's inverse as a new step, so the history only grows. A row is put back only when
it still is as the step left it; otherwise later work builds on it and nothing is changed.
"""

import json
from collections import defaultdict
from typing import Final

from annotator.i18n import N_, _, render
from annotator.model.changes import Changes, StepInfo
from annotator.model.errors import ConflictError
from annotator.store import schema
from annotator.store.database import Database, Step

_TABLES: Final = {table.name: table for table in schema.DOMAIN_TABLES}


_OWNERS: Final = "".join(
    f" WHEN '{table.name}' THEN '$.{table.owner}'" for table in schema.DOMAIN_TABLES if table.owner
)
_PLACED: Final = ("annotation", "attribution")
"""Kinds whose rows say which article they are in."""


def collect_changes(database: Database, step: Step) -> Changes:
    """Return what the journal says that *step* touched since it was begun."""
    touched: dict[str, set[int]] = defaultdict(set)
    articles: set[int] = set()
    created: list[int] = []
    described_marks: set[int] = set()
    for table, row, op, owner, article, annotation in database.rows(
        # An article's own row refers to none: an import need not read 10 000 of them.
        f"SELECT tbl, row, op, json_extract(coalesce(new, old), CASE tbl{_OWNERS} ELSE NULL END),"
        " iif(tbl = 'article', NULL, json_extract(coalesce(new, old), '$.article')),"
        " iif(tbl = 'claim', json_extract(coalesce(new, old), '$.annotation'), NULL)"
        " FROM journal WHERE seq > ? AND step = ? ORDER BY seq",
        (step.first, step.id),
    ):
        described = _TABLES[table]
        key = row if owner is None else owner
        touched[described.kind].add(article if table == "article_status" else key)
        if table == "article":
            articles.add(row)
        elif article is not None:
            articles.add(article)
        if annotation is not None:
            described_marks.add(annotation)
        if table == "annotation" and op == "I":
            created.append(row)
    articles |= _articles_of(database, "annotation", described_marks)
    for kind in _PLACED:
        articles |= _articles_of(database, kind, touched.get(kind, set()))
    frozen = {kind: frozenset(keys) for kind, keys in touched.items()}
    return Changes(step.id, frozen, frozenset(articles), tuple(created), step.name)


def last_changed(database: Database, kind: str) -> str:
    """Return when rows of a kind were last written, UTC; the project's beginning if never."""
    tables = ", ".join(f"'{table.name}'" for table in schema.DOMAIN_TABLES if table.kind == kind)
    found: str = database.value(
        "SELECT coalesce((SELECT max(step.at) FROM journal JOIN step ON step.id = journal.step"
        f" WHERE tbl IN ({tables})), (SELECT created_at FROM project))"
    )
    return found


def _articles_of(database: Database, table: str, keys: set[int]) -> set[int]:
    """Return the articles in which these annotations or attributions are."""
    if not keys:
        return set()
    return {
        row[0]
        for row in database.rows(
            f"SELECT DISTINCT article FROM {table} WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(sorted(keys)),),
        )
    }


def adopt_outside_changes(database: Database) -> int:
    """Make journal rows that another program wrote a step of their own; return how many rows."""
    count = int(database.value("SELECT count(*) FROM journal WHERE step IS NULL"))
    if count:
        with database.step(N_("Outside change"), kind="outside") as step:
            database.write("UPDATE journal SET step = ? WHERE step IS NULL", (step.id,))
            # The rows were there before the step began; without this the step would seem empty.
            step.first = -1
    return count


def steps(database: Database, limit: int = 500, before: int | None = None) -> list[StepInfo]:
    """Return the newest steps, newest first; *before* pages back."""
    return [
        StepInfo(number, describe(name, params), coder or "", at, kind, state)
        for number, name, params, coder, at, kind, state in database.rows(
            "SELECT step.id, step.name, step.params, coder.name, step.at, step.kind, step.state"
            " FROM step LEFT JOIN coder ON coder.id = step.coder"
            " WHERE step.id < ? ORDER BY step.id DESC LIMIT ?",
            (before if before is not None else 1 << 62, limit),
        )
    ]


def describe(name: str, params: str) -> str:
    """Return a step's name in the language of the interface."""
    return render(name, json.loads(params))


def undoable(database: Database, coder: int) -> StepInfo | None:
    """Return the step that undo would take back for *coder*, or None."""
    return _first_step(
        database,
        "step.state = 'done' AND step.kind = 'do' AND step.coder = ?"
        " AND step.id > (SELECT coalesce(max(id), 0) FROM step WHERE kind = 'wall')"
        " ORDER BY step.id DESC",
        coder,
    )


def redoable(database: Database, coder: int) -> StepInfo | None:
    """Return the step that redo would do again for *coder*, or None."""
    return _first_step(
        database,
        "step.state = 'undone' AND step.kind = 'do' AND step.coder = ?"
        " AND step.id > (SELECT coalesce(max(id), 0) FROM step WHERE kind = 'wall')"
        " ORDER BY step.id",
        coder,
    )


def _first_step(database: Database, condition: str, coder: int) -> StepInfo | None:
    found = database.rows(
        "SELECT step.id, step.name, step.params, coder.name, step.at, step.kind, step.state"
        f" FROM step LEFT JOIN coder ON coder.id = step.coder WHERE {condition} LIMIT 1",
        (coder,),
    )
    if not found:
        return None
    number, name, params, who, at, kind, state = found[0]
    return StepInfo(number, describe(name, params), who or "", at, kind, state)


def undo(database: Database, coder: int) -> Changes:
    """Take back the newest step of *coder*; empty changes when there is none.

    Raises ConflictError when later work builds on it.
    """
    info = undoable(database, coder)
    return Changes() if info is None else _replay(database, info, coder, backwards=True)


def redo(database: Database, coder: int) -> Changes:
    """Do again the step of *coder* that was undone last; empty changes when there is none."""
    info = redoable(database, coder)
    return Changes() if info is None else _replay(database, info, coder, backwards=False)


def _replay(database: Database, info: StepInfo, coder: int, *, backwards: bool) -> Changes:
    name = N_("Undo: {step}") if backwards else N_("Redo: {step}")
    kind = "undo" if backwards else "redo"
    order = "DESC" if backwards else "ASC"
    rows = database.rows(
        f"SELECT tbl, row, old, new FROM journal WHERE step = ? ORDER BY seq {order}",
        (info.id,),
    )
    try:
        with database.step(name, coder, kind=kind, target=info.id, step=info.name) as step:
            for table, row, old, new in rows:
                before, after = (new, old) if backwards else (old, new)
                _put(database, table, row, before, after, info.name)
            state = "undone" if backwards else "done"
            database.write("UPDATE step SET state = ? WHERE id = ?", (state, info.id))
    except ConflictError as error:
        made = [(table, row) for table, row, old, _new in rows if backwards and old is None]
        raise _building_on(database, info, made) or error from error
    return step.changes


def _building_on(
    database: Database, info: StepInfo, made: list[tuple[str, int]]
) -> ConflictError | None:
    """Return the sentence that names the later step whose rows refer to what *info* made."""
    newest: tuple[int, str, str, str] | None = None
    for described in schema.DOMAIN_TABLES:
        for column, target in schema.references(database.connection, described.name).items():
            keys = json.dumps([row for table, row in made if table == target])
            for found in database.rows(
                "SELECT journal.seq, step.name, step.params, coalesce(coder.name, '')"
                f" FROM {described.name} AS later"
                " JOIN journal ON journal.tbl = ? AND journal.row = later.id"
                " JOIN step ON step.id = journal.step LEFT JOIN coder ON coder.id = step.coder"
                f" WHERE later.{column} IN (SELECT value FROM json_each(?)) AND step.id <> ?"
                " ORDER BY journal.seq DESC LIMIT 1",
                (described.name, keys, info.id),
            ):
                newest = max(newest or found, found)
    if newest is None:
        return None
    _seq, name, params, coder = newest
    sentence = _("“{step}” cannot be taken back: “{later}” by {coder} builds on it.")
    return ConflictError(
        sentence.format(step=info.name, later=describe(name, params), coder=coder or "?")
    )


def _put(
    database: Database, table: str, row: int, before: str | None, after: str | None, name: str
) -> None:
    """Bring one row from the image *before* to the image *after*; None means absent."""
    names = schema.columns(database.connection, table)
    present = database.value(
        f"SELECT {schema.row_json(names, table)} FROM {table} WHERE id = ?", (row,)
    )
    if present != before:
        raise ConflictError(
            _("“{step}” cannot be taken back: later changes build on it.").format(step=name)
        )
    if after is None:
        database.write(f"DELETE FROM {table} WHERE id = ?", (row,))
        return
    image = json.loads(after)
    listed = ", ".join(f'"{column}"' for column in names)
    marks = ", ".join("?" for _column in names)
    values = [image[column] for column in names]
    if before is None:
        database.write(f"INSERT INTO {table}({listed}) VALUES ({marks})", values)
    else:
        setters = ", ".join(f'"{column}" = ?' for column in names)
        database.write(f"UPDATE {table} SET {setters} WHERE id = ?", [*values, row])
