"""The forms that a word of a search is found as.

A thin seam between the search and what is ruled in ``annotator.arabic``. Does not belong here: the
rules, and which forms somebody has unticked.
"""

from collections.abc import Callable, Sequence
from typing import Final

from annotator.arabic import families, particles
from annotator.i18n import _
from annotator.model.search import SearchLevel
from annotator.operations import language_data, word_families
from annotator.operations.project import Project

Vocabulary = Callable[[Sequence[str]], set[str]]
"""Returns those of some folded words that occur."""

WIDE: Final = ("family", "lemma", "root")
"""Levels that find other words than the one that is written."""


def forms(
    project: Project | None,
    word: str,
    written: str,
    level: SearchLevel,
    with_particles: bool,
    vocabulary: Vocabulary,
) -> list[tuple[str, str]]:
    """Return a folded *word* and its forms that occur, each with why, the word itself first."""
    if level in WIDE:
        if project is None:
            return list(families.forms(word, vocabulary, level, written=written))
        return list(word_families.forms(project, written or word, vocabulary, level))
    if not with_particles:
        return [(word, "written")]
    candidates = particles.attached(word)[1:]
    present = vocabulary(candidates)
    return [(word, "written"), *((each, "particle") for each in candidates if each in present)]


def hindrance(project: Project | None, level: SearchLevel) -> str:
    """Return why a level cannot be used now, as a sentence, or nothing."""
    if level not in ("lemma", "root"):
        return ""
    if language_data.in_use() is None:
        return _("Lemma and root need a morphology database.")
    if project is not None and word_families.lemmas(project) is None:
        return _("The words are still being looked up in the morphology database.")
    return ""
