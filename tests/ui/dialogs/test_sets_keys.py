"""The list of annotation sets by keys and eyes: where Tab goes, what stands out."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.annotation_set import Choice
from annotator.operations import annotation_sets, snapshots
from annotator.ui import asking
from annotator.ui.dialogs.annotation_sets import AnnotationSets
from annotator.ui.widgets.passage import Passage
from tests.ui.workshop import WatchedContext


def test_tab_goes_from_the_list_to_what_is_done_with_a_set(
    qtbot: QtBot, context: WatchedContext
) -> None:
    context.run(annotation_sets.save, "Paper", "csv", Choice(), {})
    dialog = AnnotationSets(context)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is dialog.view)
    reached: list[str] = []
    for _press in range(7):
        here = QApplication.focusWidget()
        assert isinstance(here, QWidget)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        after = QApplication.focusWidget()
        reached.append(after.text() if isinstance(after, QPushButton) else "")
    assert reached == [
        *("Export…", "Snapshot…", "Check a snapshot…", "Close"),
        *("New…", "Edit…", "Duplicate"),
    ]


def test_a_snapshot_that_was_altered_is_told_as_a_warning(
    qtbot: QtBot, context: WatchedContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context.run(annotation_sets.save, "Paper", "csv", Choice(), {})
    (kept,) = annotation_sets.all_sets(context.opened)
    snapshots.freeze(context.opened, kept, tmp_path / "v1")
    dialog = AnnotationSets(context)
    qtbot.addWidget(dialog)
    roles: list[str] = []

    def read(sheet: asking.Sheet) -> int:
        roles.append(sheet.findChildren(Passage)[0].property("role"))
        return 0

    monkeypatch.setattr(asking.Sheet, "exec", read)
    monkeypatch.setattr(asking, "ask_folder", lambda *_asked: tmp_path / "v1")
    dialog.check()
    (tmp_path / "v1" / "losses.txt").write_text("altered", encoding="utf-8")
    dialog.check()
    assert roles == ["", "warning"]
