"""Reading an annotation set into the project: one step that can be undone.

What is new is added, what is there already is skipped, what differs is told and left alone; see
``store.record_loading``.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from annotator.exchange.formats import FORMATS
from annotator.exchange.readers.finding import readable_name
from annotator.exchange.registry import Format, Watch
from annotator.i18n import N_, _
from annotator.model.bundle import IsCancelled, Progress
from annotator.model.changes import Changes
from annotator.model.set_report import SetReport
from annotator.operations.project import Project
from annotator.store import record_loading


def readable() -> list[Format]:
    """Return the formats that sets can be read from."""
    return FORMATS.readers()


def import_set(
    project: Project,
    path: Path,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> tuple[SetReport, Changes]:
    """Read the set at *path* into the project as one step, and return what came of each record.

    Raises InputError for a file that is no set or is damaged, naming the line, and Cancelled when
    *cancelled* says so; nothing is changed then.
    """
    reader = FORMATS.reader_of(path)
    watch = Watch(0, _("Importing"), progress, cancelled)
    coder = project.coder.id if project.has_coder else None
    database = project.database
    with (
        database.room_for_bulk(),
        database.step(N_("Import the set {name}"), coder, name=readable_name(path.stem)) as step,
    ):
        watch.tell()
        report = record_loading.load(project.database, _numbered(reader, path, watch))
        watch.tell()
    return report, step.changes


def _numbered(reader: Format, path: Path, watch: Watch) -> Iterator[tuple[int, dict[str, Any]]]:
    if reader.read is not None:
        for each in reader.read(path, watch):
            yield each.line, each.record
