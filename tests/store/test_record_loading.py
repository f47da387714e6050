"""Whatever stands in a record, reading it writes nothing unsound and never fails on us."""

import copy
import tempfile
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.model.article import ArticleDraft
from annotator.model.span import make_span
from annotator.operations.checking import check_project
from annotator.operations.project import Project
from annotator.store import annotations, articles, record_loading, records
from tests.exchange.sets import empty_project, full_project, holds
from tests.shared import rounds


def make_records() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        project = full_project(Path(folder))
        found = holds(project)
        project.close()
    return found


RECORDS = make_records()
PLACES = [
    (number, name) for number, record in enumerate(RECORDS) for name in [*record, "unheard of"]
]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=5)
    | st.sampled_from([r.get("uuid") or r["sha256"] for r in RECORDS]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@settings(
    max_examples=rounds(60, 2000),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(changes=st.lists(st.tuples(st.sampled_from(PLACES), VALUES), min_size=1, max_size=3))
def test_no_record_makes_a_project_unsound(changes: list[tuple[tuple[int, str], Any]]) -> None:
    changed = copy.deepcopy(RECORDS)
    for (number, name), value in changes:
        changed[number][name] = value
    with tempfile.TemporaryDirectory() as folder:
        project = empty_project(Path(folder))
        with project.database.step("load"):
            report = record_loading.load(project.database, list(enumerate(changed, 2)))
        assert check_project(project) == []
        counted = sum(report.added.values()) + sum(report.skipped.values())
        told = sum(report.found[kind] for kind in ("refused", "conflict", "mapped"))
        strangers = sum(finding.what == "project" for finding in report.of("note"))
        assert len(RECORDS) <= counted + told + strangers
        project.close()


@given(record=VALUES)
def test_what_is_no_record_is_refused(record: Any) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = empty_project(Path(folder))
        with project.database.step("load"):
            report = record_loading.load(project.database, [(2, record)])
        assert report.found["refused"] == 1
        project.close()


@pytest.mark.parametrize(
    "words", [[], ["قمح"], ["قمح", "قمح"], ["قمح", ""], ["قمح", "حب وب"], ["قمح", 3], ["قمح", None]]
)
def test_a_set_of_variants_is_of_two_single_words_or_more(tmp_path: Path, words: list[Any]) -> None:
    record = next(copy.deepcopy(each) for each in RECORDS if each["record"] == "variant_set")
    project = empty_project(tmp_path)
    with project.database.step("load"):
        report = record_loading.load(project.database, [(2, {**record, "words": words})])
    assert report.found["refused"] == 1
    project.close()


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"text": 5},
        {"text": "\ud800"},
        {"text": "قمح", "level": ["folded"]},
        {"text": "قمح", "level": "any"},
        {"text": "قمح", "regex": 1},
        {"text": "قمح", "without": "وقمح"},
        {"text": "قمح", "without": [[]]},
        {"text": "قمح", "scope": 5},
        {"text": "قمح", "scope": {"articles": 5}},
        {"text": "قمح", "scope": {"codes": [{}]}},
        {"text": "قمح", "scope": {"codes": [10**30]}},
        {"text": "قمح", "scope": {"coder": []}},
        {"text": "قمح", "scope": {"outlets": [["أفق"]]}},
        {"text": "قمح", "scope": {"since": 2024}},
    ],
)
def test_a_saved_search_that_says_odd_things_is_refused(
    tmp_path: Path, query: dict[str, Any]
) -> None:
    record = next(copy.deepcopy(each) for each in RECORDS if each["record"] == "saved_search")
    project = empty_project(tmp_path)
    with project.database.step("load"):
        report = record_loading.load(project.database, [(2, {**record, "query": query})])
    assert [each.sentence for each in report.of("refused")] == [
        "The field query holds the wrong kind of value."
    ]
    project.close()


def test_a_record_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    project = empty_project(tmp_path)
    project.database.connection.execute(
        "CREATE TEMP TRIGGER refuse BEFORE INSERT ON fragment WHEN NEW.quote = 'قد أعلنت'"
        " BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    with project.database.step("load"):
        report = record_loading.load(project.database, list(enumerate(RECORDS, 2)))
    refused = 2 * 3  # with each coder's annotation its attribution, and the claim placed in that
    assert report.found["refused"] == refused
    assert len(holds(project)) == len(RECORDS) - refused
    project.close()


def grow(project: Project, count: int) -> None:
    text = "قال المصدر " * 500
    with project.database.step("fill", 1):
        for number in range(count):
            article = articles.add(project.database, ArticleDraft(f"{number} {text}", f"{number}"))
            for start in range(0, 200, 11):
                shifted = start + len(f"{number} ")
                span = make_span(f"{number} {text}", [(shifted, shifted + 3)])
                annotations.add(project.database, article, 1, 1, span)


def peak(project: Project) -> int:
    """Return the most bytes that Python held while the project was dumped."""
    tracemalloc.start()
    with records.snapshot(project.database):
        for _line in records.dump_lines(project.database):
            pass
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def test_a_dump_holds_no_more_of_a_larger_project(tmp_path: Path) -> None:
    project = full_project(tmp_path)
    grow(project, 5)
    small = peak(project)
    grow(project, 45)
    assert peak(project) < small + 100_000
    project.close()
