"""Grapheme boundaries."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import graphemes

AWKWARD = st.text(
    alphabet=st.sampled_from(
        "ابلوa1 .\u064e\u0651\u0640\u200d\u200c\u0600\u0301😀👩👧🇪🇬\r\n\u202b\ufe0f"
    ),
    max_size=40,
)
CASES = [
    ("السَّيْل", ["ا", "ل", "سَّ", "يْ", "ل"]),
    ("👩‍👧 ا", ["👩‍👧", " ", "ا"]),
    ("🇪🇬🇹🇳", ["🇪🇬", "🇹🇳"]),
    ("مـَل", ["م", "ـَ", "ل"]),
    ("ا\r\nب", ["ا", "\r\n", "ب"]),
]


@pytest.mark.parametrize(("text", "clusters"), CASES)
def test_what_a_reader_takes_for_one_character_is_one(text: str, clusters: list[str]) -> None:
    found = graphemes.boundaries(text)
    assert [text[a:b] for a, b in zip(found, found[1:], strict=False)] == clusters


@given(AWKWARD)
def test_boundaries_are_those_of_the_unicode_rules(text: str) -> None:
    expected = [0, *(match.end() for match in regex.finditer(r"\X", text))]
    assert graphemes.boundaries(text) == expected


@given(AWKWARD, st.integers(0, 40), st.integers(0, 40))
def test_neighbours_and_snapping_agree_with_the_boundaries(text: str, one: int, two: int) -> None:
    found = graphemes.boundaries(text)
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    assert graphemes.next_boundary(text, start) == min(
        (each for each in found if each > start), default=len(text)
    )
    assert graphemes.previous_boundary(text, start) == max(
        (each for each in found if each < start), default=0
    )
    expected = (
        max(each for each in found if each <= start),
        min(each for each in found if each >= end),
    )
    assert graphemes.snap_out(text, start, end) == expected
    assert graphemes.is_boundary(text, start) == (start in found)


def test_a_range_that_cuts_a_letter_from_its_marks_grows() -> None:
    text = "السَّيْل"
    assert graphemes.snap_out(text, 3, 4) == (2, 5)
