"""A text as it is read for suggestions: its lines, words, sentences, quotations and cues, once.

Belongs here: what is looked up again and again while a whole article is gone through. Does not
belong here: what any of it means (``judging``, ``contents``).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from annotator.arabic.clitics import without_article
from annotator.arabic.cues import CueHit, hits_of
from annotator.arabic.fold import fold
from annotator.arabic.lexicon import Lexicon
from annotator.arabic.quotations import Quotation, Quotations
from annotator.arabic.tokens import Token, tokens_of
from annotator.model.graphemes import ENDS_BEFORE_PLAIN, PLAIN, boundaries
from annotator.model.span import Range

LINE_ENDS: Final = "\n\r\u2028\u2029"
REACH: Final = 250
"""Words and marks of one sentence on either side at most: more is a text without full stops."""
_STOPS: Final = ".!?؟…"
_CLOSING: Final = "»”“\"’')]\u203a"


@dataclass(frozen=True)
class Line:
    """One line: its code points, words and marks, and the cues in it."""

    number: int
    start: int
    end: int
    tokens: tuple[Token, ...]
    hits: tuple[CueHit, ...]

    @cached_property
    def starts(self) -> list[int]:
        """Where each token begins."""
        return [token.start for token in self.tokens]

    @cached_property
    def by_start(self) -> list[CueHit]:
        """The cues by where they begin: a verb to be begins long before its verb."""
        return sorted(self.hits, key=lambda hit: hit.start)

    def at(self, place: int) -> int:
        """Return the number of the first token that ends after the code point *place*."""
        found = bisect_right(self.starts, place)
        return found - 1 if found and self.tokens[found - 1].end > place else found

    @cached_property
    def sentences(self) -> list[tuple[int, int]]:
        """The sentences, each as numbers of tokens."""
        found: list[tuple[int, int]] = []
        first = 0
        for number in range(len(self.tokens)):
            if self._ends_at(number):
                last = number + 1
                while last < len(self.tokens) and self._closes(last):
                    last += 1
                if last > first:
                    found.append((first, last))
                    first = last
        if first < len(self.tokens):
            found.append((first, len(self.tokens)))
        return found

    def sentence(self, number: int) -> tuple[int, int]:
        """Return the sentence that holds a token, as numbers of tokens, at most ``REACH`` away."""
        sentences = self.sentences
        place = bisect_right(sentences, number, key=lambda each: each[0]) - 1
        first, last = sentences[max(place, 0)] if sentences else (0, 0)
        return max(first, number - REACH), min(last, number + REACH)

    def _ends_at(self, number: int) -> bool:
        token = self.tokens[number]
        if token.is_word or token.text not in _STOPS:
            return False
        following = number + 1
        while following < len(self.tokens) and self._closes(following):
            following += 1
        if following < len(self.tokens):
            last = self.tokens[following - 1]
            if self.tokens[following].start == last.end:
                return False
        before = self.tokens[number - 1] if number else None
        is_initial = (
            before is not None
            and before.is_word
            and len(before.text) == 1
            and before.end == token.start
            and (number < 2 or self.tokens[number - 2].end < before.start)
        )
        return not (is_initial and token.text == ".")

    def _closes(self, number: int) -> bool:
        token = self.tokens[number]
        touches = self.tokens[number - 1].end == token.start
        is_mark = token.text in _STOPS or (token.text in _CLOSING and not token.opens)
        return not token.is_word and touches and is_mark


class Reading:
    """A text read once; *names* are folded words of registered names."""

    def __init__(self, text: str, table: Lexicon, names: Sequence[tuple[str, ...]] = ()) -> None:
        """Find the words, quotations and cues of *text*."""
        self.text = text
        self.table = table
        self.quotations = Quotations(text)
        self.lines = list(self._lines())
        self._line_starts = [line.start for line in self.lines]
        self.names = self._names_here(names)

    def _lines(self) -> Iterator[Line]:
        marks = self.quotations.marks()
        low = 0
        text = self.text
        while low <= len(text):
            high = min(
                (place for mark in LINE_ENDS if (place := text.find(mark, low)) >= 0),
                default=len(text),
            )
            tokens = tokens_of(text, low, high)
            if tokens:
                if marks:
                    tokens = tuple(_with_mark(token, marks) for token in tokens)
                hits = tuple(hits_of(text, tokens, self.table))
                yield Line(len(self._numbers), low, high, tokens, hits)
                self._numbers.append(low)
            low = high + 1

    @cached_property
    def _numbers(self) -> list[int]:
        return []

    def _names_here(self, names: Sequence[tuple[str, ...]]) -> tuple[tuple[str, ...], ...]:
        """Return the names whose first word may stand in the text."""
        if not names:
            return ()
        words = {
            token.text[cut:]
            for line in self.lines
            for token in line.tokens
            if token.is_word
            for cut in range(4)
        }
        return tuple(
            name for name in names if name[0] in words or without_article(name[0]) in words
        )

    def line_of(self, place: int) -> Line | None:
        """Return the line that holds a code point, or the one before it."""
        number = bisect_right(self._line_starts, place) - 1
        return self.lines[number] if number >= 0 else None

    def tokens(self, low: int, high: int) -> list[Token]:
        """Return the tokens in ``[low, high)`` of one line, a word that *low* cuts as its rest."""
        line = self.line_of(low)
        if line is None or line.end < low:
            return []
        first = line.at(low)
        last = bisect_left(line.starts, high)
        found = [token for token in line.tokens[first:last] if token.end <= high]
        if found and found[0].start < low:
            token = found[0]
            rest = fold(self.text[low : token.end])
            cut = Token(low, token.end, rest, token.is_word, token.opens, token.is_dotted)
            found = [cut, *found[1:]] if rest else found[1:]
        return found

    def is_boundary(self, place: int) -> bool:
        """Tell whether a code point lies between two characters as a reader sees them."""
        text = self.text
        if place in (0, len(text)):
            return True
        if text[place] in PLAIN and text[place - 1] in ENDS_BEFORE_PLAIN:
            return True
        return place in self._edges

    @cached_property
    def _edges(self) -> frozenset[int]:
        return frozenset(boundaries(self.text))

    def hits(self, low: int, high: int) -> list[CueHit]:
        """Return the cues that lie in ``[low, high)`` of one line."""
        line = self.line_of(low)
        if line is None:
            return []
        first = bisect_left(line.by_start, low, key=lambda hit: hit.start)
        last = bisect_left(line.by_start, high, key=lambda hit: hit.start)
        return [hit for hit in line.by_start[first:last] if hit.end <= high]

    def speech_around(self, place: int, least: int = 5) -> Quotation | None:
        """Return the innermost quotation of some words that holds a code point."""
        for each in self.quotations.around(place):
            if self.words_in(each.inner, least) >= least:
                return each
        return None

    def words_in(self, place: Range, enough: int) -> int:
        """Return how many words stand in a range, counted no further than *enough*."""
        line = self.line_of(place[0])
        if line is None or place[1] > line.end:
            return enough
        words = 0
        for token in line.tokens[line.at(place[0]) :]:
            if token.start >= place[1] or words >= enough:
                break
            words += token.is_word
        return words


def _with_mark(token: Token, marks: dict[int, bool]) -> Token:
    if token.is_word or marks.get(token.start, token.opens) == token.opens:
        return token
    return token._replace(opens=marks[token.start])
