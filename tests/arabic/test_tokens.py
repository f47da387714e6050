"""Tokens: words and marks where they stand, and ranges cut out of them."""

from hypothesis import given
from hypothesis import strategies as st

from annotator.arabic.tokens import letters_end, partner, tokens_of, trimmed
from annotator.model.graphemes import is_boundary

TEXTS = st.one_of(st.text(), st.text(st.sampled_from('قالَ «»"(),،: \n\u200fـ٣🙂ﷺ')))


def cut(text: str) -> str | None:
    place = trimmed(text, tokens_of(text, 0, len(text)))
    return None if place is None else text[slice(*place)]


def test_words_are_folded_and_marks_are_not() -> None:
    text = 'قَالَ : "نعم" (لا)'
    found = tokens_of(text, 0, len(text))
    assert [token.text for token in found] == ["قال", ":", '"', "نعم", '"', "(", "لا", ")"]
    assert [token.opens for token in found if not token.is_word] == [
        False,
        True,
        False,
        True,
        False,
    ]


def test_marks_at_the_edges_stay_when_they_belong_to_the_name() -> None:
    assert cut('، صحيفة "الغد" ،') == 'صحيفة "الغد"'
    assert cut('"الغد"') == "الغد"
    assert cut("«الغد» اليومية") == "«الغد» اليومية"
    assert cut("هيئة (بي بي سي)،") == "هيئة (بي بي سي)"
    assert cut("هيئة (بي") == "هيئة (بي"
    assert cut("الغد»") == "الغد"
    assert cut("، : «") is None


def test_a_lone_tatweel_is_no_word() -> None:
    assert tokens_of("ـ", 0, 1) == ()


def test_the_first_letters_go_with_their_marks() -> None:
    text = "وَلَهيئةٌ"
    (token,) = tokens_of(text, 0, len(text))
    assert text[: letters_end(text, token, 1)] == "وَ"
    assert text[: letters_end(text, token, 2)] == "وَلَ"


def test_brackets_find_their_partner() -> None:
    text = "(أ (ب) ج) د"
    assert partner(tokens_of(text, 0, len(text))) == 6
    assert partner(tokens_of("«أ", 0, 2)) is None


@given(TEXTS, st.data())
def test_tokens_stand_where_they_say(text: str, data: st.DataObject) -> None:
    low = data.draw(st.integers(0, len(text)))
    high = data.draw(st.integers(low, len(text)))
    last = low
    for token in tokens_of(text, low, high):
        assert last <= token.start < token.end <= high
        assert token.text
        last = token.end


@given(TEXTS)
def test_what_is_cut_out_begins_and_ends_with_something(text: str) -> None:
    place = trimmed(text, tokens_of(text, 0, len(text)))
    if place is not None:
        low, high = place
        assert low < high
        assert not text[low].isspace()
        assert not text[high - 1].isspace()
        assert is_boundary(text, low)
        assert is_boundary(text, high)
