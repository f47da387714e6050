"""Names: which entity of the registry a typed or marked name may mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.arabic.names import ALIKE, SAME, rank_names

REGISTRY = {
    1: ["دونالد ترامب", "Donald Trump"],
    2: ["هيئة الإذاعة البريطانية", "بي بي سي", "BBC"],
    3: ["وزارة الدفاع الروسية"],
    4: ["وزارة الخارجية الروسية"],
    5: ["صحيفة لوموند", "Le Monde"],
    6: ["ميخائيل ألكسندروف"],
    7: ["لوموند ديبلوماتيك"],
}


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("دونالد ترامب", 1),
        ("الرئيس الأمريكي دونالد ترامب", 1),
        ("ترامب", 1),
        ("trump", 1),
        ("هيئة الاذاعة البريطانية (بي بي سي)", 2),
        ("bbc", 2),
        ("لهيئة الاذاعة البريطانية", 2),
        ("للهيئة", 2),
        ("لهيئة الاذ", 2),
        ("للهيئ", 2),
        ("وبوزارة الخار", 4),
        ("وزارة الخار", 4),
        ("الخارجية الروسية", 4),
        ("صحيفة “لوموند” الفرنسية", 5),
        ("le mo", 5),
        ("«ألكسندروف»", 6),
        ("مِيخَائِيل", 6),
    ],
)
def test_the_entity_meant_comes_first(name: str, key: int) -> None:
    assert rank_names(name, REGISTRY)[0].key == key


def test_the_same_name_is_best_and_spelling_does_not_count() -> None:
    assert rank_names("هيئة الاذاعه البريطانيه", REGISTRY)[0].score == SAME
    assert rank_names("بوزارة الدفاع الروسية", REGISTRY)[0].score == ALIKE


def test_an_entity_is_listed_once_by_the_name_that_fits() -> None:
    found = rank_names("بي بي", REGISTRY)
    assert [match.key for match in found] == [2]
    assert found[0].name == "بي بي سي"


def test_a_title_alone_says_little() -> None:
    found = rank_names("وزارة", REGISTRY)
    assert {match.key for match in found} == {3, 4}
    assert all(match.score < 0.5 for match in found)
    assert 3 not in {match.key for match in rank_names("وزارة الصحة المصرية", REGISTRY)[:1]}


@pytest.mark.parametrize("name", ["", " ", "«»", "خالد", "x", "بها"])
def test_nothing_fits(name: str) -> None:
    assert rank_names(name, REGISTRY) == []


def test_the_limit() -> None:
    assert len(rank_names("الروسية", REGISTRY, limit=1)) == 1


NAMES = st.text(st.sampled_from("اولهبكفسرمن ةى"), max_size=12)


@given(st.dictionaries(st.integers(1, 9), st.lists(NAMES, max_size=3)), NAMES)
def test_scores_fall_and_a_registered_name_finds_its_entity(
    registry: dict[int, list[str]], name: str
) -> None:
    found = rank_names(name, registry)
    assert [match.score for match in found] == sorted((m.score for m in found), reverse=True)
    assert all(0 < match.score <= SAME and match.name in registry[match.key] for match in found)
    if name.strip() and any(name in names for names in registry.values()):
        assert name in registry[found[0].key] or found[0].score == SAME
