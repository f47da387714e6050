"""ClaimReview: the ledger's verdicts as JSON-LD, and what is missing for search engines told."""

import json
from pathlib import Path
from typing import Any

import pytest

from annotator.exchange.formats import claim_review
from annotator.i18n import set_language
from annotator.model.errors import InputError
from annotator.operations import exporting
from annotator.store import attributions, claims, entities
from tests.exchange.contract.awkward import Desk

TEXT = "نقلت بي بي سي عن سائق أن الجسر انهار. لا تأكيد."
FULL = {"organisation": "مرصد", "address": "https://example.org", "date": "2024-12-01"}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Two articles that mention one ledger claim: a driver said so, then an author does."""
    found = Desk(tmp_path)
    late = found.article(
        *("الجسر انهار أمس.", "لاحق"),
        outlet="أفق",
        author="ليلى",
        published="2024-11-09",
        url="https://example.org/2",
    )
    early = found.article(
        TEXT, "أول", outlet="لوبوان", published="2024-11-02", url="https://example.org/1"
    )
    outer = found.mark(early, "Claim", "عن سائق أن الجسر انهار")
    inner = found.mark(early, "Claim", "أن الجسر انهار")
    own = found.mark(late, "Claim", "الجسر انهار")
    first = found.attribute(
        early, outer, found.mark(early, "Cue", "نقلت"), found.mark(early, "Source", "بي بي سي")
    )
    driver = found.mark(early, "Source", "سائق")
    found.attribute(early, inner, None, driver, parent=first, basis="relay")
    with found.database.step("ledger", found.coder):
        entities.add(found.database, "سائق", {"kind": "person"})
        ledger = claims.add_ledger(found.database, "انهار الجسر")
        said = {"verdict": "partly_false", "rating_url": "https://example.org/check"}
        claims.update_ledger(found.database, ledger, said)
        claims.set_fields(found.database, [inner, own], {"ledger": ledger})
        claims.add_ledger(found.database, "لم يُنظر فيه")
    return found


def reviews(desk: Desk, folder: Path, **options: str) -> list[dict[str, Any]]:
    target = folder / "out.jsonld"
    exporting.export(desk.project, "claimreview", target, options=options, replace=True)
    assert claim_review.FORMAT.recognises(target)
    document = json.loads(target.read_text(encoding="utf-8"))
    assert document["@context"] == "https://schema.org"
    found: list[dict[str, Any]] = document["@graph"]
    return found


def test_a_claim_with_a_verdict_becomes_a_review(desk: Desk, tmp_path: Path) -> None:
    (review,) = reviews(desk, tmp_path, **FULL)
    assert review.pop("@id").startswith("urn:uuid:")
    assert review == {
        "@type": "ClaimReview",
        "url": "https://example.org/check",
        "datePublished": "2024-12-01",
        "claimReviewed": "انهار الجسر",
        "inLanguage": "ar",
        "author": {"@type": "Organization", "name": "مرصد", "url": "https://example.org"},
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 3,
            "bestRating": 5,
            "worstRating": 1,
            "alternateName": "كاذب جزئيًا",
        },
        "itemReviewed": {
            "@type": "Claim",
            "author": {"@type": "Person", "name": "سائق"},
            "datePublished": "2024-11-02",
            "appearance": [
                {
                    "@type": "NewsArticle",
                    "url": "https://example.org/1",
                    "headline": "أول",
                    "datePublished": "2024-11-02",
                    "publisher": {"@type": "Organization", "name": "لوبوان"},
                },
                {
                    "@type": "NewsArticle",
                    "url": "https://example.org/2",
                    "headline": "لاحق",
                    "datePublished": "2024-11-09",
                    "publisher": {"@type": "Organization", "name": "أفق"},
                    "author": {"@type": "Person", "name": "ليلى"},
                },
            ],
        },
    }


@pytest.mark.parametrize(
    ("verdict", "value", "arabic", "english"),
    [
        ("true", 5, "صادق", "True"),
        ("false", 1, "كاذب", "False"),
        ("satire", None, "سخرية", "Satire"),
    ],
)
def test_verdicts_have_a_place_on_the_scale_or_words_only(
    desk: Desk, tmp_path: Path, verdict: str, value: int | None, arabic: str, english: str
) -> None:
    ledger = claims.ledger(desk.database)[0]
    with desk.database.step("verdict", desk.coder):
        claims.update_ledger(desk.database, ledger.id, {"verdict": verdict})
    for language in ("en", "ar"):  # of the window; the option alone counts
        set_language(language)
        try:
            (named,) = reviews(desk, tmp_path)
            (plain,) = reviews(desk, tmp_path, language="en")
        finally:
            set_language("en")
        assert named["reviewRating"].get("ratingValue") == value
        assert named["reviewRating"]["alternateName"] == arabic
        assert plain["reviewRating"]["alternateName"] == english


def test_what_search_engines_miss_is_told(desk: Desk) -> None:
    def told(**options: str) -> dict[str, int]:
        losses = exporting.preview(desk.project, "claimreview", options=options).losses.losses
        return {loss.what: loss.count for loss in losses}

    assert told(**FULL) == {"marks": 8, "unassessed": 1}
    assert told(organisation="x") == {"marks": 8, "unassessed": 1, "publisher": 2}
    with desk.database.step("more", desk.coder):
        bare = claims.add_ledger(desk.database, "بلا ذكر")
        claims.update_ledger(desk.database, bare, {"verdict": "false"})
    assert told(**FULL) == {"marks": 8, "unassessed": 1, "url": 1, "mentions": 1}


def test_speakers_are_those_of_the_innermost_attribution(desk: Desk, tmp_path: Path) -> None:
    def author() -> Any:
        (review,) = reviews(desk, tmp_path)
        return review["itemReviewed"].get("author")

    inner = next(each for each in attributions.everywhere(desk.database) if each.parent)
    with desk.database.step("speakers", desk.coder):
        outlet = entities.add(desk.database, "BBC", {"kind": "media_outlet"})
        paper = entities.add(desk.database, "وثيقة", {"kind": "document"})
        attributions.set_entities(desk.database, inner.id, [outlet, paper])
    assert author() == [
        {"@type": "Organization", "name": "BBC"},
        {"@type": "Thing", "name": "وثيقة"},
    ]
    with desk.database.step("nobody", desk.coder):
        attributions.set_entities(desk.database, inner.id, [])
        attributions.remove_role(desk.database, inner.id, inner.sources[0])
    assert author() is None
    losses = exporting.preview(desk.project, "claimreview", options=FULL).losses.losses
    assert ("speaker", 1) in [(loss.what, loss.count) for loss in losses]


def test_a_date_that_is_none_is_refused(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="yesterday is not a date"):
        reviews(desk, tmp_path, date="yesterday")
    assert not (tmp_path / "out.jsonld").exists()


def test_other_json_is_no_earlier_export(tmp_path: Path) -> None:
    for content in (b"", b'{"@context": "https://schema.org"}', b"\xff\xfe"):
        (tmp_path / "a.jsonld").write_bytes(content)
        assert not claim_review.FORMAT.recognises(tmp_path / "a.jsonld")
