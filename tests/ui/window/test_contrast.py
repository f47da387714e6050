"""In high contrast nothing is told by hue alone: what has the keyboard, is chosen, is another's."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QLineEdit, QTabBar, QWidget

from annotator.ui import theme
from annotator.ui.reader.marks import DASHED, DOTTED
from annotator.ui.widgets.chips import Chips
from annotator.ui.widgets.passage_button import PassageButton
from tests.ui.window.attributing import CLAIM, attribute
from tests.ui.window.kit import Kit, with_menu

INNER = "أن المخزون آمن"


@pytest.fixture(params=["en", "ar"])
def contrast(closed: Kit, request: pytest.FixtureRequest) -> Kit:
    """A window in high contrast, with an attribution that is selected."""
    closed.settings["theme"] = "contrast"
    closed.settings["language"] = request.param
    closed.start()
    attribute(closed, CLAIM)
    closed.settle()
    closed.window.activateWindow()
    wait_for_page(closed)
    return closed


def wait_for_page(kit: Kit) -> None:
    """Wait until the attribution is shown, which follows the paint of the article."""
    kit.qtbot.waitUntil(lambda: kit.context.attributions.selected is not None)
    parts = details(kit).parts
    kit.qtbot.waitUntil(lambda: parts.attribution is not None and parts.attribution.isVisible())
    kit.settle()


def picture(widget: QWidget) -> QImage:
    return widget.grab().toImage()


def thickness(widget: QWidget, color: QColor) -> int:
    """Return how many pixels of a colour the frame of a widget has at its lower edge."""
    seen = picture(widget)
    x = seen.width() // 2
    return sum(seen.pixelColor(x, seen.height() - 1 - y) == color for y in range(4))


def details(kit: Kit) -> Any:
    assert kit.window.workspace is not None
    return kit.window.workspace.panel("details")


def lists(kit: Kit, name: str) -> Any:
    assert kit.window.workspace is not None
    kit.window.workspace.below.show_list(name)
    kit.window.workspace.middle.setSizes([300, 400])
    kit.settle()
    return kit.window.workspace.below.panels[name]


def field(kit: Kit) -> QWidget:
    kit.context.select(-1)
    kit.settle()
    return details(kit).article.fields["title"]


def button(kit: Kit) -> QWidget:
    kit.context.select(-1)
    kit.settle()
    return details(kit).article.more


def passage(kit: Kit) -> QWidget:
    page = details(kit).parts.attribution
    return next(each for each in page.findChildren(PassageButton) if each.isVisible())


def memo(kit: Kit) -> QWidget:
    return details(kit).parts.attribution.memo


def filter_field(kit: Kit) -> QWidget:
    return lists(kit, "chains").filter_field


def quiet(kit: Kit) -> QWidget:
    return lists(kit, "sources").new_button


@pytest.mark.parametrize(
    "part", [field, button, passage, memo, filter_field, quiet], ids=lambda part: part.__name__
)
def test_what_has_the_keyboard_has_a_thick_frame_and_nothing_moves(
    contrast: Kit, part: Callable[[Kit], QWidget]
) -> None:
    widget = part(contrast)
    contrast.view.setFocus()
    contrast.settle()
    accent = theme.current().accent
    place = widget.geometry()
    assert thickness(widget, accent) == 0
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    contrast.settle()
    assert thickness(widget, accent) == 2
    assert widget.geometry() == place


def test_the_field_of_chips_has_a_thick_frame_and_nothing_moves(contrast: Kit) -> None:
    sources = details(contrast).parts.attribution.sources
    line = next(each for each in sources.findChildren(QLineEdit))
    tokens = line.parentWidget()
    contrast.view.setFocus()
    contrast.settle()
    place = tokens.geometry()
    line.setFocus(Qt.FocusReason.TabFocusReason)
    contrast.settle()
    assert thickness(tokens, theme.current().accent) == 2
    assert tokens.geometry() == place


def test_the_tab_that_has_the_keyboard_is_framed(contrast: Kit) -> None:
    assert contrast.window.workspace is not None
    bar: QTabBar = contrast.window.workspace.below.bar
    tab = bar.tabRect(bar.currentIndex())
    top = QPoint(tab.center().x(), tab.top() + 1)
    accent = theme.current().accent
    contrast.view.setFocus()
    assert picture(bar).pixelColor(top) != accent
    bar.setFocus(Qt.FocusReason.TabFocusReason)
    contrast.settle()
    assert picture(bar).pixelColor(top) == accent


def edge_of(view: Any, row: int) -> list[QColor]:
    """Return the pixels at the start of a row, from its edge inwards, below a frame's line."""
    area = view.visualRect(view.model().index(row, 0))
    seen = picture(view.viewport())
    y = area.center().y()
    way = range(4) if not view.isRightToLeft() else range(seen.width() - 1, seen.width() - 5, -1)
    return [seen.pixelColor(x, y) for x in way]


