"""The sample project: every annotation of the corpus stands where it was written down."""

from pathlib import Path

import pytest

from annotator.model.bundle import code_paths
from annotator.model.errors import InputError
from annotator.operations import codebook, history, reading
from annotator.operations.articles import article, article_rows
from annotator.operations.checking import check_project
from annotator.operations.sample import create_sample_project
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
