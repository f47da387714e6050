"""Suggestions as plain lists and dictionaries, for JSON, and back.

Belongs here: one spelling of a suggestion for caches and for programs. Does not belong here: what a
suggestion is (``suggestion``).
"""

from collections.abc import Iterable, Mapping
from typing import Any

from annotator.model.span import Range
from annotator.model.suggestion import Suggestion


def as_values(suggestion: Suggestion) -> dict[str, Any]:
    """Return a suggestion as JSON can tell it; places are pairs of code points."""
    inner = suggestion.inner
    return {
        "cue": [list(place) for place in suggestion.cue],
        "content": [list(place) for place in suggestion.content],
        "sources": [[list(place) for place in span] for span in suggestion.sources],
        "cue_name": suggestion.cue_name,
        "cue_kind": suggestion.cue_kind,
        "cue_stance": suggestion.cue_stance,
        "flags": list(suggestion.flags),
        "continues": suggestion.continues,
        "inner": None if inner is None else as_values(inner),
        "score": round(suggestion.score, 4),
    }


def from_values(values: Mapping[str, Any]) -> Suggestion:
    """Return the suggestion that ``as_values`` told of."""
    inner = values["inner"]
    return Suggestion(
        cue=_ranges(values["cue"]),
        content=_ranges(values["content"]),
        sources=tuple(_ranges(span) for span in values["sources"]),
        cue_name=values["cue_name"],
        cue_kind=values["cue_kind"],
        cue_stance=values["cue_stance"],
        flags=tuple(values["flags"]),
        continues=values["continues"],
        inner=None if inner is None else from_values(inner),
        score=values["score"],
    )


def _ranges(stored: Iterable[Iterable[int]]) -> tuple[Range, ...]:
    return tuple((start, end) for start, end in stored)
