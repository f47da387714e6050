"""Likeness of two passages: copies above 0.6, strangers below 0.4, whichever way it is computed."""

from random import Random

import pytest

from annotator.arabic import similarity
from annotator.arabic.sentences import sentences_of
from annotator.arabic.similarity import REPRINT, Comparer, comparer, shared_words, stems_of
from annotator.exchange.readers.text_files import read_text_file
from annotator.resources import sample_corpus

OTHER_WORDS = ("أيضا", "مساء", "الجديدة", "السابق", "بحسب", "أمس", "كبير", "الماضي")


def corpus_sentences() -> list[str]:
    found = []
    for path in sorted((sample_corpus() / "articles").glob("*.txt")):
        text = read_text_file(path).text
        found += [text[low:high] for low, high in sentences_of(text)]
    return [each for each in found if len(each.split()) >= 8]


SENTENCES = corpus_sentences()


@pytest.fixture(params=["here", "scikit-learn"])
def compare(request: pytest.FixtureRequest) -> Comparer:
    if request.param == "here":
        return comparer(SENTENCES, quick=True)
    pytest.importorskip("sklearn", reason="needs the extra “similar”")
    return comparer(SENTENCES)


def edited(sentence: str, share: float, random: Random) -> str:
    words = sentence.split()
    for place in random.sample(range(len(words)), round(share * len(words))):
        words[place] = random.choice(OTHER_WORDS)
    return " ".join(words)


def test_a_copy_with_an_eighth_of_its_words_edited_is_a_reprint(compare: Comparer) -> None:
    random = Random(3)
    for sentence in SENTENCES:
        (score,) = compare.likeness(sentence, [edited(sentence, 0.12, random)])
        assert score >= REPRINT, sentence


def test_passages_about_other_things_are_not_alike(compare: Comparer) -> None:
    weather = "تهطل الأمطار على المرتفعات الغربية وتنخفض درجات الحرارة ليلا دون معدلاتها"
    football = "فاز الفريق الأزرق بثلاثة أهداف نظيفة في المباراة النهائية أمام جمهور غفير"
    recipe = "يضاف البصل المفروم إلى الزيت الساخن ويقلب حتى يذبل ثم تضاف التوابل والملح"
    for one in (weather, football, recipe):
        others = [each for each in (weather, football, recipe, *SENTENCES) if each != one]
        assert max(compare.likeness(one, others)) <= 0.4


def test_spelling_harakat_and_digits_make_no_difference(compare: Comparer) -> None:
    one = "أكّدتِ الإدارةُ الأمريكيّة أنّ ٢٠١٧ كانت سنةً صعبة"
    other = "اكدت الادارة الامريكية ان 2017 كانت سنه صعبه"
    assert compare.likeness(one, [other]) == pytest.approx([1.0])


def test_words_inside_a_long_sentence_are_found_there(compare: Comparer) -> None:
    words = "الحريق أتى على ثلاثة مستودعات للحبوب"
    long = (
        "وفي بيان نشرته وكالة الأنباء مساء أمس قال متحدث باسم الهيئة طلب عدم ذكر اسمه إن"
        f" {words}، فيما واصلت فرق الإنقاذ البحث عن مفقودين بين الأنقاض حتى الفجر"
    )
    assert compare.likeness(words, [long]) == pytest.approx([1.0])


def test_nothing_is_compared_with_nothing(compare: Comparer) -> None:
    assert compare.likeness("قال الوزير", []) == []
    assert compare.likeness("!", ["؟"]) == [0.0]


def test_both_ways_agree() -> None:
    pytest.importorskip("sklearn", reason="needs the extra “similar”")
    here, there = comparer(SENTENCES, quick=True), comparer(SENTENCES)
    for sentence in SENTENCES[:20]:
        expected = here.likeness(sentence, SENTENCES)
        assert there.likeness(sentence, SENTENCES) == pytest.approx(expected, abs=0.02)


def test_without_the_extra_it_is_computed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(similarity, "find_spec", lambda _name: None)
    assert isinstance(comparer(["كلام"]), similarity.OneByOne)


def test_stems_bring_forms_together_and_leave_out_what_says_nothing() -> None:
    assert stems_of("والمستودعات في المستودع، من مستودعين") == ["مستودع"] * 3
    assert stems_of("إنّ ذلك كان في أو على") == []


def test_shared_words_are_whole_words_where_they_stand() -> None:
    text = "أَتَى الحَرِيقُ على المستودعاتِ، لا على السوق"
    places = shared_words(text, stems_of("حريق في المستودع"))
    assert [text[low:high] for low, high in places] == ["الحَرِيقُ", "المستودعاتِ"]
