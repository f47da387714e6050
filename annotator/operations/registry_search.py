"""Finding a source or a ledger claim by what somebody types: folded, blind to attached particles.

A thin adapter: what counts as the same is ruled in ``annotator.arabic``.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from annotator.arabic import clitics
from annotator.arabic.fold import fold as _fold
from annotator.model.entity import Entity
from annotator.operations.ledger import ListedClaim
from annotator.operations.project import Project
from annotator.store import entities

_INSIDE, _BEGINS, _EXACT = 1, 2, 3


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Return the form of *text* in which names and wordings are compared."""
    return _fold(text).strip()


def likeness(names: Iterable[str], typed: str) -> int:
    """Tell how well one of *names* fits what was typed: 3 wholly, 2 its beginning, 1 inside, 0 not.

    The words may stand in any order, with the article or particles that another spelling lacks.
    """
    wanted = fold(typed)
    if not wanted:
        return _INSIDE
    best = 0
    for name in names:
        own = fold(name)
        if own == wanted:
            return _EXACT
        if own.startswith(wanted):
            best = max(best, _BEGINS)
        elif not best and all(_has(own, word) for word in wanted.split()):
            best = _INSIDE
    return best


def _has(name: str, word: str) -> bool:
    if word in name:
        return True
    known = name.split()
    return not {*known, *map(clitics.without_article, known)}.isdisjoint(_bases(word))


@lru_cache(maxsize=2_000)
def _bases(word: str) -> tuple[str, ...]:
    """Return the words that *word* may be with particles attached, the article left off too."""
    found = [word, *clitics.bases(word)]
    return tuple({each for base in found for each in (base, clitics.without_article(base))})


def ranked_sources(listed: Iterable[Entity], typed: str) -> list[Entity]:
    """Return the sources that fit what was typed, the likest first, else in their order."""
    fits = [(likeness(each.names, typed), each) for each in listed]
    return [each for rank, each in sorted(fits, key=lambda fit: -fit[0]) if rank]


def ranked_claims(
    listed: Sequence[ListedClaim], typed: str, likely: dict[int, float] | None = None
) -> list[ListedClaim]:
    """Return the ledger claims that fit what was typed, those that are *likely* first."""
    known = likely or {}
    fits = [(likeness((each.claim.wording,), typed), each) for each in listed]
    fitting = [(rank, each) for rank, each in fits if rank]
    return [
        each
        for _rank, each in sorted(
            fitting, key=lambda fit: (-known.get(fit[1].claim.id, 0.0), -fit[0])
        )
    ]


def fold_once(text: str) -> str:
    """Return the folded form of a text that need not be remembered."""
    return _fold(text)


def listed_sources(project: Project, keys: Iterable[int]) -> list[Entity]:
    """Return those of the sources *keys* that exist."""
    return entities.get_many(project.database, keys)
