"""Clitics: what may remain of a written word after the little words attached to it.

Belongs here: candidates, by rule, for matching names and cues; any of them may be the right one.
Does not belong here: a decision which it is, and any change of a text. All words are folded
(``fold``); where a proclitic ends in the text itself is ``model.words.proclitic_cuts``.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

CONJUNCTIONS: Final = ("و", "ف")
PREPOSITIONS: Final = ("ب", "ك", "ل")
FUTURE: Final = "س"
ARTICLE: Final = "ال"
ENCLITICS: Final = ("هما", "كما", "ها", "هم", "هن", "كم", "كن", "نا", "ني", "ه", "ك", "ي")
LEAST: Final = 2
"""Letters that remain at least."""

_IMPERFECT: Final = "يتنا"
_NEVER_ARTICLE: Final = frozenset(
    ["الذي", "التي", "الذين", "اللذان", "اللتان", "اللذين", "اللاتي", "اللواتي", "الي", "الا"]
    + ["الان", "الله", "التقي", "التزم", "التحق", "الف", "الاف", "القي", "الغي", "المح", "الم"]
)
"""Words whose first letters only look like the article (التقى: he met)."""


@dataclass(frozen=True, slots=True)
class Split:
    """One way to read a written word: the proclitics, the rest, the enclitic.

    ``proclitics`` are the letters written, the article's included; ``base`` may differ from the
    letters written (``شهادته``: base ``شهاده``).
    """

    proclitics: str
    base: str
    enclitic: str = ""


def splits(
    word: str, vocabulary: Collection[str] | None = None, *, enclitics: bool = True
) -> tuple[Split, ...]:
    """Return every way to read a folded *word*, whole first, then the fewest letters taken off.

    With a *vocabulary* of folded words only readings whose base it holds, with or without the
    article, and the whole word.
    """
    found = dict.fromkeys(_all_splits(word, enclitics))
    whole = Split("", word)
    if vocabulary is not None:
        kept = (each for each in found if _is_known(each.base, vocabulary))
        found = dict.fromkeys([whole, *kept])
    return tuple(found)


def bases(
    word: str, vocabulary: Collection[str] | None = None, *, enclitics: bool = True
) -> frozenset[str]:
    """Return what may remain of a folded *word*, the word itself included."""
    return frozenset(each.base for each in splits(word, vocabulary, enclitics=enclitics))


def without_article(word: str) -> str:
    """Return a folded *word* without an article, for comparing names."""
    if word in _NEVER_ARTICLE or not word.startswith(ARTICLE) or len(word) < 2 + LEAST:
        return word
    return word[2:]


def _is_known(base: str, vocabulary: Collection[str]) -> bool:
    return base in vocabulary or ARTICLE + base in vocabulary


def _all_splits(word: str, enclitics: bool) -> Iterator[Split]:
    for proclitics, rest in _proclitic_splits(word):
        yield Split(proclitics, rest)
        if enclitics:
            yield from (Split(proclitics, *each) for each in _enclitic_splits(rest))


def _proclitic_splits(word: str) -> Iterator[tuple[str, str]]:
    """Yield the proclitics and the rest, the word as it stands first."""
    for conjunction in ("", *CONJUNCTIONS):
        if conjunction and not (word.startswith(conjunction) and len(word) > LEAST):
            continue
        rest = word[len(conjunction) :]
        yield conjunction, rest
        for taken, base in _after_conjunction(rest):
            yield conjunction + taken, base


def _after_conjunction(word: str) -> Iterator[tuple[str, str]]:
    """Yield what may be taken off a word that has no conjunction any more."""
    if len(word) > LEAST and word[0] == FUTURE and word[1] in _IMPERFECT:
        yield FUTURE, word[1:]
    if without_article(word) != word:
        yield ARTICLE, word[2:]
    if len(word) <= LEAST or word[0] not in PREPOSITIONS:
        return
    yield word[0], word[1:]
    rest = word[1:]
    if word[0] == "ل" and rest[0] == "ل" and len(rest) > LEAST:
        yield "لل", rest[1:]
    elif without_article(rest) != rest:
        yield word[0] + ARTICLE, rest[2:]


def _enclitic_splits(word: str) -> Iterator[tuple[str, str]]:
    """Yield the base and the pronoun at the end of a word."""
    for enclitic in ENCLITICS:
        base = word.removesuffix(enclitic)
        if base == word or len(base) < LEAST:
            continue
        yield base, enclitic
        if base[-1] == "ت" and len(base) > LEAST:
            yield base[:-1] + "ه", enclitic
        elif base[-1] == "ا" and len(base) > LEAST:
            yield base[:-1] + "ي", enclitic
