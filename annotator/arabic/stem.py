"""Light stems: what is left of a folded word without the commonest letters at its ends.

Belongs here: the light10 rules. They say which words may belong together where nothing better is
known; a stem is no word and is never shown. Words are folded (``fold``).
"""

from functools import lru_cache
from typing import Final

_ARTICLES: Final = ("وال", "بال", "كال", "فال", "ال", "لل")
_ENDINGS: Final = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_CONJUNCTION: Final = "و"
_LEAST_AFTER_CONJUNCTION: Final = 3
_LEAST: Final = 2
"""Letters that remain at least."""


@lru_cache(maxsize=100_000)
def light_stem(word: str) -> str:
    """Return the light stem of a folded word; a word of two letters stays as it is."""
    if word.startswith(_CONJUNCTION) and len(word) > _LEAST_AFTER_CONJUNCTION:
        word = word[1:]
    for article in _ARTICLES:
        if word.startswith(article) and len(word) >= len(article) + _LEAST:
            word = word[len(article) :]
            break
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) >= len(ending) + _LEAST:
            word = word[: -len(ending)]
    return word
