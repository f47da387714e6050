"""Which paragraphs of a page are its article: trafilatura's judgement, found again in the page.

trafilatura returns words, tidied and without their places. Its lines are looked for among the
letters of the page, so that the article consists of the page's own words, and everything that is
not in it can be listed.
"""

import re
import unicodedata
from collections.abc import Sequence
from copy import deepcopy
from typing import Any, Final

from annotator.exchange.readers.page_blocks import Block
from annotator.exchange.readers.quiet import quiet

MOST_LETTERS: Final = 500_000
"""A page with more characters is not judged: it is a book or an attack, and would take minutes."""

_LONG: Final = 40
_WORDS_IN_PIECE: Final = 6
_LEAST_TITLE: Final = 8


def is_too_long(blocks: Sequence[Block]) -> bool:
    """Tell whether a page has more text than is judged."""
    return sum(len(block.text) for block in blocks) > MOST_LETTERS


def find_article(tree: Any, blocks: Sequence[Block], title: str) -> set[int]:
    """Return the places of the *blocks* that are the article, its title with them.

    Empty when no article was found, or when the page is too long to be judged. *tree* is the page's
    lxml root; it is not altered.
    """
    if is_too_long(blocks):
        return set()
    folded = [_letters(block.text) for block in blocks]
    lines = _judge(tree)
    if not lines:
        return set()
    kept = _Alignment(folded).places_of(lines)
    kept -= {place for place in kept if blocks[place].is_hidden}
    if not kept:
        return set()
    heading = _find_heading(blocks, folded, _letters(title), min(kept))
    if heading is not None:
        kept.add(heading)
    return kept


def _judge(tree: Any) -> list[str]:
    """Return the lines that trafilatura takes for the article; nothing is fetched."""
    from trafilatura import bare_extraction

    with quiet("trafilatura", "justext", "htmldate", "courlan"):
        found = bare_extraction(
            deepcopy(tree),
            include_comments=False,
            include_tables=True,
            include_images=False,
            include_links=False,
            with_metadata=False,
        )
    text = getattr(found, "text", "") or ""
    return [line for line in text.split("\n") if line.strip()]


def _letters(text: str) -> str:
    """Return the letters and digits of *text*: what tidying of white space and marks leaves."""
    return "".join(char for char in unicodedata.normalize("NFC", text) if char.isalnum())


class _Alignment:
    """The letters of all blocks in a row, in which lines are looked for."""

    def __init__(self, folded: Sequence[str]) -> None:
        self._folded = folded
        self._page = "".join(folded)
        self._covered = bytearray(len(self._page))
        self._starts: list[int] = []
        start = 0
        for each in folded:
            self._starts.append(start)
            start += len(each)

    def places_of(self, lines: Sequence[str]) -> set[int]:
        """Return the places of the blocks of which at least half is in *lines*.

        Long lines are found first: they stand once. Short ones, which a menu may repeat, count only
        between the long ones before and after them.
        """
        folded = [_letters(line) for line in lines]
        found: list[tuple[int, int] | None] = [None] * len(lines)
        cursor = 0
        for number, line in enumerate(folded):
            if len(line) >= _LONG:
                place = self._cover(line, cursor) or self._cover_pieces(lines[number], cursor)
                found[number] = place
                cursor = max(cursor, place[1]) if place is not None else cursor
        self._cover_short(folded, found)
        return self._half_covered()

    def _cover_short(self, folded: Sequence[str], found: list[tuple[int, int] | None]) -> None:
        last = 0
        for number, line in enumerate(folded):
            place = found[number]
            if place is not None:
                last = max(last, place[1])
            elif 0 < len(line) < _LONG:
                following = [later[0] for later in found[number + 1 :] if later is not None]
                start = self._page.find(line, last, min(following, default=len(self._page)))
                if start >= 0:
                    self._mark(start, len(line))
                    last = start + len(line)

    def _cover(self, line: str, cursor: int) -> tuple[int, int] | None:
        start = self._page.find(line, cursor)
        if start < 0:
            start = self._page.find(line)
        return self._mark(start, len(line)) if start >= 0 else None

    def _cover_pieces(self, line: str, cursor: int) -> tuple[int, int] | None:
        """Find a line of which something was left out, or that joins several blocks, by pieces."""
        words = line.split()
        first, last = -1, -1
        for place in range(0, len(words), _WORDS_IN_PIECE):
            piece = _letters(" ".join(words[place : place + _WORDS_IN_PIECE]))
            start = self._page.find(piece, max(cursor, last)) if piece else -1
            if start >= 0:
                self._mark(start, len(piece))
                first = start if first < 0 else first
                last = start + len(piece)
        return (first, last) if first >= 0 else None

    def _mark(self, start: int, length: int) -> tuple[int, int]:
        self._covered[start : start + length] = b"\x01" * length
        return start, start + length

    def _half_covered(self) -> set[int]:
        kept = set()
        for place, (start, letters) in enumerate(zip(self._starts, self._folded, strict=True)):
            share = self._covered.count(1, start, start + len(letters))
            if letters and share * 2 >= len(letters):
                kept.add(place)
        # A line of stars goes with the paragraphs around it.
        signs = {place for place, letters in enumerate(self._folded) if not letters}
        return kept | {place for place in signs if place - 1 in kept and place + 1 in kept}


def _find_heading(
    blocks: Sequence[Block], folded: Sequence[str], title: str, first: int
) -> int | None:
    """Return the place of the article's heading, which trafilatura takes for no part of it."""
    if len(title) < _LEAST_TITLE:
        return None
    fitting = [
        place
        for place, letters in enumerate(folded)
        if len(letters) >= _LEAST_TITLE
        and (letters == title or (blocks[place].tag == "h1" and _same_heading(letters, title)))
        and not blocks[place].is_hidden
    ]
    headings = [place for place in fitting if re.fullmatch("h[1-3]", blocks[place].tag)]
    if headings:
        return headings[0]
    before = [
        place for place in fitting if place <= first and blocks[place].purpose != "navigation"
    ]
    return before[-1] if before else None


def _same_heading(letters: str, title: str) -> bool:
    return letters in title or title in letters
