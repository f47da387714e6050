"""The caret and the selection by keyboard, in reading order."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from annotator.model import graphemes
from annotator.ui.reader import ArticleView
from tests.ui.reader.samples import LONG

Open = Callable[..., ArticleView]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT, RIGHT, UP, DOWN = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down
HOME, END = Qt.Key.Key_Home, Qt.Key.Key_End


def test_left_goes_on_in_arabic_and_back_in_latin(open_view: Open, qtbot: QtBot) -> None:
    view = open_view("عربي\nLatin")
    qtbot.keyClick(view, LEFT)
    assert view.caret() == 1
    qtbot.keyClick(view, RIGHT)
    assert view.caret() == 0
    view.select(5, 5)
    qtbot.keyClick(view, RIGHT)
    assert view.caret() == 6
    qtbot.keyClick(view, LEFT)
    assert view.caret() == 5


def test_the_caret_never_stops_inside_a_letter_with_its_marks(
    open_view: Open, qtbot: QtBot
) -> None:
    text = "السَّيْلُ 👩‍👧 😀ا"
    view = open_view(text)
    stops = [0]
    while view.caret() < len(text):
        qtbot.keyClick(view, LEFT)
        stops.append(view.caret())
    assert stops == graphemes.boundaries(text)
    while view.caret() > 0:
        qtbot.keyClick(view, RIGHT)
        stops.pop()
        assert view.caret() == stops[-1]


def test_shift_selects_and_an_arrow_ends_the_selection_at_its_side(
    open_view: Open, qtbot: QtBot
) -> None:
    view = open_view("عربي نص")
    for _key in range(3):
        qtbot.keyClick(view, LEFT, SHIFT)
    assert view.selection() == (0, 3)
    qtbot.keyClick(view, LEFT)
    assert view.selection() == (3, 3)


def test_words_with_control(open_view: Open, qtbot: QtBot) -> None:
    text = "وقال «الوزير» أمس"
    view = open_view(text)
    ends = []
    for _key in range(3):
        qtbot.keyClick(view, LEFT, CTRL)
        ends.append(text[: view.caret()].split()[-1])
    assert ends == ["وقال", "«الوزير", "أمس"]
    qtbot.keyClick(view, RIGHT, CTRL)
    assert text[view.caret() :] == "أمس"
    qtbot.keyClick(view, RIGHT, CTRL | SHIFT)
    assert text[slice(*view.selection())] == "الوزير» "


def test_home_and_end_are_those_of_the_line(open_view: Open, qtbot: QtBot) -> None:
    view = open_view(LONG, width=420)
    second = view.page.block(0).layout.rows[1]
    view.select(second.start + 5, second.start + 5)
    qtbot.keyClick(view, HOME)
    assert view.caret() == second.start
    qtbot.keyClick(view, END)
    assert view.caret() == second.end - 1
    assert not LONG[view.caret() - 1].isspace()
    qtbot.keyClick(view, END, CTRL)
    assert view.caret() == len(LONG)
    qtbot.keyClick(view, HOME, CTRL | SHIFT)
    assert view.selection() == (0, len(LONG))


def test_up_and_down_keep_the_column_over_short_lines(open_view: Open, qtbot: QtBot) -> None:
    view = open_view(LONG + "\nقصير\n\n" + LONG, width=420, height=900)
    view.select(30, 30)
    x = view.page.caret(30).x()
    rows = [view.caret()]
    while view.caret() < len(view.article_text()):
        qtbot.keyClick(view, DOWN)
        assert view.caret() > rows[-1]
        rows.append(view.caret())
    lines = sum(len(view.page.block(n).layout.rows) for n in range(4))
    assert len(rows) >= lines
    inside = [at for at in rows if at < len(LONG)]
    assert all(abs(view.page.caret(at).x() - x) < 16 for at in inside[1:])
    beyond = [at for at in rows if at > len(LONG) + 7 and at < len(view.article_text())]
    assert beyond
    assert all(abs(view.page.caret(at).x() - x) < 16 for at in beyond)
    for _row in rows[1:]:
        qtbot.keyClick(view, UP)
    assert view.page.place_of(view.caret()).line == 0


def test_paragraphs_and_pages(open_view: Open, qtbot: QtBot) -> None:
    text = "\n".join([LONG] * 12)
    view = open_view(text, height=300)
    qtbot.keyClick(view, DOWN, CTRL)
    assert view.caret() == len(LONG) + 1
    qtbot.keyClick(view, UP, CTRL)
    assert view.caret() == 0
    pages = [0]
    while view.caret() < len(text):
        qtbot.keyClick(view, Qt.Key.Key_PageDown)
        assert view.caret() > pages[-1]
        assert view.lines_rects(view.caret() - 2, view.caret())
        pages.append(view.caret())
    assert len(pages) > 4
    while view.caret() > 0:
        qtbot.keyClick(view, Qt.Key.Key_PageUp)
    assert view.page.top == 0


def test_the_caret_stays_in_sight(open_view: Open, qtbot: QtBot) -> None:
    view = open_view("\n".join([LONG] * 12), height=300)
    for _key in range(20):
        qtbot.keyClick(view, DOWN)
        caret = view.to_viewport(view.page.caret(view.caret()))
        assert caret.top() >= 0
        assert caret.bottom() <= view.viewport().height()


def test_copying_gives_the_exact_text(open_view: Open, qtbot: QtBot) -> None:
    text = "أ\u00a0ب\u200fـــ ج\nد"
    view = open_view(text)
    qtbot.keyClick(view, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(view, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == text


def test_escape_gives_up_the_selection_and_then_belongs_to_the_window(
    open_view: Open, qtbot: QtBot
) -> None:
    view = open_view(LONG)
    view.select(3, 8)
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    assert view.selection() == (8, 8)


def test_other_keys_are_left_to_the_window(open_view: Open, qtbot: QtBot) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent

    view = open_view(LONG)
    for key in (Qt.Key.Key_C, Qt.Key.Key_Space, Qt.Key.Key_Escape, Qt.Key.Key_F, Qt.Key.Key_Delete):
        event = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier)
        view.keyPressEvent(event)
        assert not event.isAccepted()
