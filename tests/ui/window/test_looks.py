"""Each language and theme: it opens, it can be switched while running, nothing is cut off."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from annotator.ui import theme
from annotator.ui.asking import Sheet
from annotator.ui.preferences import Preferences
from annotator.ui.shortcuts import ShortcutsSheet
from tests.ui.window.kit import Kit

LANGUAGES = ["en", "ar"]
THEMES = ["light", "dark", "contrast"]


def cut_off(parent: QWidget) -> list[str]:
    """Return the texts of buttons and one-line labels that have not the room they need."""
    found = []
    for widget in parent.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, QAbstractButton | QLabel):
            continue
        if isinstance(widget, QLabel) and (widget.wordWrap() or not widget.text()):
            continue
        if widget.property("may_elide"):
            continue
        needed, size = widget.minimumSizeHint(), widget.size()
        if size.width() < needed.width() or size.height() < needed.height() - 1:
            found.append(f"{type(widget).__name__} {widget.text()!r}: {size} of {needed}")
    return found


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_look_opens_with_nothing_cut_off(closed: Kit, language: str, name: str) -> None:
    closed.settings["language"], closed.settings["theme"] = language, name
    window = closed.start()
    right = language == "ar"
    way = Qt.LayoutDirection.RightToLeft if right else Qt.LayoutDirection.LeftToRight
    assert window.layoutDirection() == way
    assert theme.current().name == name
    closed.tag("قالت", Qt.Key.Key_Q)
    assert cut_off(window) == []
    assert window.workspace is not None
    articles = window.workspace.cards["articles"].mapTo(window, closed.view.pos()).x()
    codebook = window.workspace.cards["codebook"].mapTo(window, closed.view.pos()).x()
    assert (articles > codebook) == right


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_page_fits(closed: Kit, language: str) -> None:
    closed.settings["language"] = language
    closed.settings["recent"] = [str(closed.path)]
    window = closed.start(opened=False)
    assert cut_off(window) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", ["preferences", "shortcuts"])
def test_sheets_fit(closed: Kit, language: str, which: str) -> None:
    closed.settings["language"] = language
    window = closed.start()
    sheet: Sheet = Preferences(closed.settings, window)
    if which == "shortcuts":
        sheet = ShortcutsSheet(closed.context, window)
    closed.qtbot.addWidget(sheet)
    sheet.show()
    closed.settle()
    assert cut_off(sheet) == []


def test_switching_keeps_article_selection_and_undo(kit: Kit) -> None:
    mark = kit.tag("قالت", Qt.Key.Key_Q)
    kit.run("language_ar")
    kit.settle()
    assert kit.view.isVisible()
    assert QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft
    assert kit.window.menus.menus["file"].title() == "&ملف"
    assert kit.view.selected_mark() == mark.id
    assert kit.window.hint.isVisible()
    assert kit.window.hint.button.toolTip().startswith("تراجع: \u2068وسم")
    corner = kit.window.hint.mapTo(kit.window, QPoint(0, 0))
    assert 0 <= corner.x() < 200
    assert kit.window.hint.button.width() >= kit.window.hint.button.minimumSizeHint().width()
    kit.run("theme_dark")
    kit.settle()
    assert theme.current().name == "dark"
    ground = kit.window.grab().toImage().pixelColor(3, kit.window.height() // 2)
    assert ground == theme.load("dark").ground
    kit.run("undo")
    assert kit.tagged == []
    kit.view.setFocus()
    kit.tag("وأكد", Qt.Key.Key_Q)
    kit.run("language_en")
    kit.settle()
    assert kit.window.menus.menus["file"].title() == "&File"
    assert kit.view.isVisible()
    kit.view.setFocus()
    kit.press(Qt.Key.Key_Z, ctrl=True)
    assert kit.tagged == []


def test_the_article_alone_hides_the_menus_but_not_their_keys(kit: Kit) -> None:
    kit.tag("قالت", Qt.Key.Key_Q)
    kit.press(Qt.Key.Key_F11)
    assert not kit.window.menuBar().isVisible()
    kit.press(Qt.Key.Key_Z, ctrl=True)
    assert kit.tagged == []
    kit.press(Qt.Key.Key_Escape)
    assert kit.window.menuBar().isVisible()


def test_marks_are_painted_in_the_colours_of_their_role(kit: Kit) -> None:
    kit.tag("إن الحريق انتهى", Qt.Key.Key_C)
    kit.context.select(-1)
    place = kit.view.lines_rects(*kit.place("الحريق"))[0]
    image = kit.view.viewport().grab().toImage()
    seen = {
        image.pixelColor(x, y).name()
        for x in range(round(place.left()), round(place.right()))
        for y in range(round(place.top()), round(place.bottom()) + 8)
    }
    claim = theme.current().roles["claim"]
    assert {claim.tint.name(), claim.band.name()} <= seen
