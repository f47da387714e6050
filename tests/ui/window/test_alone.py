"""The article alone: what a command has to say is seen there too, and the frame comes back."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from annotator.i18n import isolate
from annotator.ui import toast
from annotator.ui.toast import Toast
from tests.ui.window.kit import Kit, with_menu

REFUSED = f"{isolate('Code in vivo')}: not now."


@pytest.fixture
def alone(kit: Kit) -> Kit:
    """A window with the article alone in it."""
    kit.press(Qt.Key.Key_F11)
    assert not kit.window.status.isVisible()
    return kit


def toasts(kit: Kit) -> list[Toast]:
    return [each for each in kit.window.findChildren(Toast) if each.isVisible()]


def place_of(widget: QWidget, window: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def framed(kit: Kit) -> tuple[bool, bool, bool]:
    assert kit.window.pane is not None
    bars = (kit.window.menuBar(), kit.window.status, kit.window.pane.strip)
    return tuple(bar.isVisible() for bar in bars)  # type: ignore[return-value]


def test_a_refusal_is_seen_over_the_lower_edge_of_the_article(alone: Kit) -> None:
    alone.press(Qt.Key.Key_V)
    (told,) = toasts(alone)
    assert told.text() == REFUSED
    sheet = place_of(alone.view, alone.window)
    place = place_of(told, alone.window)
    assert sheet.contains(place)
    assert sheet.bottom() - place.bottom() < 40
    assert abs(sheet.center().x() - place.center().x()) < 20
    assert alone.view.hasFocus()
    alone.tag("قالت", Qt.Key.Key_Q)


@with_menu
def test_a_click_goes_through_it_to_the_article(alone: Kit) -> None:
    mark = alone.tag("قالت", Qt.Key.Key_Q)
    alone.context.select(-1)
    alone.press(Qt.Key.Key_V)
    (told,) = toasts(alone)
    told.setGeometry(told.parentWidget().rect())
    handle = alone.window.windowHandle()
    assert handle is not None
    at = alone.view.viewport().mapTo(alone.window, alone.point_in("قالت"))
    alone.qtbot.mouseClick(handle, Qt.MouseButton.LeftButton, pos=at)
    alone.settle()
    assert alone.context.selected == mark.id


def test_a_long_sentence_is_seen_whole_in_a_small_window(alone: Kit) -> None:
    alone.window.resize(alone.window.minimumSize())
    alone.window.say("Something in the file is in the way of this command. " * 6, warning=True)
    alone.settle()
    (told,) = toasts(alone)
    assert alone.window.rect().contains(place_of(told, alone.window))
    assert told.height() >= told.heightForWidth(told.width()) > 60
    alone.window.resize(1200, 800)
    alone.settle()
    sheet = place_of(alone.view, alone.window)
    assert abs(sheet.center().x() - place_of(told, alone.window).center().x()) < 20
    assert sheet.bottom() - place_of(told, alone.window).bottom() < 40


def test_it_goes_by_itself(kit: Kit, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(toast, "LINGER", 1)
    kit.press(Qt.Key.Key_F11)
    kit.window.say(REFUSED)
    qtbot.waitUntil(lambda: not toasts(kit))


def test_with_the_panels_the_sentence_is_in_the_status_bar(alone: Kit) -> None:
    alone.press(Qt.Key.Key_V)
    alone.press(Qt.Key.Key_F11)
    assert framed(alone) == (True, True, True)
    assert toasts(alone) == []
    assert alone.message == REFUSED
    alone.press(Qt.Key.Key_V)
    assert toasts(alone) == []


def test_a_panel_that_is_called_brings_the_frame_back(alone: Kit) -> None:
    alone.window.open_palette()
    alone.run("panel_codebook")
    assert alone.window.workspace is not None
    assert not alone.window.workspace.alone
    assert framed(alone) == (True, True, True)


def test_another_theme_leaves_the_article_alone(alone: Kit) -> None:
    alone.run("theme_dark")
    alone.settle()
    assert alone.window.workspace is not None
    assert alone.window.workspace.alone
    assert framed(alone) == (False, False, False)
    alone.view.setFocus()
    alone.press(Qt.Key.Key_V)
    (told,) = toasts(alone)
    assert told.text() == REFUSED
    alone.press(Qt.Key.Key_Escape)
    assert framed(alone) == (True, True, True)


def test_the_first_page_has_its_menus(alone: Kit) -> None:
    alone.run("close_project")
    assert alone.window.menuBar().isVisible()
    alone.window.projects.open_path(alone.path)
    alone.settle()
    assert framed(alone) == (False, False, False)
