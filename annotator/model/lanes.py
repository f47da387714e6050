"""Lanes: which of several parallel tracks each of many overlapping ranges takes.

Belongs here: interval partitioning over any integer offsets. Does not belong here: pixels, colours
or what the ranges stand for.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

Ranges = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Lanes:
    """The lane of every item (-1: beyond the cap), how many are used, how many fell out."""

    of: tuple[int, ...]
    count: int
    overflow: int


def _is_free(taken: list[tuple[int, int]], ranges: Ranges) -> bool:
    """Return whether no range overlaps a taken one (sorted and disjoint)."""
    for start, end in ranges:
        at = bisect_left(taken, (start, start))
        if at < len(taken) and taken[at][0] < end:
            return False
        if at and taken[at - 1][1] > start:
            return False
    return True


def _take(taken: list[tuple[int, int]], ranges: Ranges) -> None:
    """Enter the ranges into a lane, keeping it sorted."""
    for start, end in ranges:
        taken.insert(bisect_left(taken, (start, end)), (start, end))


def assign(items: Sequence[Ranges], *, lengths: Sequence[int] | None = None, cap: int = 6) -> Lanes:
    """Give every item (all its half-open ranges together) a lane of its own, longest first.

    `lengths` replaces the sum of an item's ranges in that order, for items of which only a part is
    given. Items of equal length go by their first start, then as given. Longest first keeps the
    long ranges where they are while short ones come and go.
    """
    if lengths is None:
        lengths = [sum(end - start for start, end in ranges) for ranges in items]
    order = sorted(
        range(len(items)),
        key=lambda item: (-lengths[item], items[item][0][0] if items[item] else 0, item),
    )
    found = [-1] * len(items)
    lanes: list[list[tuple[int, int]]] = []
    overflow = 0
    for item in order:
        ranges = [span for span in items[item] if span[0] < span[1]]
        lane = next((n for n, taken in enumerate(lanes) if _is_free(taken, ranges)), len(lanes))
        if lane >= cap:
            overflow += 1
            continue
        if lane == len(lanes):
            lanes.append([])
        _take(lanes[lane], ranges)
        found[item] = lane
    return Lanes(tuple(found), len(lanes), overflow)
