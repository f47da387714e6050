"""What every format of documents brings into a project: all that it carries, once.

An export read into an empty project gives a project that holds the same; read a second time, or
into the project that it came from, it adds nothing and contradicts nothing.
"""

from pathlib import Path
from typing import Any

import pytest

from annotator.exchange import carrying
from annotator.exchange.registry import Format
from annotator.model.article import ArticleDraft
from annotator.model.set_report import SetReport
from annotator.operations import exporting
from annotator.operations.importing_set import import_set
from annotator.operations.project import Project
from annotator.store import articles
from tests.exchange import documents_format
from tests.exchange.contract.awkward import NAMES, made
from tests.exchange.contract.exports import Exports, taken
from tests.exchange.contract.test_contract import SHARED, blank_controls
from tests.exchange.sets import holds
from tests.shared import shared_data

READERS = [each.id for each in documents_format.TESTED.writers() if each.read_documents]


@pytest.fixture(autouse=True)
def formats(monkeypatch: pytest.MonkeyPatch) -> None:
    documents_format.use(monkeypatch)


def chosen_format(name: str) -> Format:
    found = documents_format.TESTED[name]
    if found.needs:
        pytest.importorskip(found.needs)
    return found


def unwelcome(report: SetReport) -> list[Any]:
    return [each for kind in ("refused", "lost", "conflict") for each in report.of(kind)]


def with_texts(chosen: Format, project: Project, folder: Path) -> Project:
    """Return an empty project, or one with the articles where the format does not carry texts."""
    (folder / "other").mkdir()
    other = made("bare", folder / "other")
    if carrying.TEXTS not in chosen.carries:
        with exporting.bundle(project) as bundle, other.database.step("articles"):
            articles.add_many(
                other.database,
                [
                    ArticleDraft(
                        each.text,
                        each.title,
                        **{name: getattr(each, name) for name in DESCRIBED},
                        variables=dict(each.variables),
                    )
                    for each in bundle.documents()
                ],
            )
    return other


DESCRIBED = ("outlet", "author", "published", "url", "language", "direction")


@pytest.mark.parametrize("case", [*NAMES, "sample", "gold"])
@pytest.mark.parametrize("name", READERS)
def test_an_export_fills_an_empty_project(
    name: str, case: str, exports: Exports, tmp_path: Path
) -> None:
    chosen = chosen_format(name)
    if case == "gold":
        shared_data()  # skips, saying so, where the real articles are not
    export = exports.of(name, case)
    project, target = export.project, export.target
    other = with_texts(chosen, project, tmp_path)
    report, _changes = import_set(other, target, format_id=name, coder="Salma")
    assert not unwelcome(report)
    sent, back = (ordered(taken(chosen, each), chosen) for each in (project, other))
    if chosen.carries <= SHARED:
        sent.pop("documents")
        back.pop("documents")
    if carrying.OVERLAPS in chosen.carries or "documents" not in sent:
        assert back == sent
    else:
        for gone, kept in zip(sent["documents"], back["documents"], strict=True):
            assert all(mark in gone["marks"] for mark in kept["marks"])
    before = holds(other)
    again, changes = import_set(other, target, format_id=name, coder="Salma")
    assert not unwelcome(again)
    assert not +again.added
    assert not changes
    assert holds(other) == before


def ordered(found: dict[str, Any], chosen: Format) -> dict[str, Any]:
    """Return what can be compared: controls blanked, defaults where nothing was carried."""
    blanked: dict[str, Any] = blank_controls(found)
    for each in blanked["documents"]:
        if not {carrying.CODERS, carrying.TEXTS} <= chosen.carries:
            each.pop("statuses", None)
        if carrying.TEXTS not in chosen.carries:
            each.pop("id", None)  # the project's own articles stay
            each.pop("memo", None)
    return blanked


@pytest.mark.parametrize("case", [*NAMES, "sample", "gold"])
@pytest.mark.parametrize("name", READERS)
def test_an_export_adds_nothing_to_its_own_project(
    name: str, case: str, exports: Exports, tmp_path: Path
) -> None:
    chosen = chosen_format(name)
    if case == "gold":
        shared_data()  # skips, saying so, where the real articles are not
    if not ({carrying.FRAGMENTS, carrying.EXACT} <= chosen.carries or chosen.carries <= SHARED):
        pytest.skip("its marks are others than the project's")
    target = exports.of(name, case).target
    project = made(case, tmp_path)
    before = holds(project)
    report, changes = import_set(project, target, format_id=name)
    assert not unwelcome(report)
    assert not +report.added
    assert not changes
    assert holds(project) == before
