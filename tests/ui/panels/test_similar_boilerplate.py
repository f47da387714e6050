"""Similar passages without text of the page."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.operations import page_parts, tagging
from annotator.store import articles
from annotator.ui.panels.similar import SimilarPanel
from tests.ui.workshop import WatchedContext, place

SENTENCE = "قالت وكالة أفق إن الحريق أتى على ثلاثة مستودعات."


def test_passages_in_what_is_marked_are_left_out_and_that_is_remembered(
    qtbot: QtBot, context: WatchedContext
) -> None:
    project = context.opened
    text = articles.text(project.database, 2)
    tagging.tag(project, 2, [place(SENTENCE, text)], page_parts.code_for(project).id)
    panel = SimilarPanel(context)
    qtbot.addWidget(panel)
    panel.resize(900, 360)
    panel.show()
    start, end = place(SENTENCE)

    def found() -> set[int]:
        qtbot.waitUntil(lambda: not panel.work.is_busy)
        return {row.passage.article for row in panel.model.everything() if row.passage.score > 0.5}

    panel.look_for_words(SENTENCE, 1, start, end)
    assert found() == {2, 3}
    box = panel.page_box
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=QPoint(10, box.height() // 2))
    assert found() == {3}
    assert context.settings["without_boilerplate"] is True
    context.settings["without_boilerplate"] = False
    panel.look_for_words(SENTENCE, 1, start, end)
    assert found() == {2, 3}
    assert not box.isChecked()
