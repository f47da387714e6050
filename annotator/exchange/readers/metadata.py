"""Metadata files: a table in CSV that says which article has which title, outlet, date and so on.

Reading only: which row belongs to which file is in ``metadata_matching``.
"""

import csv
import io
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from annotator.exchange.readers.dates import is_ambiguous, parse_date, to_ascii_digits
from annotator.exchange.readers.text_files import read_text_file
from annotator.i18n import _, ngettext
from annotator.model.article import DIRECTIONS
from annotator.model.errors import InputError, enumerate_some

FILE_COLUMN: Final = "file"
_DELIMITERS: Final = (",", ";", "\t")
_LONGEST_CELL: Final = 4 * 1024 * 1024

_HEADER_NAMES: Final = {
    FILE_COLUMN: "file|filename|file name|path|file path|الملف|اسم الملف|ملف|المسار",
    "title": "title|headline|العنوان|عنوان المقال|عنوان",
    "outlet": "outlet|publisher|newspaper|media outlet|الوسيلة|الوسيلة الإعلامية|الصحيفة|الناشر",
    "author": "author|byline|writer|الكاتب|المؤلف|اسم الكاتب|كاتب",
    "published": "published|date|published at|publication date|date published"
    "|التاريخ|تاريخ النشر|تاريخ",
    "url": "url|link|web address|الرابط|رابط|عنوان الويب",
    "language": "language|lang|اللغة|لغة",
    "direction": "direction|dir|الاتجاه|اتجاه النص",
    "memo": "memo|note|notes|المذكرة|مذكرة|ملاحظات",
}
_KNOWN_HEADERS: Final = {
    name: column for column, names in _HEADER_NAMES.items() for name in names.split("|")
}
_MARKS: Final = re.compile("[\u0640\u064b-\u0652\u200e\u200f\ufeff]")
_NUMBER: Final = re.compile(r"[+-]?\d+(?:[.,٫]\d+)?")
_BOOLEANS: Final = frozenset(("yes", "no", "true", "false", "نعم", "لا", "صحيح", "خطأ"))


@dataclass(frozen=True, slots=True)
class MetadataProblem:
    """What is wrong with a row; ``line`` is counted from 1 in the file, 0 for the whole table.

    A note says how something was read that may have been meant otherwise; nothing is wrong then.
    """

    line: int
    message: str
    is_note: bool = False

    def __str__(self) -> str:
        if not self.line:
            return self.message
        return _("Line {line}: {message}").format(line=self.line, message=self.message)


@dataclass(frozen=True, slots=True)
class MetadataRow:
    """One file's row: article fields and variables, empty cells left out."""

    line: int
    file: str
    fields: dict[str, str]
    variables: dict[str, str]


@dataclass(frozen=True, slots=True)
class MetadataTable:
    """A metadata file: its rows, its variables with their types, and what is wrong with it."""

    path: Path
    rows: tuple[MetadataRow, ...] = ()
    variable_types: dict[str, str] = field(default_factory=dict)
    problems: tuple[MetadataProblem, ...] = ()


def read_metadata(path: Path) -> MetadataTable:
    """Return the table of a CSV file; raises InputError when it cannot be read or names no file.

    Commas, semicolons and tabs are understood; the encoding is detected like an article's.
    """
    try:
        text = read_text_file(path).text
    except InputError as error:
        raise InputError(f"{path.name}: {error.message}") from error
    rows = _parse(text, _sniff(text))
    if not rows:
        raise InputError(_("{name} has no rows.").format(name=path.name))
    columns = _name_columns(rows[0][1])
    if FILE_COLUMN not in columns:
        found = enumerate_some(rows[0][1], 6)
        message = _("{name} has no column “file”; its columns are: {columns}")
        raise InputError(message.format(name=path.name, columns=found))
    return _Table(path, columns, rows[0][1]).read(rows[1:])


