"""Scrolling, zooming and resizing: nothing jumps, the place read stays in sight."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.ui.reader import ArticleView, Mark
from annotator.ui.reader.page_area import SIZES
from tests.ui.reader.samples import LONG

Open = Callable[..., ArticleView]
SHORT = "سطر قصير"
TEXT = "\n".join([LONG, SHORT, "", LONG * 3, SHORT, LONG * 2] * 60)


def first_shown(view: ArticleView) -> tuple[int, float]:
    """Return a code point on the first whole line and how far from the viewport's top it is."""
    position = view.position_at(QPointF(view.column.left + view.column.width - 2, 60.0))
    start = view.page.place_of(position)
    position = start.block.paragraph.start + start.row.start
    return position, view.to_viewport(view.page.caret(position)).top()


def test_scrolling_up_into_unseen_text_moves_every_line_by_the_same_distance(
    open_view: Open,
) -> None:
    view = open_view(TEXT)
    view._idle.stop()
    view.scroll_to(view.page.height / 2)
    for _step in range(60):
        view._idle.stop()
        position, top = first_shown(view)
        view.scroll_by(-37)
        moved = view.to_viewport(view.page.caret(position)).top()
        assert moved == top + 37


def test_measuring_in_idle_time_moves_nothing_and_ends(open_view: Open, qtbot: QtBot) -> None:
    view = open_view(TEXT)
    view.scroll_to(view.page.height / 2)
    position, top = first_shown(view)
    qtbot.waitUntil(lambda: view.page.heights.unmeasured() is None)
    assert view.to_viewport(view.page.caret(position)).top() == top
    bar = view.verticalScrollBar()
    assert bar.maximum() == round(view.page.height - view.viewport().height())
    assert bar.value() == round(view.page.top)


def test_the_scroll_bar_reaches_both_ends(open_view: Open) -> None:
    view = open_view(TEXT, title="عنوان")
    bar = view.verticalScrollBar()
    bar.setValue(bar.maximum())
    last = view.lines_rects(len(TEXT) - 2, len(TEXT))
    assert last[0].bottom() <= view.viewport().height()
    bar.setValue(0)
    assert view.page.top == 0


def test_revealing_a_place_far_away_shows_it_and_again_moves_nothing(open_view: Open) -> None:
    view = open_view(TEXT)
    for share in (0.9, 0.1, 0.5):
        place = int(len(TEXT) * share)
        view.reveal(place, place + 4)
        rect = view.to_viewport(view.page.caret(place))
        assert 0 <= rect.top() < rect.bottom() <= view.viewport().height()
        top = view.page.top
        view.reveal(place, place + 4)
        assert view.page.top == top


def wheel(view: ArticleView, notches: int, keys: Qt.KeyboardModifier) -> None:
    event = QWheelEvent(
        QPointF(200, 200),
        QPointF(200, 200),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        keys,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view.viewport(), event)


def test_the_wheel_zooms_with_control_and_scrolls_without(open_view: Open, qtbot: QtBot) -> None:
    view = open_view(TEXT)
    with qtbot.waitSignal(view.zoomed) as heard:
        wheel(view, 1, Qt.KeyboardModifier.ControlModifier)
    assert heard.args == [23]
    assert view.page.setting.font.pixelSize() == 23
    assert view.page.top == 0
    wheel(view, -1, Qt.KeyboardModifier.ControlModifier)
    wheel(view, -1, Qt.KeyboardModifier.NoModifier)
    assert view.font_size == 21
    assert view.page.top > 0


def test_zooming_keeps_the_line_that_is_read(open_view: Open) -> None:
    view = open_view(TEXT)
    view.scroll_to(view.page.height / 3)
    place = view.page.place_at(view.page.top)
    position = place.block.paragraph.start + place.row.start
    for step in (view.zoom_in, view.zoom_in, view.zoom_out, view.zoom_out, view.zoom_out):
        step()
        rect = view.to_viewport(view.page.caret(position))
        assert -rect.height() * 2 <= rect.top() <= 3 * view.page.setting.pitch


def test_zooming_stops_at_both_ends(open_view: Open) -> None:
    view = open_view(SHORT)
    for _step in range(20):
        view.zoom_in()
    assert view.font_size == SIZES[-1]
    for _step in range(20):
        view.zoom_out()
    assert view.font_size == SIZES[0]


def test_a_new_width_breaks_the_lines_anew(open_view: Open) -> None:
    view = open_view(LONG)
    before = len(view.page.block(0).layout.rows)
    view.resize(420, 500)
    assert len(view.page.block(0).layout.rows) > before


def test_the_column_has_at_most_the_characters_asked_for(open_view: Open) -> None:
    view = open_view(LONG * 4, width=1600)
    rows = view.page.block(0).layout.rows
    assert max(row.end - row.start for row in rows) <= 85
    wide = view.column.width
    view.set_column_width(40)
    assert view.column.width < wide * 0.6


def test_the_start_margin_gives_way_in_a_narrow_window(open_view: Open) -> None:
    view = open_view(LONG, width=1100)
    right = view.viewport().width() - view.column.left - view.column.width
    assert right >= 150
    view.resize(480, 400)
    right = view.viewport().width() - view.column.left - view.column.width
    assert 20 <= right < 60


def test_marks_made_while_scrolled_leave_the_lines_in_sight_in_place(open_view: Open) -> None:
    view = open_view(TEXT)
    view.scroll_to(view.page.height / 2)
    position, top = first_shown(view)
    number = view.page.number_at(position)
    above = view.page.paragraphs[number - 30]
    view.update_marks([Mark(n, ((above.start, above.start + 4),), 1) for n in range(6)])
    assert view.to_viewport(view.page.caret(position)).top() == top


def test_marks_of_a_paragraph_out_of_memory_change_its_height_later(open_view: Open) -> None:
    view = open_view("\n".join([SHORT] * 600))
    page = view.page
    while page.measure_one():
        pass
    start = page.starts[590]
    page.update_marks([Mark(n, ((start, start + 3),), 1) for n in range(6)])
    before = page.height
    while page.measure_one():
        pass
    assert page.height > before
    assert page.heights[590] == page.block(590).layout.height


def test_line_spacing_and_face_can_be_chosen(open_view: Open, dejavu_family: str) -> None:
    view = open_view(LONG)
    view.set_line_spacing(1.6)
    tight = view.page.setting.pitch
    view.set_line_spacing(2.6)
    assert view.page.setting.pitch > tight
    view.set_reading_font(dejavu_family, 19)
    assert view.page.setting.font.family() == dejavu_family
