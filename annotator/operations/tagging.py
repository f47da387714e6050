"""Marking text: everything that happens to annotations."""

from collections.abc import Iterable, Sequence

from annotator.i18n import N_, NN_, _
from annotator.model.annotation import CONFIDENCES, Annotation
from annotator.model.changes import Changes
from annotator.model.codebook import CodeDraft
from annotator.model.errors import ConflictError, InputError, SpanError
from annotator.model.graphemes import is_boundary, next_boundary, previous_boundary, snap_out
from annotator.model.span import Range, Span, make_span, merge_ranges
from annotator.model.words import proclitic_cuts, trim_blank
from annotator.operations.project import Project
from annotator.store import annotations, articles, codes

IN_VIVO_LENGTH = 60
"""A code named after a passage takes at most this many code points of it."""


def clean_ranges(text: str, ranges: Iterable[Range]) -> tuple[Range, ...]:
    """Return *ranges* (code points) as a span may have them.

    Snapped out to whole graphemes, without white space at the edges, merged where they overlap.
    Raises InputError when nothing is left, SpanError for a place outside the text.
    """
    cleaned = []
    for start, end in ranges:
        if not 0 <= start <= end <= len(text):
            raise SpanError(
                _("The place {start}–{end} is empty or outside the text of {length}.").format(
                    start=start, end=end, length=len(text)
                )
            )
        low, high = trim_blank(text, *snap_out(text, start, end))
        # A space may carry a mark, or belong to a sign before it as after the end of a verse; it
        # goes as a whole, for what is left may not be cut.
        while low < high and (text[low].isspace() or not is_boundary(text, low)):
            low = next_boundary(text, low)
        while low < high and (text[high - 1].isspace() or not is_boundary(text, high)):
            high = previous_boundary(text, high)
        if low < high:
            cleaned.append((low, high))
    if not cleaned:
        raise InputError(_("Select some text first."))
    return merge_ranges(cleaned)


def tag(
    project: Project,
    article: int,
    ranges: Iterable[Range],
    code: int,
    *,
    text: str | None = None,
    memo: str = "",
    confidence: str = "unset",
    origin: str = "hand",
) -> Changes:
    """Mark *ranges* (code points) of an article with a code; *text* saves reading it again.

    Raises ConflictError when the coder has marked the very same place with the same code.
    """
    body = articles.text(project.database, article) if text is None else text
    span = make_span(body, clean_ranges(body, ranges))
    coder = project.coder.id
    label = _code_label(project, code)
    if annotations.same_mark(project.database, article, coder, code, span) is not None:
        raise ConflictError(_("This place is already marked as {code}.").format(code=label))
    with project.database.step(N_("Tag {code}"), coder, code=label) as step:
        annotations.add(
            project.database,
            article,
            coder,
            code,
            span,
            memo=memo,
            confidence=confidence,
            origin=origin,
        )
    return step.changes


def tag_in_vivo(
    project: Project, article: int, ranges: Iterable[Range], parent: int | None = None
) -> Changes:
    """Make a code named after the marked words and mark them with it, as one step.

    Raises ConflictError when the coder has marked the very same place with that code.
    """
    body = articles.text(project.database, article)
    span = make_span(body, clean_ranges(body, ranges))
    name = " ".join(span.quote.split())[:IN_VIVO_LENGTH].strip()
    book = codes.codebook(project.database)
    coder = project.coder.id
    found = book.find(name, parent)
    if found and annotations.same_mark(project.database, article, coder, found.id, span):
        raise ConflictError(_("This place is already marked as {code}.").format(code=name))
    with project.database.step(N_("Tag in vivo: {code}"), coder, code=name) as step:
        code = found.id if found else codes.add(project.database, CodeDraft(name, parent=parent))
        annotations.add(project.database, article, coder, code, span)
    return step.changes


def add_fragment(project: Project, annotation: int, place: Range) -> Changes:
    """Add a further place (code points) to an annotation; one that touches a fragment widens it."""
    mark = own(project, annotation)
    return set_ranges(
        project, annotation, (*mark.span.ranges, place), name=N_("Add a fragment to {code}")
    )


def remove_fragment(project: Project, annotation: int, place: Range) -> Changes:
    """Take one fragment away from an annotation; raises InputError for its last one."""
    mark = own(project, annotation)
    rest = [fragment for fragment in mark.span.ranges if fragment != place]
    if not rest:
        raise InputError(_("The last fragment cannot be removed; delete the annotation instead."))
    return set_ranges(project, annotation, rest, name=N_("Remove a fragment from {code}"))


