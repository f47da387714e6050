"""Levels and places of the brackets: nested ones further in, none over another, none far away."""

import pytest

from annotator.ui.reader.brackets import INSET, Bracket, Brackets, place_of_level
from annotator.ui.reader.setting import Column

WIDE, NARROW = Column(40.0, 500.0, 150.0), Column(40.0, 500.0, 34.0)


def made(*places: tuple[int, int], starts: tuple[int, ...] = (0, 100, 200)) -> Brackets:
    brackets = Brackets()
    brackets.clear(starts)
    brackets.update(Bracket(key, key, *place) for key, place in enumerate(places))
    return brackets


def levels(brackets: Brackets) -> list[int]:
    found = [brackets.get(key) for key in range(len(brackets))]
    return [brackets.level(each) for each in found if each is not None]


def test_what_lies_inside_stands_further_in_over_any_paragraphs() -> None:
    assert levels(made((0, 250), (10, 60), (20, 40), (110, 150), (210, 240))) == [0, 1, 2, 1, 1]


def test_what_crosses_another_stands_clear_of_it() -> None:
    assert levels(made((0, 30), (20, 50), (45, 70))) == [0, 1, 0]


def test_neighbours_share_a_level() -> None:
    assert levels(made((0, 30), (30, 60), (60, 90))) == [0, 0, 0]


def test_levels_follow_what_goes() -> None:
    brackets = made((0, 250), (10, 60))
    brackets.update((), [0])
    inner = brackets.get(1)
    assert inner is not None
    assert brackets.level(inner) == 0
    assert brackets.in_paragraph(2) == []


@pytest.mark.parametrize("is_rtl", [True, False])
@pytest.mark.parametrize("column", [WIDE, NARROW])
def test_every_level_is_beside_the_text_and_in_the_margin(column: Column, is_rtl: bool) -> None:
    places = [place_of_level(column, is_rtl, level) for level in range(12)]
    outside = [x - column.width if is_rtl else -x for x in places]
    assert all(0 < each < column.margin for each in outside)
    assert outside == sorted(outside, reverse=True)


def test_nested_levels_are_inset_and_deep_ones_closer_together() -> None:
    places = [place_of_level(WIDE, True, level) for level in range(6)]
    steps = [first - second for first, second in zip(places, places[1:], strict=False)]
    assert steps[:3] == [INSET] * 3
    assert all(0 < step < INSET for step in steps[3:])
