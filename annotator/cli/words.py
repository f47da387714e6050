"""click's commands and options, made to speak the interface's language and to take --language."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from annotator.i18n import LANGUAGES, N_, _


class Option(click.Option):
    """An option whose help is an untranslated message, translated when it is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """Return the option's line of the help."""
        record = super().get_help_record(ctx)
        if record is None or not self.help:
            return record
        return record[0], record[1].replace(self.help, _(self.help), 1)


class Command(click.Command):
    """A command whose help is an untranslated message, and which takes --language."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.params.append(language_option())

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help."""
        return _translated_help(super().get_help_option(ctx))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the command does."""
        _write_help(self, formatter)

    def get_short_help_str(self, limit: int = 45) -> str:
        """Return the first sentence of the help."""
        return _(self.help or "").split("\n\n")[0]


class Group(click.Group):
    """The list of commands, in the order they were added."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands' names."""
        return list(self.commands)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option --help."""
        return _translated_help(super().get_help_option(ctx))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what the program does."""
        _write_help(self, formatter)


def _translated_help(found: click.Option | None) -> click.Option | None:
    if found is not None:
        found.help = _("Show this message and exit.")
    return found


def _write_help(command: click.Command, formatter: click.HelpFormatter) -> None:
    formatter.write_paragraph()
    with formatter.indentation():
        formatter.write_text(_(command.help or ""))


def language_option() -> click.Option:
    """Return the option that every command takes; `main` reads it before click does."""
    return Option(
        ["--language"],
        type=click.Choice(list(LANGUAGES)),
        expose_value=False,
        help=N_("Language of the output; otherwise ISNAD_LANGUAGE, the settings or the system's."),
    )


Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def option(*names: str, **kwargs: Any) -> Decorator:
    """Declare an option; *help* is an untranslated message."""
    return click.option(*names, cls=Option, **kwargs)


def coder_option(told: str) -> Decorator:
    """Declare --coder, which may be left out, and not be left empty; *told* is its help."""
    return option("--coder", default="", callback=_named, help=told)


def _named(ctx: click.Context, parameter: click.Parameter, value: str) -> str:
    given = ctx.get_parameter_source(parameter.name or "") is not ParameterSource.DEFAULT
    if given and not value.strip():
        raise click.BadParameter(_("a coder needs a name"), ctx, parameter)
    return value


def key_values(given: tuple[str, ...]) -> dict[str, str]:
    """Return what several --option say as names with values; raises BadParameter for others."""
    for each in given:
        if "=" not in each:
            raise click.BadParameter(_("write an option as KEY=VALUE"), param_hint="--option")
    return dict(each.split("=", 1) for each in given)


def version_option(text: str) -> click.Option:
    """Return the option --version, which says *text*."""

    def answer(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
        if wanted:
            click.echo(text)
            ctx.exit()

    return Option(
        ["--version"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=answer,
        help=N_("Show the version and exit."),
    )


def json_option() -> Decorator:
    """Declare --json."""
    return option("--json", "as_json", is_flag=True, help=N_("Print JSON and nothing else."))


def project_argument() -> Decorator:
    """Declare the project's file as the first argument."""
    return click.argument("file", type=click.Path(path_type=Path))
