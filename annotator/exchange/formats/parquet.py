"""Parquet files in folders for DuckDB, Spark, pandas or R: what is marked, parted as Hive does.

The tables of articles are in ``TABLE/outlet=…/year=…/part-N.parquet``; an outlet or year that is
not known is ``__HIVE_DEFAULT_PARTITION__``. The tables of what articles share are one file each.
Every file's metadata states unit, schema version and tool, and the hashes of its articles' texts.
Rows are written in groups as they come, so that memory does not grow with the project.
"""

import json
from collections import OrderedDict
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from annotator.exchange import carrying
from annotator.exchange.extras import library
from annotator.exchange.formats.parquet_tables import (
    OF_DOCUMENTS,
    REGISTERED,
    VERSION,
    Columns,
    Row,
    registered,
    rows_of,
)
from annotator.exchange.options import Option
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import LossReport
from annotator.exchange.writing import tool
from annotator.i18n import N_
from annotator.model.annotated import Document
from annotator.model.bundle import OFFSET_UNIT, Bundle

if TYPE_CHECKING:
    from pyarrow import Schema
    from pyarrow.parquet import ParquetWriter

CARRIES: Final = carrying.EVERYTHING - {carrying.SEARCHES}
UNKNOWN: Final = "__HIVE_DEFAULT_PARTITION__"
# The characters that Hive and Spark escape in names of folders, those of Windows among them.
_ESCAPED: Final = frozenset("\"#%'*/:=?\\{}[]^<>| ") | {chr(code) for code in (*range(32), 127)}
_LONGEST_NAME: Final = 200
_ROW_GROUP: Final = 10_000
_MOST_HELD: Final = 20_000
_MOST_CHARACTERS: Final = 8 * 1024**2
_MOST_OPEN: Final = 128


def partition_name(value: str) -> str:
    """Return a value as the part of a folder's name after ``=``, escaped as Hive does.

    A value whose name would be too long for a file system is as one that is not known.
    """
    name = "".join(f"%{ord(each):02X}" if each in _ESCAPED else each for each in value)
    if not name or len(name.encode("utf-8", "surrogatepass")) > _LONGEST_NAME:
        return UNKNOWN
    return f"{name[:-1]}%{ord(name[-1]):02X}" if name[-1] == "." else name


def _partition(document: Document) -> str:
    year = document.published[:4]
    shown = year if len(year) == 4 and year.isascii() and year.isdigit() else UNKNOWN
    return f"/outlet={partition_name(document.outlet)}/year={shown}"


class _Table:
    """One part of one table that is being written."""

    def __init__(self, folder: Path, columns: Columns) -> None:
        self.folder, self.columns = folder, columns
        self.rows: list[Row] = []
        self.hashes: dict[str, str] = {}
        """Of the articles in the file that is open; ``waiting`` of those in rows still held."""
        self.waiting: dict[str, str] = {}
        self.characters = 0
        self.files = 0
        self.writer: ParquetWriter | None = None


