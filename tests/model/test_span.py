"""Spans: what is one, what is refused, and that quotes and context are the text's own."""

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from annotator.model.errors import SpanError
from annotator.model.graphemes import boundaries
from annotator.model.span import (
    CONTEXT,
    Fragment,
    Span,
    make_span,
    merge_ranges,
    quote_faults,
    range_faults,
)

TEXT = "قالَتْ «أفق» إنّ 👩🏽‍🚒 وصلت\u00a0أولاً.\nثم غادرت"

letters = st.text(
    alphabet=st.sampled_from(
        list("ابتثجحخ وفك\u064e\u0651\u0640\u200d\u200f«»\n\u00a0aZ09😀👩🏽🚒")
    ),
    min_size=1,
    max_size=60,
)


@given(text=letters, data=st.data())
def test_a_span_gives_back_exactly_what_the_text_has(text: str, data: st.DataObject) -> None:
    edges = boundaries(text)
    start = data.draw(st.sampled_from(edges))
    end = data.draw(st.sampled_from(edges))
    if range_faults(text, [(start, end)]):
        with pytest.raises(SpanError):
            make_span(text, [(start, end)])
        return
    span = make_span(text, [(start, end)])
    assert span.quote == text[start:end]
    assert text[: span.start].endswith(span.prefix)
    assert text[span.end :].startswith(span.suffix)
    assert len(span.prefix) <= CONTEXT
    assert quote_faults(text, span) == []
    assert not span.quote[0].isspace()
    assert not span.quote[-1].isspace()


@given(text=letters, data=st.data())
def test_no_span_cuts_a_grapheme(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(0, len(text)))
    whole = {0, len(text), *(match.end() for match in regex.finditer(r"\X", text))}
    if not range_faults(text, [(start, end)]):
        assert start in whole
        assert end in whole


@pytest.mark.parametrize(
    ("ranges", "sentence"),
    [
        ([], "at least one"),
        ([(3, 3)], "empty or outside"),
        ([(4, 2)], "empty or outside"),
        ([(-1, 3)], "empty or outside"),
        ([(0, 999)], "empty or outside"),
        ([(0, 7)], "white space"),
        ([(6, 9)], "white space"),
        ([(0, 3)], "letter from its marks"),
        ([(0, 6), (4, 6)], "overlap"),
    ],
)
def test_what_is_no_span_is_refused_with_its_reason(
    ranges: list[tuple[int, int]], sentence: str
) -> None:
    assert any(sentence in fault for fault in range_faults(TEXT, ranges))
    with pytest.raises(SpanError):
        make_span(TEXT, ranges)


def test_an_emoji_family_is_one_letter() -> None:
    start = TEXT.index("👩")
    with pytest.raises(SpanError):
        make_span(TEXT, [(start, start + 1)])
    assert make_span(TEXT, [(start, start + 4)]).quote == "👩🏽‍🚒"


def test_nbsp_and_newline_are_white_space_at_an_edge_only() -> None:
    start = TEXT.index("وصلت")
    assert make_span(TEXT, [(start, start + 10)]).quote == "وصلت\u00a0أولاً"
    with pytest.raises(SpanError):
        make_span(TEXT, [(start, start + 5)])


def test_fragments_come_out_in_text_order() -> None:
    span = make_span(TEXT, [(8, 11), (0, 6)])
    assert span.ranges == ((0, 6), (8, 11))
    assert span.quote == "قالَتْ … أفق"
    assert (span.start, span.end, span.length) == (0, 11, 9)


def test_a_quote_that_is_not_the_text_is_told() -> None:
    span = Span((Fragment(0, 6, "قالتها"),))
    assert len(quote_faults(TEXT, span)) == 1


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 10)), max_size=12))
def test_merging_covers_the_same_places_once(pairs: list[tuple[int, int]]) -> None:
    ranges = [(start, start + length) for start, length in pairs]
    merged = merge_ranges(ranges)
    assert {p for a, b in ranges for p in range(a, b)} == {
        p for a, b in merged for p in range(a, b)
    }
    assert all(left[1] < right[0] for left, right in zip(merged, merged[1:], strict=False))
