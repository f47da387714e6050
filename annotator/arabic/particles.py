"""Particles: the written words in which a word stands with little words attached to it.

Belongs here: و ف, س, ب ك ل, the article and the pronouns put on, as candidates for a search; which
of them occur is for a vocabulary to say. Does not belong here: taking particles off (``clitics``),
plurals and other forms of a word. All words are folded.
"""

from collections.abc import Iterator
from typing import Final

from annotator.arabic.clitics import (
    ARTICLE,
    CONJUNCTIONS,
    FUTURE,
    LEAST,
    PREPOSITIONS,
    without_article,
)
from annotator.arabic.inflection import with_particles

_IMPERFECT: Final = "يتنا"
_ARABIC: Final = "\u0621", "\u06d3"


def attached(word: str) -> list[str]:
    """Return the written forms of a folded *word*, itself first, then by how much is attached.

    An article that the word has already counts as attached: ``الارهاب`` is found as ``ارهاب`` is.
    """
    if len(word) < LEAST:
        return [word]
    base = without_article(word)
    if not _ARABIC[0] <= base[-1] <= _ARABIC[1]:
        return list(dict.fromkeys([word, *(one + base for one in (*CONJUNCTIONS, *PREPOSITIONS))]))
    return list(dict.fromkeys([word, *sorted(with_particles(base), key=len)]))


def beginnings(word: str) -> list[str]:
    """Return what written words begin with in which a word begins with the folded *word*."""
    if len(word) < LEAST:
        return [word]
    base = without_article(word)
    return list(dict.fromkeys([word, *_with_conjunction(_before(base))]))


def _before(base: str) -> Iterator[str]:
    """Yield a word with what may stand before it, conjunctions aside."""
    yield from _with_preposition(base)
    yield ARTICLE + base
    yield from (each + ARTICLE + base for each in PREPOSITIONS if each != "ل")
    yield "ل" + base if base.startswith("ل") else "لل" + base


def _with_preposition(base: str) -> Iterator[str]:
    yield base
    yield from (each + base for each in PREPOSITIONS)
    if base[0] in _IMPERFECT:
        yield FUTURE + base


def _with_conjunction(words: Iterator[str]) -> Iterator[str]:
    for word in words:
        yield word
        yield from (each + word for each in CONJUNCTIONS)
