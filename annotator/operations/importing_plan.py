"""What an import would bring in: every file read, guessed at and compared, nothing stored yet.

A plan is a value that a person may change item by item before it is run by ``importing``.
"""

import gc
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Final

from annotator.exchange.archives import Archive, open_archive
from annotator.exchange.readers.documents import read_document
from annotator.exchange.readers.encodings import Detection
from annotator.exchange.readers.finding import Rejection, TextFile, discover
from annotator.exchange.readers.guesses import guess
from annotator.exchange.readers.import_log import log_of_parts
from annotator.exchange.readers.metadata import (
    MetadataProblem,
    MetadataRow,
    MetadataTable,
    read_metadata,
)
from annotator.exchange.readers.metadata_matching import MetadataMatch, match_rows
from annotator.exchange.readers.source_document import Part, ReadDocument
from annotator.exchange.readers.text_files import MOST_BYTES, read_bytes
from annotator.i18n import N_, _
from annotator.model.article import ArticleDraft, Provenance
from annotator.model.errors import Cancelled, InputError
from annotator.operations.project import Project
from annotator.store import articles

WRONG_ORDER: Final = N_("Its letters seem to stand in the wrong order; it can be turned around.")
METADATA_NAME: Final = "metadata.csv"
PREVIEW_LENGTH: Final = 1_500

Progress = Callable[[int, int, str], None]
"""Called with how much is done, how much there is (0: not known yet), and what is being done."""

IsCancelled = Callable[[], bool]

_NOTHING_KNOWN: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class ImportItem:
    """A file that can become an article.

    ``duplicate_of`` is the title of an article, in the project or earlier in the plan, that has the
    same text; empty for a new text. Only items with ``include`` are imported. ``parts`` are those
    of the page where some were taken out, else empty; ``put_back`` the places of those that the
    text has all the same. ``turned`` are the parts turned around where the letters seem to stand in
    the wrong order, and ``is_turned`` says that the text is made of these. What changes a text so
    is in ``importing_parts``.
    """

    file: TextFile
    draft: ArticleDraft
    text_sha256: str
    encoding: str
    detection: Detection
    warnings: tuple[str, ...] = ()
    duplicate_of: str = ""
    include: bool = True
    row: MetadataRow | None = None
    log: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    turned: tuple[Part, ...] = ()
    put_back: frozenset[int] = frozenset()
    is_turned: bool = False

    @property
    def path(self) -> Path:
        """Where the file lies; within an archive, the archive's path and the name in it."""
        return self.file.path

    @property
    def name(self) -> str:
        """The file's path below the folder that was given."""
        return self.file.name

    @property
    def removed(self) -> dict[int, Part]:
        """The parts of the page that were taken out, by their places."""
        return {place: part for place, part in enumerate(self.parts) if part.reason}

    @property
    def preview(self) -> str:
        """The beginning of the text, at most ``PREVIEW_LENGTH`` code points."""
        return self.draft.text[:PREVIEW_LENGTH]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The items of an import in order, the files left out, and what is wrong with the metadata.

    ``known`` maps the sha256 of every text in the project to a title.
    """

    items: tuple[ImportItem, ...] = ()
    rejected: tuple[Rejection, ...] = ()
    problems: tuple[MetadataProblem, ...] = ()
    variable_types: Mapping[str, str] = field(default_factory=dict)
    known: Mapping[str, str] = field(default_factory=lambda: _NOTHING_KNOWN)

    @property
    def included(self) -> tuple[ImportItem, ...]:
        """The items that would be imported."""
        return tuple(item for item in self.items if item.include)

    def with_item(self, index: int, item: ImportItem) -> "ImportPlan":
        """Return the plan with another item at *index*, and duplicates marked anew."""
        return self.with_items((*self.items[:index], item, *self.items[index + 1 :]))

    def with_items(self, items: Sequence[ImportItem]) -> "ImportPlan":
        """Return the plan with other items, and duplicates marked anew."""
        return replace(self, items=_mark_duplicates(items, self.known))


class Sources:
    """The bytes of the files of an import; an archive stays open while its files are asked for."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._path: Path | None = None
        self._archive: Archive | None = None

    def __enter__(self) -> "Sources":
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()

    def read(self, file: TextFile) -> bytes:
        """Return the bytes of a file; raises InputError, whose message is the reason."""
        if file.archive is None:
            return read_bytes(file.path)
        if self._archive is None or self._path != file.archive:
            self._stack.close()
            self._archive = self._stack.enter_context(open_archive(file.archive))
            self._path = file.archive
        if file.member not in self._archive.names():
            raise InputError(_("It does not exist."))
        data = self._archive.read(file.member, MOST_BYTES)
        if not data:
            raise InputError(_("It is empty."))
        return data


