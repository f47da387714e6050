"""Colons that are the only cue of their line, as in headlines and live blogs.

Belongs here: ``وزير الصحة: لا نقص في الأدوية``. Does not belong here: colons after a verb
(``judging``).
"""

from collections.abc import Iterator
from typing import Final

from annotator.arabic.cues import CueHit, is_opener
from annotator.arabic.frames import QUOTE, Verdict
from annotator.arabic.lexicon import Cue, word_lists
from annotator.arabic.phrases import looks_like_verb
from annotator.arabic.reading import Line, Reading
from annotator.arabic.speakers import speaks

COLON_WITHIN: Final = 9
"""Words and marks at most before it."""
HEADLINE: Final = 30
"""Words and marks at most of a headline."""
_COLON: Final = Cue("", "mark", "neutral", ("Q",), "")
_STOPS: Final = ".!?؟…"


def lone_colons(reading: Reading, line: Line) -> Iterator[Verdict]:
    """Yield the colon that is a line's only cue: ``وزير الصحة: لا نقص في الأدوية``."""
    tokens = line.tokens[: COLON_WITHIN + 1]
    number = next((n for n, token in enumerate(tokens) if token.text == ":"), None)
    if number is None:
        return
    token = tokens[number]
    before, after = line.tokens[:number], line.tokens[number + 1 :]
    words = [each for each in after if each.is_word]
    if not before or len(words) < 2 or not before[0].is_word or words[0].text.isascii():
        return
    lists = word_lists()
    text = before[0].text
    is_headline = line.number == 0 or line.tokens[-1].text not in _STOPS
    is_quoted = after[0].is_quote and after[0].opens
    if text in lists.words("credits") or not speaks(reading, before, 0):
        return
    if any(each.is_word and looks_like_verb(each.text) for each in before) or is_opener(text):
        return
    if lists.starting("speaking_places", text) and line.number:
        return  # Where a report was written.
    if any(hit.start < token.start for hit in line.hits if hit.cue.kind in ("verb", "prep")):
        return
    if is_quoted or (is_headline and len(line.tokens) < HEADLINE):
        hit = CueHit(((token.start, token.end),), _COLON, ":", True, 1)
        yield Verdict(hit, QUOTE, 0.75 if is_quoted else 0.62, number + 1)
