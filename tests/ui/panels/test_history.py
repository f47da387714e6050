"""The list of what was done."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from annotator.operations import articles, history
from annotator.ui.context import Context
from annotator.ui.panels import history as history_panel
from annotator.ui.panels.history import HistoryPanel
from tests.ui.workshop import nameless, tag


@pytest.fixture
def untested_panel(qtbot: QtBot, context: Context) -> HistoryPanel:
    made = HistoryPanel(context)
    qtbot.addWidget(made)
    made.resize(700, 260)
    with qtbot.waitExposed(made):
        made.show()
    return made


@pytest.fixture
def panel(untested_panel: HistoryPanel) -> HistoryPanel:
    """A panel whose model is watched; the watcher fetches every page at once."""
    mode = QAbstractItemModelTester.FailureReportingMode.Warning
    QAbstractItemModelTester(untested_panel.model, mode, untested_panel)
    return untested_panel


def listed(panel: HistoryPanel) -> list[tuple[str, str]]:
    model = panel.model
    return [(model.index(row, 1).data(), model.index(row, 3).data()) for row in range(len(model))]


def test_steps_come_newest_first_and_say_what_became_of_them(
    panel: HistoryPanel, context: Context
) -> None:
    context.open_article(1)
    tag(context, "وكالة أفق", "source")
    assert listed(panel)[0] == ("Tag Source", "")
    context.run(history.undo)
    assert listed(panel)[:2] == [("Undo: Tag Source", "undo"), ("Tag Source", "undone")]
    struck = panel.model.index(1, 1).data(int(Qt.ItemDataRole.FontRole))
    assert struck.strikeOut()
    context.run(history.redo)
    assert [state for _name, state in listed(panel)[:3]] == ["redo", "undo", ""]
    assert nameless(panel) == []


def test_a_hidden_list_reads_nothing_until_it_is_shown(
    panel: HistoryPanel, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.hide()
    context.open_article(1)
    with monkeypatch.context() as patch:

        def refuse(*_values: object) -> list[object]:
            raise AssertionError("read while hidden")

        patch.setattr(history, "steps", refuse)
        tag(context, "وكالة أفق", "source")
    panel.show()
    assert listed(panel)[0] == ("Tag Source", "")


def test_older_steps_are_loaded_when_the_end_is_reached(
    untested_panel: HistoryPanel, context: Context, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    panel = untested_panel
    for number in range(60):
        context.run(articles.edit_article, 1, title=f"title {number}")
    monkeypatch.setattr(history_panel, "PAGE", 25)
    panel.hide()
    context.run(articles.edit_article, 1, title="last")
    panel.show()
    assert len(panel.model) == 25
    panel.view.scrollToBottom()
    qtbot.waitUntil(lambda: len(panel.model) > 25)
    while panel.model.canFetchMore(panel.view.rootIndex()):
        panel.model.fetchMore(panel.view.rootIndex())
    assert len(panel.model) == len(history.steps(context.opened, 1000))


def test_an_undo_of_an_older_page_is_seen(
    panel: HistoryPanel, context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history_panel, "GLANCE", 3)
    for number in range(6):
        context.run(articles.edit_article, 1, title=f"title {number}")
    for _time in range(5):
        context.run(history.undo)
    states = [state for _name, state in listed(panel)]
    assert states.count("undone") == 5
    assert states.count("undo") == 5
