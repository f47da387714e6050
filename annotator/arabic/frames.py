"""Frames: in which of its ways a cue reports something, and how sure that is.

Belongs here: the plain value that judging gives and the rest reads. Does not belong here: the rules
(``judging``).
"""

from dataclasses import dataclass

from annotator.arabic.cues import CueHit

CLAUSE, QUOTE, PREPOSITION, OBJECT = "clause", "quote", "preposition", "object"
PHRASE, BEFORE = "phrase", "before"
"""What follows: a clause, a quotation, a preposition's phrase, an object; the last two: a phrase
like ``بحسب`` and a verb whose words stand before it."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """A cue that reports, how, how surely, and the token of its line where the words begin.

    ``begin`` is None where they begin after a name whose end is still to be found.
    """

    hit: CueHit
    frame: str
    score: float
    begin: int | None = None
