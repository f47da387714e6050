"""Commands that tell who said what: attributions, sources, the ledger of claims."""

from pathlib import Path
from typing import Any, Final

import click

from annotator.cli.opening import reading
from annotator.cli.output import table, tell
from annotator.cli.words import Command, json_option, option, project_argument
from annotator.i18n import N_, _
from annotator.model.attribution_rows import PARTS, SEVERAL
from annotator.model.chains import SEPARATOR


@click.command(cls=Command, help=N_("List who said what: every attribution with its chain."))
@project_argument()
@option("--coder", metavar="NAME", default="", help=N_("Only what this coder judged."))
@option(
    "--article", metavar="UUID", default="", help=N_("Only this article: its uuid, or its start.")
)
@json_option()
def attributions(file: Path, coder: str, article: str, as_json: bool) -> int:
    """List who said what: every attribution with its chain."""
    from annotator.operations.listing_attributions import list_attributions

    with reading(file) as project:
        listed = list(list_attributions(project, coder, article))
    if as_json:
        tell(listed)
        return 0
    rows = [
        (
            each["title"],
            each["coder"],
            SEPARATOR.join(each["chain"]),
            SEVERAL.join(_quote(source) for source in each["source"]),
            _quote(each["cue"]) if each["cue"] else "",
            _quote(each["content"]),
        )
        for each in listed
    ]
    headings = (_("Article"), _("Coder"), _("Chain"), _("Source"), _("Cue"), _("Claim"))
    table(headings, rows)
    return 0


def _quote(mark: dict[str, Any]) -> str:
    return PARTS.join(fragment["quote"] for fragment in mark["fragments"])


@click.command(cls=Command, help=N_("List the sources of a project and how often each is quoted."))
@project_argument()
@json_option()
def sources(file: Path, as_json: bool) -> int:
    """List the sources of a project and how often each is quoted."""
    from annotator.operations.listing_attributions import list_sources

    with reading(file) as project:
        listed = list_sources(project)
    if as_json:
        tell(listed)
        return 0
    rows = [
        (each["name"], each["kind"], each["role"], each["attributions"], each["articles"])
        for each in listed
    ]
    headings = (_("Source"), _("Kind"), _("Role"), _("Attributions"), _("Articles"))
    table(headings, rows, numbers=2)
    return 0


@click.command(
    cls=Command, help=N_("List the claims that recur, with every mention in the order of dates.")
)
@project_argument()
@json_option()
def ledger(file: Path, as_json: bool) -> int:
    """List the claims that recur, with every mention in the order of dates."""
    from annotator.operations.listing_attributions import list_ledger

    with reading(file) as project:
        listed = list_ledger(project)
    if as_json:
        tell(listed)
        return 0
    rows = [
        (
            claim["wording"],
            claim["verdict"],
            mention["published"],
            mention["outlet"],
            mention["chain"],
            _quote(mention) if mention["fragments"] else "",
        )
        for claim in listed
        for mention in claim["mentions"] or [_NOWHERE]
    ]
    headings = (_("Claim"), _("Verdict"), _("Date"), _("Outlet"), _("Chain"), _("Quote"))
    table(headings, rows)
    return 0


_NOWHERE: Final = {"published": "", "outlet": "", "chain": "", "fragments": []}
"""Stands for the mentions of a claim that nobody mentions."""

COMMANDS: Final = (attributions, sources, ledger)
