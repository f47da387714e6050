"""A text of somebody's file obeys the rules of article texts, its offsets with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange import settling
from annotator.model.annotated import Document, Mark
from annotator.model.errors import InputError
from annotator.model.span import Fragment


@given(st.text("اب👍 \r\n\ufeff", max_size=30), st.data())
def test_offsets_follow_the_canonical_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    split_pair = any(text[at - 1 : at + 1] == "\r\n" for at in (start, end) if at)
    if not text.strip("\r\n \ufeff") or split_pair or text.startswith("\ufeff\ufeff"):
        return
    mark = Mark("", "x", (Fragment(start, end, text[start:end]),))
    found = settling.canonical(Document("", "", text, marks=(mark,)))
    (fragment,) = found.marks[0].fragments
    if start or not text.startswith("\ufeff"):
        assert found.text[fragment.start : fragment.end] == fragment.quote
    assert "\r" not in found.text


@pytest.mark.parametrize("text", ["قال\0", "\ud800", " \n\t", "ب" * (33 * 1024**2)])
def test_what_no_article_may_be_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="The text of T "):
        settling.canonical(Document("", "T", text))


def test_names_are_sound_and_on_one_line() -> None:
    assert settling.name(" a\0b\nc\ud800 ") == "a b c\ufffd"
    assert len(settling.name("x" * 10_000)) == settling.MOST_NAME