@contextmanager
def without_collector() -> Iterator[None]:
    """Keep Python from searching a growing plan, which has no cycles, for cycles (a tenth)."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def plan_import(
    project: Project,
    paths: Sequence[Path],
    metadata: Path | MetadataTable | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> ImportPlan:
    """Return what importing *paths*, files and folders, would bring into *project*.

    Files that cannot be read are listed with their reasons and stop nobody else. Raises InputError
    for a metadata file that cannot be read, Cancelled when *cancelled* says so.
    """
    told = progress or _tell_nobody
    is_cancelled = cancelled or _never

    def count(found: int) -> None:
        if is_cancelled():
            raise Cancelled(_("The import was cancelled; nothing was changed."))
        told(0, 0, _("Looking for files"))

    found = discover(paths, count)
    table = read_metadata(metadata) if isinstance(metadata, Path) else metadata
    match = match_rows(table, found.files) if table else MetadataMatch()
    items: list[ImportItem] = []
    rejected = list(found.rejected)
    with without_collector(), Sources() as sources:
        for number, file in enumerate(found.files):
            if is_cancelled():
                raise Cancelled(_("The import was cancelled; nothing was changed."))
            told(number, len(found.files), file.name)
            try:
                document = read_document(sources.read(file), file.path)
            except InputError as error:
                rejected.append(Rejection(file.path, error.message))
            else:
                # A path takes longer to be looked up than its file to be opened.
                row = match.rows.get(file.path) if match.rows else None
                items.append(_item(file, document, row))
    told(len(found.files), len(found.files), "")
    known = articles.known_texts(project.database)
    types = table.variable_types if table else {}
    return ImportPlan(_mark_duplicates(items, known), tuple(rejected), match.problems, types, known)


def reread(item: ImportItem, encoding: str) -> ImportItem:
    """Return the item with its file read in another encoding, its fields guessed anew.

    Raises InputError when the file is not in that encoding. ``ImportPlan.with_item`` then takes it
    and compares its text with the others.
    """
    with Sources() as sources:
        document = read_document(sources.read(item.file), item.path, encoding)
    fresh = _item(item.file, document, item.row)
    return replace(fresh, include=item.include or bool(item.duplicate_of))


def find_metadata(paths: Sequence[Path]) -> Path | None:
    """Return the first ``metadata.csv`` lying in a folder of *paths*, or beside one, to propose."""
    folders = [path for path in paths if path.is_dir()]
    for folder in (*folders, *(folder.absolute().parent for folder in folders)):
        candidate = folder / METADATA_NAME
        if candidate.is_file():
            return candidate
    return None


def _item(file: TextFile, document: ReadDocument, row: MetadataRow | None) -> ImportItem:
    known = guess(document.text, file.path)
    said = document.facts
    given = row.fields if row else {}
    draft = ArticleDraft(
        text=document.text,
        title=given.get("title", said.title or known.title),
        outlet=given.get("outlet", said.outlet or known.outlet),
        author=given.get("author", said.author or known.author),
        published=given.get("published", said.published or known.published),
        url=given.get("url", said.url or known.url),
        language=given.get("language", said.language or known.language),
        direction=given.get("direction", said.direction or known.direction),
        memo=given.get("memo", ""),
        variables=dict(row.variables) if row else {},
        provenance=Provenance(
            file_name=file.name,
            source_sha256=document.source_sha256,
            encoding=document.encoding,
            importer=document.kind,
            log=(*document.log, *log_of_parts(document.parts)) if document.parts else document.log,
        ),
    )
    return ImportItem(
        file,
        draft,
        document.text_sha256,
        document.encoding,
        document.detection,
        (*document.warnings, *((_(WRONG_ORDER),) if document.turned else ())),
        row=row,
        log=document.log,
        parts=document.parts,
        turned=document.turned,
    )


def _mark_duplicates(
    items: Sequence[ImportItem], known: Mapping[str, str]
) -> tuple[ImportItem, ...]:
    """Return the items with their duplicates marked; a change of that decides what is included."""
    seen: dict[str, str] = {}
    marked = []
    for item in items:
        twin = known.get(item.text_sha256) or seen.get(item.text_sha256, "")
        seen.setdefault(item.text_sha256, item.draft.title)
        if twin != item.duplicate_of:
            changed = bool(twin) != bool(item.duplicate_of)
            include = not twin if changed else item.include
            item = replace(item, duplicate_of=twin, include=include)
        marked.append(item)
    return tuple(marked)


def _tell_nobody(_done: int, _total: int, _what: str) -> None:
    pass


def _never() -> bool:
    return False
