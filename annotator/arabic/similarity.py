"""How alike two passages are: by the stems they share, and by their letters.

Belongs here: what two passages are compared by, and the likeness from 0 to 1. Does not belong here:
where the passages come from (``operations.similar``) and the index that finds them.

Likeness is the cosine of character n-grams (2 to 4 letters inside words, folded), the rarer the
weightier (TF-IDF). scikit-learn (the extra ``similar``) computes it over many passages at once;
without it the same formula is computed here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from math import log, sqrt
from typing import Any, Final, Protocol

from annotator.arabic.fold import fold, fold_with_offsets
from annotator.arabic.stem import light_stem
from annotator.model.span import Range

REPRINT: Final = 0.6
"""Likeness from which a passage is a copy of another, perhaps with some words edited."""

_WORD = re.compile(r"[^\W_]+")
_SHORTEST, _LONGEST = 2, 4
_MUCH_LONGER: Final = 1.5
_LITTLE_WORDS = (
    "في من علي الي عن ان انه انها انهم اي او ام ثم قد لقد كان كانت كانوا يكون تكون ليس "
    "ليست لم لن لا ما هو هي هم هذا هذه ذلك تلك هولاء الذي التي الذين اللذين كل كما كذلك "
    "بعد قبل بين حين حيث عند عندما منذ حتي اذا اذ لو لكن لكنه بل غير ايضا فقط مع ضد هنا "
    "هناك عليه عليها عليهم فيه فيها منه منها منهم له لها لهم به بها بهم وفق حسب نحو خلال "
    "دون فان وان وقد وكان وكانت وفي ومن وعلي والتي والذي وهو وهي ولم ولا وما ولكن كلا قال "
    "قالت وقال وقالت لان بان كي يا سوف the of and a to in is was for on that by with as "
    "at "
)
_SAYING_NOTHING: Final = frozenset(_LITTLE_WORDS.split())
"""Folded words that stand in passages about anything."""


def words_of(folded: str) -> list[str]:
    """Return the words of a folded text: runs of letters and digits."""
    return _WORD.findall(folded)


def stems_of(text: str) -> list[str]:
    """Return the light stems of the words of *text* that say something, in order."""
    return [light_stem(word) for word in words_of(fold(text)) if _says_something(word)]


def _says_something(word: str) -> bool:
    return len(word) > 1 and word not in _SAYING_NOTHING


def shared_words(text: str, stems: Iterable[str]) -> tuple[Range, ...]:
    """Return where the words of *text* stand whose stem is one of *stems*; code points of it."""
    wanted = frozenset(stems)
    folded = fold_with_offsets(text)
    return tuple(
        folded.original_range(*match.span())
        for match in _WORD.finditer(folded.text)
        if _says_something(match.group()) and light_stem(match.group()) in wanted
    )


class Comparer(Protocol):
    """Tells how alike passages are, given what is common in the texts they come from."""

    most: int
    """How many passages it compares with one in the time of a gesture's answer."""

    def likeness(self, wanted: str, others: Sequence[str]) -> list[float]:
        """Return for each of *others* how alike it is to *wanted*, 0 to 1.

        Of one that is much longer, the stretch that shares the most counts if it is liker.
        """


def comparer(sample: Sequence[str], *, quick: bool = False) -> Comparer:
    """Return what compares passages; *sample* shows which letters are common.

    With the extra ``similar`` it is scikit-learn, whose import takes seconds: not for the thread of
    the window, where *quick* does without.
    """
    if not quick and find_spec("sklearn") is not None:
        return _many_at_once(tuple(sample))
    return _one_by_one(tuple(sample))


@lru_cache(maxsize=4)
def _one_by_one(sample: tuple[str, ...]) -> "OneByOne":
    return OneByOne(sample)


@lru_cache(maxsize=2)
def _many_at_once(sample: tuple[str, ...]) -> "ManyAtOnce":
    return ManyAtOnce(sample)


