"""What can be written and read: every format, or one with its options."""

from typing import Any, Final

import click

from annotator.cli.output import say, table, tell
from annotator.cli.words import Command, json_option
from annotator.exchange.formats import FORMATS
from annotator.exchange.options import Option
from annotator.exchange.registry import Format
from annotator.i18n import N_, _


@click.command(
    cls=Command,
    help=N_(
        "List the formats that can be written and read.\n\nWith the name of one, say what it is"
        " for and which options it takes."
    ),
)
@click.argument("name", metavar="[FORMAT]", required=False)
@json_option()
def formats(name: str | None, as_json: bool) -> int:
    """List the formats that can be written and read."""
    listed = list(FORMATS) if name is None else [FORMATS[name]]
    if as_json:
        tell([_format_json(each) for each in listed])
    elif name is None:
        headings = (_("Format"), _("Name"), _("Ends in"), _("Export"), _("Import"))
        table(headings, [_row(each) for each in listed])
    else:
        _say_format(listed[0])
    return 0


def _row(each: Format) -> tuple[str, ...]:
    yes, no = _("yes"), _("no")
    return (
        each.id,
        each.label,
        each.suffix or _("a folder"),
        yes if each.write is not None else no,
        yes if each.reads else no,
    )


def _say_format(each: Format) -> None:
    say(f"{each.label}: {_(each.description)}")
    for heading, options in (
        (_("Options of the export:"), each.options),
        (_("Options of the import:"), each.read_options),
    ):
        if options:
            say(heading)
        for option in options:
            values = " | ".join(_values(option)) or _("any text")
            say(f"  --option {option.key}={_told(option.default)} ({values})")
            say(f"      {_(option.description)}")
    if not (each.options or each.read_options):
        say(_("It takes no options."))


def _values(option: Option) -> tuple[str, ...]:
    return ("yes", "no") if isinstance(option.default, bool) else option.choices


def _told(value: bool | str) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _format_json(each: Format) -> dict[str, Any]:
    return {
        "id": each.id,
        "name": each.label,
        "description": _(each.description),
        "suffix": each.suffix,
        "folder": each.is_folder,
        "writes": each.write is not None,
        "reads": each.reads,
        "lossless": each.lossless,
        "options": list(map(_option_json, each.options)),
        "read_options": list(map(_option_json, each.read_options)),
    }


def _option_json(option: Option) -> dict[str, Any]:
    return {
        "key": option.key,
        "default": _told(option.default),
        "values": list(_values(option)),
        "description": _(option.description),
    }


COMMANDS: Final = (formats,)
