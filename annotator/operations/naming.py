"""Naming who speaks: finding sources of the registry by what is typed or marked, giving them.

How names are compared is ``annotator.arabic``'s affair; this is where the window asks. Flags that
are made by typing their name are given here too.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from annotator.arabic import names
from annotator.i18n import N_
from annotator.model.changes import Changes
from annotator.model.entity import Entity
from annotator.operations import attributing, sources
from annotator.operations.project import Project
from annotator.store import entities


def by_key(project: Project, keys: Iterable[int]) -> list[Entity]:
    """Return sources of the registry by their keys; those that are gone are left out."""
    return entities.get_many(project.database, keys)


def give_source(project: Project, chosen: Sequence[int], entity: int) -> Changes:
    """Let a source be one of those of each of the attributions, besides who is there."""
    found = attributing.own_attributions(project, chosen)
    with project.database.step(N_("Say who the source is"), project.coder.id) as step:
        for each in found:
            attributing.set_entities(project, [each.id], (*each.entities, entity))
    return step.changes


def take_source(project: Project, chosen: Sequence[int], entity: int) -> Changes:
    """Let a source no longer be one of those of the attributions."""
    found = attributing.own_attributions(project, chosen)
    with project.database.step(N_("Say who the source is"), project.coder.id) as step:
        for each in found:
            rest = [key for key in each.entities if key != entity]
            attributing.set_entities(project, [each.id], rest)
    return step.changes


def give_new_source(project: Project, chosen: Sequence[int], name: str) -> Changes:
    """Add a source to the registry and give it to attributions, as one step."""
    with project.database.step(N_("Say who the source is"), project.coder.id) as step:
        key, _changes = sources.add_entity(project, name)
        give_source(project, chosen, key)
    return step.changes


def give_new_flag(project: Project, chosen: Sequence[int], name: str) -> Changes:
    """Add a flag to the project's list and give it to attributions, as one step."""
    with project.database.step(
        N_("Set the flag {name}"), project.coder.id, name="_".join(name.split())
    ) as step:
        attributing.add_flag(project, name)
        attributing.set_flag(project, chosen, "_".join(name.split()), True)
    return step.changes


class Offered(NamedTuple):
    """What a name that is being typed may mean."""

    likely: list[Entity]
    """Sources whose name it is, or in whose name all of it is; the likeliest first."""
    alike: list[Entity]
    """Sources whose name lacks some of it: it may well be somebody else's."""
    is_known: bool
    """A source goes by just this name."""


def offered(project: Project, typed: str, most: int = 8) -> Offered:
    """Return the sources that the name typed may mean."""
    known, found = _ranked(project, typed, most)
    offered = Offered([], [], any(match.score == names.SAME for match in found))
    for match in found:
        lacks = names.HOLDS <= match.score < names.ALIKE or match.score <= names.COMMON
        (offered.alike if lacks else offered.likely).append(known[match.key])
    return offered


def called(project: Project, name: str) -> Entity | None:
    """Return the source that goes by just this name, or None."""
    return next(iter(_at_least(project, name, names.SAME, 1)), None)


def mentioned(project: Project, passage: str, most: int = 4) -> list[Entity]:
    """Return the sources that a marked passage may name, the likeliest first."""
    return _at_least(project, passage, names.HELD, most)


def _at_least(project: Project, name: str, least: float, most: int) -> list[Entity]:
    known, found = _ranked(project, name, most)
    return [known[match.key] for match in found if match.score >= least]


def _ranked(
    project: Project, name: str, most: int
) -> tuple[dict[int, Entity], list[names.NameMatch]]:
    known = {each.id: each for each in entities.entities(project.database)}
    registry = {key: each.names for key, each in known.items()}
    return known, names.rank_names(name, registry, limit=most)
