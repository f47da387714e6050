"""Selecting and clicking with the mouse, in wrapped right-to-left lines."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.reader import ArticleView, Mark
from tests.ui.reader.samples import ALT, LONG, SHIFT, Mouse, leading, point, trailing

Open = Callable[..., ArticleView]
TEXT = "عنوان المقال\n" + LONG + "\n" + LONG


def selected(view: ArticleView) -> str:
    start, end = view.selection()
    return view.article_text()[start:end]


def at(view: ArticleView, quote: str) -> int:
    return view.article_text().index(quote)


def test_a_drag_over_half_words_selects_whole_words(open_view: Open, qtbot: QtBot) -> None:
    view = open_view(TEXT)
    start, end = at(view, "المتحدث") + 3, at(view, "هيئة") + 2
    with qtbot.waitSignal(view.selection_changed):
        Mouse(view).drag(point(view, start), point(view, end))
    assert selected(view) == "المتحدث باسم هيئة"


def test_with_alt_a_drag_selects_exactly_the_letters(open_view: Open) -> None:
    view = open_view(TEXT)
    start, end = at(view, "وقال") + 1, at(view, "المتحدث") + 5
    Mouse(view, ALT).drag(leading(view, start), trailing(view, end - 1))
    assert selected(view) == TEXT[start:end]


def test_without_snapping_a_drag_selects_exactly_the_letters(open_view: Open) -> None:
    view = open_view(TEXT)
    view.set_word_snapping(False)
    start, end = at(view, "متحدث"), at(view, "وانئ")
    Mouse(view).drag(leading(view, start), trailing(view, end - 1))
    assert selected(view) == TEXT[start:end]


def test_a_drag_backward_over_a_wrapped_line(open_view: Open) -> None:
    view = open_view(TEXT, width=560)
    start, end = at(view, "بيان"), at(view, "الإطفاء") + len("الإطفاء")
    assert view.lines_rects(start, start + 1)[0].top() < view.lines_rects(end - 1, end)[0].top()
    Mouse(view).drag(point(view, end - 2), point(view, start + 1))
    assert selected(view) == TEXT[start:end]
    assert view.caret() == start


@pytest.mark.parametrize("width", [360, 520, 700])
def test_every_word_of_a_wrapped_paragraph_can_be_selected(open_view: Open, width: int) -> None:
    view = open_view(LONG, width=width, height=900)
    mouse = Mouse(view)
    for word in (
        "المتحدث",
        "Harbour",
        "بتاريخ",
        "13/3/2024",
        "الإطفاء",
        "يُصب",
        "التحقيق",
        "أسبابه",
    ):
        start = at(view, word)
        mouse.clicks(point(view, start + 1), 2)
        assert selected(view) == word


def test_three_clicks_select_the_sentence_and_four_the_paragraph(open_view: Open) -> None:
    text = "الجملة الأولى. الجملة الثانية؟ الثالثة\nفقرة أخرى"
    view = open_view(text)
    Mouse(view).clicks(point(view, at(view, "الثانية")), 3)
    assert selected(view) == "الجملة الثانية؟"
    Mouse(view).clicks(point(view, at(view, "الثانية")), 4)
    assert selected(view) == text.split("\n")[0]


def test_a_double_click_held_selects_by_words(open_view: Open) -> None:
    view = open_view(TEXT)
    mouse = Mouse(view)
    place = point(view, at(view, "باسم") + 1)
    mouse.clicks(place, 1)
    mouse.press(place, QEvent.Type.MouseButtonDblClick)
    mouse.move(point(view, at(view, "الموانئ") + 3))
    mouse.release(point(view, at(view, "الموانئ") + 3))
    assert selected(view) == "باسم هيئة الموانئ"


def test_shift_and_a_click_extend_the_selection(open_view: Open) -> None:
    view = open_view(TEXT)
    Mouse(view).drag(point(view, at(view, "باسم")), point(view, at(view, "باسم") + 3))
    mouse = Mouse(view, SHIFT)
    mouse.click(point(view, at(view, "الموانئ") + 3))
    assert selected(view) == "باسم هيئة الموانئ"


def test_a_click_sets_the_caret_and_ends_the_selection(open_view: Open) -> None:
    view = open_view(TEXT)
    view.select(0, 5)
    place = at(view, "هيئة")
    Mouse(view).click(leading(view, place))
    assert view.selection() == (place, place)


def test_a_small_slip_of_the_hand_is_still_a_click(open_view: Open) -> None:
    view = open_view(TEXT)
    place = point(view, at(view, "هيئة"))
    Mouse(view).drag(place, place + QPoint(2, 1))
    assert selected(view) == ""


def test_offsets_after_an_emoji_are_code_points(open_view: Open) -> None:
    text = "نص 😀 عربي 👩‍👧 وبعده 🇪🇬 علم"
    view = open_view(text)
    for word in ("عربي", "وبعده", "علم"):
        Mouse(view).clicks(point(view, text.index(word) + 1), 2)
        assert view.selection() == (text.index(word), text.index(word) + len(word))
    Mouse(view).clicks(point(view, text.index("👩")), 2)
    assert selected(view) == "👩‍👧"


def test_the_smallest_mark_wins_a_click_and_further_clicks_take_the_others(
    open_view: Open, qtbot: QtBot
) -> None:
    view = open_view(TEXT)
    start = at(view, "المتحدث")
    view.set_marks([Mark(1, ((start, start + 40),), 1), Mark(2, ((start, start + 7),), 2)])
    place = point(view, start + 2)
    mouse = Mouse(view)
    seen = []
    view.mark_clicked.connect(seen.append)
    for _click in range(3):
        mouse.click(place)
    assert seen == [2, 1, 2]
    assert view.selected_mark() == 2
    mouse.click(point(view, at(view, "التحقيق")))
    assert view.selected_mark() is None


def test_a_mark_of_another_coder_can_be_clicked(open_view: Open) -> None:
    view = open_view(TEXT)
    start = at(view, "المتحدث")
    view.set_marks([Mark(5, ((start, start + 7),), 1, foreign=True)])
    Mouse(view).click(point(view, start + 2))
    assert view.selected_mark() == 5
    assert view.visible_handles() == []


def test_hovering_tells_each_mark_once(open_view: Open) -> None:
    view = open_view(TEXT)
    start = at(view, "المتحدث")
    view.set_marks([Mark(7, ((start, start + 7),), 2)])
    seen: list[int] = []
    view.mark_hovered.connect(lambda mark_id, _place: seen.append(mark_id))
    mouse = Mouse(view)
    for place in (start + 1, start + 2, at(view, "هيئة"), at(view, "هيئة") + 1):
        mouse.hover(point(view, place))
    assert seen == [7, -1]


def ask_menu(view: ArticleView, place: QPoint) -> None:
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place)
    )
    QApplication.sendEvent(view.viewport(), event)


def test_a_menu_on_a_mark_selects_it_and_on_the_selection_keeps_it(open_view: Open) -> None:
    view = open_view(TEXT)
    start = at(view, "المتحدث")
    view.set_marks([Mark(7, ((start, start + 7),), 2)])
    asked: list[int] = []
    view.context_menu_requested.connect(lambda _place, mark_id: asked.append(mark_id))
    ask_menu(view, point(view, start + 1))
    assert view.selected_mark() == 7
    view.select(at(view, "هيئة"), at(view, "هيئة") + 4)
    ask_menu(view, point(view, at(view, "هيئة") + 1))
    assert selected(view) == "هيئة"
    ask_menu(view, point(view, at(view, "التحقيق")))
    assert asked == [7, -1, -1]


def test_a_drag_outside_scrolls_on_and_selects_on(open_view: Open, qtbot: QtBot) -> None:
    view = open_view("\n".join([LONG] * 30), height=300)
    mouse = Mouse(view)
    mouse.press(point(view, at(view, "المتحدث")))
    mouse.move(QPoint(300, 340))
    assert view.pointer.autoscroll.is_running
    before = view.selection()[1]
    qtbot.waitUntil(lambda: view.page.top > 100 and view.selection()[1] > before)
    mouse.release(QPoint(300, 340))
    assert not view.pointer.autoscroll.is_running


def test_a_release_that_went_elsewhere_ends_the_drag(open_view: Open) -> None:
    view = open_view(TEXT)
    mouse = Mouse(view)
    mouse.press(point(view, at(view, "المتحدث")))
    mouse.move(point(view, at(view, "هيئة")))
    before = view.selection()
    mouse.hover(point(view, at(view, "بيان")))
    mouse.hover(point(view, at(view, "موقع")))
    assert view.selection() == before


def test_the_right_button_leaves_the_selection_alone(open_view: Open, qtbot: QtBot) -> None:
    view = open_view(TEXT)
    view.select(3, 9)
    qtbot.mouseClick(
        view.viewport(), Qt.MouseButton.RightButton, pos=point(view, at(view, "التحقيق"))
    )
    assert view.selection() == (3, 9)
