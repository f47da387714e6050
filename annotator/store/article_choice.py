"""Articles chosen by what is known about them, and which values there are to choose from.

Belongs here: outlets, authors, languages, variables, dates and uuids as conditions of queries. How
far a coder is with an article is ``selection``'s, what is found in its text ``search_index``'s.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Final

from annotator.model.annotation_set import Choice
from annotator.store.database import Database

FACTS: Final = {"outlets": "outlet", "authors": "author", "languages": "language"}
"""Parts of a choice, and the columns of an article that hold their values."""
_LISTED: Final = "(SELECT value FROM json_each(?))"


def chosen_articles(database: Database, choice: Choice) -> set[int] | None:
    """Return the articles that fulfil all that a choice says of facts; None where it says none."""
    parts: list[str] = []
    values: list[str] = []

    def narrow(condition: str, *told: str) -> None:
        parts.append(condition)
        values.extend(told)

    if choice.articles:
        narrow(f"uuid IN {_LISTED}", _list(each.uuid for each in choice.articles))
    for name, column in FACTS.items():
        if wanted := getattr(choice, name):
            narrow(f"{column} IN {_LISTED}", _list(wanted))
    # A date that is known to the month only lies in every day of the month.
    for end, sign in ((choice.published_from, ">="), (choice.published_to, "<=")):
        if end:
            narrow(
                f"published <> '' AND substr(published, 1, length(?)) {sign} substr(?, 1,"
                " length(published))",
                *(end, end),
            )
    for variable in choice.variables:
        narrow(
            "id IN (SELECT article FROM article_variable AS said JOIN variable"
            f" ON variable.id = said.variable WHERE variable.name = ? AND said.value IN {_LISTED})",
            *(variable.name, _list(variable.values)),
        )
    if not parts:
        return None
    rows = database.rows(f"SELECT id FROM article WHERE {' AND '.join(parts)}", values)
    return {row[0] for row in rows}


def values_of(database: Database, name: str) -> dict[str, int]:
    """Return the values of ``outlets``, ``authors`` or ``languages`` with their numbers."""
    column = FACTS[name]
    return dict(
        database.rows(
            f"SELECT {column}, count(*) FROM article WHERE {column} <> ''"
            f" GROUP BY {column} ORDER BY {column}"
        )
    )


def values_of_variables(database: Database) -> dict[str, dict[str, int]]:
    """Return the values of each article variable with how many articles have each."""
    found: dict[str, dict[str, int]] = {}
    for name, value, number in database.rows(
        "SELECT variable.name, value, count(*) FROM article_variable JOIN variable"
        " ON variable.id = article_variable.variable GROUP BY variable.id, value"
        " ORDER BY variable.position, variable.id, value"
    ):
        found.setdefault(name, {})[value] = number
    return found


def present(database: Database, table: str, uuids: Sequence[str]) -> dict[str, int]:
    """Return the keys of those rows of ``article`` or ``code`` that are there, by their uuids."""
    rows = database.rows(f"SELECT uuid, id FROM {table} WHERE uuid IN {_LISTED}", (_list(uuids),))
    return {row[0]: row[1] for row in rows}


def first_with_marks(database: Database, articles: Iterable[int]) -> int | None:
    """Return the first of *articles* in order, one that has annotations if any does."""
    found: int | None = database.value(
        f"SELECT id FROM article WHERE id IN {_LISTED} ORDER BY NOT EXISTS"
        " (SELECT 1 FROM annotation WHERE annotation.article = article.id), position, id LIMIT 1",
        (_list(articles),),
    )
    return found


def _list(values: Iterable[object]) -> str:
    return json.dumps(list(values), ensure_ascii=False)
