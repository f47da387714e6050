"""Attributions as lines between marks, for formats that know no more: the convention, both ways.

Every line begins at the claim: ``source`` and ``cue`` lead to what fills that role, and
``parent_embedded``, ``parent_relay``, … to the claim of the attribution it lies in. A claim is the
content of one attribution at most, so that the claim's mark stands for its attribution. An
attribution without source, cue and parent has no line; a format that uses lines says it of the mark
or counts it as lost.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from annotator.model.annotated import DocumentAttribution, DocumentRelation, Mark
from annotator.model.attribution import BASES, CONTENT, CUE, SOURCE

_PARENT: Final = "parent_"
LABELS: Final = (SOURCE, CUE, *(f"{_PARENT}{basis}" for basis in BASES))
"""Every label that ``to_relations`` gives."""


def to_relations(attributions: Iterable[DocumentAttribution]) -> list[DocumentRelation]:
    """Return the lines of attributions, in their order."""
    listed = list(attributions)
    content = {each.id: each.content for each in listed}
    lines: list[DocumentRelation] = []
    for each in listed:
        targets = [(CUE, each.cue)] if each.cue else []
        targets += [(SOURCE, mark) for mark in each.sources]
        if each.parent in content:
            targets.append((f"{_PARENT}{each.basis}", content[each.parent]))
        lines += [DocumentRelation(label, each.content, target) for label, target in targets]
    return lines


def bare(attributions: Iterable[DocumentAttribution]) -> list[DocumentAttribution]:
    """Return the attributions that have no line of their own."""
    listed = list(attributions)
    known = {each.id for each in listed}
    return [each for each in listed if not (each.cue or each.sources or each.parent in known)]


def from_relations(
    marks: Mapping[str, Mark], relations: Iterable[DocumentRelation]
) -> tuple[list[DocumentAttribution], list[DocumentRelation]]:
    """Return the attributions that lines tell, and the lines that follow another convention.

    An attribution's id is that of its claim's mark, its coder the claim's.
    """
    roles: dict[str, list[tuple[str, str]]] = {}
    parents: dict[str, tuple[str, str]] = {}
    other: list[DocumentRelation] = []
    for line in relations:
        known = line.origin in marks and line.target in marks
        if known and line.label in (SOURCE, CUE):
            roles.setdefault(line.origin, []).append((line.label, line.target))
        elif known and line.label in LABELS:
            roles.setdefault(line.origin, [])
            roles.setdefault(line.target, [])
            parents[line.origin] = line.target, line.label.removeprefix(_PARENT)
        else:
            other.append(line)
    found = []
    for content, filled in roles.items():
        parent, basis = parents.get(content, ("", ""))
        ordered = sorted(filled, key=lambda role: (role[0] != CUE, marks[role[1]].start))
        found.append(
            DocumentAttribution(
                id=content,
                roles=((CONTENT, content), *ordered),
                coder=marks[content].coder,
                parent=parent,
                basis=basis,
            )
        )
    return found, other


# lines of others


def settle(
    marks: Mapping[str, Mark], lines: Iterable[DocumentRelation], by_kind: str
) -> tuple[list[DocumentRelation], list[DocumentRelation]]:
    """Return lines of others in our convention, and those that tell no attribution.

    A line's ``label`` is one of ``LABELS``, or *by_kind*: then the kinds of its two marks say what
    it means, whichever way it runs. A claim and a source or cue make an attribution; a cue and a
    source belong together in the attributions that the cue is in. A parent's line leads outwards
    when one of its claims lies in the other. ``id`` is kept.
    """
    settled: list[DocumentRelation] = []
    unused: list[DocumentRelation] = []
    sides: list[DocumentRelation] = []
    for line in lines:
        ends = marks.get(line.origin), marks.get(line.target)
        if ends[0] is None or ends[1] is None:
            unused.append(line)
            continue
        origin, target = _outwards(line, ends[0], ends[1])
        if line.label.startswith(_PARENT):
            settled.append(DocumentRelation(line.label, origin.id, target.id, line.id))
        elif origin.kind == "claim" and target.kind in (SOURCE, CUE):
            label = target.kind if line.label == by_kind else line.label
            settled.append(DocumentRelation(label, origin.id, target.id, line.id))
        elif line.label == by_kind and {origin.kind, target.kind} == {SOURCE, CUE}:
            sides.append(line)
        else:
            (unused if line.label == by_kind else settled).append(line)
    return _with_sides(marks, settled, sides, unused), unused


def _outwards(line: DocumentRelation, origin: Mark, target: Mark) -> tuple[Mark, Mark]:
    """Return a line's ends as our convention has them: from the claim, from the inner claim."""
    if line.label.startswith(_PARENT):
        inner_first = target.start <= origin.start and origin.end <= target.end
        inner_last = origin.start <= target.start and target.end <= origin.end
        return (target, origin) if inner_last and not inner_first else (origin, target)
    if target.kind == "claim" and origin.kind in (SOURCE, CUE):
        return target, origin
    return origin, target


def _with_sides(
    marks: Mapping[str, Mark],
    settled: list[DocumentRelation],
    sides: Iterable[DocumentRelation],
    unused: list[DocumentRelation],
) -> list[DocumentRelation]:
    """Return the lines with those of sources that are joined to a cue instead of a claim."""
    known = {(line.origin, line.target) for line in settled}
    claims: dict[str, list[str]] = {}
    for line in settled:
        if marks[line.target].kind == CUE:
            claims.setdefault(line.target, []).append(line.origin)
    for line in sides:
        cue, source = line.origin, line.target
        if marks[cue].kind != CUE:
            cue, source = source, cue
        if cue not in claims:
            unused.append(line)
        for claim in claims.get(cue, ()):
            if (claim, source) not in known:
                known.add((claim, source))
                settled.append(DocumentRelation(SOURCE, claim, source, line.id))
    return settled
