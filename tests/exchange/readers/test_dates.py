"""Dates as pages write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.readers.dates import (
    date_of_line,
    find_date,
    is_ambiguous,
    parse_date,
    to_ascii_digits,
)
from annotator.model.dates import is_date


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("2017 / 11 / 15 - 13:19     ", "2017-11-15"),
        ("15 نوفمبر 2017", "2017-11-15"),
        ("الأربعاء، ١٥ تشرين الثاني ٢٠١٧", "2017-11-15"),
        ("12 أيلول/سبتمبر 2023", "2023-09-12"),
        ("3 سبتمبر (أيلول) 2023 م", "2023-09-03"),
        ("الخميس 24 ربيع الأول 1445 هـ - 9 نوفمبر 2023 م", "2023-11-09"),
        ("تاريخ النشر: 05/03/2020 الساعة 10:30 صباحاً", "2020-03-05"),
        ("آخر تحديث: 12/11/2024 – 11:40 بالتوقيت المحلي", "2024-11-12"),
        ("نُشر في 7 آب 2021", "2021-08-07"),
        ("Published on Tuesday, March 5, 2024 at 14:05 GMT", "2024-03-05"),
        ("2024-02-29", "2024-02-29"),
        ("غشت 2019", "2019-08"),
        ("20 جانفي 2022", "2022-01-20"),
        ("\u200f15/11/2017\u200f", "2017-11-15"),
        ("۱۵/۱۱/۲۰۱۷", "2017-11-15"),
    ],
)
def test_line_of_a_date(line: str, date: str) -> None:
    assert date_of_line(line) == date


@pytest.mark.parametrize(
    "line",
    [
        "Le Point, 14/11/2017",
        "واتهمت الوزارة يوم الثلاثاء (14 نوفمبر 2017) واشنطن",
        "عام 2014",
        "2017",
        "31/02/2020",
        "15 ربيع الأول 1445 هـ",
        "1439/02/26",
        "12:30",
        "سجل اللاعب 3 / 4 / 2 أهداف",
    ],
)
def test_other_lines_are_no_date(line: str) -> None:
    assert date_of_line(line) == ""


def test_custom_decides_between_two_small_numbers() -> None:
    assert find_date("04/05/2020") == "2020-05-04"
    assert find_date("04/05/2020", day_first=False) == "2020"
    assert find_date("04/25/2020", day_first=False) == "2020-04-25"
    assert find_date("25/04/2020", day_first=False) == "2020-04-25"


@pytest.mark.parametrize(
    ("cell", "date"),
    [
        ("2017", "2017"),
        ("2017-11", "2017-11"),
        ("2017-11-15T13:19:00Z", "2017-11-15"),
        ("٢٠١٧-١١-١٥", "2017-11-15"),
        ("15.11.2017", "2017-11-15"),
        ("نوفمبر 2017", "2017-11"),
        ("2017-13", None),
        ("2017-02-30", None),
        ("أمس", None),
        ("", ""),
    ],
)
def test_cell_of_a_table(cell: str, date: str | None) -> None:
    assert parse_date(cell) == date


@pytest.mark.parametrize(
    ("cell", "ambiguous"),
    [
        ("03/04/2018", True),
        ("٣/٤/٢٠١٨", True),
        ("3.4.2018 10:30", True),
        ("03/03/2018", False),
        ("25/04/2018", False),
        ("04/25/2018", False),
        ("2018-04-03", False),
        ("2018/04/03", False),
        ("3 أبريل 2018", False),
        ("2018", False),
        ("أمس", False),
        ("", False),
    ],
)
def test_two_small_numbers_are_ambiguous(cell: str, ambiguous: bool) -> None:
    assert is_ambiguous(cell) is ambiguous


@given(st.text(max_size=40))
def test_any_text_gives_a_date_of_the_model_or_none(text: str) -> None:
    for found in (find_date(text), date_of_line(text), parse_date(text)):
        assert not found or is_date(found)


@given(st.dates())
def test_iso_dates_come_back(day: object) -> None:
    assert parse_date(str(day)) == str(day)


@given(st.text())
def test_digits_keep_their_places(text: str) -> None:
    changed = to_ascii_digits(text)
    assert len(changed) == len(text)
    assert not any(char.isdecimal() and char > "\x7f" for char in changed)
