"""The command that finds passages like some words: similar."""

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from annotator.cli.opening import indexing
from annotator.cli.output import progress, table, tell
from annotator.cli.words import Command, json_option, option, project_argument
from annotator.i18n import N_, _

MOST: Final = 20


@click.command(cls=Command, help=N_("List sentences like some words, the likest first."))
@project_argument()
@click.argument("text")
@option(
    "--limit",
    metavar="N",
    type=click.IntRange(min=1),
    default=MOST,
    help=N_("Show this many at most."),
)
@option(
    "--without-boilerplate",
    is_flag=True,
    help=N_("Leave out what is marked as text of the page."),
)
@json_option()
def similar(file: Path, text: str, limit: int, without_boilerplate: bool, as_json: bool) -> int:
    """List sentences like some words, the likest first."""
    from annotator.operations.similar import similar_passages

    with indexing(file) as project, progress(_("Reading the sentences of all articles")) as draw:
        found = similar_passages(
            project, text, limit=limit, without_boilerplate=without_boilerplate, progress=draw
        )
        uuids = {each.id: each.uuid for each in _articles(project)}
    if as_json:
        tell([_passage(each, uuids) for each in found])
        return 0
    rows = [
        (
            f"{each.score:.2f}",
            _("reprint") if each.is_reprint else "",
            each.published,
            each.outlet,
            each.title,
            each.quote,
        )
        for each in found
    ]
    headings = (_("Likeness"), "", _("Date"), _("Outlet"), _("Article"), _("Quote"))
    table(headings, rows)
    return 0


def _articles(project: Any) -> Any:
    from annotator.operations.articles import article_rows

    return article_rows(project)


def _passage(each: Any, uuids: dict[int, str]) -> dict[str, Any]:
    told = asdict(each)
    told["article"] = uuids[each.article]
    told["score"] = round(each.score, 4)
    told["claims"] = [claim.wording for claim in each.claims]
    return told


COMMANDS: Final = (similar,)
