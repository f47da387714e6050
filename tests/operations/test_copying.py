"""Copying another coder's work to one's own: marks, who says what, and what is said of claims."""

from collections.abc import Sequence
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from annotator.model.attribution import ATTRIBUTES
from annotator.model.codebook import CodeDraft
from annotator.operations import (
    attributing,
    codebook,
    copying,
    history,
    ledger,
    reading,
    sources,
    tagging,
)
from annotator.operations.checking import check_project
from annotator.operations.project import Project
from annotator.store import attributions, claims
from tests.exchange.sets import holds
from tests.operations.attributions import enter, gold, project_of_articles
from tests.operations.stage import (
    ADDED,
    CLAIM,
    DEEPEST,
    FIRST,
    INNER,
    SAID,
    SECOND,
    SOURCE,
    TEXT,
    at,
    attribute,
    chain_of_two,
    get,
    mark,
)

REVIEWER = "كريم"


def judged(project: Project, coder: str) -> list[tuple[Any, ...]]:
    """Return all that a coder judged, told by places and values instead of by keys."""
    database = project.database
    (who,) = [each.id for each in project.coders() if each.name == coder]
    keys = [row[0] for row in database.rows("SELECT id FROM annotation WHERE coder = ?", (who,))]
    marks = {each.id: each for each in reading.annotations_by_key(project, keys)}
    said = {each.id: each for each in attributions.everywhere(database, who)}

    def place(key: int | None) -> tuple[Any, ...]:
        found = marks.get(key or 0)
        return (found.article, found.code, found.span.ranges) if found else ()

    def claim(key: int | None) -> tuple[Any, ...]:
        return place(said[key].content) if key is not None else ()

    told: list[tuple[Any, ...]] = [
        (*place(key), each.span.quote, each.memo, each.confidence, each.important)
        for key, each in marks.items()
    ]
    told += [
        (
            *("says", place(each.content), place(each.cue), each.entities, each.flags, each.memo),
            *(tuple(place(key) for key in each.sources), claim(each.parent), each.basis),
            *(each.value(name) for name in ATTRIBUTES),
            each.suggested,
        )
        for each in said.values()
    ]
    described = claims.of_annotations(database, keys)
    told += [
        (
            *("claim", place(key), each.type, each.check_worthiness, each.wording),
            *(claim(each.within), each.ledger),
        )
        for key, each in described.items()
    ]
    return sorted(told, key=repr)


def said_by(project: Project, coder: str) -> list[Any]:
    (who,) = [each.id for each in project.coders() if each.name == coder]
    return attributions.everywhere(project.database, who)


def describe(project: Project) -> tuple[int, int, int]:
    """Let سلمى say all there is to say: two attributions, a smaller claim, a ledger claim."""
    minister, _changes = sources.add_entity(project, "الوزير")
    values = {"cue_stance": "endorsing"}
    inner = attribute(
        project, INNER, cue=at("أكد"), sources=(at("المدير"),), values=values, suggested=True
    )
    outer = attribute(project, SAID, cue=at("قال"), sources=(at("الوزير"),))
    attributing.edit(project, [inner], mode="indirect", certainty="probable", memo="ينقل عنه")
    attributing.edit(project, [outer], cue_stance="neutral", act="assertion")
    attributing.set_flag(project, [inner], "extent_uncertain", True)
    attributing.set_entities(project, [outer], [minister])
    smaller = mark(project, CLAIM, DEEPEST)
    ledger.place_claim(project, smaller, inner)
    ledger.describe_claims(project, [smaller], type="event", check_worthiness="CFS", wording="دخان")
    ledger.add_to_ledger(project, [smaller])
    tagging.set_memo(project, smaller, "يُراجع")
    tagging.set_important(project, [smaller], True)
    tagging.set_confidence(project, [smaller], "low")
    return outer, inner, smaller


def claims_of(project: Project, *keys: int) -> list[int]:
    return [get(project, key).content for key in keys]