def _sniff(text: str) -> str:
    """Return the delimiter that makes most of the first line's cells known columns."""
    first = next((line for line in text.split("\n") if line.strip()), "")

    def known(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        return sum(_plain(cell) in _KNOWN_HEADERS for cell in cells), len(cells)

    return max(_DELIMITERS, key=known)


def _parse(text: str, delimiter: str) -> list[tuple[int, list[str]]]:
    """Return the rows that are not blank with the line on which each begins."""
    rows = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    before = csv.field_size_limit(_LONGEST_CELL)
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append((begins, [cell.strip() for cell in cells]))
            begins = reader.line_num + 1
    except csv.Error as error:
        message = _("Line {line} cannot be read as a table: {reason}")
        raise InputError(message.format(line=begins, reason=error)) from error
    finally:
        csv.field_size_limit(before)
    return rows


def _plain(header: str) -> str:
    spaced = _MARKS.sub("", unicodedata.normalize("NFC", header)).replace("_", " ").casefold()
    return " ".join(spaced.split())


def _name_columns(header: list[str]) -> list[str]:
    """Return each column's field or variable name; a column without one is left out (empty)."""
    names: list[str] = []
    for cell in header:
        known = _KNOWN_HEADERS.get(_plain(cell), "")
        name = known if known and known not in names else _MARKS.sub("", cell).strip()
        # A second column of the same meaning keeps its header, and becomes a variable.
        unique, number = name, 2
        while unique and unique in names:
            unique, number = f"{name} ({number})", number + 1
        names.append(unique)
    return names


class _Table:
    """The rows being read, and the problems found on the way."""

    def __init__(self, path: Path, columns: list[str], headings: list[str]) -> None:
        self._path = path
        self._columns = columns
        self._headings = headings
        self._problems: list[MetadataProblem] = []
        self._ambiguous: list[tuple[int, str, str]] = []

    def read(self, rows: list[tuple[int, list[str]]]) -> MetadataTable:
        kept = [row for line, cells in rows if (row := self._row(line, cells)) is not None]
        names = [name for name in self._columns if name and name not in _HEADER_NAMES]
        types = {name: _type_of([row.variables.get(name, "") for row in kept]) for name in names}
        problems = (*self._notes(), *self._problems)
        return MetadataTable(self._path, tuple(kept), types, problems)

    def _row(self, line: int, cells: list[str]) -> MetadataRow | None:
        if any(cells[len(self._columns) :]):
            self._report(line, _("The row has more cells than the table has columns."))
        values = {
            name: cell for name, cell in zip(self._columns, cells, strict=False) if name and cell
        }
        file = values.pop(FILE_COLUMN, "")
        if not file:
            self._report(line, _("The row names no file."))
            return None
        fields = {name: values.pop(name) for name in list(values) if name in _HEADER_NAMES}
        self._check_date(line, fields)
        self._check_direction(line, fields)
        return MetadataRow(line, file, fields, values)

    def _check_date(self, line: int, fields: dict[str, str]) -> None:
        if "published" in fields:
            written = fields.pop("published")
            date = parse_date(written)
            if date:
                fields["published"] = date
                if is_ambiguous(written):
                    self._ambiguous.append((line, written, date))
            else:
                self._report(line, _("“{value}” is no date.").format(value=written))

    def _check_direction(self, line: int, fields: dict[str, str]) -> None:
        written = fields.get("direction", "auto")
        if written.lower() in DIRECTIONS:
            fields.update({"direction": written.lower()} if "direction" in fields else {})
        else:
            del fields["direction"]
            known = ", ".join(DIRECTIONS)
            message = _("“{value}” is no direction (known are {known}).")
            self._report(line, message.format(value=written, known=known))

    def _notes(self) -> list[MetadataProblem]:
        """Return how the dates were read of which custom decides, in one sentence.

        Only the article's date is turned into another form; variables stay as they are written.
        """
        if not self._ambiguous:
            return []
        line, written, date = self._ambiguous[0]
        count = len(self._ambiguous)
        sentence = ngettext(
            "Column “{column}”: {n} date was read with the day first, “{written}” as {date}; write"
            " YYYY-MM-DD to leave no doubt.",
            "Column “{column}”: {n} dates were read with the day first, such as “{written}” as"
            " {date}; write YYYY-MM-DD to leave no doubt.",
            count,
        )
        column = self._headings[self._columns.index("published")]
        message = sentence.format(column=column, n=count, written=written, date=date)
        return [MetadataProblem(line, message, is_note=True)]

    def _report(self, line: int, message: str) -> None:
        self._problems.append(MetadataProblem(line, message))


def _type_of(cells: list[str]) -> str:
    """Return ``number``, ``date``, ``boolean`` or ``text``: what all filled cells are."""
    kinds = Counter(_type_of_cell(cell) for cell in cells if cell)
    return next(iter(kinds)) if len(kinds) == 1 else "text"


def _type_of_cell(cell: str) -> str:
    if cell.casefold() in _BOOLEANS:
        return "boolean"
    if _NUMBER.fullmatch(to_ascii_digits(cell)):
        # A leading zero is an identifier's; a number would lose it.
        return "text" if re.match(r"[+-]?0\d", to_ascii_digits(cell)) else "number"
    return "date" if parse_date(cell) else "text"
