"""Dialogs as they open: where the keyboard is, the order and the words of the buttons."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from annotator.ui.asking import Sheet
from annotator.ui.widgets.dialog_buttons import DialogButtons
from tests.ui.workshop import interface


def test_a_question_begins_in_its_field_and_tab_goes_on_to_the_buttons(qtbot: QtBot) -> None:
    sheet = Sheet("Who is coding?", None, "OK")
    qtbot.addWidget(sheet)
    first, second = QLineEdit(sheet), QLineEdit(sheet)
    sheet.body.addWidget(first)
    sheet.body.addWidget(second)
    with qtbot.waitActive(sheet):
        sheet.show()
    assert sheet.focusWidget() is first
    for following in (second, sheet.refuse_button, sheet.accept_button):
        QTest.keyClick(sheet.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.focusWidget() is following


def test_a_field_that_asked_for_the_keyboard_keeps_it(qtbot: QtBot) -> None:
    sheet = Sheet("Who is coding?", None, "OK")
    qtbot.addWidget(sheet)
    first, second = QLineEdit(sheet), QLineEdit(sheet)
    sheet.body.addWidget(first)
    sheet.body.addWidget(second)
    second.setFocus()
    with qtbot.waitActive(sheet):
        sheet.show()
    assert sheet.focusWidget() is second


@pytest.mark.parametrize(("language", "word"), [("en", "Cancel"), ("ar", "إلغاء")])
def test_what_does_it_stands_at_the_end_in_every_dialog(
    qtbot: QtBot, language: str, word: str
) -> None:
    with interface(language):
        dialog = QDialog()
        qtbot.addWidget(dialog)
        accept = QPushButton("!")
        buttons = DialogButtons(accept)
        buttons.setParent(dialog)
        dialog.show()
        refuse = next(each for each in buttons.buttons() if each is not accept)
        assert refuse.text() == word
        assert (refuse.x() > accept.x()) == (language == "ar")
