"""Folding: what a search takes for the same, and the way back to the text."""

import random
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from annotator.arabic import fold as module
from annotator.arabic.fold import LEVELS, Level, fold, fold_with_offsets
from tests.shared import PROJECT, shared_data

ARABIC = st.text(
    st.one_of(
        st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءأإآؤئٱکیہپچگ"),
        st.sampled_from("\u064b\u064c\u064e\u0650\u0651\u0652\u0653\u0654\u0655\u0670\u0640"),
        st.sampled_from("\u200c\u200d\u200e\u200f\u061c\ufeff \u00a0\n،؟«»٣۷ﻻﷲﷺﻷ"),
        st.characters(),
    )
)


@pytest.mark.parametrize(
    ("text", "harakat", "folded"),
    [
        ("كُلَّمَا", "كلما", "كلما"),
        ("الإرهــاب", "الإرهاب", "الارهاب"),
        ("مستشفى", "مستشفى", "مستشفي"),
        ("هيئة", "هيئة", "هييه"),
        ("مسؤول", "مسؤول", "مسوول"),
        ("ٱلله", "ٱلله", "الله"),
        ("کتابی", "کتابی", "كتابي"),
        ("٢٠١٧ ۱۲", "٢٠١٧ ۱۲", "2017 12"),
        ("می\u200cخواهم", "میخواهم", "ميخواهم"),
        ("\u200fBBC\u200e «لوموند»،", "bbc «لوموند»،", 'bbc "لوموند",'),
        ("ﻻ ﷲ", "لا الله", "لا الله"),
        ("STRASSE Straße", "strasse strasse", "strasse strasse"),
    ],
)
def test_what_counts_as_the_same(text: str, harakat: str, folded: str) -> None:
    assert fold(text, "exact") == text
    assert fold(text, "harakat") == harakat
    assert fold(text) == folded


@pytest.mark.parametrize("level", ["harakat", "folded"])
@pytest.mark.parametrize("word", ["أُمّة", "إِلى", "آمَن", "مُؤَكِّد", "هَيْئَة", "أَ"])
def test_composed_and_decomposed_are_the_same(word: str, level: Level) -> None:
    assert fold(unicodedata.normalize("NFD", word), level) == fold(word, level)


@given(ARABIC, st.sampled_from(LEVELS))
def test_folding_twice_changes_nothing(text: str, level: Level) -> None:
    assert fold(fold(text, level), level) == fold(text, level)


@given(ARABIC, st.sampled_from(LEVELS))
def test_the_map_is_monotone_and_complete(text: str, level: Level) -> None:
    folded = fold_with_offsets(text, level)
    assert folded.text == fold(text, level)
    assert len(folded.offsets) == len(folded.text)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(0 <= place < len(text) for place in folded.offsets)


@given(ARABIC, st.sampled_from(LEVELS), st.data())
def test_a_range_comes_back_to_text_that_folds_to_it(
    text: str, level: Level, data: st.DataObject
) -> None:
    folded = fold_with_offsets(text, level)
    end = data.draw(st.integers(0, len(folded.text)))
    start = data.draw(st.integers(0, end))
    low, high = folded.original_range(start, end)
    assert 0 <= low <= high <= len(text)
    assert (low == high) == (start == end)
    wanted = folded.text[start:end]
    assert wanted in fold(text[low:high], level)
    if start < end:
        assert folded.folded_place(low) <= start


@given(ARABIC, st.sampled_from(["harakat", "folded"]))
def test_the_fast_way_is_the_same(text: str, level: Level) -> None:
    seated = module._seated(text)
    short = module._fold_short(text, seated, level)
    long = module._fold_long(text, seated, level)
    assert (short.text, short.offsets) == (long.text, long.offsets)


@given(ARABIC, st.sampled_from(["harakat", "folded"]))
@example("a\ufffeb\uffffc", "folded")
@example("é… 😀ﷺ", "folded")
def test_whole_articles_are_folded_alike(text: str, level: Level) -> None:
    module.prepare()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "PASSAGE", 0)
        fast, there = fold(text, level), fold_with_offsets(text, level)
    slow = module._fold_short(text, module._seated(text), level)
    assert fast == slow.text
    assert there == slow


def test_a_long_text_goes_the_fast_way() -> None:
    letters = "ابتكُلَّمَا هيئة ﷺ 😀 \n"
    generator = random.Random(7)
    text = "".join(generator.choice(letters) for _each in range(module.LONG + 1))
    folded = fold_with_offsets(text)
    assert folded.text == fold(text)
    start = folded.text.index("صلي")
    assert text[slice(*folded.original_range(start, start + 3))].startswith("ﷺ")


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("وَجَدْنَا أَنْفُسَنَا", "انفسنا", "أَنْفُسَنَا"),
        ("في الإرهـابِ اليوم", "الارهاب", "الإرهـابِ"),
        ("قال ﷺ يوما", "الله عليه", "ﷺ"),
        ("😀 هيئةُ الإذاعة", "هييه", "هيئةُ"),
        ("سوري\u200fة", "سوري", "سوري\u200f"),
    ],
)
def test_a_hit_is_the_whole_of_what_stands_there(text: str, query: str, found: str) -> None:
    folded = fold_with_offsets(text)
    start = folded.text.index(query)
    assert text[slice(*folded.original_range(start, start + len(query)))] == found


def test_a_range_outside_is_refused() -> None:
    folded = fold_with_offsets("قَال")
    assert folded.original_range(3, 3) == (4, 4)
    with pytest.raises(IndexError):
        folded.original_range(0, 4)
    with pytest.raises(IndexError):
        folded.original_range(2, 1)


def test_real_articles_come_back_letter_by_letter() -> None:
    for file in sorted((shared_data() / "articles").iterdir()):
        text = file.read_text(encoding="utf-8")
        folded = fold_with_offsets(text)
        assert "لوبوان" in folded.text or "لُوبْوَان" not in text
        for place in range(0, len(folded.text), 7):
            low, high = folded.original_range(place, place + 1)
            assert fold(text[low:high]).startswith(folded.text[place])


def test_importing_and_folding_a_word_load_no_heavy_library() -> None:
    code = (
        "import sys, annotator.arabic.fold as f; before = 'json' in sys.modules;"
        "f.fold('قال'); f.fold_with_offsets('قال');"
        "print(sorted({'numpy', 'camel_tools', 'regex', 'unicodedata'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
