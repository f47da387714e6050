"""The dialog of language data: what is found, choosing a file, a download only with consent."""

import json
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from annotator.operations import language_data
from annotator.settings import Settings
from annotator.ui import asking
from annotator.ui.dialogs.language_data import LanguageData
from tests.morphology import TINY
from tests.ui.workshop import WatchedContext, interface, nameless


@pytest.fixture(autouse=True)
def no_database_afterwards() -> Iterator[None]:
    yield
    language_data.forget(Settings())


@pytest.fixture
def sheet(qtbot: QtBot, context: WatchedContext) -> LanguageData:
    return shown(qtbot, context)


def shown(qtbot: QtBot, context: WatchedContext) -> LanguageData:
    made = LanguageData(context)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def click(button: QPushButton) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def lines(sheet: LanguageData) -> list[str]:
    return [sheet.list.item(row).text() for row in range(sheet.list.count())]


def choose(sheet: LanguageData, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(asking, "ask_files", lambda *_about: [path])
    click(sheet.choose_button)


def answer(monkeypatch: pytest.MonkeyPatch, *, yes: bool) -> list[str]:
    """Answer questions, and return the list that what they said is put into."""
    asked: list[str] = []

    def confirm(_parent: object, _title: str, text: str, _accept: str, **_how: bool) -> bool:
        asked.append(text)
        return yes

    monkeypatch.setattr(asking, "confirm", confirm)
    return asked


def test_with_nothing_installed_it_says_so(sheet: LanguageData, own_home: Path) -> None:
    assert lines(sheet) == []
    assert "No morphology database" in sheet.note.text()
    for button in (sheet.use_button, sheet.forget_button, sheet.remove_button):
        assert not button.isEnabled()
    assert nameless(sheet) == []
    assert not (own_home / ".camel_tools").exists()


def test_a_file_is_chosen_used_where_it_lies_and_let_go(
    sheet: LanguageData, context: WatchedContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    choose(sheet, TINY, monkeypatch)
    assert "tiny.db" in lines(sheet)[0]
    assert "in use" in lines(sheet)[0]
    assert "stays where it is" in sheet.note.text()
    assert str(TINY) in sheet.note.text()
    assert context.settings["morphology_database"] == str(TINY)
    click(sheet.forget_button)
    assert lines(sheet) == []
    assert context.settings["morphology_database"] == ""
    assert TINY.exists()


def test_a_bad_file_is_refused_in_one_sentence(
    sheet: LanguageData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = tmp_path / "bad.db"
    bad.write_text("no database\n")
    choose(sheet, bad, monkeypatch)
    assert "bad.db" in sheet.fault.text()
    assert "line 1" in sheet.fault.text()
    assert sheet.fault.isVisible()
    assert language_data.in_use() is None
    choose(sheet, TINY, monkeypatch)
    assert not sheet.fault.isVisible()


def test_what_camel_tools_has_is_listed_used_and_deleted_after_a_question(
    qtbot: QtBot, context: WatchedContext, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = own_home / ".camel_tools" / "data" / "morphology_db" / "calima-msa-r13"
    folder.mkdir(parents=True)
    shutil.copyfile(TINY, folder / "morphology.db")
    sheet = shown(qtbot, context)
    for part in ("calima-msa-r13", "17 kB", "GPL-2.0"):
        assert part in lines(sheet)[0]
    assert "in use" not in lines(sheet)[0]
    click(sheet.use_button)
    assert language_data.in_use() == folder / "morphology.db"
    asked = answer(monkeypatch, yes=False)
    click(sheet.remove_button)
    assert folder.exists()
    assert str(folder) in asked[0]
    answer(monkeypatch, yes=True)
    click(sheet.remove_button)
    assert not folder.exists()
    assert language_data.in_use() is None
    assert lines(sheet) == []


def test_a_download_asks_first_and_does_nothing_when_refused(
    sheet: LanguageData, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answer(monkeypatch, yes=False)
    click(sheet.download_button)
    for part in (language_data.PACKAGE, "40 MB", "GPL-2.0", str(own_home / ".camel_tools")):
        assert part in asked[0]
    assert not (own_home / ".camel_tools").exists()


def test_a_download_that_fails_says_why(
    sheet: LanguageData, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with socket.socket() as nobody:  # a port at which nobody answers
        nobody.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{nobody.getsockname()[1]}/db.zip"
    package = {"package_type": "http", "url": address, "destination": "x", "private": False}
    listed = {"version": "1.6", "packages": {language_data.PACKAGE: package}, "components": {}}
    folder = own_home / ".camel_tools"
    folder.mkdir()
    (folder / "catalogue.json").write_text(json.dumps(listed), encoding="utf-8")
    answer(monkeypatch, yes=True)
    click(sheet.download_button)
    assert "could not download" in sheet.fault.text()
    assert "refused" in sheet.fault.text()
    assert language_data.in_use() is None


def test_it_speaks_arabic(qtbot: QtBot, context: WatchedContext) -> None:
    with interface("ar"):
        sheet = LanguageData(context)
        qtbot.addWidget(sheet)
        assert sheet.windowTitle() == "بيانات اللغة"
        assert "قاعدة صرف" in sheet.note.text()
