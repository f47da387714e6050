"""Looking over what the labels of another program's file become, before it is read."""

import csv
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from annotator.model.annotated import Document
from annotator.operations import exporting, history
from annotator.ui.context import Context
from annotator.ui.dialogs.import_report import ImportReport
from annotator.ui.dialogs.import_set import ImportSet, plan_in_thread
from annotator.ui.models.mapping_model import MappingRow
from tests.exchange import documents_format
from tests.exchange.documents_format import document, marked, write_foreign
from tests.ui.workshop import (
    TEXT,
    WatchedContext,
    click,
    interface,
    make_project,
    nameless,
    opened,
    press,
    type_in,
)

MARKS = [
    marked("Quote", TEXT, "إن الحريق أتى على ثلاثة مستودعات", "T1"),
    marked("Speaker", TEXT, "وكالة أفق", "T2", attributes={"sure": "certain", "tense": "past"}),
    marked("Theme", TEXT, "حريق", "T3"),
    marked("Theme", TEXT, "الميناء", "T4"),
    marked("<b>Theme</b>", "لا أحد", "لا أحد", "T5"),
]
ROLES = [{"id": "A", "roles": [["content", "T1"], ["Holder", "T2"]]}]


@pytest.fixture(autouse=True)
def formats(monkeypatch: pytest.MonkeyPatch) -> None:
    documents_format.use(monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write_foreign(
        tmp_path / "corpus.foreign.json",
        document(TEXT, *MARKS, attributions=ROLES, title="حريق"),
        document("قال\0", title="Broken"),
    )


def shown(qtbot: QtBot, context: Context, path: Path) -> ImportSet:
    dialog = ImportSet(context, plan_in_thread(context, path, "", None))
    qtbot.addWidget(dialog)
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(dialog.model, mode, dialog)
    dialog.show()
    return dialog


@pytest.fixture
def dialog(qtbot: QtBot, context: Context, path: Path) -> ImportSet:
    return shown(qtbot, context, path)


def rows(dialog: ImportSet) -> dict[str, MappingRow]:
    found = (dialog.model.item(row) for row in range(len(dialog.model)))
    return {row.title: row for row in found}


def choose(dialog: ImportSet, title: str) -> None:
    index = dialog.model.index_of(rows(dialog)[title].number)
    click(dialog.table, index)
    assert dialog.editor.row == rows(dialog)[title]


def becomes(dialog: ImportSet, title: str) -> str:
    return dialog.model.becomes(rows(dialog)[title])


def read(context: Context) -> list[Document]:
    with exporting.bundle(context.opened) as source:
        return [each for each in source.documents() if each.marks]


def test_the_proposal_and_what_will_be_lost_are_shown(dialog: ImportSet) -> None:
    assert {title: becomes(dialog, title) for title in rows(dialog)} == {
        "Theme": "new: \u2068Theme\u2069",
        "Quote": "Claim",
        "Speaker": "Source",
        "Holder": "source of the attribution",
        "sure": "kept in the memo",
        "tense": "kept in the memo",
    }
    assert dialog.summary.text().translate({0x2068: "", 0x2069: ""}) == (
        "Foreign · 1 article that is there · 1 article that cannot be read · 4 marks ·"
        " 1 attribution"
    )
    assert dialog.state.text() == "1 mark will be lost. 1 part cannot be read."
    assert dialog.lists.isVisible()
    choose(dialog, "Theme")
    assert dialog.editor.quotes.toPlainText().split("\n") == ["حريق", "الميناء"]
    assert nameless(dialog) == []


def test_a_label_becomes_a_new_code_of_the_persons_name(
    dialog: ImportSet, context: WatchedContext
) -> None:
    choose(dialog, "Theme")
    dialog.editor.name.setFocus()
    dialog.editor.name.selectAll()
    type_in(dialog.editor.name, "موضوع")
    assert becomes(dialog, "Theme") == "new: \u2068موضوع\u2069"
    press(dialog.editor.name, Qt.Key.Key_Return)  # Import is the default button
    assert dialog.report is not None
    assert dialog.report.added["annotation"] == 4
    (article,) = read(context)
    assert sum(mark.label == "موضوع" for mark in article.marks) == 2
    assert context.codebook.find("موضوع") is not None
    history.undo(context.opened)
    assert not read(context)


def test_a_label_is_left_out_by_a_click(dialog: ImportSet, context: Context) -> None:
    choose(dialog, "Theme")
    QTest.mouseClick(dialog.editor.action.buttons["out"], Qt.MouseButton.LeftButton)
    assert becomes(dialog, "Theme") == "left out"
    assert "2 marks are left out." in dialog.notes.text()
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    (article,) = read(context)
    assert [mark.name for mark in article.marks] == ["Source", "Claim"]


def test_a_label_becomes_a_code_that_is_picked(
    dialog: ImportSet, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    cue = context.codebook.by_kind("cue")
    assert cue is not None
    monkeypatch.setattr(
        "annotator.ui.dialogs.code_picker.CodePicker.ask", lambda *_all, **_named: cue.id
    )
    choose(dialog, "Theme")
    QTest.mouseClick(dialog.editor.action.buttons["code"], Qt.MouseButton.LeftButton)
    assert becomes(dialog, "Theme") == "Cue"
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    assert sum(mark.code == cue.uuid for mark in read(context)[0].marks) == 2


def test_attributes_and_their_values_are_mapped_by_keys(
    dialog: ImportSet, context: Context
) -> None:
    choose(dialog, "sure")
    assert "sure = certain" not in rows(dialog)
    picker = dialog.editor._meaning
    assert picker is not None
    picker.setFocus()
    picker.choose("certainty")
    assert becomes(dialog, "sure") == "Certainty"
    assert becomes(dialog, "sure = certain") == "certain"
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    (said,) = read(context)[0].attributions
    assert dict(said.attributes) == {"certainty": "certain"}


def test_articles_and_remarks_have_lists_of_their_own(dialog: ImportSet) -> None:
    dialog.bar.setFocus()
    press(dialog.bar, Qt.Key.Key_Right)
    assert dialog.stack.currentIndex() == 1
    told = [dialog.articles.index(row, 1).data() for row in range(2)]
    assert told == ["in the project", "cannot be read"]
    press(dialog.bar, Qt.Key.Key_Right)
    assert dialog.findings.index(0, 0).data() == "Refused"
    assert dialog.findings.index(1, 2).data() == "لا أحد"


def test_marks_of_nobody_become_whose_the_person_says(dialog: ImportSet, context: Context) -> None:
    assert dialog.whose.isVisible()
    dialog.coder.setFocus()
    field = dialog.coder.lineEdit()
    assert field is not None
    field.selectAll()
    type_in(field, "Ann")
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    assert {mark.coder for mark in read(context)[0].marks} == {"Ann"}


def test_a_choice_is_remembered_for_files_with_the_same_labels(
    dialog: ImportSet, qtbot: QtBot, context: Context, path: Path
) -> None:
    choose(dialog, "Theme")
    QTest.mouseClick(dialog.editor.action.buttons["out"], Qt.MouseButton.LeftButton)
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    again = shown(qtbot, context, path)
    assert becomes(again, "Theme") == "left out"


def test_an_export_of_our_own_is_one_click(
    qtbot: QtBot, context: Context, dialog: ImportSet, tmp_path: Path
) -> None:
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    own = tmp_path / "own.docs.json"
    exporting.export(context.opened, "test-documents", own)
    again = shown(qtbot, context, own)
    assert not again.lists.isVisible()
    assert not again.whose.isVisible()
    assert again.notes.text() == "Every label has its code."
    QTest.mouseClick(again.look_button, Qt.MouseButton.LeftButton)
    assert again.lists.isVisible()
    third = shown(qtbot, context, own)
    press(third.import_button, Qt.Key.Key_Return)
    assert third.report is not None
    assert not +third.report.added


def test_escape_changes_nothing(dialog: ImportSet, context: Context) -> None:
    press(dialog.table, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert dialog.report is None
    assert not read(context)


def test_a_file_that_broke_since_is_told_in_the_window(dialog: ImportSet, path: Path) -> None:
    path.write_text("{", encoding="utf-8")
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    assert dialog.isVisible()
    assert "this is no JSON" in dialog.fault.text()


@pytest.fixture
def report(dialog: ImportSet, qtbot: QtBot, context: Context) -> ImportReport:
    QTest.mouseClick(dialog.import_button, Qt.MouseButton.LeftButton)
    assert dialog.report is not None
    sheet = ImportReport(context, "corpus.foreign.json", dialog.report)
    qtbot.addWidget(sheet)
    sheet.show()
    return sheet


def test_the_report_is_filtered_and_saved(
    report: ImportReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    everything = len(report.model)
    type_in(report.filter, "لا أحد")
    report.filter.apply()
    assert [told.finding.kind for told in (report.model.item(n) for n in range(1))] == ["lost"]
    assert len(report.model) == 1
    assert nameless(report) == []
    target = tmp_path / "report.csv"

    def answer(*_all: Any, **_named: Any) -> tuple[str, str]:
        return str(target), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    QTest.mouseClick(report.save_button, Qt.MouseButton.LeftButton)
    with target.open(encoding="utf-8-sig", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == everything
    assert found[1]["quote"] == "لا أحد"
    target = tmp_path / "gone" / "report.csv"
    QTest.mouseClick(report.save_button, Qt.MouseButton.LeftButton)
    assert report.fault.isVisible()


def test_the_window_speaks_arabic(qtbot: QtBot, qapp: object, tmp_path: Path, path: Path) -> None:
    with interface("ar"), opened(make_project(tmp_path)) as context:
        dialog = shown(qtbot, context, path)
        assert dialog.state.text() == "سيضيع مقطع واحد. جزء واحد لا يُقرأ."
        assert becomes(dialog, "Quote") == "الادعاء"
