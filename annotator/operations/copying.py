"""Copying what another coder judged to one's own: annotations, and who says what with them.

What is one's own already stays as it is and is not doubled; what a copy would lie in is found among
one's own, whichever was copied first. An attribution goes with its claim, so that a source or a cue
chosen alone does not bring what others say with it.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from annotator.i18n import NN_
from annotator.model.annotation import Annotation
from annotator.model.attribution import (
    ATTRIBUTES,
    CONTAINING,
    CONTENT,
    CUE,
    DEEPEST,
    SOURCE,
    UNSET,
    Attribution,
)
from annotator.model.chains import depth
from annotator.model.changes import Changes
from annotator.model.claim import Claim
from annotator.model.frame import Frame, is_inside
from annotator.model.span import Range
from annotator.operations.project import Project
from annotator.store import annotations, attributions, claims, codes, guard


@dataclass(slots=True)
class Copied:
    """What came of copying.

    ``marks`` and ``attributions`` map what is theirs to what is one's own now, made or found.
    ``kept`` are one's own attributions that name somebody else for the same claim and stay so;
    ``loose`` the claims that lie in nothing because what theirs lie in is not among one's own.
    """

    marks: dict[int, int] = field(default_factory=dict)
    attributions: dict[int, int] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)
    loose: set[int] = field(default_factory=set)


def copy_annotations(project: Project, chosen: Sequence[int]) -> tuple[Copied, Changes]:
    """Copy other coders' annotations, and the attributions whose claims are among them."""
    database, me = project.database, project.coder.id
    marks = [mark for mark in annotations.get_many(database, chosen) if mark.coder != me]
    keys = {mark.id for mark in marks}
    said = [e for e in attributions.with_annotations(database, keys) if e.content in keys]
    name = NN_("Copy {n} annotation", "Copy {n} annotations")
    return _copy(project, name, len(marks), marks, said)


def copy_attributions(project: Project, chosen: Sequence[int]) -> tuple[Copied, Changes]:
    """Copy other coders' attributions with the annotations that fill their roles."""
    me = project.coder.id
    said = [e for e in attributions.get_many(project.database, chosen) if e.coder != me]
    name = NN_("Copy {n} attribution", "Copy {n} attributions")
    return _copy(project, name, len(said), (), said)


def _copy(
    project: Project,
    name: str,
    count: int,
    marks: Iterable[Annotation],
    said: Iterable[Attribution],
) -> tuple[Copied, Changes]:
    told = Copied()
    by_article: dict[int, tuple[list[Annotation], list[Attribution]]] = {}
    for mark in marks:
        by_article.setdefault(mark.article, ([], []))[0].append(mark)
    for each in said:
        by_article.setdefault(each.article, ([], []))[1].append(each)
    with project.database.step(name, project.coder.id, n=count) as step:
        for article, found in sorted(by_article.items()):
            _Page(project, article, told).copy(*found)
    return told, step.changes


