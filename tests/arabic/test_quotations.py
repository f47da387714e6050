"""Quotations: the marks that belong together, as they are really written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.arabic.quotations import Quotations


def quoted(text: str) -> list[str]:
    return [text[each.start : each.end] for each in Quotations(text).all]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("قال: «نعم». ثم قال: «لا».", ["«نعم»", "«لا»"]),
        ("قال: “نعم”. ثم قال: “لا”.", ["“نعم”", "“لا”"]),
        ('قال: "نعم". ثم قال: "لا".', ['"نعم"', '"لا"']),
        ("قال: „نعم“. ثم قال: „لا”.", ["„نعم“", "„لا”"]),
        # The wrong way round.
        ("قال: ”نعم“ ثم مضى", ["”نعم“"]),
        # Nested, of one kind and of another.
        ("قال: «هذا «بيت» كبير»", ["«هذا «بيت» كبير»", "«بيت»"]),
        ('قال: «هذا "بيت" كبير»', ['«هذا "بيت" كبير»', '"بيت"']),
        # A space after the opening mark.
        ('يقول : " كنا خائفين " ثم سكت', ['" كنا خائفين "']),
        # Through paragraphs: closed once, or opened again in each.
        ("قال: «نعم.\nثم لا».", ["«نعم.\nثم لا»"]),
        ("قال: «نعم.\n«ثم لا».", ["«نعم.\n«ثم لا»"]),
        ('قال: "نعم.\nثم لا".\nومضى', ['"نعم.\nثم لا"']),
        # Never closed: to the end of the paragraph, without the sign of its end.
        ("قال: «نعم\nومضى.", ["«نعم"]),
        ('قال: " كنا خائفين. ه\nوفي الغد "عادوا".', ['" كنا خائفين.', '"عادوا"']),
        # One inside that is never closed does not hold up the outer one.
        ("«نعم “لا» ثم", ["«نعم “لا»", "“لا"]),
        # A closing mark alone is none.
        ("نعم» ثم لا", []),
    ],
)
def test_marks_that_belong_together(text: str, found: list[str]) -> None:
    assert quoted(text) == found


def test_which_one_holds_a_place() -> None:
    text = "قال: «هذا «بيت» كبير» ثم مضى"
    pairs = Quotations(text)
    around = pairs.around(text.index("بيت"))
    assert [text[each.start : each.end] for each in around] == ["«بيت»", "«هذا «بيت» كبير»"]
    assert not pairs.around(text.index("مضى"))
    inner = pairs.all[1].inner
    assert text[inner[0] : inner[1]] == "بيت"


@given(st.text('«»“”„"\u2039\u203aا ه.:\n', max_size=60))
def test_whatever_is_written_the_places_are_sound(text: str) -> None:
    found = Quotations(text).all
    assert found == sorted(found, key=lambda each: (each.start, -each.end))
    for each in found:
        assert 0 <= each.start < each.end <= len(text)
        assert text[each.start] in '«“”„"\u2039»\u203a'
    for one in found:
        for other in found:
            assert not one.start < other.start < one.end < other.end
