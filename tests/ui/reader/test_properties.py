"""What holds for any text and any marks."""

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PySide6.QtGui import QFont

from annotator.model import graphemes
from annotator.model.paragraphs import Direction
from annotator.ui.reader.handles import Edge, dragged, stepped
from annotator.ui.reader.marks import Mark
from annotator.ui.reader.page import Page
from annotator.ui.reader.paragraph_layout import ParagraphLayout
from annotator.ui.reader.setting import Setting, make_setting
from tests.ui.reader.samples import LONG

pytestmark = pytest.mark.usefixtures("qapp")
# Marks stand on letters only, and emoji alone: where the system has no glyph for an emoji, Qt
# itself does not know where its parts and marks would be.
VOWELLED = st.builds(
    lambda letter, marks: letter + "".join(marks),
    st.sampled_from("ابتحرسلموهيأإآـ"),
    st.lists(st.sampled_from("\u064e\u064b\u0651"), max_size=2),
)
OTHERS = st.sampled_from(
    [*"ابتحرسلموهيلا abcXYZ 0123٣.,:؟«»()-/\u00a0\t\u200c", "لا", " 😀 ", " 👩‍👧 "]
)
LETTERS = st.lists(VOWELLED | OTHERS, max_size=80).map("".join)
BASES = st.sampled_from(["rtl", "ltr"])
ANY_FACE = settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))


def setting(base: Direction, width: float, family: str = "Amiri") -> Setting:
    font = QFont(family)
    font.setPixelSize(20)
    return make_setting(font, base, width, 2.2)


@ANY_FACE
@given(text=LETTERS, base=BASES, width=st.sampled_from([120.0, 260.0, 600.0]))
@example(text="00\u200c", base="rtl", width=120.0)
@example(text="لا\u200cا", base="rtl", width=120.0)
@example(text="\t000 \u200c0", base="rtl", width=120.0)
def test_letters_tile_every_line(text: str, base: Direction, width: float, family: str) -> None:
    layout = ParagraphLayout(text, setting(base, width, family))
    boundaries = set(layout.boundaries)
    position = 0
    for row in layout.rows:
        assert row.start == position
        position = row.end
        cells = layout.cells(row)
        assert [cell.start for cell in cells] == sorted(
            at for at in boundaries if row.start <= at < row.end
        )
        seen = sorted((c.left, c.right) for c in cells if c.right - c.left > 0.1)
        for (_left, right), (left, _right) in zip(seen, seen[1:], strict=False):
            assert abs(left - right) <= 0.1
    assert position == len(text)


@ANY_FACE
@given(text=LETTERS, base=BASES)
def test_a_hit_and_the_caret_are_always_on_a_boundary(text: str, base: Direction) -> None:
    layout = ParagraphLayout(text, setting(base, 200.0))
    for row in layout.rows:
        for x in range(-10, 220, 13):
            position = layout.position_at(row, float(x))
            assert position in layout.boundaries
            layout.caret_x(row, position)


TEXT = "\n".join([LONG, "", LONG[:60], LONG])
MARKS = st.lists(
    st.tuples(st.integers(0, 9), st.integers(0, len(TEXT) - 2), st.integers(1, 160)), max_size=14
)


@ANY_FACE
@given(changes=MARKS, removed=st.sets(st.integers(0, 9)))
def test_marks_entered_one_by_one_look_like_marks_set_at_once(
    changes: list[tuple[int, int, int]], removed: set[int]
) -> None:
    one, two = (Page(TEXT, "rtl", setting("rtl", 300.0)) for _page in range(2))
    last: dict[int, Mark] = {}
    for number in range(4):
        one.block(number)
    for key, start, length in changes:
        mark = Mark(key, ((start, min(start + length, len(TEXT))),), key % 3)
        last[key] = mark
        one.update_marks([mark])
    one.update_marks([], removed)
    two.update_marks(mark for key, mark in last.items() if key not in removed)
    for number in range(4):
        first, second = one.block(number), two.block(number)
        assert first.layout.height == second.layout.height
        for row in range(len(first.layout.rows)):
            assert first.stretches(row) == second.stretches(row)
            assert first.pieces(row) == second.pieces(row)
            assert first.overflow[row] == second.overflow[row]
    assert one.marks.reading_order() == two.marks.reading_order()


PLACES = st.integers(0, 40) | st.integers(0, len(LONG))
EDGES = st.sampled_from(["start", "end"])
UNITS = st.sampled_from(["grapheme", "word"])
SPOKESMAN, AUTHORITY, LAST = (
    (LONG.index(each), LONG.index(each) + len(each)) for each in ("المتحدث", "هيئة", "أسبابه")
)
SPANS = [(SPOKESMAN,), (SPOKESMAN, AUTHORITY), ((0, 4),), (LAST,)]


def is_sound(ranges: tuple[tuple[int, int], ...]) -> bool:
    flat = [each for span in ranges for each in span]
    return (
        all(start < end for start, end in ranges)
        and flat == sorted(flat)
        and 0 <= flat[0] <= flat[-1] <= len(LONG)
        and not any(LONG[s].isspace() or LONG[e - 1].isspace() for s, e in ranges)
        and all(graphemes.is_boundary(LONG, each) for each in flat)
    )


@given(st.sampled_from(SPANS), st.integers(0, 1), EDGES, PLACES, UNITS)
def test_a_dragged_edge_leaves_a_sound_span(
    ranges: tuple[tuple[int, int], ...], fragment: int, edge: Edge, position: int, unit: str
) -> None:
    position = graphemes.floor_boundary(LONG, position)
    chosen = "word" if unit == "word" else "grapheme"
    found = dragged(LONG, ranges, min(fragment, len(ranges) - 1), edge, position, chosen)
    assert is_sound(found)


@given(st.sampled_from(SPANS), EDGES, st.integers(-12, 12), UNITS)
def test_a_stepped_edge_leaves_a_sound_span(
    ranges: tuple[tuple[int, int], ...], edge: Edge, steps: int, unit: str
) -> None:
    chosen = "word" if unit == "word" else "grapheme"
    assert is_sound(stepped(LONG, ranges, edge, steps, chosen))
