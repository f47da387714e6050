"""Attributing: what one gesture makes, what follows from places, and how it is taken apart."""

import pytest

from annotator.model.errors import ConflictError, InputError
from annotator.operations import articles, attributing, codebook, history, ledger, reading, tagging
from annotator.operations.attributing import AttributionDraft
from annotator.operations.chains import NOBODY, Speakers
from annotator.operations.checking import check_project
from annotator.operations.project import Project
from annotator.operations.sources import add_entity
from tests.exchange.sets import holds
from tests.operations.stage import (
    ADDED,
    CLAIM,
    CUE,
    DEEPEST,
    FIRST,
    INNER,
    SAID,
    SECOND,
    SOURCE,
    at,
    attribute,
    chain_of_two,
    everything,
    get,
    mark,
)


def quotes(project: Project, keys: tuple[int, ...]) -> list[str]:
    """Return the words of annotations in the order of *keys*."""
    found = {mark.id: mark.span.quote for mark in reading.annotations_by_key(project, keys)}
    return [found[key] for key in keys]


def undone(project: Project) -> None:
    history.undo(project)
    assert check_project(project) == []


def test_one_gesture_marks_and_joins_all_roles(staged: Project) -> None:
    before = holds(staged)
    who, _changes = add_entity(staged, "الوزير")
    named = holds(staged)
    draft = AttributionDraft(
        at(SAID),
        at("قال"),
        (at("الوزير"),),
        entities=(who,),
        values={"mode": "indirect", "cue_stance": "neutral"},
        flags=("postposed",),
        suggested=True,
    )
    changes = attributing.attribute(staged, FIRST, draft)
    (key,) = changes.of("attribution")
    made = get(staged, key)
    assert quotes(staged, made.annotations) == [SAID, "قال", "الوزير"]
    assert len(changes.created) == 3
    assert changes.articles == {FIRST}
    assert (made.entities, made.mode, made.suggested) == ((who,), "indirect", True)
    assert (made.parent, made.basis, made.origin) == (None, "", "hand")
    after = holds(staged)
    undone(staged)
    assert holds(staged) == named
    history.redo(staged)
    assert holds(staged) == after
    undone(staged)
    undone(staged)
    assert holds(staged) == before


def test_what_is_marked_already_is_used_and_not_marked_twice(staged: Project) -> None:
    claim, cue = mark(staged, CLAIM, SAID), mark(staged, CUE, "قال")
    key = attribute(staged, SAID, cue=cue, sources=(at("الوزير"),))
    assert (get(staged, key).content, get(staged, key).cue) == (claim, cue)
    assert articles.work_on(staged, FIRST) == {"سلمى": 3}


def test_a_claim_needs_neither_source_nor_cue(staged: Project) -> None:
    made = get(staged, attribute(staged, SAID))
    assert (made.cue, made.sources, made.entities) == (None, (), ())


def test_sources_come_in_reading_order_whenever_they_were_added(staged: Project) -> None:
    key = attribute(staged, DEEPEST, sources=(at("المدير"),))
    attributing.fill_role(staged, key, "source", at("الوزير"))
    assert quotes(staged, get(staged, key).sources) == ["الوزير", "المدير"]
    assert not attributing.fill_role(staged, key, "source", get(staged, key).sources[0])
    assert len(get(staged, key).sources) == 2


# nesting


def test_the_smallest_claim_around_is_the_parent(staged: Project) -> None:
    outer, inner = chain_of_two(staged)
    deepest = attribute(staged, DEEPEST, sources=(at("العمال"),))
    assert (get(staged, inner).parent, get(staged, inner).basis) == (outer, "embedded")
    assert (get(staged, deepest).parent, get(staged, deepest).basis) == (inner, "embedded")
    speakers = Speakers(staged)
    assert [speakers.name(each) for each in speakers.walk(get(staged, deepest))] == [
        *("الوزير", "المدير", "العمال")
    ]


def test_a_role_outside_keeps_it_out(staged: Project) -> None:
    outer = attribute(staged, INNER)
    other = attribute(staged, DEEPEST, cue=at("قال"))
    assert get(staged, other).parent is None
    attributing.set_parent(staged, other, outer)
    assert get(staged, other).basis == "continuation"
    attributing.set_parent(staged, other, attributing.INFER)
    assert (get(staged, other).parent, get(staged, other).basis) == (None, "")


