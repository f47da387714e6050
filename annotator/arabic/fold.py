"""Folding: the form of a text that a search and a list of names compare, and the way back.

Belongs here: which characters count as the same, at three levels, and the offset map to the text
itself, code points on both sides. Does not belong here: words and clitics (``clitics``), any change
of a text: what is folded is never stored as one.

The table is made by ``tools/fold_table.py`` and read when the first text is folded.
"""

import json
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from annotator.model.patterns import LatePattern
from annotator.resources import resource_path

if TYPE_CHECKING:
    from numpy import bool_, int32, uint16
    from numpy.typing import NDArray

Level = Literal["exact", "harakat", "folded"]
LEVELS: Final[tuple[Level, ...]] = ("exact", "harakat", "folded")
"""The text itself; blind to harakat, tatweel, invisible controls, presentation forms and case; and
besides blind to the seat of a hamza, ى/ي, ة/ه, Persian letters, the kind of digits and of quotes.
"""

LONG: Final = 50_000
"""Code points from which on numpy's start (0.2 s) is worth its speed."""
PASSAGE: Final = 400
"""Code points from which on numpy is the faster way where it is there already."""

_DROPPED, _OTHER = 0xFFFF, 0xFFFE
"""No characters; in the table of sixteen bits: left out, and not to be told in sixteen bits."""

_COMPOSED: Final = {
    ("\u0627", "\u0653"): "\u0622",
    ("\u0627", "\u0654"): "\u0623",
    ("\u0627", "\u0655"): "\u0625",
    ("\u0648", "\u0654"): "\u0624",
    ("\u064a", "\u0654"): "\u0626",
    ("\u0649", "\u0654"): "\u0626",
    ("\u06c1", "\u0654"): "\u06c2",
    ("\u06d5", "\u0654"): "\u06c0",
    ("\u06d2", "\u0654"): "\u06d3",
}
_SEAT_MARKS: Final = "\u0653\u0654\u0655"
_MARK = LatePattern(r"\p{M}")
_FOLLOWING = LatePattern(r"[\p{M}\u0640\p{Cf}]*")


class _Table(dict[int, str]):
    """A table for ``str.translate`` that remembers which characters it has nothing for."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        self[point] = character
        return character


@lru_cache(maxsize=1)
def _tables() -> Mapping[Level, _Table]:
    """Return the tables of both levels that change something."""
    stored = json.loads(resource_path("fold_table.json").read_text(encoding="ascii"))
    plain = _ungrouped(stored["compatible"])
    for low, high in stored["dropped"]:
        plain.update(dict.fromkeys(range(low, high + 1), ""))
    letters = _ungrouped(stored["letters"])
    folded = _Table(letters)
    folded.update((point, value.translate(letters)) for point, value in plain.items())
    return {"harakat": _Table(plain), "folded": folded}


def _ungrouped(groups: Mapping[str, str]) -> dict[int, str]:
    return {ord(each): value for value, characters in groups.items() for each in characters}


@lru_cache(maxsize=1)
def edition() -> str:
    """Return a name of the table: what was made of folded texts is made anew under another."""
    from hashlib import sha256

    return sha256(resource_path("fold_table.json").read_bytes()).hexdigest()[:16]


def prepare() -> None:
    """Load now what folds whole articles fast, so that the first search need not wait for it."""
    _lookup("folded").fold(_points("ا"))


def fold(text: str, level: Level = "folded") -> str:
    """Return *text* as it is compared at a level; folding it again changes nothing."""
    if level == "exact":
        return text
    seated = _seated(text)
    if not _is_for_numpy(text):
        return seated.translate(_tables()[level])
    units, _kept = _lookup(level).units_of(seated)
    if units is not None:
        return _text_of_units(units)
    return _text_of(_lookup(level).fold(_points(seated))[0])


def _is_for_numpy(text: str) -> bool:
    return len(text) >= (PASSAGE if "numpy" in sys.modules else LONG)


def _seated(text: str) -> str:
    """Return *text*, as long as before, with the letter for each letter and hamza or madda mark.

    The mark stays where it is, to be dropped; so the decomposed form counts as the composed one.
    """
    if not any(mark in text for mark in _SEAT_MARKS):
        return text
    characters = list(text)
    for place, mark in enumerate(text):
        if mark not in _SEAT_MARKS:
            continue
        base = place - 1
        while base >= 0 and _MARK.match(text[base]):
            base -= 1
        if base >= 0:
            characters[base] = _COMPOSED.get((characters[base], mark), characters[base])
    return "".join(characters)


@dataclass(frozen=True)
class Folded:
    """A folded text and where each of its characters comes from.

    ``offsets`` has, for each folded code point, the code point of the original it stands for.
    """

    text: str
    original: str
    offsets: "array[int]"

    def original_range(self, start: int, end: int) -> tuple[int, int]:
        """Return the original's range for ``[start, end)`` of the folded text.

        It reaches over the marks, tatweel and invisible controls that follow its last letter. An
        empty range stays empty. Raises IndexError when it is no range of the folded text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise IndexError((start, end))
        if start == end:
            place = self.offsets[start] if start < len(self.offsets) else len(self.original)
            return place, place
        last = self.offsets[end - 1] + 1
        found = _FOLLOWING.search(self.original, last)
        return self.offsets[start], found.end() if found and found.start() == last else last

    def folded_place(self, place: int) -> int:
        """Return the first folded code point that stands for the original's *place* or later."""
        return bisect_left(self.offsets, place)


