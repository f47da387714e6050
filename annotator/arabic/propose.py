"""Proposals: which cue and which source a claim that was just marked may have, best first.

Belongs here: ranking cues around the claim by distance, by what they ask for and by what stands
between. Does not belong here: making annotations (``operations``), the extents of names
(``extents``). A proposal is never more than that: a person accepts it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from annotator.arabic.cues import CueHit, find_cues, is_opener
from annotator.arabic.extents import backward
from annotator.arabic.lexicon import Cue
from annotator.arabic.phrases import listed, looks_like_verb, may_begin
from annotator.arabic.sources import RELAYS, Option, options
from annotator.arabic.surroundings import Ranges, Surroundings, folded_names
from annotator.arabic.tokens import Token, letters_end, partner
from annotator.model.span import Range

LIMIT: Final = 12
"""Proposals at most: more than anybody steps through."""

_KINDS: Final = {"verb": 1.0, "part": 1.0, "masdar": 0.8, "prep": 0.8, "noun": -1.5, "mark": -0.5}
_SOURCES_PER_CUE: Final = 6
_UNKNOWN: Final = Cue("", "verb", "neutral", ("-",), "")
_COLON: Final = Cue(":", "mark", "neutral", ("Q",), "")
_FROM: Final = Cue("عن", "prep", "neutral", ("-",), "")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A cue and sources for a claim; all ranges are code points of the text.

    ``cue`` is the fragments of one span, empty for none; ``sources`` the spans of the sources,
    each its fragments. ``flags`` are names of the scheme. ``cue_stance`` is unset without a word of
    the lexicon. ``continues`` tells that the speaker before goes on. ``entry`` is the lexicon's.
    """

    content: tuple[Range, ...]
    cue: tuple[Range, ...]
    sources: tuple[tuple[Range, ...], ...]
    flags: tuple[str, ...] = ()
    cue_stance: str = "unset"
    continues: bool = False
    entry: str = ""
    score: float = 0.0


def propose(
    text: str,
    content: Ranges,
    *,
    cues: Sequence[Ranges] = (),
    sources: Sequence[Ranges] = (),
    names: Sequence[str] = (),
    limit: int = LIMIT,
) -> list[Proposal]:
    """Return cues and sources that the claim *content* may have, best first.

    *cues* and *sources* are spans that are annotated already; *names* what the registry knows.
    Nothing proposed overlaps the claim.
    """
    around = Surroundings(
        text,
        tuple(sorted(content)),
        tuple(tuple(sorted(span)) for span in cues),
        tuple(tuple(sorted(span)) for span in sources),
        folded_names(names),
    )
    found = [
        _proposal(around, hit, option, score, flags)
        for hit, score, flags in _candidates(around)
        for option in options(around, hit, after_claim=hit.start >= around.end)[:_SOURCES_PER_CUE]
    ]
    return _best_first(found)[:limit]


def cues_before(
    text: str, content: Ranges, *, cues: Sequence[Ranges] = ()
) -> list[tuple[Range, ...]]:
    """Return the lexicon's cues that end directly before the claim *content*, best first.

    Quicker than ``propose``, for nobody is looked for who speaks.
    """
    marked = tuple(tuple(sorted(span)) for span in cues)
    around = Surroundings(text, tuple(sorted(content)), marked, (), ())
    before = list(_marked(around, around.cues_before, around.sentence_start, around.start))
    found: dict[tuple[Range, ...], float] = {}
    for hit in before:
        score = _score_before(around, hit, before) if hit.cue.name else 0.0
        for each, less in _fragments(around, hit) if hit.cue.name else ():
            if not any(token.is_word for token in around.between(each.end, around.start)):
                found[each.fragments] = max(score - less, found.get(each.fragments, -1.0))
    return sorted(found, key=lambda each: -found[each])


