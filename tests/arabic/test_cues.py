"""Cues: where they stand, letter by letter, and whether what must follow does."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.arabic.cues import CueHit, find_cues, is_opener
from annotator.model.attribution import FLAGS
from annotator.model.span import range_faults
from tests.shared import shared_data

WORDS = st.sampled_from(
    [
        "قال",
        "وقال",
        "كانت",
        "قد",
        "أعلنت",
        "أن",
        "بأنها",
        "عن",
        "وفقا",
        "لهيئة",
        "لـ",
        "ل",
        "كُشف",
        "نقلت",
    ]
    + [
        "الوزير",
        "تأكيده",
        "بحسب",
        "ما",
        "ذكرت",
        "مؤكدةً",
        ":",
        "،",
        "«",
        "»",
        '"',
        ".",
        "\n",
        "بالقول",
    ]
    + [
        "سيعلن",
        "🙂",
        "وأضافوا",
        "كما",
        "على",
        "حد",
        "قوله",
        "2017",
        "\u200f",
        "ـ",
        "BBC",
        "فلقد",
        "كشفه",
    ]
)
TEXTS = st.one_of(st.lists(WORDS).map(" ".join), st.lists(WORDS).map("".join), st.text())


def quotes(text: str, hit: CueHit) -> list[str]:
    return [text[low:high] for low, high in hit.fragments]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("وقال الوزير إن الحال أفضل", ["قال"]),
        ("فيقول في هذا الصدد : «لا»", ["يقول"]),
        ("وسيعلن الوزير أن الحال أفضل", ["سيعلن"]),
        ("وفقا لهيئة الإذاعة، فر الناس", ["وفقا ل"]),
        ("وفقاً للمنطق، لا فائدة", ["وفقاً ل"]),
        ("وفقا لـ«البيدر»، فر الناس", ["وفقا لـ"]),
        ("ووفقا ل رويترز، فر الناس", ["وفقا ل"]),
        ("مترجم بتصرف عن صحيفة", ["مترجم بتصرف عن"]),
        ("نقلا عن مصدر", ["نقلا عن"]),
        ("وكانت البعثة الدائمة قد أعلنت أن", ["كانت", "قد أعلنت"]),
        ("وكانت قد أعلنت البعثة أن", ["كانت قد أعلنت"]),
        ("كنا نظن أن هناك ناسا", ["كنا نظن"]),
        ("وقد أعلنت البعثة أن", ["أعلنت"]),
        ("وتابع الخبير بالقول : «لا»", ["تابع", "بالقول"]),
        ("وأضاف الخبير قائلا : «لا»", ["أضاف", "قائلا"]),
        ("على حد قوله، فر الناس", ["على حد قوله"]),
        ("بحسب ما ذكرت الوكالة", ["بحسب ما ذكرت"]),
        ("حسبما أفادت الوكالة", ["حسبما أفادت"]),
        ("كما ذكرت الوكالة أن", ["ذكرت"]),
        ("ليؤكد أن الحال أفضل", ["يؤكد"]),
        ("وَقَالَ الوزير إنه", ["قَالَ"]),
        ("تأكيده أن الرحلة بدأت", ["تأكيده"]),
        ("أبلغه بأن الحال أفضل", ["أبلغه"]),
    ],
)
def test_the_boundaries_are_exact(text: str, expected: list[str]) -> None:
    assert quotes(text, find_cues(text)[0]) == expected


@pytest.mark.parametrize(
    ("text", "score"),
    [
        ("نقلت الهيئة عن سائق أنه", 2),
        ("نقلت كذلك أطنانا من أسلحة", 0),
        ("قال الوزير إن الحال أفضل", 3),
        ("قال الوزير : الحال أفضل", 3),
        ("قال الوزير كلمتين", 0),
        ("يقول عنها الناس «بيت بيوت»", 0),
        ("أشار الوزير إلى أن الحال أفضل", 2),
        ("اتهمت الوزارة واشنطن بالعرقلة", 1),
    ],
)
def test_what_must_follow(text: str, score: int) -> None:
    hit = find_cues(text)[0]
    assert (hit.score, hit.satisfied) == (score, score > 0)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("زعم الناطق أن", "distancing"),
        ("كشفت الصحيفة أن", "endorsing"),
        ("ادعاء الناطق بأن", "distancing"),
        ("قال الناطق إن", "neutral"),
        ("بحسب ما زعمت الصحيفة", "distancing"),
    ],
)
def test_the_stance_is_the_schemes(text: str, stance: str) -> None:
    assert find_cues(text)[0].stance == stance


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("وقال الوزير إن", {"proclitic_trimmed"}),
        ("وفقا لهيئة الإذاعة", {"subtoken_boundary"}),
        ("وكانت البعثة قد أعلنت أن", {"proclitic_trimmed", "discontinuous_cue"}),
        ("تأكيده أن", {"enclitic_pronoun_in_cue"}),
        ("القناعة بأن", set()),
        ("كُشف أن الاتفاق باطل", {"passive"}),
        ("قيل إن الاتفاق باطل", {"passive"}),
        ("كشف أن الاتفاق باطل", set()),
    ],
)
def test_flags_follow_from_the_boundaries(text: str, flags: set[str]) -> None:
    assert set(find_cues(text)[0].flags) == flags


def test_only_the_stretch_asked_for_is_searched() -> None:
    text = "قال الأول إن. وقال الثاني إن"
    assert [hit.start for hit in find_cues(text, 13)] == [text.rindex("قال")]
    assert find_cues(text, 3, 10) == []


def test_openers() -> None:
    assert all(map(is_opener, ["ان", "انه", "بانها", "هل"]))
    assert not any(map(is_opener, ["الان", "عن", "لان"]))


@given(TEXTS)
def test_every_cue_is_a_span_of_the_text(text: str) -> None:
    last = 0
    for hit in find_cues(text):
        assert range_faults(text, hit.fragments) == []
        assert set(hit.flags) <= set(FLAGS)
        assert hit.start >= last or len(hit.fragments) > 1
        last = hit.end


def test_the_true_cues_of_the_real_articles_are_found() -> None:
    """The lexicon was written with these in view: what is found today is not to be lost."""
    folder = shared_data()
    stored = json.loads((folder / "gold_attributions.json").read_text(encoding="utf-8"))
    texts = {
        each["doc"]: (folder / "articles" / each["file"]).read_bytes().decode("utf-8")
        for each in stored["documents"]
    }
    missed = []
    for example in stored["examples"]:
        for each in example["attributions"]:
            text = texts[each["doc"]]
            wanted = tuple((piece["start"], piece["end"]) for piece in each["cue"])
            if wanted not in {hit.fragments for hit in find_cues(text)}:
                missed.append(each["id"])
    assert missed == []
