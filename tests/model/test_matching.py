"""What a filter takes for the same."""

import pytest

from annotator.model.matching import fold_for_matching, has_all, wanted_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أُفُق", "افق"),
        ("إسناد", "اسناد"),
        ("مستشفى", "مستشفي"),
        ("المسؤولية", "المسوولية"),
        ("هيئة", "هييه"),
        ("العربيّــة", "العربيه"),
        ("١٢٣", "123"),
        ("\u200fHarbour\u00a0Watch", "harbour watch"),
    ],
)
def test_spellings_of_one_word_are_the_same(one: str, other: str) -> None:
    assert fold_for_matching(one) == fold_for_matching(other)


def test_different_words_stay_different() -> None:
    assert fold_for_matching("قلب") != fold_for_matching("كلب")
    assert fold_for_matching("حمراء") != fold_for_matching("حمرا")


def test_words_may_come_in_any_order_and_nothing_wants_nothing() -> None:
    text = fold_for_matching("روايات متضاربة عن الحريق")
    assert has_all(text, wanted_words("الحريق روايات"))
    assert not has_all(text, wanted_words("الحريق غرق"))
    assert has_all(text, wanted_words("  "))
