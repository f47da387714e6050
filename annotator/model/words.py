"""Words, sentences and proclitics of a text, by rule.

Belongs here: ranges in code points that selecting and tagging snap to. Does not belong here:
morphology from a database, folding for search (both in `arabic`), anything measured in pixels.
"""

from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from annotator.model import graphemes
from annotator.model.patterns import LatePattern

if TYPE_CHECKING:
    import regex

_LETTER = r"\p{L}\p{M}\p{N}\u0640\u200c\u200d"
_WORD = LatePattern(rf"[{_LETTER}]+(?:(?<=\p{{Nd}})[.,/:\u066b\u066c](?=\p{{Nd}})[{_LETTER}]+)*")
# Everything a word can consist of: a search for a word may begin after any other character.
_IN_WORD = LatePattern(rf"[{_LETTER}.,/:\u066b\u066c]")
_SENTENCE_END = LatePattern(r"[.!?؟…]+[\"»”’)\]]*(?=\s|$)|[\n\r\u2028\u2029]+")
_ABBREVIATIONS = frozenset(
    ["د", "أ", "م", "ص", "ج", "ق", "ت", "هـ", "ه", "أ.د", "د.أ"]
    + ["Dr", "Mr", "Mrs", "Ms", "Prof", "St", "No", "vs"]
)
_LAST_WORD = LatePattern(r"[\p{L}\p{M}\u0640.]+$")

# A joiner is no letter: it goes with the one before it.
_LETTER_AND_MARKS = LatePattern(r"[^\p{M}\u0640\u200c\u200d][\p{M}\u0640\u200c\u200d]*")
_CONJUNCTIONS, _PREPOSITIONS = "وف", "بكل"
_FUTURE = "س"
_LEAST_BASE = 2


