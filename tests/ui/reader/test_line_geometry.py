"""Where letters are: the checks that a wrong implementation fails."""

import random

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QImage, QPainter, QTextCharFormat, QTextLayout
from pytestqt.qtbot import QtBot

from annotator.model import words
from annotator.model.paragraphs import Direction, split
from annotator.ui.reader.line_geometry import merge
from annotator.ui.reader.paragraph_layout import ParagraphLayout, Row
from annotator.ui.reader.setting import make_setting
from tests.shared import shared_data
from tests.ui.reader.samples import AWKWARD

BOTH_BASES = pytest.mark.parametrize("base", ["rtl", "ltr"])
TOUCH = 0.1


def lay_out(text: str, family: str, base: Direction = "rtl", width: float = 300) -> ParagraphLayout:
    font = QFont(family)
    font.setPixelSize(22)
    return ParagraphLayout(text, make_setting(font, base, width, 2.2))


def hull(layout: ParagraphLayout, row: Row) -> tuple[float, float]:
    whole = layout.intervals(row, row.start, row.end)
    return whole[0][0], whole[-1][1]


def close(one: list[tuple[float, float]], two: list[tuple[float, float]]) -> bool:
    return len(one) == len(two) and all(
        abs(a - b) < 0.6 for x, y in zip(one, two, strict=True) for a, b in zip(x, y, strict=True)
    )


def check_paragraph(layout: ParagraphLayout, rng: random.Random) -> None:
    for row in layout.rows:
        cells = layout.cells(row)
        if not cells:
            continue
        assert cells[0].start == row.start
        assert cells[-1].end == row.end
        seen = sorted((c.left, c.right) for c in cells if c.right - c.left > TOUCH)
        for (_left, right), (left, _right) in zip(seen, seen[1:], strict=False):
            assert abs(left - right) <= TOUCH, (layout.text, row.start, right, left)
        low, high = hull(layout, row)
        assert abs(low - seen[0][0]) < TOUCH
        assert abs(high - seen[-1][1]) < TOUCH
        for _round in range(4):
            first, last = sorted((rng.randrange(len(cells)), rng.randrange(len(cells))))
            union = merge([(c.left, c.right) for c in cells[first : last + 1] if c.right > c.left])
            found = layout.intervals(row, cells[first].start, cells[last].end)
            assert close(found, union), (layout.text[cells[first].start : cells[last].end],)


@BOTH_BASES
def test_letters_tile_their_line_and_ranges_are_the_union_of_their_letters(
    qtbot: QtBot, family: str, base: Direction
) -> None:
    rng = random.Random(1)
    for text in AWKWARD:
        for width in (160, 300, 640):
            check_paragraph(lay_out(text, family, base, width), rng)


def test_the_same_holds_in_real_articles(qtbot: QtBot, family: str) -> None:
    rng = random.Random(2)
    for file in sorted((shared_data() / "articles").glob("*.txt")):
        text = file.read_bytes().decode()
        for start, end, _next in split(text):
            check_paragraph(lay_out(text[start:end], family, "rtl", 560), rng)


def test_a_change_of_direction_gives_two_rectangles(qtbot: QtBot, family: str) -> None:
    text = "صحيفة الفرنسية Le Point, 14/11/2017 ونقلت"
    layout = lay_out(text, family, width=800)
    start = text.index("الفرنسية")
    end = start + len("الفرنسية Le Poi")
    assert len(layout.intervals(layout.rows[0], start, end)) == 2


def test_a_run_of_one_direction_gives_one_rectangle(qtbot: QtBot, family: str) -> None:
    layout = lay_out("في Le Point, 14/11/2017 ونقلت", family, width=800)
    start = layout.text.index("Le Point")
    assert len(layout.intervals(layout.rows[0], start, start + len("Le Point, 14/1"))) == 1


def test_lam_is_right_of_alef_inside_their_ligature(qtbot: QtBot, dejavu_family: str) -> None:
    layout = lay_out("قال لا شيء", dejavu_family)
    row, at = layout.rows[0], layout.text.index("لا")
    [(left, right)] = layout.intervals(row, at, at + 2)
    [lam] = layout.intervals(row, at, at + 1)
    [alef] = layout.intervals(row, at + 1, at + 2)
    assert left <= alef[0] < alef[1] <= lam[0] < lam[1] <= right


def test_a_tab_takes_the_gap_between_its_neighbours(qtbot: QtBot, family: str) -> None:
    layout = lay_out("أول\tثان\t\tرابع", family, width=600)
    row = layout.rows[0]
    for at in (3, 7, 8):
        [(left, right)] = layout.intervals(row, at, at + 1)
        assert right - left > 1
    [(left, right)] = layout.intervals(row, 0, len(layout.text))
    assert left == layout.intervals(row, 9, 13)[0][0]
    assert right == layout.intervals(row, 0, 3)[0][1]


def red_columns(layout: ParagraphLayout, start: int, end: int, image: QImage) -> list[set[int]]:
    """Paint one word red and return the columns of red pixels of each line."""
    image.fill(QColor("white"))
    red = QTextLayout.FormatRange()
    form = QTextCharFormat()
    form.setForeground(QColor("red"))
    red.start, red.length, red.format = start, end - start, form
    text_layout = layout._layout
    with QPainter(image) as painter:
        painter.setPen(QColor("white"))
        text_layout.draw(painter, QPointF(20, 0), [red])
    found = []
    for row in layout.rows:
        columns = set()
        for y in range(int(row.top), min(int(row.top + row.height), image.height())):
            for x in range(image.width()):
                color = image.pixelColor(x, y)
                if color.red() > 200 and color.green() < 150:
                    columns.add(x - 20)
        found.append(columns)
    return found


def test_the_ink_of_a_word_is_inside_its_rectangles_and_nowhere_else(
    qtbot: QtBot, family: str
) -> None:
    for text in (AWKWARD[0], AWKWARD[1]):
        layout = lay_out(text, family, width=300)
        image = QImage(340, int(layout.height) + 10, QImage.Format.Format_RGB32)
        for start, end in list(words.word_ranges(text))[::3]:
            lines = red_columns(layout, start, end, image)
            for row, columns in zip(layout.rows, lines, strict=True):
                places = layout.intervals(row, start, end)
                outside = [x for x in columns if not any(a - 6 <= x <= b + 6 for a, b in places)]
                assert not outside, text[start:end]
                for left, right in places:
                    assert any(left - 1 <= x <= right for x in columns), text[start:end]


def test_a_range_inside_a_grapheme_grows_to_it(qtbot: QtBot, family: str) -> None:
    layout = lay_out("السَّيل", family)
    row = layout.rows[0]
    assert layout.intervals(row, 3, 4) == layout.intervals(row, 2, 5)
