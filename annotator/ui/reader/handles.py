"""Handles: the grips at the ends of the selected mark's fragments, and what dragging them does.

Belongs here: where grips are, which one a point grabs, and a mark's ranges after a drag or a key.
Does not belong here: mouse events (see `pointer`), painting.
"""

from typing import Literal, NamedTuple

from PySide6.QtCore import QPointF, QRectF

from annotator.model import graphemes, words
from annotator.ui.reader.marks import Mark
from annotator.ui.reader.page import Page

Edge = Literal["start", "end"]
Unit = Literal["grapheme", "word"]
Ranges = tuple[tuple[int, int], ...]

RADIUS = 4.5
GRAB = 8.0
"""How far from a grip's line a press still grabs it, px to either side."""


class Handle(NamedTuple):
    """One grip: which edge of which fragment, and its line on the page (no width)."""

    fragment: int
    edge: Edge
    line: QRectF


def handles_of(page: Page, mark: Mark, top: float, bottom: float) -> list[Handle]:
    """Return the grips of a mark between two heights of the page."""
    if mark.foreign:
        return []
    first, last = page.number_at_height(top), page.number_at_height(bottom)
    found = []
    for number, (start, end) in enumerate(mark.ranges):
        if first <= page.number_at(start) <= last:
            found.append(Handle(number, "start", _line(page, start, "start")))
        if first <= page.number_at(end - 1) <= last:
            found.append(Handle(number, "end", _line(page, end, "end")))
    return found


def _line(page: Page, position: int, edge: Edge) -> QRectF:
    """Return the line at the outer side of a fragment's first or last grapheme."""
    inside = position if edge == "start" else position - 1
    place = page.place_of(inside)
    offset = inside - place.block.paragraph.start
    top, bottom = place.block.layout.box(place.row)
    x = place.block.layout.leading_edge
    for cell in place.block.layout.cells(place.row):
        if cell.start <= offset < cell.end:
            x = cell.right if cell.is_rtl == (edge == "start") else cell.left
    return QRectF(x, place.top + top, 0.0, bottom - top)


def grabbed(handles: list[Handle], point: QPointF) -> Handle | None:
    """Return the grip that a point of the page grabs, the nearest one of several."""
    near = [
        (abs(point.x() - handle.line.left()), handle)
        for handle in handles
        if handle.line.top() - 2 * RADIUS <= point.y() <= handle.line.bottom() + 2 * RADIUS
    ]
    near = [each for each in near if each[0] <= GRAB]
    return min(near, key=lambda each: each[0])[1] if near else None


def dragged(
    text: str, ranges: Ranges, fragment: int, edge: Edge, position: int, unit: Unit
) -> Ranges:
    """Return the ranges with one edge moved to `position`, or to the nearer end of the word there.

    The fragment keeps at least one grapheme, no white space at its edges, and clear of the others.
    """
    start, end = ranges[fragment]
    if unit == "word":
        around = words.word_around(text, position)
        if around and around[0] < position:
            low, high = graphemes.snap_out(text, *around)
            position = low if position - low < high - position else high
    low = ranges[fragment - 1][1] if fragment else 0
    high = ranges[fragment + 1][0] if fragment + 1 < len(ranges) else len(text)
    if edge == "start":
        start = max(low, min(position, graphemes.previous_boundary(text, end)))
        start = _trim_start(text, start, end)
    else:
        end = min(high, max(position, graphemes.next_boundary(text, start)))
        end = _trim_end(text, start, end)
    return (*ranges[:fragment], (start, end), *ranges[fragment + 1 :])


def _trim_start(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _trim_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def stepped(text: str, ranges: Ranges, edge: Edge, steps: int, unit: Unit) -> Ranges:
    """Return the ranges with the first start or the last end moved in reading order.

    Positive steps go forward in the text. A step that would empty the fragment, meet another one
    or leave the text is not taken.
    """
    for _step in range(abs(steps)):
        fragment = 0 if edge == "start" else len(ranges) - 1
        position = _next_stop(text, ranges[fragment], edge, steps > 0, unit)
        if edge == "start" and position >= ranges[0][1]:
            break
        if edge == "end" and position <= ranges[-1][0]:
            break
        ranges = dragged(text, ranges, fragment, edge, position, "grapheme")
    return ranges


def _next_stop(text: str, span: tuple[int, int], edge: Edge, forward: bool, unit: Unit) -> int:
    """Return where the edge goes next; white space is passed over, it may not be an edge."""
    start, end = span
    if unit == "grapheme":
        if edge == "start":
            return _start_stop(text, start, forward)
        return _end_stop(text, end, forward)
    if edge == "start":
        step = words.next_word_start if forward else words.previous_word_start
        return step(text, start)
    step = words.next_word_end if forward else words.previous_word_end
    stop = step(text, end)
    # Past the last word there may be only punctuation, and then nothing.
    return _trim_end(text, end, stop) if forward else stop


def _start_stop(text: str, start: int, forward: bool) -> int:
    if forward:
        start = graphemes.next_boundary(text, start)
        while start < len(text) and text[start].isspace():
            start = graphemes.next_boundary(text, start)
        return start
    stop = graphemes.previous_boundary(text, start)
    while stop > 0 and text[stop].isspace():
        stop = graphemes.previous_boundary(text, stop)
    return start if text[stop : stop + 1].isspace() else stop


def _end_stop(text: str, end: int, forward: bool) -> int:
    if forward:
        stop = graphemes.next_boundary(text, end)
        while stop < len(text) and text[stop - 1].isspace():
            stop = graphemes.next_boundary(text, stop)
        return end if text[stop - 1].isspace() else stop
    stop = graphemes.previous_boundary(text, end)
    while stop > 0 and text[stop - 1].isspace():
        stop = graphemes.previous_boundary(text, stop)
    return stop
