"""Names of the registry: which source entity a typed or marked name may mean.

Belongs here: ranking names and aliases, folded, with articles and proclitics left open. Does not
belong here: the registry (``store``), finding names in a text (``extents.names_in``).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from annotator.arabic.clitics import bases, without_article
from annotator.arabic.fold import fold
from annotator.arabic.phrases import is_title
from annotator.arabic.tokens import tokens_of

SAME, ALIKE, HOLDS, HELD, PREFIX, JOINED, COMMON = 1.0, 0.95, 0.8, 0.7, 0.6, 0.45, 0.3
"""The same word for word; but for articles and clitics; the marked name holds the registered one
(with a title, say); the registered one holds it; typed so far; typed so far with a clitic before
it; only titles in common."""

_LEAST: Final = 2
"""Letters typed from which on the beginning of a word counts."""
_LEAST_BASE: Final = 3
"""Letters after a clitic from which on the beginning of a word counts: فر is no ف and ر…."""


@dataclass(frozen=True, slots=True)
class NameMatch:
    """An entity that a name may mean: its key, the name or alias that fits best, how well (0–1)."""

    key: int
    name: str
    score: float


def rank_names(
    name: str, registry: Mapping[int, Sequence[str]], *, limit: int = 10
) -> list[NameMatch]:
    """Return the entities that *name* may mean, best first.

    *registry* has each entity's names and aliases by its key. Of equals the shorter name is first.
    """
    wanted = _words(name)
    if not wanted:
        return []
    found = []
    for key, names in registry.items():
        scored = [NameMatch(key, each, _score(wanted, _words(each))) for each in names]
        best = max(scored, key=lambda match: (match.score, -len(match.name)), default=None)
        if best is not None and best.score > 0:
            found.append(best)
    found.sort(key=lambda match: (-match.score, len(match.name), fold(match.name), match.key))
    return found[:limit]


def _words(name: str) -> list[str]:
    return [token.text for token in tokens_of(name, 0, len(name)) if token.is_word]


def _score(wanted: Sequence[str], known: Sequence[str]) -> float:
    """Return how well a wanted name fits a registered one, both as folded words."""
    if not known:
        return 0.0
    if list(wanted) == list(known):
        return SAME
    shared_wanted = [word for word in wanted if any(_is_same(word, each) for each in known)]
    shared_known = [word for word in known if any(_is_same(each, word) for each in wanted)]
    if len(shared_wanted) == len(wanted) and len(shared_known) == len(known):
        return ALIKE
    share = min(len(shared_wanted) / len(wanted), len(shared_known) / len(known))
    if len(shared_known) == len(known):
        return HOLDS + 0.1 * share if _says_who(known) else COMMON
    if len(shared_wanted) == len(wanted):
        return HELD + 0.1 * share if _says_who(wanted) else COMMON + 0.1 * share
    for begins, score in ((_begins, PREFIX), (_begins_joined, JOINED)):
        if _is_typed_so_far(wanted, known, begins):
            return score + 0.1 * len(wanted) / len(known)
    return COMMON * share if _says_who(shared_known) and len(shared_known) > 1 else 0.0


def _is_same(word: str, known: str) -> bool:
    """Tell whether two folded words differ at most in article and proclitics of the first."""
    base = without_article(known)
    return base == without_article(word) or base in map(
        without_article, bases(word, [known, base], enclitics=False)
    )


def _says_who(words: Iterable[str]) -> bool:
    """Tell whether there is more than titles and bodies that many have (وزارة، رئيس)."""
    return any(not is_title(word) for word in words)


def _is_typed_so_far(
    wanted: Sequence[str], known: Sequence[str], begins: Callable[[str, str], bool]
) -> bool:
    """Tell whether the wanted words begin different words of the known name, in its order."""
    place = 0
    for word in wanted:
        if len(word) < _LEAST and len(wanted) == 1:
            return False
        while place < len(known) and not begins(word, known[place]):
            place += 1
        if place == len(known):
            return False
        place += 1
    return True


def _begins(word: str, known: str) -> bool:
    return known.startswith(word) or without_article(known).startswith(without_article(word))


def _begins_joined(word: str, known: str) -> bool:
    """Tell the same, with the proclitics of the first word left open: لهيئ begins هيئة."""
    return _begins(word, known) or any(
        len(base) >= _LEAST_BASE and _begins(base, known) for base in bases(word, enclitics=False)
    )
