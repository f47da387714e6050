"""Keeping parts of the project under a name, to be exported again at any time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from annotator.exchange.formats import FORMATS
from annotator.exchange.options import settle
from annotator.i18n import N_, _, isolate
from annotator.model.annotation_set import AnnotationSet, Choice
from annotator.model.bundle import IsCancelled, Progress, Selection
from annotator.model.changes import Changes
from annotator.model.errors import ConflictError, InputError
from annotator.operations import choosing, exporting
from annotator.operations.exporting import ExportReport
from annotator.operations.project import Project
from annotator.store import annotation_sets as stored


@dataclass(frozen=True, slots=True)
class Ready:
    """A set that can be exported now: its selection, its options, and what is worth saying."""

    selection: Selection
    options: Mapping[str, Any]
    notes: tuple[str, ...]


def all_sets(project: Project) -> list[AnnotationSet]:
    """Return the annotation sets in their order."""
    return stored.all_sets(project.database)


def named(project: Project, name: str) -> AnnotationSet:
    """Return the set of this name; raises InputError that lists those there are."""
    known = all_sets(project)
    wanted = " ".join(name.split())
    for each in known:
        if each.name == wanted:
            return each
    raise InputError(
        _("There is no annotation set {name}; there are: {known}.").format(
            name=name, known=", ".join(each.name for each in known) or _("none")
        )
    )


def save(
    project: Project,
    name: str,
    format_id: str,
    choice: Choice,
    options: Mapping[str, Any] | None = None,
    memo: str = "",
) -> Changes:
    """Keep a choice under a name; raises InputError for no name, ConflictError for one taken."""
    wanted = _free(project, name)
    settled = settle(FORMATS[format_id].options, options)
    with project.database.step(
        N_("Save the annotation set “{name}”"), project.coder.id, name=wanted
    ) as step:
        stored.add(project.database, wanted, format_id, choice, settled, memo)
    return step.changes


def change(
    project: Project,
    key: int,
    *,
    name: str | None = None,
    format_id: str | None = None,
    choice: Choice | None = None,
    options: Mapping[str, Any] | None = None,
    memo: str | None = None,
) -> Changes:
    """Let a set mean something else; what is None stays as it is.

    Raises ConflictError for a name that is taken.
    """
    before = stored.get(project.database, key)
    wanted = before.format if format_id is None else format_id
    after = replace(
        before,
        name=before.name if name is None else _free(project, name, key),
        format=wanted,
        choice=before.choice if choice is None else choice,
        options=before.options if options is None else settle(FORMATS[wanted].options, options),
        memo=before.memo if memo is None else memo,
    )
    if after == before:
        return Changes()
    with project.database.step(
        N_("Change the annotation set “{name}”"), project.coder.id, name=after.name
    ) as step:
        stored.update(project.database, key, after)
    return step.changes


def rename(project: Project, key: int, name: str) -> Changes:
    """Give a set another name; raises ConflictError for one that is taken."""
    before = stored.get(project.database, key)
    wanted = _free(project, name, key)
    if wanted == before.name:
        return Changes()
    with project.database.step(
        N_("Rename the annotation set “{old}” to “{name}”"),
        project.coder.id,
        old=before.name,
        name=wanted,
    ) as step:
        stored.update(project.database, key, replace(before, name=wanted))
    return step.changes


def duplicate(project: Project, key: int) -> Changes:
    """Keep the same set once more under a name of its own."""
    before = stored.get(project.database, key)
    taken = {each.name for each in all_sets(project)}
    wanted = next(
        name
        for number in range(1, len(taken) + 2)
        if (name := _copied(before.name, number)) not in taken
    )
    with project.database.step(
        N_("Duplicate the annotation set “{name}”"), project.coder.id, name=before.name
    ) as step:
        database = project.database
        stored.add(database, wanted, before.format, before.choice, before.options, before.memo)
    return step.changes


def _copied(name: str, number: int) -> str:
    copied = _("{name} (copy)").format(name=name)
    return copied if number == 1 else _("{name} (copy {n})").format(name=name, n=number)


def delete(project: Project, key: int) -> Changes:
    """Forget a set; its snapshots stay."""
    before = stored.get(project.database, key)
    with project.database.step(
        N_("Delete the annotation set “{name}”"), project.coder.id, name=before.name
    ) as step:
        stored.remove(project.database, key)
    return step.changes


def reorder(project: Project, keys: Sequence[int]) -> Changes:
    """Put the sets in this order; raises InputError when *keys* are not all of them, once each."""
    known = [each.id for each in all_sets(project)]
    if sorted(known) != sorted(keys):
        raise InputError(_("The annotation sets have changed meanwhile."))
    if known == list(keys):
        return Changes()
    with project.database.step(N_("Reorder the annotation sets"), project.coder.id) as step:
        stored.set_positions(project.database, keys)
    return step.changes


def prepare(
    project: Project,
    kept: AnnotationSet,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Ready:
    """Return what a set means in the project now.

    Raises InputError for a format or an option that this program does not know.
    """
    settled = settle(FORMATS[kept.format].options, kept.options)
    found = choosing.resolve(project, kept.choice, progress, cancelled)
    odd = tuple(
        _("“{part}” of the set {name} is not understood and was not heeded.").format(
            part=part, name=isolate(kept.name)
        )
        for part in kept.odd
    )
    return Ready(found.selection, settled, (*odd, *found.gone))


def run(
    project: Project,
    kept: AnnotationSet,
    target: Path,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    *,
    replace: bool = False,
) -> tuple[ExportReport, tuple[str, ...]]:
    """Export a set to *target* as ``exporting.export`` does; returns what is worth saying, too."""
    ready = prepare(project, kept, progress, cancelled)
    report = exporting.export(
        project,
        kept.format,
        target,
        ready.selection,
        ready.options,
        progress,
        cancelled,
        replace=replace,
    )
    return report, (*ready.notes, *choosing.dependent(project, ready.selection))


def file_name(kept: AnnotationSet) -> str:
    """Return the usual name of a set's file or folder."""
    return f"{plain_name(kept.name)}{FORMATS[kept.format].suffix}"


def plain_name(name: str) -> str:
    """Return a name that every file system takes, of 80 code points at most."""
    plain = "".join("-" if c in '/\\:*?"<>|' or not c.isprintable() else c for c in name)
    return plain.strip(". ")[:80] or "set"


def _free(project: Project, name: str, itself: int | None = None) -> str:
    """Return *name* as it is stored, if no other set has it."""
    wanted = " ".join(name.split())
    if not wanted:
        raise InputError(_("An annotation set needs a name."))
    if any(each.name == wanted and each.id != itself for each in all_sets(project)):
        raise ConflictError(_("There is already an annotation set {name}.").format(name=wanted))
    return wanted
