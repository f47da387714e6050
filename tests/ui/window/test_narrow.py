"""In the smallest window the lists below the article fit: what has no room gives way."""

from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QTableView, QToolButton
from pytestqt.qtbot import QtBot

from annotator.ui.layout import Below
from tests.ui.window.attributing import CLAIM, attribute
from tests.ui.window.kit import Kit

FITTED = ("segments", "chains", "history")


def smallest(kit: Kit, language: str) -> Below:
    """Show the window as small as it may be, with two attributions, one in the other."""
    kit.settings["language"] = language
    kit.start()
    attribute(kit, f"{CLAIM}.\nوأكد المتحدث باسم الهيئة أن المخزون آمن")
    attribute(kit, "أن المخزون آمن")
    kit.window.resize(kit.window.minimumSize())
    kit.settle()
    assert kit.window.workspace is not None
    return kit.window.workspace.below


def shown(table: QTableView) -> list[str]:
    """Return the titles of the columns that are there."""
    model = table.model()
    return [
        str(model.headerData(place, Qt.Orientation.Horizontal)).strip()
        for place in range(model.columnCount())
        if not table.isColumnHidden(place)
    ]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", FITTED)
def test_no_list_scrolls_sideways(closed: Kit, name: str, language: str) -> None:
    below = smallest(closed, language)
    below.show_list(name)
    closed.settle()
    view: Any = below.panels[name].view  # type: ignore[attr-defined]
    assert view.horizontalScrollBar().maximum() == 0
    assert not view.horizontalScrollBar().isVisible()
    widths = [view.columnWidth(n) for n in range(view.model().columnCount())]
    assert all(width >= 40 for width in widths if width)
    assert sum(widths) == view.viewport().width()


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("name", [*FITTED, "sources", "ledger", "problems"])
def test_no_list_is_cut_off_by_its_card(closed: Kit, name: str, language: str) -> None:
    below = smallest(closed, language)
    below.show_list(name)
    closed.settle()
    panel = below.panels[name]
    assert below.stack.rect().contains(panel.geometry())
    for view in panel.findChildren(QTableView):
        if view.isVisible():
            assert panel.rect().contains(view.mapTo(panel, view.rect().bottomRight()))
            assert panel.rect().contains(view.mapTo(panel, QPoint(0, 0)))


def test_speaker_cue_and_claim_stay_and_the_others_come_back_with_the_room(closed: Kit) -> None:
    below = smallest(closed, "en")
    below.show_list("chains")
    closed.settle()
    panel: Any = below.panels["chains"]
    assert shown(panel.view) == ["Speaker", "Cue", "Claim"]
    first = panel.model.index(1, 0)
    hint = first.data(Qt.ItemDataRole.ToolTipRole)
    assert first.data() in hint
    assert "neutral" in hint
    assert "Salma" in hint
    closed.window.resize(1440, 900)
    closed.settle()
    assert shown(panel.view) == ["Speaker", "Cue", "Claim", "Mode and stance", "Coder"]
    assert [panel.view.columnWidth(n) for n in (0, 1, 3, 4)] == [216, 96, 132, 76]


def test_a_deep_row_keeps_room_for_its_name(closed: Kit) -> None:
    below = smallest(closed, "en")
    below.show_list("chains")
    closed.settle()
    panel: Any = below.panels["chains"]
    row = max(range(len(panel.model)), key=lambda row: panel.model.item(row).depth)
    key = panel.model.item(row).key
    arrow, cell = panel.view.arrow_place(key), panel.view.visualRect(panel.model.index_of(key))
    assert cell.right() - arrow.x() > 60


def test_a_width_that_is_dragged_stays(closed: Kit) -> None:
    below = smallest(closed, "en")
    below.show_list("chains")
    closed.window.resize(1440, 900)
    closed.settle()
    view: Any = below.panels["chains"].view  # type: ignore[attr-defined]
    header = view.header()
    handle = QPoint(header.sectionViewportPosition(1) - 1, header.height() // 2)
    port, left = header.viewport(), Qt.MouseButton.LeftButton
    closed.qtbot.mousePress(port, left, pos=handle)
    closed.qtbot.mouseMove(port, handle + QPoint(40, 0))
    closed.qtbot.mouseRelease(port, left, pos=handle + QPoint(40, 0))
    dragged = view.columnWidth(0)
    assert dragged > 240
    closed.window.resize(closed.window.minimumSize())
    closed.settle()
    closed.window.resize(1440, 900)
    closed.settle()
    assert view.columnWidth(0) == dragged


def test_the_chosen_source_is_told_of_below_the_list_where_that_is_high_enough(
    closed: Kit,
) -> None:
    below = smallest(closed, "en")
    below.show_list("sources")
    closed.settle()
    panel: Any = below.panels["sources"]
    assert panel.filter_field.isVisible()
    assert not panel.heading.isVisible()
    assert closed.window.workspace is not None
    closed.window.resize(780, 900)
    closed.window.workspace.middle.setSizes([200, 600])
    closed.settle()
    assert panel.heading.isVisible()
    over, under = panel.splitter.widget(0), panel.splitter.widget(1)
    assert under.y() >= over.geometry().bottom()
    closed.window.resize(1440, 900)
    closed.settle()
    assert panel.heading.isVisible()
    assert under.x() >= over.geometry().right()


def test_the_arrows_of_the_tabs_are_seen(closed: Kit, qtbot: QtBot) -> None:
    below = smallest(closed, "en")
    arrows = [each for each in below.bar.findChildren(QToolButton) if each.isVisible()]
    assert len(arrows) == 2
    picture = arrows[1].grab().toImage()
    colors = {picture.pixel(x, y) for x in range(picture.width()) for y in range(picture.height())}
    assert len(colors) > 1
    assert arrows[1].width() >= 16