def test_what_lies_in_a_new_claim_comes_to_lie_in_it(staged: Project) -> None:
    deepest = attribute(staged, DEEPEST)
    outer = attribute(staged, SAID)
    assert get(staged, deepest).parent == outer
    between = attribute(staged, INNER)
    assert (get(staged, between).parent, get(staged, deepest).parent) == (outer, between)
    undone(staged)
    assert get(staged, deepest).parent == outer
    undone(staged)
    assert get(staged, deepest).parent is None


def test_what_was_put_elsewhere_by_hand_stays_there(staged: Project) -> None:
    beside = attribute(staged, ADDED)
    deepest = attribute(staged, DEEPEST, parent=beside)
    attribute(staged, SAID)
    assert (get(staged, deepest).parent, get(staged, deepest).basis) == (beside, "continuation")


def test_another_coders_claims_and_another_article_do_not_count(staged: Project) -> None:
    attribute(staged, SAID)
    staged.use_coder("كريم")
    assert get(staged, attribute(staged, INNER)).parent is None
    staged.use_coder("سلمى")
    assert get(staged, attribute(staged, INNER, SECOND)).parent is None


def test_a_frame_gives_its_basis_to_what_lies_in_it(staged: Project) -> None:
    frame = attribute(staged, SAID, flags=("frame",))
    inner = attribute(staged, INNER)
    assert (get(staged, inner).parent, get(staged, inner).basis) == (frame, "frame")


def test_a_relay_makes_two_attributions_in_one_step(staged: Project) -> None:
    outer = AttributionDraft(at(SAID), at("قال"), (at("الوزير"),))
    inner = AttributionDraft(at(INNER), at("أكد"), (at("المدير"),))
    attributing.relay(staged, FIRST, outer, inner)
    first, second = everything(staged)
    names = {flag.id: flag.name for flag in attributing.flags(staged)}
    assert [names[key] for key in first.flags] == ["relay"]
    assert (second.parent, second.basis) == (first.id, "relay")
    undone(staged)
    assert everything(staged) == []
    assert articles.work_on(staged, FIRST) == {}


# who is not named again


def test_the_speaker_before_goes_on_without_a_source(staged: Project) -> None:
    who, _changes = add_entity(staged, "المدير")
    outer, inner = chain_of_two(staged)
    attributing.set_entities(staged, [inner], [who])
    attributing.continue_speaker(staged, FIRST, at(ADDED), at("وأضاف"))
    made = everything(staged)[-1]
    assert (made.sources, made.entities, made.identification) == ((), (who,), "implicit")
    assert (made.parent, made.basis) == (outer, "continuation")
    names = {flag.id: flag.name for flag in attributing.flags(staged)}
    assert [names[key] for key in made.flags] == ["prodrop_source"]
    undone(staged)
    assert {each.id for each in everything(staged)} == {outer, inner}


def test_what_lies_in_a_continued_claim_comes_to_lie_in_it(staged: Project) -> None:
    outer = attribute(staged, SAID)
    before = attribute(staged, "المدير أكد")
    small = attribute(staged, "عند الفجر")
    assert {get(staged, key).parent for key in (before, small)} == {outer}
    attributing.continue_speaker(staged, FIRST, at(DEEPEST))
    made = everything(staged)[-1]
    assert (made.parent, made.basis) == (outer, "embedded")
    assert get(staged, small).parent == made.id


def test_the_same_source_serves_again(staged: Project) -> None:
    key = attribute(staged, INNER, sources=(at("المدير"),), values={"identification": "role_only"})
    attributing.same_source(staged, FIRST, at(ADDED))
    made = everything(staged)[-1]
    assert made.sources == get(staged, key).sources
    assert made.identification == "role_only"


def test_before_the_first_speaker_nobody_goes_on(staged: Project) -> None:
    attribute(staged, ADDED)
    before = holds(staged)
    with pytest.raises(InputError, match="Nobody has spoken before this place"):
        attributing.continue_speaker(staged, FIRST, at(SAID))
    with pytest.raises(InputError, match="The attribution before has no source in the text"):
        attributing.same_source(staged, FIRST, at("ذلك"))
    assert holds(staged) == before


# linking


