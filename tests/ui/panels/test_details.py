"""The details panel: of an annotation, of an article, and the paragraph as text."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation
from annotator.operations import articles, history, tagging
from annotator.ui.context import EVERYBODY, Context
from annotator.ui.dialogs import code_picker
from annotator.ui.panels.details import DetailsPanel
from tests.ui.workshop import (
    WatchedContext,
    code_of,
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
def panel(qtbot: QtBot, context: Context) -> DetailsPanel:
    made = DetailsPanel(context)
    qtbot.addWidget(made)
    made.resize(356, 640)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    context.open_article(1)
    context.finish_loading()
    return made


def stored(context: Context, key: int) -> Annotation:
    assert context.article is not None
    found = context.article.get(key)
    assert found is not None
    return found


def select(context: Context, word: str = "وكالة أفق") -> int:
    mark = tag(context, word, "source")
    context.select(mark)
    return mark


def test_an_annotation_is_shown_with_its_words_and_places(
    panel: DetailsPanel, context: Context
) -> None:
    select(context)
    page = panel.annotation
    start, end = place("وكالة أفق")
    assert panel.pages.current is page
    assert "Source" in page.code.text()
    assert page.quotes[0].words.text() == "وكالة أفق"
    assert page.quotes[0].words.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert f"{start}–{end}" in page.quotes[0].place.text()
    assert not page.quotes[0].remove.isVisible()
    assert "سلمى" in page.about.text()


def test_fragments_are_removed_one_by_one(panel: DetailsPanel, context: Context) -> None:
    mark = select(context)
    context.run(tagging.add_fragment, mark, place("الموانئ"))
    boxes = [box for box in panel.annotation.quotes if box.isVisible()]
    assert [box.words.text() for box in boxes] == ["وكالة أفق", "الموانئ"]
    boxes[0].remove.click()
    assert stored(context, mark).span.quote == "الموانئ"
    assert [box.isVisible() for box in panel.annotation.quotes] == [True, False]
    assert not panel.annotation.quotes[0].remove.isVisible()


def test_code_confidence_and_flag_are_changed_in_place(
    panel: DetailsPanel, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = select(context)
    cue = code_of(context, "cue")
    monkeypatch.setattr(code_picker.CodePicker, "ask", lambda *_values: cue)
    panel.annotation.code.click()
    panel.annotation.confidence.buttons["high"].click()
    press(panel.annotation.important, Qt.Key.Key_Space)
    found = stored(context, mark)
    assert (found.code, found.confidence, found.important) == (cue, "high", True)
    for _time in range(3):
        context.run(history.undo)
    assert panel.annotation.confidence.value == "unset"
    assert not panel.annotation.important.isChecked()
    assert "Source" in panel.annotation.code.text()


def test_a_memo_is_saved_when_typing_pauses(
    panel: DetailsPanel, context: Context, qtbot: QtBot
) -> None:
    mark = select(context)
    panel.focus_memo()
    type_in(panel.annotation.memo, "مصدر مجهول")
    assert stored(context, mark).memo == ""
    qtbot.waitUntil(lambda: stored(context, mark).memo == "مصدر مجهول", timeout=3000)


def test_a_memo_is_saved_when_another_annotation_is_selected(
    panel: DetailsPanel, context: Context
) -> None:
    first = select(context)
    type_in(panel.annotation.memo, "one")
    second = select(context, "الموانئ")
    type_in(panel.annotation.memo, "two")
    context.select(-1)
    assert (stored(context, first).memo, stored(context, second).memo) == ("one", "two")


def test_a_memo_is_saved_when_the_article_is_left_and_forgotten_with_its_annotation(
    panel: DetailsPanel, context: Context
) -> None:
    mark = select(context)
    type_in(panel.annotation.memo, "kept")
    context.open_article(2)
    context.open_article(1)
    context.finish_loading()
    assert stored(context, mark).memo == "kept"
    context.select(mark)
    type_in(panel.annotation.memo, " lost")
    context.run(tagging.delete, [mark])
    context.finish_loading()
    assert panel.pages.current is panel.article


def test_undo_takes_a_memo_back_while_its_field_has_the_keyboard(
    panel: DetailsPanel, context: Context
) -> None:
    mark = select(context)
    type_in(panel.annotation.memo, "one")
    panel.annotation.memo.save()
    context.run(history.undo)
    assert panel.annotation.memo.toPlainText() == ""
    panel.annotation.memo.save()
    assert stored(context, mark).memo == ""


def test_another_coders_annotation_is_only_shown(panel: DetailsPanel, context: Context) -> None:
    select(context)
    context.use_coder("كريم")
    context.show_coders(EVERYBODY)
    context.finish_loading()
    assert context.article is not None
    theirs = next(iter(context.article))
    context.select(theirs.id)
    page = panel.annotation
    assert page.memo.isReadOnly()
    assert not page.code.isEnabled()
    assert not page.confidence.isEnabled()
    assert "سلمى" in page.foreign.text()
    page.copy.click()
    assert context.selected != theirs.id
    assert not page.memo.isReadOnly()
    assert not page.copy.isVisible()


def test_the_article_is_edited_field_by_field(panel: DetailsPanel, context: Context) -> None:
    outlet: QLineEdit = panel.article.fields["outlet"]
    outlet.selectAll()
    type_in(outlet, "وكالة الساحل")
    press(outlet, Qt.Key.Key_Return)
    assert articles.article(context.opened, 1).outlet == "وكالة الساحل"
    panel.article.status.buttons["done"].click()
    row = articles.article_row(context.opened, 1)
    assert row is not None
    assert row.status == "done"
    context.run(history.undo)
    assert panel.article.status.value == "new"
    panel.focus_memo()
    type_in(panel.article.memo, "note")
    panel.article.memo.save()
    assert articles.article(context.opened, 1).memo == "note"


def test_a_date_that_is_none_is_refused_and_the_old_one_stands(
    panel: DetailsPanel, context: WatchedContext
) -> None:
    date = panel.article.fields["published"]
    date.setText("yesterday")
    press(date, Qt.Key.Key_Return)
    assert date.text() == "2024-03-14"
    assert context.refusals.pop().startswith("yesterday is not a date")


def test_the_paragraph_of_the_selection_can_be_read_as_text(
    panel: DetailsPanel, context: Context
) -> None:
    panel.paragraph.heading.click()
    context.set_text_selection(*place("المخزون"))
    shown = panel.paragraph.text.toPlainText()
    assert shown.startswith("وأكد المتحدث")
    assert panel.paragraph.text.isReadOnly()
    reader = QAccessible.queryAccessibleInterface(panel.paragraph.text)
    assert reader is not None
    assert reader.textInterface().text(0, 4) == "وأكد"
    context.open_article(2)
    assert panel.paragraph.text.toPlainText() == "اتحاد العمّال: حذّرنا مراراً"


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_it_opens_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        panel = DetailsPanel(context)
        qtbot.addWidget(panel)
        panel.resize(356, 640)
        with qtbot.waitExposed(panel):
            panel.show()
        assert panel.pages.current is panel.empty
        context.open_article(1)
        context.finish_loading()
        panel.grab()
        assert nameless(panel) == []
        select(context)
        panel.grab()
        assert nameless(panel) == []
        chips = panel.annotation.confidence
        assert chips.geometry().right() < panel.width()
        assert chips.minimumSizeHint().width() <= chips.width()
