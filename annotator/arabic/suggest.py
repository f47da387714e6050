"""Suggestions: every attribution that an article seems to hold, with cue, sources and content.

Belongs here: putting together what the cues, contents and sources of a whole article are. Does not
belong here: the rules about each of them (``judging``, ``contents``, ``sources``), what a person
makes of it (``operations``). Nothing suggested is more than that.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from annotator.arabic.contents import Contents
from annotator.arabic.cues import CueHit
from annotator.arabic.judging import BEFORE, LEAST, PHRASE, Verdict, verdicts
from annotator.arabic.lexicon import Lexicon
from annotator.arabic.lexicon import lexicon as shipped
from annotator.arabic.reading import Line, Reading
from annotator.arabic.sources import RELAYS, options
from annotator.arabic.surroundings import Surroundings, folded_names
from annotator.model.graphemes import is_boundary
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
    reading = Reading(text, lexicon or shipped(), _folded(tuple(names)))
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
        made = [
            _Made(each, found) for each in self.verdicts if (found := self._made(each)) is not None
        ]
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

    def _made(self, verdict: Verdict) -> Suggestion | None:
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
        possible = options(around, hit, after_claim=after)
        best = next((each for each in possible if _is_apart(each.sources, content, hit)), None)
        flags = list(hit.flags)
        if after and verdict.frame in (BEFORE, PHRASE):
            flags.append("postposed")
        sources = best.sources if best else ()
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
        return found if _is_sound(self.reading.text, found) else None


def _is_apart(sources: Sequence[Ranges], content: Ranges, hit: CueHit) -> bool:
    """Tell whether no source overlaps the content or the cue."""
    taken = [*content, *hit.fragments]
    return not any(
        low < end and start < high for span in sources for start, end in span for low, high in taken
    )


def _is_sound(text: str, found: Suggestion) -> bool:
    """Tell whether every range begins and ends between two characters of the text."""
    spans = [found.cue, found.content, *found.sources]
    return all(
        low < high and is_boundary(text, low) and is_boundary(text, high)
        for span in spans
        for low, high in span
    )


__all__ = ["LEAST", "suggest"]
