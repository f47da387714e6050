"""The search index: kept in step, made anew, never missed and never in the way."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.arabic import fold, matching
from annotator.model.errors import Cancelled
from annotator.model.search import SearchQuery
from annotator.operations import history, indexing, searching, tagging
from annotator.operations.checking import check_project
from annotator.operations.project import Project, create_project, open_project
from annotator.store import derived, search_index
from tests.operations.test_searching import add

COUNT = 30


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = create_project(tmp_path / "index.isnad", coder="سلمى")
    add(made, *(f"قال الوزير رقم {number} إن وَزارته بخير" for number in range(COUNT)))
    yield made
    made.close()


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let thirty texts be many, and a slice small."""
    monkeypatch.setattr(indexing, "MANY", 10)
    monkeypatch.setattr(search_index.Workshop, "PAGES", 1)
    monkeypatch.setattr(search_index.Workshop, "TEXTS", 4)


def places(project: Project, text: str = "وزارة") -> list[tuple[int, int]]:
    return [(hit.article, hit.start) for hit in searching.search(project, SearchQuery(text))]


def asked(project: Project, text: str, monkeypatch: pytest.MonkeyPatch) -> int:
    """Return how many texts a search looks at."""
    looked: list[int] = []
    before = searching._Searching.places

    def noted(self: searching._Searching, article: int, text: str) -> object:
        looked.append(article)
        return before(self, article, text)

    with monkeypatch.context() as patch:
        patch.setattr(searching._Searching, "places", noted)
        list(searching.search(project, SearchQuery(text)))
    return len(looked)


