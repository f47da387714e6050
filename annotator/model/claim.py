"""Claims: what is said of an annotation of kind *claim*, and the ledger of claims that recur."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from annotator.model.attribution import UNSET

CLAIM_ATTRIBUTES: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "type": (
            *("event", "quantity", "causal", "comparison", "prediction", "rule_or_law"),
            *("identity", "value_opinion", "other"),
        ),
        "check_worthiness": ("NFS", "UFS", "CFS"),
    }
)
"""NFS: not a factual sentence; UFS: factual, unimportant; CFS: factual and worth checking."""

RELATIONS: Final = ("repeats", "contradicts", "refutes", "supports")
VERDICTS: Final = ("not_assessed", "true", "partly_false", "false", "unverifiable", "satire")


@dataclass(frozen=True, slots=True)
class Claim:
    """What a coder says of one claim annotation.

    ``within`` is the attribution in whose content this smaller claim lies; ``ledger`` the claim of
    the project's ledger that it is a mention of. Only claims with a type count in statistics.
    """

    id: int
    uuid: str
    annotation: int
    type: str = UNSET
    check_worthiness: str = UNSET
    wording: str = ""
    within: int | None = None
    ledger: int | None = None


@dataclass(frozen=True, slots=True)
class LedgerClaim:
    """One claim that recurs across articles, in its canonical wording, with what became of it."""

    id: int
    uuid: str
    wording: str
    verdict: str = "not_assessed"
    rating_url: str = ""
    memo: str = ""
    created_at: str = ""


@dataclass(frozen=True, slots=True)
class LedgerRelation:
    """How one ledger claim stands to another, read: *claim* relation *other*."""

    id: int
    uuid: str
    claim: int
    relation: str
    other: int