def set_ranges(
    project: Project,
    annotation: int,
    ranges: Iterable[Range],
    *,
    name: str = N_("Resize {code}"),
    merge: bool = False,
) -> Changes:
    """Give an annotation other fragments (code points).

    With *merge*, resizing the same annotation again at once is the same step.
    """
    mark = own(project, annotation)
    body = articles.text(project.database, mark.article)
    span = make_span(body, clean_ranges(body, ranges))
    if span.ranges == mark.span.ranges:
        return Changes()
    _refuse_twin(project, mark, mark.code, span)
    with project.database.step(
        name,
        project.coder.id,
        merge=f"resize {annotation}" if merge else "",
        code=_code_label(project, mark.code),
    ) as step:
        annotations.set_span(project.database, annotation, span)
    return step.changes


def trim_prefix(project: Project, annotation: int) -> Changes:
    """Move the start of an annotation past the next attached particle (و ف ب ك ل س ال).

    Raises InputError when its first word has none.
    """
    mark = own(project, annotation)
    body = articles.text(project.database, mark.article)
    start, end = mark.span.ranges[0]
    word = body[start:end].split()[0]
    cuts = [cut for cut in proclitic_cuts(word) if start + cut < end]
    if not cuts:
        raise InputError(_("The first word has no attached particle to leave out."))
    ranges = ((start + cuts[0], end), *mark.span.ranges[1:])
    return set_ranges(project, annotation, ranges, name=N_("Trim the start of {code}"))


def recode(project: Project, chosen: Sequence[int], code: int) -> Changes:
    """Give annotations another code, as one step.

    Raises ConflictError when one would be the twin of another: same place, same code.
    """
    marks = [mark for mark in own_many(project, chosen) if mark.code != code]
    label = _code_label(project, code)
    with project.database.step(N_("Recode to {code}"), project.coder.id, code=label) as step:
        for mark in marks:
            _refuse_twin(project, mark, code, mark.span)
            annotations.update(project.database, [mark.id], {"code": code})
    return step.changes


def _refuse_twin(project: Project, mark: Annotation, code: int, span: Span) -> None:
    """Raise ConflictError when another annotation of the coder has this code at this place."""
    twin = annotations.same_mark(project.database, mark.article, mark.coder, code, span)
    if twin not in (None, mark.id):
        label = _code_label(project, code)
        raise ConflictError(_("This place is already marked as {code}.").format(code=label))


def set_memo(project: Project, annotation: int, memo: str) -> Changes:
    """Write an annotation's memo."""
    mark = own(project, annotation)
    if mark.memo == memo:
        return Changes()
    with project.database.step(
        N_("Memo on {code}"),
        project.coder.id,
        merge=f"memo {annotation}",
        code=_code_label(project, mark.code),
    ) as step:
        annotations.update(project.database, [annotation], {"memo": memo})
    return step.changes


def set_confidence(project: Project, chosen: Sequence[int], confidence: str) -> Changes:
    """Say how sure the coder is of annotations; raises InputError for another word."""
    if confidence not in CONFIDENCES:
        raise InputError(_("{value} is not a degree of confidence.").format(value=confidence))
    marks = [m.id for m in own_many(project, chosen) if m.confidence != confidence]
    with project.database.step(N_("Set the confidence"), project.coder.id) as step:
        if marks:
            annotations.update(project.database, marks, {"confidence": confidence})
    return step.changes


def set_important(project: Project, chosen: Sequence[int], important: bool) -> Changes:
    """Flag annotations as important, or no longer."""
    marks = [m.id for m in own_many(project, chosen) if m.important != important]
    name = N_("Flag as important") if important else N_("Remove the flag")
    with project.database.step(name, project.coder.id) as step:
        if marks:
            annotations.update(project.database, marks, {"important": int(important)})
    return step.changes


def delete(project: Project, chosen: Sequence[int]) -> Changes:
    """Delete annotations."""
    marks = own_many(project, chosen)
    label = _code_label(project, marks[0].code)
    name = N_("Delete {code}")
    if len(marks) > 1:
        name = NN_("Delete {n} annotation", "Delete {n} annotations")
    with project.database.step(name, project.coder.id, code=label, n=len(marks)) as step:
        annotations.remove(project.database, [mark.id for mark in marks])
    return step.changes


def own(project: Project, annotation: int) -> Annotation:
    """Return an annotation of the present coder; raises ConflictError for another's."""
    return own_many(project, [annotation])[0]


def own_many(project: Project, chosen: Sequence[int]) -> list[Annotation]:
    """Return annotations of the present coder, by key.

    Raises InputError when there are none, ConflictError when one is somebody else's.
    """
    marks = annotations.get_many(project.database, chosen)
    if not marks:
        raise InputError(_("Choose an annotation first."))
    foreign = {mark.coder for mark in marks} - {project.coder.id}
    if foreign:
        names = {coder.id: coder.name for coder in project.coders()}
        raise ConflictError(
            _("This annotation is {coder}'s; copy it to your own to change it.").format(
                coder=names[min(foreign)]
            )
        )
    return marks


def _code_label(project: Project, code: int) -> str:
    found = codes.codebook(project.database).get(code)
    if found is None:
        raise InputError(_("That code is no longer in the codebook."))
    return found.label
