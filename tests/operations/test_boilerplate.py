"""Text of the page: proposed, marked, kept, and left out of what looks through articles."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.model.article import ArticleDraft
from annotator.model.boilerplate import FoundPart
from annotator.model.codebook import CodeDraft
from annotator.model.errors import Cancelled, InputError
from annotator.model.search import Scope, SearchQuery
from annotator.model.span import Range
from annotator.operations import (
    boilerplate,
    codebook,
    history,
    indexing,
    listing_suggestions,
    page_parts,
    searching,
    similar,
    suggesting,
    tagging,
)
from annotator.operations.project import Project, create_project
from annotator.store import annotations, articles

LINK = "اقرأ أيضاً: قالت الهيئة إن الميناء يعود للعمل"
FIRST = f"حريق في الميناء\nقالت الهيئة إن الحريق انتهى فجراً.\n{LINK}\n"
SECOND = f"مطر على الميناء\nهطل مطر غزير على الميناء.\n{LINK}\n"
THIRD = "يوم هادئ\nلا شيء يستحق الذكر.\n"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[Project]:
    """Three articles, two of them with the same link to another one."""
    project = create_project(tmp_path / "page", coder="Salma")
    with project.database.step("Import", project.coder.id, kind="wall"):
        for text in (FIRST, SECOND, THIRD):
            articles.add(project.database, ArticleDraft(text, text.split("\n")[0], outlet="المرفأ"))
    yield project
    project.close()


def quotes(found: list[FoundPart]) -> list[tuple[int, str]]:
    return [(each.article, each.quote) for each in found]


def marked(project: Project, article: int) -> list[tuple[str, str, str]]:
    book = codebook.codebook(project)
    return [
        (book[mark.code].name, mark.span.quote, mark.origin)
        for mark in annotations.of_article(project.database, article)
    ]


def link_of(project: Project, article: int) -> Range:
    start = articles.text(project.database, article).index(LINK)
    return start, start + len(LINK)


def test_it_is_proposed_in_the_order_of_articles_and_nothing_is_stored(page: Project) -> None:
    found = page_parts.propose(page)
    assert quotes(found) == [(1, LINK), (2, LINK)]
    assert marked(page, 1) == []
    assert quotes(page_parts.propose(page, [2])) == [(2, LINK)]


def test_the_same_words_are_decided_about_together(page: Project) -> None:
    (same,) = page_parts.grouped(page_parts.propose(page))
    assert (same.reason, same.quote, same.articles, same.sure) == ("related", LINK, 2, True)


def test_what_is_accepted_is_marked_in_one_step_and_not_proposed_again(page: Project) -> None:
    page_parts.accept(page, page_parts.propose(page))
    assert marked(page, 1) == [("Boilerplate", LINK, "suggestion")]
    assert marked(page, 2) == [("Boilerplate", LINK, "suggestion")]
    assert page_parts.propose(page) == []
    history.undo(page)
    assert marked(page, 1) == marked(page, 2) == []
    assert len(page_parts.propose(page)) == 2
    history.redo(page)
    assert page_parts.propose(page) == []


def test_a_mark_that_was_accepted_and_deleted_is_not_proposed_again(page: Project) -> None:
    page_parts.accept(page, page_parts.propose(page))
    mark = annotations.of_article(page.database, 1)[0]
    tagging.delete(page, [mark.id])
    assert page_parts.propose(page, [1]) == []


def test_what_is_rejected_is_remembered_for_this_coder_alone(page: Project) -> None:
    page_parts.reject(page, page_parts.propose(page, [1]))
    assert marked(page, 1) == []
    assert quotes(page_parts.propose(page)) == [(2, LINK)]
    page.use_coder("Karim")
    assert quotes(page_parts.propose(page)) == [(1, LINK), (2, LINK)]
    page.use_coder("Salma")
    history.undo(page)  # adding Karim is no step that undo takes back
    assert quotes(page_parts.propose(page)) == [(1, LINK), (2, LINK)]


def test_what_anybody_has_marked_is_not_proposed(page: Project) -> None:
    code = page_parts.code_for(page).id
    start, end = link_of(page, 1)
    tagging.tag(page, 1, [(start, start + 5)], code)
    page.use_coder("Karim")
    assert quotes(page_parts.propose(page)) == [(2, LINK)]
    tagging.tag(page, 1, [(start, end)], code)
    assert boilerplate.by_article(page) == {1: ((start, end),)}


def test_without_a_code_for_it_nothing_is_marked_and_a_sentence_says_what_to_do(
    page: Project,
) -> None:
    found = page_parts.propose(page)
    codebook.edit_code(page, page_parts.code_for(page).id, purpose="")
    with pytest.raises(InputError, match="tick"):
        page_parts.accept(page, found)
    other, _changes = codebook.add_code(page, CodeDraft("Adverts", purpose="boilerplate"))
    page_parts.accept(page, found)
    assert marked(page, 1) == [("Adverts", LINK, "suggestion")]
    assert page_parts.code_for(page).id == other


def test_looking_and_marking_can_be_cancelled(page: Project) -> None:
    asked: list[str] = []
    with pytest.raises(Cancelled):
        page_parts.propose(page, None, lambda *done: asked.append(done[2]), lambda: bool(asked))
    assert asked == ["حريق في الميناء"]
    found = page_parts.propose(page)
    with pytest.raises(Cancelled):
        page_parts.accept(page, found, None, lambda: True)
    assert marked(page, 1) == []


def test_a_line_of_three_articles_of_an_outlet_is_proposed(page: Project) -> None:
    foot = "المرفأ صحيفة مستقلة من مدينة السرو"
    with page.database.step("Import", page.coder.id):
        for number in range(3):
            text = f"خبر {number}\nحكاية {'طويلة ' * (9 + number)}عن البحر رقم {number}\n{foot}"
            articles.add(page.database, ArticleDraft(text, text[:6], outlet="المرفأ"))
    found = page_parts.propose(page)
    assert quotes(found)[2:] == [(4, foot), (5, foot), (6, foot)]
    assert {each.part.reason for each in found[2:]} == {"repeated"}
    assert quotes(page_parts.propose(page, [5])) == [(5, foot)]


# leaving it out


def hits(project: Project, word: str, *, without: bool) -> list[tuple[int, str]]:
    query = SearchQuery(word, scope=Scope(without_boilerplate=without))
    return [(hit.article, hit.quote) for hit in searching.search(project, query)]


def test_a_search_leaves_out_what_is_marked_where_it_is_asked_to(page: Project) -> None:
    assert len(hits(page, "الهيئة", without=True)) == 3
    page_parts.accept(page, page_parts.propose(page))
    assert len(hits(page, "الهيئة", without=False)) == 3
    assert hits(page, "الهيئة", without=True) == [(1, "الهيئة")]
    indexing.index_pending(page)
    assert hits(page, "الهيئة", without=True) == [(1, "الهيئة")]


def test_the_forms_of_a_word_are_counted_without_it(page: Project) -> None:
    indexing.index_pending(page)
    page_parts.accept(page, page_parts.propose(page))

    def counts(*, without: bool) -> int:
        query = SearchQuery("الهيئة", scope=Scope(without_boilerplate=without))
        return sum(each.count for each in searching.expansions(page, query))

    assert (counts(without=False), counts(without=True)) == (3, 1)


def test_a_stored_search_keeps_it() -> None:
    query = SearchQuery("كلمة", scope=Scope(without_boilerplate=True))
    assert SearchQuery.from_json(query.as_json()) == query
    odd = {"text": "كلمة", "scope": {"without_boilerplate": "yes"}}
    assert SearchQuery.from_json(odd) == SearchQuery("كلمة")


def test_attributions_in_it_are_not_suggested_to_anybody(page: Project) -> None:
    def cues(article: int) -> list[str]:
        text = articles.text(page.database, article)
        found = suggesting.suggest_article(page, article)
        return [text[slice(*each.cue[0])] for each in found]

    assert len(cues(1)) == 2
    suggesting.suggest_articles(page)
    assert len(suggesting.listed(page).rows) == 3
    page_parts.accept(page, page_parts.propose(page))
    assert len(cues(1)) == 1
    assert len(suggesting.listed(page).rows) == 1
    assert len(list(listing_suggestions.list_suggestions(page))) == 1
    page.use_coder("Karim")
    assert len(cues(1)) == 1
    codebook.edit_code(page, page_parts.code_for(page).id, purpose="")
    assert len(cues(1)) == 2


def test_similar_passages_leave_it_out_where_they_are_asked_to(page: Project) -> None:
    page_parts.accept(page, page_parts.propose(page, [1]))

    def found(*, without: bool) -> list[tuple[int, str]]:
        words = "الهيئة إن الميناء يعود للعمل"
        passages = similar.similar_passages(page, words, without_boilerplate=without)
        return [(each.article, each.quote) for each in passages if each.score > 0.5]

    assert {article for article, _quote in found(without=False)} == {1, 2}
    assert {article for article, _quote in found(without=True)} == {2}
