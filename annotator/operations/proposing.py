"""Proposing a cue and a source for a claim: what the window offers as ghosts, until accepted.

Nothing here stores anything. The rules of Arabic are in ``annotator.arabic``; here they meet what
the project knows: marked cues and sources nearby, the registry's names, who spoke before.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from annotator.arabic import relays
from annotator.arabic.clitics import without_article
from annotator.arabic.lexicon import lexicon
from annotator.arabic.names import ALIKE, rank_names
from annotator.arabic.propose import Proposal, cues_before
from annotator.arabic.propose import propose as propose_in
from annotator.arabic.tokens import tokens_of
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
        self._names: dict[int, tuple[str, ...]] = {}
        self._by_first: dict[str, dict[str, str]] = {}
        self._by_word: dict[str, set[int]] = {}
        for entity in entities.entities(project.database):
            self._names[entity.id] = entity.names
            for name in entity.names:
                words = bare(name).split()
                if words:
                    self._by_first.setdefault(words[0], {})[" ".join(words)] = name
                for word in words:
                    self._by_word.setdefault(without_article(word), set()).add(entity.id)

    def near(self, text: str, place: Range) -> list[str]:
        """Return the names that stand around a place (code points) of a text."""
        if not self._by_first:
            return []
        return self._within(bare(text[max(place[0] - NEARBY, 0) : place[1] + NEARBY]))

    def within(self, text: str) -> list[str]:
        """Return the names that stand anywhere in a text."""
        return self._within(_bare(text)) if self._by_first else []

    def everything(self) -> list[str]:
        """Return all names, each as it is written."""
        return [name for names in self._names.values() for name in names]

    def _within(self, around: str) -> list[str]:
        words = {word[cut:] for word in around.split() for cut in range(_PREFIX + 1)}
        return [
            name
            for first in words & self._by_first.keys()
            for folded, name in self._by_first[first].items()
            if folded in around
        ]

    def called(self, words: str) -> tuple[int, ...]:
        """Return the source that is called so but for articles and particles; none where two are.

        A longer name that only holds a registered one may be somebody who speaks for it.
        """
        parts = {word[cut:] for word in bare(words).split() for cut in range(_PREFIX + 1)}
        near = set().union(*(self._by_word.get(without_article(part), ()) for part in parts))
        ranked = rank_names(words, {key: self._names[key] for key in sorted(near)}, limit=2)
        fitting = [match for match in ranked if match.score >= ALIKE]
        if not fitting or (len(fitting) > 1 and fitting[1].score == fitting[0].score):
            return ()
        return (fitting[0].key,)


@lru_cache(maxsize=50_000)
def bare(words: str) -> str:
    """Return words folded, without quotation marks and brackets."""
    return _bare(words)


def _bare(words: str) -> str:
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


def certain_cue(
    text: str,
    content: Sequence[Range],
    cues: Iterable[Annotation] = (),
    taken: Collection[Filler] = (),
) -> Filler | None:
    """Return the cue directly before a claim, where there is no doubt about it.

    *cues* are annotated ones that are free, *taken* the places of those another claim has: they are
    returned only where nothing else stands there.
    """
    found = cues_before(text, content, cues=[mark.span.ranges for mark in cues])
    return next(iter(sorted(found, key=lambda each: each in taken)), None)


def draft(
    text: str, proposal: Proposal, names: KnownNames, said: Mapping[str, tuple[int, ...]]
) -> AttributionDraft:
    """Return a proposal as an attribution to be made.

    Its sources are looked up in the registry by what they are called, then in *said*: folded words
    of sources in the same article, to the entities they were.
    """
    stance = proposal.cue_stance if proposal.cue_stance in _STANCES else ""
    return AttributionDraft(
        content=proposal.content,
        cue=proposal.cue or None,
        sources=proposal.sources,
        entities=who(text, proposal.sources, names, said),
        values={"cue_stance": stance} if stance and proposal.cue else {},
        flags=proposal.flags,
        suggested=bool(stance and proposal.cue),
        origin="suggestion",
    )


def who(
    text: str,
    sources: Iterable[tuple[Range, ...]],
    names: KnownNames,
    said: Mapping[str, tuple[int, ...]],
) -> tuple[int, ...]:
    """Return the entities that sources of a text are: by their names, else as *said* before."""
    known: list[int] = []
    for span in sources:
        words = " ".join(text[start:end] for start, end in span)
        known += names.called(words) or said.get(bare(words), ())
    return tuple(dict.fromkeys(known))


def relay(
    text: str,
    place: Range,
    names: KnownNames,
    said: Mapping[str, tuple[int, ...]],
) -> tuple[AttributionDraft, AttributionDraft] | None:
    """Return the outer and the inner attribution of a relay, or None where there is none.

    *place* (code points) is either of the two claims, or goes from the word that passes on (نقلت)
    to the end of what was said.
    """
    start, end = place
    tokens = tokens_of(text, start, end)
    passed_on = next((token for token in tokens if token.text == _FROM), None)
    for first in dict.fromkeys((start, passed_on.start if passed_on else start)):
        content = ((first, end),)
        found = relays.relay(text, content, names=names.near(text, (first, end)))
        if found is not None:
            return draft(text, found.outer, names, said), draft(text, found.inner, names, said)
    return None
