"""The forms that a word of a search is found as.

A thin seam between the search and what is ruled in ``annotator.arabic``. Does not belong here: the
rules, and which forms somebody has unticked.
"""

from collections.abc import Callable, Sequence
from typing import Final

from annotator.arabic import particles
from annotator.i18n import _
from annotator.model.search import SearchLevel
from annotator.operations.project import Project

Vocabulary = Callable[[Sequence[str]], set[str]]
"""Returns those of some folded words that occur."""

WIDE: Final = ("family", "lemma", "root")
"""Levels that find other words than the one that is written."""


def forms(
    _project: Project | None,
    word: str,
    _written: str,
    level: SearchLevel,
    with_particles: bool,
    vocabulary: Vocabulary,
) -> list[tuple[str, str]]:
    """Return a folded *word* and its forms that occur, each with why, the word itself first."""
    if not with_particles and level not in WIDE:
        return [(word, "written")]
    candidates = particles.attached(word)[1:]
    present = vocabulary(candidates)
    return [(word, "written"), *((each, "particle") for each in candidates if each in present)]


def hindrance(_project: Project | None, level: SearchLevel) -> str:
    """Return why a level cannot be used now, as a sentence, or nothing."""
    if level in ("lemma", "root"):
        return _("Lemma and root need a morphology database.")
    return ""
