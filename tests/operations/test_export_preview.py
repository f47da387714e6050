"""Looking at an export before it is made: real beginnings, of one article, with nothing left."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.exchange.formats import FORMATS
from annotator.model.annotation_set import Choice
from annotator.model.errors import Cancelled, InputError
from annotator.operations import choosing, export_preview, exporting
from annotator.operations.project import Project
from tests.exchange.sets import full_project


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Project]:
    project = full_project(tmp_path)
    yield project
    project.close()


def test_it_counts_all_and_shows_the_first_article_with_marks(full: Project) -> None:
    found = export_preview.look(full, "jsonl", Choice())
    assert (found.counts["article"], found.counts["annotation"]) == (2, 10)
    assert found.sample.title == "حريق «الميناء»"
    (file,) = found.sample.files
    assert file.name == ""
    assert len(file.lines) == export_preview.LINES
    assert file.is_cut
    assert all(len(line) <= export_preview.LONGEST + 1 for line in file.lines)
    assert found.losses == ("Nothing is left out.",)


def test_a_folder_shows_some_of_each_file_and_its_explanation_last(full: Project) -> None:
    found = export_preview.look(full, "csv", Choice(coders=("Gone",)))
    names = [file.name for file in found.sample.files]
    assert {"fragments.csv", "articles.csv"} <= set(names)
    assert names[-1].startswith("README")
    assert "manifest.json" not in names
    assert all(file.size for file in found.sample.files)
    assert "Gone" in found.notes[0]
    assert found.counts["annotation"] == 0


def test_notes_tell_of_attributions_that_cannot_be_whole(full: Project) -> None:
    found = export_preview.look(full, "jsonl", Choice(kinds=("claim",)))
    assert found.counts["attribution"] == 0
    assert found.notes == (
        "2 attributions are left out with what they need: an annotation of their own, or the"
        " attribution in which they lie, is not chosen.",
    )


@pytest.mark.parametrize("format_id", [each.id for each in exporting.formats()])
def test_every_format_can_be_looked_at_whatever_is_chosen(full: Project, format_id: str) -> None:
    for choice in (Choice(), Choice(kinds=()), Choice(outlets=("none",))):
        found = export_preview.look(full, format_id, choice)
        assert found.sample.fault == ""
        assert found.sample.files or not found.counts["article"]
        assert all("\0" not in line for file in found.sample.files for line in file.lines)


def test_documents_obey_the_layers(full: Project) -> None:
    def held(choice: Choice) -> tuple[int, int, int]:
        selection = choosing.resolve(full, choice).selection
        with exporting.bundle(full, selection) as source:
            documents = list(source.documents())
            return (
                sum(len(each.marks) for each in documents),
                sum(len(each.attributions) for each in documents),
                source.info.count("attribution"),
            )

    assert held(Choice()) == (10, 2, 2)
    assert held(Choice(attributions=False)) == (10, 0, 0)
    assert held(Choice(kinds=("claim", "code"))) == (4, 0, 0)
    assert held(Choice(confidence=("unset",))) == (8, 2, 2)
    assert held(Choice(created_from="9998")) == (0, 0, 0)


def test_nothing_is_left_on_the_disk_and_stopping_stops(
    full: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    export_preview.look(full, "csv", Choice())
    with pytest.raises(Cancelled):
        export_preview.look(full, "csv", Choice(), cancelled=lambda: True)
    assert list((tmp_path / "temporary").iterdir()) == []


def test_what_cannot_be_asked_is_refused(full: Project) -> None:
    with pytest.raises(InputError, match="no format"):
        export_preview.look(full, "lost", Choice())
    with pytest.raises(InputError, match="is not a date"):
        export_preview.look(full, "csv", Choice(published_to="soon"))
    with pytest.raises(InputError, match="There is no option"):
        export_preview.look(full, FORMATS["csv"].id, Choice(), {"moon": True})


def test_an_empty_project_has_a_beginning_too(tmp_path: Path) -> None:
    from tests.exchange.sets import empty_project

    project = empty_project(tmp_path)
    try:
        found = export_preview.look(project, "csv", Choice())
        assert found.sample.title == ""
        assert found.sample.files
    finally:
        project.close()
