"""Proposing a cue and a source for a claim: what the window offers as ghosts, until accepted.

Nothing here stores anything. The rules of Arabic are in ``annotator.arabic``; here they meet what
the project knows: marked cues and sources nearby, the registry's names, who spoke before.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from annotator.arabic.cues import is_opener
from annotator.arabic.lexicon import lexicon
from annotator.arabic.propose import Proposal
from annotator.arabic.propose import propose as propose_in
from annotator.arabic.tokens import Token, tokens_of
from annotator.model.annotation import Annotation
from annotator.model.span import Range
from annotator.operations.attributing import AttributionDraft, Filler
from annotator.operations.project import Project
from annotator.store import entities

NEARBY: Final = 1_500
"""Code points around a claim within which marked cues and sources come into question."""
_PREFIX: Final = 3
"""Letters at most that particles put before a name: ``وبال``, ``فلل``."""
_FROM: Final = "عن"
_STANCES: Final = ("neutral", "endorsing", "distancing")


class KnownNames:
    """The names of the registry, folded once; to be made anew when a source changes."""

    def __init__(self, project: Project) -> None:
        self._names: dict[str, list[int]] = {}
        self._by_first: dict[str, dict[str, str]] = {}
        for entity in entities.entities(project.database):
            for name in entity.names:
                folded = bare(name)
                if folded:
                    self._by_first.setdefault(folded.split()[0], {})[folded] = name
                    known = self._names.setdefault(folded, [])
                    if entity.id not in known:
                        known.append(entity.id)

    def near(self, text: str, place: Range) -> list[str]:
        """Return the names that stand around a place (code points) of a text."""
        if not self._names:
            return []
        around = bare(text[max(place[0] - NEARBY, 0) : place[1] + NEARBY])
        words = {word[cut:] for word in around.split() for cut in range(_PREFIX + 1)}
        return [
            name
            for first in words & self._by_first.keys()
            for folded, name in self._by_first[first].items()
            if folded in around
        ]

    def called(self, words: str) -> tuple[int, ...]:
        """Return the source that is called exactly so; none where two are."""
        found = self._names.get(bare(words), [])
        return tuple(found) if len(found) == 1 else ()


@lru_cache(maxsize=50_000)
def bare(words: str) -> str:
    """Return words folded, without quotation marks and brackets."""
    tokens = tokens_of(words, 0, len(words))
    return " ".join(token.text for token in tokens if token.is_word)


def warm() -> None:
    """Read what proposing needs, so that the first proposal comes as fast as the others."""
    propose_in("قال وزير إن الأمر انتهى", [(9, 23)])
    lexicon()


def proposals(
    text: str,
    content: Sequence[Range],
    names: KnownNames,
    cues: Iterable[Annotation] = (),
    sources: Iterable[Annotation] = (),
) -> list[Proposal]:
    """Return what a claim (code points) may be attributed by, the best first."""
    first, last = content[0][0], content[-1][1]
    # A long claim frames an article; what matters stands around its beginning.
    last = min(last, first + NEARBY)
    return propose_in(
        text,
        content,
        cues=[mark.span.ranges for mark in cues],
        sources=[mark.span.ranges for mark in sources],
        names=names.near(text, (first, last)),
    )


def certain_cue(text: str, found: Sequence[Proposal]) -> Filler | None:
    """Return the cue directly before a claim, where there is no doubt about it."""
    for each in found:
        if each.cue and each.entry and each.cue[-1][1] <= each.content[0][0]:
            gap = tokens_of(text, each.cue[-1][1], each.content[0][0])
            if not any(token.is_word for token in gap):
                return each.cue
    return None


def draft(
    text: str, proposal: Proposal, names: KnownNames, said: Mapping[str, tuple[int, ...]]
) -> AttributionDraft:
    """Return a proposal as an attribution to be made.

    Its sources are looked up in the registry by what they are called, then in *said*: folded words
    of sources in the same article, to the entities they were.
    """
    known: list[int] = []
    for span in proposal.sources:
        words = " ".join(text[start:end] for start, end in span)
        known += names.called(words) or said.get(bare(words), ())
    stance = proposal.cue_stance if proposal.cue_stance in _STANCES else ""
    return AttributionDraft(
        content=proposal.content,
        cue=proposal.cue or None,
        sources=proposal.sources,
        entities=tuple(dict.fromkeys(known)),
        values={"cue_stance": stance} if stance and proposal.cue else {},
        flags=proposal.flags,
        suggested=bool(stance and proposal.cue),
        origin="suggestion",
    )


@dataclass(frozen=True, slots=True)
class Relay:
    """What ``نقلت X عن Y`` says twice: the contents (code points) of what is relayed, and by it."""

    outer: tuple[Range, ...]
    inner: tuple[Range, ...]


def relay(text: str, start: int, end: int) -> Relay | None:
    """Return the two claims in a selection that holds ``عن Y … أن …``, or None.

    The outer claim begins at ``عن``, the inner one at the word that opens what was said.
    """
    tokens = tokens_of(text, start, end)
    place = next((n for n, token in enumerate(tokens) if token.text == _FROM), None)
    if place is None:
        return None
    opened = _opening(tokens[place + 1 :])
    if opened is None:
        return None
    return Relay(((tokens[place].start, end),), ((opened.start, end),))


def _opening(tokens: Sequence[Token]) -> Token | None:
    """Return the word that opens what was said, else the quotation mark after a colon, or None."""
    word = next((each for each in tokens if each.is_word and is_opener(each.text)), None)
    if word is not None:
        return word
    quotes = (
        after
        for before, after in pairwise(tokens)
        if before.text == ":" and after.is_quote and after.opens
    )
    return next(quotes, None)


def relay_drafts(
    text: str, found: Relay, names: KnownNames, said: Mapping[str, tuple[int, ...]]
) -> tuple[AttributionDraft, AttributionDraft]:
    """Return the outer and the inner attribution of a relay with their likeliest cues."""
    outer, inner = (_best(text, content, names, said) for content in (found.outer, found.inner))
    return outer, inner


def _best(
    text: str,
    content: tuple[Range, ...],
    names: KnownNames,
    said: Mapping[str, tuple[int, ...]],
) -> AttributionDraft:
    likely = proposals(text, content, names)
    if not likely:
        return AttributionDraft(content=content)
    return replace(draft(text, likely[0], names, said), content=content)
