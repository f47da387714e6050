"""Putting parts of a page back before it is imported, by keys and by the mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from annotator.operations import articles
from annotator.ui.context import Context
from annotator.ui.dialogs.article_details import ArticleDetails
from annotator.ui.dialogs.import_preview import ImportPreview, plan_in_thread
from annotator.ui.models.removed_parts_model import REASON_ROLE
from annotator.ui.widgets.text_field import TextField
from tests.documents import PAGE, PARAGRAPHS, pdf_file, write
from tests.ui.workshop import click, interface, make_project, nameless, opened, press

LONG = "قال مصدر في هيئة الموانئ إن حريقا اندلع فجر الثلاثاء في الميناء وأتى على مستودع للحبوب"
BYLINE = "بقلم سلمى الحاج · 12 تشرين الثاني 2024"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "texts"
    write(made, "a.html", PAGE.read_bytes())
    write(made, "b.txt", PARAGRAPHS[1])
    write(made, "c.pdf", pdf_file([[LONG, "قبل وصول فرق الإطفاء."]]))
    return made


@pytest.fixture
def dialog(qtbot: QtBot, context: Context, folder: Path) -> ImportPreview:
    made = ImportPreview(context, [folder], plan_in_thread(context, [folder], None, None))
    qtbot.addWidget(made)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(made.removed.model, mode, made)
    made.show()
    return made


def row_with(model: QAbstractItemModel, reason: str) -> int:
    found = (row for row in range(model.rowCount()) if told(model, row) == reason)
    return next(found)


def told(model: QAbstractItemModel, row: int) -> str:
    return str(model.index(row, 0).data(REASON_ROLE))


def box_of(dialog: ImportPreview, row: int) -> QPoint:
    rect = dialog.removed.list.visualRect(dialog.removed.model.index(row, 0))
    return QPoint(rect.left() + 16, rect.top() + 16)


def test_what_was_taken_out_is_listed_with_its_words_and_reasons(dialog: ImportPreview) -> None:
    removed = dialog.removed
    assert removed.isVisible()
    assert removed.heading.text() == "11 parts taken out"
    row = row_with(removed.model, "date or author line")
    assert removed.model.index(row, 0).data() == BYLINE
    assert BYLINE not in dialog.text.toPlainText()
    assert dialog.detected.text().endswith("valid UTF-8")


def test_a_click_on_the_box_puts_a_part_back_where_it_stood(
    dialog: ImportPreview, context: Context
) -> None:
    removed = dialog.removed
    row = row_with(removed.model, "date or author line")
    removed.list.scrollTo(removed.model.index(row, 0))
    QTest.mouseClick(
        removed.list.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        box_of(dialog, row),
    )
    lines = dialog.text.toPlainText().split("\n\n")
    assert lines[1] == BYLINE
    marked = [each.cursor.selectedText() for each in dialog.text.extraSelections()]
    assert marked == [BYLINE]
    dialog.import_button.click()
    assert dialog.imported is not None
    assert articles.text(context.opened, dialog.imported[0]).split("\n\n")[1] == BYLINE


def test_keys_put_several_parts_back_and_take_them_out_again(dialog: ImportPreview) -> None:
    before = dialog.text.toPlainText()
    parts = dialog.removed.list
    parts.setFocus()
    press(parts, Qt.Key.Key_Home)
    QTest.keyClick(parts, Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(parts, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(parts, Qt.Key.Key_Space)
    assert dialog.text.toPlainText().startswith("نستخدم ملفات تعريف الارتباط")
    assert len(dialog.model.plan.items[0].put_back) == 2
    assert parts.hasFocus()
    press(parts, Qt.Key.Key_Space)
    assert dialog.text.toPlainText() == before


def test_all_is_put_back_and_taken_out_by_one_button(dialog: ImportPreview) -> None:
    before = dialog.text.toPlainText()
    button = dialog.removed.all_button
    assert button.text() == "Put all back"
    button.click()
    assert dialog.text.toPlainText().rstrip().endswith("اتصل بنا")
    assert button.text() == "Take all out again"
    button.click()
    assert dialog.text.toPlainText() == before


def test_what_was_put_back_survives_other_files_metadata_and_corrections(
    dialog: ImportPreview, folder: Path
) -> None:
    dialog.removed.all_button.click()
    whole = dialog.text.toPlainText()
    click(dialog.table, dialog.model.index(1, 1))
    assert not dialog.removed.isVisible()
    assert dialog.text.toPlainText() == PARAGRAPHS[1]
    table = write(folder, "metadata.csv", "file,outlet\na.html,المرفأ\n")
    dialog.use_metadata(table)
    click(dialog.table, dialog.model.index(0, 1))
    assert dialog.text.toPlainText() == whole
    assert dialog.model.plan.items[0].draft.outlet == "المرفأ"


def test_a_part_that_is_looked_at_brings_its_place_into_sight(dialog: ImportPreview) -> None:
    dialog.removed.all_button.click()
    last = dialog.removed.model.rowCount() - 1
    click(dialog.removed.list, dialog.removed.model.index(last, 0))
    assert dialog.text.verticalScrollBar().value() > 0
    click(dialog.removed.list, dialog.removed.model.index(0, 0))
    assert dialog.text.verticalScrollBar().value() < 10


def test_letters_in_the_wrong_order_are_turned_around_by_a_tick(
    dialog: ImportPreview, context: Context
) -> None:
    assert not dialog.turned.isVisible()
    click(dialog.table, dialog.model.index(2, 1))
    assert dialog.turned.isVisible()
    assert not dialog.encoding.isVisible()
    assert dialog.detected.text().endswith("PDF file")
    assert "wrong order" in dialog.notes.text()
    assert LONG not in dialog.text.toPlainText()
    dialog.turned.setFocus()
    press(dialog.turned, Qt.Key.Key_Space)
    assert dialog.text.toPlainText().startswith(LONG)
    assert not dialog.notes.isVisible()
    click(dialog.table, dialog.model.index(0, 1))
    click(dialog.table, dialog.model.index(2, 1))
    assert dialog.turned.isChecked()
    dialog.import_button.click()
    assert dialog.imported is not None
    assert articles.text(context.opened, dialog.imported[2]).startswith(LONG)


def test_the_details_of_an_article_tell_what_was_taken_out(
    qtbot: QtBot, dialog: ImportPreview, context: Context
) -> None:
    dialog.import_button.click()
    assert dialog.imported is not None
    details = ArticleDetails(context, dialog.imported[0])
    qtbot.addWidget(details)
    log = next(
        field
        for field in details.findChildren(TextField)
        if field.accessibleName() == "Changes made on import"
    )
    assert "Taken out (cookie notice)" in log.toPlainText()
    assert log.isReadOnly()


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_pages_are_shown_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, folder: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        dialog = ImportPreview(context, [folder], plan_in_thread(context, [folder], None, None))
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.grab()
        assert nameless(dialog) == []
        assert told(dialog.removed.model, 0) == (
            "cookie notice" if language == "en" else "إشعار ملفات الارتباط"
        )
