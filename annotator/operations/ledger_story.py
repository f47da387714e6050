"""What became of a claim across articles: who said it first, who repeated it, who denied it."""

from collections.abc import Sequence
from typing import Final

from annotator.model.attribution import Attribution
from annotator.operations.ledger import Mention

FIRST, REPEATED, DENIED = "first", "repeated", "denied"
PARTS: Final = (FIRST, REPEATED, DENIED)


def parts(mentions: Sequence[Mention]) -> list[str]:
    """Return the part that each mention has, given in date order.

    The first that does not deny it said it first; whoever says the same later repeated it.
    """
    found: list[str] = []
    begun = False
    for mention in mentions:
        if is_denial(mention.attribution):
            found.append(DENIED)
        else:
            found.append(REPEATED if begun else FIRST)
            begun = True
    return found


def is_denial(attribution: Attribution | None) -> bool:
    """Tell whether an attribution says that its claim is not so."""
    if attribution is None:
        return False
    return (
        attribution.holder_stance == "refutes"
        or attribution.polarity == "negative"
        or attribution.act == "denial"
    )
