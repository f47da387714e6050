"""From the list of hits to the places in the articles, and what is marked there."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication

from annotator.operations import articles
from annotator.ui.models.hits_model import HIT
from annotator.ui.reader.palette import mix
from tests.ui.window import searching as kits
from tests.ui.window.searching import EMBASSY, LEILA, SearchKit

english, either = kits.english, kits.either


def ground_of_hits(kit: SearchKit) -> QColor:
    colors = kit.view.palette_of_marks.colors
    return mix(colors.muted, colors.ground, 0.2)


def painted(kit: SearchKit, color: QColor, line: QRectF) -> tuple[int, int]:
    """Return the first and the last column in which a line of text has a colour."""
    image: QImage = kit.view.viewport().grab().toImage()
    wanted = color.rgb()
    columns = [
        x
        for x in range(image.width())
        if any(image.pixel(x, y) == wanted for y in range(round(line.top()), round(line.bottom())))
    ]
    return columns[0], columns[-1]


def test_a_hit_covers_exactly_its_letters(either: SearchKit) -> None:
    kit, word = either, "الأمريكيّة"
    kit.search("الامريكية NOT ليلى")
    start = EMBASSY.index(word)
    end = start + len(word)
    assert kit.view.overlays.hits[0] == [(start, end)]
    [rect] = kit.view.lines_rects(start, end)
    left, right = painted(kit, ground_of_hits(kit), rect)
    # A pixel of outline stands on each side of the ground.
    assert abs(left - 1 - rect.left()) <= 1
    assert abs(right + 2 - rect.right()) <= 1
    [first] = kit.view.lines_rects(start, start + 1)
    [last] = kit.view.lines_rects(end - 1, end)
    [before] = kit.view.lines_rects(start - 2, start - 1)
    [after] = kit.view.lines_rects(end + 1, end + 2)
    assert left < last.center().x() < first.left() < right
    assert after.right() < left
    assert right < before.left()


def test_a_phrase_is_one_hit(either: SearchKit) -> None:
    either.search('"السفارة الامريكية"')
    phrase = "السفارة الأمريكيّة"
    start = EMBASSY.index(phrase)
    assert either.view.overlays.hits == {0: [(start, start + len(phrase))]}


def test_a_click_opens_the_place_and_the_list_stays(either: SearchKit) -> None:
    kit = either
    kit.search("امريكيه")
    kit.click_row(2)
    assert kit.context.article is not None
    assert kit.context.article.text == LEILA
    start, end = kit.view.selection()
    assert LEILA[start:end] == "الامريكية"
    assert kit.view.overlays.current == {(start, end)}
    assert kit.panel.isVisible()
    assert kit.panel.results.view.currentIndex().row() == 2
    assert kit.panel.results.view.hasFocus()


def test_enter_in_the_list_opens_the_place(english: SearchKit) -> None:
    kit = english
    kit.search("امريكيه")
    kit.qtbot.keyClick(kit.panel.field, Qt.Key.Key_Down)
    view = kit.panel.results.view
    assert view.hasFocus()
    kit.qtbot.keyClick(view, Qt.Key.Key_Down)
    kit.qtbot.keyClick(view, Qt.Key.Key_Return)
    start, end = kit.view.selection()
    assert kit.text[start:end] == "أمريكية"
    assert view.hasFocus()


def test_f3_goes_from_hit_to_hit_through_the_articles(english: SearchKit) -> None:
    kit = english
    kit.search("امريكيه")
    kit.view.setFocus()
    seen = []
    for _time in range(3):
        kit.press(Qt.Key.Key_F3)
        start, end = kit.view.selection()
        seen.append(kit.text[start:end])
    assert seen == kit.quotes
    kit.press(Qt.Key.Key_F3)
    assert kit.message == "This is the last hit."
    kit.press(Qt.Key.Key_F3, shift=True)
    start, end = kit.view.selection()
    assert kit.text[start:end] == "أمريكية"
    assert kit.panel.results.view.currentIndex().row() == 1
    kit.press(Qt.Key.Key_F3, shift=True)
    kit.press(Qt.Key.Key_F3, shift=True)
    assert kit.message == "This is the first hit."


def test_f3_follows_the_order_of_the_list(english: SearchKit) -> None:
    kit = english
    kit.search("امريكيه")
    kit.click_title(HIT)
    kit.press(Qt.Key.Key_F3)
    start, end = kit.view.selection()
    assert kit.text[start:end] == kit.quotes[0]


def test_escape_takes_the_marks_away_and_a_search_brings_them(english: SearchKit) -> None:
    kit = english
    kit.search("الحريق")
    assert sum(map(len, kit.view.overlays.hits.values())) == 2
    kit.view.setFocus()
    kit.press(Qt.Key.Key_Escape)
    assert kit.view.overlays.hits == {}
    assert len(kit.quotes) == 4, "the list stays"
    kit.press(Qt.Key.Key_F3)
    assert kit.view.overlays.hits != {}
    start, end = kit.view.selection()
    kit.press(Qt.Key.Key_Escape)
    assert kit.view.selection() == (start, end), "what was found can still be tagged"
    kit.press(Qt.Key.Key_Escape)
    assert kit.view.selection()[0] == kit.view.selection()[1]


def test_escape_in_the_panel_leads_back_to_the_article(english: SearchKit) -> None:
    kit = english
    kit.search("الحريق")
    kit.qtbot.keyClick(kit.panel.field, Qt.Key.Key_Escape)
    assert kit.view.overlays.hits == {}
    kit.qtbot.keyClick(kit.panel.field, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is kit.view


def test_another_article_shows_its_own_hits(english: SearchKit) -> None:
    kit = english
    kit.search("الحريق")
    kit.context.open_article(2)
    kit.settle()
    found = [LEILA[a:b] for places in kit.view.overlays.hits.values() for a, b in places]
    assert found == ["حريق", "الحريق"]
    kit.context.open_article(3)
    kit.settle()
    assert kit.view.overlays.hits == {}


def test_hits_are_marked_on_the_scroll_bar(english: SearchKit) -> None:
    kit = english
    kit.search("الحريق")
    shares = kit.view.overlays.shares()
    assert len(shares) == 2
    assert shares == sorted(shares)
    accent = kit.view.palette_of_marks.colors.accent.rgb()
    image = kit.view.bar.grab().toImage()
    rows = {y for y in range(image.height()) if image.pixel(image.width() // 2, y) == accent}
    assert len(rows) == 4


def test_a_hit_in_an_article_that_is_gone_is_refused_with_a_sentence(english: SearchKit) -> None:
    kit = english
    kit.search("امريكيه")
    kit.context.run(articles.delete_articles, [2])
    kit.settle()
    kit.click_row(2)
    assert kit.message == "That article is no longer in the project."
    assert kit.quotes[2] == ""


@pytest.mark.parametrize("words", ["السفارة", "الإرهاب"])
def test_selected_words_are_searched_for(english: SearchKit, words: str) -> None:
    kit = english
    kit.select(words)
    kit.run("show_search")
    assert kit.panel.field.text() == words
    assert kit.panel.field.selectedText() == words
