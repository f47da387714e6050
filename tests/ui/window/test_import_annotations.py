"""Importing annotations from the menu: a file of another program, a set of our own, a choice."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from annotator.exchange.registry import Registry
from annotator.operations import exporting, importing_set, importing_set_plan
from annotator.ui import asking
from annotator.ui.dialogs.import_set import ImportSet
from tests.exchange import documents_format
from tests.exchange.documents_format import FOREIGN, document, marked, write_foreign
from tests.ui.window.answering import Answers, press
from tests.ui.window.kit import FIRST, Kit


@pytest.fixture(autouse=True)
def formats(monkeypatch: pytest.MonkeyPatch) -> None:
    documents_format.use(monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    marks = [
        marked("Quote", FIRST, "إن الحريق انتهى فجر الثلاثاء", "T1"),
        marked("Quote", "لا أحد", "لا أحد", "T2"),
    ]
    return write_foreign(tmp_path / "a.foreign.json", document(FIRST, *marks))


def picked(monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    monkeypatch.setattr(asking, "ask_files", lambda *_all: [path])


def test_a_file_of_another_program_is_mapped_read_and_reported(
    kit: Kit, answers: Answers, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picked(monkeypatch, path)
    answers.expect(press("Import"), press("Close"))
    kit.run("import_set")
    mapping, report = answers.seen
    assert "1 mark will be lost." in mapping
    assert "1 annotation added" in report
    assert "1 mark lost." in report
    assert kit.tagged == [("Claim", "إن الحريق انتهى فجر الثلاثاء")]


def test_a_set_of_our_own_needs_no_question(
    kit: Kit, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "own.jsonl"
    exporting.export(kit.context.opened, "jsonl", target)
    picked(monkeypatch, target)
    kit.run("import_set")
    assert answers.seen == []


def test_where_two_formats_may_read_a_file_it_is_asked_which(
    kit: Kit, answers: Answers, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = {"recognises": lambda _path: False}
    other = replace(FOREIGN, id="test-other", name="Other", **known)  # type: ignore[arg-type]
    several = Registry([replace(FOREIGN, **known), other])  # type: ignore[arg-type]
    for module in (importing_set, importing_set_plan):
        monkeypatch.setattr(module, "FORMATS", several)
    picked(monkeypatch, path)
    said: list[str] = []

    def look(dialog: QDialog) -> None:
        assert isinstance(dialog, ImportSet)
        said.append(dialog.plan.format.id)
        dialog.reject()

    answers.expect(press("Other"), look)
    kit.run("import_set")
    assert said == ["test-other"]


def test_a_folder_is_asked_for_and_a_wrong_one_is_told(
    kit: Kit, answers: Answers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "corpus"
    folder.mkdir()
    monkeypatch.setattr(asking, "ask_folder", lambda *_all: folder)
    kit.run("import_set_folder")
    assert "is no annotation set" in kit.message
