"""Metadata tables: reading them, and finding each row's file."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.readers.finding import TextFile, discover
from annotator.exchange.readers.metadata import MetadataTable, read_metadata
from annotator.exchange.readers.metadata_matching import match_rows
from annotator.model.errors import InputError
from tests.shared import PROJECT


def _table(folder: Path, text: str, codec: str = "utf-8") -> MetadataTable:
    path = folder / "metadata.csv"
    path.write_bytes(text.encode(codec))
    return read_metadata(path)


def _files(*names: str) -> list[TextFile]:
    return [TextFile(Path("/corpus") / name, name) for name in names]


def _told(table: MetadataTable) -> list[str]:
    return [str(problem) for problem in table.problems]


def test_the_sample_corpus() -> None:
    table = read_metadata(PROJECT / "sample_corpus" / "metadata.csv")
    match = match_rows(table, discover([PROJECT / "sample_corpus" / "articles"]).files)
    assert len(match.rows) == 10
    assert match.problems == ()
    assert table.variable_types == {"region": "text", "genre": "text"}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_delimiters_and_encodings(tmp_path: Path, delimiter: str, codec: str) -> None:
    rows = (("الملف", "العنوان", "منطقة"), ("a.txt", "خبر من الوادي الكبير", "الساحل"))
    table = _table(tmp_path, "\r\n".join(delimiter.join(row) for row in rows), codec)
    assert table.rows[0].file == "a.txt"
    assert table.rows[0].fields == {"title": "خبر من الوادي الكبير"}
    assert table.rows[0].variables == {"منطقة": "الساحل"}


@pytest.mark.parametrize("header", ["file", "Filename", "PATH", "file_name", "الملف", "المِلَفّ"])
def test_names_of_the_file_column(tmp_path: Path, header: str) -> None:
    assert _table(tmp_path, f"{header},title\na.txt,خبر").rows[0].file == "a.txt"


def test_arabic_headers_and_quoted_cells_of_several_lines(tmp_path: Path) -> None:
    text = (
        'الملف,تاريخ النشر,الكاتب,الوسيلة,مذكرة\na.txt,15/11/2017,هند,الأفق,"سطر\nسطر، ""مقتبس"""\n'
    )
    table = _table(tmp_path, text + "b.txt,أمس,,,\n")
    assert table.rows[0].fields == {
        "published": "2017-11-15",
        "author": "هند",
        "outlet": "الأفق",
        "memo": 'سطر\nسطر، "مقتبس"',
    }
    assert _told(table) == ["Line 4: “أمس” is no date."]


def test_dates_that_may_be_two_days_are_one_note_for_their_column(tmp_path: Path) -> None:
    text = "file,Date,seen\na.txt,25/04/2018,01/02/2018\nb.txt,03/04/2018,\nc.txt,05/06/2018,\n"
    table = _table(tmp_path, text)
    assert [row.fields["published"] for row in table.rows] == [
        *("2018-04-25", "2018-04-03", "2018-06-05")
    ]
    (note,) = table.problems
    assert note.is_note
    assert str(note) == (
        "Line 3: Column “Date”: 2 dates were read with the day first, such as “03/04/2018” as"
        " 2018-04-03; write YYYY-MM-DD to leave no doubt."
    )
    assert table.rows[0].variables == {"seen": "01/02/2018"}  # as it was written
    clear = _table(tmp_path, "file,date\na.txt,2018-04-03\nb.txt,03/03/2018\nc.txt,25/04/2018\n")
    assert clear.problems == ()


def test_types_of_variables(tmp_path: Path) -> None:
    text = (
        "file,words,share,checked,seen,code,mixed,none\n"
        "a.txt,١٢٠,0.5,yes,2020-01,007,1,\n\nb.txt,7,-3,NO,12 أيار 2021,012,x,\n"
    )
    assert _table(tmp_path, text).variable_types == {
        "words": "number",
        "share": "number",
        "checked": "boolean",
        "seen": "date",
        "code": "text",
        "mixed": "text",
        "none": "text",
    }


