"""Arabic in Latin letters and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.arabic.transliterate import Scheme, to_arabic, transliterate

SCHEMES: tuple[Scheme, ...] = ("buckwalter", "hsb")
ARABIC = "ءآأؤإئابةتثجحخدذرزسشصضطظعغـفقكلمنهوىيًٌٍَُِّْٰٱپچڤگ"


@pytest.mark.parametrize(
    ("word", "buckwalter", "hsb"),
    [
        ("الإِرْهَابِ", "Al<irohaAbi", "AlĂir.haAbi"),
        ("مسؤول", "ms&wl", "msŵwl"),
        ("شَيْء", "$ayo'", "šay.'"),
        ("ظُلْم ثَقِيل", "Zulom vaqiyl", "Ďul.m θaqiyl"),
    ],
)
def test_words(word: str, buckwalter: str, hsb: str) -> None:
    assert transliterate(word, "buckwalter") == buckwalter
    assert transliterate(word, "hsb") == hsb


@given(st.text(ARABIC), st.sampled_from(SCHEMES))
def test_there_and_back(text: str, scheme: Scheme) -> None:
    latin = transliterate(text, scheme)
    assert len(latin) == len(text)
    assert not set(latin) & set(ARABIC)
    assert to_arabic(latin, scheme) == text


@pytest.mark.parametrize(("scheme", "name"), [("buckwalter", "bw"), ("hsb", "hsb")])
def test_the_tables_are_those_of_camel_tools(scheme: Scheme, name: str) -> None:
    from camel_tools.utils.charmap import CharMapper

    there, back = CharMapper.builtin_mapper(f"ar2{name}"), CharMapper.builtin_mapper(f"{name}2ar")
    for letter in ARABIC:
        latin = transliterate(letter, scheme)
        assert there.map_string(letter) == latin
        if there.map_string(back.map_string(latin)) == latin:
            assert to_arabic(latin, scheme) == letter
