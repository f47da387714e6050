"""Searching for people and scripts outside the window: names instead of keys, plain values back."""

from collections.abc import Iterator, Sequence
from typing import Any

from annotator.i18n import _
from annotator.model.bundle import IsCancelled, Progress
from annotator.model.codebook import Codebook
from annotator.model.errors import InputError, enumerate_some
from annotator.model.search import Hit, Scope, SearchQuery
from annotator.model.segments import ArticleFacts
from annotator.operations import searching, word_families
from annotator.operations.project import Project
from annotator.store import codes, search_scope, segment_rows


def scope_of(
    project: Project,
    *,
    outlets: Sequence[str] = (),
    since: str = "",
    until: str = "",
    statuses: Sequence[str] = (),
    coder: str = "",
    codes: Sequence[str] = (),
    without_boilerplate: bool = False,
) -> Scope:
    """Return a scope by names; raises InputError for a name or a date that means nothing."""
    known = search_scope.outlets(project.database)
    for outlet in outlets:
        if outlet not in known:
            raise InputError(
                _("There is no outlet {name}; there are: {known}.").format(
                    name=outlet, known=enumerate_some(known) or _("none")
                )
            )
    return Scope(
        outlets=tuple(outlets),
        since=since,
        until=until,
        statuses=tuple(statuses),
        coder=project.coder_named(coder).id if coder else None,
        codes=tuple(_code(project, name) for name in codes),
        without_boilerplate=without_boilerplate,
    )


def _code(project: Project, name: str) -> int:
    """Return the code of a path (``Claim/Figure``) or of a name that only one code has."""
    book: Codebook = codes.codebook(project.database)
    found = [
        code.id
        for code, _depth in book.walk()
        if name in (book.path(code.id), code.name, code.name_ar)
    ]
    if not found:
        raise InputError(_("There is no code {name}.").format(name=name))
    if len(found) > 1:
        raise InputError(
            _("Several codes are called {name}; write one as {path}.").format(
                name=name, path=book.path(found[0])
            )
        )
    return found[0]


def list_hits(
    project: Project,
    query: SearchQuery,
    limit: int | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Iterator[tuple[ArticleFacts, Hit]]:
    """Return the places of a search with what is known of their articles, as they are found.

    Raises InputError at once for a search that cannot be read.
    """
    if query.level in ("lemma", "root"):
        word_families.all_lemmas(project, progress, cancelled)
    hits = searching.search(project, query, limit=limit, progress=progress, cancelled=cancelled)
    facts = segment_rows.article_facts(project.database)
    return ((facts[hit.article], hit) for hit in hits)


def as_values(project: Project, hits: Iterator[tuple[ArticleFacts, Hit]]) -> list[dict[str, Any]]:
    """Return hits as plain values for JSON; offsets are code points of the article's text."""
    uuids = segment_rows.article_uuids(project.database)
    return [
        {
            "article": uuids[hit.article],
            "title": facts.title,
            "outlet": facts.outlet,
            "published": facts.published,
            "start": hit.start,
            "end": hit.end,
            "fragments": [{"start": start, "end": end} for start, end in hit.ranges],
            "before": hit.before,
            "quote": hit.quote,
            "after": hit.after,
        }
        for facts, hit in hits
    ]
