"""The lexicon: what its rows stand for."""

import pytest

from annotator.arabic.fold import fold
from annotator.arabic.lexicon import STANCES, lexicon, word_lists
from annotator.model.attribution import ATTRIBUTES
from annotator.model.cue_entry import CUE_KINDS
from tests.shared import shared_data


def test_every_row_has_a_kind_a_stance_and_what_must_follow() -> None:
    for cue in lexicon().cues:
        assert cue.kind in CUE_KINDS, cue
        assert cue.stance in ATTRIBUTES["cue_stance"], cue
        assert cue.follow, cue
        assert all(each in ("C", "Q", "CQ", "S", "-") or each[:2] == "N:" for each in cue.follow), (
            cue
        )
        assert cue.gloss, cue


def test_the_classes_are_those_of_the_rows() -> None:
    assert {cue.stance_class for cue in lexicon().cues} == set(STANCES)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("قالت", "قال"),
        ("يقولون", "قال"),
        ("قيل", "قال"),
        ("يؤكد", "أكّد"),
        ("أعلنوا", "أعلن"),
        ("نعتبر", "اعتبر"),
        ("رأت", "رأى"),
        ("مؤكدة", "مؤكداً"),
        ("مشيرين", "مشيراً"),
        ("تأكيده", "تأكيد"),
        ("الادعاءات", "ادعاء"),
        ("مطالبته", "مطالبة"),
        ("وفقا", "وفقاً لـ"),
    ],
)
def test_forms_are_made_from_the_stems(written: str, name: str) -> None:
    assert name in {cue.name for _form, cue in lexicon().starting(fold(written))}


def test_forms_are_folded_and_the_longest_is_first() -> None:
    forms = [form for found in lexicon().forms.values() for form, _cue in found]
    assert all(fold(word) == word and word for form in forms for word in form)
    lengths = [len(form) for form, _cue in lexicon().starting("علي")]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] == 3


def test_lists_are_folded_and_know_entries_of_several_words() -> None:
    assert "هييه" in word_lists().words("bodies")
    assert ("من", "جهته") in word_lists().starting("adjuncts", "من")
    with pytest.raises(KeyError):
        word_lists().words("no such list")


def test_no_cue_of_the_first_lexicon_is_lost() -> None:
    rows = (shared_data() / "cues.tsv").read_text(encoding="utf-8").splitlines()[1:]
    first = {fold(row.split("\t")[0]) for row in rows}
    gone = first - {fold(cue.name) for cue in lexicon().cues}
    # Forms of the verb and of the verbal noun.
    assert gone == {fold("يُزعم"), fold("تصريحات لـ")}
