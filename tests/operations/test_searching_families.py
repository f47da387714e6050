"""A search finds the family of a word: forms, sets of variants, lemmas where there are some."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.model.article import ArticleDraft
from annotator.model.errors import InputError
from annotator.model.search import SearchLevel, SearchQuery
from annotator.operations import indexing, language_data, searching, word_families
from annotator.operations.listing_searches import list_hits
from annotator.operations.project import Project, create_project
from annotator.settings import Settings
from annotator.store import articles
from tests.morphology import TINY

TEXT = "قال الأمريكيون إن الأميركيين في الرقة. وأكد مصدر أن المصادر تؤكد ما يقول البوكمالي."


@pytest.fixture(params=["scanned", "indexed"])
def project(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Project]:
    made = create_project(tmp_path / "p.isnad", coder="سلمى")
    with made.database.step("Import", made.coder.id):
        articles.add(made.database, ArticleDraft(TEXT, "خبر"))
    if request.param == "indexed":
        indexing.index_pending(made)
    yield made
    made.close()
    language_data.forget(Settings())


def found(project: Project, text: str, level: SearchLevel) -> list[str]:
    query = SearchQuery(text, level)
    return [hit.quote for hit in searching.search(project, query)]


def test_the_family_has_other_spellings_and_forms_of_the_verb(project: Project) -> None:
    assert found(project, "قال", "folded") == ["قال"]
    assert found(project, "قال", "family") == ["قال", "يقول"]
    assert found(project, "أمريكي", "family") == ["الأمريكيون", "الأميركيين"]


def test_a_set_that_is_switched_off_finds_nothing_more(project: Project) -> None:
    for each in word_families.listed(project):
        if "أميركي" in each.words:
            word_families.switch_set(project, each.uuid, False)
    assert found(project, "أمريكي", "family") == ["الأمريكيون"]


def test_lemmas_need_a_database_and_the_words_looked_up_in_it(project: Project) -> None:
    with pytest.raises(InputError, match="need a morphology database"):
        found(project, "مصدر", "lemma")
    language_data.choose(Settings(), TINY)
    with pytest.raises(InputError, match="still being looked up"):
        found(project, "مصدر", "lemma")
    hits = list_hits(project, SearchQuery("مصدر", "lemma"))  # a command waits for them
    assert [hit.quote for _facts, hit in hits] == ["مصدر", "المصادر"]
    assert found(project, "مصدر", "root") == ["مصدر", "المصادر"]