@pytest.mark.parametrize("name", ["segments", "chains"])
def test_a_selected_row_has_a_bar_and_the_one_with_the_keyboard_a_frame(
    contrast: Kit, name: str
) -> None:
    view = lists(contrast, name).view
    contrast.view.setFocus()
    contrast.settle()
    row = view.currentIndex().row()
    assert view.selectionModel().isSelected(view.model().index(row, 0))
    accent = theme.current().accent
    assert edge_of(view, row)[:3] == [accent] * 3
    assert accent not in edge_of(view, row - 1)
    area = view.visualRect(view.model().index(row, 0))
    above = QPoint(view.viewport().width() // 2, area.top())
    assert picture(view.viewport()).pixelColor(above) != accent
    view.setFocus()
    contrast.settle()
    seen = picture(view.viewport())
    assert seen.pixelColor(above) == seen.pixelColor(above + QPoint(0, 1)) == accent


def test_chosen_values_of_anothers_attribution_can_be_read(contrast: Kit) -> None:
    contrast.context.use_coder("Nadia")
    contrast.run("marks_everybody")
    contrast.settle()
    each = next(iter(contrast.context.attributions))
    contrast.context.select(each.content)
    wait_for_page(contrast)
    page = details(contrast).parts.attribution
    chips = next(
        chips
        for chips in page.findChildren(Chips)
        if chips.isVisible() and not chips.isEnabled() and chips.value
    )
    at = chips.places()[chips.values.index(chips.value)]
    seen = picture(chips)
    colors = [
        seen.pixelColor(x, y)
        for x in range(at.left() + 5, at.right() - 5)
        for y in range(at.top() + 3, at.bottom() - 2)
    ]
    ground = seen.pixelColor(at.left() + 4, at.center().y())
    assert max(theme.contrast(color, ground) for color in colors) >= theme.READABLE


def test_anothers_marks_are_lines_without_a_ground_and_their_brackets_dashed(
    contrast: Kit,
) -> None:
    words = contrast.view.lines_rects(*contrast.place(CLAIM))[0]
    inside = QPoint(round(words.center().x()), round(words.top()) + 1)
    contrast.context.select(-1)
    contrast.settle()
    paper = theme.current().paper
    assert picture(contrast.view.viewport()).pixelColor(inside) != paper
    own = margin(contrast)
    contrast.context.use_coder("Nadia")
    contrast.run("marks_everybody")
    contrast.settle()
    seen = picture(contrast.view.viewport())
    assert seen.pixelColor(inside) == paper
    below = [seen.pixelColor(inside.x(), round(words.bottom()) + y) != paper for y in range(-1, 5)]
    assert sum(below) == 2
    assert gaps(own) == 0
    assert gaps(margin(contrast)) >= 2


def margin(kit: Kit) -> list[bool]:
    """Return along the line of the bracket where it is drawn."""
    view = kit.view
    (segment,) = view.brackets.segments(view.page, view.column, 0, view.page.height)
    seen = picture(view.viewport())
    x = round(segment.x + view.column.left)
    top, bottom = (round(y - view.page.top) for y in (segment.top + 4, segment.bottom - 4))
    paper = theme.current().paper
    return [
        any(seen.pixelColor(x + aside, y) != paper for aside in (0, 1)) for y in range(top, bottom)
    ]


def gaps(drawn: list[bool]) -> int:
    """Return how often a line is interrupted."""
    return sum(before and not here for before, here in zip(drawn, drawn[1:], strict=False))


def test_proposed_cue_and_source_have_dashes_of_their_own(contrast: Kit) -> None:
    contrast.select(INNER)
    contrast.press(Qt.Key.Key_C)
    contrast.qtbot.waitUntil(lambda: len(contrast.view.overlays.ghosts) == 2)
    patterns = {ghost.pattern for ghost in contrast.view.overlays.ghosts}
    assert patterns == {DASHED, DOTTED}
    contrast.press(Qt.Key.Key_Escape)


def ink_of(panel: Any, row: int) -> int:
    """Return how many pixels of a speaker's name are written."""
    area = panel.view.visualRect(panel.model.index(row, 0)).adjusted(44, 0, -44, 0)
    seen = picture(panel.view.viewport())
    ground = seen.pixelColor(area.left(), area.top())
    return sum(
        seen.pixelColor(x, y) != ground
        for x in range(area.left(), area.right())
        for y in range(area.top(), area.bottom())
    )


def test_own_speakers_stand_out_by_weight(contrast: Kit) -> None:
    panel = lists(contrast, "chains")
    contrast.context.select(-1)
    contrast.view.setFocus()
    contrast.settle()
    own = ink_of(panel, 1)
    contrast.context.use_coder("Nadia")
    contrast.run("marks_everybody")
    contrast.settle()
    assert len(panel.model) == 2
    assert 0 < ink_of(panel, 1) < own


@with_menu
def test_the_chosen_entry_of_a_menu_is_framed(contrast: Kit) -> None:
    menu = contrast.window.menus.menus["view"]
    menu.popup(contrast.window.mapToGlobal(QPoint(60, 60)))
    entry = next(each for each in menu.actions() if each.isEnabled() and each.text())
    menu.setActiveAction(entry)
    contrast.settle()
    area = menu.actionGeometry(entry)
    seen = picture(menu)
    accent = theme.current().accent
    assert seen.pixelColor(area.center().x(), area.top()) == accent
    assert seen.pixelColor(area.center().x(), area.bottom()) == accent
    menu.close()
