"""The Excel workbook: what openpyxl finds in its cells, and how its sheets are set up."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from annotator.exchange.formats import xlsx
from annotator.exchange.formats.csv_folder import read_csv_folder
from annotator.i18n import set_language
from annotator.model.errors import InputError
from annotator.operations import exporting
from annotator.operations.project import Project
from tests.exchange.contract.awkward import Desk, made
from tests.exchange.sets import full_project


def exported(project: Project, folder: Path, **options: str) -> Path:
    target = folder / "out.xlsx"
    exporting.export(project, "xlsx", target, options=options)
    return target


def rows(file: Path, sheet: str) -> Iterator[dict[str, Any]]:
    """Yield the rows of a sheet by the names of its columns."""
    heading, *found = load_workbook(file)[sheet].iter_rows(values_only=True)
    for row in found:
        yield dict(zip(heading, row, strict=True))


@pytest.mark.parametrize("case", ["full", "chain", "names", "fragments", "spaces", "emoji"])
def test_the_sheets_hold_what_the_tables_hold(case: str, tmp_path: Path) -> None:
    project = made(case, tmp_path)
    book = load_workbook(exported(project, tmp_path))
    exporting.export(project, "csv", tmp_path / "csv")
    tables = read_csv_folder(tmp_path / "csv")
    names = [name.removesuffix(".csv").replace("_", " ") for name in tables]
    assert book.sheetnames == ["README", *names]
    for name, table in zip(names, tables.values(), strict=True):
        heading, *found = book[name].iter_rows(values_only=True)
        assert heading == table.columns
        plain = [tuple("" if cell is None else str(cell) for cell in row) for row in found]
        assert plain == list(table.rows)


def test_cells_are_text_or_numbers_and_never_formulas_or_links(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    key = desk.article("قال نعم", "=1+1", outlet="https://example.org", variables={"+v": "-007"})
    told = ['=HYPERLINK("x")', "<r><t>x</t></r>", "_x0041_ _x000D_", " 12 "]
    for memo in told:
        desk.mark(key, "Cue", "قال", memo=memo)
    file = exported(desk.project, tmp_path)
    book = load_workbook(file)
    for sheet in book:
        assert {cell.data_type for row in sheet for cell in row} <= {"s", "n", "inlineStr"}
        assert not any(cell.hyperlink for row in sheet for cell in row)
    found = list(rows(file, "fragments"))
    assert sorted(row["memo"].replace("_x005F_", "_") for row in found) == sorted(told)
    assert {row["title"] for row in found} == {"=1+1"}
    assert [row["start"] for row in found] == [0] * 4
    (article,) = rows(file, "articles")
    assert article["variable:+v"] == "-007"


def test_sheets_have_a_heading_that_stays_and_filters(tmp_path: Path) -> None:
    book = load_workbook(exported(full_project(tmp_path), tmp_path))
    sheet = book["fragments"]
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:X13"
    cells = {cell.value: cell for cell in sheet[1]}
    assert cells["quote"].font.bold
    quote = sheet.cell(2, cells["quote"].column)
    assert quote.alignment.wrap_text
    assert quote.alignment.readingOrder == 2
    code = sheet.cell(2, cells["annotation"].column)
    assert code.alignment.readingOrder != 2
    widths = sheet.column_dimensions
    assert widths[cells["annotation"].column_letter].width < 20
    colors = [row[5] for row in book["codebook"].iter_rows(min_row=2)]
    assert all(cell.fill.fgColor.rgb == f"FF{cell.value[1:].upper()}" for cell in colors)


@pytest.mark.parametrize(
    ("options", "language", "title", "expected"),
    [
        ({}, "en", "حريق", True),
        ({}, "en", "A fire", False),
        ({}, "ar", "A fire", True),
        ({"direction": "ltr"}, "ar", "حريق", False),
        ({"direction": "rtl"}, "en", "A fire", True),
    ],
)
def test_sheets_run_as_the_window_or_the_articles_do(
    options: dict[str, str], language: str, title: str, expected: bool, tmp_path: Path
) -> None:
    desk = Desk(tmp_path)
    desk.article("text", title)
    set_language(language)
    try:
        book = load_workbook(exported(desk.project, tmp_path, **options))
    finally:
        set_language("en")
    explained, *tables = book.worksheets
    assert not explained.sheet_view.rightToLeft  # its words are English
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in tables} == {expected}


@pytest.mark.parametrize(("letter", "most"), [("س", 32_767), ("𝒜", 16_383)])
def test_a_cell_that_is_too_long_is_cut_and_told(letter: str, most: int, tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    key = desk.article("قال نعم")
    desk.mark(key, "Cue", "قال", memo=letter * most)
    desk.mark(key, "Cue", "نعم", memo=letter * (most + 1))
    preview = exporting.preview(desk.project, "xlsx")
    assert [(loss.what, loss.count) for loss in preview.losses.losses][-1] == ("cells", 1)
    first, second = (row["memo"] for row in rows(exported(desk.project, tmp_path), "fragments"))
    assert first == letter * most
    assert len(second.encode("utf-16-le")) <= 2 * xlsx.LONGEST_CELL
    assert second.strip(letter) == "…"


def test_control_characters_become_spaces_and_are_told(tmp_path: Path) -> None:
    project = made("controls", tmp_path)
    losses = {loss.what: loss.count for loss in exporting.preview(project, "xlsx").losses.losses}
    assert "controls" not in losses  # they stand beside the marks
    (tmp_path / "two").mkdir()
    desk = Desk(tmp_path / "two")
    key = desk.article("قال\x0b نعم", "ا\x01ب")
    desk.mark(key, "Cue", "قال\x0b نعم")
    losses = {
        loss.what: loss.count for loss in exporting.preview(desk.project, "xlsx").losses.losses
    }
    assert losses["controls"] == 3
    (row,) = rows(exported(desk.project, tmp_path), "fragments")
    assert (row["quote"], row["title"]) == ("قال  نعم", "ا ب")


def test_more_rows_than_excel_takes_are_refused_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = full_project(tmp_path)
    monkeypatch.setattr(xlsx, "MOST_ROWS", 12)
    with pytest.raises(InputError, match="The sheet fragments would have more than the 12 rows"):
        exported(project, tmp_path)
    monkeypatch.setattr(xlsx, "MOST_ROWS", 13)
    with pytest.raises(InputError, match="The sheet flags would have more"):
        exported(project, tmp_path)
    assert not (tmp_path / "out.xlsx").exists()


def test_the_first_sheet_explains_the_others(tmp_path: Path) -> None:
    sheet = load_workbook(exported(full_project(tmp_path), tmp_path))["README"]
    lines = [line for line in sheet.iter_rows(values_only=True) if line[0]]
    assert lines[:2] == [("project", "full"), ("memo", "مذكرة المشروع")]
    told = dict(lines)
    assert told["not carried"].startswith("The text")
    assert told["fragments"] == "how many fragments the annotation has"
    assert told["code_uuid"] == "the code's uuid, see codebook"
    assert set(told) >= {column.name for table in xlsx.TABLES.values() for column in table}


def test_a_foreign_workbook_is_no_earlier_export(tmp_path: Path) -> None:
    from openpyxl import Workbook

    foreign = tmp_path / "foreign.xlsx"
    Workbook().save(foreign)
    (tmp_path / "broken.xlsx").write_bytes(b"PK")
    assert not xlsx.FORMAT.recognises(foreign)
    assert not xlsx.FORMAT.recognises(tmp_path / "broken.xlsx")
    assert xlsx.FORMAT.recognises(exported(full_project(tmp_path), tmp_path))