def _candidates(around: Surroundings) -> Iterator[tuple[CueHit, float, tuple[str, ...]]]:
    """Yield the cues that come into question, each with a score and flags."""
    before = list(_marked(around, around.cues_before, around.sentence_start, around.start))
    for hit in before:
        score = _score_before(around, hit, before)
        for each, less in _fragments(around, hit):
            yield each, score - less, ()
    for hit in _marked(around, around.cues_after, around.end, around.line_end):
        if (late := _score_after(around, hit)) is not None:
            yield hit, late, ("postposed",)
    yield from ((hit, score, ()) for hit, score in _unknown(around, before))
    yield from ((hit, score, ()) for hit, score in _nested(around, before))
    yield from _credits(around)


def _marked(around: Surroundings, hits: Sequence[CueHit], low: int, high: int) -> Iterator[CueHit]:
    """Yield the cues found, and those annotated in ``[low, high)`` instead of what they cover."""
    spans = [span for span in around.cues if low <= span[0][0] and span[-1][1] <= high]
    for span in spans:
        same = [hit for hit in hits if hit.start < span[-1][1] and span[0][0] < hit.end]
        known = same[0] if same else CueHit(span, _UNKNOWN, "", True, 1)
        yield CueHit(span, known.cue, known.word, True, 3, known.flags, known.is_joined)
    for hit in hits:
        if not any(hit.start < span[-1][1] and span[0][0] < hit.end for span in spans):
            yield hit


def _fragments(around: Surroundings, hit: CueHit) -> Iterator[tuple[CueHit, float]]:
    """Yield the cue with more and with fewer fragments, and what each loses."""
    particle = _particle(around, hit)
    if particle:
        flags = hit.flags
        ranges = (*hit.fragments, particle)
        if not around.text[hit.end : particle[0]].strip():
            ranges = (*hit.fragments[:-1], (hit.fragments[-1][0], particle[1]))
        elif "discontinuous_cue" not in flags:
            flags = (*flags, "discontinuous_cue")
        yield replace(hit, fragments=ranges, flags=flags), 0.0
    yield hit, 0.5 if particle else 0.0
    if len(hit.fragments) > 1:
        flags = tuple(flag for flag in hit.flags if flag != "discontinuous_cue")
        for fragment, less in zip(reversed(hit.fragments), (0.8, 1.2), strict=False):
            yield replace(hit, fragments=(fragment,), flags=flags, is_joined=False), less


def _particle(around: Surroundings, hit: CueHit) -> Range | None:
    """Return the preposition that the cue wants, when the claim begins right after it."""
    last = around.before[-1] if around.before else None
    if last is None or hit.cue.kind == "prep" or last.start < hit.end:
        return None
    wanted = [follow[2:] for follow in hit.cue.follow if follow.startswith("N:")]
    return (last.start, last.end) if last.text in wanted else None


def _score_before(around: Surroundings, hit: CueHit, others: Sequence[CueHit]) -> float:
    """Return how likely a cue before the claim is the claim's."""
    gap = around.between(hit.end, around.start)
    score = 2 + hit.score / 2 + _KINDS[hit.cue.kind] - 0.04 * sum(token.is_word for token in gap)
    score += _asks_for(around, hit, gap)
    if any(_has_clause(around, other, hit) for other in others):
        score -= 2.0
    for other in others:
        if other.start >= hit.end and not _has_clause(around, hit, other):
            is_strong = other.score >= 2 or (other.score and other.cue.kind in ("verb", "part"))
            score -= 0.9 if is_strong else 0.3
    if hit.fragments in around.cues:
        score += 1.5
    if not any(token.is_word for token in gap) and hit.cue.kind in ("verb", "part", "masdar"):
        score += 0.6
    if hit.cue.kind == "masdar" and _is_occasion(around, hit):
        score -= 2.0
    if hit.cue.kind == "prep":
        has_words = any(token.is_word for token in gap)
        is_closed = bool(gap) and (gap[-1].is_comma or gap[-1].text == ":")
        score += (1.0 if is_closed else 0.0) if has_words else -2.0
    return score


