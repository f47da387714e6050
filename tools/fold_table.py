"""Regenerates resources/fold_table.json: ``python -m tools.fold_table [TARGET]``.

What counts as the same letter is camel-tools' decision (its normalisers of Unicode, alef, alef
maksura and teh marbuta); the extras below are ours. Only ``camel_tools.utils.normalize`` is
imported, which reads and writes no file. ``tests/arabic/test_fold_table.py`` runs this file and
compares.
"""

import json
import sys
import unicodedata
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

TARGET: Final = Path(__file__).resolve().parent.parent / "resources" / "fold_table.json"

DROPPED: Final = (
    *[(0x0610, 0x061A), (0x064B, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E8)],
    *[(0x06EA, 0x06ED), (0x08CA, 0x08E1), (0x08E3, 0x08FF)],  # harakat and Quranic signs
    (0x0640, 0x0640),  # tatweel
    *[(0x00AD, 0x00AD), (0x034F, 0x034F), (0x180E, 0x180E), (0x200B, 0x200D), (0x2060, 0x2064)],
    *[(0xFE00, 0xFE0F), (0xFEFF, 0xFEFF)],  # zero width
    *[(0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x206F)],  # bidi controls
)
"""Code points, first and last, that both levels leave out."""

EXTRAS: Final = {
    "ا": "ٱٲٳٵ",
    "و": "ؤۆۇۈۋ",
    "ي": "ئىیېےۓؽؾؿ",
    "ك": "کڪګ",
    "ه": "ةۀہۂۃەھ",
    '"': "«»“”„‟",
    "'": "‘’‚‛",
    ",": "،٬",
    ";": "؛",
    "?": "؟",
    "%": "٪",
    ".": "٫۔",
    "-": "‐‑‒–—",
}
"""What camel-tools leaves alone and a search should not, each letter with what becomes it."""


def _ranges(points: Iterable[int]) -> list[list[int]]:
    """Return ascending code points as inclusive ranges."""
    found: list[list[int]] = []
    for point in points:
        if found and found[-1][1] == point - 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return found


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return each replacement with all the characters it replaces."""
    found: dict[str, str] = {}
    for character, replacement in pairs:
        found[replacement] = found.get(replacement, "") + character
    return found


def _letter(character: str, extras: dict[str, str]) -> str:
    """Return what the full folding makes of one character, by camel-tools and the extras."""
    from camel_tools.utils import normalize

    for step in (
        normalize.normalize_alef_ar,
        normalize.normalize_alef_maksura_ar,
        normalize.normalize_teh_marbuta_ar,
    ):
        character = step(character)
    character = extras.get(character, character)
    is_digit = unicodedata.category(character) == "Nd"
    return str(unicodedata.digit(character)) if is_digit else character


def _settled(step: Callable[[str], str], text: str) -> str:
    """Return *text* after as many steps as it takes until another changes nothing."""
    while (after := step(text)) != text:
        text = after
    return text


def build() -> dict[str, object]:
    """Return the table: what is dropped, the compatible form of the rest, letters made one."""
    from camel_tools.utils import normalize

    dropped = {point for low, high in DROPPED for point in range(low, high + 1)}
    extras = {each: letter for letter, all_of in EXTRAS.items() for each in all_of}

    def simpler(text: str) -> str:
        kept = "".join(each for each in text if ord(each) not in dropped)
        return str(normalize.normalize_unicode(kept)).casefold()

    points = [
        point for point in range(0x110000) if point not in dropped and not 0xD800 <= point < 0xE000
    ]
    alone = {chr(point): _settled(simpler, chr(point)) for point in points}
    # Only what a character becomes alone counts, not what it composes to with a neighbour.
    compatible = {one: other for one, other in alone.items() if one != other}
    letters = {one: _letter(one, extras) for one in alone if one not in compatible}
    return {
        "unicode": unicodedata.unidata_version,
        "dropped": _ranges(sorted(dropped)),
        "compatible": _grouped(sorted(compatible.items())),
        "letters": _grouped(sorted((a, b) for a, b in letters.items() if a != b)),
    }


def main(target: Path = TARGET) -> None:
    """Write the table, one replacement a line."""
    target.write_text(json.dumps(build(), indent=0, ensure_ascii=True) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(*(Path(each) for each in sys.argv[1:]))
