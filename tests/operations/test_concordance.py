"""The words around hits, their order, and the table they are written to."""

import csv
from pathlib import Path

import pytest

from annotator.model.article import ArticleDraft
from annotator.model.errors import Cancelled, InputError
from annotator.model.search import SearchQuery
from annotator.operations import concordance, searching, tagging
from annotator.operations.articles import delete_articles
from annotator.operations.concordance import HitPlace, Order, place_of
from annotator.operations.project import Project, create_project
from annotator.store import articles

FIRST = "وصف الخبير النار بأنها كبيرة.\nوكانت النار بعيدة.\n"
SECOND = "=SUM(1) النار هنا.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    made = create_project(tmp_path / "words.isnad", coder="سلمى")
    drafts = [
        ArticleDraft(FIRST, "ثان", outlet="ب", published="2024-02-01"),
        ArticleDraft(SECOND, "أول", outlet="أ", published="2024-03-01"),
    ]
    with made.database.step("Import", made.coder.id, kind="wall"):
        articles.add_many(made.database, drafts)
    return made


def found(project: Project) -> list[HitPlace]:
    return [place_of(hit) for hit in searching.search(project, SearchQuery("النار"))]


def test_words_are_those_of_the_paragraph(project: Project) -> None:
    places = found(project)
    words = concordance.words_of(project, [(7, places[1]), (3, places[2])])
    assert {number: hit.quote for number, hit in words.items()} == {7: "النار", 3: "النار"}
    assert words[7].before == "وكانت "
    assert words[7].after == " بعيدة."
    assert words[3].before == "=SUM(1) "
    project.close()


def test_hits_of_articles_that_are_gone_are_left_out(project: Project) -> None:
    places = list(enumerate(found(project)))
    delete_articles(project, [places[0][1].article])
    assert list(concordance.words_of(project, places)) == [2]
    project.close()


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("place", [0, 1, 2]),
        ("before", [2, 0, 1]),  # 1), الخبير, وكانت
        ("hit", [0, 1, 2]),
        ("after", [0, 1, 2]),  # بأنها, بعيدة, هنا
        ("outlet", [2, 0, 1]),
        ("published", [0, 1, 2]),
        ("title", [2, 0, 1]),
    ],
)
def test_orders(project: Project, by: Order, expected: list[int]) -> None:
    assert concordance.sorted_places(project, found(project), by) == expected
    project.close()


def test_sorting_can_be_cancelled(project: Project) -> None:
    with pytest.raises(Cancelled):
        concordance.sorted_places(project, found(project), "hit", cancelled=lambda: True)
    project.close()


def test_a_table_runs_nothing_and_is_replaced_by_its_like_only(
    project: Project, tmp_path: Path
) -> None:
    target = tmp_path / "hits.csv"
    places = found(project)
    assert concordance.export_places(project, places, target) == 3
    assert concordance.export_places(project, places[2:], target) == 1
    with target.open(encoding="utf-8-sig", newline="") as there:
        [row] = csv.DictReader(there)
    assert row["before"] == "'=SUM(1) "
    assert SECOND[int(row["start"]) : int(row["end"])] == row["hit"] == "النار"
    target.write_text("mine", encoding="utf-8")
    with pytest.raises(InputError):
        concordance.export_places(project, places, target)
    with pytest.raises(InputError):
        concordance.export_places(project, places, project.path, replace=True)
    assert target.read_text(encoding="utf-8") == "mine"
    project.close()


def test_places_marked_exactly_so_by_the_coder_are_known(project: Project) -> None:
    from annotator.operations.codebook import codebook

    places = found(project)
    claim, cue = (codebook(project).by_kind(kind) for kind in ("claim", "cue"))
    assert claim is not None
    assert cue is not None
    tagging.tag(project, places[1].article, places[1].ranges, claim.id)
    start, end = places[0].ranges[0]
    tagging.tag(project, places[0].article, [(start, end + 6)], claim.id)
    assert concordance.already_tagged(project, places, claim.id) == {1}
    assert concordance.already_tagged(project, places, cue.id) == frozenset()
    project.close()


def test_outlets_are_listed_once(project: Project) -> None:
    assert concordance.outlets(project) == ["أ", "ب"]
    project.close()
