"""A set of words that a search takes for one: a plain value, and what a set must be."""

from collections.abc import Iterable
from dataclasses import dataclass

from annotator.i18n import _
from annotator.model.errors import InputError


@dataclass(frozen=True, slots=True)
class VariantSet:
    """Words as they are written. ``shipped`` tells that it came with the program.

    ``usual`` are the words it came with; empty for a set of the project's own.
    """

    uuid: str
    words: tuple[str, ...]
    active: bool = True
    usual: tuple[str, ...] = ()

    @property
    def shipped(self) -> bool:
        """Tell whether it came with the program."""
        return bool(self.usual)

    @property
    def changed(self) -> bool:
        """Tell whether a set that came with the program is no longer as it was."""
        return self.shipped and (self.words != self.usual or not self.active)


def uuid_of(first_word: str) -> str:
    """Return the identity of a set that comes with the program, the same in every project."""
    from uuid import NAMESPACE_URL, uuid5  # not on the way to the window

    return str(uuid5(NAMESPACE_URL, f"isnad:variants:{first_word}"))


def words_of(typed: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a set, each once; raises InputError for fewer than two."""
    words = tuple(dict.fromkeys(part for each in typed for part in each.split()))
    if len(words) < 2:
        raise InputError(_("A set needs at least two words."))
    return words
