"""Sources: who may be speaking, for a given cue and claim.

Belongs here: on which side of the cue the source stands, whether it has none, and what is already
annotated or registered there. Does not belong here: how far a name reaches (``extents``), which cue
it is (``propose``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from annotator.arabic.cues import CueHit
from annotator.arabic.extents import Extent, backward, forward, names_in, opens_clause
from annotator.arabic.surroundings import Surroundings
from annotator.arabic.tokens import Token
from annotator.model.span import Range

ANNOTATED: Final = 0.9
"""What it adds to a source that somebody has marked as one."""
REGISTERED: Final = 0.35
RELAYS: Final = ("نقل", "ناقلاً", "نقلاً عن")
"""The lexicon's cues that pass on what another one said, whom عن introduces."""
_COMMAS: Final = "،,"


@dataclass(frozen=True, slots=True)
class Option:
    """A possible source of one cue: its spans (none: nothing is written), a weight, the flags."""

    sources: tuple[tuple[Range, ...], ...]
    weight: float
    flags: tuple[str, ...] = ()
    continues: bool = False


def options(
    around: Surroundings, hit: CueHit, *, after_claim: bool, brief: bool = False
) -> list[Option]:
    """Return the possible sources of a cue, best first; always one without a source.

    *brief* leaves out those before the cue where a name after it is much likelier.
    """
    found = list(_options(around, hit, after_claim, brief))
    best: dict[tuple[object, ...], Option] = {}
    for each in found:
        key = (each.sources, each.continues)
        known = best.get(key)
        if known is None or known.weight < each.weight:
            best[key] = each
    return sorted(best.values(), key=lambda each: -each.weight)


def _options(around: Surroundings, hit: CueHit, after_claim: bool, brief: bool) -> Iterator[Option]:
    place = _gap(around, hit, after_claim)
    gap = [] if _has_its_speaker(hit) else around.between(*place)
    is_above = hit.end <= around.sentence_start
    bounded = not (after_claim or is_above) or len(hit.fragments) > 1
    following = _weighed(around, forward(around.text, gap, bounded=bounded), gap)
    for extent in following:
        yield _option(around, extent, 0.0)
    if after_claim:
        yield from _unwritten(hit, 0.1 if following else 0.5)
        return
    has_name = any(extent.weight > 0.8 for extent in following)
    if brief and has_name and hit.cue.kind != "part":
        return
    earlier = [] if is_above else around.between(around.sentence_start, hit.start)
    preceding = _weighed(around, backward(around.text, earlier, _barrier(around, hit)), earlier)
    if hit.cue.kind == "part":
        yield from _shared(around, hit, 0.0)
        yield from _unwritten(hit, 0.6)
    elif has_name:
        yield from _unwritten(hit, 0.15)
    else:
        yield from _unwritten(hit, _unwritten_weight(hit, earlier))
    less = _preceding_penalty(hit, has_name)
    for extent in preceding:
        yield _option(around, extent, less)


def _has_its_speaker(hit: CueHit) -> bool:
    """Tell whether the verb's ending says that its subject does not follow: ``قالوا``, ``نقول``.

    A verb in front of its subject stands in the singular of the third person.
    """
    if hit.cue.kind != "verb" or len(hit.fragments) > 1 or not hit.cue.stems:
        return False
    if hit.word.endswith(("وا", "ون")):
        return hit.word not in hit.cue.stems
    is_perfect = any(hit.word.startswith(stem) for stem in hit.cue.stems)
    return not is_perfect and hit.word.startswith("ن")


def _gap(around: Surroundings, hit: CueHit, after_claim: bool) -> Range:
    """Return where a name that follows the cue's verb may stand."""
    if len(hit.fragments) > 1:
        return hit.fragments[0][1], hit.fragments[1][0]
    if hit.end <= around.sentence_start:
        return hit.end, around.line_end_from(hit.end)
    return hit.end, around.line_end if after_claim else around.start


