"""Spans: the places of a text that an annotation marks.

Offsets are Unicode code points, half-open ``[start, end)``, in logical order over the canonical
text. A span of several fragments is one annotation (``كانت … قد أعلنت``). Nothing here knows who
marked the span or with which code.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.i18n import _
from annotator.model.errors import SpanError
from annotator.model.graphemes import is_boundary

CONTEXT: Final = 32
"""Code points of text kept before and after a span, to find it again or report it as lost."""

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Fragment:
    """One unbroken piece of a span: code points ``[start, end)`` and the exact text there."""

    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Span:
    """One or more fragments, ascending and disjoint, with the text around them."""

    fragments: tuple[Fragment, ...]
    prefix: str = ""
    suffix: str = ""

    @property
    def start(self) -> int:
        """Code point where the first fragment begins."""
        return self.fragments[0].start

    @property
    def end(self) -> int:
        """Code point after the last fragment."""
        return self.fragments[-1].end

    @property
    def ranges(self) -> tuple[Range, ...]:
        """The fragments' offsets, code points."""
        return tuple((fragment.start, fragment.end) for fragment in self.fragments)

    @property
    def quote(self) -> str:
        """The fragments' texts, joined by an ellipsis for display."""
        return " … ".join(fragment.quote for fragment in self.fragments)

    @property
    def length(self) -> int:
        """How many code points are marked."""
        return sum(fragment.end - fragment.start for fragment in self.fragments)


def make_span(text: str, ranges: Iterable[Range]) -> Span:
    """Return the span of *ranges* (code points) over *text*; raises SpanError when it is none."""
    ordered = sorted(ranges)
    faults = range_faults(text, ordered)
    if faults:
        raise SpanError(faults[0])
    fragments = tuple(Fragment(start, end, text[start:end]) for start, end in ordered)
    return Span(fragments, *context_of(text, fragments))


def context_of(text: str, fragments: Sequence[Fragment]) -> tuple[str, str]:
    """Return the up to 32 code points before the first and after the last fragment."""
    start, end = fragments[0].start, fragments[-1].end
    return text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]


def range_faults(text: str, ranges: Sequence[Range]) -> list[str]:
    """Return a sentence for each rule of the scheme that *ranges*, in this order, break."""
    if not ranges:
        return [_("A span needs at least one fragment.")]
    faults = []
    previous = 0
    for start, end in ranges:
        where = {"start": start, "end": end}
        if not 0 <= start < end <= len(text):
            faults.append(
                _("The place {start}–{end} is empty or outside the text of {length}.").format(
                    **where, length=len(text)
                )
            )
            continue
        if start < previous:
            faults.append(
                _("The fragments overlap or are out of order at {start}.").format(**where)
            )
        previous = max(previous, end)
        if text[start].isspace() or text[end - 1].isspace():
            faults.append(
                _("The place {start}–{end} begins or ends with white space.").format(**where)
            )
        if not (is_boundary(text, start) and is_boundary(text, end)):
            faults.append(
                _("The place {start}–{end} cuts a letter from its marks.").format(**where)
            )
    return faults


def quote_faults(text: str, span: Span) -> list[str]:
    """Return a sentence for each fragment whose stored quote differs from the text there."""
    return [
        _("At {start}–{end} the text is not the stored quote.").format(
            start=fragment.start, end=fragment.end
        )
        for fragment in span.fragments
        if text[fragment.start : fragment.end] != fragment.quote
    ]


def merge_ranges(ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Return *ranges* ascending, with those that overlap or touch made one."""
    merged: list[Range] = []
    for start, end in sorted(ranges):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return tuple(merged)
