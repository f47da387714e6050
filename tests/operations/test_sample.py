"""The sample project: every annotation of the corpus stands where it was written down."""

from pathlib import Path

import pytest

from annotator.model.bundle import code_paths
from annotator.model.errors import InputError
from annotator.operations import codebook, history, reading
from annotator.operations.articles import article, article_rows
from annotator.operations.checking import check_project
from annotator.operations.importing_set import import_set
from annotator.operations.listing_attributions import list_attributions, list_ledger, list_sources
from annotator.operations.problems import all_problems
from annotator.operations.sample import create_sample_project
from tests.exchange.sets import empty_project, export_set, holds
from tests.sample_corpus import corpus


def test_the_sample_holds_the_corpus_and_both_readings(tmp_path: Path) -> None:
    project = create_sample_project(tmp_path / "sample.isnad")
    assert check_project(project) == []
    assert project.coder.name == "Salma"
    assert history.undoable(project) is None
    rows = article_rows(project)
    assert [article(project, row.id).provenance.file_name for row in rows] == corpus.ARTICLES
    assert {row.status for row in rows} == {"done", "new"}
    paths = code_paths(codebook.codebook(project))
    for coder in project.coders():
        expected = [
            (row["article"], row["code"], [quote.text for quote in corpus.quotes(row)])
            for row in corpus.annotations(coder.name.lower())
        ]
        found = [
            (file, paths[mark.code], [fragment.quote for fragment in mark.span.fragments])
            for row, file in zip(rows, corpus.ARTICLES, strict=True)
            for mark in reading.annotations_of(project, row.id, [coder.id])
        ]
        assert sorted(found) == sorted(expected)
    project.close()


def test_the_sample_tells_who_said_what(tmp_path: Path) -> None:
    project = create_sample_project(tmp_path / "sample.isnad")
    listed = list(list_attributions(project))
    assert {entry["coder"] for entry in listed} == {"Salma"}
    chains = [" › ".join(entry["chain"]) for entry in listed]
    worker = "نادر الشهابي › وكالة أفق الساحل › إذاعة الرصيف › عامل في نوبة الليل"
    assert worker in chains
    assert max(entry["depth"] for entry in listed) == 3
    assert all(entry["attributions"] for entry in list_sources(project))
    (judged,) = (claim for claim in list_ledger(project) if claim["verdict"] != "not_assessed")
    assert [mention["outlet"] for mention in judged["mentions"]] == [
        *("وكالة أفق الساحل", "المرفأ", "البيدر")
    ]
    assert [
        relation["relation"] for claim in list_ledger(project) for relation in claim["relations"]
    ].count("contradicts") >= 4
    assert list(all_problems(project)) == []
    target = empty_project(tmp_path)
    report, _changes = import_set(target, export_set(project, tmp_path))
    assert report.clean
    assert holds(target) == holds(project)
    target.close()
    project.close()


def test_whoever_opens_it_codes_under_their_own_name(tmp_path: Path) -> None:
    project = create_sample_project(tmp_path / "sample.isnad", coder="هدى")
    assert project.coder.name == "هدى"
    assert {coder.name for coder in project.coders()} == {"Salma", "Karim", "هدى"}
    project.close()


def test_it_is_not_put_over_another_file(tmp_path: Path) -> None:
    there = tmp_path / "sample.isnad"
    there.write_text("mine")
    with pytest.raises(InputError, match="exists already"):
        create_sample_project(there)
    assert there.read_text() == "mine"


def test_failing_half_way_leaves_no_file(tmp_path: Path) -> None:
    def stop(_done: int, _total: int, _what: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        create_sample_project(tmp_path / "sample.isnad", progress=stop)
    assert list(tmp_path.iterdir()) == []
