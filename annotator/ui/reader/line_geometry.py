"""Where the characters of one laid-out line are, in pixels.

Belongs here: the way from character ranges to horizontal intervals, which Qt gets wrong at
ligatures, direction changes and trailing spaces. Does not belong here: vertical places, painting.
All offsets here, and only here, are UTF-16 units relative to the paragraph.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Callable
from unicodedata import category

from PySide6.QtGui import QTextLayout, QTextLine

Interval = tuple[float, float]
_Cluster = tuple[int, int, bool]

_GLYPHS = QTextLayout.GlyphRunRetrievalFlag.RetrieveGlyphIndexes
_GLYPHS_AND_PLACES = _GLYPHS | QTextLayout.GlyphRunRetrievalFlag.RetrieveStringIndexes
_UNSEEN = frozenset(("Cf", "Cc", "Zl", "Zp"))
_TOUCH, _HAIR = 0.5, 0.05


def merge(intervals: list[Interval]) -> list[Interval]:
    """Return the intervals ascending, those that overlap or touch joined."""
    merged: list[Interval] = []
    for left, right in sorted(intervals):
        if merged and left - merged[-1][1] <= _TOUCH:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


class LineGeometry:
    """The clusters of one line and the intervals of ranges on it.

    A cluster is what the font draws as one: a ligature of several graphemes is cut by its
    direction, in equal parts, so that lam is right of alef in lam-alef.
    """

    __slots__ = ("_boundaries", "_line", "_rtl", "_starts", "_tabs", "end", "is_rtl", "start")

    def __init__(
        self, line: QTextLine, text: str, boundaries: Callable[[], list[int]], *, is_rtl: bool
    ) -> None:
        """Read the line; `text` and `boundaries` (of graphemes) are its paragraph's, in UTF-16.

        The boundaries are asked for when a ligature must be cut, which few ranges do.
        """
        self._line = line
        self._boundaries = boundaries
        self.is_rtl = is_rtl
        self.start = line.textStart()
        self.end = self.start + line.textLength()
        found: dict[int, bool] = {}
        for run in line.glyphRuns(self.start, self.end - self.start, _GLYPHS_AND_PLACES):
            found.update(dict.fromkeys(run.stringIndexes(), run.isRightToLeft()))
        for at in range(self.start, self.end):
            if at not in found and (text[at].isspace() or category(text[at]) in _UNSEEN):
                found[at] = is_rtl
        self._starts = sorted(found)
        self._rtl = [found[at] for at in self._starts]
        self._tabs = [at for at in range(self.start, self.end) if text[at] == "\t"]

    def _glyphs(self, start: int, end: int) -> list[Interval]:
        """Return the intervals of what the font draws for whole clusters."""
        rects = [run.boundingRect() for run in self._line.glyphRuns(start, end - start, _GLYPHS)]
        return [(rect.left(), rect.right()) for rect in rects]

    def _cluster(self, position: int) -> _Cluster | None:
        """Return the cluster that holds `position`: start, end, whether right to left."""
        at = bisect_right(self._starts, position) - 1
        if at < 0:
            return None
        end = self._starts[at + 1] if at + 1 < len(self._starts) else self.end
        return self._starts[at], end, self._rtl[at]

    def is_rtl_at(self, position: int) -> bool:
        """Return whether the character at `position` is set right to left."""
        cluster = self._cluster(position)
        return self.is_rtl if cluster is None else cluster[2]

    def _part(self, cluster: _Cluster, start: int, end: int) -> list[Interval]:
        """Return the share that some graphemes have of their cluster's advance."""
        whole = self._glyphs(cluster[0], cluster[1])
        if not whole:
            return []
        left, right = min(low for low, _ in whole), max(high for _, high in whole)
        # A joiner is a cluster of its own though it belongs to the grapheme before: the cluster's
        # ends need not be boundaries.
        boundaries = self._boundaries()
        low = bisect_right(boundaries, cluster[0])
        high = bisect_left(boundaries, cluster[1])
        inner = [cluster[0], *boundaries[low:high], cluster[1]]
        width = (right - left) / (len(inner) - 1)
        first, last = bisect_left(inner, start), bisect_left(inner, end)
        if cluster[2]:
            return [(right - last * width, right - first * width)]
        return [(left + first * width, left + last * width)]

    def _without_tabs(self, start: int, end: int) -> list[Interval]:
        """Return the intervals of a range that has no tab in it."""
        found: list[Interval] = []
        first, last = self._cluster(start), self._cluster(end - 1)
        if first and start > first[0]:
            stop = min(end, first[1])
            found += self._part(first, start, stop)
            start = stop
        if last and end < last[1] and start < end:
            stop = max(start, last[0])
            found += self._part(last, stop, end)
            end = stop
        if start < end:
            found += self._glyphs(start, end)
        return found

    def intervals(self, start: int, end: int) -> list[Interval]:
        """Return where `[start, end)` is on this line; both must be grapheme boundaries."""
        start, end = max(start, self.start), min(end, self.end)
        found: list[Interval] = []
        for tab in self._tabs[bisect_left(self._tabs, start) : bisect_left(self._tabs, end)]:
            if start < tab:
                found += self._without_tabs(start, tab)
            found.append(self._tab(tab))
            start = tab + 1
        if start < end:
            found += self._without_tabs(start, end)
        # A joiner at the end of a run is a glyph without width in the next run, somewhere else.
        return merge([(low, high) for low, high in found if high - low > _HAIR] or found)

    def _tab(self, tab: int) -> Interval:
        """Return the gap that a tab, for which there is no glyph, leaves between its neighbours.

        A tab separates bidi segments: what precedes it is on one side, what follows on
        the other.
        """
        first = last = tab
        while first - 1 in self._tabs:
            first -= 1
        while last + 1 in self._tabs:
            last += 1
        before = self._segment(max([t for t in self._tabs if t < first], default=-1) + 1, first)
        after = self._segment(last + 1, min([t for t in self._tabs if t > last], default=self.end))
        edge = self._line.naturalTextRect()
        left, right = edge.left(), edge.right()
        if self.is_rtl:
            right = before[0] if before else right
            left = after[1] if after else left
        else:
            left = before[1] if before else left
            right = after[0] if after else right
        width = max(right - left, 0.0) / (last - first + 1)
        step = tab - first
        if self.is_rtl:
            return right - (step + 1) * width, right - step * width
        return left + step * width, left + (step + 1) * width

    def _segment(self, start: int, end: int) -> Interval | None:
        """Return the hull of what stands between two tabs of this line."""
        start = max(start, self.start)
        whole = self._glyphs(start, end) if start < end else []
        if not whole:
            return None
        return min(low for low, _ in whole), max(high for _, high in whole)
