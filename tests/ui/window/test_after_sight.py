"""What is built after the first sight comes piece by piece, and keeps nobody waiting."""

from importlib.util import find_spec
from typing import Any

import pytest
from PySide6.QtCore import QAbstractEventDispatcher, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui import main_window
from annotator.ui.app import make_window
from annotator.ui.late import AHEAD
from annotator.ui.layout import Below
from annotator.ui.slices import Slices
from tests.ui.window.kit import Kit

LONG_AFTER = 1_000_000


def show(kit: Kit) -> None:
    """Show a window with the project and its first article, and settle nothing."""
    kit.window = make_window(kit.settings)
    kit.qtbot.addWidget(kit.window)
    assert kit.window.projects.open_path(kit.path)
    with kit.qtbot.waitExposed(kit.window):
        kit.window.show()
    kit.view.setFocus()


@pytest.fixture
def first_sight(closed: Kit, monkeypatch: pytest.MonkeyPatch) -> Kit:
    """A window as it is first seen: nothing more has been built."""
    monkeypatch.setattr(main_window, "AFTER_SIGHT", LONG_AFTER)
    show(closed)
    return closed


def lists(kit: Kit) -> Below:
    assert kit.window.workspace is not None
    return kit.window.workspace.below


def click_tab(kit: Kit, name: str) -> None:
    bar = lists(kit).bar
    place = [row.name for row in lists(kit).rows].index(name)
    where = bar.tabRect(place).center()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)


def shown_list(kit: Kit) -> QObject:
    return lists(kit).stack.currentWidget()


def test_one_can_read_and_tag_before_anything_more_is_built(first_sight: Kit) -> None:
    assert lists(first_sight).panels == {}
    first_sight.select("قالت")
    QTest.keyClick(first_sight.view, Qt.Key.Key_Q)
    assert first_sight.tagged == [("Cue", "قالت")]
    first_sight.window.build_rest()
    assert lists(first_sight).panels["segments"].model.rowCount() == 1  # type: ignore[attr-defined]


class Hasty(QObject):
    """Somebody who tags as soon as a panel comes into its card."""

    def __init__(self, kit: Kit) -> None:
        super().__init__()
        self.kit = kit
        self.panels_at_tagging: list[str] = []
        assert kit.window.workspace is not None
        kit.window.workspace.cards["details"].installEventFilter(self)
        kit.context.marks_changed.connect(self.tagged)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ChildAdded and not self.kit.tagged:
            self.kit.select("قالت")
            kind, none = QEvent.Type.KeyPress, Qt.KeyboardModifier.NoModifier
            press = QKeyEvent(kind, Qt.Key.Key_Q, none, "q")
            QApplication.postEvent(self.kit.view, press)
        return False

    def tagged(self, *_marks: Any) -> None:
        assert self.kit.window.workspace is not None
        self.panels_at_tagging = [*self.kit.window.workspace.panels, *lists(self.kit).panels]


def test_a_key_is_obeyed_between_one_panel_and_the_next(
    closed: Kit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(main_window, "AFTER_SIGHT", 40)
    show(closed)
    hasty = Hasty(closed)
    closed.qtbot.waitUntil(lambda: not closed.window.rest.busy)
    assert closed.tagged == [("Cue", "قالت")]
    assert "details" in hasty.panels_at_tagging
    assert "segments" not in hasty.panels_at_tagging
    assert "segments" in lists(closed).panels


def test_the_list_that_was_shown_last_is_marked_at_once_and_comes(first_sight: Kit) -> None:
    first_sight.window.build_rest()
    click_tab(first_sight, "history")
    first_sight.window.close()
    show(first_sight)
    assert lists(first_sight).current == "history"
    assert lists(first_sight).panels == {}
    first_sight.window.build_rest()
    assert list(lists(first_sight).panels) == ["history"]


def test_a_list_that_is_chosen_before_the_other_is_built_stays(first_sight: Kit) -> None:
    click_tab(first_sight, "chains")
    assert shown_list(first_sight) is lists(first_sight).panels["chains"]
    first_sight.window.build_rest()
    assert shown_list(first_sight) is lists(first_sight).panels["chains"]
    assert list(lists(first_sight).panels) == ["chains"]


def test_a_window_that_is_closed_early_remembers_its_list(first_sight: Kit) -> None:
    first_sight.window.build_rest()
    click_tab(first_sight, "history")
    for _time in range(2):
        first_sight.window.close()
        show(first_sight)
    assert lists(first_sight).current == "history"


def test_what_is_imported_ahead_is_there() -> None:
    modules = [module for those in AHEAD.values() for module in those]
    assert all(find_spec(f"annotator.ui.{module}") for module in modules)


def test_between_two_pieces_there_is_a_turn_for_what_the_first_has_set_going(
    qtbot: QtBot,
) -> None:
    slices = Slices()
    turns: list[str] = []
    dispatcher = QAbstractEventDispatcher.instance()
    assert dispatcher is not None
    connection = dispatcher.awake.connect(lambda: turns.append("turn"))
    slices.begin([lambda: turns.append("one"), lambda: turns.append("two")], 0)
    slices.put_first(lambda: turns.append("first"))
    qtbot.waitUntil(lambda: "two" in turns)
    dispatcher.awake.disconnect(connection)
    first, one, two = (turns.index(name) for name in ("first", "one", "two"))
    assert turns[first + 1 : one].count("turn") >= 2
    assert turns[one + 1 : two].count("turn") >= 2
    assert not slices.busy


def test_a_piece_that_fails_does_not_keep_the_others_back(qtbot: QtBot) -> None:
    slices, done = Slices(), []

    def fail() -> None:
        raise ValueError("broken")

    slices.begin([fail, lambda: done.append("second")], 0)
    with qtbot.captureExceptions() as caught:
        qtbot.waitUntil(lambda: done == ["second"])
    assert [kind for kind, *_rest in caught] == [ValueError]
