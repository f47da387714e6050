"""Offsets in code points and in UTF-16 units, and the way between them.

Belongs here: the conversion that a toolkit counting in UTF-16 needs. Everything else in Isnad
counts code points. Does not belong here: graphemes, words, any knowledge of a toolkit.
"""

import re
from bisect import bisect_left, bisect_right

_ASTRAL = re.compile(r"[\U00010000-\U0010FFFF]")


class Utf16Map:
    """Converts offsets of one text between code points and UTF-16 units.

    A text without characters beyond U+FFFF costs one length comparison and no memory: both counts
    are then equal.
    """

    __slots__ = ("_points", "_units")

    def __init__(self, text: str) -> None:
        """Note where the characters of `text` are that take two units."""
        self._points: list[int] = []
        self._units: list[int] = []
        if len(text.encode("utf-16-le", "surrogatepass")) != 2 * len(text):
            self._points = [match.start() for match in _ASTRAL.finditer(text)]
            self._units = [point + number for number, point in enumerate(self._points)]

    @property
    def is_plain(self) -> bool:
        """Whether both counts are equal everywhere."""
        return not self._points

    def to16(self, point: int) -> int:
        """Return the UTF-16 offset of a code point offset."""
        return point + bisect_left(self._points, point) if self._points else point

    def to32(self, unit: int) -> int:
        """Return the code point offset of a UTF-16 offset; inside a pair, that of its start."""
        if not self._points:
            return unit
        before = bisect_right(self._units, unit)
        if before and self._units[before - 1] == unit - 1:
            return self._points[before - 1]
        return unit - bisect_left(self._units, unit)
