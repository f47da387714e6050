"""The codebook panel: choosing codes, changing the tree, counting."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.operations import codebook, history, tagging
from annotator.ui.context import Context
from annotator.ui.dialogs import code_picker, delete_code
from annotator.ui.models.codebook_model import CODE_MIME
from annotator.ui.panels.codebook import CodebookPanel
from tests.ui.workshop import (
    click,
    code_of,
    edit_in_place,
    interface,
    make_project,
    nameless,
    opened,
    place,
    press,
    tag,
    type_in,
)


@pytest.fixture
def panel(qtbot: QtBot, context: Context) -> CodebookPanel:
    made = CodebookPanel(context)
    qtbot.addWidget(made)
    made.resize(356, 460)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(made.model, mode, made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def named(context: Context, name: str) -> int:
    return next(code.id for code, _depth in context.codebook.walk() if code.name == name)


def counts(panel: CodebookPanel) -> dict[str, int]:
    return {
        code.name: panel.model.count(code.id)
        for code, _depth in panel.context.codebook.walk()
        if panel.model.count(code.id)
    }


def test_a_click_tags_only_while_text_is_selected(
    panel: CodebookPanel, context: Context, qtbot: QtBot
) -> None:
    context.open_article(1)
    code = code_of(context, "source")
    index = panel.model.index_of(code)
    with qtbot.assertNotEmitted(panel.code_triggered):
        click(panel.view, index)
    context.set_text_selection(*place("وكالة أفق"))
    with qtbot.waitSignal(panel.code_triggered) as told:
        click(panel.view, index)
    assert told.args == [code]
    context.set_text_selection(0, 0)
    with qtbot.waitSignal(panel.code_triggered) as told:
        press(panel.view, Qt.Key.Key_Return)
    assert told.args == [code]


def test_counts_follow_each_gesture_without_reading_them_again(
    panel: CodebookPanel, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    context.open_article(1)
    context.finish_loading()

    def refuse(*_values: object) -> dict[int, int]:
        raise AssertionError("counted anew")

    monkeypatch.setattr(codebook, "counts", refuse)
    first = tag(context, "مستودعات")
    tag(context, "وكالة أفق", "source")
    assert counts(panel) == {"Claim": 1, "Source": 1}
    context.run(tagging.recode, [first], code_of(context, "cue"))
    assert counts(panel) == {"Cue": 1, "Source": 1}
    context.run(history.undo)
    context.run(history.undo)
    assert counts(panel) == {"Claim": 1}
    context.run(history.redo)
    context.run(tagging.delete, [first])
    assert counts(panel) == {"Source": 1}


def test_counts_are_read_anew_when_another_article_changed(
    panel: CodebookPanel, context: Context
) -> None:
    context.open_article(1)
    tag(context, "مستودعات")
    context.open_article(2)
    context.finish_loading()
    tag(context, "مستودعات")
    assert counts(panel) == {"Claim": 2}
    context.run(history.undo)
    context.run(history.undo)
    assert counts(panel) == {}
    context.use_coder("كريم")
    context.finish_loading()
    tag(context, "وكالة أفق")
    assert counts(panel) == {"Claim": 1}


def test_a_name_typed_below_makes_a_code_and_f2_renames_it(
    panel: CodebookPanel, context: Context
) -> None:
    type_in(panel.new_field, "تأطير الأزمة")
    press(panel.new_field, Qt.Key.Key_Return)
    key = named(context, "تأطير الأزمة")
    assert panel.view.currentIndex() == panel.model.index_of(key)
    assert panel.new_field.text() == ""
    edit_in_place(panel.view, panel.model.index_of(key), "Crisis")
    assert context.codebook[key].name == "Crisis"
    context.run(history.undo)
    context.run(history.undo)
    assert not panel.model.index_of(key).isValid()


def test_a_new_subcode_is_shown_at_once_and_the_rest_stays_as_it_was(
    panel: CodebookPanel, context: Context
) -> None:
    frames = panel.model.index_of(named(context, "Frames"))
    panel.view.collapse(frames)
    type_in(panel.new_field, "Another")
    press(panel.new_field, Qt.Key.Key_Return)
    assert not panel.view.isExpanded(panel.model.index_of(named(context, "Frames")))
    panel.view.expand(frames)
    child = panel.model.index_of(named(context, "Conspiracy"))
    assert panel.view.visualRect(child).isValid()


def drop(panel: CodebookPanel, code: int, at: QPoint) -> None:
    carried = QMimeData()
    carried.setData(CODE_MIME, str(code).encode())
    move, left = Qt.DropAction.MoveAction, Qt.MouseButton.LeftButton
    plain = Qt.KeyboardModifier.NoModifier
    for event in (
        QDragEnterEvent(at, move, carried, left, plain),
        QDragMoveEvent(at, move, carried, left, plain),
        QDropEvent(QPointF(at), move, carried, left, plain),
    ):
        QApplication.sendEvent(panel.view.viewport(), event)


def test_a_code_dropped_on_another_moves_below_it(panel: CodebookPanel, context: Context) -> None:
    loaded, frames = named(context, "Loaded words"), named(context, "Frames")
    drop(panel, loaded, panel.view.visualRect(panel.model.index_of(frames)).center())
    assert context.codebook[loaded].parent == frames
    rows_before = sum(1 for _code in context.codebook.walk())
    assert rows_before == len(list(panel.model.keys()))
    entries = {action.text(): action for action in panel.make_menu(loaded).actions()}
    entries["Move to the top level"].trigger()
    assert context.codebook[loaded].parent is None


def test_a_code_in_use_asks_where_its_segments_go(
    panel: CodebookPanel, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    context.open_article(1)
    context.finish_loading()
    mark = tag(context, "مستودعات")
    claim, cue = code_of(context, "claim"), code_of(context, "cue")
    answers: list[object] = [None, cue]
    monkeypatch.setattr(delete_code.DeleteCode, "ask", lambda *_values: answers.pop(0))
    panel.delete(claim)
    assert claim in context.codebook
    panel.delete(claim)
    assert claim not in context.codebook
    assert context.article is not None
    assert context.article.get(mark).code == cue  # type: ignore[union-attr]
    assert counts(panel) == {"Cue": 1}


def test_merging_asks_for_the_code_that_takes_over(
    panel: CodebookPanel, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    into, merged = named(context, "Loaded words"), named(context, "Frames")
    asked: dict[str, object] = {}

    def pick(*_values: object, **named_values: object) -> int:
        asked.update(named_values)
        return into

    monkeypatch.setattr(code_picker.CodePicker, "ask", pick)
    panel.merge(merged)
    assert merged in asked["left_out"]  # type: ignore[operator]
    assert merged not in context.codebook
    assert context.codebook[named(context, "Conspiracy")].parent == into
    context.run(history.undo)
    assert context.codebook[named(context, "Conspiracy")].parent == merged
    assert panel.model.rowCount(panel.model.index_of(merged)) == 3


def test_a_colour_from_the_menu_is_one_step(panel: CodebookPanel, context: Context) -> None:
    code = code_of(context, "claim")
    colors = next(
        action.menu() for action in panel.make_menu(code).actions() if action.text() == "Colour"
    )
    teal = next(action for action in colors.actions() if action.text() == "Teal")  # type: ignore[union-attr]
    teal.trigger()
    assert context.codebook[code].color == "#2c7a7b"
    assert history.undoable(context.opened).name.startswith("Recolour")  # type: ignore[union-attr]


def test_codes_that_another_program_put_below_each_other_are_seen_and_moved_out(
    panel: CodebookPanel, context: Context
) -> None:
    claim, source = named(context, "Claim"), named(context, "Source")
    database = context.opened.database
    with database.step("Outside change", kind="outside"):
        for code, parent in ((claim, source), (source, claim)):
            database.write("UPDATE code SET parent = ? WHERE id = ?", (parent, code))
    context.run(codebook.edit_code, claim, memo="x")
    type_in(panel.filter_field, "Source")
    press(panel.filter_field, Qt.Key.Key_Return)
    assert panel.view.visualRect(panel.model.index_of(source)).isValid()
    assert not panel.model.index_of(claim).isValid()
    press(panel.filter_field, Qt.Key.Key_Escape)
    entries = {action.text(): action for action in panel.make_menu(source).actions()}
    entries["Move to the top level"].trigger()
    assert panel.model.index_of(claim).parent() == panel.model.index_of(source)


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_it_opens_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        panel = CodebookPanel(context)
        qtbot.addWidget(panel)
        with qtbot.waitExposed(panel):
            panel.show()
        panel.grab()
        assert nameless(panel) == []
        name = panel.model.index(0, 0).data()
        assert name == ("Claim" if language == "en" else "الادعاء")
