"""The command that looks for words in all articles: a concordance."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import click

from annotator.cli.opening import reading
from annotator.cli.output import complain, progress, say, table, tell
from annotator.cli.words import Command, json_option, option, project_argument
from annotator.i18n import N_, _, isolate, ngettext
from annotator.model.article import STATUSES
from annotator.model.search import LEVELS, Hit, SearchLevel, SearchQuery
from annotator.model.segments import ArticleFacts

CONTEXT: Final = 40
"""Code points shown before and after a hit on a terminal."""


@click.command(
    cls=Command,
    help=N_(
        "Look for words in the articles and show each place with the words around it.\n\n"
        'A QUERY is words, "phrases", beginnings*, AND, OR, NOT, NEAR(one two, 5), parentheses.'
    ),
)
@project_argument()
@click.argument("query")
@option(
    "--level",
    type=click.Choice(LEVELS),
    default="folded",
    show_default=True,
    help=N_(
        "What counts as the same: exact; harakat are ignored; spelling is folded; forms of the"
        " word; words of its lemma; words of its root."
    ),
)
@option("--regex", is_flag=True, help=N_("QUERY is a regular expression."))
@option(
    "--no-particles",
    is_flag=True,
    help=N_("Find words only without attached particles and pronouns."),
)
@option("--outlet", multiple=True, help=N_("Only this outlet; may be given several times."))
@option("--since", default="", metavar="DATE", help=N_("Only articles of this date or later."))
@option("--until", default="", metavar="DATE", help=N_("Only articles of this date or earlier."))
@option(
    "--status",
    multiple=True,
    type=click.Choice(STATUSES),
    help=N_("Only articles with which a coder is so far; may be given several times."),
)
@option("--coder", metavar="NAME", default="", help=N_("Whose statuses and annotations count."))
@option(
    "--code",
    multiple=True,
    metavar="NAME",
    help=N_("Only words that are marked with this code or one below it; may be given again."),
)
@option(
    "--without-boilerplate",
    is_flag=True,
    help=N_("Leave out what is marked as text of the page."),
)
@option(
    "--limit", type=click.IntRange(min=1), default=None, help=N_("Show so many places at most.")
)
@json_option()
def search(
    file: Path,
    query: str,
    level: str,
    regex: bool,
    no_particles: bool,
    outlet: tuple[str, ...],
    since: str,
    until: str,
    status: tuple[str, ...],
    coder: str,
    code: tuple[str, ...],
    without_boilerplate: bool,
    limit: int | None,
    as_json: bool,
) -> int:
    """Look for words in the articles and show each place with the words around it."""
    from annotator.operations import listing_searches

    with reading(file) as project, progress(_("Searching")) as draw:
        scope = listing_searches.scope_of(
            project,
            outlets=outlet,
            since=since,
            until=until,
            statuses=status,
            coder=coder,
            codes=code,
            without_boilerplate=without_boilerplate,
        )
        wanted = SearchQuery(query, _level(level), regex, not no_particles, scope=scope)
        hits = listing_searches.list_hits(project, wanted, limit, draw)
        if as_json:
            tell(listing_searches.as_values(project, hits))
            return 0
        shown = list(hits)
    _show(shown)
    return 0


def _level(name: str) -> SearchLevel:
    return next(level for level in LEVELS if level == name)


def _show(hits: list[tuple[ArticleFacts, Hit]]) -> None:
    """Print a concordance: for people article by article, for programs a line for each place."""
    if not sys.stdout.isatty():
        rows = [
            (facts.title, facts.outlet, facts.published, hit.before, hit.quote, hit.after)
            for facts, hit in hits
        ]
        table((_("Title"), _("Outlet"), _("Date"), _("Before"), _("Place"), _("After")), rows)
        return
    for line in lines(hits):
        say(line)
    found = len({hit.article for _facts, hit in hits})
    places = ngettext("{n} place", "{n} places", len(hits)).format(n=len(hits))
    listed = ngettext("{n} article", "{n} articles", found).format(n=found)
    complain(_("Found: {places} in {articles}.").format(places=places, articles=listed))


def lines(hits: list[tuple[ArticleFacts, Hit]]) -> Iterator[str]:
    """Yield the lines of a concordance for a terminal, each text isolated in its own direction."""
    last = -1
    for facts, hit in hits:
        if hit.article != last:
            last = hit.article
            told = [isolate(each) for each in (facts.title, facts.outlet, facts.published) if each]
            yield " · ".join(told)
        before, after = hit.before, hit.after
        if len(before) > CONTEXT:
            before = "…" + before[-CONTEXT:]
        if len(after) > CONTEXT:
            after = after[:CONTEXT] + "…"
        yield "  " + isolate(f"{before}⟦{_line(hit.quote)}⟧{after}")


def _line(text: str) -> str:
    return " ".join(text.split())


COMMANDS: Final = (search,)