def test_marks_are_linked_by_their_roles(staged: Project) -> None:
    marks = [mark(staged, CUE, "قال"), mark(staged, SOURCE, "الوزير"), mark(staged, CLAIM, SAID)]
    attributing.link(staged, marks)
    (made,) = everything(staged)
    assert (made.cue, made.sources, made.content) == (marks[0], (marks[1],), marks[2])
    further = mark(staged, SOURCE, "النقابة")
    other_cue = mark(staged, CUE, "وأضاف")
    attributing.link(staged, [made.content, further, other_cue])
    (made,) = everything(staged)
    assert made.sources == (marks[1], further)
    assert made.cue == other_cue


def test_linking_needs_one_claim_and_something_else(staged: Project) -> None:
    claim, other = mark(staged, CLAIM, SAID), mark(staged, CLAIM, ADDED)
    cue, second = mark(staged, CUE, "قال"), mark(staged, CUE, "وأضاف")
    for chosen in ([claim, other, cue], [cue], [claim, cue, second]):
        with pytest.raises(InputError, match="Choose one claim, at most one cue, and its sources"):
            attributing.link(staged, chosen)
    with pytest.raises(InputError, match="Choose a cue or a source besides the claim"):
        attributing.link(staged, [claim])


# what is said of attributions


def test_attributes_of_several_are_set_in_one_step(staged: Project) -> None:
    keys = list(chain_of_two(staged))
    attributing.edit(staged, keys, mode="indirect", act="assertion")
    assert {(get(staged, key).mode, get(staged, key).act) for key in keys} == {
        ("indirect", "assertion")
    }
    assert not attributing.edit(staged, keys, mode="indirect")
    attributing.edit(staged, keys, mode="unset")
    undone(staged)
    undone(staged)
    assert {get(staged, key).mode for key in keys} == {"unset"}


def test_touching_a_suggested_stance_makes_it_the_coders(staged: Project) -> None:
    draft = AttributionDraft(at(SAID), values={"cue_stance": "neutral"}, suggested=True)
    attributing.attribute(staged, FIRST, draft)
    (made,) = everything(staged)
    attributing.edit(staged, [made.id], mode="indirect")
    assert get(staged, made.id).suggested
    attributing.edit(staged, [made.id], cue_stance="neutral")
    assert not get(staged, made.id).suggested


def test_flags_are_set_and_taken_and_a_project_may_have_its_own(staged: Project) -> None:
    keys = list(chain_of_two(staged))
    attributing.add_flag(staged, "من الأرشيف", "قديم")
    names = {flag.name: flag.id for flag in attributing.flags(staged)}
    assert "من_الأرشيف" in names
    with pytest.raises(ConflictError, match="There is a flag"):
        attributing.add_flag(staged, "من الأرشيف")
    attributing.set_flag(staged, keys[:1], "من_الأرشيف", True)
    attributing.set_flag(staged, keys, "من_الأرشيف", True)
    attributing.set_flag(staged, keys, "passive", True)
    wanted = tuple(sorted((names["passive"], names["من_الأرشيف"])))
    assert {get(staged, key).flags for key in keys} == {wanted}
    attributing.set_flag(staged, keys, "passive", False)
    assert not attributing.set_flag(staged, keys, "passive", False)
    assert {get(staged, key).flags for key in keys} == {(names["من_الأرشيف"],)}


def test_a_speaker_who_is_not_known_is_a_question_mark(staged: Project) -> None:
    key = attribute(staged, SAID)
    assert Speakers(staged).name(get(staged, key)) == NOBODY
    assert staged.database.value("SELECT chain FROM chains") == f"author › {NOBODY}"


# taking apart


def three(project: Project) -> tuple[int, int, int]:
    outer, inner = chain_of_two(project)
    return outer, inner, attribute(project, DEEPEST, sources=(at("العمال"),))


def test_deleting_one_leaves_its_marks_and_lets_what_lay_in_it_move_out(staged: Project) -> None:
    outer, inner, deepest = three(staged)
    before, marks = holds(staged), articles.work_on(staged, FIRST)
    attributing.delete(staged, [inner])
    assert (get(staged, deepest).parent, get(staged, deepest).basis) == (outer, "embedded")
    assert articles.work_on(staged, FIRST) == marks
    undone(staged)
    assert holds(staged) == before


