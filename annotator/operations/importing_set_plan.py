"""What reading somebody's file would bring: a first pass over it, in which nothing is stored.

A plan is a value that a person looks at, and whose proposal they change, before
``importing_set.run_set`` reads the file again and writes.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from annotator.exchange import set_records, settling
from annotator.exchange.formats import FORMATS
from annotator.exchange.mapping import LabelMapping, Usages, propose
from annotator.exchange.options import settle as settle_options
from annotator.exchange.reading import Reading
from annotator.exchange.registry import Format, Watch, refuse_no_file
from annotator.exchange.settling import PlaceNote, Settled
from annotator.i18n import _
from annotator.model.annotated import Document
from annotator.model.bundle import IsCancelled, Progress
from annotator.model.codebook import Codebook
from annotator.model.errors import InputError
from annotator.model.scheme import shorten
from annotator.model.set_report import SetReport
from annotator.operations.project import Project
from annotator.store import codes, documents
from annotator.store.database import Database

NEW, SAME, CHANGED, REFUSED = "new", "same", "changed", "refused"
"""An article is new; known with this text; known with another text; cannot be read."""


@dataclass(frozen=True, slots=True)
class PlannedArticle:
    """What one document would become: ``how`` says which article, ``lost`` counts its marks."""

    title: str
    how: str
    marks: int
    attributions: int
    moved: int = 0
    lost: int = 0
    reason: str = ""


@dataclass(slots=True)
class SetPlan:
    """A file that was looked through: its labels, what they may become, and its articles.

    ``findings`` says what would be lost or approximated in any case. ``nobody`` counts the marks
    of no coder; they become those of ``coder`` unless a person says otherwise.
    """

    path: Path
    format: Format
    options: dict[str, Any]
    usages: Usages
    book: Codebook
    proposal: LabelMapping = field(default_factory=LabelMapping)
    articles: list[PlannedArticle] = field(default_factory=list)
    findings: SetReport = field(default_factory=SetReport)
    nobody: int = 0
    coder: str = ""

    @property
    def fits(self) -> bool:
        """Tell whether nobody needs to be asked anything."""
        return self.proposal.sure and not self.nobody and self.findings.clean

    def counts(self) -> Counter[str]:
        """Return how many articles there are of each kind, and their marks and attributions."""
        counted = Counter(each.how for each in self.articles)
        counted["annotation"] = sum(each.marks for each in self.articles)
        counted["attribution"] = sum(each.attributions for each in self.articles)
        return counted


def readers_of(path: Path) -> list[Format]:
    """Return the formats that may read a file or folder; raises InputError when none can."""
    found = FORMATS.readers_of(path)
    return found or [FORMATS.reader_of(path)]  # which says why there is none


def format_of(path: Path, format_id: str = "") -> Format:
    """Return the format that is named, or the one that reads *path*; raises InputError."""
    if not format_id:
        return FORMATS.reader_of(path)
    chosen = FORMATS[format_id]
    if not chosen.reads:
        raise InputError(_("{name} can only be written.").format(name=chosen.label))
    refuse_no_file(path)
    return chosen


def plan_set(
    project: Project,
    path: Path,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
    *,
    format_id: str = "",
    options: Mapping[str, Any] | None = None,
) -> SetPlan:
    """Return what reading the documents of *path* would bring into the project.

    Raises InputError for a file that cannot be read and Cancelled when *cancelled* says so.
    """
    chosen = format_of(path, format_id)
    settled = settle_options(chosen.read_options, options)
    watch = Watch(0, _("Reading"), progress, cancelled)
    reading = Reading(watch, settled)
    database = project.database
    plan = SetPlan(path, chosen, settled, Usages(reading.registries), codes.codebook(database))
    matching = Matching(database)
    watch.tell()
    for document in documents_of(plan, reading):
        _plan_one(plan, matching, document)
        watch.step()
    plan.usages.finish()
    tell_notes(plan.findings, reading)
    plan.nobody = plan.usages.coders.pop("", 0)
    plan.coder = project.coder.name if project.has_coder else settling.name(path.stem) or path.name
    plan.proposal = propose(plan.usages, plan.book)
    return plan


def documents_of(plan: SetPlan, reading: Reading) -> Iterator[Document]:
    """Return the documents of the file, read as it was planned."""
    if plan.format.read_documents is None:
        raise InputError(_("{name} needs no mapping.").format(name=plan.format.label))
    return plan.format.read_documents(plan.path, reading)


def _plan_one(plan: SetPlan, matching: "Matching", document: Document) -> None:
    title = settling.name(document.title or document.id)
    try:
        found = matching.match(set_records.named_after_text(settling.canonical(document)))
    except InputError as error:
        plan.articles.append(PlannedArticle(title, REFUSED, 0, 0, reason=error.message))
        plan.findings.tell("refused", 0, "article", error.message, document=title)
        return
    plan.usages.add(found.settled.document)
    tell_places(plan.findings, found.title, found.settled.notes)
    kinds = Counter(note.kind for note in found.settled.notes)
    plan.articles.append(
        PlannedArticle(
            found.title,
            found.how,
            len(found.settled.document.marks),
            len(document.attributions),
            kinds["reanchored"],
            kinds["lost"],
        )
    )


# which article a document is


@dataclass(slots=True)
class Matched:
    """A document with its marks placed in the text that counts, and the article it belongs to."""

    article: str
    title: str
    how: str
    settled: Settled


class Matching:
    """Finds the article of the project that a document is; what is new becomes known as it comes.

    By uuid, by the text, then by address and title. Two documents of one file that have uuids of
    their own stay two articles although their texts are the same.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._index = documents.ArticleIndex(database)
        self._fresh: set[str] = set()

    def match(self, document: Document) -> Matched:
        """Return the article of a canonical document, its marks placed.

        Raises InputError when it names a text that neither it nor the project has.
        """
        uuid = self._find(document)
        if uuid and document.text_sha256 == self._index.texts[uuid] and document.text:
            return Matched(uuid, self._index.titles[uuid], SAME, settling.settle(document))
        if uuid in self._fresh:  # in a first pass its text is not in the project
            uuid = ""
        if uuid:
            other = documents.text_of(self._database, uuid)
            same = document.text_sha256 == self._index.texts[uuid] or not document.text
            settled = settling.settle(document, other)
            settled.document = replace(settled.document, text=other)
            return Matched(uuid, self._index.titles[uuid], SAME if same else CHANGED, settled)
        if not document.text:
            raise InputError(
                _("{title} names a text that is neither in the file nor in the project.").format(
                    title=shorten(document.title)
                )
            )
        identity = document.id
        if not set_records.is_uuid(identity) or identity in self._index.titles:
            identity = set_records.made_uuid("article", document.text_sha256)
        self._index.add(identity, document.text_sha256, document.url, document.title)
        self._fresh.add(identity)
        return Matched(identity, document.title, NEW, settling.settle(document))

    def _find(self, document: Document) -> str:
        if document.id in self._index.titles:
            return document.id
        own = set_records.is_uuid(document.id)
        for uuid in self._index.of_text(document.text_sha256):
            if not (own and uuid in self._fresh):
                return uuid
        named = self._index.named(document.url, document.title)
        if named in self._fresh or (document.text and not (document.url and document.title)):
            return ""
        return named or ("" if document.text else self._index.named(document.url, ""))


# what is told


def tell_places(report: SetReport, title: str, notes: list[PlaceNote]) -> None:
    """Tell what became of the marks of one document."""
    for note in notes:
        known = {"document": title, "place": note.place, "quote": note.quote}
        report.tell(note.kind, 0, "annotation", note.sentence, **known)


def tell_notes(report: SetReport, reading: Reading) -> None:
    """Tell what a reader had to say."""
    for note in reading.notes:
        place, sentence = settling.sound(note.place), settling.sound(note.sentence)
        report.tell(note.kind, 0, "file", sentence, place=place)
