"""Relays: somebody passes on what another one said (``نقلت X عن Y قوله إن …``).

Belongs here: both attributions of such a sentence, given one of their claims. Does not belong here:
making them (``operations``).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.arabic.cues import is_opener
from annotator.arabic.propose import Proposal, propose
from annotator.arabic.sources import RELAYS
from annotator.arabic.surroundings import Ranges, Surroundings
from annotator.arabic.tokens import Token, tokens_of
from annotator.model.span import Range


@dataclass(frozen=True, slots=True)
class Relay:
    """Two proposals: ``inner`` lies inside the claim of ``outer``, its parent, with basis relay."""

    outer: Proposal
    inner: Proposal


def relay(
    text: str,
    content: Ranges,
    *,
    cues: Sequence[Ranges] = (),
    sources: Sequence[Ranges] = (),
    names: Sequence[str] = (),
) -> Relay | None:
    """Return both attributions of a relay whose outer or inner claim *content* is, or None.

    The outer claim begins at عن, the inner one where the words passed on begin.
    """
    around = Surroundings(text, tuple(sorted(content)))
    verb = next((hit for hit in reversed(around.cues_before) if _passes_on(hit.cue.name)), None)
    if verb is None:
        return None
    tokens = tokens_of(text, verb.end, around.content[0][1])
    place = next((n for n, token in enumerate(tokens) if token.text == "عن"), None)
    if place is None or tokens[place].start > around.start:
        return None
    inner = _inner(around, tokens[place + 1 :])
    if inner is None:
        return None
    outer = ((tokens[place].start, inner[0][1]), *inner[1:])

    def proposals(claim: Ranges) -> list[Proposal]:
        return propose(text, claim, cues=cues, sources=sources, names=names)

    low = tokens[place].start
    first = next((each for each in proposals(outer) if each.cue == verb.fragments), None)
    second = next((each for each in proposals(inner) if each.cue and each.cue[0][0] >= low), None)
    if first is None or second is None:
        return None
    flags = tuple(dict.fromkeys((*first.flags, "relay")))
    return Relay(replace(first, flags=flags), second)


def _passes_on(name: str) -> bool:
    return name in RELAYS and name != "نقلاً عن"


def _inner(around: Surroundings, tokens: Sequence[Token]) -> tuple[Range, ...] | None:
    """Return the claim of the one who is quoted: as marked, or from its first word on."""
    if not tokens:
        return None
    if around.start >= tokens[0].start:
        return around.content
    for token in tokens:
        is_quoted = token.is_quote and token.opens and _is_speech(tokens, token)
        if (token.is_word and is_opener(token.text)) or is_quoted:
            start = token.start
            return ((start, around.content[0][1]), *around.content[1:])
    return None


def _is_speech(tokens: Sequence[Token], quote: Token) -> bool:
    """Tell whether a quotation follows a colon or a noun of saying, and is no name in quotes."""
    earlier = [token for token in tokens if token.end <= quote.start]
    return bool(earlier) and earlier[-1].text in (":", "قوله", "قولها", "قولهم")
