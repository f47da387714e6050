"""Every mark lands on its own words, or is told as lost."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.anchoring import Anchored, Anchors
from annotator.exchange.units import Unit
from annotator.model.annotated import UNKNOWN, Mark
from annotator.model.span import Fragment
from tests.exchange.test_units import counted

TEXT = "قال الوزير إن الطقس جميل.\nوقال المتحدث: «نعم»، ثم قال: لا.\nانتهى 👍."


def quoted(start: int, *quotes: str) -> list[Fragment]:
    """Return fragments at a wrong place that quote their words."""
    return [Fragment(start + 100 * n, start + 100 * n + 1, q) for n, q in enumerate(quotes)]


def words(found: Anchored) -> list[str]:
    for each in found.fragments:
        assert TEXT[each.start : each.end] == each.quote
    return [each.quote for each in found.fragments]


def test_words_that_stand_where_they_should_stay() -> None:
    found = Anchors(TEXT).place([Fragment(4, 10, "الوزير")])
    assert (found.fragments, found.how) == ((Fragment(4, 10, "الوزير"),), "")


def test_a_unique_quote_is_found_again() -> None:
    found = Anchors(TEXT).place(quoted(5, "المتحدث"))
    assert (words(found), found.how) == (["المتحدث"], "moved")
    found = Anchors(TEXT).place([Fragment(UNKNOWN, UNKNOWN, "المتحدث")])
    assert (words(found), found.how) == (["المتحدث"], "moved")


@pytest.mark.parametrize(
    ("quote", "prefix", "suffix"),
    [
        ("قال", "", ""),  # at three places
        ("السفير", "", ""),  # nowhere
        ("المتحدث", "أعلنت الهيئة أن ", " باسم الحكومة"),  # other words are meant
        ("قال", "لا شيء ", " كهذا"),
        ("  ", "", ""),
        ("\u064b\u200f", "", ""),
        ("\ud800", "", ""),
    ],
)
def test_what_has_no_sure_place_is_lost(quote: str, prefix: str, suffix: str) -> None:
    assert Anchors(TEXT).place(quoted(5, quote), prefix, suffix).lost


def test_what_is_around_tells_which_of_several_is_meant() -> None:
    found = Anchors(TEXT).place(quoted(5, "قال"), "«نعم»، ثم ", ": لا.")
    assert found.fragments[0].start == TEXT.index("قال: لا")
    assert found.how == "moved"


@pytest.mark.parametrize(
    ("quote", "stands"),
    [
        ("إنّ الطقسَ جميل", "إن الطقس جميل"),
        ("إن\u00a0الطقس \n جميل", "إن الطقس جميل"),
        ("\u202bإن الطقس جميل\u202c", "إن الطقس جميل"),
    ],
)
def test_what_cannot_be_seen_may_differ_and_is_told(quote: str, stands: str) -> None:
    found = Anchors(TEXT).place(quoted(90, quote))
    assert (words(found), found.how) == ([stands], "approximated")
    assert Anchors(TEXT + " إن الطقس جميل").place(quoted(90, quote)).lost


def test_offsets_without_words_are_taken_when_they_are_in_the_text() -> None:
    found = Anchors(TEXT).place([Fragment(4, 10, "")])
    assert (words(found), found.how) == (["الوزير"], "unquoted")
    for start, end in ((4, 4), (10, 4), (-3, 4), (4, 10_000), (10**30, 10**30 + 3)):
        assert Anchors(TEXT).place([Fragment(start, end, "")]).lost


def test_edges_are_tidied_and_that_is_told() -> None:
    found = Anchors(TEXT).place([Fragment(3, 11, " الوزير ")])
    assert (words(found), found.how) == (["الوزير"], "trimmed")
    assert Anchors(TEXT).place([Fragment(3, 4, " ")]).lost
    marked = Anchors("قالَ نعم").place([Fragment(0, 3, "قال")])
    assert (marked.fragments[0].quote, marked.how) == ("قالَ", "approximated")


def test_several_fragments_keep_their_order() -> None:
    anchors = Anchors(TEXT)
    found = anchors.place(quoted(5, "الوزير", "المتحدث"))
    assert (words(found), found.how) == (["الوزير", "المتحدث"], "moved")
    assert anchors.place(quoted(5, "المتحدث", "الوزير")).lost
    # the one in the middle stands once between its neighbours
    assert words(anchors.place(quoted(5, "المتحدث", "قال", "لا"))) == ["المتحدث", "قال", "لا"]
    # ambiguous each, unique at their distance
    shifted = [Fragment(2, 5, "قال"), Fragment(6, 13, "المتحدث")]
    assert words(anchors.place(shifted)) == ["قال", "المتحدث"]


def test_fragments_that_overlap_become_one() -> None:
    found = Anchors(TEXT).place([Fragment(4, 10, "الوزير"), Fragment(7, 13, "زير إن")])
    assert (words(found), found.how) == (["الوزير إن"], "approximated")


def mark(text: str, start: int, end: int, unit: Unit, *, around: bool, shift: int = 0) -> Mark:
    """Return a mark that counts in a unit, its words known."""
    fragment = counted(text, start, end, unit, text[start:end])
    moved = Fragment(fragment.start + shift, fragment.end + shift, fragment.quote)
    sides = (text[max(0, start - 32) : start], text[end : end + 32]) if around else ("", "")
    return Mark("", "x", (moved,), prefix=sides[0], suffix=sides[1])


TOKENS = st.lists(
    st.sampled_from(
        ["قال", "وقال", "الوزير", "نعمْ", "👍", "👩‍👩‍👧", "لا", "x", "إن\n", "\n\n", "«لا»"]
    ),
    min_size=4,
    max_size=40,
)
UNITS = st.sampled_from(
    [Unit(), Unit("utf-16"), Unit("utf-8"), Unit(line_end=2), Unit("utf-16", 2)]
)


@st.composite
def stories(draw: st.DrawFn) -> tuple[str, Sequence[tuple[int, int]], Unit, int]:
    tokens = draw(TOKENS)
    text, places = "", []
    for token in tokens:
        start = len(text)
        text += token
        if token.strip() and draw(st.booleans()):
            places.append((start, start + len(token.strip())))
        text += " "
    return text, places, draw(UNITS), draw(st.integers(-5, 9))


@given(stories(), st.booleans())
def test_a_mark_lands_on_its_own_words_or_is_lost(
    story: tuple[str, Sequence[tuple[int, int]], Unit, int], around: bool
) -> None:
    text, places, unit, shift = story
    marks = [mark(text, s, e, unit, around=around, shift=shift) for s, e in places]
    found, _unit = Anchors(text).place_all(marks)
    for (start, end), placed in zip(places, found, strict=True):
        if not placed.lost:
            (fragment,) = placed.fragments
            assert fragment.quote == text[fragment.start : fragment.end] == text[start:end]
    if unit == Unit() and not shift:
        assert [(p.fragments[0].start, p.fragments[0].end) for p in found] == list(places)


@given(stories(), st.sampled_from(["مقدمة 👍\n", "", "قال "]))
def test_words_before_the_text_move_every_mark_alike(
    story: tuple[str, Sequence[tuple[int, int]], Unit, int], before: str
) -> None:
    text, places, _unit, _shift = story
    marks = [mark(text, s, e, Unit(), around=True) for s, e in places]
    found, _told = Anchors(before + text).place_all(marks, foreign=True)
    for (start, end), placed in zip(places, found, strict=True):
        if not placed.lost:
            (fragment,) = placed.fragments
            assert fragment.quote == text[start:end]


def test_offsets_of_another_unit_are_found_out() -> None:
    text = "👍 قال نعم\nقال لا\n👍 قال نعم 👍"
    places = [(2, 5), (6, 9), (10, 13), (19, 22), (23, 26)]
    unit = Unit("utf-16", 2)
    marks = [mark(text, s, e, unit, around=False) for s, e in places]
    found, told = Anchors(text).place_all(marks)
    assert told == unit
    assert [(p.fragments[0].start, p.fragments[0].end) for p in found] == places


def test_a_mark_moves_with_its_neighbours_when_its_words_agree() -> None:
    text = "مقدمة جديدة. قال الوزير قال المتحدث قال نعم."
    places = [(3, "الوزير"), (10, "قال"), (14, "المتحدث"), (0, "قال")]
    marks = [Mark("", "x", (Fragment(at, at + len(q), q),)) for at, q in places]
    marks[0] = Mark("", "x", (Fragment(4, 10, "الوزير"),))
    marks[1] = Mark("", "x", (Fragment(11, 14, "قال"),))
    marks[2] = Mark("", "x", (Fragment(15, 22, "المتحدث"),))
    found, _unit = Anchors(text).place_all(marks)
    assert [p.how for p in found] == ["moved", "moved", "moved", "lost"]
    assert found[1].fragments[0].start == text.index("قال المتحدث")


def test_neighbours_that_moved_apart_tell_nothing() -> None:
    text = "الوزير قال كلام قال المتحدث قال نعم."
    marks = [
        Mark("", "x", (Fragment(1, 7, "الوزير"),)),
        Mark("", "x", (Fragment(9, 12, "قال"),)),
        Mark("", "x", (Fragment(12, 19, "المتحدث"),)),
    ]
    found, _unit = Anchors(text).place_all(marks)
    assert [place.how for place in found] == ["moved", "lost", "moved"]


def test_words_at_the_same_offset_are_not_taken_when_the_document_has_moved() -> None:
    text = "قال نعم ثم قال: لا، وانصرف الوزير."
    there = text.index("قال: لا")
    marks = [
        Mark("", "x", (Fragment(0, 3, "قال"),), prefix="نعم ثم ", suffix=": لا، وان"),
        Mark("", "x", (Fragment(2, 8, "الوزير"),)),
    ]
    found, _unit = Anchors(text).place_all(marks)
    assert [place.fragments[0].start for place in found] == [there, text.index("الوزير")]


def test_signs_of_the_letter_before_do_not_draw_it_in() -> None:
    found = Anchors("نعمْ قالَ لا").place([Fragment(3, 8, "قال")])
    assert [each.quote for each in found.fragments] == ["قالَ"]


@pytest.mark.parametrize("sign", ["\u200d", "\u064b", "\u0651"])
def test_a_sign_that_stands_on_the_blank_before_a_mark_does_not_cost_the_mark(sign: str) -> None:
    text = f"قال {sign}نعم ثم"
    found = Anchors(text).place([Fragment(4, 8, f"{sign}نعم")])
    assert (found.fragments, found.how) == ((Fragment(5, 8, "نعم"),), "approximated")
    assert Anchors(text).place([Fragment(4, 5, sign)]).lost
