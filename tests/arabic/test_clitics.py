"""Clitics: what may remain of a word; any candidate will do, so the right one must be there."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.arabic.clitics import LEAST, Split, bases, splits, without_article
from annotator.arabic.fold import fold
from tests.shared import shared_data

FOLDED = st.text(st.sampled_from("وفبكلسايتنهمرعق"), min_size=1, max_size=9)


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("وقال", "قال"),
        ("فيقول", "يقول"),
        ("وسيعلن", "يعلن"),
        ("لهيئة", "هيئة"),
        ("للهيئة", "هيئة"),
        ("والهيئة", "هيئة"),
        ("وبالإرهاب", "إرهاب"),
        ("كالوزارة", "وزارة"),
        ("للغة", "لغة"),
        ("تأكيده", "تأكيد"),
        ("شهادتها", "شهادة"),
        ("لمستشفاهم", "مستشفى"),
        ("فوزارتنا", "وزارة"),
        ("واشنطن", "واشنطن"),
    ],
)
def test_the_right_reading_is_among_the_candidates(written: str, base: str) -> None:
    assert fold(base) in bases(fold(written))


@pytest.mark.parametrize("word", ["الذي", "التي", "إلى", "الآن", "الله"])
def test_what_only_looks_like_the_article_stays(word: str) -> None:
    assert without_article(fold(word)) == fold(word)
    assert not any(each.proclitics == "ال" for each in splits(fold(word)))


def test_a_vocabulary_keeps_attested_readings_and_the_word() -> None:
    assert bases("واشنطن") == {"واشنطن", "اشنطن"}
    assert bases("واشنطن", {"واشنطن"}) == {"واشنطن"}
    assert bases("لهييه", {"الهييه"}) == {"لهييه", "هييه"}
    assert splits("وتاكيده", {"تاكيد"}) == (Split("", "وتاكيده"), Split("و", "تاكيد", "ه"))


def test_enclitics_can_be_left_alone() -> None:
    assert "تاكيد" not in bases("تاكيده", enclitics=False)


@given(FOLDED)
def test_the_word_itself_comes_first_and_something_always_remains(word: str) -> None:
    found = splits(word)
    assert found[0] == Split("", word)
    assert len(set(found)) == len(found)
    for each in found[1:]:
        assert len(each.base) >= LEAST
        assert word.startswith(each.proclitics)
        assert word.endswith(each.enclitic)


@given(FOLDED, st.sets(FOLDED))
def test_a_vocabulary_only_takes_away(word: str, vocabulary: set[str]) -> None:
    assert bases(word, vocabulary) <= bases(word)


def test_forms_of_a_family_share_a_candidate() -> None:
    """The families whose forms differ in clitics alone, of the real articles."""
    lines = (shared_data() / "word_families.txt").read_text(encoding="utf-8").splitlines()
    families = {name: forms.split() for name, forms in (line.split(": ") for line in lines)}
    for name in ("إرهاب", "تحالف", "شاحنة", "خروج", "قيادة", "سلاح"):
        shared = [bases(fold(form)) for form in families[name] if fold(name) in fold(form)]
        assert shared
        assert fold(name) in frozenset.intersection(*shared), name
