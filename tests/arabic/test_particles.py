"""Particles: every way in which a word stands with little words attached is thought of."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from annotator.arabic.clitics import bases
from annotator.arabic.fold import fold
from annotator.arabic.particles import attached, beginnings
from tests.shared import shared_data


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("إرهاب", "وبالإرهاب"),
        ("إرهاب", "للإرهاب"),
        ("الإرهاب", "إرهاب"),
        ("الإرهاب", "وإرهابهم"),
        ("لغة", "للغة"),
        ("هيئة", "لهيئتها"),
        ("وجه", "ووجهها"),
        ("كتبوا", "كتبوه"),
        ("مستشفى", "بمستشفاهم"),
        ("يقول", "فسيقول"),
        ("ولي", "وليه"),
        ("من", "ومنها"),
        ("BBC", "لbbc"),
        ("2017", "و2017"),
    ],
)
def test_a_word_with_what_is_attached_is_among_the_forms(word: str, form: str) -> None:
    assert fold(form) in attached(fold(word))


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("قال", "سقال"),
        ("الذي", "ذي"),
        ("و", "وو"),
        ("قال", "الالقال"),
        ("لغة", "لللغة"),
    ],
)
def test_what_nobody_writes_is_not(word: str, form: str) -> None:
    assert fold(form) not in attached(fold(word))


@given(st.text(st.sampled_from("وفبكلسايتنهمرعق2b"), min_size=1, max_size=8))
def test_the_word_comes_first_and_every_form_once(word: str) -> None:
    for forms in (attached(word), beginnings(word)):
        assert forms[0] == word
        assert len(set(forms)) == len(forms)


@given(st.text(st.sampled_from("وفبكلسايتنهمرعق"), min_size=3, max_size=8))
def test_what_is_put_on_can_be_taken_off(word: str) -> None:
    from annotator.arabic.clitics import without_article

    own = without_article(word)
    assume(not own.endswith("وا"))  # كتبوه: the alif is written nowhere
    for form in attached(word)[1:]:
        assert own in bases(form) or form == own, form


def test_a_beginning_has_nothing_behind_it() -> None:
    assert "وبالارها" in beginnings("ارها")
    assert "ارهاها" not in beginnings("ارها")


def test_families_that_differ_in_particles_alone_are_whole() -> None:
    lines = (shared_data() / "word_families.txt").read_text(encoding="utf-8").splitlines()
    families = {name: forms.split() for name, forms in (line.split(": ") for line in lines)}
    for name in ("إرهاب", "تحالف", "خروج", "داعش"):
        assert {fold(form) for form in families[name]} <= set(attached(fold(name))), name