def _barrier(around: Surroundings, hit: CueHit) -> int:
    """Return how many tokens of the sentence go before the object of a relay (نقلت … عن)."""
    relays = [
        each for each in around.cues_before if each.end <= hit.start and each.cue.name in RELAYS
    ]
    if not relays:
        return 0
    tokens = around.between(around.sentence_start, hit.start)
    places = [
        place
        for place, token in enumerate(tokens)
        if token.text == "عن" and token.start >= relays[-1].start
    ]
    return places[0] + 1 if places else 0


def _preceding_penalty(hit: CueHit, has_name: bool) -> float:
    """Return how much less likely a name before the cue is than one alone would be."""
    if has_name:
        return -0.7
    if hit.cue.kind == "part":
        return -0.5
    if "enclitic_pronoun_in_cue" in hit.flags and hit.cue.kind == "masdar":
        return 0.4
    if hit.cue.kind in ("masdar", "prep"):
        return -0.6
    return 0.0


def _unwritten_weight(hit: CueHit, earlier: Sequence[Token]) -> float:
    """Return how likely a verb that no name follows has no written source."""
    if hit.is_passive:
        return 1.3
    if not any(token.is_word for token in earlier):
        return 1.2
    last = [token for token in earlier if token.is_word or token.text in _COMMAS][-1]
    if _has_its_speaker(hit) and last.is_word and not hit.is_joined:
        return 0.3 if not hit.word.startswith("ن") else 1.2
    if hit.is_joined and not (earlier[0].text in ("اما", "واما") or last.text == "اما"):
        return 1.2
    if opens_clause(earlier):
        return 0.95
    return 0.75 if not last.is_word else 0.6


def _unwritten(hit: CueHit, weight: float) -> Iterator[Option]:
    """Yield the readings without a source: the speaker before goes on, or nobody is named."""
    if hit.is_passive:
        yield Option((), weight, ("zero_source",))
        return
    if hit.cue.kind in ("verb", "part"):
        yield Option((), weight, ("prodrop_source",), continues=True)
    else:
        yield Option((), weight, ("zero_source",))
    if hit.is_perfect and hit.cue.stance_class not in ("continuing", "belief"):
        yield Option((), weight - 0.5, ("zero_source", "passive", "ambiguous_reading"))


def _shared(around: Surroundings, hit: CueHit, less: float) -> Iterator[Option]:
    """Yield the sources of the sentence's main verb, for a participle that has the same."""
    verbs = [
        each for each in around.cues_before if each.end <= hit.start and each.cue.kind == "verb"
    ]
    for verb in verbs:
        gap = around.between(*_gap(around, verb, False))
        gap = [token for token in gap if token.end <= hit.start]
        found = _weighed(around, forward(around.text, gap, bounded=len(verb.fragments) > 1), gap)
        if not found:
            earlier = around.between(around.sentence_start, verb.start)
            found = _weighed(around, backward(around.text, earlier), earlier)
            less -= 0.1
        for extent in found[:3]:
            option = _option(around, extent, less)
            yield replace(option, flags=(*option.flags, "shared_source"))
        less -= 0.2


def _weighed(around: Surroundings, extents: list[Extent], tokens: list[Token]) -> list[Extent]:
    """Return the extents with those that are annotated or registered added, and preferred."""
    if not tokens:
        return []
    low, high = tokens[0].start, tokens[-1].end
    found = {extent.ranges: extent.weight for extent in extents}
    top = max(found.values(), default=0.6)
    for span in around.sources:
        if low <= span[0][0] and span[-1][1] <= high:
            found[span] = max(found.get(span, 0.0), top) + ANNOTATED
    for first, last in names_in(tokens, around.names):
        name = (tokens[first].start, tokens[last - 1].end)
        for ranges in list(found):
            if any(start <= name[0] and name[1] <= end for start, end in ranges):
                found[ranges] += REGISTERED / 2
        found[(name,)] = max(found.get((name,), 0.0), 0.4) + REGISTERED
    ordered = sorted(found.items(), key=lambda each: -each[1])
    return [Extent(ranges, weight) for ranges, weight in ordered]


def _option(around: Surroundings, extent: Extent, more: float) -> Option:
    inside = any(mark in around.text[start:end] for start, end in extent.ranges for mark in _COMMAS)
    flags = ("source_with_apposition",) if inside or len(extent.ranges) > 1 else ()
    return Option((extent.ranges,), extent.weight + more, flags)
