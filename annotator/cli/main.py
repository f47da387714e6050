"""The command line's entry: language, parsing, and what becomes of errors.

Exit codes: 0 done; 1 the work found problems or was refused; 2 the arguments make no sense.
"""

import errno
import os
import sys
from collections.abc import Mapping, Sequence
from typing import Final

import click

from annotator import cli
from annotator.cli.commands import (
    analyze,
    attributions,
    boilerplate,
    exchange,
    formats,
    import_set,
    lists,
    projects,
    search,
    sets,
    similar,
    suggest,
)
from annotator.cli.output import complain, prepare
from annotator.cli.words import Group, language_option, version_option
from annotator.exchange.writing import tool
from annotator.i18n import LANGUAGES, N_, _, language, set_language
from annotator.model.errors import IsnadError, NoCoderError
from annotator.settings import Settings, default_path

OK: Final = 0
PROBLEMS: Final = 1
USAGE: Final = 2

_MODULES: Final = (
    *(projects, lists, attributions, search, similar, suggest, boilerplate, analyze),
    *(exchange, sets, import_set, formats),
)


def program() -> Group:
    """Return the whole command line, as click knows it."""
    group = Group(
        "isnad",
        help=N_(
            "Read right-to-left articles, tag claims, sources and cues, export the annotations."
        ),
        params=[language_option(), version_option(tool())],
    )
    found = {command.name or "": command for module in _MODULES for command in module.COMMANDS}
    for name in cli.COMMANDS:
        group.add_command(found.pop(name))
    assert not found, f"commands that the launcher does not know: {list(found)}"
    return group


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; says what went wrong in one sentence."""
    words = list(sys.argv[1:] if argv is None else argv)
    before = language()
    prepare(sys.stdout)
    prepare(sys.stderr)
    set_language(find_language(words, os.environ))
    try:
        code = int(program().main(words, "isnad", standalone_mode=False) or OK)
        sys.stdout.flush()
        return code
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message())
        return USAGE
    except click.UsageError as error:
        where = error.ctx.command_path if error.ctx else "isnad"
        complain(error.format_message())
        print(
            _("{command} tells how it is used.").format(command=f"{where} --help"), file=sys.stderr
        )
        return USAGE
    except NoCoderError as error:
        complain(f"{error.message} {_('Give --coder NAME.')}")
        return PROBLEMS
    except IsnadError as error:
        complain(error.message)
        return PROBLEMS
    except (KeyboardInterrupt, click.Abort):
        complain(_("Stopped; nothing was changed."))
        return PROBLEMS
    except BrokenPipeError:
        _drop_output()  # whoever read us has enough
        return PROBLEMS
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else error.strerror
        complain(_("The system stopped the work: {reason}.").format(reason=what))
        if error.errno == errno.ENOSPC:
            _drop_output()
        return PROBLEMS
    finally:
        set_language(before)


def _drop_output() -> None:
    """Keep Python from complaining again, when it closes a stream that takes no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def find_language(words: Sequence[str], environment: Mapping[str, str]) -> str:
    """Return the language to speak: asked for, in the environment, the settings', the system's."""
    wanted = environment.get("ISNAD_LANGUAGE", "")
    for number, word in enumerate(words):
        if word == "--language" and number + 1 < len(words):
            wanted = words[number + 1]
        elif word.startswith("--language="):
            wanted = word.partition("=")[2]
    if wanted not in LANGUAGES:
        wanted = Settings(default_path())["language"]
    if wanted not in LANGUAGES:
        names = ("LC_ALL", "LC_MESSAGES", "LANG")
        wanted = next((environment[name] for name in names if environment.get(name)), "")[:2]
    return wanted if wanted in LANGUAGES else "en"
