"""Words and marks of a stretch of text, folded, where they stand.

Belongs here: what the rules about cues and sources walk over. Does not belong here: any such rule,
and the words of exports (they come from camel-tools).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from annotator.arabic.fold import fold, fold_with_offsets
from annotator.model.graphemes import PLAIN, boundaries, is_plain, next_boundary, previous_boundary
from annotator.model.span import Range
from annotator.model.words import word_ranges

OPENING = "«“„(\u2039["
CLOSING = "»”)\u203a]"
STRAIGHT = '"'
COMMAS = "،,؛;"
_NO_PREFIX = "\u0890"
"""Below it no letter begins the cluster of the character after it."""


class Token(NamedTuple):
    """A word, folded, or one mark that is no white space, as it stands; code points of the text.

    ``opens`` tells that a quotation mark or bracket begins something; straight ones take turns.
    ``is_dotted`` tells that a word ends in ي as written, which sets Ali apart from ``على``.
    """

    start: int
    end: int
    text: str
    is_word: bool
    opens: bool = False
    is_dotted: bool = False

    @property
    def is_comma(self) -> bool:
        """Tell whether it separates what may belong together."""
        return not self.is_word and self.text in COMMAS

    @property
    def is_quote(self) -> bool:
        """Tell whether it is a quotation mark, opening or closing."""
        return not self.is_word and self.text in '«»“”„"\u2039\u203a'


def tokens_of(text: str, start: int, end: int) -> tuple[Token, ...]:
    """Return the words and marks from *start* to *end*, in order."""
    found = _tokens(text[start:end])
    if start == 0:
        return found
    return tuple(
        [
            Token(start + low, start + high, word, is_word, opens, dotted)
            for low, high, word, is_word, opens, dotted in found
        ]
    )


def _snapped(text: str, words: Iterator[Range]) -> Iterator[Range]:
    """Yield the words grown to whole clusters, which are found once and only where it matters."""
    edges: list[int] = []
    for low, high in words:
        begins = text[low] in PLAIN and (low == 0 or text[low - 1] in PLAIN)
        ends = text[high - 1] < _NO_PREFIX and (high == len(text) or text[high] in PLAIN)
        if begins and ends:
            yield low, high
        else:
            edges = edges or boundaries(text)
            yield edges[bisect_right(edges, low) - 1], edges[bisect_left(edges, high)]


def _without_space(text: str, low: int, high: int) -> Range:
    """Return a word without a space at its edges, which a mark can make part of it."""
    while low < high and text[low].isspace():
        low = next_boundary(text, low)
    while low < high and text[high - 1].isspace():
        high = previous_boundary(text, high)
    return low, high


_folded = lru_cache(maxsize=50_000)(fold)
"""A written word folded: the same words come again and again."""


@lru_cache(maxsize=512)
def _tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a piece of text that begins where it begins."""
    found: list[Token] = []
    last = 0
    straight = False
    words = word_ranges(text)
    if is_plain(text):
        snapped = list(words)
    else:
        snapped = [_without_space(text, *each) for each in _snapped(text, words)]
    for low, high in [*snapped, (len(text), len(text))]:
        for place in range(last, low):
            mark = text[place]
            if mark == STRAIGHT:
                straight = not straight
            if not mark.isspace() and mark.isprintable():
                opens = straight if mark == STRAIGHT else mark in OPENING
                found.append(Token(place, place + 1, mark, False, opens))
        if last <= low < high:
            written = text[low:high]
            word = _folded(written)
            # A lone tatweel or joiner is folded to nothing, and belongs to no word.
            if word:
                found.append(Token(low, high, word, True, False, written[-1] == "ي"))
        last = max(last, high)
    return tuple(found)


def forget() -> None:
    """Forget the lines read last, as a measurement must that is about texts not read before."""
    _tokens.cache_clear()


def letters_end(text: str, token: Token, letters: int) -> int:
    """Return the code point after the first folded *letters* of a word and their marks."""
    folded = fold_with_offsets(text[token.start : token.end])
    return token.start + folded.original_range(0, letters)[1]


def trimmed(text: str, tokens: Sequence[Token]) -> Range | None:
    """Return the range of *tokens* without marks at its edges that belong to nothing, or None.

    Brackets and quotation marks stay where both of a pair are inside, unless they enclose all.
    """
    low, high = 0, len(tokens)
    while low < high:
        if not tokens[low].is_word and not (tokens[low].opens and _is_closed(tokens[low:high])):
            low += 1
        elif not tokens[high - 1].is_word and not _is_opened(tokens[low:high]):
            high -= 1
        elif not tokens[low].is_word and partner(tokens[low:high]) == high - low - 1:
            low, high = low + 1, high - 1
        else:
            return tokens[low].start, tokens[high - 1].end
    return None


def _is_closed(tokens: Sequence[Token]) -> bool:
    return partner(tokens) is not None


def partner(tokens: Sequence[Token]) -> int | None:
    """Return where the mark that the first token opens is closed, or None."""
    depth = 0
    straight = tokens[0].text == STRAIGHT
    for place, token in enumerate(tokens):
        if token.is_word:
            continue
        if straight:
            if token.text == STRAIGHT and not token.opens:
                return place
        elif token.opens and token.text != STRAIGHT:
            depth += 1
        elif token.text in CLOSING:
            depth -= 1
            if depth == 0:
                return place
    return None


def _is_opened(tokens: Sequence[Token]) -> bool:
    """Tell whether the last token closes what one of the tokens opens."""
    last = tokens[-1]
    if last.text == STRAIGHT:
        return any(each.text == STRAIGHT and each.opens for each in tokens[:-1])
    if last.text not in CLOSING:
        return False
    depth = 0
    for token in reversed(tokens):
        if token.is_word or token.text == STRAIGHT:
            continue
        depth += (token.text in CLOSING) - token.opens
        if depth == 0:
            return True
    return False
