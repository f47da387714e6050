"""Opening, coders, backups, and places where a project is not safe."""

import os
from pathlib import Path

import pytest

from annotator.model.errors import ConflictError, InputError
from annotator.operations import articles, history, tagging
from annotator.operations.project import (
    Project,
    back_up,
    back_up_daily,
    create_project,
    edit_project,
    open_project,
    place_warning,
    project_memo,
    rename_coder,
)
from annotator.store import backup
from tests.store.projects import TEXT


def test_a_project_gets_its_suffix(tmp_path: Path) -> None:
    project = create_project(tmp_path / "رسالة.v2", coder="سلمى")
    assert project.path == tmp_path / "رسالة.v2.isnad"
    assert project.name == "رسالة.v2"
    project.close()


def test_a_project_of_one_coder_opens_as_theirs(project: Project) -> None:
    project.use_coder("كريم")
    project.close()
    again = open_project(project.path)
    assert not again.has_coder
    with pytest.raises(InputError, match="who is coding"):
        tagging.tag(again, 1, [(0, 4)], 1)
    again.use_coder(" كريم ")
    assert [coder.name for coder in again.coders()] == ["سلمى", "كريم"]
    again.close()


def test_coders_names_are_unique_and_not_empty(project: Project) -> None:
    project.use_coder("كريم")
    with pytest.raises(ConflictError):
        rename_coder(project, 1, "كريم")
    with pytest.raises(InputError):
        project.use_coder("  ")
    rename_coder(project, project.coder.id, "كريمة")
    assert project.coder.name == "كريمة"


def test_project_memo_and_name(project: Project) -> None:
    edit_project(project, name="الأطروحة", memo="الجولة الأولى")
    assert (project.name, project_memo(project)) == ("الأطروحة", "الجولة الأولى")


def test_a_backup_is_a_whole_project(project: Project) -> None:
    tagging.tag(project, 1, [(0, 4)], 1)
    copy = back_up(project)
    tagging.tag(project, 1, [(5, 10)], 1)
    earlier = open_project(copy)
    assert articles.text(earlier, 1) == TEXT
    assert [row.annotations for row in articles.article_rows(earlier)] == [1]
    earlier.close()


def test_ten_backups_are_kept_and_one_a_day_made(project: Project) -> None:
    made = [back_up(project) for _number in range(12)]
    assert backup.backups(project.path) == made[-backup.KEPT :]
    assert back_up_daily(project) is None
    for path in made:
        path.unlink(missing_ok=True)
    assert back_up_daily(project) is not None


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/data/s/Dropbox/thesis.isnad", "Dropbox"),
        ("/data/s/OneDrive - University/x/thesis.isnad", "OneDrive"),
        ("/net/lab/thesis.isnad", "/net/lab"),
        ("/data/s/thesis.isnad", ""),
    ],
)
def test_unsafe_places_are_told(path: str, told: str) -> None:
    mounts = ["/dev/sda1 / ext4 rw 0 0", "server:/lab /net/lab nfs4 rw 0 0"]
    warning = place_warning(Path(path), mounts)
    assert (told in warning) if told else warning == ""


def test_an_opening_that_fails_leaves_the_project_to_others(project: Project) -> None:
    project.close()
    with pytest.raises(InputError):
        open_project(project.path, " ")
    again = open_project(project.path)
    assert again.read_only == ""
    again.close()


def test_undoing_a_coders_new_name_brings_the_old_one_back(project: Project) -> None:
    rename_coder(project, project.coder.id, "سلمى حداد")
    history.undo(project)
    assert project.coder.name == "سلمى"
    history.redo(project)
    assert project.coder.name == "سلمى حداد"


def test_a_project_that_stays_the_same_is_no_step(project: Project) -> None:
    before = history.steps(project)
    assert not edit_project(project, name=project.name, memo="")
    assert history.steps(project) == before


@pytest.mark.parametrize("path", ["", ".", "..", "/"])
def test_what_is_no_name_is_refused(path: str) -> None:
    with pytest.raises(InputError, match="is no name for a project"):
        create_project(Path(path))


def test_a_file_name_that_is_no_text_still_names_a_project(tmp_path: Path) -> None:
    project = create_project(tmp_path / os.fsdecode(b"\xe3\xe4.isnad"))
    assert project.name == "??"
    assert project.path.exists()
    project.close()