def test_a_claim_is_copied_with_who_says_it_and_all_that_is_said_of_it(staged: Project) -> None:
    outer, inner, smaller = describe(staged)
    theirs = judged(staged, "سلمى")
    staged.use_coder(REVIEWER)
    before = holds(staged)
    chosen = [*claims_of(staged, outer, inner), smaller]
    copied, changes = copying.copy_annotations(staged, chosen)
    assert judged(staged, REVIEWER) == theirs
    assert judged(staged, "سلمى") == theirs
    assert (copied.kept, copied.loose) == (set(), set())
    assert copied.marks[smaller] in changes.created
    assert check_project(staged) == []
    assert history.steps(staged, 1)[0].name == "Copy 3 annotations"
    history.undo(staged)
    assert holds(staged) == before


def test_copying_again_doubles_nothing(staged: Project) -> None:
    outer, inner, smaller = describe(staged)
    staged.use_coder(REVIEWER)
    chosen = [*claims_of(staged, outer, inner), smaller]
    copying.copy_annotations(staged, chosen)
    before = holds(staged)
    copied, changes = copying.copy_annotations(staged, chosen)
    assert not changes
    assert set(chosen) <= set(copied.marks)
    assert not copying.copy_attributions(staged, [outer, inner])[1]
    mine = [each.id for each in said_by(staged, REVIEWER)]
    assert not copying.copy_attributions(staged, mine)[1]
    assert holds(staged) == before


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_whichever_is_copied_first_the_chain_is_the_same(
    staged: Project, order: Sequence[int]
) -> None:
    outer, inner, smaller = describe(staged)
    deepest = attribute(staged, "عند الفجر", sources=(at("العمال"),), cue=at("رأوا"))
    theirs = judged(staged, "سلمى")
    staged.use_coder(REVIEWER)
    chosen = [*claims_of(staged, outer, inner, deepest), smaller]
    for place in order:
        copying.copy_annotations(staged, [chosen[place]])
        assert check_project(staged) == []
    assert judged(staged, REVIEWER) == theirs


def test_what_lies_in_nothing_of_ones_own_is_told(staged: Project) -> None:
    _outer, inner, smaller = describe(staged)
    staged.use_coder(REVIEWER)
    copied, _changes = copying.copy_annotations(staged, [smaller])
    assert copied.loose == {copied.marks[smaller]}
    (content,) = claims_of(staged, inner)
    copied, _changes = copying.copy_annotations(staged, [content])
    assert copied.loose == {copied.marks[content]}
    (mine,) = said_by(staged, REVIEWER)
    assert (mine.parent, mine.basis) == (None, "")


def test_an_own_attribution_of_the_same_speaker_takes_the_copy_in(staged: Project) -> None:
    _outer, inner = chain_of_two(staged)
    staged.use_coder(REVIEWER)
    mine = attribute(staged, SAID, sources=(at("الوزير"),))  # without the cue
    copied, _changes = copying.copy_attributions(staged, [inner])
    copy = get(staged, copied.attributions[inner])
    assert (copy.parent, copy.basis, copied.loose) == (mine, "embedded", set())


def test_ones_own_judgement_stays_where_it_names_somebody_else(staged: Project) -> None:
    outer, inner = chain_of_two(staged)
    staged.use_coder(REVIEWER)
    mine = attribute(staged, SAID, cue=at("قال"))
    attributing.edit(staged, [mine], certainty="certain")
    before = get(staged, mine)
    copied, _changes = copying.copy_attributions(staged, [outer, inner])
    assert get(staged, mine) == before
    assert copied.kept == {mine}
    copy = get(staged, copied.attributions[inner])
    assert copied.loose == {copy.content}
    assert copy.parent is None
    assert len(said_by(staged, REVIEWER)) == 2


def test_who_speaks_decides_before_the_words_that_are_marked(staged: Project) -> None:
    one, _changes = sources.add_entity(staged, "أحمد")
    two, _changes = sources.add_entity(staged, "علي")
    key = attribute(staged, SAID, sources=(at("الوزير"),), entities=(one,))
    staged.use_coder(REVIEWER)
    mine = attribute(staged, SAID, sources=(at("المدير"),)[:0], entities=(one,))
    assert copying.copy_attributions(staged, [key])[0].attributions == {key: mine}
    attributing.set_entities(staged, [mine], [two])
    copied, changes = copying.copy_attributions(staged, [key])
    assert copied.kept == {mine}
    assert not changes


