"""Choosing, editing and deleting codes."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from annotator.operations import codebook
from annotator.ui.context import Context
from annotator.ui.dialogs.code_editor import CodeEditor
from annotator.ui.dialogs.code_picker import CodePicker
from annotator.ui.dialogs.delete_code import DELETE, DeleteCode
from tests.ui.workshop import (
    click,
    code_of,
    interface,
    make_project,
    nameless,
    opened,
    press,
    tag,
    type_in,
)

# The offscreen platform says so of every popup.
pytestmark = pytest.mark.qt_log_ignore(r"does not support (raise\(\)|grabbing the keyboard)")


@pytest.fixture
def picker(qtbot: QtBot, context: Context) -> CodePicker:
    context.used_code(named(context, "Economic loss"))
    made = CodePicker(context)
    qtbot.addWidget(made)
    made.show()
    return made


def named(context: Context, name: str) -> int:
    return next(code.id for code, _depth in context.codebook.walk() if code.name == name)


def offered(picker: CodePicker) -> list[str]:
    return [picker.model.item(row).name for row in range(len(picker.model))]


def test_recent_codes_come_first_and_enter_takes_the_first(
    picker: CodePicker, context: Context
) -> None:
    assert offered(picker)[:2] == ["Economic loss", "Claim"]
    press(picker.field, Qt.Key.Key_Return)
    assert picker.picked == named(context, "Economic loss")
    assert picker.result() == QDialog.DialogCode.Accepted


def test_typing_narrows_by_either_name_and_by_the_key(picker: CodePicker) -> None:
    type_in(picker.field, "مسوولية")
    assert offered(picker) == ["Responsibility"]
    picker.field.clear()
    type_in(picker.field, "so")
    assert offered(picker)[0] == "Source"
    picker.field.clear()
    type_in(picker.field, "q")
    assert offered(picker)[0] == "Cue"


def test_the_key_typed_comes_before_a_recent_name(qtbot: QtBot, context: Context) -> None:
    context.used_code(named(context, "Conspiracy"))
    picker = CodePicker(context)
    qtbot.addWidget(picker)
    type_in(picker.field, "c")
    assert offered(picker)[:2] == ["Claim", "Conspiracy"]


def test_arrows_move_and_escape_takes_nothing(picker: CodePicker, context: Context) -> None:
    press(picker.field, Qt.Key.Key_Down, times=2)
    press(picker.field, Qt.Key.Key_Up)
    press(picker.field, Qt.Key.Key_Return)
    assert picker.picked == code_of(context, "claim")
    picker.picked = None
    press(picker.field, Qt.Key.Key_Escape)
    assert picker.picked is None


def test_a_click_takes_a_code(picker: CodePicker, context: Context) -> None:
    click(picker.view, picker.model.index_of(code_of(context, "cue")))
    assert picker.picked == code_of(context, "cue")


def test_control_enter_makes_the_code_typed(picker: CodePicker, context: Context) -> None:
    type_in(picker.field, "تهويل")
    assert "تهويل" in picker.hint.text()
    QTest.keyClick(picker.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert picker.picked == named(context, "تهويل")


def test_the_popup_stays_on_the_screen_and_names_itself(
    picker: CodePicker,
) -> None:
    picker.show_at(QPoint(10_000, 10_000))
    area = picker.screen().availableGeometry()
    assert area.contains(picker.geometry())
    assert nameless(picker) == []


def test_the_editor_tells_of_a_taken_key_while_it_is_typed(qtbot: QtBot, context: Context) -> None:
    editor = CodeEditor(context)
    qtbot.addWidget(editor)
    editor.show()
    assert not editor.save_button.isEnabled()
    type_in(editor.name, "تأطير")
    assert editor.save_button.isEnabled()
    type_in(editor.key, "c")
    assert "Claim" in editor.fault.text()
    assert not editor.save_button.isEnabled()
    editor.key.clear()
    type_in(editor.key, "m")
    assert "belongs to a command" in editor.fault.text()
    editor.key.clear()
    type_in(editor.key, "7")
    type_in(editor.memo, "ما يُعرض")
    olive = next(b for b in editor.swatches.buttons() if b.accessibleName() == "Olive")
    olive.click()
    editor.save_button.click()
    code = context.codebook[editor.made or 0]
    assert (code.name, code.key, code.memo, code.color) == ("تأطير", "7", "ما يُعرض", "#8a8a2e")


def test_the_editor_changes_a_code_as_one_step(qtbot: QtBot, context: Context) -> None:
    key = named(context, "Conspiracy")
    editor = CodeEditor(context, key)
    qtbot.addWidget(editor)
    editor.show()
    editor.focus("name")
    type_in(editor.name, "Plot")
    editor.kind.setCurrentIndex(editor.kind.findData("claim"))
    press(editor, Qt.Key.Key_Return)
    assert (context.codebook[key].name, context.codebook[key].kind) == ("Plot", "claim")
    assert editor.made == key


def test_deleting_asks_for_a_code_that_stays(
    qtbot: QtBot, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    context.open_article(1)
    tag(context, "وكالة أفق", "claim")
    claim, cue = code_of(context, "claim"), code_of(context, "cue")
    dialog = DeleteCode(context, claim)
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.delete_button.isEnabled()
    monkeypatch.setattr(CodePicker, "ask", lambda *_values: cue)
    dialog.target.click()
    assert dialog.delete_button.isEnabled()
    assert dialog.answer == cue
    dialog.delete_choice.click()
    assert dialog.answer == DELETE
    assert codebook.usage(context.opened, claim) == 1
    assert nameless(dialog) == []


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_the_forms_open_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        for form in (CodeEditor(context, 4), DeleteCode(context, 4), CodePicker(context)):
            qtbot.addWidget(form)
            form.show()
            form.grab()
            assert nameless(form) == []
            form.close()
