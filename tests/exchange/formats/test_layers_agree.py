"""CAS and WebAnno TSV of one set say the same; real articles and the sample come back whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.exchange.formats import FORMATS
from annotator.exchange.formats.layers_own import ATTRIBUTION, TOLD_BESIDE
from annotator.operations import exporting
from annotator.operations.project import Project
from annotator.operations.sample import create_sample_project
from tests.exchange.contract.awkward import made
from tests.exchange.contract.comparing import told
from tests.exchange.formats.layered import back, of_tsv, of_xmi, plain, written
from tests.operations.attributions import enter, gold, project_of_articles

LAYERED = ("uima-xmi", "uima-json", "webanno")


@pytest.mark.parametrize("case", ["full", "chain", "fragments", "emoji", "crossing", "names"])
def test_xmi_and_tsv_of_one_set_say_the_same(case: str, tmp_path: Path) -> None:
    project = made(case, tmp_path)
    xmi, tsv = (written(project, name, tmp_path) for name in ("uima-xmi", "webanno"))
    files = sorted(each.relative_to(xmi).with_suffix("") for each in xmi.rglob("*/*.xmi"))
    assert files == sorted(e.relative_to(tsv).with_suffix("") for e in tsv.rglob("*/*.tsv"))
    for file in files:
        from_tsv = of_tsv(tsv / file.with_suffix(".tsv"))
        from_xmi = of_xmi(xmi / file.with_suffix(".xmi"))
        assert plain(from_tsv, TOLD_BESIDE) == plain(from_xmi, TOLD_BESIDE)


def comes_back(project: Project, name: str, folder: Path) -> None:
    target = written(project, name, folder)
    documents, registries, reading = back(name, target)
    assert reading.notes == []
    carries = FORMATS[name].carries
    with exporting.bundle(project) as source:
        sent = told(source.documents(), source.registries(), carries, source.tokens)
        assert told(documents, registries, carries, source.tokens) == sent
    assert sum(len(each.attributions) for each in documents) > 10
    assert any(said.parent for each in documents for said in each.attributions)
    assert any(len(mark.fragments) > 1 for each in documents for mark in each.marks)


@pytest.fixture
def gold_project(tmp_path: Path) -> Iterator[Project]:
    project, articles = project_of_articles(tmp_path / "gold.isnad", "gold")
    _keys, refused = enter(project, articles, gold())
    assert not refused
    yield project
    project.close()


@pytest.mark.parametrize("name", LAYERED)
def test_the_gold_attributions_come_back(name: str, gold_project: Project, tmp_path: Path) -> None:
    comes_back(gold_project, name, tmp_path)


@pytest.mark.parametrize("name", LAYERED)
def test_the_sample_corpus_comes_back(name: str, tmp_path: Path) -> None:
    project = create_sample_project(tmp_path / "sample.isnad")
    comes_back(project, name, tmp_path)
    project.close()


def test_an_attribution_is_shown_on_its_cue(tmp_path: Path) -> None:
    project = made("chain", tmp_path)
    (file,) = written(project, "uima-xmi", tmp_path).rglob("*/*.xmi")
    layers = of_xmi(file)
    shown = [
        layers.text[span.start : span.end] for span in layers.spans if span.type == ATTRIBUTION
    ]
    assert shown == ["نقلت", "لوبوان", "قال", "وأضاف"]