class OneByOne:
    """Compares without any further package."""

    most = 80

    def __init__(self, sample: Sequence[str]) -> None:
        often = Counter[str]()
        for text in sample:
            often.update(_grams(_plain(text)).keys())
        passages = 1 + len(sample)
        self._rarity = {gram: log(passages / (1 + n)) + 1 for gram, n in often.items()}
        self._new = log(passages) + 1

    def likeness(self, wanted: str, others: Sequence[str]) -> list[float]:
        """Return for each of *others* how alike it is to *wanted*, 0 to 1."""
        plain = _plain(wanted)
        own = self._weighed(_grams(plain))
        length = _length(own.values())
        owners, texts = _stretches(plain, others)
        found = [0.0] * len(others)
        for owner, text in zip(owners, texts, strict=True):
            other = self._weighed(_grams(text))
            shared = sum([own[gram] * other[gram] for gram in own.keys() & other.keys()])
            cosine = shared / (length * _length(other.values())) if shared else 0.0
            found[owner] = max(found[owner], min(1.0, cosine))
        return found

    def _weighed(self, grams: Mapping[str, int]) -> dict[str, float]:
        """Return n-grams with their weights."""
        rarity, new = self._rarity.get, self._new
        return {gram: n * rarity(gram, new) for gram, n in grams.items()}


class ManyAtOnce:
    """The same by scikit-learn: n-grams hashed, the weights learnt from the sample."""

    most = 240

    def __init__(self, sample: Sequence[str]) -> None:
        from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer

        self._grams: Any = HashingVectorizer(
            analyzer="char_wb",
            ngram_range=(_SHORTEST, _LONGEST),
            lowercase=False,
            norm=None,
            alternate_sign=False,
            n_features=2**20,
        )
        # Without a sample, one passage that says nothing: then all letters weigh the same.
        self._weights: Any = TfidfTransformer().fit(
            self._grams.transform([_plain(text) for text in sample] or [""])
        )

    def likeness(self, wanted: str, others: Sequence[str]) -> list[float]:
        """Return for each of *others* how alike it is to *wanted*, 0 to 1."""
        plain = _plain(wanted)
        owners, texts = _stretches(plain, others)
        found = [0.0] * len(others)
        if not texts:
            return found
        weighed = self._weights.transform(self._grams.transform([plain, *texts]))
        cosines = (weighed[1:] @ weighed[0].T).toarray().ravel().tolist()
        for owner, cosine in zip(owners, cosines, strict=True):
            found[owner] = max(found[owner], min(1.0, cosine))
        return found


def _plain(text: str) -> str:
    """Return the folded words of *text*, one blank between them."""
    return " ".join(words_of(fold(text)))


def _stretches(wanted: str, others: Sequence[str]) -> tuple[list[int], list[str]]:
    """Return what to compare with *wanted*: each of *others*, and the likest stretch of long ones.

    The first list has the place among *others* of what is in the second.
    """
    words = wanted.split()
    stems = frozenset(light_stem(word) for word in words if _says_something(word))
    owners, texts = [], []
    for place, other in enumerate(others):
        plain = _plain(other)
        owners.append(place)
        texts.append(plain)
        within = plain.split()
        if words and len(within) > _MUCH_LONGER * len(words):
            owners.append(place)
            texts.append(" ".join(_likest_stretch(within, len(words), stems)))
    return owners, texts


def _likest_stretch(words: Sequence[str], length: int, stems: frozenset[str]) -> Sequence[str]:
    """Return the *length* words in a row, of *words*, that share the most stems."""
    shared = [_says_something(word) and light_stem(word) in stems for word in words]
    best, most = 0, sum(shared[:length])
    now = most
    for start in range(1, len(words) - length + 1):
        now += shared[start + length - 1] - shared[start - 1]
        if now > most:
            best, most = start, now
    return words[best : best + length]


@lru_cache(maxsize=50_000)
def _grams_of_word(word: str) -> tuple[str, ...]:
    """Return the n-grams of a word with a blank at either end, as scikit-learn's char_wb does."""
    padded = f" {word} "
    found: list[str] = []
    for length in range(_SHORTEST, _LONGEST + 1):
        last = max(1, len(padded) - length + 1)
        found += [padded[start : start + length] for start in range(last)]
        if last == 1:  # a short word is counted once
            break
    return tuple(found)


def _grams(plain: str) -> Counter[str]:
    return Counter([gram for word in plain.split() for gram in _grams_of_word(word)])


def _length(weights: Iterable[float]) -> float:
    return sqrt(sum([weight * weight for weight in weights]))
