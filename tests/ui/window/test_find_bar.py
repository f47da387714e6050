"""Finding words in the open article."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.window import searching as kits
from tests.ui.window.searching import EMBASSY, LEILA, SearchKit

english, either = kits.english, kits.either


def marked(kit: SearchKit) -> list[str]:
    return [kit.text[a:b] for places in kit.view.overlays.hits.values() for a, b in places]


def looked_at(kit: SearchKit) -> int:
    [(start, _end)] = kit.view.overlays.current
    return start


def test_all_places_are_marked_and_gone_through(either: SearchKit) -> None:
    kit = either
    kit.find("الامريكيه")
    assert marked(kit) == ["الأمريكيّة", "أمريكية"]
    first = EMBASSY.index("الأمريكيّة")
    second = EMBASSY.index("أمريكية")
    assert looked_at(kit) == first
    assert kit.bar.count.text().startswith("1")
    assert kit.bar.count.text().endswith("2")
    field = kit.bar.field
    kit.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert looked_at(kit) == second
    kit.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert looked_at(kit) == first, "after the last comes the first"
    kit.qtbot.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert looked_at(kit) == second
    kit.qtbot.keyClick(field, Qt.Key.Key_F3)
    assert looked_at(kit) == first
    assert QApplication.focusWidget() is field


def test_escape_gives_the_focus_back_with_the_place_selected(either: SearchKit) -> None:
    kit = either
    kit.find("ارهاب")
    kit.qtbot.keyClick(kit.bar.field, Qt.Key.Key_Return)
    kit.qtbot.keyClick(kit.bar.field, Qt.Key.Key_Escape)
    assert not kit.bar.isVisible()
    assert QApplication.focusWidget() is kit.view
    start, end = kit.view.selection()
    assert EMBASSY[start:end] == "وإرهاب"
    assert kit.view.overlays.hits == {}


def test_what_is_typed_is_found_before_it_is_whole(english: SearchKit) -> None:
    kit = english
    kit.find("السف")
    assert marked(kit) == ["السفارة"]
    kit.type_into(kit.bar.field, " ")
    kit.bar.look()
    assert marked(kit) == []
    assert kit.bar.count.text() == "nothing found"
    assert not kit.bar.next_button.isEnabled()


def test_words_in_a_row_are_meant(english: SearchKit) -> None:
    kit = english
    kit.find("السفارة الامريكية")
    assert marked(kit) == ["السفارة الأمريكيّة"]
    kit.find("الامريكية السفارة")
    assert marked(kit) == []


def test_level_and_particles_are_switched(english: SearchKit) -> None:
    kit = english
    kit.find("ارهاب")
    assert marked(kit) == ["الإرهاب", "وإرهاب"]
    kit.push(kit.bar.particles)
    assert marked(kit) == []
    kit.push(kit.bar.particles)
    kit.bar.level.choose("harakat")
    assert marked(kit) == []
    kit.find("إرهاب")
    assert marked(kit) == ["الإرهاب", "وإرهاب"]


def test_it_begins_at_the_caret_and_takes_what_is_selected(english: SearchKit) -> None:
    kit = english
    kit.select("وإرهاب")
    kit.qtbot.keyClick(kit.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    kit.settle()
    assert kit.bar.field.text() == "وإرهاب"
    assert looked_at(kit) == EMBASSY.index("وإرهاب")


def test_another_article_is_looked_through_anew(english: SearchKit) -> None:
    kit = english
    kit.find("حريق")
    kit.context.open_article(2)
    kit.settle()
    assert marked(kit) == ["حريق", "الحريق"]
    assert looked_at(kit) == LEILA.index("حريق")


def test_the_hits_of_the_search_come_back_when_it_is_closed(english: SearchKit) -> None:
    kit = english
    kit.search("الطرق")
    kit.view.setFocus()
    kit.find("السفارة")
    assert marked(kit) == ["السفارة"]
    kit.push(kit.bar.close_button)
    assert marked(kit) == ["الطرق"]


def test_f3_goes_on_with_what_was_found_last(english: SearchKit) -> None:
    kit = english
    kit.find("ارهاب")
    kit.qtbot.keyClick(kit.bar.field, Qt.Key.Key_Escape)
    kit.press(Qt.Key.Key_F3)
    assert kit.bar.isVisible()
    assert marked(kit) == ["الإرهاب", "وإرهاب"]
    kit.qtbot.keyClick(kit.bar.field, Qt.Key.Key_Escape)
    kit.search("السفارة")
    kit.view.setFocus()
    kit.press(Qt.Key.Key_F3)
    start, end = kit.view.selection()
    assert EMBASSY[start:end] == "السفارة"


def test_nothing_searched_yet_is_said(english: SearchKit) -> None:
    english.press(Qt.Key.Key_F3)
    assert english.message == "Nothing was searched for yet, or nothing was found."


def test_a_narrow_article_leaves_room_for_the_field(english: SearchKit) -> None:
    kit = english
    kit.find("حريق")
    kit.bar.resize(320, kit.bar.height())
    assert not kit.bar.particles.isVisible()
    assert kit.bar.field.width() >= 100
