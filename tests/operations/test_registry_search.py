"""Finding sources and ledger claims by what is typed."""

import pytest

from annotator.model.claim import LedgerClaim
from annotator.model.entity import Entity
from annotator.operations.ledger import ListedClaim
from annotator.operations.registry_search import likeness, ranked_claims, ranked_sources
from annotator.store.claims import LedgerUse


@pytest.mark.parametrize(
    ("typed", "least"),
    [
        ("هيئة الموانئ", 3),
        ("هيئه الموانيء", 0),
        ("هيئه", 2),
        ("الموانئ هيئة", 1),
        ("موانئ", 1),
        ("للموانئ", 1),
        ("الاتحاد", 0),
        ("", 1),
    ],
)
def test_spelling_order_and_attached_particles_do_not_matter(typed: str, least: int) -> None:
    assert likeness(["هيئة الموانئ"], typed) >= least
    if not least and typed == "الاتحاد":
        assert likeness(["هيئة الموانئ"], typed) == 0


def test_the_likest_source_is_first() -> None:
    listed = [
        Entity(1, "", "رئيس هيئة الموانئ"),
        Entity(2, "", "هيئة الموانئ والمنارات"),
        Entity(3, "", "الهيئة", aliases=("هيئة الموانئ",)),
        Entity(4, "", "BBC"),
    ]
    assert [each.id for each in ranked_sources(listed, "هيئة الموانئ")] == [3, 2, 1]
    assert [each.id for each in ranked_sources(listed, "bbc")] == [4]
    assert len(ranked_sources(listed, "")) == 4


def test_proposed_claims_stand_before_others() -> None:
    use = LedgerUse(1, 1, "", "")
    listed = [ListedClaim(LedgerClaim(n, "", f"ادعاء {n}"), use) for n in (1, 2, 3)]
    found = ranked_claims(listed, "ادعاء", {3: 0.5, 2: 0.9})
    assert [each.claim.id for each in found] == [2, 3, 1]
