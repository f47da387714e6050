"""Forgiving comparison of short strings, for filter fields and pickers.

Belongs here: what a person who types into a filter means to be the same. Does not belong here: the
search of article texts, which needs offsets into the text (`annotator.arabic`).
"""

from collections.abc import Iterable
from typing import Final

_DROPPED: Final = (
    *range(0x0610, 0x061B),
    *range(0x064B, 0x0660),
    0x0670,
    *range(0x06D6, 0x06DD),
    0x0640,
    *range(0x200B, 0x2010),
    *range(0x202A, 0x202F),
    *range(0x2066, 0x206A),
    0xFEFF,
)
"""Harakat, tatweel, and the invisible marks that order or join letters."""
_UNIFIED: Final = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىیئ", "ي"),
    "ؤ": "و",
    "ة": "ه",
    "ک": "ك",
    "\u00a0": " ",
    **{chr(0x0660 + digit): str(digit) for digit in range(10)},
    **{chr(0x06F0 + digit): str(digit) for digit in range(10)},
}
_TABLE: Final = {**dict.fromkeys(_DROPPED), **{ord(k): v for k, v in _UNIFIED.items()}}


def fold_for_matching(text: str) -> str:
    """Return *text* without harakat and tatweel, with one alef, ya, ha and case."""
    return text.translate(_TABLE).casefold()


def wanted_words(typed: str) -> tuple[str, ...]:
    """Return the folded words of what was typed into a filter."""
    return tuple(fold_for_matching(typed).split())


def has_all(folded: str, wanted: Iterable[str]) -> bool:
    """Tell whether an already folded text holds every one of the folded words, in any order."""
    return all(word in folded for word in wanted)