def _has_clause(around: Surroundings, verb: CueHit, later: CueHit) -> bool:
    """Tell whether *later* only describes the speaker of *verb* (``قال مصدر طلب … إن``).

    It does when nothing divides the two and *verb* has its clause still to come.
    """
    if verb.cue.kind != "verb" or later.cue.kind != "verb" or later.is_joined:
        return False
    if verb.end > later.start or verb.score < 3 or "-" in verb.cue.follow:
        return False
    between = around.between(verb.end, later.start)
    return bool(between) and all(
        token.is_word and not is_opener(token.text) and token.text != "عن" for token in between
    )


def _is_occasion(around: Surroundings, hit: CueHit) -> bool:
    """Tell whether the noun says on what occasion something was said (في تصريح)."""
    earlier = [token for token in around.before if token.end <= hit.start]
    return bool(earlier) and bool(
        listed(earlier, len(earlier) - 1, "occasion_prepositions") if earlier[-1].is_word else 0
    )


def _asks_for(around: Surroundings, hit: CueHit, gap: Sequence[Token]) -> float:
    """Return how well the claim begins with what the cue wants to be followed by."""
    first = around.inside[0] if around.inside else None
    if first is None:
        return 0.0
    last = gap[-1] if gap else None
    is_quoted = first.opens or (last is not None and (last.text == ":" or last.opens))
    best = 1.5 if hit.cue.name in RELAYS and is_opener(first.text) else -0.8
    for follow in hit.cue.follow:
        if follow == "-":
            best = max(best, 0.3)
        elif follow.startswith("N:"):
            best = max(best, _begins_with(first, last, follow[2:]))
        elif ("C" in follow and is_opener(first.text)) or ("Q" in follow and is_quoted):
            best = max(best, 1.5)
    return best


def _begins_with(first: Token, last: Token | None, wanted: str) -> float:
    if first.text == wanted or (len(wanted) == 1 and first.text.startswith(wanted)):
        return 1.5
    return 1.0 if last is not None and last.text == wanted else -0.8


def _score_after(around: Surroundings, hit: CueHit) -> float | None:
    """Return how likely a cue after the claim is the claim's, None when it stands too far."""
    gap = around.between(around.end, hit.start)
    words = [token for token in gap if token.is_word and token.start < hit.start]
    is_as = [token.text for token in words] in (["كما"], ["هكذا"])
    if (words and not is_as) or any(token.text in "؛;" for token in gap):
        return None
    score = 2.5 + (2.0 if hit.cue.kind == "prep" else 0.0)
    if hit.cue.kind == "verb":
        is_quoted = bool(around.inside) and around.inside[0].opens
        is_near = bool(gap) and not any(token.text in ".!?؟" for token in gap)
        score += 1.2 if is_quoted else 0.2 if is_near else -1.0
        score += 2.0 if is_as else -1.0 if hit.is_joined else 0.0
        score -= 2.0 if hit.score == 3 and hit.fragments not in around.cues else 0.0
    elif hit.cue.kind != "prep":
        score -= 1.5
    if hit.fragments in around.cues:
        score += 1.5
    if around.inside and is_opener(around.inside[0].text):
        score -= 1.5
    return score


def _unknown(around: Surroundings, known: Sequence[CueHit]) -> Iterator[tuple[CueHit, float]]:
    """Yield words that stand where a verb of saying would, and the colon when nothing else does."""
    tokens = around.before
    taken = {place for hit in known for low, high in hit.fragments for place in range(low, high)}
    words = [token for token in tokens if token.is_word]
    if words and tokens[-1].text == ":" and not any(hit.score for hit in known):
        colon = tokens[-1]
        hit = CueHit(((colon.start, colon.end),), _COLON, ":", True, 1)
        if backward(around.text, tokens[:-1]):
            yield hit, 3.0
    for place, token in enumerate(tokens):
        if not token.is_word or token.start in taken or token.end - 1 in taken:
            continue
        cut = 1 if token.text[0] in "وف" and len(token.text) > 3 else 0
        word = token.text[cut:]
        is_last = token is words[-1]
        is_first = (
            place == 0 or not tokens[place - 1].is_word or cut or _opens_clause(tokens, place)
        )
        is_plain = may_begin(token) and not word.startswith("ال")
        score = None
        if is_last and len(words) > 1 and looks_like_verb(token.text):
            score = 2.6
        elif is_first and not is_last and is_plain:
            score = 2.3 if looks_like_verb(token.text) else 1.9
        if score is not None:
            start = letters_end(around.text, token, cut) if cut else token.start
            flags = ("proclitic_trimmed",) if cut else ()
            distance = 0.04 * sum(each.start >= token.end for each in words)
            yield (
                CueHit(((start, token.end),), _UNKNOWN, word, True, 1, flags, bool(cut)),
                score - distance,
            )


