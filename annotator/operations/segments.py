"""Coded segments of the whole project: reading them for a list, noting and exporting many."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from annotator.i18n import NN_, _
from annotator.model.bundle import IsCancelled, Progress, Segment, Selection
from annotator.model.changes import Changes
from annotator.model.segments import ArticleFacts, SegmentRow, SegmentText
from annotator.operations.chains import Speakers
from annotator.operations.project import Project
from annotator.operations.tagging import own_many
from annotator.store import annotations, articles, attributions, segment_rows


class Quotation(NamedTuple):
    """One attribution of a source, without its words; ``content`` is the claim's annotation."""

    attribution: int
    article: int
    coder: int
    content: int


class QuotationText(NamedTuple):
    """The words of a quotation and through whom it came."""

    quote: str
    chain: str


def rows(project: Project, keys: Iterable[int] | None = None) -> list[SegmentRow]:
    """Return all annotations of all coders as light rows, or those of *keys* that exist."""
    return segment_rows.rows(project.database, keys)


def texts(project: Project, keys: Iterable[int]) -> dict[int, SegmentText]:
    """Return the words of those of *keys* that exist."""
    return segment_rows.texts(project.database, keys)


def judged(project: Project) -> dict[int, tuple[str, bool, bool]]:
    """Return confidence, flag and whether there is a memo of every annotation."""
    return segment_rows.judged(project.database)


def all_quotes(project: Project) -> dict[int, str]:
    """Return every annotation's quote."""
    return segment_rows.all_quotes(project.database)


def article_facts(project: Project) -> dict[int, ArticleFacts]:
    """Return title, outlet, date and place of every article, in the project's order."""
    return segment_rows.article_facts(project.database)


def of_entity(project: Project, entity: int) -> frozenset[int]:
    """Return the annotations that have a part in an attribution to *entity*."""
    return frozenset(segment_rows.of_entity(project.database, entity))


def quotations(project: Project, entity: int) -> list[Quotation]:
    """Return everything a source is quoted with, of all coders and articles, light."""
    return [Quotation(*row) for row in segment_rows.quoted(project.database, entity)]


def quotation_texts(project: Project, keys: Iterable[int]) -> dict[int, QuotationText]:
    """Return quote and chain of those of the attributions *keys* that exist."""
    found = attributions.get_many(project.database, keys)
    words = segment_rows.texts(project.database, [each.content for each in found])
    speakers = Speakers(project)
    speakers.load(found)
    known = {key: articles.get(project.database, key) for key in {each.article for each in found}}
    return {
        each.id: QuotationText(
            words[each.content].quote if each.content in words else "",
            speakers.path(known[each.article], each),
        )
        for each in found
    }


def set_memos(project: Project, chosen: Sequence[int], memo: str) -> Changes:
    """Write the same memo on several annotations, as one step."""
    marks = [mark.id for mark in own_many(project, chosen) if mark.memo != memo]
    if not marks:
        return Changes()
    name = NN_("Memo on {n} annotation", "Memo on {n} annotations")
    with project.database.step(name, project.coder.id, n=len(marks)) as step:
        annotations.update(project.database, marks, {"memo": memo})
    return step.changes


def export_segments(
    project: Project,
    chosen: Sequence[int],
    target: Path,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    *,
    replace: bool = False,
) -> int:
    """Write annotations in the order given as one table, whole or not at all.

    An earlier table of this kind is replaced; with *replace*, which a person must have said, any
    other file is. The columns are those of ``fragments.csv``. Returns how many annotations there
    were; raises InputError for the project's own file, ForeignFileError, MachineError when the disk
    refuses, Cancelled when *cancelled* says so.
    """
    from annotator.exchange.formats.csv_folder import guard
    from annotator.exchange.formats.csv_tables import FRAGMENTS
    from annotator.exchange.registry import Watch
    from annotator.exchange.writing import whole_file
    from annotator.operations.exporting import bundle, refuse_project_itself

    refuse_project_itself(project, target)
    names = segment_rows.uuids(project.database, chosen)
    rank = {key: place for place, key in enumerate(chosen)}
    found = segment_rows.rows(project.database, chosen)
    selection = Selection(
        articles=frozenset(row.article for row in found),
        codes=frozenset(row.code for row in found),
    )
    watch = Watch(len(names), _("Exporting"), progress, cancelled)
    shown: list[Segment] = []
    with bundle(project, selection) as source:
        for segment in source.segments():
            if segment.annotation in names:
                watch.step()
                shown.append(segment)
    header = [guard(column.name) for column in FRAGMENTS]

    def is_table(path: Path) -> bool:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as there:
            return next(csv.reader(there), None) == header

    shown.sort(key=lambda segment: (rank[names[segment.annotation]], segment.fragment))
    with (
        whole_file(target, is_table, replace=replace) as path,
        path.open("w", encoding="utf-8-sig", newline="") as out,
    ):
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(header)
        for segment in shown:
            writer.writerow([guard(column.value(segment)) for column in FRAGMENTS])
    return len(names)
