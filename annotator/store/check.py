"""Is the file what it says it is: integrity, quotes against texts, orphans, triggers, journal.

What is found is reported; mended is only what can be proved from what is stored. Nothing here
judges the scheme's finer rules (the W rules), only what must never be.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from annotator.i18n import N_, _
from annotator.model.annotation import Annotation
from annotator.model.errors import InputError, NotAProjectError
from annotator.model.problems import Problem
from annotator.model.span import context_of, quote_faults, range_faults
from annotator.store import annotations, articles, guard, schema
from annotator.store.database import Database
from annotator.store.faults import damaged, readable

ERROR, WARNING = "error", "warning"
_MOST: Final = 100
"""Findings of one rule that are listed; a broken file can have millions."""


def check(database: Database, progress: Callable[[int, int], None] | None = None) -> list[Problem]:
    """Return everything that is wrong with the file, worst first; it is not changed."""
    found = _findings(database, _integrity)
    sound = not found
    for rule in (_foreign_keys, _triggers, _orphans, _texts, _journal, _scheme):
        found += _findings(database, rule, sound=sound)
    found += _findings(
        database, lambda _database: _spans(database, progress), most=None, sound=sound
    )
    return sorted(found, key=lambda problem: problem.severity != ERROR)


def _findings(
    database: Database,
    rule: Callable[[Database], Iterable[Problem]],
    most: int | None = _MOST,
    *,
    sound: bool = True,
) -> list[Problem]:
    """Return what *rule* finds; that it cannot read the file is a finding too.

    In a file that SQLite itself finds not *sound*, a rule may meet values that nobody wrote.
    """
    found: list[Problem] = []
    try:
        with readable(database.path):
            for problem in islice(rule(database), most):
                found.append(problem)
    except NotAProjectError as error:
        found.append(Problem("integrity", ERROR, error.message))
    except (InputError, AttributeError, TypeError, ValueError, LookupError):
        if sound:
            raise  # our own bug
        found.append(Problem("integrity", ERROR, damaged(database.path).message))
    return found


def repair(database: Database, problems: list[Problem]) -> list[Problem]:
    """Mend what can be proved and return those problems, marked as repaired.

    That is: missing triggers, and the stored context of a span whose quotes are right.
    """
    rules = {problem.rule for problem in problems}
    mended: set[str] = set()
    if "triggers" in rules:
        with database.step(N_("Repair the journal"), kind="wall"):
            schema.regenerate_triggers(database.connection)
            mended.add("triggers")
    marks = [p.annotation for p in problems if p.rule == "context" and p.annotation is not None]
    if marks:
        with database.step(N_("Repair the context of spans"), kind="wall"):
            for mark in annotations.get_many(database, marks):
                text = articles.text(database, mark.article)
                _write_context(database, mark, text)
            mended.add("context")
    return [replace(problem, repaired=True) for problem in problems if problem.rule in mended]


def _write_context(database: Database, mark: Annotation, text: str) -> None:
    database.write(
        "UPDATE annotation SET prefix = ?, suffix = ? WHERE id = ?",
        (*context_of(text, mark.span.fragments), mark.id),
    )


def _integrity(database: Database) -> Iterator[Problem]:
    for (line,) in database.stream("PRAGMA integrity_check"):
        if line != "ok":
            yield Problem(
                "integrity", ERROR, _("The file is damaged: {finding}.").format(finding=line)
            )


def _foreign_keys(database: Database) -> Iterator[Problem]:
    for table, row, parent, _key in database.stream("PRAGMA foreign_key_check"):
        yield Problem(
            "reference",
            ERROR,
            _("Row {row} of {table} refers to a row of {parent} that is not there.").format(
                row=row, table=table, parent=parent
            ),
        )


def _triggers(database: Database) -> Iterator[Problem]:
    for name in schema.trigger_faults(database.connection):
        yield Problem(
            "triggers",
            ERROR,
            _("The journal's trigger {name} is missing or was changed.").format(name=name),
        )


def _orphans(database: Database) -> Iterator[Problem]:
    for key, coder in database.stream(
        "SELECT id, coder FROM annotation WHERE NOT EXISTS"
        " (SELECT 1 FROM fragment WHERE fragment.annotation = annotation.id)"
    ):
        sentence = _("Annotation {key} marks no place.").format(key=key)
        yield Problem("fragments", ERROR, sentence, None, key, coder=coder)


def _texts(database: Database) -> Iterator[Problem]:
    for digest, body in database.stream("SELECT sha256, body FROM text"):
        if articles.text_hash(body) != digest:
            yield Problem(
                "text",
                ERROR,
                _("The text {hash} is not the one that was imported.").format(hash=digest[:12]),
            )
    for article, title in database.stream(
        "SELECT article.id, title FROM article JOIN text ON sha256 = text_sha256"
        " WHERE article.length <> length(body)"
    ):
        yield Problem(
            "length", ERROR, _("The length of “{title}” is wrong.").format(title=title), article
        )


def _spans(database: Database, progress: Callable[[int, int], None] | None) -> list[Problem]:
    found: list[Problem] = []
    # An article or text that is gone is a finding of its own, among the references.
    chosen = database.rows(
        "SELECT article.id FROM article JOIN text ON sha256 = text_sha256"
        " WHERE article.id IN (SELECT article FROM annotation) ORDER BY article.id"
    )
    for number, (article,) in enumerate(chosen, 1):
        text = articles.text(database, article)
        title = str(database.value("SELECT title FROM article WHERE id = ?", (article,)))
        for mark in annotations.of_article(database, article):
            found += _span_problems(mark, text, title)
        if progress:
            progress(number, len(chosen))
    return found


def _span_problems(mark: Annotation, text: str, title: str) -> Iterator[Problem]:
    faults = (*range_faults(text, mark.span.ranges), *quote_faults(text, mark.span))
    for sentence in faults:
        told = f"{title}: {sentence}"
        yield Problem("span", ERROR, told, mark.article, mark.id, coder=mark.coder)
    # Where the place itself is in doubt, the stored context is evidence, not an error.
    if not faults and (mark.span.prefix, mark.span.suffix) != context_of(text, mark.span.fragments):
        sentence = _("“{title}”, {start}: the stored context differs from the text.").format(
            title=title, start=mark.span.start
        )
        yield Problem("context", WARNING, sentence, mark.article, mark.id, coder=mark.coder)


def _scheme(database: Database) -> Iterator[Problem]:
    """Tell of attributions and claims that break a rule, which no step of ours lets through."""
    titles = dict(database.rows("SELECT id, title FROM article"))
    for broken in guard.everything(database):
        rule, sentence = broken.finding
        if broken.article:
            sentence = f"{titles.get(broken.article, '')}: {sentence}"
        place = (broken.article or None, broken.annotation or None)
        yield Problem(rule, ERROR, sentence, *place, coder=broken.coder or None)


def _journal(database: Database) -> Iterator[Problem]:
    """Compare each row with what the journal last said of it."""
    for table in schema.DOMAIN_TABLES:
        image = schema.row_json(schema.columns(database.connection, table.name), "present")
        newest = (
            "SELECT row, new, max(seq) FROM journal WHERE tbl = ?"
            " AND seq > (SELECT coalesce(max(seq), 0) FROM journal JOIN step"
            " ON step.id = journal.step WHERE step.kind = 'wall') GROUP BY row"
        )
        for (row,) in database.stream(
            f"SELECT newest.row FROM ({newest}) AS newest LEFT JOIN {table.name} AS present"
            f" ON present.id = newest.row WHERE newest.new IS NOT"
            f" (CASE WHEN present.id IS NULL THEN NULL ELSE {image} END)",
            (table.name,),
        ):
            yield Problem(
                "journal",
                ERROR,
                _("Row {row} of {table} is not as the journal left it.").format(
                    row=row, table=table.name
                ),
            )
