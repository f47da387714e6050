"""What an export would be, before it is made: counts, what is left out, and how it begins.

Slow for a large project, so windows ask in a thread of their own. What is shown is what the format
really writes of one article, in a temporary folder.
"""

import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from annotator.exchange.formats import FORMATS
from annotator.exchange.options import settle
from annotator.exchange.registry import Format, Watch
from annotator.exchange.writing import MANIFEST
from annotator.model.annotation_set import Choice
from annotator.model.bundle import IsCancelled, Progress, Selection
from annotator.model.errors import Cancelled, IsnadError
from annotator.operations import choosing
from annotator.operations.exporting import ProjectBundle, bundle
from annotator.operations.project import Project
from annotator.store import article_choice, articles, segments
from annotator.store.database import Database

LINES: Final = 40
"""Lines that are shown of all files together."""
LONGEST: Final = 600
"""Code points of a line; of a longer one the beginning is shown."""
_READ: Final = 256 * 1024
_LEAST: Final = 6


@dataclass(frozen=True, slots=True)
class Sample:
    """How an export begins: each file with its size and first lines, none for what is no text.

    ``title`` is of the article it is made of; ``fault`` says why there is nothing to see.
    ``page`` is how a copy to read looks, as HTML without a style sheet; empty for other formats.
    """

    title: str = ""
    files: tuple["SampleFile", ...] = ()
    fault: str = ""
    page: str = ""


@dataclass(frozen=True, slots=True)
class SampleFile:
    """One file of a sample; ``size`` in bytes."""

    name: str
    size: int
    lines: tuple[str, ...] = ()
    is_cut: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """What an export would hold and leave out; ``notes`` tell what is gone or depends on it."""

    selection: Selection
    counts: Mapping[str, int]
    losses: tuple[str, ...]
    notes: tuple[str, ...]
    sample: Sample


def look(
    project: Project,
    format_id: str,
    choice: Choice,
    options: Mapping[str, Any] | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Look:
    """Return what exporting *choice* would write and leave out, and how it begins.

    Raises InputError for a choice or an option that cannot be used, Cancelled when asked.
    """
    chosen = FORMATS[format_id]
    settled = settle(chosen.options, options)
    found = choosing.resolve(project, choice, progress, cancelled)
    dependent = choosing.dependent(project, found.selection)
    with bundle(project, found.selection) as source:
        counts = source.info.counts
        losses = chosen.losses(source, settled)
    _refuse_cancelled(cancelled)
    return Look(
        found.selection,
        counts,
        tuple(losses.sentences()),
        (*found.gone, *dependent),
        _sample(project, chosen, found.selection, settled, cancelled),
    )


def _refuse_cancelled(cancelled: IsCancelled | None) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled("")


def _sample(
    project: Project,
    chosen: Format,
    selection: Selection,
    settled: dict[str, Any],
    cancelled: IsCancelled | None,
) -> Sample:
    assert chosen.write is not None
    with project.database.sibling() as database:
        first = _first_article(database, selection)
        if first is not None:
            selection = replace(selection, articles=frozenset({first}))
        title = articles.get(database, first).title if first is not None else ""
    with (
        tempfile.TemporaryDirectory(prefix="isnad-") as folder,
        bundle(project, selection) as source,
    ):
        place = Path(folder) / f"sample{chosen.suffix}"
        try:
            _write(chosen, source, place, settled, cancelled)
        except Cancelled:
            raise
        except IsnadError as error:
            return Sample(title, fault=error.message)
        page = _page(chosen, source, Path(folder), settled, cancelled)
        return Sample(title, tuple(_beginnings(place)), page=page)


def _page(
    chosen: Format,
    source: ProjectBundle,
    folder: Path,
    settled: dict[str, Any],
    cancelled: IsCancelled | None,
) -> str:
    """Return a copy to read as a page: those for Word and paper say the same as the one in HTML."""
    copy = FORMATS["html"]
    if chosen.group != copy.group or chosen.options != copy.options:
        return ""
    place = folder / "page.html"
    _write(copy, source, place, settled, cancelled)
    with place.open("rb") as file:
        text = file.read(_READ).decode("utf-8", "ignore")
    return text[max(0, text.find("<body")) :]


def _write(
    chosen: Format,
    source: ProjectBundle,
    place: Path,
    settled: dict[str, Any],
    cancelled: IsCancelled | None,
) -> None:
    if chosen.is_folder:
        place.mkdir()
    watch = Watch(sum(source.info.counts.values()), "", None, cancelled)
    assert chosen.write is not None
    chosen.write(source, place, settled, watch)


def _first_article(database: Database, selection: Selection) -> int | None:
    return article_choice.first_with_marks(database, segments.article_keys(database, selection))


def _beginnings(place: Path) -> Iterator[SampleFile]:
    """Yield the files that were written, each with as many lines as there is room for."""
    found = [
        (name, size, _text(beginning), size > len(beginning))
        for name, size, beginning in _contents(place)
        if name != MANIFEST
    ]
    found.sort(key=lambda each: Path(each[0]).name.upper().startswith("README"))
    texts = sum(text is not None for _name, _size, text, _cut in found)
    most = max(_LEAST, LINES // max(texts, 1))
    for name, size, text, cut in found:
        lines = [] if text is None else text.split("\n")
        shown = tuple(
            line[:LONGEST] + ("…" if len(line) > LONGEST else "") for line in lines[:most]
        )
        yield SampleFile(name, size, shown, cut or len(lines) > most)


def _contents(place: Path) -> Iterator[tuple[str, int, bytes]]:
    """Yield name, size and beginning of the file, or of each file in the folder or archive."""
    if place.is_dir():
        for path in sorted(each for each in place.rglob("*") if each.is_file()):
            with path.open("rb") as file:
                name = path.relative_to(place).as_posix()
                yield name, path.stat().st_size, file.read(_READ)
    elif zipfile.is_zipfile(place) and not _is_office(place):
        with zipfile.ZipFile(place) as archive:
            for entry in archive.infolist():
                if not entry.is_dir():
                    with archive.open(entry) as packed:
                        yield entry.filename, entry.file_size, packed.read(_READ)
    else:
        with place.open("rb") as file:
            yield "", place.stat().st_size, file.read(_READ)


def _is_office(place: Path) -> bool:
    """Tell whether an archive is a document of an office program, whose parts say nothing."""
    with zipfile.ZipFile(place) as archive:
        return "[Content_Types].xml" in archive.namelist()


def _text(beginning: bytes) -> str | None:
    """Return the beginning of a file as text, or None where it is none."""
    if b"\0" in beginning:
        return None
    try:
        return beginning.decode("utf-8-sig").rstrip("\n")
    except UnicodeDecodeError as error:
        if error.start < len(beginning) - 4:  # more than a letter that was cut at the end
            return None
        return beginning[: error.start].decode("utf-8-sig")
