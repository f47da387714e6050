"""Writing a project, or a part of it, to a file or folder in one of the exchange formats.

A window or command asks ``formats()`` what there is, ``preview()`` what would be written and what
would be left out, and ``export()`` to do it. What is exported is the file's state at that moment,
whatever is changed meanwhile; it needs no writer's lock.
"""

import os
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from annotator.arabic.camel_tokens import token_ranges
from annotator.exchange.formats import FORMATS
from annotator.exchange.options import settle
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import LossReport
from annotator.exchange.writing import whole_file, whole_folder
from annotator.i18n import _
from annotator.model.annotated import Document
from annotator.model.annotated_records import Naming, to_document
from annotator.model.article import Article
from annotator.model.attribution import Flag
from annotator.model.attribution_rows import (
    AttributionRow,
    ClaimRow,
    LedgerRow,
    RelationRow,
    SourceRow,
)
from annotator.model.bundle import (
    EVERYTHING,
    Bundle,
    BundleInfo,
    IsCancelled,
    Progress,
    Segment,
    Selection,
)
from annotator.model.codebook import BOILERPLATE, Codebook
from annotator.model.coder import Coder
from annotator.model.errors import InputError
from annotator.model.registries import Registries
from annotator.model.span import Range
from annotator.model.words import sentence_ranges
from annotator.operations.project import Project
from annotator.store import (
    articles,
    attribution_rows,
    attributions,
    coders,
    codes,
    documents,
    records,
    segments,
)
from annotator.store.database import Database

_Row = TypeVar("_Row")


