"""Changing the codebook: names, keys, places, and where the segments of a deleted code go."""

from pathlib import Path
from typing import Any

import pytest

from annotator.model.codebook import Codebook, CodeDraft
from annotator.model.errors import ConflictError, InputError
from annotator.operations import codebook, history, tagging
from annotator.operations.checking import check_project
from annotator.operations.project import Project, create_project
from tests.operations.stage import import_refuses, refuses


def paths(book: Codebook) -> list[str]:
    """Return the paths of all codes in order."""
    return [book.path(code.id) for code, _depth in book.walk()]


@pytest.fixture
def frames(project: Project) -> dict[str, int]:
    """Add Frames with two codes below it."""
    top, _changes = codebook.add_code(project, CodeDraft("Frames"))
    keys = {"Frames": top}
    for name in ("Blame", "Loss"):
        keys[name], _changes = codebook.add_code(project, CodeDraft(name, parent=top))
    return keys


def test_codes_stand_in_the_order_they_came(project: Project, frames: dict[str, int]) -> None:
    assert paths(codebook.codebook(project))[3:] == ["Frames", "Frames/Blame", "Frames/Loss"]


def test_a_name_is_taken_only_among_siblings(project: Project, frames: dict[str, int]) -> None:
    with pytest.raises(ConflictError, match="Blame"):
        codebook.add_code(project, CodeDraft("Blame", parent=frames["Frames"]))
    codebook.add_code(project, CodeDraft("Blame"))
    with pytest.raises(InputError, match="name"):
        codebook.add_code(project, CodeDraft("  "))


def test_a_key_belongs_to_one_code_or_command(project: Project, frames: dict[str, int]) -> None:
    codebook.edit_code(project, frames["Blame"], key="1")
    with pytest.raises(ConflictError, match="Blame"):
        codebook.edit_code(project, frames["Loss"], key="1")
    with pytest.raises(ConflictError, match="command"):
        codebook.edit_code(project, frames["Loss"], key="o")
    with pytest.raises(InputError):
        codebook.edit_code(project, frames["Loss"], key="ش")
    codebook.edit_code(project, frames["Loss"], key="x")
    found = codebook.codebook(project).by_key("X")
    assert found is not None
    assert found.name == "Loss"


def test_moving_reorders_and_reparents(project: Project, frames: dict[str, int]) -> None:
    codebook.move_code(project, frames["Loss"], frames["Frames"], before=frames["Blame"])
    codebook.move_code(project, 3, frames["Frames"])
    assert paths(codebook.codebook(project)) == [
        "Claim",
        "Source",
        "Frames",
        "Frames/Loss",
        "Frames/Blame",
        "Frames/Cue",
    ]
    with pytest.raises(ConflictError, match="below itself"):
        codebook.move_code(project, frames["Frames"], frames["Loss"])


BELOW_ITSELF = "cannot lie below itself, directly or through another code."


def test_undo_closes_no_circle(staged: Project) -> None:
    two, one = (codebook.add_code(staged, CodeDraft(name))[0] for name in ("Loss", "Blame"))
    codebook.move_code(staged, one, two)
    codebook.move_code(staged, one, None)
    staged.use_coder("كريم")
    codebook.move_code(staged, two, one)
    staged.use_coder("سلمى")
    refuses(staged, f"The code Blame {BELOW_ITSELF}", lambda: history.undo(staged))
    assert paths(codebook.codebook(staged))[3:] == ["Blame", "Blame/Loss"]


def test_redo_closes_no_circle_through_a_third(staged: Project) -> None:
    one, two, three = (codebook.add_code(staged, CodeDraft(name))[0] for name in "XYZ")
    codebook.move_code(staged, one, two)
    history.undo(staged)
    staged.use_coder("كريم")
    codebook.move_code(staged, three, one)
    codebook.move_code(staged, two, three)
    staged.use_coder("سلمى")
    refuses(staged, f"The code X {BELOW_ITSELF}", lambda: history.redo(staged))


def test_a_set_closes_no_circle(staged: Project, tmp_path: Path) -> None:
    top, _changes = codebook.add_code(staged, CodeDraft("Frames"))
    codebook.add_code(staged, CodeDraft("Blame", parent=top))

    def close(records: list[dict[str, Any]]) -> None:
        above, below = records[-2:]
        assert below["parent"] == above["uuid"]
        above["parent"] = below["uuid"]

    sentence = "It lies in itself, through what it refers to."
    import_refuses(staged, tmp_path, sentence, "code", close)


