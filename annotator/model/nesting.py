"""Nesting: which attribution another one lies in, where containment makes it certain."""

from collections.abc import Iterable, Mapping

from annotator.model.frame import Frame, contains
from annotator.model.span import Span


def parent_of(
    spans: Iterable[Span], frames: Iterable[Frame], besides: Iterable[int] = ()
) -> Frame | None:
    """Return the frame with the smallest content that holds all *spans*, or None.

    The content must hold more than the spans' own claim: one that is exactly as long holds nothing.
    *besides* are attributions that do not come into question: itself and what lies in it.
    """
    listed = list(spans)
    left_out = frozenset(besides)
    best: Frame | None = None
    for frame in frames:
        if frame.attribution.id in left_out or frame.attribution.content not in frame.marks:
            continue
        content = frame.content
        if not all(contains(content, span) for span in listed):
            continue
        if content.ranges == listed[0].ranges:
            continue
        if best is None or content.length < best.content.length:
            best = frame
    return best


def basis_in(parent: Frame, flags: Mapping[int, str]) -> str:
    """Return the basis of what lies inside *parent*: it follows from the parent's own flags."""
    named = {flags.get(key, "") for key in parent.attribution.flags}
    return "frame" if "frame" in named else "relay" if "relay" in named else "embedded"
