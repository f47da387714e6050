"""Written forms of a word: which are possible, and which never are."""

import pytest

from annotator.arabic.fold import fold
from annotator.arabic.inflection import inflected, of_sound_plural, with_particles


def of(rule: object, word: str) -> set[str]:
    assert callable(rule)
    return set(rule(fold(word)))


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("إرهاب", "الإرهاب وإرهاب والإرهاب بالإرهاب وبالإرهاب للإرهاب لإرهاب كالإرهاب إرهابهم"),
        ("شهادة", "شهادته بشهادتها وشهادتهم الشهادة شهادتي"),
        ("حلفاء", "حلفائه وحلفائها حلفاؤه حلفاءها والحلفاء"),
        ("مستوى", "مستواه بمستواها المستوى"),
        ("لغة", "اللغة للغة وللغة بلغتهم"),
        ("يقول", "سيقول وسيقول فيقول ليقول"),
        ("قالوا", "قالوه قالوها وقالوا"),
    ],
)
def test_little_words_are_attached(word: str, forms: str) -> None:
    assert set(map(fold, forms.split())) <= of(with_particles, word)


@pytest.mark.parametrize(
    ("word", "never"),
    [
        ("إرهاب", "إرهابي"),  # an adjective, not "my terror"
        ("لغة", "لللغة"),
        ("شهادة", "الشهادتهم سشهادة"),
        ("كتاب", "الكتابهم بلكتاب"),
    ],
)
def test_what_nobody_writes_is_not_made(word: str, never: str) -> None:
    assert not set(map(fold, never.split())) & of(with_particles, word)


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("سائق", "السائقين سائقون سائقات السائقة وسائقاً"),
        ("إفريقية", "إفريقي الإفريقيين إفريقيات"),
        ("حافلة", "حافلات بالحافلات حافلاتنا حافلتين"),
        ("كتب", "يكتب وتكتب سنكتب كتبت كتبوا يكتبون كتبته"),
        ("قال", "يقول تقول فيقولون قالت"),
        ("باع", "يبيع"),
        ("أكد", "يؤكد وتؤكد"),
        ("وصل", "يصل يصلون"),
        ("دعا", "يدعو دعت"),
        ("أعلن", "يعلن أعلنوا"),
        ("أضاف", "يضيف أضافت"),
        ("استطاع", "يستطيع"),
        ("تحدث", "يتحدث تحدثوا"),
        ("يقول", "قال قالت تقول"),
        ("يعلن", "أعلن أعلنت"),
        ("يؤكد", "أكد أكدت"),
        ("يدعو", "دعا"),
        ("يستطيع", "استطاع"),
    ],
)
def test_regular_forms_are_made(word: str, forms: str) -> None:
    made = of(inflected, word) | of(with_particles, word)
    assert set(map(fold, forms.split())) <= made


@pytest.mark.parametrize(("word", "country"), [("تركي", "تركيا"), ("ليبي", "ليبيا")])
def test_a_country_is_no_accusative_of_its_people(word: str, country: str) -> None:
    assert fold(country) not in of(inflected, word)
    assert fold("عسكريا") in of(inflected, "عسكري")


def test_the_construct_plural_is_apart_for_who_knows_the_plural() -> None:
    assert fold("سائقي") not in of(inflected, "سائق")
    assert {fold("سائقي"), fold("لسائقيهم"), fold("سائقو")} <= of(of_sound_plural, "سائق")


def test_words_of_one_letter_break_nothing() -> None:
    for word in ("ا", "ي", "ه", "وي", "5", "x"):
        assert word in of(with_particles, word)
        of(inflected, word)
