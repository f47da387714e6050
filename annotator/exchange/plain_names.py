"""Names that every program and every disk takes: ASCII letters, digits, ``_`` and ``-``.

Arabic is written in Latin letters, so that a reader of Arabic still knows the name; which name
stands for what is for the format to say. Does not belong here: names that people see.
"""

import unicodedata
from typing import Final

_LONGEST: Final = 40
_LETTERS: Final = {
    **dict(zip("ابتثجحخدذرزسشصضطظعغفقكلمنهوي", (
        *("a", "b", "t", "th", "j", "h", "kh", "d", "dh", "r", "z", "s", "sh", "s", "d", "t"),
        *("z", "a", "gh", "f", "q", "k", "l", "m", "n", "h", "w", "y"),
    ), strict=True)),
    **{"ء": "", "ة": "h", "ى": "a", "ٱ": "a", "ـ": ""},
    **{"پ": "p", "چ": "ch", "ژ": "zh", "ڤ": "v", "گ": "g", "ک": "k", "ی": "y"},
}  # fmt: skip
_RESERVED: Final = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))
)


def plain(name: str, fallback: str) -> str:
    """Return *name* in at most 40 letters of ASCII, or *fallback* when nothing of it is left."""
    found: list[str] = []
    for character in unicodedata.normalize("NFKD", name):
        if character.isascii() and character.isalnum():
            found.append(character)
        elif character in _LETTERS:
            found.append(_LETTERS[character])
        elif character.isdecimal():
            found.append(str(unicodedata.decimal(character)))
        elif character == "-":
            found.append("-")
        elif unicodedata.category(character)[0] not in "MC" and found[-1:] != ["_"]:
            found.append("_")
    return "".join(found)[:_LONGEST].strip("_-") or fallback


class UniqueNames:
    """Gives each name once; a second bearer gets a number. Case does not tell names apart."""

    def __init__(self, taken: tuple[str, ...] = ()) -> None:
        self._taken = {name.lower() for name in taken} | _RESERVED

    def take(self, wanted: str) -> str:
        """Return *wanted*, or it with the lowest number that nobody has."""
        name, number = wanted, 1
        while name.lower() in self._taken:
            number += 1
            name = f"{wanted}_{number}"
        self._taken.add(name.lower())
        return name
