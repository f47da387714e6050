"""Code points and UTF-16 units."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.model.offsets import Utf16Map

TEXTS = st.text(alphabet=st.sampled_from("ابج a1\u064e\u200d😀👩🇪𝒳\n"), max_size=60)


def units_before(text: str, point: int) -> int:
    return len(text[:point].encode("utf-16-le")) // 2


@given(TEXTS)
def test_every_code_point_maps_to_its_unit_and_back(text: str) -> None:
    offsets = Utf16Map(text)
    for point in range(len(text) + 1):
        assert offsets.to16(point) == units_before(text, point)
        assert offsets.to32(offsets.to16(point)) == point


@given(TEXTS)
def test_a_unit_inside_a_pair_maps_to_the_start_of_the_pair(text: str) -> None:
    offsets = Utf16Map(text)
    for point, character in enumerate(text):
        if character > "\uffff":
            assert offsets.to32(offsets.to16(point) + 1) == point


def test_the_letter_after_an_emoji() -> None:
    text = "نص 😀 عربي"
    offsets = Utf16Map(text)
    assert offsets.to16(text.index("ع")) == 6
    assert offsets.to32(6) == 5
    assert not offsets.is_plain


def test_a_text_without_astral_characters_counts_alike() -> None:
    offsets = Utf16Map("السَّيْل")
    assert offsets.is_plain
    assert [offsets.to16(n) for n in range(5)] == [offsets.to32(n) for n in range(5)]


def test_a_lone_surrogate_does_not_stop_it() -> None:
    assert Utf16Map("ا\ud800ب").to16(2) == 2