class _Page:
    """One article while others' work on it is copied, inside a step.

    ``_theirs`` are the attributions copied and those around them, ``_inside`` the same by what they
    lie in; ``_mine`` one's own annotations by their places, ``_marks`` by key; ``_said`` one's own
    attributions by the annotation that is their claim, ``_made`` those that were not there before.
    """

    def __init__(self, project: Project, article: int, told: Copied) -> None:
        self._database = project.database
        self._me = project.coder.id
        self._article = article
        self._told = told
        book = codes.codebook(project.database)
        self._kinds = {code.id: code.kind for code, _depth in book.walk()}
        self._theirs: dict[int, Frame] = {}
        self._inside: dict[int | None, list[Frame]] = {}
        self._mine: dict[tuple[Range, ...], list[Annotation]] = {}
        self._marks: dict[int, Annotation] = {}
        self._said: dict[int, Frame] = {}
        self._made: set[int] = set()

    def copy(self, marks: Sequence[Annotation], said: Sequence[Attribution]) -> None:
        """Copy annotations, and attributions with what fills their roles."""
        chosen = self._frames(said)
        concerned = {mark.id: mark for mark in marks}
        for frame in chosen.values():
            concerned |= frame.marks
        smaller = claims.placed_in(self._database, chosen)
        lying = annotations.get_many(self._database, set(smaller) - set(concerned))
        described = claims.of_annotations(self._database, [*concerned, *smaller])
        self._theirs = chosen | self._frames(self._around(chosen, described.values()))
        for frame in self._theirs.values():
            self._inside.setdefault(frame.attribution.parent, []).append(frame)
        self._look_up([*concerned.values(), *lying])
        for mark in marks:
            self._told.marks[mark.id] = self._own(mark, exactly=True).id
        known = {key: frame.attribution for key, frame in chosen.items()}
        for frame in sorted(chosen.values(), key=lambda each: depth(each.attribution, known)):
            self._attribute(frame)
        self._describe([*concerned.values(), *lying], described)

    def _frames(self, said: Iterable[Attribution]) -> dict[int, Frame]:
        """Return attributions as frames, but for those that lack an annotation."""
        found = guard.frames_of(self._database, said)
        return {
            key: frame
            for key, frame in found.items()
            if len(frame.marks) == len(frame.attribution.annotations)
        }

    def _around(self, chosen: Collection[int], described: Iterable[Claim]) -> list[Attribution]:
        """Return what the *chosen* and the claims described lie in, and what lies in the chosen."""
        found = attributions.get_many(self._database, chosen)
        around = [each.parent for each in found] + [each.within for each in described]
        wanted = {key for key in around if key is not None}
        wanted |= {each.id for each in attributions.children(self._database, chosen)}
        return attributions.get_many(self._database, wanted - set(chosen))

    def _look_up(self, marks: Iterable[Annotation]) -> None:
        """Find one's own annotations at the places of *marks* and of ``_theirs``."""
        places = {mark.span.ranges[0] for mark in marks}
        for frame in self._theirs.values():
            places |= {span.ranges[0] for span in frame.spans}
        found = annotations.at_places(self._database, self._article, self._me, places)
        for mark in found:
            self._learn(mark)
        said = attributions.with_annotations(self._database, [mark.id for mark in found])
        for frame in self._frames(said).values():
            self._said[frame.attribution.content] = frame

    def _learn(self, mark: Annotation) -> None:
        self._marks[mark.id] = mark
        self._mine.setdefault(mark.span.ranges, []).append(mark)

    # annotations

    def _present(self, mark: Annotation, *, exactly: bool = False) -> Annotation | None:
        """Return one's own annotation at the place of *mark*: of its code, else of its kind."""
        found = self._mine.get(mark.span.ranges, [])
        for each in found:
            if each.code == mark.code:
                return each
        kind = self._kinds[mark.code]
        if exactly or kind == "code":
            return None
        return next((each for each in found if self._kinds[each.code] == kind), None)

    def _own(self, mark: Annotation, *, exactly: bool = False) -> Annotation:
        """Return one's own annotation in place of *mark*, made where there is none."""
        present = self._present(mark, exactly=exactly)
        if present is not None:
            return present
        key = annotations.add(
            self._database,
            self._article,
            self._me,
            mark.code,
            mark.span,
            confidence=mark.confidence,
            memo=mark.memo,
        )
        if mark.important:
            annotations.update(self._database, [key], {"important": 1})
        made = replace(mark, id=key, coder=self._me)
        self._learn(made)
        return made

    # attributions

    def _twin(self, frame: Frame | None) -> Frame | None:
        """Return one's own attribution of the same claim to the same speakers."""
        if frame is None:
            return None
        known = self._told.attributions.get(frame.attribution.id)
        for mark in self._mine.get(frame.content.ranges, []):
            mine = self._said.get(mark.id)
            if mine is not None and (mine.attribution.id == known or _agree(frame, mine)):
                return mine
        return None

    def _attribute(self, frame: Frame) -> None:
        """Make one's own of an attribution, unless its claim is attributed already."""
        theirs, told = frame.attribution, self._told
        twin = self._twin(frame)
        if twin is None:
            content = self._claim(frame)
            if content.id in self._said:
                told.kept.add(self._said[content.id].attribution.id)
                return
            twin = self._make(frame, content)
            self._take_in(theirs, twin)
        told.attributions[theirs.id] = twin.attribution.id
        told.marks.setdefault(theirs.content, twin.attribution.content)
        for key in theirs.annotations:
            present = self._present(frame.marks[key])
            if present is not None:
                told.marks.setdefault(key, present.id)

    def _claim(self, frame: Frame) -> Annotation:
        """Return the annotation that is to be the claim; one with another code only if free."""
        mark = frame.marks[frame.attribution.content]
        present = self._present(mark)
        taken = present is not None and present.id in self._said and present.code != mark.code
        return self._own(mark, exactly=taken)

    def _make(self, frame: Frame, content: Annotation) -> Frame:
        theirs = frame.attribution
        cue = [] if theirs.cue is None else [self._own(frame.marks[theirs.cue]).id]
        sources = dict.fromkeys(self._own(frame.marks[key]).id for key in theirs.sources)
        parent = self._parent(theirs)
        values: dict[str, Any] = {name: theirs.value(name) for name in ATTRIBUTES}
        values |= {"suggested": int(theirs.suggested), "memo": theirs.memo}
        if parent is not None:
            values |= {"parent": parent, "basis": theirs.basis}
        elif theirs.parent is not None:
            self._told.loose.add(content.id)
        roles = [(CONTENT, content.id), *((CUE, k) for k in cue), *((SOURCE, k) for k in sources)]
        key = attributions.add(
            self._database,
            self._article,
            self._me,
            roles,
            entities=theirs.entities,
            flags=theirs.flags,
            fields=values,
        )
        made = attributions.get(self._database, key)
        return self._remember(Frame(made, {mark: self._marks[mark] for mark in made.annotations}))

    def _remember(self, frame: Frame) -> Frame:
        self._said[frame.attribution.content] = frame
        self._made.add(frame.attribution.id)
        return frame

    def _parent(self, theirs: Attribution) -> int | None:
        """Return which of one's own a copy is to lie in, where there is one with room below it."""
        twin = self._twin(self._theirs.get(theirs.parent or 0))
        if twin is None:
            return None
        above = attributions.ancestors(self._database, twin.attribution)
        return twin.attribution.id if len(above) + 2 <= DEEPEST else None

    def _take_in(self, theirs: Attribution, made: Frame) -> None:
        """Put one's own into a copy where it lies so with them, and lay in nothing or beside it.

        That it lay elsewhere was no decision against a claim that was not there.
        """
        own, inside = made.attribution, self._inside.get(theirs.id, [])
        if not inside:
            return
        around = [each.id for each in attributions.ancestors(self._database, own)]
        for frame in inside:
            twin = self._twin(frame)
            if twin is None or twin.attribution.parent not in (None, own.parent):
                continue
            inner, basis = twin.attribution, frame.attribution.basis
            is_outside = basis in CONTAINING and not is_inside(twin, made)
            if is_outside or inner.id in (own.id, *around):
                continue
            if len(around) + 1 + self._height(inner.id) > DEEPEST:
                continue
            fields = {"parent": own.id, "basis": basis}
            attributions.update(self._database, [inner.id], fields)
            self._said[inner.content] = replace(
                twin, attribution=replace(inner, parent=own.id, basis=basis)
            )

    def _height(self, attribution: int) -> int:
        """Return how many attributions lie inside each other there, itself among them."""
        level, height = [attribution], 0
        while level and height <= DEEPEST:
            level = [each.id for each in attributions.children(self._database, level)]
            height += 1
        return height

    # what is said of claims

    def _describe(self, marks: Iterable[Annotation], described: dict[int, Claim]) -> None:
        """Say of one's own claims what they say, where nothing is said of them yet."""
        pairs = []
        for mark in marks:
            key = self._told.marks.get(mark.id)
            mine = self._marks[key] if key is not None else self._present(mark)
            if mark.id in described and mine is not None:
                pairs.append((described[mark.id], mine.id))
        present = claims.of_annotations(self._database, [own for _said, own in pairs])
        for said, own in pairs:
            copied = said.annotation in self._told.marks and own not in present
            fields = _words(said) if copied else {}
            if said.within is not None and (own not in present or present[own].within is None):
                twin = self._twin(self._theirs.get(said.within))
                if twin is not None and (copied or twin.attribution.id in self._made):
                    fields["within"] = twin.attribution.id
                elif copied:
                    self._told.loose.add(own)
            if fields:
                claims.set_fields(self._database, [own], fields)
                present[own] = replace(said, within=fields.get("within"))


def _agree(one: Frame, other: Frame) -> bool:
    """Tell whether two attributions of one claim name the same speakers.

    Who they are decides where both say it, else the words that are marked.
    """
    first, second = one.attribution.entities, other.attribution.entities
    if first and second:
        return set(first) == set(second)
    return {span.ranges for span in one.sources} == {span.ranges for span in other.sources}


def _words(claim: Claim) -> dict[str, Any]:
    """Return what is said of a claim but for where it lies."""
    said = {
        "type": claim.type,
        "check_worthiness": claim.check_worthiness,
        "wording": claim.wording,
        "ledger": claim.ledger,
    }
    return {name: value for name, value in said.items() if value not in (UNSET, "", None)}
