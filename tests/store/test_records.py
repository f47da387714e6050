"""Records: everything is in them, in an order that can be read, and chosen parts are whole."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotator.model.article import ArticleDraft
from annotator.model.bundle import Selection
from annotator.model.codebook import CodeDraft
from annotator.model.errors import InputError
from annotator.model.span import Span, make_span
from annotator.operations.project import Project
from annotator.operations.tagging import clean_ranges
from annotator.store import annotations, articles, codes, guard, record_loading, records, schema
from tests.exchange.sets import empty_project, full_project, holds
from tests.shared import rounds


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Project]:
    project = full_project(tmp_path)
    yield project
    project.close()


def test_every_column_of_every_domain_table_is_in_some_record(full: Project) -> None:
    kinds = {record["record"]: record for record in records.dump(full.database)}
    nested = {
        child.table: (shape.table, child.key)
        for shape in records.shapes(full.database).values()
        for child in shape.children
    }
    for table in schema.DOMAIN_TABLES:
        names = set(schema.columns(full.database.connection, table.name)) - {"id", table.owner}
        if table.name == "article_variable":
            present = next(r for r in records.dump(full.database) if r.get("variables"))
            assert present["variables"] == {"region": "-الساحل", "طول": "12"}
        elif table.owner:
            _owner, key = nested[table.name]
            present = next(r for r in records.dump(full.database) if r.get(key))
            assert set(present[key][0]) == names
        else:
            assert names <= set(kinds[table.name])


LATER = ("annotation", "within", "ledger", "claim", "other", "speaks_for")


def test_what_is_referred_to_comes_first(full: Project) -> None:
    seen: set[str] = set()
    order: list[str] = []
    for record in records.dump(full.database):
        for name in (*("article", "coder", "code", "parent", "text_sha256"), *LATER):
            known = isinstance(record.get(name), str) and record["record"] != "ledger_claim"
            assert not known or record[name] in seen
        seen.add(record.get("uuid") or record["sha256"])
        if record["record"] not in order:
            order.append(record["record"])
    assert order == [
        *("project", "coder", "code", "variable", "text", "article", "article_status"),
        *("annotation", "flag", "entity", "ledger_claim", "ledger_relation", "attribution"),
        *("claim", "saved_search", "variant_set", "cue_entry", "suggestion"),
        *("annotation_set", "snapshot"),
    ]


def test_a_code_deep_in_the_tree_comes_after_those_above_it(full: Project) -> None:
    with full.database.step("move"):
        last = codes.add(full.database, CodeDraft("Last"))
        book = codes.codebook(full.database)
        claim = book.find("Claim")
        assert claim is not None
        codes.update(full.database, claim.id, {"parent": last})
    names = [r["name"] for r in records.dump(full.database) if r["record"] == "code"]
    assert names.index("Last") < names.index("Claim")


def test_spans_truths_and_logs_are_told_plainly(full: Project) -> None:
    found = list(records.dump(full.database))
    split = next(r for r in found if len(r.get("fragments", ())) == 2)
    assert [fragment["quote"] for fragment in split["fragments"]] == ["كانت", "قد أعلنت"]
    flags = [r["important"] for r in found if r["record"] == "annotation"]
    assert flags.count(True) == 2
    assert {type(flag) for flag in flags} == {bool}
    assert next(r for r in found if r.get("import_log"))["import_log"] == ["CRLF → LF"]


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        (Selection(coders=frozenset({1})), {"coder": 1, "annotation": 5, "article": 2}),
        (Selection(articles=frozenset({2})), {"coder": 2, "annotation": 0, "article": 1}),
        (Selection(codes=frozenset({3})), {"annotation": 4, "code": 5, "fragment": 6}),
        (Selection(statuses=frozenset({"done"})), {"article": 1, "annotation": 10, "text": 1}),
        (Selection(statuses=frozenset({"in_progress"})), {"article": 1, "article_status": 1}),
        (
            Selection(coders=frozenset({2}), statuses=frozenset({"new"})),
            {"article": 1, "coder": 1, "annotation": 0, "article_status": 0},
        ),
    ],
)
def test_a_selection_chooses_and_counts_the_same(
    full: Project, selection: Selection, expected: dict[str, int]
) -> None:
    counts = records.counts(full.database, selection)
    told = [record["record"] for record in records.dump(full.database, selection)]
    assert {kind: counts[kind] for kind in expected} == expected
    nested = {table.name for table in schema.DOMAIN_TABLES if table.owner}
    assert {kind: told.count(kind) for kind in counts if kind not in nested} == {
        kind: count for kind, count in counts.items() if kind not in nested
    }


def test_a_snapshot_does_not_see_what_is_done_meanwhile(full: Project) -> None:
    sibling = full.database.sibling()
    with sibling, records.snapshot(sibling):
        lines = records.dump_lines(sibling)
        next(lines)
        with full.database.step("more", 1):
            guard.forget(full.database, range(1, 11))
            annotations.remove(full.database, range(1, 11))
        assert sum('"record":"annotation"' in line for line in lines) == 10


LETTERS = st.text(
    st.sampled_from(
        [*"ابوقلمنﻻـ ٠٣a.,«»\n", "\u064e", "\u0651", "\u200f", "\u200d", "👩", "🏽", "\u00a0"]
    ),
    min_size=3,
    max_size=60,
).filter(lambda text: bool(text.strip()))
PLACES = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), min_size=1, max_size=3)


@st.composite
def marked_texts(draw: st.DrawFn) -> list[tuple[str, list[Span]]]:
    found = []
    for text in draw(st.lists(LETTERS, min_size=1, max_size=3)):
        spans = []
        for places in draw(st.lists(PLACES, max_size=4)):
            ranges = [
                (start % len(text), min(start % len(text) + length, len(text)))
                for start, length in places
            ]
            try:
                spans.append(make_span(text, clean_ranges(text, ranges)))
            except InputError:
                continue
        found.append((text, spans))
    return found


@settings(max_examples=rounds(20, 400), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(marked=marked_texts(), memo=st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_a_dump_read_into_an_empty_project_is_the_same_project(
    marked: list[tuple[str, list[Span]]], memo: str
) -> None:
    memo = memo.replace("\0", "")
    with tempfile.TemporaryDirectory() as folder:
        source, target = empty_project(Path(folder), "one"), empty_project(Path(folder), "two")
        source.use_coder("سلمى")
        database = source.database
        with database.step("fill", 1):
            code = codes.add(database, CodeDraft("رمز", memo=memo))
            for number, (text, spans) in enumerate(marked):
                draft = ArticleDraft(text, f"{number}", variables={"م": memo})
                article = articles.add(database, draft)
                for span in spans:
                    annotations.add(database, article, 1, code, span, memo=memo)
        with target.database.step("load"):
            report = record_loading.load(
                target.database, list(enumerate(records.dump(source.database), 2))
            )
        assert report.clean
        assert holds(target) == holds(source)
        source.close()
        target.close()
