"""The spans of a suggestion one by one, so that each can be corrected before it is accepted.

Belongs here: naming a span and putting another in its place. Does not belong here: what is done
with them (``ui`` shows them as ghosts).
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from annotator.model.span import Range
from annotator.model.suggestion import Suggestion

CUE, SOURCE, CLAIM = "cue", "source", "claim"
KINDS: Final = (CUE, SOURCE, CLAIM)


class Part(NamedTuple):
    """Which span: of the suggestion (0) or of the one within it (1), its kind, which of several."""

    depth: int
    kind: str
    number: int = 0


def parts(suggestion: Suggestion) -> Iterator[tuple[Part, tuple[Range, ...]]]:
    """Yield every span (code points) of a suggestion and of what lies within it, once each."""
    seen: set[tuple[Range, ...]] = set()
    depth, present = 0, suggestion
    while True:
        spans = [
            (Part(depth, CUE), present.cue),
            *((Part(depth, SOURCE, n), span) for n, span in enumerate(present.sources)),
            (Part(depth, CLAIM), present.content),
        ]
        for part, ranges in spans:
            if ranges and ranges not in seen:
                seen.add(ranges)
                yield part, ranges
        if present.inner is None:
            return
        depth, present = depth + 1, present.inner


def with_part(suggestion: Suggestion, part: Part, ranges: tuple[Range, ...]) -> Suggestion:
    """Return the suggestion with other places (code points) for one of its spans."""
    if part.depth:
        assert suggestion.inner is not None
        inner = with_part(suggestion.inner, part._replace(depth=part.depth - 1), ranges)
        return replace(suggestion, inner=inner)
    if part.kind == CUE:
        return replace(suggestion, cue=ranges)
    if part.kind == CLAIM:
        return replace(suggestion, content=ranges)
    spans = list(suggestion.sources)
    spans[part.number] = ranges
    return replace(suggestion, sources=tuple(spans))
