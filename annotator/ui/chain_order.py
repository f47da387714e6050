"""The open article's attributions in the order they are read, each with what lies in it."""

from collections.abc import Iterable, Mapping

from annotator.i18n import _
from annotator.model import chains
from annotator.model.attribution import Attribution
from annotator.ui.context import Context
from annotator.ui.open_article import OpenArticle, Place, place_of

_NOWHERE: Place = (1 << 40, 0, 0)


def claim_place(article: OpenArticle | None, attribution: Attribution) -> Place:
    """Return what orders an attribution: the place of its claim, last while that is unknown."""
    claim = article.get(attribution.content) if article is not None else None
    return place_of(claim) if claim is not None else (*_NOWHERE[:2], attribution.id)


def path(
    article: OpenArticle | None, attribution: Attribution, known: Mapping[int, Attribution]
) -> tuple[Place, ...]:
    """Return what orders an attribution within its tree: parents before what lies in them."""
    return tuple(claim_place(article, each) for each in chains.walk(attribution, known))


def in_order(context: Context, listed: Iterable[Attribution]) -> list[Attribution]:
    """Return attributions in reading order, each followed by those in it."""
    known = context.attributions.known
    return sorted(listed, key=lambda each: path(context.article, each, known))


def names(context: Context, attribution: Attribution) -> list[str]:
    """Return who speaks in the chain that ends in an attribution, the author first."""
    known, article = context.attributions, context.article
    author = article.article.author if article is not None else ""
    return [author or _("author"), *(known.name(each) for each in known.walk(attribution))]


def children(known: Mapping[int, Attribution]) -> dict[int, list[int]]:
    """Return the keys of what lies directly in each attribution."""
    found: dict[int, list[int]] = {}
    for each in known.values():
        if each.parent is not None:
            found.setdefault(each.parent, []).append(each.id)
    return found


def below(known: Mapping[int, Attribution], keys: Iterable[int]) -> set[int]:
    """Return attributions with everything that lies in them, however deep."""
    under = children(known)
    found: set[int] = set()
    waiting = list(keys)
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += under.get(key, [])
    return found
