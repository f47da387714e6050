"""The family of a word: its forms that occur, and why each belongs to it.

Belongs here: from one word to the written forms that a search takes for it. Does not belong here:
where they occur (the search), the project's own sets of variants and its cache of lemmas (they are
passed in). Words and forms are folded (``fold``) unless they are said to be as written.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Literal, Protocol

from annotator.arabic.clitics import ARTICLE, bases, splits
from annotator.arabic.fold import fold
from annotator.arabic.inflection import SOUND_PLURALS, inflected, of_sound_plural, with_particles
from annotator.arabic.variants import VariantSets
from annotator.model.search import SearchLevel

Why = Literal["written", "particle", "variant", "lemma", "root"]
"""Why a form belongs to a word: it is the word; little words are attached to it; it is a regular
form or of one set of variants; it has a lemma in common; it has a root in common."""
Vocabulary = Callable[[Sequence[str]], set[str]]
"""Returns those of some folded words that occur."""


class Lemmas(Protocol):
    """What a morphology database says of the words that occur."""

    def relatives(self, word: str, by: Literal["lemma", "root"]) -> Collection[str]:
        """Return the words that occur and share a lemma or a root with *word*, which is as written.

        For a word that the database does not know: the words it does not know either that have the
        same light stem.
        """


def forms(
    word: str,
    vocabulary: Vocabulary,
    level: SearchLevel = "family",
    variants: VariantSets | None = None,
    lemmas: Lemmas | None = None,
    *,
    written: str = "",
) -> list[tuple[str, Why]]:
    """Return a folded *word* and its forms that occur, each with why, the nearest reason first.

    Below ``family`` what has little words attached, *word*'s own article counting as one.
    ``family`` adds regular forms and the *variants*. ``lemma`` and ``root`` ask *lemmas* instead of
    the rules of regular forms, and without it are as ``family``. *written* is the word before it
    was folded: the seat of a hamza tells lemmas apart.
    """
    if not word:
        return []
    found: dict[str, Why] = {word: "written"}
    own = _bases(word, vocabulary)
    _take(found, "particle", vocabulary, _each(with_particles, own))
    if level not in ("family", "lemma", "root"):
        return list(found.items())
    listed = _listed(word, own, variants)
    also = list(dict.fromkeys(map(fold, listed)))
    if lemmas is None or level == "family":
        near = list(dict.fromkeys([*own, *_singulars(own, vocabulary), *also]))
        _take(found, "variant", vocabulary, _each(with_particles, near))
        _take(found, "variant", vocabulary, _each(inflected, near))
        _take(found, "variant", vocabulary, _of_sound_plurals(near, found))
        return list(found.items())
    _take(found, "variant", vocabulary, _each(with_particles, also))
    present = vocabulary(also) if also else set()
    for each in (written or word, *(other for other in listed if fold(other) in present)):
        _add(found, "lemma", lemmas.relatives(each, "lemma"))
    if level == "root":
        _add(found, "root", lemmas.relatives(written or word, "root"))
    return list(found.items())


def _each(rule: Callable[[str], Iterator[str]], words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from rule(word)


def _take(
    found: dict[str, Why], why: Why, vocabulary: Vocabulary, candidates: Iterable[str]
) -> None:
    """Add the candidates that occur, in their order."""
    fresh = list(dict.fromkeys(each for each in candidates if each not in found))
    present = vocabulary(fresh) if fresh else set()
    _add(found, why, (each for each in fresh if each in present))


def _add(found: dict[str, Why], why: Why, words: Iterable[str]) -> None:
    for word in words:
        found.setdefault(word, why)


def _of_sound_plurals(words: Iterable[str], found: Collection[str]) -> Iterator[str]:
    """Yield forms of the *words* whose plural in ون is among those *found*."""
    for word in words:
        plurals = (word + ending for ending in SOUND_PLURALS)
        if any(form in found for plural in plurals for form in with_particles(plural)):
            yield from of_sound_plural(word)


def _bases(word: str, vocabulary: Vocabulary) -> list[str]:
    """Return what the forms of *word* are made of: without an article, the word itself.

    Only where the word does not occur, also what else may be left without little words: somebody
    who looks for ``وزير`` does not mean ``زير``.
    """
    found = [word]
    for split in splits(word, enclitics=False):
        if split.proclitics.endswith((ARTICLE, "لل")):
            found = [split.base]
    if not vocabulary([word]):
        rest = sorted(_without_little_words(word) - {word})
        present = vocabulary(rest) if rest else set()
        found += [each for each in rest if each in present]
    return list(dict.fromkeys(found))


def _without_little_words(word: str) -> set[str]:
    """Return what may be left of a word, with the hamza that ``حلفائه`` has on a seat alone."""
    found = set(bases(word))
    found.update(base[:-1] + "ء" for base in bases(word) if base.endswith(("اي", "او")))
    return found


def _singulars(words: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    """Return the singulars that occur of *words* that may be regular plurals."""
    possible: list[str] = []
    for word in words:
        stem = word[:-2]
        if word.endswith("ات") and len(stem) >= 2:
            possible += [stem + "ه", *([stem] if len(stem) > 2 else [])]
        elif word.endswith(SOUND_PLURALS) and len(stem) > 3:
            possible.append(stem)
    present = vocabulary(possible) if possible else set()
    return [each for each in possible if each in present]


def _listed(word: str, own: Sequence[str], variants: VariantSets | None) -> list[str]:
    """Return, as written, the others of the sets that *word* or what is left of it stands in."""
    if variants is None:
        return []
    for candidates in ((word, *own), sorted(_without_little_words(word))):
        found = [other for each in candidates for other in variants.others(each)]
        if found:
            return list(dict.fromkeys(found))
    return []