@pytest.mark.parametrize("way", ["slices", "whole"])
def test_a_search_of_an_indexed_project_looks_only_where_something_is(
    project: Project, way: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if way == "whole":
        request.getfixturevalue("large")
    before = places(project)
    assert asked(project, "17", monkeypatch) == COUNT
    told: list[tuple[int, int]] = []
    own = project.another_connection()
    assert (
        indexing.index_pending(own, progress=lambda done, total, _w: told.append((done, total)))
        == COUNT
    )
    own.close()
    assert told[-1] == (COUNT, COUNT)
    assert indexing.is_indexed(project)
    assert places(project) == before
    for text, number in (("17", 1), ("غائب", 0), ("قال NOT 17", COUNT - 1), ('"رقم 1*"', 11)):
        assert asked(project, text, monkeypatch) == number, text
    assert indexing.index_pending(project) == 0
    search_index.known(project.database, ["وزارته"])
    project.database.connection.execute(
        "INSERT INTO search_index(search_index) VALUES ('integrity-check')"
    )
    assert check_project(project) == []


@pytest.mark.usefixtures("large")
def test_while_a_whole_index_is_made_everything_is_found_and_can_be_done(project: Project) -> None:
    own = project.another_connection()
    workshop = search_index.Workshop()
    texts = search_index.bodies(own.database, search_index.all_texts(own.database))
    workshop.add([(sha256, fold.fold(body)) for sha256, body in texts])
    slices = 0
    for slices, _slice in enumerate(workshop.bring_over(own.database, indexing.wanted()), 1):
        assert not indexing.is_indexed(project)
        assert len(places(project)) == COUNT
        tagging.tag(project, slices, [(0, 3)], 1)
    assert slices > 8
    workshop.close()
    own.close()
    assert indexing.is_indexed(project)
    assert len(places(project)) == COUNT


@pytest.mark.usefixtures("large")
def test_what_was_broken_off_is_noticed_and_made_anew(project: Project) -> None:
    calls = iter(range(1000))
    own = project.another_connection()
    with pytest.raises(Cancelled):
        indexing.index_pending(own, cancelled=lambda: next(calls) > COUNT + 6)
    own.close()
    assert project.database.value("SELECT count(*) FROM search_index_data") > 0
    assert not indexing.is_indexed(project)
    assert len(places(project)) == COUNT
    assert indexing.index_pending(project) == COUNT
    assert indexing.is_indexed(project)


def test_what_is_indexed_when_it_is_broken_off_stays(project: Project) -> None:
    calls = iter(range(1000))
    with pytest.raises(Cancelled):
        indexing.index_pending(project, cancelled=lambda: next(calls) >= 15)
    assert len(places(project)) == COUNT
    assert indexing.index_pending(project) == COUNT - indexing.SLICE


def test_gestures_wait_for_the_disk_again_afterwards(project: Project) -> None:
    before = project.database.value("PRAGMA synchronous")
    indexing.index_pending(project)
    assert project.database.value("PRAGMA synchronous") == before == 2


def test_another_fold_table_makes_the_index_anew(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexing.index_pending(project)
    monkeypatch.setattr(fold, "edition", lambda: "another")
    assert not indexing.is_indexed(project)
    assert len(places(project)) == COUNT
    assert indexing.index_pending(project) == COUNT
    assert indexing.is_indexed(project)


def test_the_table_s_edition_is_told_by_its_content() -> None:
    from hashlib import sha256

    from annotator.resources import resource_path

    assert fold.edition() == sha256(resource_path("fold_table.json").read_bytes()).hexdigest()[:16]


@pytest.mark.parametrize("ready", [True, False])
def test_a_damaged_index_is_noticed_and_made_anew(project: Project, ready: bool) -> None:
    indexing.index_pending(project)
    assert len(places(project)) == COUNT
    with derived.writing(project.database):
        project.database.connection.execute(
            "UPDATE search_index_data SET block = x'00' WHERE id > 10"
        )
    reopened = open_project(project.path, read_only=not ready)
    assert len(places(reopened)) == COUNT
    reopened.close()
    if ready:
        return
    assert len(places(project)) == COUNT
    assert not indexing.is_indexed(project)
    assert indexing.index_pending(project) == COUNT
    assert indexing.is_indexed(project)
    assert len(places(project)) == COUNT


def test_few_texts_are_added_and_many_make_it_anew(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    indexing.index_pending(project)
    monkeypatch.setattr(indexing, "MANY", 10)
    add(project, *(f"ثم قال {number}" for number in range(12)))
    assert indexing.index_pending(project) == 12  # fewer than there are
    add(project, *(f"وقال {number}" for number in range(60)))
    assert indexing.index_pending(project) == COUNT + 12 + 60
    assert len(places(project, "قال")) == COUNT + 12 + 60


def test_the_index_is_nobody_s_work(project: Project) -> None:
    before = history.steps(project)
    indexing.index_pending(project)
    assert history.steps(project) == before
    assert history.undo(project)
    assert places(project) == []


def test_letters_that_only_an_index_knows_part_no_words(project: Project) -> None:
    add(project, "قال🫡الوزير ₾قال \U0001f9ff", "naïve cafe\u0301 aᦰb")
    before = [places(project, word) for word in ("قال", "الوزير", "cafe\u0301", "aᦰb")]
    assert [len(each) for each in before] == [COUNT + 2, COUNT + 1, 1, 1]
    indexing.index_pending(project)
    assert [places(project, word) for word in ("قال", "الوزير", "cafe\u0301", "aᦰb")] == before


def test_the_index_takes_for_words_what_matching_takes_for_words() -> None:
    index = sqlite3.connect(":memory:")
    index.execute(search_index._INDEX.format(name="search_index"))
    index.execute("CREATE VIRTUAL TABLE terms USING fts5vocab(search_index, instance)")
    points = [*range(1, 0xD800), *range(0xE000, 0x3134B)]
    texts = {point: f"a{fold.fold(chr(point))}b" for point in points}
    with index:
        index.executemany(
            "INSERT INTO search_index(rowid, body) VALUES (?, ?)",
            ((point, matching.indexed(text)) for point, text in texts.items()),
        )
    found: dict[int, list[str]] = {point: [] for point in points}
    for point, term in index.execute("SELECT doc, term FROM terms ORDER BY doc, offset"):
        found[point].append(term)
    index.close()
    other = [hex(point) for point in points if found[point] != matching.words_of(texts[point])]
    assert other == []


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM search_index_data",
        "DELETE FROM search_index_idx",
        "DELETE FROM search_ready",
        "UPDATE search_index_data SET block = x'00' WHERE id > 10",
    ],
)
def test_whatever_is_missing_of_it_it_can_be_made_anew(project: Project, damage: str) -> None:
    indexing.index_pending(project)
    with derived.writing(project.database):
        project.database.connection.execute(damage)
    with open_project(project.path, read_only=True).database as reader:
        assert len(places(Project(reader))) == COUNT
    own = project.another_connection()
    search_index.give_up(own.database)
    assert indexing.index_pending(own) == COUNT
    own.close()
    assert len(places(project)) == COUNT
    assert indexing.is_indexed(project)


def test_documents_are_asked_for_in_pieces_and_none_is_missed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = places(project), places(project, "17 OR 3 OR 29")
    indexing.index_pending(project)
    monkeypatch.setattr(search_index, "_CHUNKS", (2, 5))
    assert (places(project), places(project, "17 OR 3 OR 29")) == before
    assert len(before[0]) == COUNT


@pytest.mark.parametrize("first", [0, 1])
def test_a_search_under_way_misses_nothing_while_the_index_is_made_anew(
    project: Project, first: int
) -> None:
    indexing.index_pending(project)
    add(project, *(f"قال المدير رقم {number}" for number in range(150)))
    indexing.index_pending(project)
    there = [(hit.article, hit.start) for hit in searching.search(project, SearchQuery("المدير"))]
    going = searching.search(project, SearchQuery("المدير"))
    seen = [next(going) for _hit in range(first)]
    with project.database.step("turn round"):
        project.database.write("UPDATE article SET position = -position")
    search_index.give_up(project.database)
    indexing.index_pending(project)
    seen += going
    assert [(hit.article, hit.start) for hit in seen] == there


def test_a_search_under_way_misses_nothing_while_the_index_is_taken_down(project: Project) -> None:
    indexing.index_pending(project)
    there = places(project)
    going = searching.search(project, SearchQuery("وزارة"))
    search_index.give_up(project.database)
    derived.drop(project.database, indexing.wanted())
    assert [(hit.article, hit.start) for hit in going] == there