def fold_with_offsets(text: str, level: Level = "folded") -> Folded:
    """Return *text* folded, with the way back."""
    if level == "exact":
        return Folded(text, text, array("i", range(len(text))))
    way = _fold_long if _is_for_numpy(text) else _fold_short
    return way(text, _seated(text), level)


def _fold_short(text: str, seated: str, level: Level) -> Folded:
    table = _tables()[level]
    pieces = [table[point] for point in map(ord, seated)]
    offsets = array("i")
    for place, piece in enumerate(pieces):
        if len(piece) == 1:
            offsets.append(place)
        elif piece:
            offsets.extend([place] * len(piece))
    return Folded("".join(pieces), text, offsets)


class _Lookup:
    """The table of one level as arrays, for whole texts at once."""

    def __init__(self, pieces: Iterable[tuple[int, str]]) -> None:
        import numpy as np

        changed = dict(pieces)
        points = np.arange(0x110000, dtype=np.int32)
        self.lengths = np.ones(len(points), dtype=np.uint8)
        self.starts = points.copy()
        flat: list[int] = []
        for point, piece in changed.items():
            self.lengths[point] = len(piece)
            self.starts[point] = len(points) + len(flat)
            flat.extend(map(ord, piece))
        self.characters = np.concatenate([points, np.array([*flat, 0], dtype=np.int32)])
        self.firsts = self.characters[self.starts]
        units = self.firsts[:0x10000].copy()
        units[self.lengths[:0x10000] == 0] = _DROPPED
        units[self.lengths[:0x10000] > 1] = _OTHER
        units[[_OTHER, _DROPPED]] = _OTHER
        units[units > _DROPPED] = _OTHER
        self.units = units.astype(np.uint16)

    def units_of(
        self, text: str
    ) -> "tuple[NDArray[uint16], NDArray[bool_] | None] | tuple[None, None]":
        """Return a text folded and which of its characters are kept, None for all.

        Half the work of ``fold()``; nothing where a character is beyond the sixteen bits of most
        texts or becomes several.
        """
        import numpy as np

        raw = text.encode("utf-16-le", "surrogatepass")
        if len(raw) != 2 * len(text):
            return None, None
        units = self.units[np.frombuffer(raw, dtype="<u2")]
        kept = units < _OTHER
        if kept.all():
            return units, None
        if (units == _OTHER).any():
            return None, None
        return units[kept], kept

    def fold(self, points: "NDArray[int32]") -> "tuple[NDArray[int32], NDArray[int32]]":
        """Return the folded code points and where each comes from."""
        import numpy as np

        lengths = self.lengths[points]
        if lengths.max(initial=0) <= 1:  # nearly every text: nothing becomes several characters
            offsets = np.flatnonzero(lengths).astype(np.int32)
            return self.firsts[points[offsets]], offsets
        offsets = np.repeat(np.arange(len(points), dtype=np.int32), lengths)
        begins = np.cumsum(lengths, dtype=np.int32) - lengths
        within = np.arange(len(offsets), dtype=np.int32) - begins[offsets]
        return self.characters[self.starts[points[offsets]] + within], offsets


@lru_cache(maxsize=2)
def _lookup(level: Level) -> _Lookup:
    table = _tables()[level]
    return _Lookup((point, piece) for point, piece in table.items() if piece != chr(point))


def _points(text: str) -> "NDArray[int32]":
    import numpy as np

    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<i4")


def _text_of_units(units: "NDArray[uint16]") -> str:
    return units.astype("<u2", copy=False).tobytes().decode("utf-16-le", "surrogatepass")


def _text_of(points: "NDArray[int32]") -> str:
    return points.astype("<i4").tobytes().decode("utf-32-le", "surrogatepass")


def _fold_long(text: str, seated: str, level: Level) -> Folded:
    import numpy as np

    offsets = array("i")
    units, kept = _lookup(level).units_of(seated)
    if units is not None:
        every = np.arange(len(text), dtype=np.int32)
        places = every if kept is None else every[kept]
        folded = _text_of_units(units)
    else:
        points, places = _lookup(level).fold(_points(seated))
        folded = _text_of(points)
    offsets.frombytes(places.astype(np.intc).tobytes())
    return Folded(folded, text, offsets)
