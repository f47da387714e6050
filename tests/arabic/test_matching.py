"""Matching: whatever way a word is written in a text, exactly its letters are found."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.arabic import matching
from annotator.arabic.fold import fold, fold_with_offsets
from annotator.arabic.matching import Close, Own, Place, Sequel, Sought, own_letters

HARAKAT = "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0670"
INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u061c\u202b\u202c\u2067\u2069\ufeff"
SHAPES: dict[str, list[str]] = {}
for point in (*range(0xFB50, 0xFDC8), *range(0xFE70, 0xFEFD), 0xFDF2, 0xFDFA):
    SHAPES.setdefault(unicodedata.normalize("NFKC", chr(point)), []).append(chr(point))
for number in range(10):
    SHAPES[str(number)] = [chr(0x660 + number), chr(0x6F0 + number)]
WORDS = (
    "الأمريكيّة",
    "إرهاب",
    "مسؤول",
    "هيئة",
    "لا",
    "الله",
    "كلام",
    "2017",
    "الإسلام",
    "لأنها",
    "مئة",
)
OTHERS = ("قبل", "😀", "«", "b", "ﷻ", "١٢", "،", "é", "\u200f", "👨‍🚒", "ـ")


@st.composite
def written(draw: st.DrawFn, word: str) -> str:
    """Return one of the endless ways to write a word."""
    text = unicodedata.normalize(draw(st.sampled_from(["NFC", "NFD"])), word)
    pieces: list[str] = []
    place = 0
    while place < len(text):
        length = draw(st.sampled_from([1, 2, 4]))
        shapes = SHAPES.get(text[place : place + length], [])
        if shapes and draw(st.booleans()):
            pieces.append(draw(st.sampled_from(shapes)))
            place += length
        else:
            pieces.append(text[place])
            place += 1
        if place < len(text) and unicodedata.category(text[place]) == "Mn":
            continue  # what is put between a letter and its hamza would be another letter's
        pieces.append(draw(st.text(st.sampled_from(HARAKAT + INVISIBLE + "ـ"), max_size=2)))
    return "".join(pieces)


@st.composite
def hidden(draw: st.DrawFn) -> tuple[str, str, int, int]:
    """Return a word, a text that has it once, and where it stands there."""
    word = draw(st.sampled_from(WORDS))
    before, after = (
        " ".join(draw(st.lists(st.sampled_from(OTHERS), max_size=4))) for _side in range(2)
    )
    token = draw(written(word))
    text = f"{before} {token} {after}"
    return word, text, len(before) + 1, len(before) + 1 + len(token)


def sought(word: str, *more: str, **options: object) -> Sought:
    return Sought(fold(word), frozenset(map(fold, (word, *more))), written=word, **options)  # type: ignore[arg-type]


def found(text: str, matcher: matching.Matcher) -> list[str]:
    folded = fold_with_offsets(text)
    return [
        " … ".join(text[a:b] for a, b in matching.original(folded, place))
        for place in matching.find(matcher, folded)
    ]


@given(hidden())
def test_a_word_is_found_exactly_where_it_is_written(case: tuple[str, str, int, int]) -> None:
    word, text, start, end = case
    folded = fold_with_offsets(text)
    places = matching.find(sought(word), folded)
    assert [matching.original(folded, place) for place in places] == [((start, end),)]


@given(hidden(), st.sampled_from(["exact", "harakat"]))
@example(("إرهاب", "b إرهاب\u200f b", 2, 8), "exact")
def test_stricter_levels_find_what_is_the_same_at_them(
    case: tuple[str, str, int, int], level: str
) -> None:
    word, text, start, end = case
    there, wanted = text[start:end].strip(INVISIBLE), word
    same = fold(there, level) == fold(wanted, level)  # type: ignore[arg-type]
    assert bool(found(text, sought(word, level=level))) == same


def test_only_whole_words_are_found() -> None:
    text = "قال فقال قالت 😀قال، «قال» قال_قال قالقال"
    assert len(found(text, sought("قال"))) == 5
    assert found(text, sought("قال", "فقال")) == ["قال", "فقال", *["قال"] * 4]
    assert found("هنا هـنا\u0301 ه", sought("ه")) == ["ه"]


def test_a_beginning_is_found_and_what_is_left_out_is_not() -> None:
    word = Sought("قال", frozenset(), ("قال", "وقال"), frozenset(["قالوا"]))
    assert found("قالوا وقالوا قال يقال قالت", word) == ["وقالوا", "قال", "قالت"]


def test_words_in_a_row_may_have_signs_between_but_no_paragraph() -> None:
    row = Sequel((sought("قال"), sought("الوزير")))
    assert found("قال: «الوزير» قال\nالوزير قال هذا الوزير قال الوزير", row) == [
        "قال: «الوزير",
        "قال الوزير",
    ]
    same = Sequel((sought("قال"), sought("قال")))
    assert found("قال قال قال", same) == ["قال قال", "قال قال"]


@pytest.mark.parametrize(
    ("text", "distance", "wanted"),
    [
        ("ا x ب", 1, ["ا … ب"]),
        ("ا x y ب", 1, []),
        ("ب ا", 0, ["ب … ا"]),
        ("ا ا ب", 0, ["ا … ب"]),
        ("ا ب ا ب", 5, ["ا … ب", "ا … ب"]),
        ("ا x ب ا", 0, ["ب … ا"]),
        ("ا\n\nب", 0, ["ا … ب"]),
        ("ا 😀 ... ب", 0, ["ا … ب"]),
    ],
)
def test_nearness_is_counted_in_words(text: str, distance: int, wanted: list[str]) -> None:
    assert found(text, Close((sought("ا"), sought("ب")), distance)) == wanted


def test_a_place_is_near_itself_only_once() -> None:
    assert found("ا ا ا", Close((sought("ا"), sought("ا")), 3)) == ["ا … ا"]
    assert found("ا", Close((sought("ا"), sought("ا")), 3)) == []


def test_only_what_lies_within_counts() -> None:
    folded = fold_with_offsets("قال ثم قَالَ")
    matcher = sought("قال")
    assert matching.find(matcher, folded, [(4, 12)]) == [Place(((7, 10),))]
    assert matching.find(matcher, folded, [(8, 12)]) == []
    assert matching.find(matcher, folded, []) == []


@pytest.mark.parametrize(
    ("word", "form", "own"),
    [
        ("ارهاب", "ارهاب", Own(0, 0, 5)),
        ("ارهاب", "والارهاب", Own(3, 0, 5)),
        ("وزاره", "وزارته", Own(0, 0, 4)),
        ("الارهاب", "للارهاب", Own(2, 2, 5)),
        ("الارهاب", "ارهاب", Own(0, 2, 5)),
        ("من", "منها", Own(0, 0, 2)),
        ("قلم", "اقلام", None),
    ],
)
def test_a_form_tells_which_letters_are_the_word_s_own(
    word: str, form: str, own: Own | None
) -> None:
    assert own_letters(word, form) == own
