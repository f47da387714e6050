"""What a person may want to look at again in an article: the scheme's W rules, live."""

from collections.abc import Iterator, Mapping

from annotator.i18n import _
from annotator.model.annotation import Annotation
from annotator.model.attribution import Attribution
from annotator.model.problems import Problem
from annotator.model.scheme import Finding, pair_remarks, remarks, shorten, span_remarks
from annotator.operations.project import Project
from annotator.store import annotations, articles, attributions, guard

WARNING = "warning"


def problems_of(project: Project, article: int, coders: list[int] | None = None) -> list[Problem]:
    """Return what to look at again in one article, in reading order, of *coders* or of all."""
    database = project.database
    text = articles.text(database, article)
    listed = attributions.of_article(database, article, coders)
    frames = guard.frames_of(database, listed)
    names = {flag.id: flag.name for flag in attributions.flags(database)}
    placed: list[tuple[int, Problem]] = []
    for mark in annotations.of_article(database, article, coders):
        for finding in span_remarks(mark.span):
            told = _problem(finding, mark.span.quote, article, mark.id, mark.coder)
            placed.append((mark.span.start, told))
    whole = {
        key: frame for key, frame in frames.items() if _is_whole(frame.attribution, frame.marks)
    }
    for frame in whole.values():
        each = frame.attribution
        parent = whole.get(each.parent) if each.parent is not None else None
        flags = [names[key] for key in each.flags if key in names]
        for finding in remarks(frame, parent, text, flags):
            told = _problem(finding, frame.content.quote, article, each.content, each.coder)
            placed.append((frame.content.start, told))
    by_coder: dict[int, list[Attribution]] = {}
    for frame in whole.values():
        by_coder.setdefault(frame.attribution.coder, []).append(frame.attribution)
    for own in by_coder.values():
        for frame, finding in pair_remarks([whole[each.id] for each in own]):
            each = frame.attribution
            told = _problem(finding, frame.content.quote, article, each.content, each.coder)
            placed.append((frame.content.start, told))
    return [problem for _start, problem in sorted(placed, key=lambda entry: entry[0])]


def all_problems(project: Project) -> Iterator[Problem]:
    """Yield what to look at again in every article that has attributions or annotations."""
    for key in articles.annotated(project.database):
        yield from problems_of(project, key)


def _is_whole(attribution: Attribution, marks: Mapping[int, Annotation]) -> bool:
    return all(key in marks for key in attribution.annotations)


def _problem(finding: Finding, quote: str, article: int, annotation: int, coder: int) -> Problem:
    sentence = _("“{quote}”: {finding}").format(quote=shorten(quote), finding=finding.sentence)
    return Problem(finding.rule, WARNING, sentence, article, annotation, coder=coder)