@dataclass(frozen=True, slots=True)
class ExportPreview:
    """What an export would hold, by kind (``article``, ``annotation``, …), and leave out."""

    counts: Mapping[str, int]
    losses: LossReport


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written where."""

    target: Path
    format: Format
    counts: Mapping[str, int]
    losses: LossReport


class ProjectBundle:
    """The chosen part of one project, as formats see it (``model.bundle.Bundle``)."""

    def __init__(self, database: Database, selection: Selection = EVERYTHING) -> None:
        self._database = database
        self._selection = selection
        self._begun: list[Generator[Any, None, None]] = []

    def close(self) -> None:
        """End reading that was begun and not finished, before the connection closes."""
        for reading in self._begun:
            reading.close()

    def _begin(self, rows: Iterator[_Row]) -> Iterator[_Row]:
        reading = _each(rows)
        self._begun.append(reading)
        return reading

    @cached_property
    def info(self) -> BundleInfo:
        """What the bundle holds."""
        about = coders.project_info(self._database)
        counts = records.counts(self._database, self._selection)
        return BundleInfo(about.name, about.uuid, about.memo, counts)

    def lines(self) -> Iterator[str]:
        """Yield every record as one line of JSON."""
        return self._begin(records.dump_lines(self._database, self._selection))

    def records(self) -> Iterator[dict[str, Any]]:
        """Yield every record as a plain value."""
        return self._begin(records.dump(self._database, self._selection))

    @cached_property
    def _registries(self) -> Registries:
        return Registries(documents.registry_records(self._database, self._selection))

    def registries(self) -> Registries:
        """Return what all articles share, as records."""
        return self._registries

    def documents(self) -> Iterator[Document]:
        """Yield every article with its text and all that is marked in it."""
        return self._begin(self._documents())

    def _documents(self) -> Iterator[Document]:
        naming = Naming(self._registries)
        for each in documents.articles_with_parts(self._database, self._selection):
            yield to_document(naming, *each)

    def measures(self) -> Mapping[str, int]:
        """Return how often what some formats cannot carry occurs."""
        return documents.measures(self._database, self._selection)

    def boilerplate(self) -> frozenset[str]:
        """Return the uuids of the codes that mark text of the page."""
        chosen = codes.of_purpose(self._database, BOILERPLATE)
        return frozenset(code.uuid for code, _depth in self.codebook().walk() if code.id in chosen)

    def tokens(self, text: str) -> list[Range]:
        """Return the tokens of a text, as camel-tools makes them."""
        return token_ranges(text)

    def sentences(self, text: str) -> list[Range]:
        """Return the sentences of a text."""
        return list(sentence_ranges(text))

    def segments(self) -> Iterator[Segment]:
        """Yield every fragment, articles in order, annotations in reading order."""
        return self._begin(segments.segments(self._database, self._selection))

    def attributions(self) -> Iterator[AttributionRow]:
        """Yield every attribution, articles in order, in reading order."""
        return self._begin(attribution_rows.attribution_rows(self._database, self._selection))

    def claims(self) -> Iterator[ClaimRow]:
        """Yield every claim annotation with what is said of it, in the same order."""
        return self._begin(attribution_rows.claim_rows(self._database, self._selection))

    def sources(self) -> Iterator[SourceRow]:
        """Yield the whole registry of sources."""
        return self._begin(attribution_rows.source_rows(self._database))

    def ledger(self) -> Iterator[LedgerRow]:
        """Yield the whole ledger with its mentions in the chosen part."""
        return self._begin(attribution_rows.ledger_rows(self._database, self._selection))

    def relations(self) -> Iterator[RelationRow]:
        """Yield how ledger claims stand to each other."""
        return self._begin(attribution_rows.relation_rows(self._database))

    def flags(self) -> list[Flag]:
        """Return the flags that attributions can have, in order."""
        return attributions.flags(self._database)

    def articles(self) -> Iterator[Article]:
        """Yield every article in order, without its text."""
        chosen = segments.article_keys(self._database, self._selection)
        present = articles.all_articles(self._database)
        return self._begin(each for each in present if each.id in chosen)

    def variables(self) -> dict[str, str]:
        """Return the names of the article variables with their types."""
        return articles.variables(self._database)

    def codebook(self) -> Codebook:
        """Return all codes."""
        return codes.codebook(self._database)

    def coders(self) -> list[Coder]:
        """Return the coders whose work is meant."""
        chosen = self._selection.coders
        return [who for who in coders.coders(self._database) if chosen is None or who.id in chosen]


def _each(rows: Iterator[_Row]) -> Generator[_Row, None, None]:
    yield from rows


def formats() -> list[Format]:
    """Return the formats that can be written; each has ``label``, ``suffix`` and ``options``."""
    return FORMATS.writers()


def select(
    project: Project, *, coder_names: tuple[str, ...] = (), statuses: tuple[str, ...] = ()
) -> Selection:
    """Return the selection that names mean; raises InputError for a name nobody has."""
    if not coder_names and not statuses:
        return EVERYTHING
    coders = frozenset(project.coder_named(name).id for name in coder_names)
    return Selection(
        coders=coders or None,
        statuses=frozenset(statuses) or None,
    )


@contextmanager
def bundle(project: Project, selection: Selection = EVERYTHING) -> Iterator[ProjectBundle]:
    """Give the block the chosen part of the project as it is now, on a connection of its own."""
    with project.database.sibling() as database, records.snapshot(database):
        source = ProjectBundle(database, selection)
        try:
            yield source
        finally:
            source.close()


def preview(
    project: Project,
    format_id: str,
    selection: Selection = EVERYTHING,
    options: Mapping[str, Any] | None = None,
) -> ExportPreview:
    """Return what exporting would write and leave out, without writing anything."""
    chosen = FORMATS[format_id]
    with bundle(project, selection) as source:
        return ExportPreview(
            source.info.counts, chosen.losses(source, settle(chosen.options, options))
        )


def export(
    project: Project,
    format_id: str,
    target: Path,
    selection: Selection = EVERYTHING,
    options: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    *,
    replace: bool = False,
) -> ExportReport:
    """Write the selection to *target*, whole or not at all; an earlier export there is replaced.

    With *replace*, which a person must have said, any other file is replaced too, and an earlier
    export in a folder that was changed since; a database never, and never a folder's other files.
    Raises InputError for an unknown format or option, ForeignFileError for what *replace* would
    have allowed, ConflictError for what it never does, MachineError when the disk refuses,
    Cancelled when *cancelled* says so.
    """
    chosen = FORMATS[format_id]
    settled = settle(chosen.options, options)
    refuse_project_itself(project, target)
    with bundle(project, selection) as source:
        counts = source.info.counts
        watch = Watch(sum(counts.values()), _("Exporting"), progress, cancelled)
        watch.tell()
        losses = chosen.losses(source, settled)
        write_export(chosen, source, target, settled, watch, replace=replace)
    return ExportReport(target, chosen, counts, losses)


def write_export(
    chosen: Format,
    source: Bundle,
    target: Path,
    settled: dict[str, Any],
    watch: Watch,
    *,
    replace: bool = False,
) -> None:
    """Write what *source* holds to *target*, whole or not at all; raises as ``export`` does."""
    if chosen.write is None:
        raise InputError(_("{name} can only be read.").format(name=chosen.label))
    described = {"export": chosen.id, "version": 1, "offset_unit": chosen.unit, **settled}
    place = (
        whole_folder(target, described, replace=replace)
        if chosen.is_folder
        else whole_file(target, chosen.recognises, replace=replace)
    )
    with place as path:
        chosen.write(source, path, settled, watch)
        watch.tell()


def refuse_project_itself(project: Project, target: Path) -> None:
    """Raise InputError when *target* is the project's own file or one of its companions."""
    own = project.path.resolve()
    companions = {own.name + end for end in ("", "-wal", "-shm", "-journal", ".lock")}
    found = Path(os.path.realpath(target))  # unlike Path's own, it takes a link to itself
    if found.parent == own.parent and found.name in companions:
        raise InputError(_("{path} is the project itself; name another file.").format(path=target))
