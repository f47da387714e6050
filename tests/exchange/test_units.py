"""Finding out in which unit a file counts."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.exchange.units import UNITS, UTF16, Unit, in_points, score_units, to_points
from annotator.model.span import Fragment

TEXT = "قال 👍 الوزير\nإن الطقس جميل\n\nوأضاف 👨‍🚒 المتحدث:\nنعم، لا مانع من السفر غدا."
WORDS = ("الوزير", "الطقس جميل", "المتحدث", "لا مانع", "السفر غدا")


def size(piece: str, unit: Unit) -> int:
    """Count a piece of text by its bytes, line ends written out."""
    written = piece.replace("\n", "\r\n") if unit.line_end == 2 else piece
    wide = {"points": ("utf-32-le", 4), "utf-16": ("utf-16-le", 2), "utf-8": ("utf-8", 1)}
    encoding, width = wide[unit.counting]
    return len(written.encode(encoding, "surrogatepass")) // width


def counted(text: str, start: int, end: int, unit: Unit, quote: str = "") -> Fragment:
    last = end - 1 if unit.inclusive else end
    return Fragment(size(text[:start], unit), size(text[:last], unit), quote)


def places(text: str = TEXT) -> list[tuple[int, int]]:
    return [(text.index(word), text.index(word) + len(word)) for word in WORDS]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("quoted", [True, False])
def test_the_unit_that_a_file_counts_in_fits_best(unit: Unit, quoted: bool) -> None:
    fragments = [
        counted(TEXT, start, end, unit, TEXT[start:end] if quoted else "")
        for start, end in places()
    ]
    best, second = score_units(TEXT, fragments)[:2]
    assert best.unit == unit
    assert best.score == 1
    assert second.score < 1
    assert in_points(TEXT, fragments, unit) == places()


def test_a_quote_that_is_cut_off_counts_for_its_beginning() -> None:
    unit = Unit(UTF16, 2)
    fragments = [counted(TEXT, s, e, unit, TEXT[s : s + 3] + "…") for s, e in places()]
    assert score_units(TEXT, fragments)[0].unit == unit


def test_a_plain_text_is_taken_for_what_is_likeliest() -> None:
    assert score_units("قال نعم", [Fragment(0, 3, "قال")])[0].unit == Unit()
    assert score_units("قال نعم", [])[0].score == 0


def test_offsets_beyond_the_text_fit_nowhere() -> None:
    wild = [Fragment(-5, 3, ""), Fragment(0, 10**30, ""), Fragment(3, 3, ""), Fragment(5, 2, "")]
    for unit in (Unit(), Unit(UTF16, 2), Unit("utf-8", 1)):
        assert in_points(TEXT, wild, unit) == [None] * 4
    assert in_points("", [Fragment(0, 0, "")], Unit(inclusive=True)) == [None]


@given(st.text("اب👍\n x", max_size=40), st.sampled_from(UNITS), st.data())
def test_every_offset_comes_back(text: str, unit: Unit, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(text)))
    offset = size(text[:place], unit)
    assert to_points(text, [offset], unit) == {offset: place}
    inside = offset + 1
    borders = {size(text[:n], unit) for n in range(len(text) + 1)}
    assume(inside not in borders)
    assert to_points(text, [inside], unit) == {inside: None}


def test_a_long_text_is_counted_in_slices() -> None:
    text = ("ب" * 4095 + "👍\n") * 5
    unit = Unit(UTF16, 2)
    wanted = [size(text[:n], unit) for n in range(0, len(text) + 1, 7)]
    assert list(to_points(text, wanted, unit).values()) == list(range(0, len(text) + 1, 7))
