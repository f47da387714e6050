"""A folder of CSV files for spreadsheets and statistics: fragments, attributions, the ledger.

UTF-8 with byte order mark, so that Excel reads Arabic; lines end in CRLF, cells may hold line
breaks. A cell that a spreadsheet would run as a formula gets an apostrophe in front, and so does
one that has an apostrophe before such a sign already: taking one away again is then exact, which
is what ``read_csv_folder`` does. The columns are declared in ``csv_tables``.
"""

import csv
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from annotator.exchange.formats.csv_columns import Column
from annotator.exchange.formats.csv_tables import TABLES
from annotator.exchange.formats.table_rows import columns_of, meanings, rows_of, table_losses
from annotator.exchange.options import Option
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import LossReport
from annotator.exchange.writing import MANIFEST, tool
from annotator.i18n import N_, _
from annotator.model.bundle import OFFSET_UNIT, Bundle
from annotator.model.errors import InputError, MachineError

README: Final = "README.txt"
DELIMITERS: Final = {"comma": ",", "semicolon": ";", "tab": "\t"}
LONGEST_CELL: Final = 64 * 1024 * 1024
# Signs that start a formula in some spreadsheet, the full-width ones and line breaks included.
_RISKY: Final = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
# What a risky cell begins with: asking for it first saves most of a large export's time.
_FIRST: Final = frozenset("'=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
_GUARDED: Final = re.compile("'+[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


def guard(cell: str | int) -> str | int:
    """Return *cell* so that no spreadsheet runs it; ``unguard`` gives it back exactly."""
    if isinstance(cell, str) and cell[:1] in _FIRST and _RISKY.match(cell):
        return f"'{cell}"
    return cell


def unguard(cell: str) -> str:
    """Return what ``guard`` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    delimiter = DELIMITERS[options["delimiter"]]
    rows = rows_of(bundle)
    for name, columns in columns_of(bundle).items():
        _write_table(path / name, columns, rows[name], delimiter, watch)
    described = _readme(bundle, options["delimiter"], _losses(bundle, options))
    (path / README).write_text(described, encoding="utf-8", newline="\n")


def _write_table(
    file: Path, columns: tuple[Column, ...], rows: Iterable[Any], delimiter: str, watch: Watch
) -> None:
    values = [column.value for column in columns]
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow([guard(column.name) for column in columns])
        for row in rows:
            watch.step()
            writer.writerow([guard(value(row)) for value in values])


def _readme(bundle: Bundle, delimiter: str, losses: LossReport) -> str:
    """Return the text that explains the files; English, as the column names are."""
    lines = [
        f"Annotations of the project {bundle.info.project}, exported by {tool()}.",
        "",
        f"Files: UTF-8 with a byte order mark, columns separated by a {delimiter}, lines end in",
        "CRLF, cells with line breaks stand in double quotes.",
        "",
        f"Offsets (start, end) count {OFFSET_UNIT} from 0, half-open, in the order of the text as",
        "stored; not bytes, and not UTF-16 units. They hold for the text whose sha256 is given.",
        "",
        "Guarded cells: a cell that begins with = + - @ (or their full-width forms), a tab or a",
        "line break, also after apostrophes, has one apostrophe put before it, so that no",
        "spreadsheet runs it as a formula. To undo it, take away the first apostrophe of a cell",
        "that begins with apostrophes followed by one of these signs.",
        "",
    ]
    for name in TABLES:
        columns = meanings(bundle, name)
        lines += [name, *(f"  {column}: {meaning}" for column, meaning in columns), ""]
    lines += ["What these files do not carry:", *(f"  {s}" for s in losses.sentences()), ""]
    return "\n".join(lines)


def _losses(bundle: Bundle, _options: dict[str, Any]) -> LossReport:
    return LossReport(tuple(table_losses(bundle)))


@dataclass(frozen=True, slots=True)
class CsvTable:
    """One file read back: its heading and its rows, guards undone."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def dicts(self) -> Iterator[dict[str, str]]:
        """Yield each row by its column names."""
        for row in self.rows:
            yield dict(zip(self.columns, row, strict=True))


def read_csv_folder(folder: Path) -> dict[str, CsvTable]:
    """Return the tables of an export by their file names, exactly as they went out.

    Raises InputError for a folder that is no such export or a file that is broken.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        delimiter = DELIMITERS[manifest["delimiter"]]
        names = [name for name in TABLES if name in manifest["files"]]
        return {name: _read_table(folder / name, delimiter) for name in names}
    except (ValueError, KeyError, TypeError, FileNotFoundError) as error:
        raise InputError(
            _("{path} is no CSV export of Isnad, or is damaged.").format(path=folder)
        ) from error
    except OSError as error:
        raise MachineError(
            _("{path} cannot be read: {reason}.").format(path=folder, reason=error.strerror)
        ) from error


def _read_table(file: Path, delimiter: str) -> CsvTable:
    usual = csv.field_size_limit(LONGEST_CELL)
    try:
        with file.open(encoding="utf-8-sig", newline="") as content:
            heading, *rows = csv.reader(content, delimiter=delimiter, strict=True)
    except csv.Error as error:
        raise ValueError(str(error)) from error
    finally:
        csv.field_size_limit(usual)
    if any(len(row) != len(heading) for row in rows):
        raise ValueError("a row has more or fewer cells than the heading")
    return CsvTable(tuple(map(unguard, heading)), tuple(tuple(map(unguard, row)) for row in rows))


FORMAT: Final = Format(
    id="csv",
    name=N_("CSV tables in a folder"),
    description=N_("For spreadsheets and statistics: marks, attributions, sources, the ledger."),
    suffix="",
    losses=_losses,
    write=_write,
    group="tables",
    options=(
        Option(
            "delimiter",
            N_("Separator"),
            "comma",
            N_("What stands between columns; some spreadsheets expect a semicolon."),
            tuple(DELIMITERS),
        ),
    ),
)
