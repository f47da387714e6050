"""Paragraphs and their direction."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.paragraphs import direction_of, index_at, paragraph_direction, split

TEXTS = st.text(alphabet=st.sampled_from("اب a\n\r\u2028\u2029\u00a0"), max_size=40)


@given(TEXTS)
def test_paragraphs_tile_the_text(text: str) -> None:
    found = split(text)
    assert found[0].start == 0
    assert found[-1].end == found[-1].next_start == len(text)
    for one, two in zip(found, found[1:], strict=False):
        assert one.next_start == two.start
        assert text[one.end : one.next_start] in ("\n", "\r", "\r\n", "\u2028", "\u2029")
    for each in found:
        assert not set(text[each.start : each.end]) & set("\n\r\u2028\u2029")


def test_a_separator_at_the_end_leaves_an_empty_paragraph() -> None:
    assert [tuple(each) for each in split("ا\r\nب\n")] == [(0, 1, 3), (3, 4, 5), (5, 5, 5)]


@given(TEXTS)
def test_every_code_point_belongs_to_one_paragraph(text: str) -> None:
    found = split(text)
    starts = [each.start for each in found]
    for position in range(len(text)):
        paragraph = found[index_at(starts, position)]
        assert paragraph.start <= position < paragraph.next_start


def test_the_majority_of_letters_decides_an_articles_direction() -> None:
    assert direction_of("BBC: نقلت هيئة الإذاعة") == "rtl"
    assert direction_of("The word إسناد means a chain") == "ltr"
    assert direction_of("2017") == "rtl"
    assert direction_of("2017", "ltr") == "ltr"


def test_a_long_article_is_judged_by_all_its_parts() -> None:
    assert direction_of("a" * 9_000 + "ب" * 40_000) == "rtl"
    assert direction_of("ب" * 9_000 + "a" * 40_000) == "ltr"


@pytest.mark.parametrize(
    ("paragraph", "base", "expected"),
    [
        ("BBC: نقلت الهيئة", "rtl", "rtl"),
        ('"Le Monde" الفرنسية', "rtl", "rtl"),
        ("Le Point, 14/11/2017", "rtl", "ltr"),
        ("2017 / 11 / 15 - 13:19", "rtl", "rtl"),
        ("2017", "ltr", "ltr"),
        ("", "rtl", "rtl"),
        ("An English sentence with إسناد", "ltr", "ltr"),
        ("جملة عربية فيها Le Monde", "ltr", "rtl"),
    ],
)
def test_the_direction_of_a_paragraph(paragraph: str, base: str, expected: str) -> None:
    assert paragraph_direction(paragraph, "rtl" if base == "rtl" else "ltr") == expected


def test_common_characters_are_counted_as_unicode_says() -> None:
    # The quick way must tell for every character what the whole table would.
    right, left = regex.compile(r"[\p{bc=R}\p{bc=AL}]"), regex.compile(r"\p{bc=L}")
    for code in (*range(0xD800), *range(0xE000, 0x11000)):
        char = chr(code)
        wanted = ("rtl",) * 2 if right.match(char) else ("ltr",) * 2 if left.match(char) else None
        found = direction_of(char, "ltr"), direction_of(char, "rtl")
        assert found == (wanted or ("ltr", "rtl")), hex(code)
