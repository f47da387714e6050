"""Expressions that the search index is asked with: FTS5's own language, built and never typed.

Belongs here: quoting and joining, so that no word can be taken for an operator. Does not belong
here: what a search means. ``EVERYTHING`` stands for no restriction, ``NOTHING`` for no text.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import Final

EVERYTHING: Final = "*"
NOTHING: Final = ""
MOST_WAYS: Final = 128
"""Ways to write one phrase that are asked for (9 ms of common words); of more, its words are."""


def word(forms: Iterable[str]) -> str:
    """Return the expression for any of some words."""
    return either(_quoted(form) for form in forms)


def phrase(words: Sequence[Sequence[str]]) -> str:
    """Return the expression for words that follow each other, each in any of its forms."""
    return _together(words, lambda way: " + ".join(map(_quoted, way)))


def near(words: Sequence[Sequence[str]], distance: int) -> str:
    """Return the expression for words with at most so many others between."""
    return _together(words, lambda way: f"NEAR({' '.join(map(_quoted, way))}, {distance})")


def both(parts: Iterable[str]) -> str:
    """Return the expression for texts that fit every part."""
    told = [part for part in parts if part != EVERYTHING]
    if NOTHING in told:
        return NOTHING
    return _joined(told, " AND ") if told else EVERYTHING


def either(parts: Iterable[str]) -> str:
    """Return the expression for texts that fit one part."""
    told = [part for part in parts if part != NOTHING]
    return EVERYTHING if EVERYTHING in told else _joined(told, " OR ")


def without(part: str, other: str) -> str:
    """Return the expression for texts that fit *part* and not *other*."""
    if NOTHING in (part, other) or EVERYTHING in (part, other):
        return part
    return f"({part}) NOT ({other})"


def _together(words: Sequence[Sequence[str]], way: Callable[[Sequence[str]], str]) -> str:
    ways = 1
    for forms in words:
        ways *= len(forms)
    if not ways:
        return NOTHING
    if ways > MOST_WAYS:
        return both(word(forms) for forms in words)
    return either(way(each) for each in product(*words))


def _joined(parts: Sequence[str], operator: str) -> str:
    return parts[0] if len(parts) == 1 else operator.join(f"({part})" for part in parts)


def _quoted(form: str) -> str:
    doubled = form.replace('"', '""')
    return f'"{doubled}"'
