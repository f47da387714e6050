"""Grapheme clusters: what a reader takes for one character.

Belongs here: cluster boundaries of a text, in code points. Does not belong here: words
(see `words`), anything measured in pixels.
"""

import re
from collections.abc import Iterator

from annotator.model.patterns import LatePattern

_CLUSTER = LatePattern(r"\X")
# Characters that never join a neighbour of the same set into one cluster: between two of them
# there is always a boundary, so scanning may start there instead of at the start of the text.
_PLAIN = (
    r"A-Za-z0-9 .,:;!?()\u0621-\u064A\u0660-\u0669\u060C\u061B\u061F\u00AB\u00BB"
    r"\"'\-%/\[\]\u00A0\u2013\u2014\u2018-\u201E\u2026"
)
_ONLY_PLAIN = re.compile(rf"[{_PLAIN}]*+")
PLAIN = frozenset(re.findall(rf"[{_PLAIN}]", "".join(map(chr, range(0x2100)))))
"""Characters that join no other of them."""
ENDS_BEFORE_PLAIN = PLAIN | frozenset(map(chr, (*range(0x64B, 0x653), 0x670)))
"""Before a plain character a cluster ends with any of these: they and the Arabic vowel marks."""


def is_plain(text: str) -> bool:
    """Tell whether every character of `text` is a cluster of its own, by the characters alone."""
    return _ONLY_PLAIN.fullmatch(text) is not None


def boundaries(text: str) -> list[int]:
    """Return every cluster boundary of `text` in code points, 0 and the length included."""
    if is_plain(text):
        return list(range(len(text) + 1))
    found = [0]
    found.extend(match.end() for match in _CLUSTER.finditer(text))
    return found


def _safe_start(text: str, position: int) -> int:
    """Return a boundary at or before `position`, near it where the text allows."""
    index = position
    while index > 1:
        if text[index - 1] in PLAIN and text[index - 2] in PLAIN:
            return index - 1
        index -= 1
    return 0


def _from(text: str, position: int) -> Iterator[tuple[int, int]]:
    """Yield the clusters from a boundary at or before `position` on."""
    for match in _CLUSTER.finditer(text, _safe_start(text, position)):
        yield match.span()


def is_boundary(text: str, position: int) -> bool:
    """Return whether `position` does not lie inside a cluster."""
    return floor_boundary(text, position) == position


def floor_boundary(text: str, position: int) -> int:
    """Return the last boundary at or before `position`."""
    position = min(max(position, 0), len(text))
    if position in (0, len(text)) or (
        text[position] in PLAIN and text[position - 1] in ENDS_BEFORE_PLAIN
    ):
        return position
    for start, end in _from(text, position):
        if end > position:
            return start
        if end == position:
            return end
    return position


def next_boundary(text: str, position: int) -> int:
    """Return the first boundary after `position`, or the length of the text."""
    for _start, end in _from(text, max(position, 0)):
        if end > position:
            return end
    return len(text)


def previous_boundary(text: str, position: int) -> int:
    """Return the last boundary before `position`, or 0."""
    return floor_boundary(text, position - 1) if position > 0 else 0


def snap_out(text: str, start: int, end: int) -> tuple[int, int]:
    """Return `start` and `end` moved outward so that neither splits a cluster."""
    low = floor_boundary(text, start)
    high = floor_boundary(text, end)
    return low, high if high == end else next_boundary(text, end)