def word_ranges(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """Yield the words of `text` from `start` to `end`, in order.

    A word is a run of letters, marks, digits, tatweel and joiners; `. , / :` join digits.
    """
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        yield match.span()


def _scan_start(text: str, position: int) -> int:
    """Return a place at or before `position` where no word is under way."""
    while position > 0 and _IN_WORD.match(text[position - 1]):
        position -= 1
    return position


def word_around(text: str, position: int) -> tuple[int, int] | None:
    """Return the word of which `position` is the start or the inside, or None."""
    for match in _WORD.finditer(text, _scan_start(text, position)):
        start, end = match.span()
        if start > position:
            return None
        if position < end:
            return start, end
    return None


def word_at(text: str, position: int) -> tuple[int, int]:
    """Return the word at `position`, else the one that ends there, else the grapheme there.

    Empty only at the end of a text that does not end in a word.
    """
    found = word_around(text, position)
    if found is None and position > 0:
        found = word_around(text, position - 1)
        if found and found[1] != position:
            found = None
    if found:
        return graphemes.snap_out(text, *found)
    start = graphemes.floor_boundary(text, position)
    return start, graphemes.next_boundary(text, position)


def snap_to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """Return `[start, end)` grown to whole words and graphemes; an empty range stays empty."""
    if start >= end:
        return start, end
    before: tuple[int, int] | None = None
    grown = (start, end)
    # A grapheme can reach into a word (a mark after a colon), and a word into a grapheme.
    while grown != before:
        before = grown
        start, end = graphemes.snap_out(text, *grown)
        first, last = word_around(text, start), word_around(text, end)
        grown = graphemes.snap_out(
            text, first[0] if first else start, last[1] if last and last[0] < end else end
        )
    return grown


def next_word_end(text: str, position: int) -> int:
    """Return the end of the first word that ends after `position`, or the length of the text."""
    for _start, end in word_ranges(text, _scan_start(text, position)):
        if end > position:
            return graphemes.snap_out(text, position, end)[1]
    return len(text)


def next_word_start(text: str, position: int) -> int:
    """Return the start of the first word that starts after `position`, or the text's length."""
    for start, _end in word_ranges(text, _scan_start(text, position)):
        if start > position:
            return graphemes.floor_boundary(text, start)
    return len(text)


def previous_word_start(text: str, position: int) -> int:
    """Return the start of the last word that starts before `position`, or 0."""
    high = position
    while high > 0:
        low = _scan_start(text, high - 1)
        starts = [start for start, _end in word_ranges(text, low, position) if start < position]
        if starts:
            return graphemes.floor_boundary(text, starts[-1])
        high = low
    return 0


def previous_word_end(text: str, position: int) -> int:
    """Return the end of the last word that ends before `position`, or 0."""
    high = position
    while high > 0:
        low = _scan_start(text, high - 1)
        words = takewhile(lambda span: span[0] < position, word_ranges(text, low))
        ends = [end for _start, end in words if end < position]
        if ends:
            return graphemes.floor_boundary(text, ends[-1])
        high = low
    return 0


def trim_blank(text: str, start: int, end: int) -> tuple[int, int]:
    """Return `[start, end)` without white space at its edges, `(start, start)` if all is."""
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


def sentence_at(text: str, position: int) -> tuple[int, int]:
    """Return the sentence that holds `position`, without white space at its edges.

    A sentence ends with its paragraph, or with `.`, `!`, `?`, `؟` or `…` (and the closing quotation
    marks after them) before white space, but not after an abbreviation such as `د.`.
    """
    low = max(text.rfind(each, 0, position) for each in "\n\r\u2028\u2029") + 1
    start = low
    for match in _SENTENCE_END.finditer(text, low):
        if _is_abbreviation(text, low, match):
            continue
        if match.end() > position or text[match.start()] in "\n\r\u2028\u2029":
            return trim_blank(text, start, match.end())
        start = match.end()
    return trim_blank(text, start, len(text))


def sentence_ranges(text: str, start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield the sentences of `text` from `start` (where one begins) on, without blank edges.

    They end as those of `sentence_at` do: a quotation left open holds nothing together, and
    neither a decimal point nor the full stop of an abbreviation ends anything.
    """
    for match in _SENTENCE_END.finditer(text, start):
        if _is_abbreviation(text, start, match):
            continue
        low, high = trim_blank(text, start, match.end())
        if low < high:
            yield low, high
        start = match.end()
    low, high = trim_blank(text, start, len(text))
    if low < high:
        yield low, high


def _is_abbreviation(text: str, low: int, match: "regex.Match[str]") -> bool:
    """Return whether the single full stop found belongs to an abbreviation."""
    if match.group() != ".":
        return False
    word = _LAST_WORD.search(text, max(low, match.start() - 8), match.start())
    return word is not None and word.group() in _ABBREVIATIONS


def proclitic_cuts(word: str) -> list[int]:
    """Return the offsets in `word` after each proclitic it may begin with, ascending.

    `و ف`, then `س` or `ب ك ل`, then the article (`ال`, or the second lam of `لل`); marks and
    tatweel go with their letter. At least two letters stay. Pass the whole word: after a cut the
    rest may begin with a letter that only looks like another proclitic (`ال|وزير`).
    """
    letters = [(match.group()[0], match.end()) for match in _LETTER_AND_MARKS.finditer(word)]
    cuts = []
    at = 0

    def begins(choices: str, more: int = 0) -> bool:
        left = len(letters) - at - 1 - more
        return left >= _LEAST_BASE and letters[at][0] in choices

    if begins(_CONJUNCTIONS):
        cuts.append(letters[at][1])
        at += 1
    if begins(_FUTURE) and letters[at + 1][0] in "يتنأ":
        return [*cuts, letters[at][1]]
    lam = False
    if begins(_PREPOSITIONS):
        lam = letters[at][0] == "ل"
        cuts.append(letters[at][1])
        at += 1
    if lam and begins("ل"):
        cuts.append(letters[at][1])
    elif begins("اٱ", 1) and letters[at + 1][0] == "ل":
        cuts.append(letters[at + 1][1])
    return cuts