def _opens_clause(tokens: Sequence[Token], place: int) -> bool:
    return not may_begin(tokens[place - 1])


def _nested(around: Surroundings, known: Sequence[CueHit]) -> Iterator[tuple[CueHit, float]]:
    """Yield the عن of a relay that leads to the claim itself (``نقلت … عن سائق أن``)."""
    if not around.inside or not is_opener(around.inside[0].text):
        return
    relays = [hit for hit in known if hit.cue.name in RELAYS and hit.cue.kind != "prep"]
    for hit in relays[-1:]:
        gap = around.between(hit.end, around.start)
        places = [token for token in gap if token.text == "عن"]
        if places and not any(each.start > places[0].end and each.score >= 2 for each in known):
            place = (places[0].start, places[0].end)
            yield CueHit((place,), _FROM, "عن", True, 2), _score_before(around, hit, known) + 0.3


def _credits(around: Surroundings) -> Iterator[tuple[CueHit, float, tuple[str, ...]]]:
    """Yield the cues of credit lines above a claim that begins its line (``مترجم عن``)."""
    if any(token.is_word for token in around.before):
        return
    for number, (low, high) in enumerate(around.lines_above):
        for hit in find_cues(around.text, low, high):
            ends_open = around.text[hit.end : high].rstrip().endswith(":")
            if hit.cue.kind in ("prep", "mark") or ends_open:
                score = 2.5 + hit.score / 2 - 0.3 * number + (1.0 if ends_open else 0.0)
                yield hit, score, ("frame",) if hit.cue.kind != "verb" else ()


def _proposal(
    around: Surroundings, hit: CueHit, option: Option, score: float, flags: Sequence[str]
) -> Proposal:
    more = _of_content(around)
    named = dict.fromkeys((*hit.flags, *flags, *option.flags, *more))
    if option.sources:
        named.pop("passive", None)
    return Proposal(
        content=around.content,
        cue=hit.fragments,
        sources=option.sources,
        flags=tuple(named),
        cue_stance=hit.stance if hit.cue.name else "unset",
        continues=option.continues,
        entry=hit.cue.name,
        score=round(score + 1.5 * option.weight, 3),
    )


def _of_content(around: Surroundings) -> Iterator[str]:
    """Yield the flags that follow from the claim itself."""
    if any("\n" in around.text[low:high] for low, high in around.content):
        yield "cross_paragraph"
    if around.inside and around.inside[0].is_quote and around.inside[0].opens:
        tokens = Surroundings(around.text, around.content).inside
        is_whole = around.content[0][1] <= tokens[-1].end
        if is_whole and partner(tokens) is None:
            yield "unclosed_quote"


def _best_first(found: Sequence[Proposal]) -> list[Proposal]:
    """Return the proposals that can be made, the best first, each once."""
    best: dict[tuple[object, ...], Proposal] = {}
    for each in sorted(found, key=lambda proposal: -proposal.score):
        spans = [each.content, each.cue, *each.sources]
        places = sorted(place for span in spans for place in span)
        is_disjoint = all(
            one[1] <= other[0] for one, other in zip(places, places[1:], strict=False)
        )
        if is_disjoint:
            best.setdefault((each.cue, each.sources, each.continues), each)
    return list(best.values())
