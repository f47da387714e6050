"""The command that proposes text of the page, and marks it when asked to."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import click

from annotator.cli.opening import reading, writing
from annotator.cli.output import progress, say, table, tell
from annotator.cli.words import Command, coder_option, json_option, option, project_argument
from annotator.i18n import N_, _, ngettext
from annotator.model.boilerplate import REASON_NAMES, FoundPart
from annotator.model.errors import InputError
from annotator.operations.project import Project


@click.command(
    cls=Command,
    help=N_(
        "List text of the page in the articles: cookie notices, other articles, credits.\n\n"
        "Nothing is deleted; what is marked can be left out of searches and suggestions."
    ),
)
@project_argument()
@option(
    "--article", metavar="UUID", default="", help=N_("Only this article: its uuid, or its start.")
)
@option(
    "--accept", is_flag=True, help=N_("Mark what is sure, with the code that serves the purpose.")
)
@coder_option(N_("Whose annotations they become."))
@json_option()
def boilerplate(file: Path, article: str, accept: bool, coder: str, as_json: bool) -> int:
    """List text of the page in the articles, and mark it."""
    from annotator.operations import page_parts

    if not accept:
        with reading(file) as project:
            _use(project, coder)
            _list(project, _proposed(project, article), as_json=as_json)
        return 0
    with writing(file, coder) as project:
        sure = [each for each in _proposed(project, article) if each.part.sure]
        with progress(_("Marking")) as draw:
            if sure:
                page_parts.accept(project, sure, draw)
        if as_json:
            tell(page_parts.as_values(project, sure))
            return 0
    told = ngettext("{n} part of a page was marked.", "{n} parts of pages were marked.", len(sure))
    say(told.format(n=len(sure)))
    return 0


def _use(project: Project, coder: str) -> None:
    """Leave out what a coder has decided about: the one named, or the only one.

    Raises InputError for one who is not there.
    """
    known = [each.name for each in project.coders()]
    if coder and coder not in known:
        sentence = _("There is no coder {name}; there are: {known}.")
        raise InputError(sentence.format(name=coder, known=", ".join(known) or _("none")))
    if coder:
        project.use_coder(coder)
    elif len(known) > 1:
        project.forget_coder()


def _proposed(project: Project, article: str) -> list[FoundPart]:
    from annotator.operations.listing_attributions import find_article
    from annotator.operations.page_parts import propose

    chosen = [find_article(project, article).id] if article else None
    with progress(_("Looking for boilerplate")) as draw:
        return propose(project, chosen, draw)


def _list(project: Project, found: Sequence[FoundPart], *, as_json: bool) -> None:
    from annotator.operations.page_parts import as_values, grouped

    if as_json:
        tell(as_values(project, found))
        return
    rows: list[tuple[Any, ...]] = [
        (
            _(REASON_NAMES[each.reason]),
            each.quote,
            "" if each.sure else _("not sure"),
            each.articles,
        )
        for each in grouped(found)
    ]
    table((_("Reason"), _("Words"), "", _("Articles")), rows, numbers=1)


COMMANDS: Final = (boilerplate,)
