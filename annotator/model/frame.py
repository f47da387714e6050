"""A frame: an attribution together with the spans that fill its roles, as rules look at it."""

from collections.abc import Mapping
from dataclasses import dataclass

from annotator.model.annotation import Annotation
from annotator.model.attribution import Attribution
from annotator.model.span import Range, Span


@dataclass(frozen=True, slots=True)
class Frame:
    """An attribution and its annotations by key."""

    attribution: Attribution
    marks: Mapping[int, Annotation]

    @property
    def content(self) -> Span:
        """The span of what is said; raises KeyError when its annotation is gone."""
        return self.marks[self.attribution.content].span

    @property
    def cue(self) -> Span | None:
        """The span of the cue, or None."""
        found = self.marks.get(self.attribution.cue or 0)
        return found.span if found else None

    @property
    def sources(self) -> tuple[Span, ...]:
        """The spans of the sources."""
        return tuple(self.marks[key].span for key in self.attribution.sources)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The spans of all roles, content first."""
        return tuple(self.marks[key].span for key in self.attribution.annotations)

    @property
    def extent(self) -> Range:
        """From the first to the last code point of all roles."""
        return min(s.start for s in self.spans), max(s.end for s in self.spans)


def contains(outer: Span, inner: Span) -> bool:
    """Tell whether every fragment of *inner* lies inside one fragment of *outer*."""
    return all(
        any(low <= start and end <= high for low, high in outer.ranges)
        for start, end in inner.ranges
    )


def overlap(one: Span, other: Span) -> bool:
    """Tell whether two spans share a code point."""
    return any(
        start < high and low < end for start, end in one.ranges for low, high in other.ranges
    )


def is_inside(frame: Frame, parent: Frame) -> bool:
    """Tell whether every role of *frame* lies inside the content of *parent*."""
    return all(contains(parent.content, span) for span in frame.spans)
