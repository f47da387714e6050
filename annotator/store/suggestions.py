"""Suggestions in the project file: what coders decided, and what a run over articles has found.

Verdicts are somebody's work (``suggestion``). What a run has found can be found again at any time
(``suggested``, a derived table), so it is neither journalled nor exported.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from annotator.model.span import Range
from annotator.model.suggestion import Suggestion
from annotator.model.suggestion_rows import Decided, Kept
from annotator.model.suggestion_values import as_values, from_values
from annotator.store import boilerplate, derived
from annotator.store.database import Database, new_uuid, now
from annotator.store.derived import Derived

SUGGESTED: Final = Derived(
    "suggested",
    "1",
    ("suggested", "suggested_article"),
    (
        "CREATE TABLE suggested_article (article INTEGER PRIMARY KEY, signature TEXT NOT NULL)"
        " STRICT",
        "CREATE TABLE suggested (id INTEGER PRIMARY KEY AUTOINCREMENT, article INTEGER NOT NULL,"
        ' start INTEGER NOT NULL, "end" INTEGER NOT NULL, cue TEXT NOT NULL, kind TEXT NOT NULL,'
        " stance TEXT NOT NULL, score REAL NOT NULL, body TEXT NOT NULL) STRICT",
        "CREATE INDEX suggested_in ON suggested(article)",
    ),
)


# verdicts


def record(
    database: Database, article: int, coder: int, cue: str, place: Range, verdict: str
) -> None:
    """Write inside a step what a coder decided about the suggestion whose cue is at *place*."""
    present = database.value(
        'SELECT id FROM suggestion WHERE article = ? AND coder = ? AND start = ? AND "end" = ?',
        (article, coder, *place),
    )
    if present is None:
        database.write(
            'INSERT INTO suggestion(uuid, article, coder, cue, start, "end", verdict, at)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (new_uuid(), article, coder, cue, *place, verdict, now()),
        )
    else:
        database.write(
            "UPDATE suggestion SET verdict = ?, cue = ?, at = ? WHERE id = ?",
            (verdict, cue, now(), present),
        )


def decided_places(database: Database, coder: int, cue: str) -> dict[int, list[Range]]:
    """Return where a coder has decided about what is kept under *cue*, by article."""
    found: dict[int, list[Range]] = {}
    for article, start, end in database.rows(
        'SELECT article, start, "end" FROM suggestion WHERE coder = ? AND cue = ?', (coder, cue)
    ):
        found.setdefault(article, []).append((start, end))
    return found


_ROLES: Final = (
    'SELECT attribution.article, role, fragment.annotation, fragment.start, fragment."end"'
    " FROM attribution JOIN attribution_role ON attribution_role.attribution = attribution.id"
    " JOIN fragment ON fragment.annotation = attribution_role.annotation"
    " WHERE attribution.coder = ? AND role IN ('cue', 'content')"
)


def decided(
    database: Database, coder: int, articles: Iterable[int] | None = None
) -> dict[int, Decided]:
    """Return what a coder has decided, by article: in all of them, or in *articles*.

    What is marked as text of the page is there whoever marked it; with 0 for the coder, it alone.
    """
    only = ""
    parameters: list[int | str] = [coder]
    if articles is not None:
        articles = list(articles)
        only = " AND article IN (SELECT value FROM json_each(?))"
        parameters.append(json.dumps(articles))
    places: dict[int, set[Range]] = {}
    for article, start, end in database.rows(
        f'SELECT article, start, "end" FROM suggestion WHERE coder = ?{only}', parameters
    ):
        places.setdefault(article, set()).add((start, end))
    cues: dict[int, list[Range]] = {}
    claims: dict[int, dict[int, list[Range]]] = {}
    for article, role, annotation, start, end in database.rows(
        f"{_ROLES}{only} ORDER BY fragment.start", parameters
    ):
        if role == "cue":
            cues.setdefault(article, []).append((start, end))
        else:
            claims.setdefault(article, {}).setdefault(annotation, []).append((start, end))
    page = boilerplate.ranges(database, articles)
    return {
        article: Decided(
            frozenset(places.get(article, ())),
            tuple(cues.get(article, ())),
            frozenset(tuple(ranges) for ranges in claims.get(article, {}).values()),
            page.get(article, ()),
        )
        for article in {*places, *cues, *claims, *page}
    }


# what a run has found


_KEPT: Final = (
    'SELECT suggested.id, suggested.article, start, "end", cue, kind, stance, score FROM suggested'
)


def signatures(database: Database) -> dict[int, str]:
    """Return with which lexicon and names each article was looked through."""
    if not derived.is_present(database, SUGGESTED):
        return {}
    return dict(database.rows("SELECT article, signature FROM suggested_article"))


def prepare(database: Database) -> None:
    """Make the tables that a run writes into, where they are not there yet."""
    derived.ensure(database, SUGGESTED)


def keep(database: Database, article: int, signature: str, found: Sequence[Suggestion]) -> None:
    """Keep what was found in an article in place of what was kept; a transaction of its own."""
    rows = [
        (
            *(article, *each.place, each.cue_name, each.cue_kind, each.cue_stance, each.score),
            json.dumps(as_values(each), separators=(",", ":"), ensure_ascii=False),
        )
        for each in found
    ]
    with derived.writing(database):
        write = database.connection
        write.execute("DELETE FROM suggested WHERE article = ?", (article,))
        write.execute("DELETE FROM suggested_article WHERE article = ?", (article,))
        write.executemany(
            'INSERT INTO suggested(article, start, "end", cue, kind, stance, score, body)'
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        write.execute(
            "INSERT INTO suggested_article(article, signature) VALUES (?, ?)", (article, signature)
        )


def kept(database: Database, articles: Iterable[int] | None = None) -> Iterator[Kept]:
    """Yield what the runs have found, in all articles or in some, in the order of reading."""
    if not derived.is_present(database, SUGGESTED):
        return
    only, parameters = "", []
    if articles is not None:
        only = " WHERE suggested.article IN (SELECT value FROM json_each(?))"
        parameters = [json.dumps(list(articles))]
    order = " ORDER BY article.position, article.id, suggested.start, suggested.id"
    joined = f"{_KEPT} JOIN article ON article.id = suggested.article{only}{order}"
    yield from map(Kept._make, database.stream(joined, parameters))


def kept_bodies(database: Database, keys: Iterable[int]) -> Mapping[int, tuple[int, Suggestion]]:
    """Return the article and the suggestion of each key of the derived table that is there."""
    if not derived.is_present(database, SUGGESTED):
        return {}
    rows: list[Any] = database.rows(
        "SELECT id, article, body FROM suggested WHERE id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(keys)),),
    )
    return {key: (article, from_values(json.loads(body))) for key, article, body in rows}


def kept_in(database: Database, article: int, signature: str) -> list[Suggestion] | None:
    """Return what a run has found in an article, or None where none has with this signature."""
    if not derived.is_present(database, SUGGESTED):
        return None
    present = database.value(
        "SELECT signature FROM suggested_article WHERE article = ?", (article,)
    )
    if present != signature:
        return None
    rows = database.rows(
        "SELECT body FROM suggested WHERE article = ? ORDER BY start, id", (article,)
    )
    return [from_values(json.loads(body)) for (body,) in rows]
