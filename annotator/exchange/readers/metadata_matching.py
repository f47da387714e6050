"""Which row of a metadata table belongs to which text file.

Names are compared by their last parts, so that a table made in another folder or on another
system still fits; a row that fits several files equally is reported instead of guessed.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from annotator.exchange.readers.finding import TextFile
from annotator.exchange.readers.metadata import MetadataProblem, MetadataRow, MetadataTable
from annotator.i18n import _, ngettext
from annotator.model.errors import enumerate_some


@dataclass(frozen=True, slots=True)
class MetadataMatch:
    """The rows by the path of their files, and every row and file that has no partner."""

    rows: dict[Path, MetadataRow] = field(default_factory=dict)
    problems: tuple[MetadataProblem, ...] = ()


def match_rows(table: MetadataTable, files: Sequence[TextFile]) -> MetadataMatch:
    """Return the row of each file; the first of two rows that name the same file counts."""
    index = _Index(files)
    rows: dict[Path, MetadataRow] = {}
    problems = list(table.problems)
    for row in table.rows:
        found = index.files_named(row.file)
        if not found:
            message = _("There is no file {name}.").format(name=row.file)
        elif len(found) > 1:
            names = enumerate_some(file.name for file in found)
            message = _("{name} may be one of several files: {names}")
            message = message.format(name=row.file, names=names)
        elif found[0].path in rows:
            first = rows[found[0].path].line
            message = _("{name} has a row already, on line {line}; this one is left out.")
            message = message.format(name=row.file, line=first)
        else:
            rows[found[0].path] = row
            continue
        problems.append(MetadataProblem(row.line, message))
    problems += _files_without_row([file.name for file in files if file.path not in rows])
    return MetadataMatch(rows, tuple(problems))


def _files_without_row(names: list[str]) -> list[MetadataProblem]:
    if not names:
        return []
    sentence = ngettext(
        "{n} file has no row: {names}", "{n} files have no row: {names}", len(names)
    )
    return [MetadataProblem(0, sentence.format(n=len(names), names=enumerate_some(names)))]


class _Index:
    """The files by their last name and by that name without its suffix."""

    def __init__(self, files: Sequence[TextFile]) -> None:
        self._by_name: dict[str, list[TextFile]] = defaultdict(list)
        self._by_stem: dict[str, list[TextFile]] = defaultdict(list)
        for file in files:
            last = _parts(file.name)[-1]
            self._by_name[last].append(file)
            self._by_stem[last.rpartition(".")[0] or last].append(file)

    def files_named(self, name: str) -> list[TextFile]:
        """Return the files that a row's *name* may mean, one only when it is clear."""
        wanted = _parts(name)
        if not wanted:
            return []
        found = self._by_name.get(wanted[-1], [])
        if not found and wanted[-1] in self._by_stem:
            found = self._by_stem[wanted[-1]]
            return found if len(wanted) == 1 else [f for f in found if _fits(wanted, f, True)]
        exact = [file for file in found if _parts(file.name) == wanted]
        return exact or [file for file in found if _fits(wanted, file, False)]


def _fits(wanted: tuple[str, ...], file: TextFile, without_suffix: bool) -> bool:
    """Tell whether one of the two paths ends with the other."""
    if without_suffix:
        wanted = wanted[:-1]
    full = _parts(file.path.as_posix())[: -1 if without_suffix else None]
    below = _parts(file.name)[: -1 if without_suffix else None]
    return full[-len(wanted) :] == wanted or (bool(below) and wanted[-len(below) :] == below)


def _parts(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFC", name.replace("\\", "/")).casefold()
    return tuple(part for part in PurePosixPath(plain).parts if part not in ("/", ".", ".."))
