"""Looking over an import before it runs."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from pytestqt.qtbot import QtBot

from annotator.model.changes import Changes
from annotator.operations import articles, history
from annotator.ui.context import Context
from annotator.ui.dialogs.import_preview import ImportPreview, plan_in_thread
from annotator.ui.models.import_model import COLUMNS
from tests.ui.workshop import (
    TEXT,
    click,
    edit_in_place,
    interface,
    make_project,
    nameless,
    opened,
    press,
)

with_popup = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
COLUMN = {column.title: place for place, column in enumerate(COLUMNS)}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "texts"
    made.mkdir()
    (made / "a.txt").write_bytes(f"الخبر الأول\n\n{TEXT}".encode("cp1256"))
    (made / "b.txt").write_text("Harbour Watch reports\n\nThe grain is safe.", encoding="utf-8")
    (made / "c.txt").write_text(TEXT, encoding="utf-8")
    (made / "d.txt").write_bytes(b"\x00\x01\x02\x03" * 40)
    (made / "e.txt").write_text("", encoding="utf-8")
    return made


@pytest.fixture
def dialog(qtbot: QtBot, context: Context, folder: Path) -> ImportPreview:
    plan = plan_in_thread(context, [folder], None, None)
    made = ImportPreview(context, [folder], plan)
    qtbot.addWidget(made)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(made.model, mode, made)
    made.show()
    return made


def row_of(dialog: ImportPreview, name: str) -> int:
    return next(i for i, item in enumerate(dialog.model.plan.items) if item.name == name)


def test_files_duplicates_and_rejections_are_told(dialog: ImportPreview) -> None:
    assert [item.name for item in dialog.model.plan.items] == ["a.txt", "b.txt", "c.txt"]
    twin = dialog.model.index(row_of(dialog, "c.txt"), COLUMN["Remarks"]).data()
    assert twin.startswith("Same text as")
    assert "d.txt" in dialog.left_out.toPlainText()
    assert "e.txt" in dialog.left_out.toPlainText()
    assert dialog.summary.text() == ("2 articles to import · 1 duplicate · 2 files cannot be read")


def test_cells_are_corrected_and_the_import_is_one_step(
    dialog: ImportPreview, context: Context
) -> None:
    row = row_of(dialog, "b.txt")
    edit_in_place(dialog.table, dialog.model.index(row, COLUMN["Outlet"]), "هاربور")
    edit_in_place(dialog.table, dialog.model.index(row, COLUMN["Date"]), "2024-03")
    told: list[Changes] = []
    context.changed.connect(told.append)
    dialog.import_button.click()
    assert dialog.imported is not None
    assert len(dialog.imported) == 2
    assert [changes.of("article") for changes in told] == [frozenset(dialog.imported)]
    made = articles.article(context.opened, dialog.imported[1])
    assert (made.outlet, made.published) == ("هاربور", "2024-03")
    assert len(articles.article_rows(context.opened)) == 5
    context.run(history.undo)
    assert len(articles.article_rows(context.opened)) == 3


def test_a_wrong_date_is_refused_with_a_word(dialog: ImportPreview) -> None:
    index = dialog.model.index(row_of(dialog, "b.txt"), COLUMN["Date"])
    edit_in_place(dialog.table, index, "May")
    assert "is not a date" in dialog.fault.text()
    assert index.data() == ""


def test_a_click_on_the_box_and_space_leave_files_out(dialog: ImportPreview) -> None:
    place = dialog.table.visualRect(dialog.model.index(0, 0))
    box = QPoint(place.left() + 14, place.center().y())
    QTest.mouseClick(
        dialog.table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, box
    )
    assert not dialog.model.plan.items[0].include
    dialog.table.selectAll()
    press(dialog.table, Qt.Key.Key_Space)
    assert all(item.include for item in dialog.model.plan.items)
    press(dialog.table, Qt.Key.Key_Space)
    assert not dialog.import_button.isEnabled()


def test_another_encoding_reads_the_file_again(dialog: ImportPreview) -> None:
    dialog.table.selectRow(row_of(dialog, "a.txt"))
    assert dialog.encoding.currentText() == "Windows-1256"
    assert "الخبر الأول" in dialog.text.toPlainText()
    dialog.encoding.setCurrentIndex(dialog.encoding.findText("ISO-8859-6"))
    dialog.encoding.activated.emit(dialog.encoding.currentIndex())
    assert "الخبر الأول" not in dialog.text.toPlainText() or dialog.fault.text()
    assert dialog.encoding.currentText() == (
        "Windows-1256" if dialog.fault.text() else "ISO-8859-6"
    )


def read_in(dialog: ImportPreview, name: str, encoding: str) -> None:
    """Choose an encoding for a file: the row by the mouse, the encoding by keys in its list."""
    click(dialog.table, dialog.model.index(row_of(dialog, name), COLUMN["Words"]))
    dialog.encoding.setFocus()
    QTest.keyClick(dialog.encoding, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    offered = dialog.encoding.view()
    wanted = dialog.encoding.findText(encoding)
    for _row in range(abs(wanted - offered.currentIndex().row())):
        QTest.keyClick(offered, Qt.Key.Key_Down)
    QTest.keyClick(offered, Qt.Key.Key_Return)
    assert dialog.encoding.currentText() == encoding, dialog.fault.text()


def untick(dialog: ImportPreview, name: str) -> None:
    """Tick or untick a file with the space bar."""
    click(dialog.table, dialog.model.index(row_of(dialog, name), COLUMN["Words"]))
    press(dialog.table, Qt.Key.Key_Space)


def cells(dialog: ImportPreview, name: str) -> dict[str, str]:
    row = row_of(dialog, name)
    return {title: dialog.model.index(row, place).data() for title, place in COLUMN.items()}


@with_popup
def test_hand_corrections_survive_another_encoding(dialog: ImportPreview) -> None:
    guessed = cells(dialog, "a.txt")
    row = row_of(dialog, "a.txt")
    edit_in_place(dialog.table, dialog.model.index(row, COLUMN["Title"]), "عنوان من عندي")
    edit_in_place(dialog.table, dialog.model.index(row, COLUMN["Author"]), "سلمى")
    edit_in_place(dialog.table, dialog.model.index(row, COLUMN["Date"]), "2024-03-12")
    read_in(dialog, "a.txt", "Mac Arabic")
    found = cells(dialog, "a.txt")
    assert found["Encoding"] == "Mac Arabic" != guessed["Encoding"]
    assert (found["Title"], found["Author"], found["Date"]) == (
        "عنوان من عندي",
        "سلمى",
        "2024-03-12",
    )


@with_popup
def test_what_was_not_corrected_is_guessed_anew(dialog: ImportPreview) -> None:
    row = row_of(dialog, "a.txt")
    edit_in_place(dialog.table, dialog.model.index(row, COLUMN["Author"]), "سلمى")
    before = cells(dialog, "a.txt")["Title"]
    read_in(dialog, "a.txt", "Mac Arabic")
    assert cells(dialog, "a.txt")["Title"] != before


@with_popup
def test_corrections_choices_and_encodings_survive_another_metadata_table(
    dialog: ImportPreview, folder: Path
) -> None:
    row = row_of(dialog, "b.txt")
    edit_in_place(dialog.table, dialog.model.index(row, COLUMN["Title"]), "By hand")
    untick(dialog, "b.txt")
    untick(dialog, "c.txt")  # a twin of an article: left out unless somebody wants it
    read_in(dialog, "a.txt", "Mac Arabic")
    table = folder / "metadata.csv"
    table.write_text("file,title,outlet\nb.txt,From the table,المرفأ\n", encoding="utf-8")
    for metadata in (table, None):
        dialog.use_metadata(metadata)
        assert cells(dialog, "b.txt")["Title"] == "By hand"
        assert cells(dialog, "b.txt")["Outlet"] == ("المرفأ" if metadata else "")
        assert cells(dialog, "a.txt")["Encoding"] == "Mac Arabic"
        included = {item.name: item.include for item in dialog.model.plan.items}
        assert included == {"a.txt": True, "b.txt": False, "c.txt": True}


@with_popup
def test_a_choice_survives_another_encoding_of_that_and_of_another_file(
    dialog: ImportPreview,
) -> None:
    untick(dialog, "a.txt")
    untick(dialog, "c.txt")
    read_in(dialog, "a.txt", "Mac Arabic")
    assert {item.name for item in dialog.model.plan.included} == {"b.txt", "c.txt"}


def test_a_metadata_table_can_be_chosen(dialog: ImportPreview, folder: Path) -> None:
    table = folder / "metadata.csv"
    table.write_text("file,title,outlet\nb.txt,Another title,المرفأ\n", encoding="utf-8")
    dialog.use_metadata(table)
    item = dialog.model.plan.items[row_of(dialog, "b.txt")]
    assert (item.draft.title, item.draft.outlet) == ("Another title", "المرفأ")
    dialog.use_metadata(folder / "missing.csv")
    assert dialog.fault.text()
    assert dialog.metadata == table
    dialog.no_metadata.click()
    assert dialog.model.plan.items[row_of(dialog, "b.txt")].draft.outlet == ""


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_it_opens_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, folder: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        plan = plan_in_thread(context, [folder], None, None)
        dialog = ImportPreview(context, [folder], plan)
        qtbot.addWidget(dialog)
        dialog.show()
        dialog.grab()
        assert nameless(dialog) == []
