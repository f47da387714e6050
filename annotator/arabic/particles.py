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
    ENCLITICS,
    FUTURE,
    LEAST,
    PREPOSITIONS,
    without_article,
)

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
    return list(dict.fromkeys([word, *_all(base)]))


def beginnings(word: str) -> list[str]:
    """Return what written words begin with in which a word begins with the folded *word*."""
    if len(word) < LEAST:
        return [word]
    base = without_article(word)
    return list(dict.fromkeys([word, *_with_conjunction(_before(base))]))


def _all(base: str) -> Iterator[str]:
    yield from _with_conjunction(_before(base))
    stems = [base + pronoun for pronoun in ENCLITICS]
    if base[-1] in "هي" and len(base) > LEAST:
        stems = [base[:-1] + {"ه": "ت", "ي": "ا"}[base[-1]] + pronoun for pronoun in ENCLITICS] + (
            stems if base[-1] == "ي" else []
        )
    for stem in stems:
        yield from _with_conjunction(_with_preposition(stem))


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
