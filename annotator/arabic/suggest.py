"""Suggestions: every attribution that an article seems to hold, with cue, sources and content.

Belongs here: putting together what the cues, contents and sources of a whole article are. Does not
belong here: the rules about each of them (``judging``, ``contents``, ``sources``), what a person
makes of it (``operations``). Nothing suggested is more than that.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from annotator.arabic.contents import Contents
from annotator.arabic.cues import CueHit, is_opener
from annotator.arabic.extents import forward
from annotator.arabic.frames import BEFORE, OBJECT, PHRASE, Verdict
from annotator.arabic.judging import LEAST, verdicts
from annotator.arabic.lexicon import Lexicon, word_lists
from annotator.arabic.lexicon import lexicon as lexicon_of
from annotator.arabic.phrases import follows_remark
from annotator.arabic.reading import Line, Reading
from annotator.arabic.sources import RELAYS, Option, options
from annotator.arabic.speakers import speaks
from annotator.arabic.surroundings import Surroundings, folded_names
from annotator.arabic.tokens import Token
from annotator.arabic.verbal_nouns import is_verbal_noun
from annotator.model.span import Range
from annotator.model.suggestion import Suggestion

Ranges = Sequence[Range]

RELAY_WITHIN: Final = 250
"""Code points between عن and the noun of saying of a relay."""


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
        objects = {each.suggestion.content[0][0] for each in made if each.verdict.frame == OBJECT}
        # A noun that only names what a verb is about: ``أبدى | استعداده``.
        made = [
            each
            for each in made
            if each.verdict.hit.cue.kind != "masdar" or each.suggestion.place[0] not in objects
        ]
        inner: set[int] = set()
        for number, each in enumerate(made):
            if number in inner:
                continue
            suggestion = each.suggestion
            if each.verdict.hit.cue.name in RELAYS and each.verdict.hit.cue.kind != "prep":
                within = self._passed_on(number, made)
                if within is not None:
                    inner.add(within)
                    told: Suggestion | None = made[within].suggestion
                else:
                    told = self._from_whom(suggestion)
                if told is not None:
                    flags = tuple(dict.fromkeys((*suggestion.flags, "relay")))
                    suggestion = replace(suggestion, inner=told, flags=flags)
            yield suggestion

    def _passed_on(self, outer: int, made: Sequence[_Made]) -> int | None:
        """Return which of those made is the saying that a relay passes on (``عن … قوله``)."""
        content = made[outer].suggestion.content
        low, high = content[0][0], content[-1][1]
        for number in range(outer + 1, min(outer + 4, len(made))):
            each = made[number]
            place = each.suggestion.place
            if low < place[0] and each.suggestion.content[-1][1] <= high:
                is_noun = each.verdict.hit.cue.kind == "masdar"
                return number if is_noun and place[0] - low < RELAY_WITHIN else None
        return None

    def _from_whom(self, outer: Suggestion) -> Suggestion | None:
        """Return what the one says who is passed on without a noun of saying (``عن سائق أن``)."""
        (low, high), *rest = outer.content
        tokens = self.reading.tokens(low, high)
        begin = next((n for n, token in enumerate(tokens) if is_opener(token.text)), None)
        if not begin or tokens[0].text != "عن":
            return None
        names = forward(self.reading.text, tokens[1:begin], bounded=True)
        if not names:
            return None
        return Suggestion(
            cue=((tokens[0].start, tokens[0].end),),
            content=((tokens[begin].start, high), *rest),
            sources=(names[0].ranges,),
            cue_stance="neutral",
            score=outer.score,
        )

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

    def _follows_its_subject(self, hit: CueHit, possible: Sequence[Option]) -> bool:
        """Tell whether the speaker stands right before the verb, and nobody who could after it."""
        number = self.line.at(hit.start)
        lists = word_lists()
        if not number or hit.is_joined or len(hit.fragments) > 1:
            return False
        before = self.line.tokens[number - 1]
        if not before.is_word or before.text in lists.words("before_verbs"):
            return False
        if follows_remark(self.line.tokens, number):
            return False
        earlier = self.line.tokens[max(self.line.sentence(number)[0], number - 6) : number]
        if not any(
            token.is_word and speaks(self.reading, earlier, n) for n, token in enumerate(earlier)
        ):
            return False
        best = possible[0] if possible else None
        if best is None or not best.sources or best.sources[0][0][0] < hit.end:
            return False
        named = self.reading.tokens(*best.sources[0][0])
        return bool(named) and not speaks(self.reading, named, 0)

    def _breaks_off(self, content: Ranges) -> bool:
        """Tell whether a content is a quotation that nobody closed, after أن and a colon maybe."""
        for token in self.reading.tokens(content[0][0], content[0][1])[:4]:
            quotation = self.reading.quotations.opening(token.start)
            if quotation is not None:
                return not quotation.closed
        return False

    def _is_no_name(self, token: Token) -> bool:
        """Tell whether a word belongs to nobody's name: ``هذا``, or ``حديثه`` with its pronoun."""
        lists = word_lists()
        is_owned = self.reading.text[token.end - 1] == "ه"
        is_speech = token.text in lists.words("own_speech") and is_owned
        return is_speech or token.text in lists.words("demonstratives")

    def _without_topic(
        self, hit: CueHit, sources: tuple[tuple[Range, ...], ...]
    ) -> tuple[tuple[Range, ...], ...]:
        """Return the sources without what was spoken about (``علّقت الفنانة | على الصورة``)."""
        wanted = [each[2:] for each in hit.cue.follow if each.startswith("N:")]
        if len(sources) != 1 or len(sources[0]) != 1:
            return sources
        start, end = sources[0][0]
        if start < hit.fragments[0][1]:
            return sources
        tokens = self.reading.tokens(start, end)
        for before, token in itertools.pairwise(tokens):
            is_whole = token.text in wanted and len(token.text) > 1
            rest = token.text[1:]
            is_part = token.text[:1] in wanted and (rest[:2] == "ال" or is_verbal_noun(rest))
            if is_whole or is_part or self._is_no_name(token):
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
        elif hit.cue.kind == "verb" and self._follows_its_subject(hit, possible):
            all_of_them = options(around, hit, after_claim=after)
            possible = [
                *(each for each in all_of_them if each.sources and _ends(each) <= hit.start),
                *possible,
            ]
        best = next((each for each in possible if _is_apart(each.sources, content, hit)), None)
        flags = list(hit.flags)
        if after and verdict.frame in (BEFORE, PHRASE):
            flags.append("postposed")
        if verdict.frame == PHRASE and content[0][0] > self.line.end:
            flags.append("frame")
        sources = self._without_topic(hit, best.sources) if best else ()
        if best:
            flags += best.flags
        if any("\n" in self.reading.text[low:high] for low, high in content):
            flags.append("cross_paragraph")
        if self._breaks_off(content):
            flags.append("unclosed_quote")
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


def _ends(option: Option) -> int:
    return max(end for span in option.sources for _start, end in span)


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
