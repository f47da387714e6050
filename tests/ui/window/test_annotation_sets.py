"""The annotation sets are reached from the window, and do their work there."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QPushButton

from annotator.operations import annotation_sets, snapshots
from annotator.ui.dialogs.annotation_sets import AnnotationSets
from annotator.ui.dialogs.export_dialog import ExportDialog
from annotator.ui.dialogs.set_editor import SetEditor
from annotator.ui.dialogs.snapshot_place import SnapshotPlace
from tests.ui.window.answering import Answers, key
from tests.ui.window.kit import Kit

_LEFT = Qt.MouseButton.LeftButton


def push(button: QPushButton) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, _LEFT)


def write(field: QLineEdit, text: str) -> None:
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, text)


def test_a_set_is_made_exported_and_frozen_from_its_key(
    kit: Kit, answers: Answers, tmp_path: Path
) -> None:
    def sets(dialog: QDialog) -> None:
        assert isinstance(dialog, AnnotationSets)
        answers.expect(make, export, freeze, key(Qt.Key.Key_Escape))
        push(dialog.new_button)
        push(dialog.run_button)
        push(dialog.freeze_button)
        push(dialog.refuse_button)

    def make(dialog: QDialog) -> None:
        assert isinstance(dialog, SetEditor)
        write(dialog.set_name, "All")
        push(dialog.export_button)

    def export(dialog: QDialog) -> None:
        assert isinstance(dialog, ExportDialog)
        write(dialog.target, str(tmp_path / "all.jsonl"))
        push(dialog.export_button)

    def freeze(dialog: QDialog) -> None:
        assert isinstance(dialog, SnapshotPlace)
        write(dialog.target, str(tmp_path / "frozen"))
        push(dialog.accept_button)

    answers.expect(sets)
    kit.view.setFocus()
    QTest.keyClick(
        kit.view,
        Qt.Key.Key_E,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert (tmp_path / "all.jsonl").is_file()
    assert (tmp_path / "frozen" / "manifest.json").is_file()
    project = kit.context.opened
    assert [each.name for each in annotation_sets.all_sets(project)] == ["All"]
    assert [each.name for each in snapshots.snapshots(project)] == ["All 1"]
    assert "SHA-256" in answers.seen[-1]


def test_the_palette_finds_them(kit: Kit, answers: Answers) -> None:
    answers.expect(key(Qt.Key.Key_Escape))
    kit.window.activateWindow()
    kit.view.setFocus()
    kit.press(Qt.Key.Key_K, ctrl=True)
    box = kit.window.palette_box
    assert box is not None
    QTest.keyClicks(box.field, "annotation sets")
    QTest.keyClick(box.field, Qt.Key.Key_Return)
    assert answers.seen[0].startswith("Annotation sets")
