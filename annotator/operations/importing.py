"""Bringing articles into a project: one step that can be undone, everything or nothing.

What would be brought in is decided in ``importing_plan``; the readers know the files.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from annotator.exchange.readers.finding import Rejection
from annotator.exchange.readers.metadata import MetadataProblem, MetadataTable
from annotator.i18n import N_, _
from annotator.model.article import ArticleDraft
from annotator.model.changes import Changes
from annotator.model.errors import Cancelled
from annotator.operations import importing_parts
from annotator.operations.importing_plan import (
    ImportItem,
    ImportPlan,
    IsCancelled,
    Progress,
    plan_import,
    without_collector,
)
from annotator.operations.project import Project
from annotator.store import articles
from annotator.store.database import Database


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What came of an import.

    ``articles`` are the new articles' keys in the order of the files; ``left_out`` are the items
    that were not included, duplicates above all; ``imported`` are the items of the articles, in
    their order.
    """

    articles: tuple[int, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    left_out: tuple[ImportItem, ...] = ()
    imported: tuple[ImportItem, ...] = ()
    problems: tuple[MetadataProblem, ...] = ()

    @property
    def warned(self) -> tuple[ImportItem, ...]:
        """The imported items with a warning."""
        return tuple(item for item in self.imported if item.warnings)


def run_import(
    project: Project,
    plan: ImportPlan,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> tuple[ImportReport, Changes]:
    """Store the included items of *plan* as one step, and return what came of it.

    Raises Cancelled when *cancelled* says so and MachineError when the disk refuses; the project is
    then as it was.
    """
    items = plan.included
    left_out = tuple(item for item in plan.items if not item.include)
    if not items:
        return ImportReport((), plan.rejected, left_out, (), plan.problems), Changes()
    coder = project.coder.id if project.has_coder else None
    name = N_("Import {title}") if len(items) == 1 else N_("Import {n} articles")
    database = project.database
    title = items[0].draft.title
    with (
        without_collector(),
        database.room_for_bulk(),
        database.step(name, coder, n=len(items), title=title) as step,
    ):
        _declare_variables(database, items, plan.variable_types)
        keys = articles.add_many(
            database,
            _drafts(items, progress, cancelled),
            (item.text_sha256 for item in items),
        )
        _refuse_if(cancelled)
    return ImportReport(tuple(keys), plan.rejected, left_out, items, plan.problems), step.changes


def import_paths(
    project: Project,
    paths: Sequence[Path],
    metadata: Path | MetadataTable | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    *,
    keep_removed: bool = False,
    turn_around: bool = False,
) -> tuple[ImportReport, Changes]:
    """Import files and folders in one go, duplicates left out; see plan_import and run_import.

    *keep_removed* keeps what would be taken out of pages, *turn_around* turns texts around where
    that is offered.
    """
    plan = plan_import(project, paths, metadata, progress, cancelled)
    if keep_removed or turn_around:
        items = [importing_parts.turn_around(item, turn_around) for item in plan.items]
        if keep_removed:
            items = [importing_parts.put_all_back(item) for item in items]
        plan = plan.with_items(items)
    return run_import(project, plan, progress, cancelled)


def _drafts(
    items: Sequence[ImportItem], progress: Progress | None, cancelled: IsCancelled | None
) -> Iterator[ArticleDraft]:
    for number, item in enumerate(items):
        _refuse_if(cancelled)
        if progress is not None:
            progress(number, len(items), item.draft.title)
        yield item.draft
    if progress is not None:
        progress(len(items), len(items), "")


def _refuse_if(cancelled: IsCancelled | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled(_("The import was cancelled; nothing was changed."))


def _declare_variables(
    database: Database, items: Sequence[ImportItem], types: Mapping[str, str]
) -> None:
    """Make the variables that the items use; one that holds other values already becomes text."""
    present = articles.variables(database)
    used = {name for item in items for name in item.draft.variables}
    for name in [*(each for each in types if each in used), *sorted(used - set(types))]:
        kind = types.get(name, "text")
        if name not in present:
            articles.variable(database, name, kind)
        elif present[name] != kind and present[name] != "text":
            articles.set_variable_type(database, name, "text")
