"""Suggestions: every attribution that an article seems to hold, with cue, sources and content.

Belongs here: putting together what the cues, contents and sources of a whole article are. Does not
belong here: the rules about each of them (``judging``, ``contents``, ``sources``), what a person
makes of it (``operations``). Nothing suggested is more than that.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from annotator.arabic.contents import Contents
from annotator.arabic.cues import CueHit
from annotator.arabic.judging import BEFORE, LEAST, OBJECT, PHRASE, Verdict, verdicts
from annotator.arabic.lexicon import Lexicon
from annotator.arabic.lexicon import lexicon as lexicon_of
from annotator.arabic.reading import Line, Reading
from annotator.arabic.sources import RELAYS, Option, options
from annotator.arabic.surroundings import Surroundings, folded_names
from annotator.model.span import Range
from annotator.model.suggestion import Suggestion

Ranges = Sequence[Range]


def suggest(
    text: str,
    *,
    lexicon: Lexicon | None = None,
    names: Sequence[str] = (),
    rejected: Iterable[Range] = (),
    marked: Iterable[Ranges] = (),
) -> list[Suggestion]:
    """Return the attributions a text seems to hold, in the order of their cues.

    *names* are the registry's, *rejected* places of cues that somebody does not want to see again,
    *marked* the cues of attributions that are made already. All ranges are code points.
    """
    reading = Reading(text, lexicon or lexicon_of(), _folded(tuple(names)))
    barred = [*rejected, *(place for span in marked for place in span)]
    found: list[Suggestion] = []
    for line in reading.lines:
        found.extend(_Suggesting(reading, line).all())
    found = [each for each in found if not _is_barred(each, barred)]
    return sorted(found, key=lambda each: (each.place, each.content))


@lru_cache(maxsize=4)
def _folded(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return folded_names(names)


def _is_barred(suggestion: Suggestion, barred: Sequence[Range]) -> bool:
    return any(low < end and start < high for start, end in suggestion.cue for low, high in barred)


@dataclass(frozen=True, slots=True)
class _Made:
    verdict: Verdict
    suggestion: Suggestion


class _Suggesting:
    """The suggestions of one line."""

    def __init__(self, reading: Reading, line: Line) -> None:
        self.reading = reading
        self.line = line
        self.verdicts = verdicts(reading, line)
        self.contents = Contents(reading, line, self.verdicts)

    def all(self) -> Iterator[Suggestion]:
        """Yield them, an inner one only within the one that passes it on."""
        made: list[_Made] = []
        for verdict in self.verdicts:
            found = self._made(verdict, made)
            if found is not None:
                made.append(_Made(verdict, found))
        made = [each for each in made if not _is_object(each, made)]
        inner: set[int] = set()
        for number, each in enumerate(made):
            if number in inner:
                continue
            suggestion = each.suggestion
            if each.verdict.hit.cue.name in RELAYS and each.verdict.hit.cue.kind != "prep":
                within = self._passed_on(each, made)
                if within is not None:
                    inner.add(within)
                    flags = tuple(dict.fromkeys((*suggestion.flags, "relay")))
                    suggestion = replace(suggestion, inner=made[within].suggestion, flags=flags)
            yield suggestion

    def _passed_on(self, outer: _Made, made: Sequence[_Made]) -> int | None:
        """Return which of those made is the saying that a relay passes on (``عن … قوله``)."""
        low, high = outer.suggestion.content[0][0], outer.suggestion.content[-1][1]
        for number, each in enumerate(made):
            place = each.suggestion.place
            if low < place[0] and each.suggestion.content[-1][1] <= high:
                is_noun = each.verdict.hit.cue.kind == "masdar"
                return number if is_noun and place[0] - low < 250 else None
        return None

    def _shared(self, verdict: Verdict, made: Sequence[_Made]) -> Option | None:
        """Return the speaker of the sentence's verb before a participle, who goes on."""
        hit = verdict.hit
        if hit.cue.kind != "part":
            return None
        first, _last = self.line.sentence(self.line.at(hit.start))
        start = self.line.tokens[first].start
        for each in reversed(made):
            known = each.suggestion
            if known.place[0] < start:
                return None
            if each.verdict.hit.cue.kind in ("verb", "part") and known.place[1] <= hit.start:
                flags = ("shared_source",) if known.sources else ("prodrop_source",)
                return Option(known.sources, 1.0, flags, known.continues or not known.sources)
        return None

    def _without_topic(
        self, hit: CueHit, sources: tuple[tuple[Range, ...], ...]
    ) -> tuple[tuple[Range, ...], ...]:
        """Return the sources without what was spoken about (``علّقت الفنانة | على الصورة``)."""
        wanted = [each[2:] for each in hit.cue.follow if each.startswith("N:")]
        if len(sources) != 1 or len(sources[0]) != 1 or not wanted:
            return sources
        start, end = sources[0][0]
        if start < hit.fragments[0][1]:
            return sources
        tokens = self.reading.tokens(start, end)
        for before, token in itertools.pairwise(tokens):
            if token.text in wanted and len(token.text) > 1:
                return (((start, before.end),),)
        return sources

    def _made(self, verdict: Verdict, made: Sequence[_Made]) -> Suggestion | None:
        content = self.contents.of(verdict)
        if not content or any(
            low < end and start < high
            for start, end in content
            for low, high in verdict.hit.fragments
        ):
            return None
        hit = verdict.hit
        around = Surroundings(
            self.reading.text, content, names=self.reading.names, reading=self.reading
        )
        after = hit.start >= content[-1][1]
        possible = options(around, hit, after_claim=after, brief=True)
        if shared := self._shared(verdict, made):
            possible = [shared, *possible]
        if verdict.frame == PHRASE:
            possible = _after(hit, possible)
        best = next((each for each in possible if _is_apart(each.sources, content, hit)), None)
        flags = list(hit.flags)
        if after and verdict.frame in (BEFORE, PHRASE):
            flags.append("postposed")
        sources = self._without_topic(hit, best.sources) if best else ()
        if best:
            flags += best.flags
        if any("\n" in self.reading.text[low:high] for low, high in content):
            flags.append("cross_paragraph")
        if sources and "passive" in flags:
            flags.remove("passive")
        found = Suggestion(
            cue=hit.fragments,
            content=content,
            sources=sources,
            cue_name=hit.cue.name,
            cue_kind=hit.cue.kind,
            cue_stance=hit.stance,
            flags=tuple(dict.fromkeys(flags)),
            continues=best.continues if best else False,
            score=round(min(1.0, max(0.0, verdict.score)), 3),
        )
        return found if _is_sound(self.reading, found) else None


