"""Which letter a point hits, and where the caret stands."""

import pytest
from PySide6.QtGui import QFont
from pytestqt.qtbot import QtBot

from annotator.model.paragraphs import Direction, split
from annotator.ui.reader.page import Page
from annotator.ui.reader.paragraph_layout import ParagraphLayout
from annotator.ui.reader.setting import make_setting
from tests.shared import shared_data
from tests.ui.reader.samples import AWKWARD, LONG

VISIBLE = 0.5


def lay_out(text: str, family: str, base: Direction, width: float) -> ParagraphLayout:
    font = QFont(family)
    font.setPixelSize(21)
    return ParagraphLayout(text, make_setting(font, base, width, 2.2))


def misses(layout: ParagraphLayout) -> list[str]:
    """Hit both halves of every letter and return where the wrong boundary came back."""
    found = []
    for row in layout.rows:
        for cell in layout.cells(row):
            if cell.right - cell.left < VISIBLE:
                continue
            quarter = (cell.right - cell.left) / 4
            lead, trail = cell.right - quarter, cell.left + quarter
            if not cell.is_rtl:
                lead, trail = trail, lead
            hits = layout.position_at(row, lead), layout.position_at(row, trail)
            if hits != (cell.start, cell.end):
                found.append(f"{layout.text[cell.start : cell.end]!r} at {cell.start}: {hits}")
    return found


@pytest.mark.parametrize("base", ["rtl", "ltr"])
def test_every_half_of_every_letter_hits_its_side(
    qtbot: QtBot, family: str, base: Direction
) -> None:
    for text in AWKWARD:
        for width in (180, 520):
            assert misses(lay_out(text, family, base, width)) == []


def test_every_half_of_every_letter_of_the_real_articles(qtbot: QtBot, family: str) -> None:
    for file in sorted((shared_data() / "articles").glob("*.txt")):
        text = file.read_bytes().decode()
        for start, end, _next in split(text):
            assert misses(lay_out(text[start:end], family, "rtl", 560)) == []


def test_beside_the_text_the_nearest_end_is_hit(qtbot: QtBot, family: str) -> None:
    layout = lay_out("قال الوزير", family, "rtl", 400)
    row = layout.rows[0]
    assert layout.position_at(row, 500) == 0
    assert layout.position_at(row, -50) == len(layout.text)
    assert layout.cell_at(row, -50) is None


def test_the_caret_stands_where_a_click_put_it(qtbot: QtBot, family: str) -> None:
    layout = lay_out(LONG, family, "rtl", 420)
    for row in layout.rows:
        for cell in layout.cells(row):
            if cell.is_rtl and cell.right - cell.left > VISIBLE:
                x = layout.caret_x(row, cell.start)
                near = [c for c in layout.cells(row) if x in (c.left, c.right)]
                assert near, (cell, x)


def test_the_caret_moves_left_through_a_right_to_left_word(qtbot: QtBot, family: str) -> None:
    layout = lay_out("سيطرت", family, "rtl", 400)
    places = [layout.caret_x(layout.rows[0], at) for at in range(6)]
    assert places == sorted(places, reverse=True)
    assert len(set(places)) == 6


def test_beside_a_wrapped_line_its_own_end_is_hit_not_the_next_lines_start(qtbot: QtBot) -> None:
    font = QFont("Amiri")
    font.setPixelSize(21)
    page = Page(LONG, "rtl", make_setting(font, "rtl", 300, 2.2))
    rows = page.block(0).layout.rows
    assert len(rows) > 2
    for number, row in enumerate(rows):
        found = page.position_at(-80.0, row.top + row.height / 2)
        assert page.place_of(found).line == number
        assert not LONG[found - 1].isspace()


def test_a_marked_line_ends_with_its_last_letter_not_with_the_space_that_hangs_there(
    qtbot: QtBot, family: str
) -> None:
    font = QFont(family)
    font.setPixelSize(21)
    page = Page(LONG, "rtl", make_setting(font, "rtl", 300, 2.2))
    layout = page.block(0).layout
    rects = page.rects(0, len(LONG), 0, page.height)
    for row in layout.rows[:-1]:
        lowest = min(rect.left() for rect in rects if row.top <= rect.top() < row.top + row.height)
        letters = [cell for cell in layout.cells(row) if not LONG[cell.start].isspace()]
        assert lowest == pytest.approx(min(cell.left for cell in letters), abs=0.1)


def test_an_empty_paragraph_has_its_caret_at_the_leading_edge(qtbot: QtBot, family: str) -> None:
    layout = lay_out("", family, "rtl", 400)
    assert layout.caret_x(layout.rows[0], 0) == 400
    assert layout.position_at(layout.rows[0], 10) == 0
