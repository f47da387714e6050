"""The command that suggests attributions; it stores nothing."""

from pathlib import Path
from typing import Any, Final

import click

from annotator.cli.opening import reading
from annotator.cli.output import table, tell
from annotator.cli.words import Command, json_option, option, project_argument
from annotator.i18n import N_, _
from annotator.model.attribution_rows import PARTS, SEVERAL


@click.command(
    cls=Command, help=N_("List which attributions may be in the articles; nothing is stored.")
)
@project_argument()
@option(
    "--article", metavar="UUID", default="", help=N_("Only this article: its uuid, or its start.")
)
@option(
    "--coder",
    metavar="NAME",
    default="",
    help=N_("Leave out what this coder has accepted, rejected or attributed already."),
)
@json_option()
def suggest(file: Path, article: str, coder: str, as_json: bool) -> int:
    """List which attributions may be in the articles; nothing is stored."""
    from annotator.operations.listing_suggestions import list_suggestions

    with reading(file) as project:
        listed = list(list_suggestions(project, article, coder))
    if as_json:
        tell(listed)
        return 0
    rows = [
        (
            each["title"],
            SEVERAL.join(_quote(source) for source in each["source"]),
            _quote(each["cue"]),
            _quote(each["content"]),
            round(100 * each["score"]),
        )
        for each in listed
    ]
    headings = (_("Article"), _("Source"), _("Cue"), _("Claim"), _("Score"))
    table(headings, rows, numbers=1)
    return 0


def _quote(mark: dict[str, Any]) -> str:
    return PARTS.join(fragment["quote"] for fragment in mark["fragments"])


COMMANDS: Final = (suggest,)
