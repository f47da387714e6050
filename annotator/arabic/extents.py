"""Extents: how far the name of a source may reach, before and after a cue.

Belongs here: several extents with weights, best first, by trigger nouns, remarks of time and place,
commas, brackets and relative clauses. Does not belong here: what single words are (``phrases``), on
which side of a cue the source is (``sources``).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.arabic.clitics import bases, without_article
from annotator.arabic.cues import is_opener
from annotator.arabic.lexicon import word_lists
from annotator.arabic.phrases import (
    adjunct,
    bare,
    is_cue,
    is_particle,
    is_relative,
    is_title,
    is_told_to,
    listed,
    looks_like_verb,
    may_begin,
)
from annotator.arabic.tokens import CLOSING, Token, letters_end, partner, trimmed
from annotator.model.span import Range

LONGEST: Final = 30
"""Words of a source at most."""
RESUMES: Final = 1.05
WHOLE: Final = 1.0
CUT: Final = 0.5
_POSSESSIVES: Final = ("ه", "ها", "هم")


@dataclass(frozen=True, slots=True)
class Extent:
    """A possible source: its fragments, and how likely it is (about 1 for the best)."""

    ranges: tuple[Range, ...]
    weight: float


def head(tokens: Sequence[Token]) -> int | None:
    """Return where the name after a cue begins, past remarks of time and place, or None."""
    place = 0
    skipped_place = False
    while place < len(tokens):
        token = tokens[place]
        if token.is_comma or token.text in ":-–":
            place += 1
            skipped_place = False
            continue
        if not token.is_word:
            return place if token.opens and not skipped_place else None
        if is_told_to(token.text):
            skipped_place = True
            place += 1
            continue
        if length := adjunct(tokens, place):
            is_told = token.text[0] == "ل" and not listed(tokens, place, "adjuncts")
            skipped_place = is_told or bool(listed(tokens, place, "occasion_prepositions"))
            place += length
            continue
        if skipped_place and not is_title(token.text):
            return None if not _comma_within(tokens, place) else _after_comma(tokens, place)
        return place if may_begin(token) else None
    return None


def _comma_within(tokens: Sequence[Token], place: int) -> bool:
    return any(token.is_comma for token in tokens[place : place + 6])


def _after_comma(tokens: Sequence[Token], place: int) -> int | None:
    at = next(n for n in range(place, len(tokens)) if tokens[n].is_comma) + 1
    found = head(tokens[at:])
    return None if found is None else at + found


def forward(text: str, tokens: Sequence[Token], *, bounded: bool) -> list[Extent]:
    """Return the names that may stand in *tokens*, which follow a cue, best first.

    *bounded* tells that the claim begins where the tokens end; otherwise the name ends somewhere.
    """
    first = head(tokens)
    if first is None:
        return []
    rest = tokens[first : first + 2 * LONGEST]
    hard, soft = _cuts(rest, bounded)
    found: list[Extent] = []

    def add(low: int, high: int, weight: float) -> None:
        place = trimmed(text, _without_tail(rest[low:high]))
        if place:
            found.append(Extent((place,), weight))

    add(0, hard, WHOLE)
    resumed = _resumed(text, rest, hard)
    if resumed and found:
        found.append(Extent((*found[0].ranges, resumed), RESUMES))
    for place, weight in soft:
        add(0, place, weight)
    if bounded and hard > 1 and rest[hard - 1].text.endswith(_POSSESSIVES):
        add(0, hard - 1, CUT - 0.05)  # Who was told (أبلغت الشركة ركابها).
    if bounded and hard < len(rest):
        add(0, len(rest), CUT)
    return _best_first(found)


def _without_tail(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return tokens without what no name ends with (``شدد الوزير على``)."""
    high = len(tokens)
    while high:
        token = tokens[high - 1]
        is_letter = token.is_word and len(token.text) == 1 and not token.text.isdigit()
        if not (token.is_comma or token.text == ":" or is_particle(token.text) or is_letter):
            break
        high -= 1
    return tokens[:high]


def _cuts(tokens: Sequence[Token], bounded: bool) -> tuple[int, list[tuple[int, float]]]:
    """Return where the name ends for certain, and where it may end before, with weights."""
    soft: list[tuple[int, float]] = []
    place = 0
    in_relative = False
    while place < len(tokens):
        token = tokens[place]
        if token.opens:
            closing = partner(tokens[place:]) or 0
            inside = tokens[place + 1 : place + closing]
            if token.text == "(" and any(each.text[0].isdigit() for each in inside):
                return place, soft
            if place and token.text == "(":
                soft.append((place, CUT))
            place += closing + 1
            continue
        if place and _ends_name(tokens, place, bounded, in_relative):
            return place, soft
        if token.is_comma:
            is_titled = place + 1 < len(tokens) and is_title(tokens[place + 1].text)
            soft.append((place, CUT + 0.1 if bounded or is_titled else WHOLE + 0.1))
        elif place and is_relative(token.text):
            soft.append((place, CUT - 0.05))
            in_relative = True
        elif place and token.is_word and not in_relative:
            if is_particle(token.text):
                soft.append((place, CUT - 0.1))
            elif token.text[0] == "ل" and len(token.text) > 3:
                soft.append((place, CUT - (0.2 if token.text.startswith("لل") else 0.05)))
        place += 1
    return len(tokens), soft


