"""Small questions, answered with real keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from annotator.settings import Settings
from annotator.ui import asking
from annotator.ui.preferences import Preferences
from tests.ui.window.kit import Kit

Answer = Callable[[QDialog], None]


@pytest.fixture
def answer(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], None]:
    """Have the next question answered by a function that gets the dialog, shown."""

    def prepare(how: Answer) -> None:
        def execute(dialog: QDialog) -> int:
            qtbot.addWidget(dialog)
            dialog.show()
            how(dialog)
            return dialog.result()

        monkeypatch.setattr(asking.Sheet, "exec", execute)

    return prepare


def test_a_name_is_typed_and_enter_accepts(qtbot: QtBot, answer: Callable[[Answer], None]) -> None:
    def how(dialog: QDialog) -> None:
        field = dialog.findChild(QLineEdit)
        assert field is not None
        field.clear()
        ok = next(b for b in dialog.findChildren(QPushButton) if b.text() == "OK")
        assert not ok.isEnabled()
        qtbot.keyClicks(field, "  Ghada ")
        qtbot.keyClick(field, Qt.Key.Key_Return)

    answer(how)
    assert asking.ask_text(None, "Who is coding?", "Your name", "old") == "Ghada"


def test_escape_refuses(qtbot: QtBot, answer: Callable[[Answer], None]) -> None:
    answer(lambda dialog: qtbot.keyClick(dialog, Qt.Key.Key_Escape))
    assert asking.ask_text(None, "Who is coding?", "Your name", "old") is None


def test_one_of_several_or_another(qtbot: QtBot, answer: Callable[[Answer], None]) -> None:
    def click(dialog: QDialog) -> None:
        button = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Karim")
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    answer(click)
    assert asking.ask_one(None, "Who is coding?", ["Salma", "Karim"], "Another") == "Karim"

    def write(dialog: QDialog) -> None:
        field = dialog.findChild(QLineEdit)
        assert field is not None
        qtbot.keyClicks(field, "Ghada")
        qtbot.keyClick(field, Qt.Key.Key_Return)

    answer(write)
    assert asking.ask_one(None, "Who is coding?", ["Salma"], "Another") == "Ghada"


def test_some_of_a_list(qtbot: QtBot, answer: Callable[[Answer], None]) -> None:
    def how(dialog: QDialog) -> None:
        boxes = {box.text(): box for box in dialog.findChildren(QCheckBox)}
        assert boxes["Salma"].isChecked()
        boxes["Salma"].click()
        boxes["Karim"].click()
        dialog.accept()

    answer(how)
    assert asking.ask_some(None, "Marks shown", [(1, "Salma"), (2, "Karim")], [1]) == [2]


def test_preferences_write_only_what_was_changed(kit: Kit) -> None:
    settings = Settings()
    sheet = Preferences(settings, kit.window)
    kit.qtbot.addWidget(sheet)
    assert sheet.save() == set()
    field = sheet.findChild(QLineEdit, "coder")
    assert field is not None
    field.setText("Ghada")
    assert sheet.save() == {"coder"}
    assert settings["coder"] == "Ghada"
