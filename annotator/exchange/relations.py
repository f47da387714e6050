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
    return [each for each in attributions if not (each.cue or each.sources or each.parent)]


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
