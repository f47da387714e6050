"""Suggesting: what accepting makes, what is not offered again, and what a run keeps."""

from dataclasses import replace
from typing import Any

import pytest

from annotator.arabic import suggest
from annotator.model.errors import Cancelled, ConflictError, LockedError
from annotator.model.suggestion import Suggestion
from annotator.operations import attributing, history, reading, suggesting
from annotator.operations.checking import check_project
from annotator.operations.project import Project
from annotator.operations.sources import add_entity
from annotator.store import cue_entries
from annotator.store import suggestions as stored
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
    TEXT,
    at,
    attribute,
    everything,
    get,
    mark,
)

MINISTER = Suggestion(
    cue=at("قال"),
    content=at(SAID),
    sources=(at("الوزير"),),
    cue_name="قال",
    cue_kind="verb",
    cue_stance="neutral",
    score=0.9,
)
MANAGER = Suggestion(
    cue=at("أكد"),
    content=at(INNER),
    sources=(at("المدير"),),
    cue_name="أكد",
    cue_kind="verb",
    cue_stance="endorsing",
    score=0.8,
)
GOES_ON = Suggestion(
    cue=at("أضاف"),
    content=at(ADDED),
    cue_name="أضاف",
    cue_kind="verb",
    cue_stance="neutral",
    flags=("prodrop_source",),
    continues=True,
    score=0.7,
)
ALL = [MINISTER, MANAGER, GOES_ON]


