"""Coded segments across the project: what a list of all annotations needs to sort and to filter.

Belongs here: the light row of each annotation and the conditions on it. Quotes and memos are read
apart, for the rows that are looked at.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

NO_DATE: Final = ""


class SegmentRow(NamedTuple):
    """An annotation without its words; ``start`` counts code points, the rest are keys."""

    id: int
    article: int
    code: int
    coder: int
    start: int


class SegmentText(NamedTuple):
    """The words of an annotation, what its coder noted, and how sure they were."""

    quote: str
    memo: str
    confidence: str
    important: bool


class ArticleFacts(NamedTuple):
    """What a list says of the article that a row is from; ``rank`` is its place in the project."""

    title: str
    outlet: str
    published: str
    rank: int
    author: str


@dataclass(frozen=True, slots=True)
class Conditions:
    """Which segments are wanted; what is None or empty asks for nothing.

    ``codes`` are a code and those below it, ``since`` and ``until`` ISO dates or parts of them,
    both included, ``chosen`` the keys of the annotations that come into question at all.
    """

    codes: frozenset[int] | None = None
    coder: int | None = None
    outlet: str | None = None
    since: str = NO_DATE
    until: str = NO_DATE
    chosen: frozenset[int] | None = None

    def articles(self, known: Mapping[int, ArticleFacts]) -> frozenset[int] | None:
        """Return the articles that fit, or None when the conditions ask nothing of them."""
        if self.outlet is None and not self.since and not self.until:
            return None
        return frozenset(key for key, facts in known.items() if self._fits(facts))

    def _fits(self, facts: ArticleFacts) -> bool:
        if self.outlet is not None and facts.outlet != self.outlet:
            return False
        return is_between(facts.published, self.since, self.until)


def is_between(published: str, since: str, until: str) -> bool:
    """Tell whether a date, or a part of one, lies between two others, both included.

    What is only known to the month is compared to the month; an unknown date is in no range.
    """
    if not since and not until:
        return True
    if not published:
        return False
    low = min(len(published), len(since))
    high = min(len(published), len(until))
    return published[:low] >= since[:low] and (not until or published[:high] <= until[:high])
