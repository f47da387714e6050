"""What a code is for besides naming: given by the codebook, changed by hand, undone, kept."""

from pathlib import Path

import pytest

from annotator.model.codebook import CodeDraft
from annotator.model.errors import InputError
from annotator.operations import codebook, history
from annotator.operations.project import Project, create_project


def names_of_page(project: Project) -> list[str]:
    """Return the names of the codes that mark text of the page."""
    return [
        code.name
        for code, _depth in codebook.codebook(project).walk()
        if codebook.purpose_of(project, code.id) == "boilerplate"
    ]


def key_of(project: Project, name: str) -> int:
    found = codebook.codebook(project).find(name)
    assert found is not None
    return found.id


def test_a_new_project_knows_which_code_marks_the_page(tmp_path: Path) -> None:
    project = create_project(tmp_path / "new", coder="Salma")
    assert names_of_page(project) == ["Boilerplate"]
    project.close()


def test_the_purpose_is_given_and_taken_and_each_is_a_step(project: Project) -> None:
    key, _changes = codebook.add_code(project, CodeDraft("Seite", purpose="boilerplate"))
    assert names_of_page(project) == ["Seite"]
    codebook.edit_code(project, key, purpose="")
    assert names_of_page(project) == []
    history.undo(project)
    assert names_of_page(project) == ["Seite"]
    history.undo(project)
    assert codebook.codebook(project).get(key) is None
    history.redo(project)
    assert names_of_page(project) == ["Seite"]


def test_another_field_leaves_the_purpose_alone(project: Project) -> None:
    key, _changes = codebook.add_code(project, CodeDraft("Seite", purpose="boilerplate"))
    codebook.edit_code(project, key, name="Page", color="#112233")
    assert names_of_page(project) == ["Page"]
    assert not codebook.edit_code(project, key, name="Page", purpose="boilerplate")


def test_a_role_marks_no_text_of_the_page(project: Project) -> None:
    with pytest.raises(InputError, match="kind"):
        codebook.add_code(project, CodeDraft("Sprecher", kind="source", purpose="boilerplate"))
    key, _changes = codebook.add_code(project, CodeDraft("Seite", purpose="boilerplate"))
    with pytest.raises(InputError, match="purpose"):
        codebook.edit_code(project, key, purpose="nothing known")
    codebook.edit_code(project, key, kind="source")
    assert names_of_page(project) == []
    codebook.edit_code(project, key, name="Sprecher")
    with pytest.raises(InputError):
        codebook.edit_code(project, key_of(project, "Sprecher"), purpose="boilerplate")
