"""Files of others that would do harm: each is refused with a sentence, and nothing is unpacked."""

import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from annotator.exchange.archives import open_archive
from annotator.exchange.text_input import json_lines, read_utf8, read_whole
from annotator.exchange.xml_input import parse_xml
from annotator.model.errors import InputError


def archive(path: Path, *entries: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in entries:
            made.writestr(name, data)
    return path


def test_an_archive_is_read_entry_by_entry(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("Sources/أ.txt", b"one"), ("b/", b""), ("c.txt", b"two"))
    with open_archive(path) as opened:
        assert opened.names() == ["Sources/أ.txt", "c.txt"]
        assert opened.find("sources/أ.TXT") == "Sources/أ.txt"
        assert opened.find("d.txt") is None
        assert opened.read("c.txt") == b"two"
        with pytest.raises(InputError, match=r"a\.zip/c\.txt is larger than 0 MB"):
            opened.read("c.txt", most=2)


@pytest.mark.parametrize(
    "name", ["../x.txt", "a/../../x.txt", "/etc/x", "C:/x.txt", "..\\x.txt", "\\x.txt"]
)
def test_a_name_that_leads_out_is_refused(name: str, tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("good.txt", b"x"), (name, b"x"))
    with pytest.raises(InputError, match="leads out|not allowed"), open_archive(path):
        pass


def test_a_bomb_a_link_and_a_twin_are_refused(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bomb.zip", ("zeros.txt", b"\0" * 40_000_000))
    link = tmp_path / "link.zip"
    with zipfile.ZipFile(link, "w") as made:
        entry = zipfile.ZipInfo("link.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(entry, "/etc/passwd")
    twin = tmp_path / "twin.zip"
    with pytest.warns(UserWarning, match="Duplicate"):
        archive(twin, ("a.txt", b"1"), ("a.txt", b"2"))
    for path, reason in ((bomb, "expands beyond reason"), (link, "is a link"), (twin, "twice")):
        with pytest.raises(InputError, match=reason), open_archive(path):
            pass


def test_an_encrypted_entry_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("a.txt", b"x"))
    data = bytearray(path.read_bytes())
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        place = data.index(mark) + (6 if mark.endswith(b"\x04") else 8)
        data[place] |= 1
    path.write_bytes(data)
    with pytest.raises(InputError, match="is encrypted"), open_archive(path):
        pass


def test_a_damaged_archive_is_told(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("a.txt", b"some words that pack" * 50))
    data = bytearray(path.read_bytes())
    data[40:60] = b"\xff" * 20
    path.write_bytes(data)
    with pytest.raises(InputError, match="damaged"), open_archive(path) as opened:
        opened.read("a.txt")
    path.write_bytes(b"no archive")
    with pytest.raises(InputError, match="no sound ZIP"), open_archive(path):
        pass
    with pytest.raises(InputError, match="cannot be read"), open_archive(tmp_path / "none.zip"):
        pass


LAUGHS = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


@pytest.mark.parametrize("text", [LAUGHS, OUTSIDE, '<!DOCTYPE x SYSTEM "x.dtd"><x/>'])
def test_entities_and_document_types_are_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"a\.xml declares a document type or entities"):
        parse_xml(text.encode(), "a.xml")


@pytest.mark.parametrize("data", [b"", b"<x>", b"\xff\xfe\x00", b"words", b"<x>\x0b</x>"])
def test_broken_xml_is_told(data: bytes) -> None:
    with pytest.raises(InputError, match=r"a\.xml is no sound XML"):
        parse_xml(data, "a.xml")


def test_deep_xml_is_refused_and_plain_xml_is_read() -> None:
    assert parse_xml("<x>نعم</x>".encode(), "a.xml").text == "نعم"
    with pytest.raises(InputError):
        parse_xml(b"<x>" * 100_000 + b"</x>" * 100_000, "a.xml")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"{}\n{", "line 2: this is no JSON"),
        (b"[1]\n", "line 1: a record must be an object"),
        (b"{}\n" + b"[" * 200_000, "line 2: this is no JSON"),
        (b'{"a": "' + b"x" * 2000 + b'"}', "line 1 is larger than"),
        (b"\xff\xfe{}", "line 1: this is no JSON"),
    ],
)
def test_broken_lines_are_told_with_their_number(data: bytes, reason: str, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(data)
    with pytest.raises(InputError, match=reason):
        list(json_lines(path, longest=1000 if "larger" in reason else 1_000_000))


def test_lines_are_read_with_a_mark_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a": 1}\r\n\r\n  \n{"b": 2}')
    assert list(json_lines(path)) == [(1, {"a": 1}), (4, {"b": 2})]


@pytest.mark.parametrize("read", [read_whole, read_utf8])
def test_what_is_no_file_is_told(read: Callable[[Path], object], tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none"):
        with pytest.raises(InputError, match="is no file"):
            read(path)
    large = tmp_path / "large"
    large.write_bytes(b"\xff12")
    with pytest.raises(InputError, match="larger than"):
        read_whole(large, 2)
    with pytest.raises(InputError, match="byte 0 does not fit"):
        read_utf8(large)