@pytest.fixture(autouse=True)
def found(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the three be what is found in the stage's text, whatever the rules; return the texts."""
    looked_at: list[str] = []

    def find(text: str, **_known: Any) -> list[Suggestion]:
        looked_at.append(text)
        return list(ALL) if SAID in text else []

    monkeypatch.setattr(suggest, "suggest", find)
    return looked_at


def offered(project: Project, article: int = FIRST) -> list[Suggestion]:
    return suggesting.suggest_article(project, article)


def quotes(project: Project, keys: tuple[int, ...]) -> list[str]:
    found = {mark.id: mark.span.quote for mark in reading.annotations_by_key(project, keys)}
    return [found[key] for key in keys]


def accept(project: Project, suggestion: Suggestion, **more: Any) -> int:
    changes = suggesting.accept(project, FIRST, suggestion, **more)
    return min(changes.of("attribution"))


def test_suggesting_stores_nothing(staged: Project) -> None:
    before, step = holds(staged), history.undoable(staged)
    assert offered(staged) == ALL
    suggesting.suggest_articles(staged)
    assert holds(staged) == before
    assert history.undoable(staged) == step


def test_accepting_makes_what_is_suggested_as_one_step(staged: Project) -> None:
    who, _changes = add_entity(staged, "الوزير")
    before = holds(staged)
    made = get(staged, accept(staged, MINISTER))
    assert quotes(staged, made.annotations) == [SAID, "قال", "الوزير"]
    assert (made.entities, made.cue_stance, made.suggested) == ((who,), "neutral", True)
    assert made.origin == "suggestion"
    marks = reading.annotations_by_key(staged, made.annotations)
    assert [each.origin for each in marks] == ["suggestion"] * 3
    assert cue_entries.verdicts(staged.database) == {"قال": (1, 0)}
    assert check_project(staged) == []
    step = history.undoable(staged)
    assert step is not None
    assert step.name == "Accept a suggestion"
    history.undo(staged)
    assert holds(staged) == before
    history.redo(staged)
    assert len(everything(staged)) == 1


def test_what_is_marked_already_is_used(staged: Project) -> None:
    claim, cue = mark(staged, CLAIM, SAID), mark(staged, CUE, "قال")
    made = get(staged, accept(staged, MINISTER))
    assert (made.content, made.cue) == (claim, cue)
    origins = {each.id: each.origin for each in reading.annotations_by_key(staged, [claim, cue])}
    assert set(origins.values()) == {"hand"}


def test_what_is_accepted_is_what_was_corrected(staged: Project) -> None:
    corrected = replace(MINISTER, sources=(at("الوزير إن المدير"),), content=at(DEEPEST))
    made = get(staged, accept(staged, corrected, place=MINISTER.place))
    assert quotes(staged, made.annotations) == [DEEPEST, "قال", "الوزير إن المدير"]
    assert MINISTER not in offered(staged)


def test_a_corrected_cue_does_not_let_the_suggestion_come_back(staged: Project) -> None:
    corrected = replace(MINISTER, cue=at("ونفت"), content=at("ذلك"), sources=())
    accept(staged, corrected, place=MINISTER.place)
    assert offered(staged) == [MANAGER, GOES_ON]


def test_a_continuation_is_by_whoever_spoke_before(staged: Project) -> None:
    who, _changes = add_entity(staged, "الوزير")
    attribute(staged, SAID, entities=(who,))
    made = get(staged, accept(staged, GOES_ON))
    assert (made.entities, made.sources, made.identification) == ((who,), (), "implicit")
    names = {flag.id: flag.name for flag in attributing.flags(staged)}
    assert [names[key] for key in made.flags] == ["prodrop_source"]


def test_a_continuation_where_nobody_spoke_yet_is_by_nobody(staged: Project) -> None:
    made = get(staged, accept(staged, GOES_ON))
    assert (made.entities, made.sources) == ((), ())


def test_a_relay_makes_two_the_inner_one_in_the_outer(staged: Project) -> None:
    smaller = attribute(staged, SAID.removeprefix("إن "))  # what is relayed lies in it, too
    passed_on = replace(MINISTER, inner=MANAGER)
    assert suggesting.words_of(TEXT, passed_on).source == "الوزير › المدير"
    accept(staged, passed_on)
    made = [each for each in everything(staged) if each.id != smaller]
    outer, inner = sorted(made, key=lambda each: each.id)
    assert (inner.parent, inner.basis) == (outer.id, "relay")
    names = {flag.id: flag.name for flag in attributing.flags(staged)}
    assert [names[key] for key in outer.flags] == ["relay"]
    assert offered(staged) == [GOES_ON]  # the inner cue is attributed, too
    history.undo(staged)
    assert [each.id for each in everything(staged)] == [smaller]
    assert offered(staged) == ALL


def test_a_rejected_one_is_offered_again_only_after_undo_or_to_another_coder(
    staged: Project,
) -> None:
    suggesting.reject(staged, FIRST, MANAGER)
    assert offered(staged) == [MINISTER, GOES_ON]
    assert offered(staged, SECOND) == ALL
    assert cue_entries.verdicts(staged.database) == {"أكد": (0, 1)}
    staged.use_coder("كريم")
    assert offered(staged) == ALL
    staged.use_coder("سلمى")
    history.undo(staged)
    assert offered(staged) == ALL


def test_what_somebody_attributed_by_hand_is_not_suggested(staged: Project) -> None:
    attribute(staged, SAID, cue=at("قال"))
    assert offered(staged) == [MANAGER, GOES_ON]
    attribute(staged, INNER)  # without a cue: the claim alone tells
    assert offered(staged) == [GOES_ON]


@pytest.mark.parametrize("corrected", ["content", "cue"])
def test_what_would_break_a_rule_is_refused_with_a_sentence_and_nothing_stays(
    staged: Project, corrected: str
) -> None:
    attribute(staged, SAID)
    before = holds(staged)
    wanted = MANAGER
    if corrected == "content":
        wanted = replace(MANAGER, content=at(SAID))
    else:
        wanted = replace(MANAGER, cue=at(INNER))
    with pytest.raises(ConflictError, match=r"\w{3}"):
        suggesting.accept(staged, FIRST, wanted)
    assert holds(staged) == before
    assert offered(staged) == [MANAGER, GOES_ON]


def test_deciding_again_replaces_the_verdict(staged: Project) -> None:
    suggesting.reject(staged, FIRST, MANAGER)
    accept(staged, MANAGER)
    assert cue_entries.verdicts(staged.database) == {"أكد": (1, 0)}
    history.undo(staged)
    assert cue_entries.verdicts(staged.database) == {"أكد": (0, 1)}


# many articles


def cues(project: Project) -> list[tuple[int, str]]:
    return [(row.article, row.cue) for row in suggesting.listed(project).rows]


def test_a_run_lists_what_is_in_all_articles_and_looks_at_none_twice(
    staged: Project, found: list[str]
) -> None:
    told: list[tuple[int, int, str]] = []
    assert suggesting.suggest_articles(staged, progress=lambda *far: told.append(far)) == 3
    assert [far[:2] for far in told] == [(0, 3), (1, 3), (2, 3)]
    both = [(article, each.cue_name) for article in (FIRST, SECOND) for each in ALL]
    assert cues(staged) == both
    del found[:]
    assert suggesting.suggest_articles(staged) == 0
    assert offered(staged) == ALL
    assert found == []  # what the run kept is read
    add_entity(staged, "الوزير")
    assert suggesting.suggest_articles(staged) == 3  # a new name may be a source's


def test_what_is_listed_follows_what_is_decided(staged: Project) -> None:
    suggesting.suggest_articles(staged)
    suggesting.reject(staged, SECOND, MINISTER)
    attribute(staged, INNER)
    left = [(FIRST, "قال"), (FIRST, "أضاف"), (SECOND, "أكد"), (SECOND, "أضاف")]
    assert cues(staged) == left
    assert [row.cue for row in suggesting.listed_in(staged, [SECOND])] == ["أكد", "أضاف"]
    words = suggesting.words(staged, [row.key for row in suggesting.listed(staged).rows])
    assert [each.content for each in words.values()] == [SAID, ADDED, INNER, ADDED]
    assert [each.source for each in words.values()] == [
        *("الوزير", "(who spoke before)"),
        *("المدير", "(who spoke before)"),
    ]


def test_a_stopped_run_keeps_what_it_has_found(staged: Project) -> None:
    asked = iter([False, False, True])
    with pytest.raises(Cancelled):
        suggesting.suggest_articles(staged, cancelled=lambda: next(asked))
    assert {article for article, _cue in cues(staged)} == {FIRST}
    assert suggesting.suggest_articles(staged) == 1


def test_a_run_waits_for_a_long_step_and_gives_up_when_it_is_asked_to(
    staged: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, refused = stored.keep, iter([True, True, False, False, True])

    def keep_when_free(*values: Any) -> None:
        if next(refused):
            raise LockedError("busy")
        keep(*values)

    monkeypatch.setattr(stored, "keep", keep_when_free)
    asked = iter([False, False, False, False, False, True])
    with pytest.raises(LockedError):
        suggesting.suggest_articles(staged, cancelled=lambda: next(asked))
    assert {article for article, _cue in cues(staged)} == {FIRST}


def test_an_article_that_is_gone_is_not_listed(staged: Project) -> None:
    from annotator.operations import articles

    suggesting.suggest_articles(staged)
    suggesting.reject(staged, SECOND, MINISTER)
    articles.delete_articles(staged, [SECOND])
    assert {article for article, _cue in cues(staged)} == {FIRST}
    history.undo(staged)
    assert len(cues(staged)) == 5
