"""Undo and redo: everything, across articles and restarts, and never over others' later work."""

import sqlite3

import pytest

from annotator.model.codebook import CodeDraft
from annotator.model.errors import ConflictError
from annotator.operations import articles, codebook, history, tagging
from annotator.operations.project import Project, open_project
from annotator.store import check
from tests.store.projects import TEXT, add_article, place


def domain(project: Project) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of somebody's work."""
    tables = ("coder", "code", "article", "article_variable", "article_status", "annotation")
    return {
        table: project.database.rows(f"SELECT * FROM {table} ORDER BY id")
        for table in (*tables, "fragment")
    }


def test_undo_names_and_takes_back_the_newest_step(project: Project) -> None:
    before = domain(project)
    tagging.tag(project, 1, [place(TEXT, "وكالة «أفق»")], 2)
    step = history.undoable(project)
    assert step is not None
    assert step.name == "Tag Source"
    changes = history.undo(project)
    assert domain(project) == before
    assert changes.articles == {1}
    assert changes.of("annotation") == {1}


def test_redo_brings_the_very_same_rows_back(project: Project) -> None:
    tagging.tag(project, 1, [place(TEXT, "المتحدثُ"), place(TEXT, "الخطيب")], 2, memo="مهم")
    done = domain(project)
    history.undo(project)
    history.redo(project)
    assert domain(project) == done
    assert history.redoable(project) is None


def test_everything_can_be_undone_after_a_restart(project: Project) -> None:
    first = domain(project)
    second = add_article(project, "نص ثان قصير", "ثان")
    tagging.tag(project, 1, [(0, 4)], 1)
    code, _changes = codebook.add_code(project, CodeDraft("Frame", key="1"))
    tagging.tag(project, second, [(0, 2)], code)
    codebook.edit_code(project, code, name="إطار", color="#112233")
    articles.edit_article(project, second, outlet="أفق", variables={"منطقة": "الساحل"})
    articles.set_status(project, [1, second], "done")
    codebook.delete_code(project, code, move_to=2)
    articles.delete_articles(project, [1])
    last = domain(project)
    project.close()
    again = open_project(project.path)
    count = 0
    while history.undoable(again) and domain(again) != first:
        history.undo(again)
        count += 1
    assert domain(again) == first
    assert count == 9
    for _step in range(count):
        history.redo(again)
    assert domain(again) == last
    assert check.check(again.database) == []
    again.close()


def test_a_new_step_ends_the_redo(project: Project) -> None:
    tagging.tag(project, 1, [(0, 4)], 1)
    history.undo(project)
    tagging.tag(project, 1, [(0, 4)], 2)
    assert history.redoable(project) is None


def test_undo_is_each_coders_own(project: Project) -> None:
    tagging.tag(project, 1, [(0, 4)], 1)
    project.use_coder("كريم")
    assert history.undoable(project) is None, "the new coder could undo somebody else's work"
    tagging.tag(project, 1, [(0, 4)], 1)
    project.use_coder("سلمى")
    history.undo(project)
    left = project.database.rows("SELECT coder.name FROM annotation JOIN coder ON coder.id = coder")
    assert left == [("كريم",)]


def test_what_others_built_on_is_not_pulled_away(project: Project) -> None:
    code, _changes = codebook.add_code(project, CodeDraft("Frame"))
    project.use_coder("كريم")
    tagging.tag(project, 1, [(0, 4)], code)
    project.use_coder("سلمى")
    before = domain(project)
    with pytest.raises(ConflictError):
        history.undo(project)
    assert domain(project) == before


def test_a_row_changed_since_by_another_is_not_overwritten(project: Project) -> None:
    codebook.edit_code(project, 1, color="#000001")
    project.use_coder("كريم")
    codebook.edit_code(project, 1, color="#000002")
    project.use_coder("سلمى")
    with pytest.raises(ConflictError, match="Recolour"):
        history.undo(project)
    assert codebook.codebook(project)[1].color == "#000002"


def test_nothing_is_done_again_across_a_wall(project: Project) -> None:
    tagging.tag(project, 1, [(0, 4)], 1)
    history.undo(project)
    with project.database.step("Bring the file up to date", kind="wall"):
        project.database.write("UPDATE project SET memo = 'wall'")
    assert history.redoable(project) is None
    assert not history.redo(project)


def test_repeated_resizing_is_one_undo(project: Project) -> None:
    tagging.tag(project, 1, [(0, 4)], 1)
    for end in (10, 17, 19):
        tagging.set_ranges(project, 1, [(0, end)], merge=True)
    history.undo(project)
    assert project.database.value('SELECT "end" FROM fragment') == 4
    history.redo(project)
    assert project.database.value('SELECT "end" FROM fragment') == 19


def test_the_history_only_grows_and_tells_its_state(project: Project) -> None:
    tagging.tag(project, 1, [(0, 4)], 1)
    history.undo(project)
    names = [(step.name, step.state) for step in history.steps(project)[:2]]
    assert names == [("Undo: Tag Claim", "done"), ("Tag Claim", "undone")]


def test_another_programs_writing_is_a_step_of_its_own(project: Project) -> None:
    project.close()
    connection = sqlite3.connect(project.path)
    connection.execute("UPDATE article SET title = 'من الخارج'")
    connection.commit()
    connection.close()
    again = open_project(project.path)
    assert history.steps(again)[0].kind == "outside"
    assert check.check(again.database) == []
    again.close()


def test_resizing_two_marks_in_turn_is_two_undos(project: Project) -> None:
    first = tagging.tag(project, 1, [(0, 4)], 1).created[0]
    second = tagging.tag(project, 1, [(5, 10)], 1).created[0]
    tagging.set_ranges(project, first, [(0, 10)], merge=True)
    tagging.set_ranges(project, second, [(5, 17)], merge=True)
    history.undo(project)
    assert project.database.rows('SELECT "end" FROM fragment ORDER BY annotation') == [(10,), (10,)]


def test_what_another_builds_on_is_named_with_its_coder(project: Project) -> None:
    code, _changes = codebook.add_code(project, CodeDraft("Frame"))
    project.use_coder("كريم")
    tagging.tag(project, 1, [(0, 4)], code)
    project.use_coder("سلمى")
    with pytest.raises(ConflictError, match="“Tag Frame” by كريم builds on it"):
        history.undo(project)
    assert code in codebook.codebook(project)


def test_nothing_is_undone_across_a_wall(project: Project) -> None:
    tagging.tag(project, 1, [(0, 4)], 1)
    with project.database.step("Bring the file up to date", kind="wall"):
        project.database.write("UPDATE project SET memo = 'wall'")
    assert history.undoable(project) is None
    assert not history.undo(project)
