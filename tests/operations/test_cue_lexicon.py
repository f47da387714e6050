"""The cue lexicon of a project: what is changed in it, and what is suggested then."""

import pytest

from annotator.arabic.suggest import suggest
from annotator.model.cue_entry import cue_uuid
from annotator.model.errors import ConflictError, InputError
from annotator.operations import cue_lexicon, history
from annotator.operations.cue_lexicon import ListedCue
from annotator.operations.project import Project
from annotator.store import cue_entries

SAID = cue_uuid("قال", "verb")
TEXT = "قال الوزير إن العمل بدأ."


def listed(project: Project, uuid: str) -> ListedCue:
    return next(each for each in cue_lexicon.cue_lexicon(project) if each.entry.uuid == uuid)


def cues_found(project: Project, text: str = TEXT) -> list[str]:
    return [each.cue_name for each in suggest(text, lexicon=cue_lexicon.lexicon_of(project))]


def test_at_first_it_is_the_lexicon_that_comes_along(staged: Project) -> None:
    said = listed(staged, SAID)
    assert (said.entry.cue, said.is_own, said.is_changed) == ("قال", False, False)
    assert (said.accepted, said.rejected) == (0, 0)
    assert cues_found(staged) == ["قال"]


def test_a_cue_switched_off_is_not_suggested_until_undone(staged: Project) -> None:
    cue_lexicon.switch_cues(staged, [SAID], active=False)
    assert cues_found(staged) == []
    assert listed(staged, SAID).is_changed
    history.undo(staged)
    assert cues_found(staged) == ["قال"]


def test_switching_several_is_one_step_and_back_on_leaves_no_row(staged: Project) -> None:
    both = [SAID, cue_uuid("أكّد", "verb")]
    assert len(cue_lexicon.switch_cues(staged, both, active=False).of("cue_entry")) == 2
    cue_lexicon.switch_cues(staged, both, active=True)
    assert not any(each.is_changed for each in cue_lexicon.cue_lexicon(staged))
    assert cue_entries.entries(staged.database) == ()
    assert not cue_lexicon.switch_cues(staged, both, active=True)


def test_a_changed_stance_and_form_hold_for_suggestions(staged: Project) -> None:
    cue_lexicon.edit_cue(staged, SAID, stance="distancing", forms="كال")
    found = suggest("كال الوزير إن العمل بدأ.", lexicon=cue_lexicon.lexicon_of(staged))
    assert [each.cue_stance for each in found] == ["distancing"]
    cue_lexicon.restore_cues(staged, [SAID])
    assert listed(staged, SAID).entry.stance == "neutral"
    assert cues_found(staged, "كال الوزير إن العمل بدأ.") == []


def test_a_cue_of_ones_own_is_found_changed_and_removed(staged: Project) -> None:
    text = "زقزق الوزير أن العمل بدأ."
    assert cues_found(staged, text) == []
    uuid, changes = cue_lexicon.add_cue(staged, "زقزق", "verb", pv_stems="زقزق", follow="C")
    assert changes.name
    assert cues_found(staged, text) == ["زقزق"]
    cue_lexicon.edit_cue(staged, uuid, cue="زقزقة", kind="verb")
    assert cues_found(staged, text) == ["زقزقة"]
    assert not cue_lexicon.restore_cues(staged, [uuid])
    cue_lexicon.remove_cues(staged, [uuid])
    assert cues_found(staged, text) == []
    history.undo(staged)
    assert listed(staged, uuid).is_own


def test_what_people_decided_is_counted(staged: Project) -> None:
    rows = [("قال", 0, "accepted"), ("قال", 9, "rejected"), ("قال", 19, "accepted")]
    rows += [("بحسب ذكر", 29, "rejected")]
    with staged.database.step("Decide") as _step:
        for cue, start, verdict in rows:
            staged.database.write(
                'INSERT INTO suggestion(uuid, article, coder, cue, start, "end", verdict, at)'
                " VALUES (?, 2, 1, ?, ?, ?, ?, '')",
                (f"00000000-0000-4000-8000-{start:012}", cue, start, start + 3, verdict),
            )
    said = listed(staged, SAID)
    assert (said.accepted, said.rejected) == (2, 1)
    # A phrase that is followed by its own verb counts as the phrase.
    by = listed(staged, cue_uuid("بحسب", "prep"))
    assert (by.accepted, by.rejected) == (0, 1)


@pytest.mark.parametrize(
    "fields",
    [
        {"cue": " "},
        {"kind": "adverb"},
        {"stance": "angry"},
        {"follow": "X"},
        {"follow": "N:"},
        {"pv_stems": "", "iv_stems": "", "forms": ""},
    ],
)
def test_what_cannot_be_used_is_refused(staged: Project, fields: dict[str, str]) -> None:
    uuid, _changes = cue_lexicon.add_cue(staged, "زقزق", "verb", pv_stems="زقزق")
    with pytest.raises(InputError):
        cue_lexicon.edit_cue(staged, uuid, **fields)


def test_a_cue_that_comes_along_keeps_its_name_and_stays(staged: Project) -> None:
    with pytest.raises(ConflictError):
        cue_lexicon.edit_cue(staged, SAID, cue="قيل")
    with pytest.raises(ConflictError):
        cue_lexicon.remove_cues(staged, [SAID])
    with pytest.raises(ConflictError):
        cue_lexicon.add_cue(staged, "قال", "verb", pv_stems="قال")
    with pytest.raises(InputError):
        cue_lexicon.switch_cues(staged, ["gone"], active=False)
    with pytest.raises(KeyError):
        cue_lexicon.edit_cue(staged, SAID, active="1")


def test_an_edit_that_changes_nothing_is_no_step(staged: Project) -> None:
    assert not cue_lexicon.edit_cue(staged, SAID, stance="neutral")
    cue_lexicon.edit_cue(staged, SAID, stance="endorsing")
    cue_lexicon.edit_cue(staged, SAID, stance="neutral")
    assert not listed(staged, SAID).is_changed