def test_what_is_marked_already_is_used(staged: Project) -> None:
    key = attribute(staged, SAID, cue=at("قال"), sources=(at("الوزير"),))
    refined, _changes = codebook.add_code(staged, CodeDraft("رسمي", parent=SOURCE, kind="source"))
    staged.use_coder(REVIEWER)
    claim, source = mark(staged, CLAIM, SAID), mark(staged, refined, "الوزير")
    copied, changes = copying.copy_attributions(staged, [key])
    copy = get(staged, copied.attributions[key])
    assert (copy.content, copy.sources) == (claim, (source,))
    assert changes.created == (copy.cue,)


def test_a_claim_with_another_code_is_not_attributed_twice(staged: Project) -> None:
    refined, _changes = codebook.add_code(staged, CodeDraft("رقم", parent=CLAIM, kind="claim"))
    key = attribute(staged, SAID, sources=(at("الوزير"),))
    staged.use_coder(REVIEWER)
    mark(staged, refined, SAID)
    mine, _changes = copying.copy_attributions(staged, [key])
    assert get(staged, mine.attributions[key]).content == mine.marks[get(staged, key).content]
    copied, _changes = copying.copy_annotations(staged, claims_of(staged, key))
    assert copied.attributions == mine.attributions
    assert len(said_by(staged, REVIEWER)) == 1
    marks = reading.annotations_of(staged, FIRST, [staged.coder.id])
    assert {each.code for each in marks} == {CLAIM, SOURCE, refined}


def test_a_claim_whose_place_is_taken_by_another_code_gets_its_own_mark(staged: Project) -> None:
    refined, _changes = codebook.add_code(staged, CodeDraft("رقم", parent=CLAIM, kind="claim"))
    key = attribute(staged, SAID, sources=(at("الوزير"),))
    staged.use_coder(REVIEWER)
    other = mark(staged, refined, SAID)
    attribute_key = attributing.attribute(
        staged, FIRST, attributing.AttributionDraft(other, at("قال"))
    )
    copied, _changes = copying.copy_attributions(staged, [key])
    assert copied.kept == set()
    assert copied.attributions[key] not in attribute_key.of("attribution")
    assert check_project(staged) == []


def test_a_source_or_cue_alone_brings_nothing_else(staged: Project) -> None:
    key = attribute(staged, SAID, cue=at("قال"), sources=(at("الوزير"),))
    staged.use_coder(REVIEWER)
    found = get(staged, key)
    _copied, changes = copying.copy_annotations(staged, [found.cue or 0, *found.sources])
    assert len(changes.created) == 2
    assert said_by(staged, REVIEWER) == []


def test_what_is_said_of_ones_own_claim_stays(staged: Project) -> None:
    theirs = mark(staged, CLAIM, SAID)
    ledger.describe_claims(staged, [theirs], type="event", wording="كذا")
    staged.use_coder(REVIEWER)
    mine = mark(staged, CLAIM, SAID)
    copying.copy_annotations(staged, [theirs])
    said = ledger.claim_of(staged, mine)
    assert said is not None
    assert (said.type, said.wording) == ("event", "كذا")  # nothing was said yet
    ledger.describe_claims(staged, [mine], type="causal", wording="")
    assert not copying.copy_annotations(staged, [theirs])[1]
    said = ledger.claim_of(staged, mine)
    assert said is not None
    assert (said.type, said.wording) == ("causal", "")


def test_several_articles_and_coders_at_once(staged: Project) -> None:
    first = attribute(staged, SAID, sources=(at("الوزير"),))
    staged.use_coder("ليلى")
    again = attribute(staged, SAID, sources=(at("الوزير"),))
    second = attribute(staged, ADDED, article=SECOND, cue=at("وأضاف"))
    staged.use_coder(REVIEWER)
    copied, _changes = copying.copy_annotations(staged, claims_of(staged, first, again, second))
    assert copied.attributions[first] == copied.attributions[again]
    assert [each.article for each in said_by(staged, REVIEWER)] == [FIRST, SECOND]


SENTENCE = TEXT.split(".")[0].split()


