"""One document of several people's files of the same text.

Where a document was annotated before it was handed to several people, each file has those marks:
they are kept once. Marks of one id that differ are two marks.
"""

from collections.abc import Container, Iterable, Mapping
from dataclasses import replace

from annotator.model.annotated import Document, DocumentAttribution, Mark


def merged(documents: Iterable[Document]) -> Document:
    """Return one document with everybody's work."""
    first, *others = documents
    for each in others:
        first = _joined(first, each)
    return first


def _joined(first: Document, other: Document) -> Document:
    marks = first.mark_of()
    said = {each.id: each for each in first.attributions}
    taken = {*marks, *said, *(e.id for e in other.marks), *(e.id for e in other.attributions)}
    names = {
        mark.id: _new(mark.id, taken)
        for mark in other.marks
        if mark.id in marks and marks[mark.id] != mark
    }
    mapped = {each.id: _mapped(each, names) for each in other.attributions}
    names |= {
        own: _new(own, taken) for own, each in mapped.items() if own in said and said[own] != each
    }
    further = [_renamed(mark, names) for mark in other.marks if _kept(mark, marks, names)]
    ordered = sorted((*first.marks, *further), key=lambda mark: (mark.start, -mark.end))
    return replace(
        first,
        marks=tuple(ordered),
        attributions=(
            *first.attributions,
            *(
                replace(_mapped(each, names), id=names.get(each.id, each.id))
                for each in other.attributions
                if each.id not in said or each.id in names
            ),
        ),
        relations=(
            *first.relations,
            *(
                replace(
                    line,
                    origin=names.get(line.origin, line.origin),
                    target=names.get(line.target, line.target),
                )
                for line in other.relations
            ),
        ),
        statuses={**first.statuses, **other.statuses},
    )


def _new(own: str, taken: set[str]) -> str:
    number = 2
    while f"{own}.{number}" in taken:
        number += 1
    taken.add(f"{own}.{number}")
    return f"{own}.{number}"


def _kept(mark: Mark, present: Container[str], names: Container[str]) -> bool:
    return mark.id not in present or mark.id in names


def _renamed(mark: Mark, names: Mapping[str, str]) -> Mark:
    claim = mark.claim
    if claim is not None and claim.within in names:
        claim = replace(claim, within=names[claim.within])
    return replace(mark, id=names.get(mark.id, mark.id), claim=claim)


def _mapped(said: DocumentAttribution, names: Mapping[str, str]) -> DocumentAttribution:
    return replace(
        said,
        roles=tuple((role, names.get(mark, mark)) for role, mark in said.roles),
        parent=names.get(said.parent, said.parent),
    )