def test_a_circle_that_another_program_made_is_found_seen_and_mended(staged: Project) -> None:
    one, two = (codebook.add_code(staged, CodeDraft(name))[0] for name in ("Blame", "Loss"))
    with staged.database.step("Outside change", kind="outside"):
        for code, parent in ((one, two), (two, one)):
            staged.database.write("UPDATE code SET parent = ? WHERE id = ?", (parent, code))
    told = [problem.sentence for problem in check_project(staged)]
    assert told == [f"The code {name} {BELOW_ITSELF}" for name in ("Blame", "Loss")]
    assert paths(codebook.codebook(staged))[3:] == ["Blame", "Loss"]
    codebook.edit_code(staged, one, color="#123456")
    codebook.move_code(staged, one, None)
    assert paths(codebook.codebook(staged))[3:] == ["Blame", "Blame/Loss"]
    assert check_project(staged) == []


def test_a_code_in_use_is_not_deleted_unasked(project: Project, frames: dict[str, int]) -> None:
    tagging.tag(project, 1, [(0, 4)], frames["Blame"])
    tagging.tag(project, 1, [(5, 10)], frames["Loss"])
    assert codebook.usage(project, frames["Frames"]) == 2
    with pytest.raises(ConflictError, match="2 segments"):
        codebook.delete_code(project, frames["Frames"])
    with pytest.raises(InputError):
        codebook.delete_code(project, frames["Frames"], move_to=frames["Loss"])
    codebook.delete_code(project, frames["Frames"], move_to=1)
    assert codebook.counts(project) == {1: 2}
    assert paths(codebook.codebook(project)) == ["Claim", "Source", "Cue"]
    history.undo(project)
    assert codebook.counts(project) == {frames["Blame"]: 1, frames["Loss"]: 1}


def test_deleting_with_the_segments(project: Project, frames: dict[str, int]) -> None:
    tagging.tag(project, 1, [(0, 4)], frames["Blame"])
    codebook.delete_code(project, frames["Blame"], delete_segments=True)
    assert codebook.counts(project) == {}


def test_merging_moves_segments_and_children(project: Project, frames: dict[str, int]) -> None:
    tagging.tag(project, 1, [(0, 4)], frames["Frames"])
    codebook.merge_codes(project, frames["Frames"], 1)
    assert codebook.counts(project) == {1: 1}
    assert "Claim/Blame" in paths(codebook.codebook(project))


def test_merging_puts_no_two_codes_of_one_name_at_one_place(
    project: Project, frames: dict[str, int]
) -> None:
    twin, _changes = codebook.add_code(project, CodeDraft("Blame", parent=1))
    with pytest.raises(ConflictError, match="Blame"):
        codebook.merge_codes(project, frames["Frames"], 1)
    codebook.delete_code(project, twin)
    codebook.edit_code(project, frames["Blame"], name="Frames")
    codebook.merge_codes(project, frames["Frames"], 1)
    assert "Claim/Frames" in paths(codebook.codebook(project))


def test_what_stays_the_same_is_no_step(project: Project, frames: dict[str, int]) -> None:
    codebook.edit_code(project, frames["Loss"], key="x")
    before = history.steps(project)
    assert not codebook.edit_code(project, frames["Loss"], name=" Loss ", key="x")
    assert history.steps(project) == before


def test_counts_are_the_coders_own(project: Project) -> None:
    tagging.tag(project, 1, [(0, 4)], 1)
    project.use_coder("كريم")
    assert codebook.counts(project) == {}
    assert codebook.counts(project, everybody=True) == {1: 1}


def test_built_in_codes_are_the_same_in_every_project(project: Project) -> None:
    folder = project.path.parent
    one = create_project(folder / "one.isnad", coder="a")
    two = create_project(folder / "two.isnad", coder="b")
    uuids = [{code.uuid for code, _d in codebook.codebook(p).walk()} for p in (one, two)]
    assert uuids[0] == uuids[1]
    kinds = [code.kind for code, _depth in codebook.codebook(one).walk()]
    assert {"claim", "source", "cue"} <= set(kinds)
    one.close()
    two.close()
