"""Words, sentences and proclitics."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.model import graphemes, words

TEXTS = st.text(
    alphabet=st.sampled_from("ابول a12.,/:«»\u064e\u0651\u0640\u200c😀\n؟"), max_size=50
)
NEWS = "قال د. أحمد: «نعم، 12.5 مليون.» ثم ذهب.. وفي 14/11/2017 عاد؟ ه\nثانية"


def cut(text: str, span: tuple[int, int]) -> str:
    return text[span[0] : span[1]]


def test_quotation_marks_stay_outside_and_numbers_whole() -> None:
    text = "«ألكسندروف» 3,000 و12.5 في أكتوبر/تشرين 14/11/2017 كُلَّمَا الـ12."
    assert [cut(text, span) for span in words.word_ranges(text)] == [
        "ألكسندروف", "3,000", "و12.5", "في", "أكتوبر", "تشرين", "14/11/2017", "كُلَّمَا", "الـ12",
    ]  # fmt: skip


@given(TEXTS, st.integers(0, 50))
def test_a_word_found_from_within_is_a_word_found_from_the_start(text: str, at: int) -> None:
    at = min(at, len(text))
    expected = next((w for w in words.word_ranges(text) if w[0] <= at < w[1]), None)
    assert words.word_around(text, at) == expected


@given(TEXTS, st.integers(0, 50), st.integers(0, 50))
def test_snapping_only_grows_and_is_idempotent(text: str, one: int, two: int) -> None:
    start, end = sorted((min(one, len(text)), min(two, len(text))))
    low, high = words.snap_to_words(text, start, end)
    assert low <= start
    assert high >= end
    assert words.snap_to_words(text, low, high) == (low, high)
    if start < end:
        assert graphemes.is_boundary(text, low)
        assert graphemes.is_boundary(text, high)


@given(TEXTS, st.integers(0, 50))
def test_word_steps_go_on_and_back(text: str, at: int) -> None:
    at = min(at, len(text))
    found = list(words.word_ranges(text))
    ends = [each for _start, each in found if each > at]
    starts = [each for each, _end in found if each < at]
    ends_before = [each for _start, each in found if each < at]
    starts_after = [each for each, _end in found if each > at]
    assert words.next_word_end(text, at) >= min(ends, default=len(text))
    assert words.previous_word_start(text, at) <= max(starts, default=0)
    assert words.previous_word_end(text, at) <= max(ends_before, default=0)
    assert words.next_word_start(text, at) <= min(starts_after, default=len(text))


def test_half_words_become_whole_ones() -> None:
    text = "وقال الوزير، أمس"
    assert cut(text, words.snap_to_words(text, 2, 7)) == "وقال الوزير"
    assert words.snap_to_words(text, 3, 3) == (3, 3)


def test_the_word_at_a_place() -> None:
    text = "وقال «الوزير» 😀"
    assert cut(text, words.word_at(text, 0)) == "وقال"
    assert cut(text, words.word_at(text, 4)) == "وقال"
    assert cut(text, words.word_at(text, 5)) == "«"
    assert cut(text, words.word_at(text, 14)) == "😀"


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        ("12.5", "قال د. أحمد: «نعم، 12.5 مليون.»"),
        ("قال", "قال د. أحمد: «نعم، 12.5 مليون.»"),
        ("ذهب", "ثم ذهب.."),
        ("عاد", "وفي 14/11/2017 عاد؟"),
        ("ثانية", "ثانية"),
    ],
)
def test_the_sentence_at_a_place(place: str, sentence: str) -> None:
    assert cut(NEWS, words.sentence_at(NEWS, NEWS.index(place))) == sentence


@given(TEXTS, st.integers(0, 50))
def test_a_sentence_lies_in_its_paragraph_without_blank_edges(text: str, at: int) -> None:
    at = min(at, len(text))
    sentence = cut(text, words.sentence_at(text, at))
    assert sentence == sentence.strip()
    assert "\n" not in sentence


def test_blank_edges_are_trimmed() -> None:
    assert words.trim_blank(" \u00a0ab\n", 0, 5) == (2, 4)
    assert words.trim_blank("   ", 0, 3) == (0, 0)


@pytest.mark.parametrize(
    ("word", "cuts"),
    [
        ("وبالمدينة", ["و", "وب", "وبال"]),
        ("لهيئة", ["ل"]),
        ("للإرهابيين", ["ل", "لل"]),
        ("سيقولون", ["س"]),
        ("وَبِالْمَدِينَةِ", ["وَ", "وَبِ", "وَبِالْ"]),
        ("الوزير", ["ال"]),
        ("لن", []),
        ("مدينة", []),
    ],
)
def test_the_prefixes_a_word_may_begin_with(word: str, cuts: list[str]) -> None:
    assert [word[:at] for at in words.proclitic_cuts(word)] == cuts


@given(TEXTS)
def test_at_least_two_letters_stay(word: str) -> None:
    for at in words.proclitic_cuts(word):
        assert graphemes.is_boundary(word, at) or word[at] in "\u200c"
        assert len(graphemes.boundaries(word[at:])) > 2
