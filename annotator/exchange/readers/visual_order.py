"""Lines as they stand on paper, from left to right, turned into the order in which they are read.

PDF files keep the places of letters and not their order. Shapes of letters (presentation forms)
become letters here too; everything else is left as it is.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

_ARABIC: Final = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_LATIN: Final = "A-Za-z\u00aa-\u024f\u0370-\u058f\u1e00-\u1fff"
# After Arabic a sign of money or a percentage is no part of the number that it stands by.
_NUMBER: Final = r"\d+(?:[.,:/٫٬]\d+)*"
_LEFT_TO_RIGHT: Final = rf"[{_LATIN}](?:[^{_ARABIC}]*[{_LATIN}\d])?"
_TOKENS: Final = re.compile(rf"{_LEFT_TO_RIGHT}|{_NUMBER}|.", re.DOTALL)
_RIGHT: Final = re.compile(f"[{_ARABIC}]")
_LEFT: Final = re.compile(f"[{_LATIN}]")
_PAIRS: Final = dict(zip("()[]{}<>«»‹›", ")(][}{><»«›‹", strict=True))
_MIRROR: Final = str.maketrans(_PAIRS)
_OPENING: Final = "([{«‹"
# Signs that people type as one character of their own, and that are no shape of a letter.
_SIGNS: Final = frozenset("\ufdfa\ufdfb\ufdfc\ufdfd\ufd3e\ufd3f\ufeff")
_FORMS: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufeff]")


def is_right_to_left(line: str) -> bool:
    """Tell whether a line is read from the right: it has at least as many such letters."""
    right = len(_RIGHT.findall(line))
    return right > 0 and right >= len(_LEFT.findall(line)) // 2


def to_logical(line: str, *, among_arabic: bool = False) -> str:
    """Return a line that is given from left to right in the order in which it is read.

    Numbers and words of other scripts within it keep their own order; brackets stay as they are.
    The way back is the same. A line without letters is read as its neighbours are: from the right
    where it stands *among_arabic*.
    """
    if not _RIGHT.search(line):
        if not among_arabic or _LEFT.search(line):
            return line
        return "".join(reversed(_TOKENS.findall(line)))
    if is_right_to_left(line):
        return "".join(reversed(_TOKENS.findall(line)))
    return re.sub(rf"[{_ARABIC}](?:[^{_LATIN}]*[{_ARABIC}])?", _reversed_run, line)


def _reversed_run(found: re.Match[str]) -> str:
    return "".join(reversed(_TOKENS.findall(found[0])))


def are_brackets_mirrored(lines: Iterable[str]) -> bool:
    """Tell whether the brackets of lines in reading order close before they open.

    Some programs write into a file which bracket is printed, others which one is meant.
    """
    right, wrong = 0, 0
    for line in lines:
        if is_right_to_left(line):
            right += _closed(line)
            wrong += _closed(line.translate(_MIRROR))
    return wrong > right


def mirror(line: str) -> str:
    """Return a right-to-left line with every bracket turned to the other side."""
    return line.translate(_MIRROR) if is_right_to_left(line) else line


def _closed(line: str) -> int:
    """Return how many brackets of a line are opened first and closed then."""
    open_ones: list[str] = []
    closed = 0
    for char in line:
        if char in _OPENING:
            open_ones.append(char)
        elif open_ones and char == _PAIRS[open_ones[-1]]:
            open_ones.pop()
            closed += 1
    return closed


def compose_forms(text: str) -> tuple[str, int]:
    """Return *text* with the letters in place of their shapes, and how many shapes there were.

    Signs such as ﷺ, which are typed as one character, are left.
    """
    count = 0

    def composed(found: re.Match[str]) -> str:
        nonlocal count
        shape = found[0]
        letters = unicodedata.normalize("NFKC", shape)
        if shape in _SIGNS or letters == shape:
            return shape
        count += 1
        return letters.lstrip(" ")  # a mark's own shape stands on a space

    return _FORMS.sub(composed, text), count
