"""Attributions, claims, sources and the ledger as rows of tables, with all that identifies them.

What an exporter or a list is given: plain words and uuids, several of a kind joined by ``SEVERAL``,
the fragments of one place by ``PARTS``.
"""

from typing import Final, NamedTuple

SEVERAL: Final = " | "
PARTS: Final = " … "


class AttributionRow(NamedTuple):
    """One attribution; ``source``, ``cue`` and ``content`` are the marked words."""

    attribution: str
    article: str
    title: str
    outlet: str
    author: str
    published: str
    url: str
    coder: str
    source: str
    source_annotations: str
    cue: str
    cue_annotation: str
    content: str
    content_annotation: str
    entities: str
    entity_uuids: str
    parent: str
    basis: str
    depth: int
    chain: str
    identification: str
    mode: str
    medium: str
    act: str
    cue_stance: str
    holder_stance: str
    certainty: str
    polarity: str
    suggested: bool
    flags: str
    origin: str
    memo: str
    created_at: str
    changed_at: str


class ClaimRow(NamedTuple):
    """One annotation of kind *claim*, and what is said of it.

    ``attribution`` is the one whose content it is, ``within`` the one in whose content it lies.
    """

    annotation: str
    article: str
    title: str
    outlet: str
    published: str
    coder: str
    quote: str
    type: str
    check_worthiness: str
    wording: str
    attribution: str
    within: str
    chain: str
    ledger_claim: str
    ledger_wording: str


class SourceRow(NamedTuple):
    """One source entity of the registry; the counts are of all coders."""

    entity: str
    name: str
    name_en: str
    kind: str
    role: str
    aliases: str
    speaks_for: str
    speaks_for_uuid: str
    wikidata: str
    attributions: int
    articles: int
    memo: str


class LedgerRow(NamedTuple):
    """One mention of a ledger claim; one that nobody mentions has a row without a mention."""

    ledger_claim: str
    wording: str
    verdict: str
    rating_url: str
    memo: str
    created_at: str
    annotation: str
    article: str
    title: str
    outlet: str
    published: str
    coder: str
    quote: str
    attribution: str
    chain: str
    cue_stance: str
    holder_stance: str
    polarity: str


class RelationRow(NamedTuple):
    """How one ledger claim stands to another."""

    relation: str
    claim: str
    claim_wording: str
    other: str
    other_wording: str
    uuid: str
