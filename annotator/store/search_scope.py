"""Where a search looks: the articles of a scope, and the annotated places of one.

Belongs here: a ``Scope`` as conditions of queries. Does not belong here: what is searched for.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from annotator.model.search import Scope
from annotator.model.span import Range
from annotator.store.database import Database

_LISTED: Final = "(SELECT value FROM json_each(?))"
_STATUS: Final = (
    "EXISTS (SELECT 1 FROM coder WHERE {coder} coalesce((SELECT status FROM article_status AS far"
    f" WHERE far.article = article.id AND far.coder = coder.id), 'new') IN {_LISTED})"
)


def articles(database: Database, scope: Scope, codes: Sequence[int] = ()) -> set[int] | None:
    """Return the articles of a scope, None for all; *codes* are its codes and all below them."""
    parts: list[str] = []
    values: list[object] = []

    def narrow(condition: str, *told: object) -> None:
        parts.append(condition)
        values.extend(told)

    if scope.articles:
        narrow(f"id IN {_LISTED}", _list(scope.articles))
    if scope.outlets:
        narrow(f"outlet IN {_LISTED}", _list(scope.outlets))
    # A date that is known to the month only lies in every day of the month.
    if scope.since:
        narrow(
            "published <> '' AND substr(published, 1, length(?)) >= substr(?, 1,"
            " length(published))",
            *(scope.since, scope.since),
        )
    if scope.until:
        narrow(
            "published <> '' AND substr(published, 1, length(?)) <= substr(?, 1,"
            " length(published))",
            *(scope.until, scope.until),
        )
    if scope.statuses:
        whose = "" if scope.coder is None else "coder.id = ? AND"
        who = () if scope.coder is None else (scope.coder,)
        narrow(_STATUS.format(coder=whose), *who, _list(scope.statuses))
    if codes:
        narrow(f"id IN (SELECT article FROM annotation WHERE code IN {_LISTED})", _list(codes))
    if not parts:
        return None
    rows = database.rows(f"SELECT id FROM article WHERE {' AND '.join(parts)}", values)
    return {row[0] for row in rows}


def places(
    database: Database, article: int, codes: Sequence[int], coder: int | None
) -> list[Range]:
    """Return the fragments of an article's annotations of some codes, ascending."""
    rows = database.rows(
        'SELECT fragment.start, fragment."end" FROM annotation'
        " JOIN fragment ON fragment.annotation = annotation.id"
        f" WHERE article = ? AND code IN {_LISTED} AND (? IS NULL OR coder = ?)"
        " ORDER BY fragment.start",
        (article, _list(codes), coder, coder),
    )
    return [(row[0], row[1]) for row in rows]


def outlets(database: Database) -> dict[str, int]:
    """Return the outlets of the project's articles with how many each has, by name."""
    found: dict[str, int] = defaultdict(int)
    for name, number in database.rows(
        "SELECT outlet, count(*) FROM article WHERE outlet <> '' GROUP BY outlet ORDER BY outlet"
    ):
        found[name] = number
    return dict(found)


def _list(values: Sequence[object]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
