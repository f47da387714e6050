"""Commands that list what a project holds: articles, codes."""

from pathlib import Path
from typing import Any, Final

import click

from annotator.cli.opening import reading
from annotator.cli.output import table, tell
from annotator.cli.words import Command, json_option, project_argument
from annotator.i18n import N_, _, language
from annotator.operations.listing import ListedArticle, list_articles, list_codes


@click.command(cls=Command, help=N_("List the articles of a project."))
@project_argument()
@json_option()
def articles(file: Path, as_json: bool) -> int:
    """List the articles of a project."""
    with reading(file) as project:
        listed = list_articles(project)
    if as_json:
        tell([_article(each) for each in listed])
        return 0
    rows = [
        (
            each.article.title,
            each.article.outlet,
            each.article.published,
            each.article.length,
            sum(each.annotations.values()),
        )
        for each in listed
    ]
    table((_("Title"), _("Outlet"), _("Date"), _("Length"), _("Annotations")), rows, numbers=2)
    return 0


def _article(listed: ListedArticle) -> dict[str, Any]:
    article = listed.article
    return {
        "uuid": article.uuid,
        "title": article.title,
        "outlet": article.outlet,
        "author": article.author,
        "published": article.published,
        "url": article.url,
        "language": article.language,
        "direction": article.direction,
        "length": article.length,
        "text_sha256": article.text_sha256,
        "file_name": article.provenance.file_name,
        "variables": article.variables,
        "status": listed.status,
        "annotations": listed.annotations,
    }


@click.command(cls=Command, help=N_("List the codebook of a project."))
@project_argument()
@json_option()
def codes(file: Path, as_json: bool) -> int:
    """List the codebook of a project."""
    with reading(file) as project:
        listed = list_codes(project)
    if as_json:
        tell(listed)
        return 0
    arabic = language() == "ar"
    rows = [
        (
            "  " * code["depth"] + ((arabic and code["name_ar"]) or code["name"]),
            code["kind"],
            code["key"],
            code["annotations"],
        )
        for code in listed
    ]
    table((_("Code"), _("Kind"), _("Key"), _("Annotations")), rows, numbers=1)
    return 0


COMMANDS: Final = (articles, codes)
