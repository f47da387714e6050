"""Articles: what is known about them, their status, and their removal."""

import pytest

from annotator.model.errors import InputError
from annotator.operations import articles, history, reading, tagging
from annotator.operations.project import Project
from tests.store.projects import TEXT, add_article


def test_editing_changes_what_is_known_and_never_the_text(project: Project) -> None:
    articles.edit_article(
        project, 1, {"منطقة": "الساحل"}, title="عنوان", outlet="أفق", published="2024-03"
    )
    article = articles.article(project, 1)
    assert (article.title, article.outlet, article.published) == ("عنوان", "أفق", "2024-03")
    assert article.variables == {"منطقة": "الساحل"}
    assert articles.text(project, 1) == TEXT


@pytest.mark.parametrize(
    "fields",
    [{"title": " "}, {"published": "2024-13-01"}, {"published": "مارس"}, {"direction": "up"}],
)
def test_impossible_values_are_refused(project: Project, fields: dict[str, str]) -> None:
    before = articles.article(project, 1)
    with pytest.raises(InputError):
        articles.edit_article(project, 1, **fields)
    assert articles.article(project, 1) == before


def test_renaming_has_a_name_of_its_own_in_the_history(project: Project) -> None:
    articles.edit_article(project, 1, title="جديد")
    step = history.undoable(project)
    assert step is not None
    assert step.name == "Rename the article حريق الميناء"


def test_an_emptied_variable_is_gone(project: Project) -> None:
    articles.edit_article(project, 1, {"منطقة": "الساحل"})
    articles.edit_article(project, 1, {"منطقة": ""})
    assert articles.article(project, 1).variables == {}


def test_status_is_each_coders_own(project: Project) -> None:
    articles.set_status(project, [1], "done")
    assert articles.progress(project) == (1, 1)
    project.use_coder("كريم")
    row = articles.article_row(project, 1)
    assert row is not None
    assert row.status == "new"
    assert articles.progress(project) == (0, 1)


def test_the_list_counts_the_coders_own_marks(project: Project) -> None:
    tagging.tag(project, 1, [(0, 4)], 1)
    project.use_coder("كريم")
    tagging.tag(project, 1, [(0, 4)], 1)
    tagging.tag(project, 1, [(5, 10)], 1)
    assert [row.annotations for row in articles.article_rows(project)] == [2]
    assert articles.work_on(project, 1) == {"سلمى": 1, "كريم": 2}


def test_deleting_an_article_and_undoing_brings_all_of_it_back(project: Project) -> None:
    second = add_article(project, "نص آخر", "ثان")
    tagging.tag(project, 1, [(0, 4)], 1, memo="م")
    articles.edit_article(project, 1, {"منطقة": "الساحل"})
    articles.set_status(project, [1], "done")
    marks = reading.annotations_of(project, 1)
    articles.delete_articles(project, [1])
    assert [row.id for row in articles.article_rows(project)] == [second]
    with pytest.raises(InputError, match="no longer"):
        articles.text(project, 1)
    history.undo(project)
    assert reading.annotations_of(project, 1) == marks
    assert articles.text(project, 1) == TEXT
    assert articles.article(project, 1).variables == {"منطقة": "الساحل"}
    assert articles.progress(project) == (1, 2)


def test_marks_are_read_by_place_and_coder(project: Project) -> None:
    tagging.tag(project, 1, [(0, 4)], 1)
    tagging.tag(project, 1, [(5, 10), (40, 44)], 1)
    found = [mark.id for mark in reading.annotations_of(project, 1, None, (38, 50))]
    assert found == [2]
    assert reading.annotations_of(project, 1, [99]) == []
