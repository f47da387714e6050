"""Attributions told as lines between marks come back as they were."""

from pathlib import Path

from annotator.exchange.relations import bare, from_relations, to_relations
from annotator.model.annotated import Document, DocumentAttribution, DocumentRelation
from annotator.operations import exporting
from tests.exchange.contract.awkward import made


def chain(folder: Path) -> Document:
    with exporting.bundle(made("chain", folder)) as source:
        (document,) = source.documents()
    return document


def shape(attributions: list[DocumentAttribution]) -> set[tuple[object, ...]]:
    content = {each.id: each.content for each in attributions}
    return {(each.roles, content.get(each.parent, ""), each.basis) for each in attributions}


def test_a_chain_goes_into_lines_and_back(tmp_path: Path) -> None:
    document = chain(tmp_path)
    lines = to_relations(document.attributions)
    assert {line.label for line in lines} == {
        *("source", "cue", "parent_relay", "parent_embedded", "parent_continuation")
    }
    found, other = from_relations(document.mark_of(), lines)
    assert other == []
    assert shape(found) == shape(list(document.attributions))
    assert {each.coder for each in found} == {"Salma"}


def test_lines_of_another_convention_are_given_back(tmp_path: Path) -> None:
    marks = chain(tmp_path).mark_of()
    one, two, *_rest = marks
    lines = [DocumentRelation("says", one, two), DocumentRelation("source", one, "nowhere")]
    assert from_relations(marks, lines) == ([], lines)


def test_an_attribution_without_lines_is_told() -> None:
    alone = DocumentAttribution("a", (("content", "m"),))
    assert (to_relations([alone]), bare([alone])) == ([], [alone])