class _Tables:
    """All parts of all tables; few rows are held and few files open at a time."""

    def __init__(self, folder: Path, about: Mapping[str, str]) -> None:
        self._folder, self._about = folder, about
        self._tables: dict[str, _Table] = {}
        self._open: OrderedDict[str, _Table] = OrderedDict()
        self._held = self._characters = 0
        self._files = 0

    def add(self, place: str, columns: Columns, rows: list[Row], document: Document | None) -> None:
        """Add rows to the part at *place*, a path below the export; also none, for its columns."""
        table = self._tables.get(place)
        if table is None:
            table = self._tables[place] = _Table(self._folder / place, columns)
        table.rows += rows
        size = sum(len(value) for row in rows for value in row.values() if isinstance(value, str))
        table.characters += size
        if document is not None and rows:
            table.waiting[document.id] = document.text_sha256
        self._held += len(rows)
        self._characters += size
        if len(table.rows) >= _ROW_GROUP:
            self._flush(place, table)
        while self._held > _MOST_HELD or self._characters > _MOST_CHARACTERS:
            largest = max(self._tables, key=lambda name: self._tables[name].characters)
            self._flush(largest, self._tables[largest])

    def _flush(self, place: str, table: _Table) -> None:
        """Write the rows that a part holds as one group."""
        import pyarrow

        writer = table.writer or self._begin(place, table)
        self._open.move_to_end(place)
        columns = [
            pyarrow.array([row[name] for row in table.rows], type=_built(kind))
            for name, kind in table.columns.items()
        ]
        writer.write_table(
            pyarrow.Table.from_arrays(
                [
                    column.dictionary_encode() if kind == "category" else column
                    for column, kind in zip(columns, table.columns.values(), strict=True)
                ],
                schema=writer.schema,
            )
        )
        table.hashes |= table.waiting
        table.waiting = {}
        self._held -= len(table.rows)
        self._characters -= table.characters
        table.rows, table.characters = [], 0

    def _begin(self, place: str, table: _Table) -> "ParquetWriter":
        """Open the next file of a part, and close the one that was longest not written to."""
        from pyarrow.parquet import ParquetWriter

        if len(self._open) >= _MOST_OPEN:
            oldest = next(iter(self._open))
            self._close(oldest, self._tables[oldest])
        table.folder.mkdir(parents=True, exist_ok=True)
        # The number differs in all parts: two outlets that differ in case share a folder where
        # the file system does not tell case apart.
        name = f"part-{self._files:05}.parquet"
        self._files += 1
        table.files += 1
        schema = _schema(table.columns, self._about)
        table.writer = ParquetWriter(table.folder / name, schema, compression="zstd")
        self._open[place] = table
        return table.writer

    def _close(self, place: str, table: _Table) -> None:
        if table.writer is not None:
            table.writer.add_key_value_metadata(
                {"text_sha256": json.dumps(table.hashes, ensure_ascii=False)}
            )
            table.writer.close()
            table.writer, table.hashes = None, {}
            self._open.pop(place, None)

    def finish(self) -> None:
        """Write what is held and close all files; each part has one file at least."""
        for place, table in self._tables.items():
            if table.rows or not table.files:
                self._flush(place, table)
            self._close(place, table)

    def abandon(self) -> None:
        """Close the files, whatever became of the export."""
        for table in list(self._open.values()):
            if table.writer is not None:
                table.writer.close()


def _built(kind: str) -> Any:
    """Return the library's type of the values of a column, before they become a dictionary."""
    import pyarrow as pa

    text = pa.string()
    fragment = pa.struct([("start", pa.int32()), ("end", pa.int32()), ("quote", text)])
    return {
        "string": text,
        "category": text,
        "int32": pa.int32(),
        "bool": pa.bool_(),
        "strings": pa.list_(text),
        "fragments": pa.list_(fragment),
        "pairs": pa.map_(text, text),
    }[kind]


def _schema(columns: Columns, about: Mapping[str, str]) -> "Schema":
    import pyarrow as pa

    return pa.schema(
        [
            (name, pa.dictionary(pa.int32(), pa.string()) if kind == "category" else _built(kind))
            for name, kind in columns.items()
        ],
        metadata=dict(about),
    )


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    library("pyarrow", "parquet", "PyArrow")
    about = {
        "offset_unit": OFFSET_UNIT,
        "schema_version": str(VERSION),
        "tool": tool(),
        "project": bundle.info.project,
        "project_uuid": bundle.info.project_uuid,
    }
    registries = bundle.registries()
    tables = _Tables(path, about)
    try:
        for name, (_record, columns) in REGISTERED.items():
            tables.add(name, columns, list(registered(registries, name)), None)
        written: set[str] = set()
        for document in bundle.documents():
            watch.step()
            partition = _partition(document) if options["partitions"] else ""
            for name, rows in rows_of(document, registries, text=options["texts"]).items():
                if rows:
                    tables.add(f"{name}{partition}", OF_DOCUMENTS[name], rows, document)
                    written.add(name)
        for name, columns in OF_DOCUMENTS.items():
            if name not in written:  # readers want a file to learn the columns from
                unknown = f"/outlet={UNKNOWN}/year={UNKNOWN}" if options["partitions"] else ""
                tables.add(f"{name}{unknown}", columns, [], None)
        tables.finish()
    finally:
        tables.abandon()


def _losses(bundle: Bundle, options: dict[str, Any]) -> LossReport:
    return carrying.losses(bundle, CARRIES - (set() if options["texts"] else {carrying.TEXTS}))


FORMAT: Final = Format(
    id="parquet",
    name=N_("Parquet"),
    description=N_("Tables for DuckDB, Spark, pandas or R, parted by outlet and year."),
    suffix="",
    losses=_losses,
    write=_write,
    carries=CARRIES,
    group="tables",
    needs="pyarrow",
    options=(
        Option(
            "partitions",
            N_("Part by outlet and year"),
            True,
            N_("Make a folder for each outlet and year, by which readers find few of many articles;"
               " without, each table is one folder. pandas needs that where no date is known."),
        ),
        Option(
            "texts",
            N_("Include the texts"),
            True,
            N_("Write the articles' texts too, as a column of the articles."),
        ),
    ),
)  # fmt: skip
