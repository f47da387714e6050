"""Reading an annotation set into the project: one step that can be undone.

What is new is added, what is there already is skipped, what differs is told and left alone; see
``store.record_loading``. A set of the project's own records is read as it is; a file of documents
is looked through first (``importing_set_plan``), and its labels become what a mapping says.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from annotator.exchange import set_records, settling
from annotator.exchange.formats import FORMATS
from annotator.exchange.mapping import LabelMapping, resolve
from annotator.exchange.mapping_applied import Applying
from annotator.exchange.readers.finding import readable_name
from annotator.exchange.reading import Reading
from annotator.exchange.registry import Format, Watch
from annotator.exchange.set_records import Fresh, Identifying
from annotator.i18n import N_, _
from annotator.model.annotated import Document
from annotator.model.annotated_records import Naming, claim_record, to_document, to_records
from annotator.model.bundle import IsCancelled, Progress
from annotator.model.changes import Changes
from annotator.model.errors import InputError
from annotator.model.registries import Record, Registries
from annotator.model.set_report import SetReport
from annotator.operations.importing_set_plan import (
    Matching,
    SetPlan,
    documents_of,
    format_of,
    plan_set,
    tell_notes,
    tell_places,
)
from annotator.operations.project import Project
from annotator.store import documents, record_loading
from annotator.store.database import Database

Numbered = tuple[int, Record]


def readable() -> list[Format]:
    """Return the formats that sets can be read from."""
    return FORMATS.readers()


def import_set(
    project: Project,
    path: Path,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    *,
    format_id: str = "",
    mapping: LabelMapping | None = None,
    coder: str = "",
) -> tuple[SetReport, Changes]:
    """Read the set at *path* into the project as one step, and return what came of each record.

    A file of documents is mapped as is proposed, with the choices of *mapping* in their place; what
    is nobody's in it becomes *coder*'s. Raises InputError for a file that is no set or is damaged,
    naming the line, and Cancelled when *cancelled* says so; nothing is changed then.
    """
    chosen = format_of(path, format_id)
    if chosen.read_documents is None:
        return _import_records(project, path, chosen, progress, cancelled)
    plan = plan_set(project, path, progress, cancelled, format_id=chosen.id)
    return run_set(project, plan, mapping, progress, cancelled, coder=coder)


def _import_records(
    project: Project,
    path: Path,
    chosen: Format,
    progress: Progress | None,
    cancelled: IsCancelled | None,
) -> tuple[SetReport, Changes]:
    watch = Watch(0, _("Importing"), progress, cancelled)
    coder = project.coder.id if project.has_coder else None
    database = project.database
    with (
        database.room_for_bulk(),
        database.step(N_("Import the set {name}"), coder, name=readable_name(path.stem)) as step,
    ):
        watch.tell()
        report = record_loading.load(project.database, _numbered(chosen, path, watch))
        watch.tell()
    return report, step.changes


def _numbered(reader: Format, path: Path, watch: Watch) -> Iterator[tuple[int, dict[str, Any]]]:
    if reader.read is not None:
        for each in reader.read(path, watch):
            yield each.line, each.record


def run_set(
    project: Project,
    plan: SetPlan,
    mapping: LabelMapping | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    *,
    coder: str = "",
) -> tuple[SetReport, Changes]:
    """Read a planned file again and write it into the project as one step.

    The proposal of the plan holds where *mapping* says nothing. Raises InputError for a file that
    was damaged since and Cancelled when *cancelled* says so; nothing is changed then.
    """
    watch = Watch(len(plan.articles), _("Importing"), progress, cancelled)
    chosen = plan.proposal if mapping is None else mapping.over(plan.proposal)
    who = project.coder.id if project.has_coder else None
    database, name = project.database, readable_name(plan.path.stem)
    with (
        database.room_for_bulk(),
        database.step(N_("Import the set {name}"), who, name=name) as step,
    ):
        watch.tell()
        running = _Running(database, plan, chosen, coder.strip() or plan.coder, watch)
        found = record_loading.load(database, running.records())
        watch.tell()
    return running.told(found), step.changes


class _Running:
    """One reading: documents become records one at a time, while those before are written."""

    def __init__(
        self, database: Database, plan: SetPlan, mapping: LabelMapping, coder: str, watch: Watch
    ) -> None:
        self._database, self._plan, self._coder = database, plan, settling.name(coder)
        self._resolved, self._code_records = resolve(plan.usages, mapping, plan.book)
        self._applying = Applying(mapping, self._resolved)
        self._reading = Reading(watch, dict(plan.options))
        self._watch = watch
        self._report = SetReport()
        self._titles = [""]
        self._file = settling.name(plan.path.name)
        self._naming = Naming(Registries())

    def records(self) -> Iterator[Numbered]:
        """Yield every record with the number of its document; 0 for what all share."""
        own = Registries(documents.registry_records(self._database))
        known = {str(each["name"]) for each in own.of("coder")}
        needed = (settling.name(who) for who in self._plan.usages.coders)
        names = dict.fromkeys((*needed, *([self._coder] if self._plan.nobody else ())))
        coders = set_records.coder_records(
            [each for each in names if each and each not in known], self._plan.usages.registries
        )
        for record in self._registry_records(coders):
            present = own.get(record["record"], str(record.get("uuid")))
            yield 0, set_records.filled(record, present) if present else record
        self._naming = self._named()
        lacking = [name for name in names if name and name not in self._naming.coder_of]
        for record in set_records.coder_records(lacking, Registries()).values():
            yield 0, record  # the file's own record of them was refused
            self._naming = self._named()
        matching = Matching(self._database)
        for number, document in enumerate(documents_of(self._plan, self._reading), 1):
            self._watch.step()
            yield from self._document(number, matching, document)

    def _named(self) -> Naming:
        return Naming(Registries(documents.registry_records(self._database)))

    def _registry_records(self, coders: Mapping[str, Record]) -> Iterator[Record]:
        """Yield what all articles share, codes as they were mapped."""
        given = self._plan.usages.registries
        known = {record["uuid"] for record in given.of("coder")}
        for record in given:
            if record["record"] == "code" or record["record"] == "project":
                continue
            yield record
        for record in coders.values():
            if record["uuid"] not in known:
                yield record
        yield from self._code_records

    def _document(self, number: int, matching: Matching, document: Document) -> Iterator[Numbered]:
        title = settling.name(document.title or document.id)
        self._titles.append(title)
        try:
            read = set_records.named_after_text(settling.canonical(document))
            read = settling.dated(settling.described(read, self._file, self._plan.format.id))
            found = matching.match(set_records.with_coder(read, self._coder))
        except InputError as error:
            self._report.tell("refused", 0, "article", error.message, document=title)
            return
        self._titles[number] = found.title
        tell_places(self._report, found.title, found.settled.notes)
        naming, present = self._naming, None
        if documents.has(self._database, "article", found.article):
            present = to_document(
                naming, *documents.article_with_parts(self._database, found.article)
            )
            self._report.skipped["article"] += 1
        applied = self._applying.apply(found.settled.document)
        fresh = Identifying(found.article, present).identify(applied)
        self._tell_same(found.title, fresh)
        yield from self._unknown(naming, fresh.document)
        yield from ((number, record) for record in self._ordered(number, naming, fresh))

    def _tell_same(self, title: str, fresh: Fresh) -> None:
        self._report.skipped.update(fresh.same)
        for table, quote, sentence in fresh.conflicts:
            self._report.tell("conflict", 0, table, sentence, document=title, quote=quote)

    def _unknown(self, naming: Naming, document: Document) -> Iterator[Numbered]:
        """Yield a record for each coder and flag that the project has not, and let it be known."""
        given = self._plan.usages.registries
        missing = [name for name in document.coders() if name not in naming.coder_of]
        for name, record in set_records.coder_records(missing, given).items():
            naming.coder_of[name] = record["uuid"]
            naming.coders[record["uuid"]] = name
            yield 0, record
        names = dict.fromkeys(flag for each in document.attributions for flag in each.flags)
        missing = [name for name in names if name not in naming.flag_of]
        for name, record in set_records.flag_records(missing, given).items():
            naming.flag_of[name] = record["uuid"]
            naming.flags[record["uuid"]] = name
            yield 0, record

    def _is_there(self, table: str, uuid: str) -> bool:
        """Tell whether the file or the project has a source or a claim of the ledger."""
        given = self._plan.usages.registries.get(table, uuid)
        return given is not None or documents.has(self._database, table, uuid)

    def _ordered(self, number: int, naming: Naming, fresh: Fresh) -> Iterator[Record]:
        """Yield the records of what is new in a document, what others lie in first.

        A parent that was refused is left out of what lies in it.
        """
        document = fresh.document
        claims = [(mark.id, mark.claim) for mark in document.marks if mark.claim is not None]
        bare = replace(
            document,
            marks=tuple(replace(mark, claim=None) for mark in document.marks),
            attributions=(),
        )
        yield from to_records(naming, bare)
        nothing = replace(bare, text="", marks=(), statuses={})
        for said in set_records.in_order(document):
            if said.parent and not documents.has(self._database, "attribution", said.parent):
                self._orphan(number, _("It keeps its roles, but what it lies in was not taken."))
                said = replace(said, parent="", basis="")
            known = tuple(each for each in said.entities if self._is_there("entity", each))
            if known != said.entities:
                self._orphan(number, _("It names a source that is not in the file."))
                said = replace(said, entities=known)
            yield from to_records(naming, replace(nothing, attributions=(said,)))
        for mark, notes in [*claims, *fresh.claims]:
            if notes.within and not documents.has(self._database, "attribution", notes.within):
                self._orphan(number, _("The claim is kept, but what it lies in was not taken."))
                notes = replace(notes, within="")
            if notes.ledger and not self._is_there("ledger_claim", notes.ledger):
                notes = replace(notes, ledger="")
            yield claim_record(mark, notes)

    def _orphan(self, number: int, sentence: str) -> None:
        title = self._titles[number]
        self._report.tell("approximated", 0, "attribution", sentence, document=title)

    def told(self, found: SetReport) -> SetReport:
        """Return one report of all that the writing and the reading have to say."""
        tell_notes(self._report, self._reading)
        for what, sentence in self._applying.left_out.sentences():
            self._report.tell("note", 0, what, sentence)
        report = self._report
        report.added.update(found.added)
        report.skipped.update(found.skipped)
        report.found.update(found.found)
        report.findings += [
            replace(each, line=0, document=self._titles[each.line]) for each in found.findings
        ]
        return report
