"""Sets of words that count as one: spellings, broken plurals, verbs that no rule inflects.

Belongs here: the sets that come with the program (``resources/lexicon/variants.toml``) and finding
a word in sets. Does not belong here: which sets a project has changed or added.
"""

import tomllib
from collections.abc import Sequence
from functools import lru_cache

from annotator.arabic.fold import fold
from annotator.resources import resource_path


class VariantSets:
    """Sets of words as they are written, found by any of their words."""

    def __init__(self, sets: Sequence[Sequence[str]]) -> None:
        self._of_word: dict[str, list[str]] = {}
        for words in sets:
            folded = [fold(word) for word in words]
            for place in folded:
                others = (each for each, key in zip(words, folded, strict=True) if key != place)
                self._of_word.setdefault(place, []).extend(others)

    def others(self, word: str) -> tuple[str, ...]:
        """Return, as written, the other words of all sets that hold a folded *word*."""
        return tuple(dict.fromkeys(self._of_word.get(word, ())))


@lru_cache(maxsize=1)
def shipped() -> tuple[tuple[str, ...], ...]:
    """Return the sets that come with the program, read once."""
    with resource_path("lexicon/variants.toml").open("rb") as file:
        stored = tomllib.load(file)
    return tuple(tuple(line.split()) for group in stored["sets"].values() for line in group)