def _ends_name(tokens: Sequence[Token], place: int, bounded: bool, in_relative: bool) -> bool:
    """Tell whether the name cannot reach over this token."""
    token = tokens[place]
    if token.is_comma:
        return not _is_apposition(tokens, place + 1, bounded)
    if not token.is_word:
        return token.text in ".:!?؟…|" and not _is_initial(tokens, place)
    if is_opener(token.text):
        return True
    if in_relative:
        return False
    return bool(adjunct(tokens, place)) or (not bounded and looks_like_verb(token.text))


def _is_initial(tokens: Sequence[Token], place: int) -> bool:
    """Tell whether the full stop belongs to an abbreviation of a title (``د.``)."""
    if place == 0 or place + 1 >= len(tokens) or not tokens[place - 1].is_word:
        return False
    return len(tokens[place - 1].text) == 1 and tokens[place].start == tokens[place - 1].end


def _is_apposition(tokens: Sequence[Token], place: int, bounded: bool) -> bool:
    """Tell whether what follows a comma says more about the name."""
    if place >= len(tokens) or (not tokens[place].is_word and not tokens[place].opens):
        return False
    token = tokens[place]
    if not token.is_word:
        return bounded
    word = token.text
    if word in ("وهو", "وهي", "وهم"):
        return not adjunct(tokens, place)
    is_more = word[0] == "و" and is_title(word[1:])
    if is_more or is_title(word):
        return not is_cue(word)
    if not bounded or adjunct(tokens, place) or not may_begin(token) or is_cue(word):
        return False
    return not looks_like_verb(word) and word not in word_lists().words("relatives")


def _resumed(text: str, tokens: Sequence[Token], hard: int) -> Range | None:
    """Return the rest of a name that one remark of time interrupts, up to the end, or None."""
    if hard >= len(tokens) or tokens[hard].text not in word_lists().words("times"):
        return None
    rest = tokens[hard + 1 :]
    if not rest or not rest[0].is_word or not is_title(rest[0].text):
        return None
    end, _soft = _cuts(rest, bounded=True)
    return (
        trimmed(text, _without_tail(rest))
        if end == len(_without_tail(rest)) or end == len(rest)
        else None
    )


def _best_first(found: list[Extent]) -> list[Extent]:
    best: dict[tuple[Range, ...], Extent] = {}
    for each in found:
        known = best.get(each.ranges)
        if known is None or known.weight < each.weight:
            best[each.ranges] = each
    return sorted(best.values(), key=lambda each: -each.weight)


def backward(text: str, tokens: Sequence[Token], barrier: int = 0) -> list[Extent]:
    """Return the names that may stand at the end of *tokens*, which go before a cue, best first.

    Nothing before the token *barrier* comes into question.
    """
    high, is_interrupted = _name_end(tokens)
    low, is_clause = _clause_start(tokens[:high], barrier)
    found = []
    for place in range(low, high):
        token = tokens[place]
        if not token.is_word or not may_begin(token):
            continue
        weight = _start_weight(tokens, low, place, high)
        if weight is None:
            continue
        weight += 0.1 if is_clause and place == low else 0.0
        weight -= 0.4 if is_interrupted else 0.0
        begin = place - 1 if place > low and tokens[place - 1].opens else place
        span = trimmed(text, tokens[begin:high])
        if span:
            found.append(Extent((_without_joined(text, token, span),), weight))
    return _best_first(found)


def _without_joined(text: str, token: Token, span: Range) -> Range:
    """Return a name's range without a conjunction attached to a title (``والوزير``)."""
    word = token.text
    is_joined = word[0] in "وف" and len(word) > 4 and (word[1:3] == "ال" or is_title(word[1:]))
    if not is_joined or _in_list_whole(word) or span[0] != token.start:
        return span
    return letters_end(text, token, 1), span[1]


def _in_list_whole(word: str) -> bool:
    lists = word_lists()
    names = ("titles", "bodies", "documents")
    return any(word in lists.words(name) for name in names)


