"""The project's cue lexicon: what a change does to suggestions, and how it is taken back."""

from dataclasses import replace
from pathlib import Path

import pytest

from annotator.arabic.lexicon import lexicon as shipped
from annotator.model.cue_entry import CueEntry
from annotator.model.errors import ConflictError, InputError
from annotator.model.suggestion import Suggestion
from annotator.operations import cue_lexicon, history, suggesting
from annotator.operations.checking import check_project
from annotator.operations.cue_lexicon import ListedCue
from annotator.operations.importing_set import import_set
from annotator.operations.project import Project
from tests.exchange.sets import empty_project, export_set, holds
from tests.operations.stage import FIRST, at

MUMBLED = CueEntry("غمغم", "verb", "neutral", "غمغم", "غمغم", "", "CQ", "mumble")


def find(project: Project, cue: str, kind: str = "verb") -> ListedCue:
    return next(
        each
        for each in cue_lexicon.entries(project)
        if (each.entry.cue, each.entry.kind) == (cue, kind)
    )


def uuid_of(project: Project, cue: str) -> str:
    return find(project, cue).entry.uuid


def names(project: Project) -> set[str]:
    return {cue.name for cue in cue_lexicon.lexicon(project).cues}


def test_an_unchanged_lexicon_is_the_programs_and_is_not_in_the_file(staged: Project) -> None:
    listed = cue_lexicon.entries(staged)
    assert len(listed) == len(shipped().cues)
    assert not any(each.is_changed for each in listed)
    assert cue_lexicon.lexicon(staged) is shipped()
    assert "cue_entry" not in str(holds(staged))


def test_a_cue_that_is_switched_off_finds_nothing_until_undo(staged: Project) -> None:
    before = holds(staged)
    assert "قال" in {each.cue_name for each in suggesting.suggest_article(staged, FIRST)}
    chosen = [uuid_of(staged, cue) for cue in ("قال", "أكّد")]
    changes = cue_lexicon.set_active(staged, chosen, False)
    assert len(changes.of("cue_entry")) == 2
    assert not names(staged) & {"قال", "أكّد"}
    assert "قال" not in {each.cue_name for each in suggesting.suggest_article(staged, FIRST)}
    assert find(staged, "قال").is_changed
    assert not cue_lexicon.set_active(staged, chosen, False)
    assert check_project(staged) == []
    history.undo(staged)
    assert holds(staged) == before
    assert "قال" in names(staged)


def test_a_changed_cue_is_restored_as_it_came(staged: Project) -> None:
    before = holds(staged)
    entry = find(staged, "قال").entry
    cue_lexicon.save(staged, replace(entry, follow="Q", stance="distancing"))
    changed = find(staged, "قال")
    assert (changed.entry.follow, changed.is_changed) == ("Q", True)
    (made,) = [cue for cue in cue_lexicon.lexicon(staged).cues if cue.name == "قال"]
    assert (made.follow, made.stance) == (("Q",), "distancing")
    cue_lexicon.restore(staged, [entry.uuid])
    assert holds(staged) == before
    history.undo(staged)
    assert find(staged, "قال").is_changed


def test_saving_it_as_it_came_keeps_nothing_in_the_file(staged: Project) -> None:
    before = holds(staged)
    entry = find(staged, "قال").entry
    cue_lexicon.save(staged, replace(entry, gloss="utter"))
    cue_lexicon.save(staged, entry)
    assert holds(staged) == before
    assert not cue_lexicon.save(staged, entry)


def test_an_added_cue_is_found_and_removed(staged: Project) -> None:
    cue_lexicon.save(staged, MUMBLED)
    added = find(staged, "غمغم")
    assert added.original is None
    assert not added.is_changed
    assert "غمغمت" in cue_lexicon.lexicon(staged).forms
    assert cue_lexicon.entries(staged)[-1] == added
    step = history.undoable(staged)
    assert step is not None
    assert "غمغم" in step.name
    cue_lexicon.restore(staged, [added.entry.uuid])
    assert "غمغمت" not in cue_lexicon.lexicon(staged).forms


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"cue": " "}, "name"),
        ({"kind": "adverb"}, "adverb"),
        ({"stance": "loud"}, "loud"),
        ({"follow": "X"}, "X"),
        ({"follow": "C N:"}, "N:"),
        ({"pv_stems": " ", "iv_stems": ""}, "stem or a form"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(
    staged: Project, wrong: dict[str, str], sentence: str
) -> None:
    before = holds(staged)
    with pytest.raises(InputError, match=sentence):
        cue_lexicon.save(staged, replace(MUMBLED, **wrong))  # type: ignore[arg-type]
    assert holds(staged) == before


def test_the_same_cue_is_not_added_twice_but_another_kind_is(staged: Project) -> None:
    with pytest.raises(ConflictError, match="قال"):
        cue_lexicon.save(staged, replace(MUMBLED, cue="قال"))
    cue_lexicon.save(staged, replace(MUMBLED, cue="قال", kind="mark", forms="غمغم"))
    assert find(staged, "قال", "mark").original is None


def test_verdicts_are_counted_for_each_cue(staged: Project) -> None:
    made = Suggestion(cue=at("قال"), content=at("الفجر"), cue_name="قال")
    suggesting.reject(staged, FIRST, made)
    suggesting.accept(staged, FIRST, replace(made, cue=at("أكد"), cue_name="أكّد"))
    assert (find(staged, "قال").accepted, find(staged, "قال").rejected) == (0, 1)
    assert (find(staged, "أكّد").accepted, find(staged, "أكّد").rejected) == (1, 0)
    history.undo(staged)
    assert find(staged, "أكّد").accepted == 0


def test_the_lexicon_goes_along_with_an_annotation_set(staged: Project, tmp_path: Path) -> None:
    cue_lexicon.save(staged, MUMBLED)
    cue_lexicon.set_active(staged, [uuid_of(staged, "قال")], False)
    target = empty_project(tmp_path, "target")
    import_set(target, export_set(staged, tmp_path))
    assert find(target, "غمغم").original is None
    assert not find(target, "قال").entry.active
    target.close()
