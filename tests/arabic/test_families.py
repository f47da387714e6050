"""A word's family: forms that occur, each with the nearest reason."""

from collections.abc import Sequence
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.arabic.families import forms
from annotator.arabic.fold import fold
from annotator.arabic.stem import light_stem
from annotator.arabic.variants import VariantSets, shipped
from annotator.model.search import SearchLevel


class Text:
    """The words of a text, and how often they were asked for."""

    def __init__(self, words: str) -> None:
        self.words = set(map(fold, words.split()))

    def __call__(self, asked: Sequence[str]) -> set[str]:
        return self.words.intersection(asked)


class Dictionary:
    """Lemmas and roots as a database would tell them."""

    def __init__(self, text: Text, lemmas: dict[str, tuple[str, str]]) -> None:
        self._text = text
        self._lemmas = {fold(word): pair for word, pair in lemmas.items()}

    def relatives(self, word: str, by: Literal["lemma", "root"]) -> set[str]:
        place = 0 if by == "lemma" else 1
        own = self._lemmas.get(fold(word))
        known = {w for w in self._text.words if w in self._lemmas}
        if own is None:
            rest = self._text.words - known
            return {w for w in rest if light_stem(w) == light_stem(fold(word))}
        return {w for w in known if self._lemmas[w][place] == own[place]}


def found(
    word: str, text: str, level: SearchLevel = "family", *sets: str, vocabulary: Text | None = None
) -> dict[str, str]:
    variants = VariantSets([each.split() for each in sets])
    return dict(forms(fold(word), vocabulary or Text(text), level, variants, written=word))


def test_only_forms_that_occur_are_told_and_the_word_itself_always() -> None:
    assert found("ارهاب", "الإرهاب وإرهاب قال", "folded") == {
        "ارهاب": "written",
        "الارهاب": "particle",
        "وارهاب": "particle",
    }


def test_a_word_with_its_article_is_searched_like_the_word() -> None:
    text = "الأمريكية أمريكية وبالأمريكية"
    bare = set(found("امريكيه", text, "folded"))
    assert set(found("الأمريكيّة", text, "folded")) - {"امريكيه"} == bare - {"امريكيه"}
    assert "وبالامريكيه" in bare


def test_letters_that_only_look_like_little_words_stay() -> None:
    assert "زير" not in found("وزير", "وزير زير الوزير", "folded")
    assert "ريق" not in found("فريق", "فريق ريق")


def test_a_word_that_does_not_occur_is_found_by_what_is_left_of_it() -> None:
    assert found("وقالت", "قالت", "folded") == {"وقالت": "written", "قالت": "particle"}
    assert "شهاده" in found("بشهادته", "شهادة", "folded")


def test_regular_forms_and_variants_come_with_the_family_only() -> None:
    text = "سائقين يقول القوافل بقوافلهم"
    assert found("سائق", text, "folded") == {"سايق": "written"}
    assert found("سائق", text)["سايقين"] == "variant"
    assert found("قافلة", text, "family", "قافلة قوافل") == {
        "قافله": "written",
        "القوافل": "variant",
        "بقوافلهم": "variant",
    }


def test_variants_are_found_from_each_of_their_words_and_from_inside_one() -> None:
    text = "أمريكا أميركا الأميركية"
    sets = ("أمريكا أميركا", "أمريكي أميركي")
    assert "اميركا" in found("أمريكا", text, "family", *sets)
    assert "امريكا" in found("أميركا", text, "family", *sets)
    assert found("الأمريكية", text, "family", *sets)["الاميركيه"] == "variant"
    assert found("وحلفائه", "حليف", "family", "حليف حلفاء")["حليف"] == "variant"


def test_a_regular_plural_leads_to_its_singular() -> None:
    assert "سايق" in found("السائقين", "سائق السائقين")
    assert "حافله" in found("حافلات", "حافلة حافلات")
    assert "قوان" not in found("قوانين", "قوانين")


def test_the_construct_plural_needs_the_plural() -> None:
    assert "مسلحي" in found("مسلح", "المسلحين مسلحي")
    assert "ارهابي" not in found("إرهاب", "الإرهاب إرهابي")


DICTIONARY = {
    "قال": ("قال", "ق.و.ل"),
    "يقول": ("قال", "ق.و.ل"),
    "المقال": ("مقال", "ق.و.ل"),
    "نقل": ("نقل", "ن.ق.ل"),
}


def test_lemmas_take_the_place_of_rules_and_roots_are_wider() -> None:
    text = Text("قال يقول المقال نقل وقال")
    lemmas = Dictionary(text, DICTIONARY)
    assert dict(forms("قال", text, "lemma", None, lemmas)) == {
        "قال": "written",
        "وقال": "particle",
        "يقول": "lemma",
    }
    assert dict(forms("قال", text, "root", None, lemmas))["المقال"] == "root"
    assert "المقال" not in dict(forms("قال", text, "lemma", None, lemmas))


def test_a_word_no_dictionary_knows_is_found_by_its_light_stem() -> None:
    text = Text("البوكمال والبوكمال قال")
    lemmas = Dictionary(text, DICTIONARY)
    assert dict(forms("بوكمال", text, "lemma", None, lemmas))["والبوكمال"] in ("particle", "lemma")
    assert "قال" not in dict(forms("بوكمال", text, "lemma", None, lemmas))


@pytest.mark.parametrize("level", ["lemma", "root"])
def test_without_a_dictionary_lemma_and_root_are_as_the_family(level: SearchLevel) -> None:
    text = "قال يقول وقالت"
    assert found("قال", text, level) == found("قال", text)


def test_the_shipped_sets_are_read_and_tell_something() -> None:
    sets = shipped()
    firsts = [fold(words[0]) for words in sets]
    assert len(sets) > 250
    assert len(set(firsts)) == len(firsts), "a set is known by its first word"
    assert [words for words in sets if len(set(map(fold, words))) < len(words)] == []
    assert "اميركا" in found("أمريكا", "أميركا", "family", *map(" ".join, sets))
    assert "رؤساء" in VariantSets(sets).others("رييس")


@given(st.text("اوفبكلسيتنهمءقر5x", max_size=8), st.sampled_from(["folded", "family", "root"]))
def test_any_letters_have_a_family_and_it_occurs(word: str, level: SearchLevel) -> None:
    text = Text("قال وقال يقول القر قره")
    sets = VariantSets(shipped())
    told = forms(fold(word), text, level, sets, Dictionary(text, DICTIONARY))
    assert [form for form, why in told if why == "written"] == ([fold(word)] if word else [])
    assert {form for form, why in told if why != "written"} <= text.words
    assert len(dict(told)) == len(told)