def test_what_moves_out_to_where_it_does_not_fit_continues(staged: Project) -> None:
    outer, inner = chain_of_two(staged)
    beside = attribute(staged, ADDED, parent=inner)
    attributing.delete(staged, [inner])
    assert (get(staged, beside).parent, get(staged, beside).basis) == (outer, "continuation")
    attributing.delete(staged, [outer])
    assert (get(staged, beside).parent, get(staged, beside).basis) == (None, "")


def test_what_moves_out_into_a_frame_is_framed(staged: Project) -> None:
    frame = attribute(staged, SAID, flags=("frame",))
    inner = attribute(staged, INNER, cue=at("أكد"))
    deepest = attribute(staged, DEEPEST)
    attributing.delete(staged, [inner])
    assert (get(staged, deepest).parent, get(staged, deepest).basis) == (frame, "frame")


def test_a_smaller_claim_moves_out_with_the_rest(staged: Project) -> None:
    outer, inner = chain_of_two(staged)
    claim = mark(staged, CLAIM, DEEPEST)
    ledger.place_claim(staged, claim, inner)
    attributing.delete(staged, [inner])
    found = ledger.claim_of(staged, claim)
    assert found is not None
    assert found.within == outer
    attributing.delete(staged, [outer])
    found = ledger.claim_of(staged, claim)
    assert found is None or found.within is None
    undone(staged)
    undone(staged)
    found = ledger.claim_of(staged, claim)
    assert found is not None
    assert found.within == inner


def test_several_are_taken_apart_together(staged: Project) -> None:
    outer, inner, deepest = three(staged)
    before = holds(staged)
    attributing.delete(staged, [outer, inner])
    assert get(staged, deepest).parent is None
    undone(staged)
    assert holds(staged) == before


def test_deleting_the_claims_mark_takes_the_attribution_apart(staged: Project) -> None:
    outer, inner, deepest = three(staged)
    before = holds(staged)
    tagging.delete(staged, [get(staged, inner).content])
    assert {each.id for each in everything(staged)} == {outer, deepest}
    assert get(staged, deepest).parent == outer
    undone(staged)
    assert holds(staged) == before


def test_deleting_a_cue_or_a_source_empties_its_role(staged: Project) -> None:
    outer, _inner = chain_of_two(staged)
    before = holds(staged)
    made = get(staged, outer)
    assert made.cue is not None
    tagging.delete(staged, [made.cue, *made.sources])
    assert (get(staged, outer).cue, get(staged, outer).sources) == (None, ())
    undone(staged)
    assert holds(staged) == before


def test_deleting_a_code_with_its_segments_takes_their_attributions_apart(staged: Project) -> None:
    three(staged)
    before = holds(staged)
    codebook.delete_code(staged, CLAIM, delete_segments=True)
    assert everything(staged) == []
    undone(staged)
    assert holds(staged) == before
    codebook.delete_code(staged, CUE, delete_segments=True)
    assert [each.cue for each in everything(staged)] == [None] * 3
    undone(staged)
    assert holds(staged) == before


def test_deleting_an_article_takes_everybodys_attributions_along(staged: Project) -> None:
    three(staged)
    attribute(staged, SAID, SECOND)
    staged.use_coder("كريم")
    _outer, inner = chain_of_two(staged)
    claim = mark(staged, CLAIM, DEEPEST)
    ledger.place_claim(staged, claim, inner)
    ledger.add_to_ledger(staged, [claim])
    before = holds(staged)
    articles.delete_articles(staged, [FIRST])
    assert [each.article for each in everything(staged)] == [SECOND]
    assert ledger.ledger(staged)[0].use.mentions == 0
    undone(staged)
    assert holds(staged) == before


def test_an_attribution_is_undone_when_nothing_builds_on_it(staged: Project) -> None:
    outer = attribute(staged, SAID)
    tagging.set_memo(staged, get(staged, outer).content, "رأي")
    undone(staged)
    undone(staged)
    assert everything(staged) == []


def test_roles_in_different_pieces_of_a_claim_lie_in_it(staged: Project) -> None:
    draft = AttributionDraft(at("المدير أكد", DEEPEST), sources=(at("الوزير"),))
    attributing.attribute(staged, FIRST, draft)
    (outer,) = everything(staged)
    inner = attribute(staged, "عند الفجر", cue=at("أكد"), sources=(at("المدير"),))
    assert (get(staged, inner).parent, get(staged, inner).basis) == (outer.id, "embedded")