def test_rows_that_are_wrong_are_reported_with_their_lines(tmp_path: Path) -> None:
    text = "file,direction\na.txt,up\n\n,rtl\nb.txt,RTL,left over\n"
    table = _table(tmp_path, text)
    assert _told(table) == [
        "Line 2: “up” is no direction (known are auto, rtl, ltr).",
        "Line 4: The row names no file.",
        "Line 5: The row has more cells than the table has columns.",
    ]
    assert [row.fields for row in table.rows] == [{}, {"direction": "rtl"}]


def test_second_column_of_a_meaning_becomes_a_variable(tmp_path: Path) -> None:
    table = _table(tmp_path, "file,title,العنوان,x,x\na.txt,one,two,3,4\n")
    assert table.rows[0].fields == {"title": "one"}
    assert table.rows[0].variables == {"العنوان": "two", "x": "3", "x (2)": "4"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("title,outlet\nخبر,الأفق\n", "no column “file”; its columns are: title, outlet"),
        (" \n\n,", "no rows"),
        ("", "empty"),
    ],
)
def test_tables_without_files_are_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        _table(tmp_path, text)


@given(st.text(alphabet=st.sampled_from('file,;\t"\n\r aب') | st.characters(codec="utf-8")))
def test_any_text_is_read_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    try:
        table = _table(tmp_path_factory.mktemp("table"), "file,a\n" + text)
    except InputError:
        return
    assert all(row.file for row in table.rows)


def _matched(tmp_path: Path, row: str, *files: str) -> list[str]:
    match = match_rows(_table(tmp_path, f"file,title\n{row},خبر\n"), _files(*files))
    return [path.relative_to("/corpus").as_posix() for path in match.rows]


@pytest.mark.parametrize(
    ("row", "files", "matched"),
    [
        ("a.txt", ("a.txt", "b.txt"), ["a.txt"]),
        ("A.TXT", ("a.txt",), ["a.txt"]),
        ("a", ("a.txt",), ["a.txt"]),
        ("v1.2", ("v1.2.txt",), ["v1.2.txt"]),
        ("2017\\a.txt", ("2017/a.txt", "2018/a.txt"), ["2017/a.txt"]),
        ("/data/hind/corpus/2018/a.txt", ("2017/a.txt", "2018/a.txt"), ["2018/a.txt"]),
        ("a.txt", ("2017/a.txt",), ["2017/a.txt"]),
        ("a.txt", ("a.txt", "2017/a.txt"), ["a.txt"]),
        ("./a.txt", ("a.txt",), ["a.txt"]),
        ("آثار.txt", ("ا\u0653ثار.txt",), ["ا\u0653ثار.txt"]),
        ("2019/a.txt", ("2017/a.txt",), []),
        ("a.txt", ("2017/a.txt", "2018/a.txt"), []),
    ],
)
def test_row_finds_its_file(
    tmp_path: Path, row: str, files: tuple[str, ...], matched: list[str]
) -> None:
    assert _matched(tmp_path, row, *files) == matched


def test_everything_without_partner_is_reported(tmp_path: Path) -> None:
    text = "file,title\na.txt,one\ngone.txt,two\nA.txt,three\ntwin.txt,four\n"
    files = _files("a.txt", "x/twin.txt", "y/twin.txt", "b.txt")
    match = match_rows(_table(tmp_path, text), files)
    assert [row.fields["title"] for row in match.rows.values()] == ["one"]
    assert [str(problem) for problem in match.problems] == [
        "Line 3: There is no file gone.txt.",
        "Line 4: A.txt has a row already, on line 2; this one is left out.",
        "Line 5: twin.txt may be one of several files: x/twin.txt, y/twin.txt",
        "3 files have no row: x/twin.txt, y/twin.txt, b.txt",
    ]


def test_a_table_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.csv: It does not exist"):
        read_metadata(tmp_path / "nowhere.csv")
