"""What to look at again in an article that is in memory already, found piece by piece.

The same findings as ``problems.problems_of``, for a window that must not stop: nothing is read, and
whoever asks may pause after every piece.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from annotator.i18n import _
from annotator.model.annotation import Annotation
from annotator.model.attribution import Attribution
from annotator.model.frame import Frame
from annotator.model.problems import Problem
from annotator.model.scheme import Finding, pair_remarks, remarks, shorten, span_remarks
from annotator.operations.problems import WARNING

Placed = tuple[int, Problem]
"""Where in the text a problem is, and the problem."""


def steps(
    article: int,
    text: str,
    marks: Sequence[Annotation],
    known: Mapping[int, Attribution],
    frame_of: Callable[[Attribution], Frame | None],
    flags: Mapping[int, str],
) -> Iterator[list[Placed]]:
    """Yield, for each annotation and attribution in turn, what is found; often nothing.

    *frame_of* returns an attribution with its annotations, or None when one is missing; *flags* are
    the names of flags by key.
    """
    for mark in marks:
        yield [_placed(article, mark, finding) for finding in span_remarks(mark.span)]
    frames: dict[int, Frame] = {}
    for attribution in known.values():
        frame = frame_of(attribution)
        if frame is not None:
            frames[attribution.id] = frame
        yield []
    for frame in frames.values():
        attribution = frame.attribution
        parent = frames.get(attribution.parent) if attribution.parent is not None else None
        named = [flags[key] for key in attribution.flags if key in flags]
        yield [_of_frame(article, frame, each) for each in remarks(frame, parent, text, named)]
    yield from _pairs(article, frames.values())


def _pairs(article: int, frames: Iterable[Frame]) -> Iterator[list[Placed]]:
    by_coder: dict[int, list[Frame]] = {}
    for frame in frames:
        by_coder.setdefault(frame.attribution.coder, []).append(frame)
        yield []
    for own in by_coder.values():
        for frame, finding in pair_remarks(own):
            yield [_of_frame(article, frame, finding)]


def _placed(article: int, mark: Annotation, finding: Finding) -> Placed:
    return mark.span.start, problem(finding, mark.span.quote, article, mark.id, mark.coder)


def _of_frame(article: int, frame: Frame, finding: Finding) -> Placed:
    content, said = frame.content, frame.attribution
    told = problem(finding, content.quote, article, said.content, said.coder)
    return content.start, told


def problem(finding: Finding, quote: str, article: int, annotation: int, coder: int) -> Problem:
    """Return a finding as a sentence that begins with the words it is about."""
    sentence = _("“{quote}”: {finding}").format(quote=shorten(quote), finding=finding.sentence)
    return Problem(finding.rule, WARNING, sentence, article, annotation, coder=coder)
