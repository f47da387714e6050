"""The paragraphs of a PDF file: which lines belong together, and which every page repeats."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.exchange.readers.pdf_columns import split_columns
from annotator.exchange.readers.visual_order import is_right_to_left

Order = Callable[[str], str]
"""Turns a line as it stands on paper into the order in which it is read."""

_MARGIN_LINES: Final = 2
_LOOSE: Final = 0.15
_SHORT: Final = 0.3
"""What is left of the width of a line that certainly ends its paragraph."""

_OFTEN: Final = 0.3
_WIDE: Final = 1.3
"""Above this many usual steps a line begins a paragraph, however full the one before is."""

_DIGITS: Final = re.compile(r"\d+")
_SPACES: Final = re.compile(r"[ \t\xa0]+")
_PAGE_NUMBER: Final = re.compile(
    r"\W*(?:(?:page|صفحة|ص)\W*)?\d{1,4}(?:\W+(?:of|من)?\W*\d{1,4})?\W*", re.IGNORECASE
)
_SENTENCE_END: Final = re.compile(r"[.!?؟:…»”\"]$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines as they stand on paper that are one paragraph; ``reason`` says why it is taken out."""

    lines: tuple[str, ...]
    reason: str = ""


class Paragraphs:
    """The paragraphs of all pages in order; ``are_columns`` tells whether a page had columns."""

    def __init__(self, pages: Sequence[Sequence[str]], order: Order) -> None:
        self.found: list[Paragraph] = []
        self.are_columns = False
        self._order = order
        self._open: list[str] = []
        self._room = 0
        margins = find_margins([[order(line) for line in lines] for lines in pages])
        for lines, reasons in zip(pages, margins, strict=True):
            self._add_page(lines, reasons)
        self._close()

    def _add_page(self, lines: Sequence[str], reasons: dict[int, str]) -> None:
        removed = [Paragraph((lines[place],), reason) for place, reason in sorted(reasons.items())]
        before = [each for each in removed if each.reason == "page_header" and not self._open]
        self.found += before
        kept = [line for place, line in enumerate(lines) if place not in reasons]
        stretches = split_columns(kept)
        self.are_columns = self.are_columns or len(stretches) > 1
        for stretch in stretches:
            self._add_stretch(stretch)
            # What reaches its margin goes on in the next column, or on the next page.
            if self._open and _SENTENCE_END.search(self._order(self._open[-1]).strip()):
                self._close()
        # A paragraph that goes over stays whole; the foot of the page comes before it then.
        self.found += [each for each in removed if each not in before]

    def _add_stretch(self, lines: Sequence[str]) -> None:
        width = _widths(lines)
        is_short = False
        usual = _usual_step([lines])
        before: int | None = None
        for place, line in enumerate(lines):
            if not line.strip():
                continue
            if before is not None and place - before > _WIDE * usual:
                self._close()
            before = place
            # The line before was broken here when the next word had no room in it.
            if self._open and self._room > len(self._order(line).split()[0]) + 1:
                self._close()
            self._open.append(line)
            right_to_left = is_right_to_left(line)
            indent = len(line) - len(line.lstrip())
            reach = width[True] - indent if right_to_left else len(line.rstrip())
            room = width[right_to_left] - reach
            # Letters differ in width, so a line that seems somewhat short may be full.
            self._room = room if room > _LOOSE * width[right_to_left] else 0
            is_short = room > _SHORT * width[right_to_left]
        if self._open and is_short:
            self._close()

    def _close(self) -> None:
        if self._open:
            self.found.append(Paragraph(tuple(self._open)))
            self._open = []


def _widths(lines: Sequence[str]) -> dict[bool, int]:
    """Return how far the longest line reaches, of those read from the right and of the others."""
    width = {True: 0, False: 0}
    for line in lines:
        way = is_right_to_left(line)
        width[way] = max(width[way], len(line.rstrip()))
    return width


def _usual_step(pages: Sequence[Sequence[str]]) -> int:
    """Return how many rows a line of a paragraph mostly stands below the one before."""
    steps: Counter[int] = Counter()
    for lines in pages:
        written = [place for place, line in enumerate(lines) if line.strip()]
        steps.update(later - before for before, later in zip(written, written[1:], strict=False))
    often = max(steps.values(), default=0) * _OFTEN
    return min((step for step, count in steps.items() if count >= often), default=1)


def find_margins(pages: Sequence[Sequence[str]]) -> list[dict[int, str]]:
    """Return for each page which of its lines repeat on the others, and what they are.

    The lines are in reading order.
    """
    ends = [_ends(lines) for lines in pages]
    repeated = Counter(
        kind_and_words for found in ends for kind_and_words in {(k, w) for _p, k, w in found}
    )
    usual = _usual_step(pages)
    enough = max(2, (len(pages) + 1) // 2)
    margins: list[dict[int, str]] = []
    for lines, found in zip(pages, ends, strict=True):
        reasons: dict[int, str] = {}
        for place, kind, words in found:
            if len(pages) < 2 or not _is_at_edge(place, kind, lines, reasons, usual):
                continue
            if _PAGE_NUMBER.fullmatch(lines[place].strip()):
                reasons[place] = "page_number"
            elif repeated[kind, words] >= enough:
                reasons[place] = kind
        margins.append(reasons)
    return margins


def _is_at_edge(
    place: int, kind: str, lines: Sequence[str], reasons: dict[int, str], usual: int
) -> bool:
    """Tell whether a line is the outermost of its page, or stands close by one that is removed."""
    beyond = range(place) if kind == "page_header" else range(place + 1, len(lines))
    near = [each for each in beyond if lines[each].strip()]
    if not near:
        return True
    closest = near[-1] if kind == "page_header" else near[0]
    return closest in reasons and abs(closest - place) <= usual


def _ends(lines: Sequence[str]) -> list[tuple[int, str, str]]:
    """Return the first and last lines of a page: place, kind, and words without their numbers."""
    written = [place for place, line in enumerate(lines) if line.strip()]
    top = [(place, "page_header") for place in written[:_MARGIN_LINES]]
    bottom = [  # from the edge inwards, as the top
        (place, "page_footer")
        for place in written[: -_MARGIN_LINES - 1 : -1]
        if place not in written[:_MARGIN_LINES]
    ]
    return [
        (place, kind, _DIGITS.sub("#", _SPACES.sub(" ", lines[place]).strip()))
        for place, kind in top + bottom
    ]
