"""Patterns that need the regex library, compiled when first used.

Belongs here: how a pattern of ``\\X`` or ``\\p{L}`` is kept until it is needed. Importing the
library takes a tenth of the window's start, which can do without. Patterns that the standard
library understands are compiled with ``re`` where they are used.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import regex


def prepare() -> None:
    """Import the library now, so that the first selection or search need not wait for it."""
    import regex

    regex.compile(r"\X")


class LatePattern:
    """A pattern in the syntax of the regex library."""

    def __init__(self, source: str) -> None:
        """Keep the *source*; nothing is compiled yet."""
        self._source = source

    @cached_property
    def _compiled(self) -> "regex.Pattern[str]":
        import regex

        return regex.compile(self._source)

    def match(self, text: str) -> "regex.Match[str] | None":
        """Return the match at the beginning of *text*, or None."""
        return self._compiled.match(text)

    def search(
        self, text: str, start: int = 0, end: int | None = None
    ) -> "regex.Match[str] | None":
        """Return the first match in ``text[start:end]``, or None."""
        return self._compiled.search(text, start, end)

    def finditer(
        self, text: str, start: int = 0, end: int | None = None
    ) -> "Iterator[regex.Match[str]]":
        """Yield the matches in ``text[start:end]``, in order."""
        matches: Iterator[regex.Match[str]] = self._compiled.finditer(text, start, end)
        return matches

    def count(self, text: str) -> int:
        """Return how many matches *text* has."""
        return len(self._compiled.findall(text))