def attribute_from(project: Project, first: int, **draft: Any) -> int:
    """Attribute the end of the sentence from one of its words; the word before is the cue."""
    cue = at(SENTENCE[first - 1])
    return attribute(project, " ".join(SENTENCE[first:]), cue=cue, **draft)


def test_a_chain_does_not_become_too_long(staged: Project) -> None:
    attribute_from(staged, 8)
    deepest = attribute_from(staged, 9)
    staged.use_coder(REVIEWER)
    for first in range(1, 9):
        attribute_from(staged, first)
    copied, _changes = copying.copy_attributions(staged, [deepest])
    assert get(staged, copied.attributions[deepest]).parent is None
    assert len(copied.loose) == 1


def test_what_lies_below_does_not_get_too_deep(staged: Project) -> None:
    outer, _inner = attribute_from(staged, 1), attribute_from(staged, 2)
    staged.use_coder(REVIEWER)
    mine = [attribute_from(staged, first) for first in range(2, 10)]
    copied, _changes = copying.copy_attributions(staged, [outer])
    assert copied.attributions[outer]
    assert get(staged, mine[0]).parent is None
    attributing.delete(staged, [copied.attributions[outer], mine[-1]])
    copied, _changes = copying.copy_attributions(staged, [outer])
    assert get(staged, mine[0]).parent == copied.attributions[outer]


def test_a_copy_is_put_into_no_circle(staged: Project) -> None:
    _outer, inner = chain_of_two(staged)
    attribute(staged, DEEPEST, cue=at("رأوا"))
    staged.use_coder(REVIEWER)
    mine = attribute(staged, DEEPEST, cue=at("رأوا"), parent=None)
    around = attribute(staged, SAID, sources=(at("الوزير"),), parent=None)
    attributing.set_parent(staged, mine, None)
    attributing.set_parent(staged, around, mine, "continuation")
    copied, _changes = copying.copy_attributions(staged, [inner])
    assert get(staged, copied.attributions[inner]).parent == around
    assert get(staged, mine).parent is None
    assert check_project(staged) == []


def test_only_what_lies_inside_is_taken_in(staged: Project) -> None:
    worker, _changes = sources.add_entity(staged, "العمال")
    inner = attribute(staged, INNER, cue=at("أكد"))
    attribute(staged, DEEPEST, cue=at("رأوا"), entities=(worker,))
    staged.use_coder(REVIEWER)
    mine = attribute(staged, DEEPEST, cue=at("قال"), entities=(worker,))
    copied, _changes = copying.copy_attributions(staged, [inner])
    assert copied.attributions[inner]
    assert get(staged, mine).parent is None


def test_where_one_put_it_oneself_it_stays(staged: Project) -> None:
    outer, inner = chain_of_two(staged)
    deepest = attribute(staged, DEEPEST, cue=at("رأوا"))
    staged.use_coder(REVIEWER)
    copying.copy_attributions(staged, [outer, deepest])
    mine = {each.content: each.id for each in said_by(staged, REVIEWER)}
    (around,) = [key for key in mine.values() if get(staged, key).sources]
    (below,) = set(mine.values()) - {around}
    beside = attribute(staged, ADDED, cue=at("وأضاف"))
    attributing.set_parent(staged, below, beside, "continuation")
    copied, _changes = copying.copy_attributions(staged, [inner])
    assert get(staged, copied.attributions[inner]).parent == around
    assert get(staged, below).parent == beside


def test_a_whole_reading_becomes_ones_own(tmp_path: Path) -> None:
    """The worked examples, with every chain."""
    project, known = project_of_articles(tmp_path / "gold.isnad", "سلمى")
    keys, refused = enter(project, known, gold())
    assert refused == {}
    entered = judged(project, "سلمى")
    project.use_coder(REVIEWER)
    marks = [m.id for key in known.values() for m in reading.annotations_of(project, key)]
    copied, _changes = copying.copy_annotations(project, marks)
    assert judged(project, REVIEWER) == entered
    assert set(copied.attributions) == set(keys.values())
    assert (copied.kept, copied.loose) == (set(), set())
    assert check_project(project) == []
    project.close()