def _name_end(tokens: Sequence[Token]) -> tuple[int, bool]:
    """Return where the name before a cue ends, and whether a remark before a comma was passed."""
    high = len(tokens)
    passed = interrupted = False
    while high:
        token = tokens[high - 1]
        words = bare(token.text) if token.is_word else ()
        if token.is_comma:
            interrupted = interrupted or passed
            high -= 1
        elif token.text in ":-–" or token.opens:
            high -= 1
        elif any(map(is_particle, words)) and not is_title(token.text):
            passed = passed or not any(each in word_lists().words("already") for each in words)
            high -= 1
        elif token.is_word and (place := _remark(tokens, high)) is not None:
            passed = True
            high = place
        else:
            break
    return high, interrupted


def opens_clause(tokens: Sequence[Token]) -> bool:
    """Tell whether only a remark of time or occasion after a comma stands before a cue."""
    return _name_end(tokens)[1]


def _remark(tokens: Sequence[Token], high: int) -> int | None:
    """Return where a remark of time or occasion begins that ends before *high*, or None."""
    for place in range(high - 1, max(high - 5, -1), -1):
        if not tokens[place].is_word:
            return None
        is_occasion = bool(listed(tokens, place, "occasion_prepositions"))
        length = adjunct(tokens[:high], place)
        if length and (is_occasion or place + length >= high):
            return place
    return None


def _clause_start(tokens: Sequence[Token], barrier: int) -> tuple[int, bool]:
    """Return where the clause before a cue begins, and whether it is the clause's own start."""
    lists = word_lists()
    closed = 0
    for place in range(len(tokens) - 1, barrier - 1, -1):
        token = tokens[place]
        if not token.is_word:
            if token.opens:
                closed -= 1
                if closed < 0:
                    return place + 1, True
            elif token.text in CLOSING or token.is_quote:
                closed += 1
            elif token.text in ":.!?؟…" and closed <= 0 and not _is_initial(tokens, place):
                return place + 1, True
            continue
        if closed > 0:
            continue
        is_start = token.text in lists.words("clause_starts") or is_opener(token.text)
        if is_start or len(tokens) - place > LONGEST:
            return place + 1, is_start
    return barrier, True


def _start_weight(tokens: Sequence[Token], low: int, place: int, high: int) -> float | None:
    """Return how likely a name before a cue begins here, None when it cannot."""
    inside = tokens[place:high]
    if not inside[0].is_word or looks_like_verb(inside[0].text):
        return None
    weight = 0.6 - _strangers(inside) + (0.2 if is_title(inside[0].text) else 0.0)
    is_alone = place == high - 1 and place > low and not inside[0].text.startswith("ال")
    is_alone = is_alone and not is_particle(tokens[place - 1].text)
    if is_alone and any(
        looks_like_verb(token.text) for token in tokens[low:place] if token.is_word
    ):
        weight += 0.4  # A clause without a relative pronoun: it has only its noun before it.
    return weight + (0.3 if place == low else _before_weight(tokens[place - 1], inside[0]))


def _strangers(tokens: Sequence[Token]) -> float:
    """Return how much speaks against all this being one name."""
    found = 0.0
    relative = False
    for place, token in enumerate(tokens):
        relative = relative or is_relative(token.text)
        if token.is_comma:
            found += 0.0 if _is_apposition(tokens, place + 1, bounded=True) else 0.3
        elif place and token.is_word and not relative:
            found += 0.3 if looks_like_verb(token.text) else 0.0
            found += 0.2 if adjunct(tokens, place) else 0.0
    return found


def _before_weight(before: Token, first: Token) -> float:
    """Return what the token before its first word says about a name beginning there."""
    if not before.is_word:
        return 0.1
    if is_particle(before.text) and before.text in word_lists().words("prepositions"):
        return -0.25
    if is_particle(before.text) or looks_like_verb(before.text):
        return 0.2
    if first.text.startswith("ال"):
        return -0.35  # It would cut a construct (وزارة | الخارجية) or an adjective from its noun.
    return 0.0 if is_title(first.text) else -0.2


def names_in(
    tokens: Sequence[Token], names: "Sequence[tuple[str, ...]]"
) -> Iterator[tuple[int, int]]:
    """Yield the token ranges where a folded name stands, its clitics and article left open."""
    if not names:
        return
    for place, token in enumerate(tokens):
        if not token.is_word:
            continue
        first = {without_article(each) for each in bases(token.text, enclitics=False)}
        for name in names:
            if without_article(name[0]) not in first:
                continue
            if (last := _rest_matches(tokens, place, name)) is not None:
                yield place, last


def _rest_matches(tokens: Sequence[Token], place: int, name: tuple[str, ...]) -> int | None:
    """Return the token after a name that begins at *place*, marks inside it passed over."""
    at = place + 1
    for word in name[1:]:
        while at < len(tokens) and not tokens[at].is_word and not tokens[at].is_comma:
            at += 1
        if at >= len(tokens) or without_article(tokens[at].text) != without_article(word):
            return None
        at += 1
    return at
