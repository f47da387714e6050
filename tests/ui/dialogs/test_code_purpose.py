"""The editor of a code shows and changes whether it marks text of the page."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.operations import codebook, history
from annotator.ui.context import Context
from annotator.ui.dialogs.code_editor import CodeEditor
from tests.ui.workshop import press, type_in


def named(context: Context, name: str) -> int:
    return next(code.id for code, _depth in context.codebook.walk() if code.name == name)


def shown(qtbot: QtBot, editor: CodeEditor) -> CodeEditor:
    qtbot.addWidget(editor)
    editor.show()
    return editor


def click_box(editor: CodeEditor) -> None:
    box = editor.boilerplate
    place = QPoint(10, box.height() // 2)
    if box.isRightToLeft():
        place.setX(box.width() - 10)
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=place)


def test_the_box_is_ticked_and_unticking_it_is_one_step(qtbot: QtBot, context: Context) -> None:
    key = named(context, "Boilerplate")
    editor = shown(qtbot, CodeEditor(context, key))
    assert editor.boilerplate.isChecked()
    click_box(editor)
    press(editor.name, Qt.Key.Key_Return)
    assert codebook.purpose_of(context.opened, key) == ""
    history.undo(context.opened)
    assert codebook.purpose_of(context.opened, key) == "boilerplate"


def test_a_new_code_can_mark_the_page(qtbot: QtBot, context: Context) -> None:
    editor = shown(qtbot, CodeEditor(context))
    assert not editor.boilerplate.isChecked()
    type_in(editor.name, "Adverts")
    click_box(editor)
    press(editor.name, Qt.Key.Key_Return)
    assert codebook.purpose_of(context.opened, named(context, "Adverts")) == "boilerplate"


def test_a_code_below_one_of_the_page_is_of_the_page(qtbot: QtBot, context: Context) -> None:
    editor = shown(qtbot, CodeEditor(context, above=named(context, "Boilerplate")))
    assert editor.boilerplate.isChecked()


def test_a_role_is_not_asked(qtbot: QtBot, context: Context) -> None:
    editor = shown(qtbot, CodeEditor(context, named(context, "Boilerplate")))
    editor.kind.setFocus()
    press(editor.kind, Qt.Key.Key_Home)
    assert editor.kind.currentData() == "claim"
    assert not editor.boilerplate.isEnabled()
    assert editor.draft.purpose == ""
    press(editor.kind, Qt.Key.Key_End)
    assert editor.draft.purpose == "boilerplate"
