"""schema.org ClaimReview: what a project's ledger says of claims, for search engines and archives.

One JSON-LD document; a review for each ledger claim with a verdict. Who made the claim is the last
speaker of the chain of its earliest mention; the articles that mention it are its appearances.
What a search engine asks for and the project does not have is told in the loss report.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from annotator.exchange.options import Option
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import Loss, LossReport
from annotator.i18n import N_, _, load_catalogue, ngettext
from annotator.model.article import Article
from annotator.model.attribution_rows import SEVERAL, LedgerRow
from annotator.model.bundle import Bundle
from annotator.model.dates import refuse_date
from annotator.model.paragraphs import direction_of
from annotator.model.scheme_names import VERDICT_NAMES

NOT_ASSESSED: Final = "not_assessed"
RATINGS: Final[Mapping[str, int]] = {"true": 5, "partly_false": 3, "false": 1}
"""Verdicts that have a place on the scale from 1, false, to 5, true; the others have words only."""

_ORGANISATION: Final = "Organization"
_TYPES: Final[Mapping[str, str]] = {
    "person": "Person",
    "author": "Person",
    "social_account": "Person",
    "organisation": _ORGANISATION,
    "media_outlet": _ORGANISATION,
    "group": _ORGANISATION,
}
_BEGINS: Final = '{\n "@context": "https://schema.org",\n "@graph": ['


@dataclass(slots=True)
class _Reviewed:
    """A ledger claim with its mentions, the earliest first."""

    row: LedgerRow
    mentions: list[LedgerRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Material:
    """What reviews are made from: claims, the articles that mention them, who sources are."""

    claims: list[_Reviewed]
    unassessed: int
    articles: Mapping[str, Article]
    kinds: Mapping[str, str]
    speakers: Mapping[str, str]


def _material(bundle: Bundle) -> _Material:
    claims: dict[str, _Reviewed] = {}
    for row in bundle.ledger():
        claim = claims.setdefault(row.ledger_claim, _Reviewed(row))
        if row.annotation:
            claim.mentions.append(row)
    assessed = [each for each in claims.values() if each.row.verdict != NOT_ASSESSED]
    mentions = [mention for each in assessed for mention in each.mentions]
    wanted = {mention.article for mention in mentions}
    said = {mention.attribution for mention in mentions if mention.attribution}
    return _Material(
        assessed,
        len(claims) - len(assessed),
        {each.uuid: each for each in bundle.articles() if each.uuid in wanted},
        {each.name: each.kind for each in bundle.sources()},
        {
            each.attribution: each.entities or each.source
            for each in (bundle.attributions() if said else ())
            if each.attribution in said
        },
    )


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    date = options["date"].strip()
    if date:
        refuse_date(date)
    material = _material(bundle)
    names = load_catalogue("ar") if options["language"] == "ar" else {}
    reviews = []
    for claim in material.claims:
        watch.step()
        reviews.append(_review(claim, material, options, names))
    document = {"@context": "https://schema.org", "@graph": reviews}
    written = json.dumps(document, ensure_ascii=False, indent=1)
    path.write_text(f"{written}\n", encoding="utf-8", newline="\n")


def _review(
    claim: _Reviewed, material: _Material, options: dict[str, Any], names: Mapping[str, Any]
) -> dict[str, Any]:
    row = claim.row
    author = {"@type": _ORGANISATION, "name": options["organisation"], "url": options["address"]}
    review = {
        "@type": "ClaimReview",
        "@id": f"urn:uuid:{row.ledger_claim}",
        "url": row.rating_url,
        "datePublished": options["date"].strip(),
        "claimReviewed": row.wording,
        "inLanguage": "ar" if direction_of(row.wording, "ltr") == "rtl" else "",
        "author": _filled(author) if options["organisation"] or options["address"] else {},
        "reviewRating": _rating(row.verdict, names),
        "itemReviewed": _claim(claim, material),
    }
    return _filled(review)


def _filled(members: Mapping[str, Any]) -> dict[str, Any]:
    """Return members without those that have no value."""
    return {name: value for name, value in members.items() if value not in ("", {}, [])}


def _rating(verdict: str, names: Mapping[str, Any]) -> dict[str, Any]:
    english = VERDICT_NAMES[verdict]
    rating: dict[str, Any] = {"@type": "Rating"}
    if verdict in RATINGS:
        rating |= {"ratingValue": RATINGS[verdict], "bestRating": 5, "worstRating": 1}
    return {**rating, "alternateName": names.get(english, english.capitalize())}


def _claim(claim: _Reviewed, material: _Material) -> dict[str, Any]:
    first = claim.mentions[0] if claim.mentions else None
    appearances = [
        _appearance(material.articles[article])
        for article in dict.fromkeys(mention.article for mention in claim.mentions)
    ]
    return _filled(
        {
            "@type": "Claim",
            "author": _speaker(first, material) if first is not None else {},
            "datePublished": first.published if first is not None else "",
            "appearance": appearances,
        }
    )


def _appearance(article: Article) -> dict[str, Any]:
    publisher = {"@type": _ORGANISATION, "name": article.outlet} if article.outlet else {}
    author = {"@type": "Person", "name": article.author} if article.author else {}
    members = {
        "@type": "NewsArticle",
        "url": article.url,
        "headline": article.title,
        "datePublished": article.published,
        "inLanguage": article.language,
        "publisher": publisher,
        "author": author,
    }
    return _filled(members)


def _speaker(mention: LedgerRow, material: _Material) -> dict[str, Any] | list[dict[str, Any]]:
    """Return who said what a mention says: the last of its chain, else who signed the article.

    Several when they speak together, and nothing when it is not known.
    """
    if not mention.attribution:
        article = material.articles[mention.article]
        if article.author:
            return {"@type": "Person", "name": article.author}
        return {"@type": _ORGANISATION, "name": article.outlet} if article.outlet else {}
    names = material.speakers.get(mention.attribution, "").split(SEVERAL)
    speakers = [
        {"@type": _TYPES.get(material.kinds.get(name, ""), "Thing"), "name": name}
        for name in names
        if name
    ]
    return speakers[0] if len(speakers) == 1 else speakers


def _losses(bundle: Bundle, options: dict[str, Any]) -> LossReport:
    return LossReport(tuple(_told(bundle, _material(bundle), options)))


def _told(bundle: Bundle, material: _Material, options: dict[str, Any]) -> Iterator[Loss]:
    claims = material.claims
    marks = bundle.info.count("annotation") + bundle.info.count("attribution")
    mentioned = [material.articles[each] for each in material.articles]
    counted = (
        ("marks", marks, _marks),
        ("unassessed", material.unassessed, _unassessed),
        ("relations", bundle.info.count("ledger_relation"), _relations),
        ("url", _count(not claim.row.rating_url for claim in claims), _addresses),
        ("mentions", _count(not claim.mentions for claim in claims), _mentions),
        (
            "speaker",
            _count(bool(c.mentions) and not _speaker(c.mentions[0], material) for c in claims),
            _speakers,
        ),
        ("appearance", _count(not article.url for article in mentioned), _appearances),
    )
    for what, count, sentence in counted:
        if count:
            yield Loss(what, count, sentence(count).format(n=count))
    absent = [key for key in ("organisation", "address", "date") if not options[key].strip()]
    if claims and absent:
        sentence_ = _("Search engines ask who reviewed and when; what the options lack: {names}.")
        names = _(", ").join(_(each.label) for each in OPTIONS if each.key in absent)
        yield Loss("publisher", len(absent), sentence_.format(names=names))


def _count(found: Iterable[bool]) -> int:
    return sum(found)


def _marks(n: int) -> str:
    return ngettext(
        "{n} mark or attribution is left out: only the ledger's claims are written.",
        "{n} marks and attributions are left out: only the ledger's claims are written.",
        n,
    )


def _unassessed(n: int) -> str:
    return ngettext(
        "{n} claim of the ledger without a verdict is left out.",
        "{n} claims of the ledger without a verdict are left out.",
        n,
    )


def _relations(n: int) -> str:
    return ngettext(
        "How {n} claim of the ledger stands to another is left out.",
        "How claims of the ledger stand to each other is left out ({n} relations).",
        n,
    )


def _addresses(n: int) -> str:
    return ngettext(
        "{n} review has no address of its page, which search engines require.",
        "{n} reviews have no address of their page, which search engines require.",
        n,
    )


def _mentions(n: int) -> str:
    return ngettext(
        "{n} reviewed claim is mentioned in no article that is exported.",
        "{n} reviewed claims are mentioned in no article that is exported.",
        n,
    )


def _speakers(n: int) -> str:
    return ngettext(
        "Of {n} reviewed claim it is not known who made it.",
        "Of {n} reviewed claims it is not known who made them.",
        n,
    )


def _appearances(n: int) -> str:
    return ngettext(
        "{n} article that mentions a reviewed claim has no address.",
        "{n} articles that mention reviewed claims have no address.",
        n,
    )


def _recognises(path: Path) -> bool:
    """Tell whether a file is one that this format wrote."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            head = file.read(400)
    except (OSError, UnicodeDecodeError):
        return False
    inside = head.removeprefix(_BEGINS)
    return inside != head and (inside.startswith("]") or '"@type": "ClaimReview"' in inside)


OPTIONS: Final = (
    Option(
        "organisation",
        N_("Organisation"),
        "",
        N_("Who publishes the reviews; search engines show it beside the verdict."),
    ),
    Option("address", N_("Address of the organisation"), "", N_("Its page on the web.")),
    Option(
        "date",
        N_("Date of publication"),
        "",
        N_("When the reviews are published: 2024-03-12. Left out when empty."),
    ),
    Option(
        "language",
        N_("Language of verdicts"),
        "ar",
        N_("In which language the verdicts are named: Arabic or English."),
        ("ar", "en"),
    ),
)

FORMAT: Final = Format(
    id="claimreview",
    name=N_("ClaimReview (schema.org)"),
    description=N_("The ledger's claims with their verdicts, for search engines and archives."),
    suffix=".jsonld",
    losses=_losses,
    write=_write,
    recognises=_recognises,
    group="archive",
    unit="none",
    options=OPTIONS,
)
