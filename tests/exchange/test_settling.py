"""A text of somebody's file obeys the rules of article texts, its offsets with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange import settling
from annotator.model.annotated import Document, Mark
from annotator.model.errors import InputError
from annotator.model.span import Fragment

PIECES = st.lists(st.sampled_from(["ا", "👍", " ", "\r\n", "\n", "ب\rج"]), min_size=1, max_size=14)


@given(st.sampled_from(["", "\ufeff"]), PIECES, st.data())
def test_offsets_follow_the_canonical_text(
    bom: str, pieces: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(pieces)))
    last = data.draw(st.integers(first, len(pieces)))
    start, end = (len(bom + "".join(pieces[:n])) for n in (first, last))
    text = f"{bom}{''.join(pieces)}و"
    mark = Mark("", "x", (Fragment(start, end, text[start:end]),))
    found = settling.canonical(Document("", "", text, marks=(mark,)))
    (fragment,) = found.marks[0].fragments
    assert found.text[fragment.start : fragment.end] == fragment.quote
    assert fragment.quote == "".join(pieces[first:last]).replace("\r\n", "\n").replace("\r", "\n")
    assert "\r" not in found.text


@pytest.mark.parametrize("text", ["قال\0", "\ud800", " \n\t", "ب" * (33 * 1024**2)])
def test_what_no_article_may_be_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="The text of T "):
        settling.canonical(Document("", "T", text))


def test_names_are_sound_and_on_one_line() -> None:
    assert settling.name(" a\0b\nc\ud800 ") == "a b c\ufffd"
    assert len(settling.name("x" * 10_000)) == settling.MOST_NAME
