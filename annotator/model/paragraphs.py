"""Paragraphs of a canonical text and their direction.

Belongs here: where paragraphs begin and end (code points, separators counted) and whether a
paragraph reads right to left. Does not belong here: sentences and words (see `words`).
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from annotator.model.patterns import LatePattern

Direction = Literal["rtl", "ltr"]

_SEPARATOR = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_RTL = LatePattern(r"[\p{Bidi_Class=R}\p{Bidi_Class=AL}]")
_LTR = LatePattern(r"\p{Bidi_Class=L}")
# Letters whose direction is known without looking it up: nearly every paragraph has one.
_SURELY_RTL = re.compile("[\u0620-\u063f\u0641-\u064a]")
_ASCII_LETTER = re.compile("[A-Za-z]")
# Text of nothing but these is counted without looking anything up.
_COMMON = "\0-\x7f\u00a0\u00ab\u00bb\u060c\u061b\u061f-\u0669\u0670-\u06d3\u2010-\u2027"
_ONLY_COMMON = re.compile(f"[{_COMMON}]*+")
_COMMON_RTL = re.compile("[\u061b\u061f-\u064a\u0671-\u06d3]")
# A longer text is sampled: its majority is clear long before its end, and opening must be quick.
_SAMPLES, _SAMPLE = 16, 1024


class Paragraph(NamedTuple):
    """One paragraph: its text is `[start, end)`, its separator `[end, next_start)`."""

    start: int
    end: int
    next_start: int


def split(text: str) -> list[Paragraph]:
    """Return the paragraphs of `text`, one at least, tiling it without a gap."""
    found = []
    start = 0
    for match in _SEPARATOR.finditer(text):
        found.append(Paragraph(start, match.start(), match.end()))
        start = match.end()
    found.append(Paragraph(start, len(text), len(text)))
    return found


def index_at(starts: Sequence[int], position: int) -> int:
    """Return which paragraph holds `position`, given the ascending starts of all of them."""
    low, high = 0, len(starts)
    while low < high:
        middle = (low + high) // 2
        if starts[middle] <= position:
            low = middle + 1
        else:
            high = middle
    return max(low - 1, 0)


def _strong(text: str) -> tuple[int, int]:
    """Count the strong right-to-left and left-to-right characters."""
    if _ONLY_COMMON.fullmatch(text):
        return len(_COMMON_RTL.findall(text)), len(_ASCII_LETTER.findall(text))
    return _RTL.count(text), _LTR.count(text)


def direction_of(text: str, default: Direction = "rtl") -> Direction:
    """Return the direction of most strong characters of `text`, `default` on a draw."""
    if len(text) > _SAMPLES * _SAMPLE:
        step = len(text) // _SAMPLES
        text = "".join(text[at : at + _SAMPLE] for at in range(0, len(text), step))
    rtl, ltr = _strong(text)
    if rtl == ltr:
        return default
    return "rtl" if rtl > ltr else "ltr"


def paragraph_direction(paragraph: str, base: Direction) -> Direction:
    """Return the direction in which a paragraph of an article of direction `base` is set.

    In a right-to-left article one right-to-left letter is enough (`BBC: نقلت …` must not turn);
    in a left-to-right article the majority decides. Without strong characters: the base.
    """
    if base == "rtl":
        if _SURELY_RTL.search(paragraph):
            return "rtl"
        if paragraph.isascii():
            return "ltr" if _ASCII_LETTER.search(paragraph) else "rtl"
        if _RTL.search(paragraph):
            return "rtl"
        return "ltr" if _LTR.search(paragraph) else "rtl"
    rtl, ltr = _strong(paragraph)
    return "rtl" if rtl > ltr else "ltr"
