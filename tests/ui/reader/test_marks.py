"""Marks: selecting, cycling, resizing, and what is repainted."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QRegion
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.lanes import assign
from annotator.ui.reader import ArticleView, Mark
from annotator.ui.reader.keys import KEYS
from tests.ui.reader.samples import ALT, LONG, Mouse, point

Open = Callable[..., ArticleView]
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
LEFT, RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right
TEXT = LONG + "\nونقلت الهيئة عن سائق إحدى الشاحنات أن الرحلة بدأت"


def span(quote: str, text: str = TEXT) -> tuple[int, int]:
    return text.index(quote), text.index(quote) + len(quote)


def quotes(ranges: object, text: str = TEXT) -> list[str]:
    assert isinstance(ranges, tuple)
    return [text[start:end] for start, end in ranges]


def follow(view: ArticleView) -> list[list[str]]:
    """Do as the window does: enter what was resized; return the quotes heard of."""
    heard: list[list[str]] = []

    def resized(mark_id: int, ranges: tuple[tuple[int, int], ...]) -> None:
        heard.append(quotes(ranges))
        view.update_marks([Mark(mark_id, ranges, 1)])

    view.mark_resized.connect(resized)
    return heard


def handle_point(view: ArticleView, edge: str) -> QPoint:
    [handle] = [each for each in view.visible_handles() if each.edge == edge]
    return view.to_viewport(handle.line).center().toPoint()


def test_dragging_the_end_handle_takes_whole_words(open_view: Open) -> None:
    view = open_view(TEXT)
    view.set_marks([Mark(1, (span("قال المتحدث"),), 1)])
    view.select_mark(1)
    heard = follow(view)
    Mouse(view).drag(handle_point(view, "end"), point(view, span("هيئة")[1] - 1))
    assert heard == [["قال المتحدث باسم هيئة"]]
    assert view.selected_mark() == 1


def test_dragging_the_start_handle_with_alt_goes_by_letters(open_view: Open) -> None:
    view = open_view(TEXT)
    view.set_marks([Mark(1, (span("وقال المتحدث"),), 1)])
    view.select_mark(1)
    heard = follow(view)
    target = view.lines_rects(1, 2)[0]
    inside = QPointF(target.right() - 1, target.center().y()).toPoint()
    mouse = Mouse(view, ALT)
    start = handle_point(view, "start")
    mouse.press(start)
    mouse.move(start - QPoint(40, 0))
    mouse.move(inside)
    mouse.release(inside)
    assert heard == [["قال المتحدث"]]


def test_a_handle_is_grabbed_from_six_pixels_away(open_view: Open) -> None:
    view = open_view(TEXT)
    view.set_marks([Mark(1, (span("المتحدث"),), 1)])
    view.select_mark(1)
    for edge in ("start", "end"):
        for distance in (-6, 0, 6):
            found = view.handle_at(QPointF(handle_point(view, edge) + QPoint(distance, 0)))
            assert found is not None
            assert found.edge == edge
    assert view.handle_at(QPointF(handle_point(view, "end") - QPoint(14, 0))) is None


def test_escape_gives_a_dragged_handle_up(open_view: Open, qtbot: QtBot) -> None:
    view = open_view(TEXT)
    view.set_marks([Mark(1, (span("المتحدث"),), 1)])
    view.select_mark(1)
    heard = follow(view)
    mouse = Mouse(view)
    mouse.press(handle_point(view, "end"))
    mouse.move(point(view, span("بيان")[0]))
    shown = view.page.marks.get(1)
    assert shown is not None
    assert quotes(shown.ranges) != ["المتحدث"]
    qtbot.keyClick(view, Qt.Key.Key_Escape)
    mouse.release(point(view, span("بيان")[0]))
    shown = view.page.marks.get(1)
    assert shown is not None
    assert quotes(shown.ranges) == ["المتحدث"]
    assert heard == []


def test_a_fragment_cannot_be_dragged_over_its_neighbour(open_view: Open) -> None:
    view = open_view(TEXT)
    view.set_marks([Mark(1, (span("المتحدث"), span("هيئة")), 1)])
    view.select_mark(1)
    heard = follow(view)
    ends = [each for each in view.visible_handles() if each.edge == "end"]
    assert len(view.visible_handles()) == 4
    grip = view.to_viewport(ends[0].line).center().toPoint()
    Mouse(view).drag(grip, point(view, span("الموانئ")[0] + 2))
    assert heard == [["المتحدث باسم", "هيئة"]]


def test_a_fragment_cannot_be_dragged_back_over_the_one_before(open_view: Open) -> None:
    view = open_view(TEXT)
    view.set_marks([Mark(1, (span("المتحدث"), span("هيئة")), 1)])
    view.select_mark(1)
    heard = follow(view)
    starts = [each for each in view.visible_handles() if each.edge == "start"]
    grip = view.to_viewport(starts[1].line).center().toPoint()
    Mouse(view).drag(grip, point(view, span("وقال")[0] + 1))
    assert heard == [["المتحدث", "باسم هيئة"]]


@pytest.mark.parametrize(
    ("key", "modifiers", "result"),
    [
        (LEFT, CTRL | SHIFT, "المتحدث باسم هيئة"),
        (RIGHT, CTRL | SHIFT, "المتحدث"),
        (LEFT, SHIFT | Qt.KeyboardModifier.AltModifier, "باسم"),
        (RIGHT, SHIFT | Qt.KeyboardModifier.AltModifier, "وقال المتحدث باسم"),
    ],
)
def test_keys_resize_in_reading_order(
    open_view: Open, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier, result: str
) -> None:
    view = open_view(TEXT)
    view.set_marks([Mark(1, (span("المتحدث باسم"),), 1)])
    view.select_mark(1)
    heard = follow(view)
    qtbot.keyClick(view, key, modifiers)
    assert heard == [[result]]


def test_keys_resize_a_latin_span_the_other_way_round(open_view: Open, qtbot: QtBot) -> None:
    text = LONG + "\nThe crew said so."
    view = open_view(text)
    view.set_marks([Mark(1, (span("crew", text),), 1)])
    view.select_mark(1)
    heard: list[list[str]] = []
    view.mark_resized.connect(lambda _id, ranges: heard.append(quotes(ranges, text)))
    qtbot.keyClick(view, RIGHT, CTRL | SHIFT)
    assert heard == [["crew said"]]


def test_a_mark_of_one_word_is_not_shortened_to_nothing(open_view: Open, qtbot: QtBot) -> None:
    view = open_view(TEXT)
    view.set_marks([Mark(1, (span("المتحدث"),), 1)])
    view.select_mark(1)
    heard = follow(view)
    qtbot.keyClick(view, RIGHT, CTRL | SHIFT)
    assert heard == []


def test_by_letters_an_edge_passes_over_the_space(open_view: Open) -> None:
    view = open_view(TEXT)
    view.set_marks([Mark(1, (span("المتحدث"),), 1)])
    view.select_mark(1)
    heard = follow(view)
    view.extend_mark("end", 1, "grapheme")
    view.extend_mark("start", -1, "grapheme")
    view.extend_mark("end", -1, "grapheme")
    assert heard == [["المتحدث ب"], ["ل المتحدث ب"], ["ل المتحدث"]]


def test_another_coders_mark_is_not_resized(open_view: Open) -> None:
    view = open_view(TEXT)
    view.set_marks([Mark(1, (span("المتحدث"),), 1, foreign=True)])
    view.select_mark(1)
    heard = follow(view)
    view.extend_mark("end", 1, "word")
    assert heard == []


def test_cycling_goes_through_all_marks_at_the_caret_and_keeps_it(open_view: Open) -> None:
    view = open_view(TEXT)
    view.set_marks(
        [
            Mark(1, (span(LONG),), 1),
            Mark(2, (span("المتحدث باسم هيئة"),), 2),
            Mark(3, (span("باسم"),), 3),
            Mark(4, (span("الشاحنات"),), 3),
        ]
    )
    place = span("باسم")[0] + 1
    view.select(place, place)
    assert [view.cycle_marks() for _key in range(4)] == [3, 2, 1, 3]
    assert view.selection() == (place, place)
    view.select(*span("الرحلة"))
    assert view.cycle_marks() is None


def test_marks_follow_in_reading_order_from_the_caret(open_view: Open) -> None:
    view = open_view(TEXT)
    marks = [Mark(9, (span("سائق"),), 3), Mark(4, (span("هيئة"),), 3), Mark(6, (span("بيان"),), 2)]
    view.set_marks(marks)
    heard: list[int] = []
    view.selected_mark_changed.connect(heard.append)
    assert [view.next_mark() for _key in range(4)] == [4, 6, 9, None]
    assert [view.previous_mark() for _key in range(3)] == [6, 4, None]
    view.select_mark(None)
    view.select(*span("الفرق") if "الفرق" in TEXT else span("فرق"))
    assert view.previous_mark() == 6
    assert heard == [4, 6, 9, 6, 4, -1, 6]


def test_removing_the_selected_mark_tells_that_none_is(open_view: Open, qtbot: QtBot) -> None:
    view = open_view(TEXT)
    view.set_marks([Mark(1, (span("هيئة"),), 3)])
    view.select_mark(1)
    with qtbot.waitSignal(view.selected_mark_changed) as heard:
        view.update_marks([], [1])
    assert heard.args == [-1]
    assert view.selected_mark() is None


def test_tagging_moves_no_letter_sideways_and_no_line_that_has_room(open_view: Open) -> None:
    view = open_view(TEXT)
    before = view.lines_rects(0, len(TEXT))
    view.set_marks([Mark(n, (span("المتحدث باسم هيئة"),), 1) for n in (1, 2)])
    assert view.lines_rects(0, len(TEXT)) == before
    view.set_marks([Mark(n, (span("المتحدث باسم هيئة"),), 1) for n in range(6)])
    after = view.lines_rects(0, len(TEXT))
    assert [(r.left(), r.right()) for r in after] == [(r.left(), r.right()) for r in before]
    assert after[0].top() == before[0].top()
    assert after[-1].top() > before[-1].top()


def test_only_touched_lines_are_repainted(open_view: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    view = open_view(TEXT)
    QApplication.processEvents()
    painted: list[QRegion] = []
    inner = view.paintEvent
    monkeypatch.setattr(view, "paintEvent", lambda e: (painted.append(e.region()), inner(e)))
    view.update_marks([Mark(1, (span("المتحدث"),), 1)])
    QApplication.processEvents()
    last = view.lines_rects(*span("الرحلة"))[0].center().toPoint()
    first = view.lines_rects(*span("المتحدث"))[0].center().toPoint()
    region = painted[0]
    assert region.contains(first)
    assert not region.contains(last)


def test_the_seventh_lane_is_counted_not_drawn(open_view: Open) -> None:
    view = open_view(TEXT)
    view.set_marks([Mark(n, (span("المتحدث باسم هيئة"),), 1) for n in range(9)])
    block = view.page.block(0)
    assert block.overflow[0] == 3
    assert assign([[(0, 1)]] * 9).overflow == 3


def test_a_mark_without_fragments_is_refused(open_view: Open) -> None:
    view = open_view(TEXT)
    with pytest.raises(ValueError, match="mark 3"):
        view.set_marks([Mark(3, (), 1)])


def mime() -> QMimeData:
    data = QMimeData()
    data.setData("application/x-isnad-code", b"17")
    return data


def test_a_dropped_code_tells_where_it_landed(open_view: Open) -> None:
    view = open_view(TEXT)
    heard: list[tuple[bytes, int]] = []
    view.code_dropped.connect(lambda payload, place: heard.append((payload, place)))
    place, data = point(view, span("هيئة")[0]), mime()
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(view.viewport(), enter)
    assert enter.isAccepted()
    drop = QDropEvent(QPointF(place), Qt.DropAction.CopyAction, data, buttons, keys)
    QApplication.sendEvent(view.viewport(), drop)
    assert heard == [(b"17", span("هيئة")[0])]


def test_other_things_are_not_dropped(open_view: Open) -> None:
    view = open_view(TEXT)
    data = QMimeData()
    data.setText("x")
    enter = QDragEnterEvent(
        QPoint(200, 60),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), enter)
    assert not enter.isAccepted()


def test_every_row_of_the_key_table_says_what_it_does() -> None:
    assert len({(row.key, row.modifiers) for row in KEYS}) == len(KEYS)
    assert all(row.sentence and (row.move or row.edge) for row in KEYS)
