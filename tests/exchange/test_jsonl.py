"""JSONL: the header, lines that cannot be read, and reading that holds one line at a time."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.exchange.formats import jsonl
from annotator.model.errors import InputError
from annotator.operations import exporting
from annotator.operations.project import Project
from tests.exchange.sets import export_set, full_project, read_lines

HEADER = json.dumps(
    {"format": "isnad", "version": 1, "offset_unit": "unicode code points"}
).encode()
RECORD = b'{"record": "coder"}'


@pytest.fixture
def full(tmp_path: Path) -> Iterator[Project]:
    project = full_project(tmp_path)
    yield project
    project.close()


def write(folder: Path, *lines: bytes) -> Path:
    path = folder / "a.jsonl"
    path.write_bytes(b"\n".join(lines))
    return path


def refusal(path: Path) -> str:
    with pytest.raises(InputError) as refused:
        list(jsonl.read_jsonl(path))
    return refused.value.message


def test_the_header_states_format_version_unit_and_tool(full: Project, tmp_path: Path) -> None:
    header = read_lines(export_set(full, tmp_path))[0]
    assert header["format"] == "isnad"
    assert header["version"] == 1
    assert header["offset_unit"] == "unicode code points"
    assert header["tool"].startswith("Isnad")
    assert header["project"] == "full"
    assert header["counts"]["annotation"] == 10


def test_every_line_is_one_object_in_plain_letters(full: Project, tmp_path: Path) -> None:
    raw = export_set(full, tmp_path).read_bytes()
    assert raw.endswith(b"}\n")
    assert b"\r" not in raw
    assert "قد أعلنت".encode() in raw
    assert [json.loads(line)["record"] for line in raw.splitlines()[1:4]] == [
        *("project", "coder", "coder")
    ]


def test_texts_can_be_left_out_and_that_is_told(full: Project, tmp_path: Path) -> None:
    target = tmp_path / "short.jsonl"
    report = exporting.export(full, "jsonl", target, options={"texts": "no"})
    assert [(loss.what, loss.count) for loss in report.losses.losses] == [("text", 2)]
    kinds = [line.get("record") for line in read_lines(target)]
    assert "text" not in kinds
    assert kinds.count("annotation") == 10
    assert not exporting.preview(full, "jsonl").losses


def test_blank_lines_and_a_byte_order_mark_are_tolerated(tmp_path: Path) -> None:
    path = write(tmp_path, b"\xef\xbb\xbf" + HEADER + b"\r", b"", b"  \t", RECORD + b"\r", b"")
    assert [(each.line, each.record) for each in jsonl.read_jsonl(path)] == [
        (4, {"record": "coder"})
    ]


@pytest.mark.parametrize(
    ("lines", "sentence"),
    [
        ([], "its first line does not say so"),
        ([RECORD], "its first line does not say so"),
        ([b"\xff\xfe\x00"], "its first line does not say so"),
        ([HEADER.replace(b"isnad", b"other")], "its first line does not say so"),
        ([HEADER.replace(b"1,", b"2,")], "was written by a later version of Isnad"),
        ([HEADER.replace(b"1,", b"true,")], "line 1: the version is missing"),
        ([HEADER.replace(b"unicode code points", b"utf-16")], "line 1: offsets must be counted"),
        ([HEADER, b"", b'{"record": '], "line 3: this is no JSON"),
        ([HEADER, RECORD, b'{"a": "\xff"}'], "line 3: this is no JSON"),
        ([HEADER, b"[" * 100_000], "line 2: this is no JSON"),
        ([HEADER, b"[1]"], "line 2: a record must be an object"),
        ([HEADER, b'{"record": "a", "record": "b"}'], "line 2: the key record stands there twice"),
        ([HEADER, b'{"a": {"x": 1, "x": 2}}'], "line 2: the key x stands there twice"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(
    tmp_path: Path, lines: list[bytes], sentence: str
) -> None:
    told = refusal(write(tmp_path, *lines))
    assert sentence in told
    assert "a.jsonl" in told


def test_a_line_too_long_is_refused_before_it_is_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jsonl, "LONGEST_LINE", 1024 * 1024)
    path = write(tmp_path, HEADER, b'{"a": "' + b"x" * 1024 * 1024 + b'"}')
    assert refusal(path) == "a.jsonl, line 2: the line is longer than 1 MB."


def test_lines_are_read_as_they_are_asked_for(tmp_path: Path) -> None:
    records = jsonl.read_jsonl(write(tmp_path, HEADER, RECORD, b"broken"))
    assert next(records).line == 2
    with pytest.raises(InputError, match="line 3"):
        next(records)
