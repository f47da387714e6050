"""Annotation sets in the window: kept, changed, exported again, frozen and checked."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListWidgetItem
from pytestqt.qtbot import QtBot

from annotator.model.annotation_set import Choice
from annotator.operations import annotation_sets, snapshots
from annotator.ui import asking
from annotator.ui.dialogs.annotation_sets import AnnotationSets
from annotator.ui.dialogs.export_dialog import ExportDialog
from annotator.ui.dialogs.set_editor import SetEditor
from annotator.ui.dialogs.snapshot_place import SnapshotPlace
from tests.ui.workshop import (
    WatchedContext,
    interface,
    make_project,
    nameless,
    opened,
    press,
    tag,
    type_in,
)

_LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def sheet(qtbot: QtBot, context: WatchedContext) -> AnnotationSets:
    context.open_article(1)
    tag(context, "وكالة أفق", "source")
    tag(context, "المخزون آمن")
    context.run(annotation_sets.save, "Claims", "csv", Choice(kinds=("claim",)))
    context.run(annotation_sets.save, "All", "jsonl", Choice(), {"texts": False}, "for backup")
    made = AnnotationSets(context)
    qtbot.addWidget(made)
    made.show()
    return made


def rows(sheet: AnnotationSets) -> list[list[str]]:
    model = sheet.model
    return [
        [str(model.index(row, column).data()) for column in range(model.columnCount())]
        for row in range(len(model))
    ]


def names(sheet: AnnotationSets) -> list[str]:
    return [row[0] for row in rows(sheet)]


def click(button: object) -> None:
    from PySide6.QtWidgets import QPushButton

    assert isinstance(button, QPushButton)
    assert button.isEnabled()
    QTest.mouseClick(button, _LEFT)


def item_texts(sheet: AnnotationSets) -> list[str]:
    found: list[QListWidgetItem] = [sheet.frozen.item(row) for row in range(sheet.frozen.count())]
    return [item.text() for item in found]


def test_sets_are_listed_with_format_and_choice(sheet: AnnotationSets) -> None:
    first, second = rows(sheet)
    assert first[:2] == ["Claims", "CSV tables in a folder"]
    assert first[2].replace("\u2068", "").replace("\u2069", "") == "Marks: Claims"
    assert second == ["All", "Isnad annotation set (JSONL)", "Everything", "", ""]
    chosen = sheet.chosen()
    assert chosen is not None
    assert chosen.name == "Claims"
    assert sheet.no_snapshots.sentence


def test_sets_are_moved_copied_deleted_and_brought_back(
    sheet: AnnotationSets, context: WatchedContext
) -> None:
    assert not sheet.up_button.isEnabled()
    click(sheet.down_button)
    assert names(sheet) == ["All", "Claims"]
    assert not sheet.down_button.isEnabled()
    click(sheet.duplicate_button)
    assert names(sheet) == ["All", "Claims", "Claims (copy)"]
    chosen = sheet.chosen()
    assert chosen is not None
    assert chosen.name == "Claims (copy)"
    sheet.view.setFocus()
    press(sheet.view, Qt.Key.Key_Delete)
    assert names(sheet) == ["All", "Claims"]
    QTest.keyClick(sheet, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert names(sheet) == ["All", "Claims", "Claims (copy)"]


def test_a_set_is_made_and_edited(
    qtbot: QtBot, sheet: AnnotationSets, context: WatchedContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(editor: SetEditor) -> int:
        editor.show()
        assert not editor.place.isVisible()
        if editor.kept is None:
            assert not editor.export_button.isEnabled()
            type_in(editor.set_name, "Sources of the port")
            type_in(editor.memo, "chapter 3")
            editor.choose_format("csv")
        else:
            assert editor.set_name.text() == "Sources of the port"
            assert editor.format.id == "csv"
            editor.set_name.selectAll()
            type_in(editor.set_name, "Sources")
        click(editor.choice_button)
        press(editor.choice_bar.kinds["cue"], Qt.Key.Key_Space)
        qtbot.waitUntil(lambda: not editor.look.is_busy)
        click(editor.export_button)
        return editor.result()

    monkeypatch.setattr(SetEditor, "exec", fill)
    click(sheet.new_button)
    made = annotation_sets.named(context.opened, "Sources of the port")
    assert made.choice == Choice(kinds=("claim", "source", "code"))
    assert (made.memo, made.format) == ("chapter 3", "csv")
    chosen = sheet.chosen()
    assert chosen is not None
    assert chosen.id == made.id
    click(sheet.edit_button)
    changed = annotation_sets.named(context.opened, "Sources")
    assert (changed.id, changed.choice) == (made.id, Choice())


def test_a_name_that_is_taken_is_told_and_the_editor_stays(
    qtbot: QtBot, sheet: AnnotationSets, context: WatchedContext
) -> None:
    editor = SetEditor(context)
    qtbot.addWidget(editor)
    editor.show()
    type_in(editor.set_name, "Claims")
    press(editor.set_name, Qt.Key.Key_Return)
    assert editor.isVisible()
    assert context.refusals == ["There is already an annotation set Claims."]
    context.refusals.clear()


def test_a_set_is_exported_again_to_its_place(
    qtbot: QtBot,
    sheet: AnnotationSets,
    context: WatchedContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    places: list[str] = []

    def export(dialog: ExportDialog) -> int:
        dialog.show()
        assert dialog.format.id == "jsonl"
        assert dialog.option_values == {"texts": False}
        qtbot.waitUntil(lambda: not dialog.look.is_busy)
        if not places:
            dialog.target.setText(str(tmp_path / "again.jsonl"))
        places.append(dialog.target.text())
        press(dialog.target, Qt.Key.Key_Return)
        return dialog.result()

    monkeypatch.setattr(ExportDialog, "exec", export)
    sheet.choose("All")
    click(sheet.run_button)
    first = (tmp_path / "again.jsonl").read_bytes()
    assert rows(sheet)[1][3]
    sheet.view.setFocus()
    press(sheet.view, Qt.Key.Key_Return)
    assert places == [str(tmp_path / "again.jsonl")] * 2
    assert (tmp_path / "again.jsonl").read_bytes() == first


def test_a_set_is_frozen_and_checked_and_its_hash_copied(
    sheet: AnnotationSets,
    context: WatchedContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []

    def place(asked: SnapshotPlace) -> int:
        asked.show()
        assert asked.target.text().endswith("Claims 1")
        asked.name.selectAll()
        type_in(asked.name, "Paper: v1")
        assert asked.target.text().endswith("Paper- v1")
        asked.target.setText(str(tmp_path / "v1"))
        press(asked.texts, Qt.Key.Key_Space)
        click(asked.accept_button)
        return asked.result()

    def read(told: asking.Sheet) -> int:
        from PySide6.QtWidgets import QLabel, QPushButton

        said.append("\n".join(each.text() for each in told.findChildren(QLabel)))
        copy = next(b for b in told.findChildren(QPushButton) if b.text().startswith("Copy"))
        QTest.mouseClick(copy, _LEFT)
        return 0

    monkeypatch.setattr(asking.Sheet, "exec", read)
    monkeypatch.setattr(SnapshotPlace, "exec", place)
    click(sheet.freeze_button)
    (kept,) = snapshots.snapshots(context.opened)
    assert kept.manifest_sha256 in said[0]
    assert QApplication.clipboard().text() == kept.manifest_sha256
    assert "Paper: v1" in item_texts(sheet)[0]
    assert rows(sheet)[0][4] == "1 snapshot"
    monkeypatch.setattr(asking, "ask_folder", lambda *_asked: tmp_path / "v1")
    click(sheet.check_button)
    assert "as they were frozen" in said[1]
    assert "same texts and the same codebook" in said[1]
    manifest = json.loads((tmp_path / "v1" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["counts"]["annotation"] == 1
    assert manifest["texts"] is False
    (tmp_path / "v1" / "losses.txt").write_text("altered")
    click(sheet.check_button)
    assert said[2].startswith("1 file of the snapshot is not")
    sheet.choose("All")
    assert item_texts(sheet) == []


def test_a_refusal_to_freeze_or_to_check_is_told(
    sheet: AnnotationSets,
    context: WatchedContext,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine").write_text("x")
    monkeypatch.setattr(SnapshotPlace, "ask", lambda *_asked: ("v1", tmp_path / "full", True))
    click(sheet.freeze_button)
    monkeypatch.setattr(asking, "ask_folder", lambda *_asked: tmp_path / "full")
    click(sheet.check_button)
    assert "holds something already" in context.refusals[0]
    assert "is no snapshot" in context.refusals[1]
    context.refusals.clear()


def test_a_set_of_a_format_that_is_not_there_is_told(
    sheet: AnnotationSets, context: WatchedContext
) -> None:
    with context.opened.database.step("elsewhere", context.opened.coder.id):
        context.opened.database.write("UPDATE annotation_set SET format = 'stone'")
    sheet.reload()
    assert rows(sheet)[0][1] == "stone"
    click(sheet.run_button)
    assert "There is no format stone" in context.refusals[0]
    context.refusals.clear()
    editor = SetEditor(context, None, annotation_sets.all_sets(context.opened)[0])
    assert editor.format.id == "jsonl"
    editor.close()
    editor.deleteLater()


@pytest.mark.parametrize(("language", "colors"), [("en", "light"), ("ar", "dark")])
def test_they_open_in_both_languages_with_names_for_everything(
    qtbot: QtBot, tmp_path: Path, language: str, colors: str
) -> None:
    with interface(language, colors), opened(make_project(tmp_path)) as context:
        empty = AnnotationSets(context)
        qtbot.addWidget(empty)
        empty.show()
        assert empty.empty.sentence
        context.run(annotation_sets.save, "Claims", "csv", Choice(kinds=("claim",)))
        (kept,) = annotation_sets.all_sets(context.opened)
        assert not empty.empty.sentence
        for dialog in (empty, SetEditor(context, None, kept), SnapshotPlace(context, kept)):
            qtbot.addWidget(dialog)
            dialog.show()
            dialog.grab()
            assert nameless(dialog) == []
            dialog.close()
