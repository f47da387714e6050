"""Columns of a PDF page: where lines side by side belong to two texts, and in which order.

Lines are as they stand on paper, with spaces where the paper is blank.
"""

import re
from collections.abc import Sequence
from typing import Final

from annotator.exchange.readers.visual_order import is_right_to_left

_LEAST_LINES: Final = 12
_LEAST_TOGETHER: Final = 3
_LEAST_GUTTER: Final = 3
_LEAST_WIDTH: Final = 14
_BLANK: Final = 0.9
_MOST_COLUMNS: Final = 4
_NEAR: Final = 5
_GAP: Final = re.compile(" {2,}")


def split_columns(lines: Sequence[str], most: int = _MOST_COLUMNS) -> list[list[str]]:
    """Return the stretches of a page in the order in which they are read.

    A page without columns is one stretch. Lines over the whole width (headings) part the columns
    above from those below.
    """
    gutter = _gutter(lines) if most > 1 else None
    if gutter is None:
        return [list(lines)]
    right_first = sum(map(is_right_to_left, lines)) * 2 > sum(1 for each in lines if each.strip())
    stretches: list[list[str]] = []
    for run, is_crossing in _runs(lines, gutter):
        cut = [] if is_crossing else [_cut(line, gutter) for line in run]
        if sum(1 for left, right in cut if left.strip() and right.strip()) < _LEAST_TOGETHER:
            stretches.append(run)
            continue
        columns = [left for left, _right in cut], [right for _left, right in cut]
        for column in reversed(columns) if right_first else columns:
            stretches += split_columns(column, most - 1)
    return stretches


def _cut(line: str, gutter: tuple[int, int]) -> tuple[str, str]:
    """Return the two sides of a line, each with its place; empty where the line crosses."""
    first, last = gutter
    edge = (last - first) // 4
    if not line[first + edge : last - edge].strip():
        middle = (first + last) // 2
        return line[:middle], _from(line, middle)
    # Words are not set on a grid: the blank may lie some places beside the gutter.
    around = max(0, first - _NEAR)
    gap = _GAP.search(line, around, last + _NEAR)
    return (line[: gap.start()], _from(line, gap.end(), last)) if gap else ("", "")


def _from(line: str, start: int, margin: int | None = None) -> str:
    """Return *line* from *start* on, with the spaces it has from *margin* on."""
    margin = start if margin is None else margin
    return " " * (start - margin) + line[start:]


def _gutter(lines: Sequence[str]) -> tuple[int, int] | None:
    """Return the first and last place of the widest blank strip between two columns, if any."""
    written = [line.rstrip() for line in lines if line.strip()]
    width = max(map(len, written), default=0)
    if len(written) < _LEAST_LINES or width < 2 * _LEAST_WIDTH + _LEAST_GUTTER:
        return None
    filled = [0] * (width + 1)
    for line in written:
        for place, char in enumerate(line):
            filled[place] += char != " "
    widest = (0, 0)
    start = None
    for place in range(_LEAST_WIDTH, width - _LEAST_WIDTH + 1):
        if filled[place] <= (1 - _BLANK) * len(written):
            start = place if start is None else start
            if place + 1 - start > widest[1] - widest[0]:
                widest = (start, place + 1)
        else:
            start = None
    if widest[1] - widest[0] < _LEAST_GUTTER:
        return None
    # The last page of a text may have little in its second column.
    both = _lines_on_both_sides(written, widest)
    return widest if both >= 2 * _LEAST_TOGETHER and both * 5 >= len(written) else None


def _lines_on_both_sides(lines: Sequence[str], gutter: tuple[int, int]) -> int:
    return sum(1 for each in lines if each[: gutter[0]].strip() and each[gutter[1] :].strip())


def _runs(lines: Sequence[str], gutter: tuple[int, int]) -> list[tuple[list[str], bool]]:
    """Return the lines in runs of those that cross the gutter and those that do not."""
    runs: list[tuple[list[str], bool]] = []
    for line in lines:
        is_crossing = bool(line.strip()) and not any(_cut(line, gutter))
        if runs and (runs[-1][1] == is_crossing or not line.strip()):
            runs[-1][0].append(line)
        else:
            runs.append(([line], is_crossing))
    return runs
