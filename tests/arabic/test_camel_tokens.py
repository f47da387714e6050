"""camel-tools' tokens, each at its place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.arabic.camel_tokens import aligned, token_ranges

PIECES = st.lists(
    st.one_of(
        st.sampled_from("ابتةىءأؤ ًَُّـ،؛؟«».!\u200c\u200f\u2067\u2069\u00a0\n\t٣٫5"),
        st.sampled_from(["👩‍👩‍👧", "🇸🇾", "👍🏽", "❤️", "1️⃣", "#", "é", "x"]),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=60,
).map("".join)


def test_words_marks_and_numbers() -> None:
    text = "قالَ «الوزير»: 3.5 مليون…"
    assert [text[slice(*each)] for each in token_ranges(text)] == [
        *("قالَ", "«", "الوزير", "»", ":", "3", ".", "5", "مليون", "…"),
    ]


def test_digits_are_split_off_where_it_is_asked() -> None:
    text = "ال12 طن"
    assert [text[slice(*each)] for each in token_ranges(text, split_digits=True)] == [
        *("ال", "12", "طن"),
    ]


@given(PIECES, st.booleans())
def test_tokens_are_slices_with_white_space_between(text: str, split: bool) -> None:
    from camel_tools.tokenizers.word import simple_word_tokenize

    ranges = token_ranges(text, split_digits=split)
    tokens = [text[start:end] for start, end in ranges]
    assert tokens == simple_word_tokenize(text, split_digits=split)
    edges = [0, *(edge for each in ranges for edge in each), len(text)]
    assert edges == sorted(edges)
    between = [text[low:high] for low, high in zip(edges[::2], edges[1::2], strict=True)]
    assert "".join(between).strip() == ""


def test_tokens_that_leave_something_out_are_refused() -> None:
    with pytest.raises(ValueError, match="code point 3"):
        aligned("قال زيد إن", ["قال", "إن"])
    with pytest.raises(ValueError, match="code point 0"):
        aligned("قال", ["قيل"])
