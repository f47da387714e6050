"""How the export dialog looks: nothing scrolls into the void, no Arabic word is cut in two."""

import unicodedata
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from annotator.ui.dialogs.export_dialog import ExportDialog
from tests.ui.workshop import WatchedContext, interface, make_project, opened, tag


@pytest.fixture
def dialog(qtbot: QtBot, context: WatchedContext) -> ExportDialog:
    made = ExportDialog(context)
    qtbot.addWidget(made)
    made.show()
    return made


def settle(qtbot: QtBot, dialog: ExportDialog, format_id: str) -> None:
    dialog.choose_format(format_id)
    qtbot.waitUntil(lambda: not dialog.look.is_busy)


def test_options_that_have_room_do_not_scroll(qtbot: QtBot, dialog: ExportDialog) -> None:
    for format_id in ("jsonl", "csv", "refi-qda"):
        settle(qtbot, dialog, format_id)
        assert dialog.option_area.isVisible()
        assert dialog.option_area.verticalScrollBar().maximum() == 0, format_id
        shown = [page for page in dialog.pages if page.isVisible()]
        assert shown == [dialog.option_fields]


def test_words_stay_whole_where_a_line_of_the_preview_ends(
    qtbot: QtBot, dialog: ExportDialog
) -> None:
    settle(qtbot, dialog, "refi-qda")
    text = dialog.sample.text
    document = text.document()
    seen = 0
    block = document.begin()
    while block.isValid():
        text.setTextCursor(QTextCursor(block))  # which lays it out
        layout, told = block.layout(), block.text()
        for number in range(1, layout.lineCount()):
            place = layout.lineAt(number).textStart()
            before, after = told[place - 1], told[place]
            if "\u0620" <= after <= "\u064a":
                seen += 1
                assert not "\u0620" <= before <= "\u064a", told[place - 9 : place + 9]
        block = block.next()
    assert seen


def test_conditions_are_added_where_it_says_only(qtbot: QtBot, dialog: ExportDialog) -> None:
    settle(qtbot, dialog, "csv")
    dialog.choice_button.click()
    assert dialog.choice_button.text().endswith("Everything")
    assert dialog.choice_bar.add_button.text() == "Only…"


def test_a_copy_to_read_is_shown_as_it_looks(qtbot: QtBot, dialog: ExportDialog) -> None:
    dialog.context.open_article(1)
    tag(dialog.context, "وكالة أفق", "source")
    for format_id in ("html", "docx"):
        settle(qtbot, dialog, format_id)
        assert dialog.sample.page.isVisible()
        assert not dialog.sample.text.isVisible()
        assert "قالت وكالة أفق" in dialog.sample.page.toPlainText()
        assert "<" not in dialog.sample.page.toPlainText()
        assert "\u20682024-03-14\u2069" in dialog.sample.page.toPlainText()
        found = dialog.sample.page.document().find("وكالة أفق")
        assert found.charFormat().background().color().isValid()
        assert found.charFormat().background().color().name() != "#000000"
    settle(qtbot, dialog, "csv")
    assert dialog.sample.text.isVisible()
    assert not dialog.sample.page.isVisible()


def test_a_latin_name_begins_where_arabic_does(qtbot: QtBot, qapp: object, tmp_path: Path) -> None:
    with interface("ar"), opened(make_project(tmp_path)) as context:
        made = ExportDialog(context)
        qtbot.addWidget(made)
        made.show()
        settle(qtbot, made, "parquet")
        assert made.name.text() == "Parquet"
        picture = made.name.grab().toImage()
        ground = picture.pixel(picture.width() // 2, 0)
        inked = [
            x
            for x in range(picture.width())
            if any(picture.pixel(x, y) != ground for y in range(picture.height()))
        ]
        assert min(inked) > picture.width() // 2
        assert made.layoutDirection() == Qt.LayoutDirection.RightToLeft


def test_values_of_options_are_said_in_the_language_of_the_window(
    qtbot: QtBot, qapp: object, tmp_path: Path
) -> None:
    with interface("ar"), opened(make_project(tmp_path)) as context:
        made = ExportDialog(context)
        qtbot.addWidget(made)
        made.show()
        settle(qtbot, made, "csv")
        field = made.option_fields.fields["delimiter"]
        assert isinstance(field, QComboBox)
        assert [field.itemText(row) for row in range(2)] == ["فاصلة", "فاصلة منقوطة"]
        assert made.option_values == {"delimiter": "comma"}


def test_an_arabic_note_that_begins_with_a_quoted_value_is_read_from_the_right(
    qtbot: QtBot, qapp: object, tmp_path: Path
) -> None:
    with interface("ar"), opened(make_project(tmp_path)) as context:
        made = ExportDialog(context)
        qtbot.addWidget(made)
        settle(qtbot, made, "conll-2002")
        notes = [label.text() for label in made.option_fields.findChildren(QLabel)]
        (cut,) = (note for note in notes if "«cut»" in note)
        strong = [kind for kind in map(unicodedata.bidirectional, cut) if kind in ("L", "R", "AL")]
        assert strong[0] != "L"  # by which Qt sets the line
