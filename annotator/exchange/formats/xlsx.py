"""An Excel workbook: the tables of the CSV export, a sheet for each, and one that explains them.

Every cell is text or a number, never a formula or a link, whatever it begins with. Sheets run from
right to left where the interface or the articles do, and every cell reads in the direction of its
own words. What a cell cannot hold is cut or replaced, and told.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from annotator.exchange.archives import BROKEN
from annotator.exchange.formats.csv_columns import Column
from annotator.exchange.formats.csv_tables import TABLES
from annotator.exchange.formats.table_rows import columns_of, meanings, rows_of, table_losses
from annotator.exchange.options import Option
from annotator.exchange.registry import Format, Watch
from annotator.exchange.report import Loss, LossReport
from annotator.exchange.writing import tool
from annotator.exchange.xml_output import count_illegal, without_illegal
from annotator.i18n import N_, _, language, ngettext
from annotator.model.bundle import OFFSET_UNIT, Bundle
from annotator.model.errors import InputError
from annotator.model.paragraphs import direction_of

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format as CellFormat
    from xlsxwriter.worksheet import Worksheet

MOST_ROWS: Final = 1_048_576
LONGEST_CELL: Final = 32_767
"""UTF-16 units, as Excel counts."""

README: Final = "README"
_CUT: Final = "…"
_CREATED: Final = datetime(1980, 1, 1, tzinfo=UTC)
_MADE_BY: Final = b"<dc:creator>Isnad"
_LOOKS: Final = {"valign": "top", "font_name": "Arial", "font_size": 10}
_A4: Final = 9
_SAMPLE: Final = 100
_DIRECTION_SAMPLE: Final = 200
_NARROW, _WIDE, _ID_WIDTH = 9, 46, 13
_LINE_HEIGHT: Final = 15
_ARABIC: Final = 1.15
"""How many more letters of Arabic than digits, which widths count, a line takes."""
_MOST_LINES: Final = 6
_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
_COLOR: Final = re.compile(r"#[0-9A-Fa-f]{6}")
_COUNTED: Final = {
    "fragments.csv": "fragment",
    "articles.csv": "article",
    "attributions.csv": "attribution",
}


def _write(bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch) -> None:
    from xlsxwriter.exceptions import FileCreateError

    for name, kind in _COUNTED.items():
        _refuse_too_many(name, bundle.info.count(kind) + 1)
    with TemporaryDirectory() as folder:
        try:
            _write_book(bundle, path, options, watch, folder)
        except FileCreateError as error:
            raise OSError(*_reason(error)) from error


def _reason(error: Exception) -> tuple[Any, ...]:
    """Return what the system said, which the library has wrapped in an error of its own."""
    return error.args[0].args if error.args and isinstance(error.args[0], OSError) else error.args


def _write_book(
    bundle: Bundle, path: Path, options: dict[str, Any], watch: Watch, folder: str
) -> None:
    """Write the workbook; rows wait in files in *folder*, which are no one else's to remove."""
    from xlsxwriter import Workbook

    settings = {
        "constant_memory": True,
        "tmpdir": folder,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = Workbook(str(path), settings)
    try:
        book.set_properties({"author": tool(), "created": _CREATED})
        sheets = _Sheets(book, right_to_left=_is_rtl(bundle, options["direction"]), watch=watch)
        sheets.explain(bundle, _losses(bundle, options))
        rows = rows_of(bundle)
        for name, columns in columns_of(bundle).items():
            sheets.table(name, columns, rows[name])
        book.close()
    finally:
        _close_rows(book)


def _close_rows(book: Any) -> None:
    """Close the files in which rows wait: a workbook that could not be written leaves them open."""
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            with suppress(OSError):  # what it still holds may not fit on a full disk either
                sheet.row_data_fh.close()


def _is_rtl(bundle: Bundle, chosen: str) -> bool:
    """Tell whether sheets run from right to left: as chosen, or as the window or articles do."""
    if chosen != "auto":
        return chosen == "rtl"
    if language() == "ar":
        return True
    titles = "".join(each.title for each in islice(bundle.articles(), _SAMPLE))
    return bool(titles) and direction_of(titles, "ltr") == "rtl"


def _sheet_name(table: str) -> str:
    return table.removesuffix(".csv").replace("_", " ")


def _refuse_too_many(table: str, rows: int) -> None:
    if rows > MOST_ROWS:
        raise InputError(
            _(
                "The sheet {name} would have more than the {most} rows that Excel can open. Choose"
                " fewer articles, or export CSV tables."
            ).format(name=_sheet_name(table), most=MOST_ROWS)
        )


class _Sheets:
    """Writes sheets one after the other, each row once; holds the looks of cells."""

    def __init__(self, book: "Workbook", *, right_to_left: bool, watch: Watch) -> None:
        self._book, self._right_to_left, self._watch = book, right_to_left, watch
        looks: dict[str, Any] = {**_LOOKS, "text_wrap": True}
        if right_to_left:
            looks["align"] = "right"
        self._rtl = book.add_format({**looks, "reading_order": 2})
        self._ltr = book.add_format({**looks, "reading_order": 1})
        self._id = book.add_format(
            {**_LOOKS, "font_color": "#6b6b6b", "align": "left", "indent": 1}
        )
        self._number = book.add_format({**looks, "text_wrap": False})
        head = {"bold": True, "bg_color": "#efece6", "bottom": 1, "bottom_color": "#8a8377"}
        self._head = book.add_format({**looks, **head, "text_wrap": False, "reading_order": 1})
        self._title = book.add_format({**_LOOKS, "bold": True, "font_size": 12, "top": 1})
        self._key = book.add_format({**_LOOKS, "font_color": "#6b6b6b"})
        self._told = book.add_format({**_LOOKS, "text_wrap": True})
        self._plain = book.add_format(_LOOKS)
        self._swatches: dict[str, CellFormat] = {}
        self._last: dict[int, tuple[str, str, CellFormat]] = {}

    def _sheet(self, name: str, *, right_to_left: bool) -> "Worksheet":
        sheet = self._book.add_worksheet(name)
        if right_to_left:
            sheet.right_to_left()
        sheet.set_paper(_A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def explain(self, bundle: Bundle, losses: LossReport) -> None:
        """Write the sheet that says what the others hold, and what they do not."""
        sheet = self._sheet(README, right_to_left=False)
        sheet.set_column(0, 0, 24)
        sheet.set_column(1, 1, 96)
        info = bundle.info
        lines: list[tuple[str, str]] = [
            ("project", info.project),
            *([("memo", info.memo)] if info.memo else []),
            ("exported by", tool()),
            (
                "offsets",
                f"start and end count {OFFSET_UNIT} from 0, half-open, in the order of the",
            ),
            ("", "text as stored; they hold for the text whose sha256 is given."),
            ("cells", "Text is text, also where it looks like a formula; dates are ISO 8601."),
            *(("not carried" if not n else "", each) for n, each in enumerate(losses.sentences())),
        ]
        for table in TABLES:
            lines += [("", ""), (_sheet_name(table), ""), *meanings(bundle, table)]
        titles = {_sheet_name(table) for table in TABLES}
        for row, (key, told) in enumerate(lines):
            look = self._key if told or key not in titles else self._title
            if key:
                sheet.write_string(row, 0, key, look)
            if look is self._title:
                sheet.write_blank(row, 1, None, look)
            elif told:
                self._text(sheet, row, 1, told.replace(".csv", ""), self._told)

    def table(self, name: str, columns: tuple[Column, ...], rows: Iterable[Any]) -> None:
        """Write one table; raises InputError when it has more rows than Excel takes."""
        sheet = self._sheet(_sheet_name(name), right_to_left=self._right_to_left)
        values = [column.value for column in columns]
        cells = ([value(row) for value in values] for row in rows)
        first = list(islice(cells, _SAMPLE))
        widths = [
            _width(column.name, [row[at] for row in first]) for at, column in enumerate(columns)
        ]
        for at, (column, width) in enumerate(zip(columns, widths, strict=True)):
            sheet.set_column(at, at, width)
            sheet.write_string(0, at, _held(column.name), self._head)
        number = 0
        for number, row in enumerate(chain(first, cells), 1):
            self._watch.step()
            _refuse_too_many(name, number + 1)
            self._row(sheet, number, row, widths)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        sheet.autofilter(0, 0, number, len(columns) - 1)

    def _row(self, sheet: "Worksheet", number: int, row: list[Any], widths: list[float]) -> None:
        lines = 1
        for cell, width in zip(row, widths, strict=True):
            if isinstance(cell, str) and len(cell) > width:
                lines = max(lines, _lines(cell, width))
        if lines > 1:
            sheet.set_row(number, _LINE_HEIGHT * min(lines, _MOST_LINES))
        for at, cell in enumerate(row):
            if isinstance(cell, int):
                sheet.write_number(number, at, cell, self._number)
            elif cell:
                self._text(sheet, number, at, cell)

    def _text(
        self, sheet: "Worksheet", row: int, at: int, cell: str, own: "CellFormat | None" = None
    ) -> None:
        """Write a cell of words; neighbours in a column are often the same."""
        known = self._last.get(at)
        if known is None or known[0] != cell:
            held = _held(cell)
            known = self._last[at] = (cell, held, self._look(held))
        _cell, held, look = known
        look = own or look
        if held.startswith("<r>"):  # the library would take it for its own markup
            sheet.write_rich_string(row, at, self._plain, held[:2], self._plain, held[2:], look)
        else:
            sheet.write_string(row, at, held, look)

    def _look(self, cell: str) -> "CellFormat":
        """Return how a cell looks: by the direction of its words, as an id, or as a colour."""
        if cell.isascii():
            if _ID.fullmatch(cell):
                return self._id
            return self._swatch(cell) if _COLOR.fullmatch(cell) else self._ltr
        beginning = cell[:_DIRECTION_SAMPLE]
        return self._rtl if direction_of(beginning, "ltr") == "rtl" else self._ltr

    def _swatch(self, color: str) -> "CellFormat":
        """Return the look of a cell that names a colour: filled with it, its letters legible."""
        if color not in self._swatches:
            red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
            dark = 299 * red + 587 * green + 114 * blue < 140_000
            looks = {"bg_color": color, "font_color": "#ffffff" if dark else "#000000"}
            self._swatches[color] = self._book.add_format({**_LOOKS, **looks})
        return self._swatches[color]


def _width(name: str, cells: list[Any]) -> float:
    """Return the width of a column in letters: wide for words, narrow for identifiers."""
    longest = max((len(str(cell)) for cell in cells), default=0)
    if any(isinstance(cell, str) and _ID.fullmatch(cell) for cell in cells):
        longest = _ID_WIDTH
    return max(len(name) + 4, min(max(longest + 1, _NARROW), _WIDE))


def _lines(cell: str, width: float) -> int:
    """Return how many lines a cell needs, as far as that many are shown."""
    if _ID.fullmatch(cell):
        return 1
    return int(len(cell) / (_ARABIC * width)) + 1 + cell[: int(width) * _MOST_LINES].count("\n")


def _held(cell: str) -> str:
    """Return as much of a text as a cell can hold."""
    clean = without_illegal(cell)
    if 2 * len(clean) <= LONGEST_CELL or _units(clean) <= LONGEST_CELL:
        return clean
    room = LONGEST_CELL - len(_CUT)
    return clean.encode("utf-16-le")[: 2 * room].decode("utf-16-le", "ignore") + _CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _losses(bundle: Bundle, _options: dict[str, Any]) -> LossReport:
    controls = cut = 0
    for cell in _long_or_strange(bundle):
        controls += count_illegal(cell)
        cut += _units(cell) > LONGEST_CELL
    losses = [each for each in table_losses(bundle) if each.what != "memo"]
    if cut:
        sentence = ngettext(
            "{n} cell holds more than Excel can, and is cut off; the positions tell its length.",
            "{n} cells hold more than Excel can, and are cut off; the positions tell their length.",
            cut,
        )
        losses.append(Loss("cells", cut, sentence.format(n=cut)))
    if controls:
        sentence = ngettext(
            "{n} control character becomes a space.",
            "{n} control characters become spaces.",
            controls,
        )
        losses.append(Loss("controls", controls, sentence.format(n=controls)))
    return LossReport(tuple(losses))


def _long_or_strange(bundle: Bundle) -> Iterator[str]:
    """Yield the cells that Excel cannot hold as they are."""
    yield from _strange(bundle.info.memo)
    rows = rows_of(bundle)
    for name, columns in columns_of(bundle).items():
        values = [column.value for column in columns if column.name not in _SAFE]
        for row in rows[name]:
            cells = [cell for value in values if isinstance(cell := value(row), str)]
            joined = "".join(cells)
            if 2 * len(joined) > LONGEST_CELL or count_illegal(joined):
                for cell in cells:
                    yield from _strange(cell)


_SAFE: Final = frozenset(
    [
        *("annotation", "fragment", "fragments", "code_uuid", "kind", "article", "text_sha256"),
        *("start", "end", "offset_unit", "confidence", "important", "origin", "created_at"),
        *("changed_at", "published", "uuid", "attribution", "cue_annotation"),
    ]
)
"""Columns in which no person writes."""


def _strange(cell: str) -> Iterator[str]:
    if 2 * len(cell) > LONGEST_CELL or count_illegal(cell):
        yield cell


def _recognises(path: Path) -> bool:
    """Tell whether a file is a workbook that this program wrote."""
    try:
        with zipfile.ZipFile(path) as opened, opened.open("docProps/core.xml") as file:
            return _MADE_BY in file.read(4096)
    except (*BROKEN, KeyError):
        return False


FORMAT: Final = Format(
    id="xlsx",
    name=N_("Excel workbook"),
    description=N_("The tables as sheets, right to left for Arabic, with filters and a key."),
    suffix=".xlsx",
    losses=_losses,
    write=_write,
    recognises=_recognises,
    group="tables",
    options=(
        Option(
            "direction",
            N_("Direction of sheets"),
            "auto",
            N_("Where the first column stands; auto: as in the window and the articles."),
            ("auto", "rtl", "ltr"),
        ),
    ),
)
