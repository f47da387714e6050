"""Finding documents: in folders, in archives, and beside what browsers save."""

import stat
from pathlib import Path
from zipfile import ZipFile, ZipInfo

import pytest

from annotator.exchange.readers.documents import SUFFIXES, name_of
from annotator.exchange.readers.finding import discover, patterns
from tests.documents import samples, write, zipped


def found(*paths: Path) -> list[str]:
    return [file.name for file in discover(paths).files]


def test_every_kind_of_document_is_found_in_a_folder(tmp_path: Path) -> None:
    for suffix in SUFFIXES:
        write(tmp_path, f"a{suffix.upper()}", b"x")
    write(tmp_path, "photo.jpg", b"x")
    assert {name.lower() for name in found(tmp_path)} == {f"a{suffix}" for suffix in SUFFIXES}
    assert set(samples()) <= set(SUFFIXES)
    assert "*.docx" in patterns()
    assert "*.zip" in patterns()
    assert name_of("word") == "Word document"


def test_files_in_an_archive_come_under_its_name_in_natural_order(tmp_path: Path) -> None:
    data = zipped(
        {
            "10.txt": "x",
            "9.html": "x",
            "ملف/خبر.docx": "x",
            "photo.jpg": "x",
            "__MACOSX/9.html": "x",
            ".hidden.txt": "x",
            "9_files/frame.html": "x",
        }
    )
    path = write(tmp_path, "sub/texts.zip", data)
    assert found(tmp_path) == [
        "sub/texts.zip/9.html",
        "sub/texts.zip/10.txt",
        "sub/texts.zip/ملف/خبر.docx",
    ]
    file = discover([path]).files[2]
    assert (file.archive, file.member) == (path, "ملف/خبر.docx")


def test_names_that_old_programs_wrote_are_readable(tmp_path: Path) -> None:
    path = tmp_path / "old.zip"
    with ZipFile(path, "w") as archive:
        archive.writestr("NAME.txt", "x")
    path.write_bytes(path.read_bytes().replace(b"NAME", "خب".encode()))
    assert found(path) == ["old.zip/خب.txt"]


def test_what_a_browser_saves_beside_a_page_is_left_out(tmp_path: Path) -> None:
    for name in ("خبر.html", "خبر_files/ad.html", "other_files/page.html"):
        write(tmp_path, name, b"x")
    assert found(tmp_path) == ["خبر.html", "other_files/page.html"]


def test_an_archive_within_an_archive_is_left_out_with_a_reason(tmp_path: Path) -> None:
    path = write(tmp_path, "a.zip", zipped({"b.zip": zipped({"c.txt": "x"}), "d.txt": "x"}))
    discovery = discover([path])
    assert [file.name for file in discovery.files] == ["a.zip/d.txt"]
    assert [(each.path, each.reason[:32]) for each in discovery.rejected] == [
        (path / "b.zip", "It is an archive within an archi")
    ]


def link() -> bytes:
    from io import BytesIO

    target = BytesIO()
    with ZipFile(target, "w") as archive:
        entry = ZipInfo("link.txt")
        entry.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(entry, "/etc/passwd")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (zipped({"../up.txt": "x"}), "leads out of the archive"),
        (zipped({"/etc/passwd.txt": "x"}), "leads out of the archive"),
        (zipped({"C:/x.txt": "x"}), "leads out of the archive"),
        (link(), "is a link"),
        (zipped({"a.txt": "x" * 5_000_000}), "expands beyond reason"),
        (zipped({"a.jpg": "x"}), "no file in it"),
        (zipped({}), "no file in it"),
        (b"PK nothing", "no sound ZIP"),
        (b"", "no sound ZIP"),
    ],
)
def test_hostile_and_empty_archives_are_refused_whole(
    tmp_path: Path, data: bytes, reason: str
) -> None:
    discovery = discover([write(tmp_path, "a.zip", data)])
    assert discovery.files == ()
    assert [reason in each.reason for each in discovery.rejected] == [True]
