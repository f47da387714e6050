"""Searches kept under a name: for everybody, undoable, and brought along to other projects."""

from pathlib import Path

import pytest

from annotator.model.codebook import CodeDraft
from annotator.model.errors import ConflictError, InputError
from annotator.model.search import Scope, SearchQuery
from annotator.operations import articles, codebook, history
from annotator.operations.importing_set import import_set
from annotator.operations.project import Project
from annotator.operations.saved_searches import (
    change_search,
    delete,
    describe_search,
    rename,
    save_search,
    saved_searches,
)
from tests.exchange.sets import empty_project, export_set, full_project

QUERY = SearchQuery(
    '"قال الوزير" NOT نفى',
    level="harakat",
    particles=False,
    without=("وقال",),
    scope=Scope(articles=(1,), outlets=("أفق",), since="2024", statuses=("done",), codes=(3,)),
)


def names(project: Project) -> list[str]:
    return [each.name for each in saved_searches(project)]


def test_a_search_is_kept_whole_and_in_order(project: Project) -> None:
    changes = save_search(project, "  قول   الوزير ", QUERY, "why")
    assert changes.of("saved_search")
    save_search(project, "أخرى", SearchQuery(r"\d+", regex=True))
    first, second = saved_searches(project)
    assert (first.name, first.query, first.memo) == ("قول الوزير", QUERY, "why")
    assert second.query == SearchQuery(r"\d+", regex=True)


def test_a_name_is_taken_once_and_never_empty(project: Project) -> None:
    save_search(project, "أ", QUERY)
    save_search(project, "ب", QUERY)
    key = saved_searches(project)[0].id
    for name in ("", "  "):
        with pytest.raises(InputError, match="needs a name"):
            save_search(project, name, QUERY)
    with pytest.raises(ConflictError, match="already a search called أ"):
        save_search(project, "أ", QUERY)
    with pytest.raises(ConflictError):
        rename(project, key, "ب")
    assert not rename(project, key, "أ")
    assert names(project) == ["أ", "ب"]


def test_each_change_is_one_step_that_is_taken_back(project: Project) -> None:
    save_search(project, "أ", QUERY)
    (saved,) = saved_searches(project)
    wider = SearchQuery("قال")
    for change, told in (
        (lambda: rename(project, saved.id, "ب"), "Rename the search “أ” to “ب”"),
        (lambda: change_search(project, saved.id, wider), "Change the search “أ”"),
        (lambda: describe_search(project, saved.id, "memo"), "Memo on the search “أ”"),
        (lambda: delete(project, saved.id), "Delete the search “أ”"),
    ):
        assert change()
        assert saved_searches(project) != [saved]
        undone = history.undoable(project)
        assert undone is not None
        assert undone.name == told
        history.undo(project)
        assert saved_searches(project) == [saved]
    assert not change_search(project, saved.id, QUERY)
    assert not describe_search(project, saved.id, "")


def test_what_is_gone_is_said_to_be_gone(project: Project) -> None:
    for change in (
        lambda: rename(project, 9, "x"),
        lambda: delete(project, 9),
        lambda: change_search(project, 9, QUERY),
    ):
        with pytest.raises(InputError, match="no longer in the project"):
            change()


def test_a_search_means_the_same_in_the_project_it_is_brought_to(tmp_path: Path) -> None:
    full = full_project(tmp_path)
    book = codebook.codebook(full)
    economic = next(code.id for code, _depth in book.walk() if code.name == "Economic, loss")
    full.use_coder("Salma")
    article = articles.article_rows(full)[1]
    scope = Scope(articles=(article.id,), codes=(economic, 999), coder=full.coder.id)
    save_search(full, "أ", SearchQuery("قال", scope=scope))
    written = export_set(full, tmp_path)
    coder = full.coder.name
    full.close()

    other = empty_project(tmp_path, "other")
    other.use_coder("ليلى")
    for number in range(3):  # so that keys are others
        codebook.add_code(other, CodeDraft(f"own {number}"))
    import_set(other, written)
    found = next(each for each in saved_searches(other) if each.name == "أ").query.scope
    book = codebook.codebook(other)
    assert [book[code].name for code in found.codes if code] == ["Economic, loss"]
    assert found.codes[0] != economic
    assert found.codes[1] == 0  # what was gone already stays gone
    (row,) = [each for each in articles.article_rows(other) if each.id in found.articles]
    assert row.uuid == article.uuid
    assert {each.id: each.name for each in other.coders()}[found.coder or 0] == coder
    other.close()


@pytest.mark.parametrize(
    ("odd", "left"),
    [
        ("{}", SearchQuery("")),
        ('{"text": "أ", "level": ["x"], "without": 5, "scope": 5}', SearchQuery("أ")),
        (
            '{"text": "أ", "scope": {"codes": [{}], "coder": {}, "outlets": ["أفق"]}}',
            SearchQuery("أ", scope=Scope(outlets=("أفق",))),
        ),
    ],
)
def test_what_is_odd_in_a_stored_search_is_left_out(
    project: Project, odd: str, left: SearchQuery
) -> None:
    save_search(project, "أ", QUERY)
    with project.database.step("by another program"):
        project.database.write("UPDATE saved_search SET query = ?", (odd,))
    assert [each.query for each in saved_searches(project)] == [left]
