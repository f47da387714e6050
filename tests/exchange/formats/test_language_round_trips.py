"""The real articles with their attributions, and the sample, go out and come back."""

from pathlib import Path

import pytest

from annotator.operations.sample import create_sample_project
from tests.exchange.formats.going import assert_comes_back
from tests.operations.attributions import (
    coders_reading,
    enter,
    enter_claims,
    gold,
    project_of_articles,
)

FORMATS = ("conll-2002", "conll-u", "prodigy", "doccano", "label-studio")


@pytest.mark.parametrize("name", FORMATS)
def test_the_real_articles_come_back(name: str, tmp_path: Path) -> None:
    project, articles = project_of_articles(tmp_path / "gold.isnad", "Gold")
    keys, refused = enter(project, articles, gold())
    assert not refused
    documents = assert_comes_back(project, name, tmp_path / "out")
    assert len(documents) == 3
    if name != "conll-2002":
        found = [each for document in documents for each in document.attributions]
        assert len(found) == len(keys) == 19
        assert any(each.parent for each in found)
        kinds = {mark.kind for each in documents for mark in each.marks}
        assert kinds == {"source", "cue", "claim"}


@pytest.mark.parametrize("name", FORMATS)
def test_a_complete_reading_with_claims_comes_back(name: str, tmp_path: Path) -> None:
    project, articles = project_of_articles(tmp_path / "a.isnad", "A")
    for each in coders_reading("a"):
        article = each["doc"]
        keys, refused = enter(project, articles, each["attributions"], article)
        assert not refused
        assert not enter_claims(project, articles[article], each["claims"], keys)
    assert_comes_back(project, name, tmp_path / "out")


@pytest.mark.parametrize("name", FORMATS)
def test_the_sample_comes_back(name: str, tmp_path: Path) -> None:
    project = create_sample_project(tmp_path / "sample.isnad")
    documents = assert_comes_back(project, name, tmp_path / "out")
    assert len({mark.coder for each in documents for mark in each.marks}) == 2
