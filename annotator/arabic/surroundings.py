"""What stands around a claim: the words of its sentence before it, of its line after it.

Belongs here: cutting those stretches and finding in them what is annotated or registered already.
Does not belong here: which of it is a cue or a source.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from annotator.arabic.cues import CueHit, find_cues
from annotator.arabic.fold import fold
from annotator.arabic.reading import Reading
from annotator.arabic.tokens import Token, tokens_of
from annotator.model.span import Range
from annotator.model.words import next_word_start, sentence_at

BEFORE: Final = 2_000
AFTER: Final = 400
"""Code points around a claim within which its cue and source stand."""
LINES_ABOVE: Final = 4
_LINE_ENDS: Final = "\n\r\u2028\u2029"

Ranges = Sequence[Range]


@dataclass(frozen=True)
class Surroundings:
    """A claim (code points) in its text, and what is known already."""

    text: str
    content: tuple[Range, ...]
    cues: tuple[tuple[Range, ...], ...] = ()
    sources: tuple[tuple[Range, ...], ...] = ()
    names: tuple[tuple[str, ...], ...] = ()
    """Registered names, each as its folded words."""
    reading: Reading | None = None
    """The whole text as it was read already, so that nothing is looked up twice."""

    @property
    def start(self) -> int:
        """Code point where the claim begins."""
        return self.content[0][0]

    @property
    def end(self) -> int:
        """Code point where the claim ends."""
        return self.content[-1][1]

    @cached_property
    def sentence_start(self) -> int:
        """Code point where the claim's first sentence begins, at most ``BEFORE`` ahead of it."""
        start = min(self._sentence_start(), self.start)
        earliest = self.start - BEFORE
        return start if start >= earliest else min(next_word_start(self.text, earliest), self.start)

    def _sentence_start(self) -> int:
        line = self.reading.line_of(self.start) if self.reading is not None else None
        if line is None or self.start > line.end:
            return sentence_at(self.text, self.start)[0]
        number = min(line.at(self.start), len(line.tokens) - 1)
        return line.tokens[line.sentence(number)[0]].start

    @cached_property
    def line_end(self) -> int:
        """Code point where the claim's last line ends, at most ``AFTER`` on."""
        limit = min(len(self.text), self.end + AFTER)
        places = (self.text.find(mark, self.end, limit) for mark in _LINE_ENDS)
        return min((place for place in places if place >= 0), default=limit)

    @cached_property
    def before(self) -> tuple[Token, ...]:
        """The tokens of the sentence before the claim."""
        if self.reading is not None:
            return tuple(self.reading.tokens(self.sentence_start, self.start))
        return tokens_of(self.text, self.sentence_start, self.start)

    @cached_property
    def after(self) -> tuple[Token, ...]:
        """The tokens of the line after the claim."""
        if self.reading is not None:
            return tuple(self.reading.tokens(self.end, self.line_end))
        return tokens_of(self.text, self.end, self.line_end)

    @cached_property
    def inside(self) -> tuple[Token, ...]:
        """The tokens of the claim's beginning."""
        return tokens_of(self.text, self.start, min(self.content[0][1], self.start + AFTER))

    @cached_property
    def cues_before(self) -> list[CueHit]:
        """The lexicon's cues before the claim, seen with what follows them in the claim."""
        if self.reading is not None:
            return self.reading.hits(self.sentence_start, self.start)
        hits = find_cues(self.text, self.sentence_start, min(self.end, self.start + AFTER))
        return [hit for hit in hits if hit.end <= self.start]

    @cached_property
    def cues_after(self) -> list[CueHit]:
        """The lexicon's cues after the claim."""
        if self.reading is not None:
            return self.reading.hits(self.end, self.line_end)
        return find_cues(self.text, self.end, self.line_end)

    @cached_property
    def lines_above(self) -> list[Range]:
        """The lines with words above a claim that begins its line, nearest first."""
        found: list[Range] = []
        high = self.sentence_start
        while high > 0 and len(found) < LINES_ABOVE:
            high = max(self.text.rfind(mark, 0, high) for mark in _LINE_ENDS)
            if high <= 0:
                break
            low = max(self.text.rfind(mark, 0, high) for mark in _LINE_ENDS) + 1
            if self.text[low:high].strip():
                found.append((low, high))
        return found

    def line_end_from(self, place: int) -> int:
        """Return the end of the line that holds *place*."""
        places = (self.text.find(mark, place) for mark in _LINE_ENDS)
        return min((found for found in places if found >= 0), default=len(self.text))

    def between(self, low: int, high: int) -> list[Token]:
        """Return the tokens from *low* to *high* outside the claim, a cut word as its rest."""
        if low < self.sentence_start:
            return list(tokens_of(self.text, low, min(high, self.line_end_from(low))))
        found = []
        for token in (*self.before, *self.after):
            if token.end <= low or token.start >= high or token.end > high:
                continue
            if token.start < low:
                rest = fold(self.text[low : token.end])
                token = Token(low, token.end, rest, token.is_word, token.opens)
            if token.text:
                found.append(token)
        return found


def folded_names(names: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return registered names as folded words, without those that have none."""
    words = (
        tuple(token.text for token in tokens_of(name, 0, len(name)) if token.is_word)
        for name in names
    )
    return tuple(dict.fromkeys(each for each in words if each))
