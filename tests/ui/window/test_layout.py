"""Where things stand in the window: headings, edges, margins, and the strip above the page."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QWidget

from annotator.ui import theme
from annotator.ui.layout import GAP, Card
from tests.ui.window.kit import Kit


def edges(widget: QWidget, window: QWidget) -> tuple[int, int]:
    """Return the first and the last pixel column of a widget in its window."""
    left = widget.mapTo(window, QPoint(0, 0)).x()
    return left, left + widget.width() - 1


def test_a_card_whose_panel_is_still_to_come_has_its_title_on_top(closed: Kit) -> None:
    window = closed.start(opened=False)
    card = Card("Details", window)
    card.resize(300, 420)
    card.show()
    closed.settle()
    assert card.title.geometry().top() <= 2
    assert card.title.height() < 50


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_outer_edges_of_the_cards_are_whole(closed: Kit, language: str) -> None:
    closed.settings["language"] = language
    window = closed.start()
    assert window.workspace is not None
    cards = [window.workspace.cards[name] for name in ("articles", "codebook")]
    if language == "ar":
        cards.reverse()
    assert edges(cards[0], window)[0] == GAP
    assert edges(cards[1], window)[1] == window.width() - GAP - 1
    picture = window.grab().toImage()
    middle = window.height() // 2
    for x in (GAP, window.width() - GAP - 1):
        assert picture.pixelColor(x, middle) == theme.current().hairline


def test_the_hint_of_what_undo_takes_back_is_never_cut_off(kit: Kit) -> None:
    hint = kit.window.hint
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.run("toggle_important")
    assert "Flag as important" in hint.button.text()
    assert edges(hint.cap, kit.window)[1] < kit.window.width() - GAP
    assert hint.button.width() >= hint.button.sizeHint().width()


def test_a_line_parts_the_strip_from_text_that_is_scrolled_under_it(kit: Kit) -> None:
    assert kit.window.pane is not None
    strip = kit.window.pane.strip
    kit.window.resize(900, 500)
    kit.settle()
    edge = strip.mapTo(kit.window, QPoint(20, strip.height() - 1))
    kit.view.scroll_to(0.0)
    kit.settle()
    assert kit.window.grab().toImage().pixelColor(edge) == theme.current().paper
    kit.view.scroll_to(60.0)
    kit.settle()
    assert kit.window.grab().toImage().pixelColor(edge) == theme.current().hairline


def test_in_the_smallest_window_the_command_field_and_the_details_fit(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.window.resize(kit.window.minimumSize())
    kit.settle()
    pane, workspace = kit.window.pane, kit.window.workspace
    assert pane is not None
    assert workspace is not None
    field, sheet = edges(pane.field, kit.window), edges(pane, kit.window)
    assert sheet[0] < field[0] < field[1] < sheet[1]
    details = workspace.panel("details")
    card = edges(workspace.cards["details"], kit.window)
    for chip in details.annotation.confidence.buttons.values():  # type: ignore[attr-defined]
        assert edges(chip, kit.window)[1] < card[1]


def columns(kit: Kit) -> tuple[int, int, int]:
    workspace = kit.window.workspace
    assert workspace is not None
    parts = (workspace.cards["articles"], workspace.reader, workspace.cards["codebook"])
    return parts[0].width(), parts[1].width(), parts[2].width()


def resize(kit: Kit, width: int) -> tuple[int, int, int]:
    kit.window.resize(width, 740)
    kit.settle()
    return columns(kit)


def test_in_a_narrow_window_all_columns_give_way(kit: Kit) -> None:
    usual, narrow = resize(kit, 1440), resize(kit, 1024)
    assert all(less < was for less, was in zip(narrow, usual, strict=True))
    assert narrow[1] > 460
    assert resize(kit, 1440) == usual
    wide = resize(kit, 1900)
    assert (wide[0], wide[2]) == (usual[0], usual[2])
    for width in range(1440, 1000, -7):
        resize(kit, width)
    assert resize(kit, 1024) == narrow


def test_columns_that_were_dragged_stay_as_wide_when_there_is_room(kit: Kit) -> None:
    resize(kit, 1440)
    workspace = kit.window.workspace
    assert workspace is not None
    kit.drag_handle(workspace.columns.handle(1), 60)
    dragged = columns(kit)
    resize(kit, 1024)
    assert resize(kit, 1440) == dragged
    kit.run("panel_articles")
    kit.run("panel_articles")
    assert columns(kit) == dragged


def test_the_article_alone_is_a_whole_sheet(kit: Kit) -> None:
    kit.press(Qt.Key.Key_F11)
    pane = kit.window.pane
    assert pane is not None
    assert pane.mapTo(kit.window, QPoint(0, 0)) == QPoint(GAP, GAP)
    assert not pane.strip.isVisible()
    kit.press(Qt.Key.Key_F11)
    assert pane.strip.isVisible()


def test_keys_in_arabic_menus_keep_their_order(closed: Kit) -> None:
    closed.settings["language"] = "ar"
    actions = closed.start().menus.actions
    assert actions["zoom_in"].text().endswith("\t\u2068Ctrl++\u2069")
    assert actions["preferences"].text().endswith("\t\u2068Ctrl+,\u2069")
