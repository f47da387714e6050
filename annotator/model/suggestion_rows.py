"""Suggestions as lists show them, and what keeps them from being made again.

Belongs here: light rows of values. Does not belong here: a suggestion itself (``suggestion``).
"""

from typing import Final, NamedTuple

from annotator.model.span import Range


class Kept(NamedTuple):
    """A suggestion without its words: its key, its article, where its cue is (code points)."""

    key: int
    article: int
    start: int
    end: int
    cue: str
    kind: str
    stance: str
    score: float


class Words(NamedTuple):
    """A suggestion's words, one line each."""

    source: str
    cue: str
    content: str


class Decided(NamedTuple):
    """What keeps suggestions of an article from being made to a coder; places in code points."""

    places: frozenset[Range] = frozenset()
    """Where the cues of suggestions are that were accepted or rejected."""
    cues: tuple[Range, ...] = ()
    """The fragments of cues that have a part in an attribution."""
    claims: frozenset[tuple[Range, ...]] = frozenset()
    """What is attributed already."""
    page: tuple[Range, ...] = ()
    """What is marked as text of the page, by anybody."""


NOTHING: Final = Decided()
