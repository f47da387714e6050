"""Finding text files, and reading one into its canonical text."""

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.exchange.readers import text_files
from annotator.exchange.readers.finding import discover, natural_key
from annotator.exchange.readers.import_log import describe_change
from annotator.exchange.readers.text_files import make_canonical, read_text, read_text_file
from annotator.model.errors import InputError
from tests.exchange.readers.sentences import ARTICLE


def _write(path: Path, data: bytes | str = ARTICLE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def _names(*paths: Path) -> list[str]:
    return [file.name for file in discover(paths).files]


def test_folders_are_searched_recursively_in_natural_order(tmp_path: Path) -> None:
    for name in ("10.txt", "9.txt", "sub/2.TXT", "sub/notes.md", "photo.jpg", "خبر.txt"):
        _write(tmp_path / name)
    assert _names(tmp_path) == ["9.txt", "10.txt", "خبر.txt", "sub/2.TXT"]


def test_hidden_files_and_folders_are_left_out(tmp_path: Path) -> None:
    for name in (".hidden.txt", ".git/log.txt", "._seen.txt", "seen.txt"):
        _write(tmp_path / name)
    assert _names(tmp_path) == ["seen.txt"]


def test_a_file_named_itself_is_taken_whatever_its_suffix(tmp_path: Path) -> None:
    assert _names(_write(tmp_path / "article.text")) == ["article.text"]


def test_links_that_loop_end_and_linked_files_come_once(tmp_path: Path) -> None:
    file = _write(tmp_path / "a" / "one.txt")
    (tmp_path / "a" / "again").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "a" / "self").symlink_to(tmp_path / "a" / "self")
    (tmp_path / "link.txt").symlink_to(file)
    assert len(discover([tmp_path]).files) == 1


def test_the_same_file_given_twice_comes_once(tmp_path: Path) -> None:
    file = _write(tmp_path / "one.txt")
    assert _names(tmp_path, file, tmp_path / "." / "one.txt") == ["one.txt"]


def test_progress_counts_the_files_found(tmp_path: Path) -> None:
    for number in range(3):
        _write(tmp_path / f"{number}.txt")
    counts: list[int] = []
    discover([tmp_path], counts.append)
    assert counts == [1, 2, 3]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="permissions bind no superuser")
def test_a_folder_that_may_not_be_read_is_reported(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o000)
    found = discover([tmp_path])
    closed.chmod(0o700)
    assert [rejection.path for rejection in found.rejected] == [closed]


def test_natural_order_knows_arabic_digits() -> None:
    assert sorted(["م١٠", "م٩", "م2"], key=natural_key) == ["م2", "م٩", "م١٠"]


@given(st.lists(st.text(max_size=12), max_size=6))
def test_natural_order_takes_any_name(names: list[str]) -> None:
    assert sorted(sorted(names, key=natural_key), key=natural_key) is not None


def test_plain_file_is_its_own_canonical_text(tmp_path: Path) -> None:
    document = read_text_file(_write(tmp_path / "a.txt"))
    assert document.text == ARTICLE
    assert document.encoding == "utf-8"
    assert document.log == document.warnings == ()
    expected = hashlib.sha256(ARTICLE.encode()).hexdigest()
    assert document.text_sha256 == document.source_sha256 == expected


def test_mark_and_line_ends_are_taken_away_and_logged(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + "سطر\r\nسطر\r\nسطر\rسطر\n".encode()
    document = read_text_file(_write(tmp_path / "a.txt", data))
    assert document.text == "سطر\nسطر\nسطر\nسطر\n"
    assert document.log == ("bom_removed", "crlf_to_lf 2", "cr_to_lf 1")
    assert document.source_sha256 == hashlib.sha256(data).hexdigest()
    assert document.text_sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    told = [describe_change(entry) for entry in document.log]
    assert told == [
        "The byte order mark was removed.",
        "2 line ends were changed to LF.",
        "1 line end was changed to LF.",
    ]


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_nothing_else_is_altered(text: str) -> None:
    # NFD, tatweel, RLM, NBSP, a second mark: all of it is evidence.
    kept = "قَال\u0640\u200f\xa0e\u0301" + text
    assert read_text(kept.encode(), Path("a.txt")).text == kept


@given(st.text())
def test_canonical_text_has_no_carriage_return_and_is_stable(text: str) -> None:
    canonical, log = make_canonical(text)
    assert "\r" not in canonical
    assert bool(log) == (canonical != text)
    assert len(canonical) <= len(text)


def test_only_the_first_mark_is_taken_away() -> None:
    document = read_text(("\ufeff\ufeff" + ARTICLE).encode(), Path("a.txt"))
    assert document.text == "\ufeff" + ARTICLE


def test_an_encoding_may_be_forced(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt", "خبر".encode("iso8859-6"))
    assert read_text_file(path, "iso8859-6").text == "خبر"
    assert read_text_file(path, "cp1256").encoding == "cp1256"


def test_utf8_forced_to_windows_1256_comes_with_a_warning(tmp_path: Path) -> None:
    text = "قال الوزير إن الميناء آمن، وأضاف مساعده أن الحريق كان محدودا"
    path = _write(tmp_path / "a.txt", text)
    assert any("UTF-8" in warning for warning in read_text_file(path, "cp1256").warnings)


def test_a_stray_control_character_is_a_warning(tmp_path: Path) -> None:
    document = read_text_file(_write(tmp_path / "a.txt", ARTICLE * 3 + "\x08"))
    assert document.text.endswith("\x08")
    assert document.warnings == ("It holds 1 control character.",)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf", "empty"),
        (" \r\n\u200f\t\xa0\n".encode(), "empty"),
        (b"\0\1\2\3" * 10, "no text file"),
        (ARTICLE.encode()[:-3] + b"\xd9\n", "damaged"),
        ("خبر\ud800 قصير".encode("utf-8", "surrogatepass"), "surrogates"),
        (b"\xff\xfe" + "خبر\ud800".encode("utf-16-le", "surrogatepass"), "surrogates"),
        (b"\xff\xfe" + "خبر".encode("utf-16-le") + b"\0", "UTF-16 LE: byte"),
    ],
)
def test_bad_content_is_refused_with_its_reason(tmp_path: Path, data: bytes, reason: str) -> None:
    with pytest.raises(InputError, match=reason):
        read_text_file(_write(tmp_path / "a.txt", data))


def test_what_is_no_file_is_refused_without_waiting(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.txt"
    os.mkfifo(pipe)
    for path, reason in ((pipe, "no file"), (tmp_path, "no file"), (tmp_path / "x", "not exist")):
        with pytest.raises(InputError, match=reason):
            read_text_file(path)


def test_a_huge_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_files, "MOST_BYTES", 1024 * 1024)
    with pytest.raises(InputError, match="larger than 1 MB"):
        read_text_file(_write(tmp_path / "a.txt", b"a" * (1024 * 1024 + 1)))


def test_an_encoding_that_does_not_fit_or_exist_is_refused(tmp_path: Path) -> None:
    path = _write(tmp_path / "a.txt", "خبر".encode("cp1256"))
    with pytest.raises(InputError, match="It is not UTF-8: byte 0"):
        read_text_file(path, "utf-8")
    with pytest.raises(InputError, match="no encoding"):
        read_text_file(path, "klingon")


def test_names_that_are_no_utf8_are_made_readable(tmp_path: Path) -> None:
    name = os.fsdecode(b"\xce\xc8\xd1.txt")
    _write(tmp_path / name)
    file = discover([tmp_path]).files[0]
    assert file.name == "???.txt"
    assert read_text_file(file.path).text == ARTICLE
