"""Regular expressions over texts, as they are or folded.

Belongs here: making an expression say in folded letters what somebody wrote in any, and finding its
matches without end. Does not belong here: words and phrases (``matching``). The regex library is
imported when the first expression is compiled.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from annotator.arabic.fold import Folded, Level, fold
from annotator.arabic.matching import Place
from annotator.i18n import _, isolate
from annotator.model.errors import InputError, QueryError

if TYPE_CHECKING:
    import regex

SECONDS: Final = 2.0
"""How long an expression may look at one text."""


def compiled(source: str, level: Level) -> "regex.Pattern[str]":
    """Return the expression for texts folded at a level, blind to case but at the exact one.

    Raises InputError, with what is wrong and where.
    """
    import regex

    if not source:
        raise InputError(_("Type an expression to look for."))
    flags = regex.MULTILINE if level == "exact" else regex.MULTILINE | regex.IGNORECASE
    try:
        regex.compile(source, flags)  # so that a fault's place is that of what was typed
        return regex.compile(_folded(source, level), flags)
    except (RecursionError, MemoryError) as error:
        raise InputError(_("The regular expression is nested too deeply.")) from error
    except regex.error as error:
        place = min((error.pos or 0) + 1, len(source))
        raise QueryError(
            _("The regular expression cannot be read at {place}: {reason}.").format(
                place=place, reason=isolate(str(error.msg))
            ),
            place - 1,
        ) from error


def _folded(source: str, level: Level) -> str:
    """Return an expression with its letters folded, its signs and what is escaped left alone."""
    if level == "exact":
        return source
    import regex

    pieces: list[str] = []
    escaped = False
    for character in source:
        if escaped or character.isascii():
            pieces.append(character)
            escaped = not escaped and character == "\\"
            continue
        pieces.append("".join(regex.escape(each) for each in fold(character, level)))
    return "".join(pieces)


def find(pattern: "regex.Pattern[str]", text: Folded) -> Iterator[Place]:
    """Yield the matches in a text, ascending; empty ones are none.

    Raises InputError when the expression takes too long.
    """
    try:
        for match in pattern.finditer(text.text, timeout=SECONDS, concurrent=True):
            if match.end() > match.start():
                yield Place((match.span(),))
    except (TimeoutError, RecursionError, MemoryError) as error:  # ``(?R)`` calls itself for ever
        raise InputError(
            _("The regular expression takes too long; make it say more exactly what it looks for.")
        ) from error
