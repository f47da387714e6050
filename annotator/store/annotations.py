"""Annotations and their fragments in the project file."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from annotator.i18n import _
from annotator.model.annotation import Annotation
from annotator.model.errors import InputError
from annotator.model.span import Fragment, Range, Span
from annotator.store.database import Database, new_uuid, now

EDITABLE: Final = frozenset({"code", "coder", "confidence", "origin", "important", "memo"})
_SELECT: Final = (
    "SELECT annotation.id, annotation.uuid, annotation.article, annotation.coder, annotation.code,"
    " confidence, origin, important, memo, created_at, changed_at, prefix, suffix,"
    ' fragment.start, fragment."end", fragment.quote'
    " FROM annotation JOIN fragment ON fragment.annotation = annotation.id"
)
_BRIEF: Final = _SELECT.replace("fragment.quote", "substr(fragment.quote, 1, 200)")
"""As _SELECT, where the words only tell a person which annotation is meant."""

_ORDER: Final = " ORDER BY annotation.id, fragment.start"


def add(
    database: Database,
    article: int,
    coder: int,
    code: int,
    span: Span,
    *,
    confidence: str = "unset",
    origin: str = "hand",
    memo: str = "",
) -> int:
    """Add an annotation inside a step and return its key."""
    moment = now()
    key = database.write(
        "INSERT INTO annotation(uuid, article, coder, code, confidence, origin, memo, prefix,"
        " suffix, created_at, changed_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(new_uuid(), article, coder, code, confidence, origin, memo),
            *(span.prefix, span.suffix, moment, moment),
        ),
    )
    _write_fragments(database, key, span)
    return key


def _write_fragments(database: Database, annotation: int, span: Span) -> None:
    for fragment in span.fragments:
        database.write(
            'INSERT INTO fragment(annotation, start, "end", quote) VALUES (?, ?, ?, ?)',
            (annotation, fragment.start, fragment.end, fragment.quote),
        )


def get(database: Database, annotation: int) -> Annotation:
    """Return one annotation; raises InputError when it is gone."""
    found = get_many(database, [annotation])
    if not found:
        raise InputError(_("That annotation is no longer in the project."))
    return found[0]


def get_many(
    database: Database, annotations: Iterable[int], *, whole: bool = True
) -> list[Annotation]:
    """Return those of *annotations* that exist, by key; not *whole*, long quotes are cut short."""
    keys = json.dumps(list(annotations))
    condition = " WHERE annotation.id IN (SELECT value FROM json_each(?))"
    return _build(database.rows((_SELECT if whole else _BRIEF) + condition + _ORDER, (keys,)))


def of_article(
    database: Database,
    article: int,
    coders: Iterable[int] | None = None,
    between: tuple[int, int] | None = None,
) -> list[Annotation]:
    """Return an article's annotations by key, of all coders or of *coders*.

    With *between* (code points), only those that have a fragment there.
    """
    condition = " WHERE annotation.article = :article"
    parameters: dict[str, Any] = {"article": article}
    if coders is not None:
        condition += " AND annotation.coder IN (SELECT value FROM json_each(:coders))"
        parameters["coders"] = json.dumps(list(coders))
    if between is not None:
        condition += (
            " AND EXISTS (SELECT 1 FROM fragment AS inside WHERE inside.annotation = annotation.id"
            ' AND inside.start < :high AND inside."end" > :low)'
        )
        parameters["low"], parameters["high"] = between
    return _build(database.rows(_SELECT + condition + _ORDER, parameters))


def with_code(database: Database, codes: Iterable[int]) -> list[Annotation]:
    """Return every annotation that carries one of *codes*."""
    keys = json.dumps(list(codes))
    condition = " WHERE annotation.code IN (SELECT value FROM json_each(?))"
    return _build(database.rows(_SELECT + condition + _ORDER, (keys,)))


def same_mark(database: Database, article: int, coder: int, code: int, span: Span) -> int | None:
    """Return the key of the coder's annotation with this code on exactly this place, or None."""
    first = span.fragments[0]
    candidates = database.rows(
        "SELECT annotation.id FROM fragment JOIN annotation ON annotation.id = fragment.annotation"
        ' WHERE fragment.start = ? AND fragment."end" = ?'
        " AND article = ? AND coder = ? AND code = ?",
        (first.start, first.end, article, coder, code),
    )
    marks = get_many(database, [row[0] for row in candidates]) if candidates else []
    return next((mark.id for mark in marks if mark.span.ranges == span.ranges), None)


def at_places(
    database: Database, article: int, coder: int, places: Collection[Range]
) -> list[Annotation]:
    """Return a coder's annotations whose first fragment is one of *places*, by key."""
    rows = database.rows(
        # Crossed, for each place to be found by its index and nothing to be read in between.
        "SELECT DISTINCT annotation.id FROM json_each(?) AS place CROSS JOIN fragment"
        " ON fragment.start = json_extract(place.value, '$[0]')"
        " AND fragment.\"end\" = json_extract(place.value, '$[1]')"
        " JOIN annotation ON annotation.id = fragment.annotation"
        " WHERE annotation.article = ? AND annotation.coder = ?",
        (json.dumps(list(places)), article, coder),
    )
    wanted = set(places)
    marks = get_many(database, [row[0] for row in rows])
    return [mark for mark in marks if mark.span.ranges[0] in wanted]


def _build(rows: Sequence[Any]) -> list[Annotation]:
    built: list[Annotation] = []
    index, total = 0, len(rows)
    while index < total:
        row = rows[index]
        fragments = [Fragment(row[13], row[14], row[15])]
        index += 1
        while index < total and rows[index][0] == row[0]:
            fragments.append(Fragment(*rows[index][13:]))
            index += 1
        key, uuid, article, coder, code, confidence, origin, important, memo, *times = row[:11]
        span = Span(tuple(fragments), row[11], row[12])
        built.append(
            Annotation(
                *(key, uuid, article, coder, code, span),
                *(confidence, origin, bool(important), memo, *times),
            )
        )
    return built


def update(database: Database, annotations: Iterable[int], fields: dict[str, Any]) -> None:
    """Change fields of annotations inside a step; raises KeyError for other columns."""
    for name in fields:
        if name not in EDITABLE:
            raise KeyError(name)
    setters = ", ".join(f"{name} = ?" for name in fields)
    database.write(
        f"UPDATE annotation SET {setters}, changed_at = ?"
        " WHERE id IN (SELECT value FROM json_each(?))",
        [*fields.values(), now(), json.dumps(list(annotations))],
    )


def set_span(database: Database, annotation: int, span: Span) -> None:
    """Give an annotation other fragments inside a step."""
    database.write("DELETE FROM fragment WHERE annotation = ?", (annotation,))
    _write_fragments(database, annotation, span)
    database.write(
        "UPDATE annotation SET prefix = ?, suffix = ?, changed_at = ? WHERE id = ?",
        (span.prefix, span.suffix, now(), annotation),
    )


def remove(database: Database, annotations: Iterable[int]) -> None:
    """Remove annotations and their fragments inside a step, and what referred to them.

    An attribution whose claim goes is taken apart; a source or cue leaves its role.
    """
    from annotator.store.guard import forget  # it reads annotations

    listed = list(annotations)
    forget(database, listed)
    keys = json.dumps(listed)
    database.write(
        "DELETE FROM fragment WHERE annotation IN (SELECT value FROM json_each(?))", (keys,)
    )
    database.write("DELETE FROM annotation WHERE id IN (SELECT value FROM json_each(?))", (keys,))
