"""Chains of transmission: the walk of parents from the author to the last speaker."""

from collections.abc import Callable, Mapping

from annotator.model.attribution import Attribution

SEPARATOR = " › "


def walk(attribution: Attribution, known: Mapping[int, Attribution]) -> list[Attribution]:
    """Return the chain that ends in *attribution*, outermost first.

    A parent that is not *known*, or that would close a circle, ends the walk.
    """
    found = [attribution]
    seen = {attribution.id}
    parent = attribution.parent
    while parent is not None and parent not in seen and parent in known:
        found.append(known[parent])
        seen.add(parent)
        parent = known[parent].parent
    return found[::-1]


def depth(attribution: Attribution, known: Mapping[int, Attribution]) -> int:
    """Return how many speakers the content has passed through; 0 is the author's own voice."""
    return len(walk(attribution, known))


def path(
    attribution: Attribution,
    known: Mapping[int, Attribution],
    author: str,
    name: Callable[[Attribution], str],
) -> str:
    """Return the chain as it is printed: ``author › Le Point › BBC › a driver``."""
    return SEPARATOR.join([author, *(name(each) for each in walk(attribution, known))])
