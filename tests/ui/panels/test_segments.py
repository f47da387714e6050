"""The table of the open article's annotations."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from annotator.operations import history, tagging
from annotator.ui.context import EVERYBODY, Context
from annotator.ui.dialogs import code_picker
from annotator.ui.panels.segments import SegmentsPanel
from tests.ui.workshop import (
    click,
    code_of,
    interface,
    make_project,
    middle,
    nameless,
    opened,
    place,
    press,
    tag,
    type_in,
)

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def panel(qtbot: QtBot, context: Context) -> SegmentsPanel:
    made = SegmentsPanel(context)
    qtbot.addWidget(made)
    made.resize(760, 300)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(made.model, mode, made)
    with qtbot.waitExposed(made):
        made.show()
    context.open_article(1)
    context.finish_loading()
    return made


def quotes(panel: SegmentsPanel) -> list[str]:
    return [panel.model.item(row).span.quote for row in range(len(panel.model))]


def test_annotations_stand_in_reading_order_row_by_row(
    panel: SegmentsPanel, context: Context
) -> None:
    resets: list[bool] = []
    panel.model.modelReset.connect(lambda: resets.append(True))
    tag(context, "المخزون آمن")
    first = tag(context, "وكالة أفق", "source")
    tag(context, "الحريق أتى")
    assert quotes(panel) == ["وكالة أفق", "الحريق أتى", "المخزون آمن"]
    context.run(tagging.set_ranges, first, [place("الموانئ")])
    assert quotes(panel) == ["الحريق أتى", "الموانئ", "المخزون آمن"]
    context.run(history.undo)
    context.run(tagging.delete, [first])
    assert quotes(panel) == ["الحريق أتى", "المخزون آمن"]
    assert not resets


def test_a_click_selects_and_the_row_follows_the_selection(
    panel: SegmentsPanel, context: Context
) -> None:
    first, second = tag(context, "وكالة أفق"), tag(context, "المخزون آمن")
    click(panel.view, panel.model.index_of(second))
    assert context.selected == second
    press(panel.view, Qt.Key.Key_Up)
    assert context.selected == first
    context.select(second)
    assert panel.chosen() == [second]
    context.select(-1)
    assert panel.chosen() == []


def test_several_are_recoded_flagged_and_deleted_at_once(
    panel: SegmentsPanel, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tag(context, "وكالة أفق"), tag(context, "المخزون آمن")
    click(panel.view, panel.model.index_of(first))
    click(panel.view, panel.model.index_of(second), CONTROL)
    assert panel.chosen() == [first, second]
    cue = code_of(context, "cue")
    monkeypatch.setattr(code_picker.CodePicker, "ask", lambda *_v, **_n: cue)
    entries = {a.text(): a for a in panel.make_menu(panel.chosen(), middle(panel)).actions()}
    entries["Recode…"].trigger()
    entries["Flag as important"].trigger()
    levels = {action.text(): action for action in entries["Confidence"].menu().actions()}  # type: ignore[union-attr]
    levels["High"].trigger()
    assert context.article is not None
    for mark in context.article:
        assert (mark.code, mark.important, mark.confidence) == (cue, True, "high")
    assert panel.model.index(0, 5).data() == "⚑"
    press(panel.view, Qt.Key.Key_Delete)
    assert quotes(panel) == []
    assert "press the key of a code" in panel.empty.sentence
    context.run(history.undo)
    assert len(quotes(panel)) == 2


def test_after_deleting_one_the_next_is_selected(panel: SegmentsPanel, context: Context) -> None:
    _first, second, third = (tag(context, word) for word in ("وكالة", "الموانئ", "المخزون"))
    click(panel.view, panel.model.index_of(second))
    press(panel.view, Qt.Key.Key_Delete)
    assert context.selected == third
    assert panel.chosen() == [third]
    press(panel.view, Qt.Key.Key_Delete, times=2)
    assert quotes(panel) == []
    assert context.selected == -1


def test_other_coders_annotations_are_copied_not_changed(
    panel: SegmentsPanel, context: Context
) -> None:
    theirs = tag(context, "وكالة أفق")
    context.use_coder("كريم")
    context.show_coders(EVERYBODY)
    context.finish_loading()
    menu = panel.make_menu([theirs], middle(panel))
    entries = {action.text(): action for action in menu.actions()}
    assert not entries["Delete"].isEnabled()
    assert not entries["Recode…"].isEnabled()
    entries["Copy to my own"].trigger()
    assert [panel.model.index(row, 3).data() for row in range(2)] == ["سلمى", "كريم"]


def test_the_filter_looks_at_code_and_text_and_headers_sort(
    panel: SegmentsPanel, context: Context
) -> None:
    tag(context, "وكالة أفق", "source")
    tag(context, "المخزون آمن", "claim")
    tag(context, "قالت", "cue")
    type_in(panel.filter_field, "امن")
    press(panel.filter_field, Qt.Key.Key_Return)
    assert quotes(panel) == ["المخزون آمن"]
    panel.filter_field.clear()
    type_in(panel.filter_field, "source")
    press(panel.filter_field, Qt.Key.Key_Return)
    assert quotes(panel) == ["وكالة أفق"]
    press(panel.filter_field, Qt.Key.Key_Escape)
    panel.view.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    assert quotes(panel) == ["وكالة أفق", "قالت", "المخزون آمن"]
    panel.show_code(code_of(context, "cue"))
    assert quotes(panel) == ["قالت"]
    assert panel.code_chip.isVisible()
    panel.code_chip.click()
    assert len(quotes(panel)) == 3


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_it_opens_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        panel = SegmentsPanel(context)
        qtbot.addWidget(panel)
        with qtbot.waitExposed(panel):
            panel.show()
        context.open_article(1)
        tag(context, "وكالة أفق")
        panel.grab()
        assert nameless(panel) == []