def _is_object(made: _Made, others: Sequence[_Made]) -> bool:
    """Tell whether a noun only names what a verb is about (``أبدى | استعداده``)."""
    start = made.suggestion.place[0]
    return made.verdict.hit.cue.kind == "masdar" and any(
        each.verdict.frame == OBJECT and each.suggestion.content[0][0] == start for each in others
    )


def _after(hit: CueHit, possible: list[Option]) -> list[Option]:
    """Return the options with a name after the phrase first: it never stands before it."""
    later = [each for each in possible if each.sources and each.sources[0][0][0] >= hit.end]
    return [*later, *(each for each in possible if not each.sources)]


def _is_apart(sources: Sequence[Ranges], content: Ranges, hit: CueHit) -> bool:
    """Tell whether no source overlaps the content or the cue."""
    taken = [*content, *hit.fragments]
    return not any(
        low < end and start < high for span in sources for start, end in span for low, high in taken
    )


def _is_sound(reading: Reading, found: Suggestion) -> bool:
    """Tell whether every range begins and ends between two characters of the text."""
    spans = [found.cue, found.content, *found.sources]
    return all(
        low < high and reading.is_boundary(low) and reading.is_boundary(high)
        for span in spans
        for low, high in span
    )


__all__ = ["LEAST", "suggest"]
