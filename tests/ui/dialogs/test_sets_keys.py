"""The list of annotation sets by keys alone: Tab goes as the eye does."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.annotation_set import Choice
from annotator.operations import annotation_sets
from annotator.ui.dialogs.annotation_sets import AnnotationSets
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
