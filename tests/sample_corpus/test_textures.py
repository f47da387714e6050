"""The sample articles keep the texture that their README promises."""

import re

import pytest

from tests.sample_corpus.corpus import (
    ARTICLES,
    CORPUS,
    canonical,
    metadata,
    name_encoding,
    read_bytes,
)

LONGEST = "10-warehouse-seven.txt"
COLUMNS = [
    "file", "title", "outlet", "author", "published", "url", "language", "direction",
    "region", "genre",
]  # fmt: skip


def _article(number: str) -> str:
    return next(name for name in ARTICLES if name.startswith(number))


def test_ten_articles_of_newspaper_length() -> None:
    assert len(ARTICLES) == 10
    for name in ARTICLES:
        words = len(canonical(name).split())
        low, high = (700, 900) if name == LONGEST else (150, 450)
        assert low <= words <= high, f"{name} has {words} words"


def test_encodings_and_line_ends_are_those_of_real_files() -> None:
    encodings = {name[:2]: name_encoding(read_bytes(name)) for name in ARTICLES}
    special = {number: codec for number, codec in encodings.items() if codec != "utf-8"}
    assert special == {"03": "cp1256", "06": "utf-8-sig", "08": "utf-16"}
    crlf = [name[:2] for name in ARTICLES if b"\r\n" in read_bytes(name)]
    assert crlf == ["05"]
    assert read_bytes(_article("05")).count(b"\n") == read_bytes(_article("05")).count(b"\r\n")


@pytest.mark.parametrize(
    ("number", "pattern"),
    [
        ("02", "[\u064b-\u0652]"),
        ("02", "\u00a0"),
        ("02", "\u0640\u0640"),
        ("02", "cookies"),
        ("02", "اقرأ أيضاً"),
        ("03", r'" \.\.'),
        ("04", "لـ«"),
        ("05", "https://"),
        ("05", "\u200f"),
        ("06", "\U0001f468\u200d\U0001f692"),
        ("06", "\U0001f64f\U0001f3fd"),
        ("07", "[٠-٩]"),
        ("07", "“[^”]+”"),
        ("08", "اقــرأ أيضاً"),
        ("09", "ملفات تعريف الارتباط"),
        ("10", "MV Halcyon Reed"),
    ],
)
def test_texture_is_present(number: str, pattern: str) -> None:
    assert re.search(pattern, canonical(_article(number)))


def test_one_quotation_is_never_closed() -> None:
    assert canonical(_article("06")).count('"') % 2 == 1
    assert all(canonical(n).count('"') % 2 == 0 for n in ARTICLES if not n.startswith("06"))


def test_metadata_describes_every_article_once() -> None:
    assert (CORPUS / "metadata.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    rows = metadata()
    assert [row["file"] for row in rows] == ARTICLES
    assert list(rows[0]) == COLUMNS
    for row in rows:
        assert row["title"] == canonical(row["file"]).split("\n", 1)[0]
        assert re.match(r"https://[a-z-]+\.example/", row["url"])
        assert row["direction"] in {"rtl", "auto"}
        assert row["region"]
        assert row["genre"]
    assert [row["published"] for row in rows if len(row["published"]) == 7] == ["2024-03"]


def test_every_file_is_explained() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    assert [name for name in ARTICLES if name not in readme] == []
    assert "MIT" in readme
    assert "invented" in readme


def test_addresses_lead_nowhere() -> None:
    for name in ARTICLES:
        for address in re.findall(
            r"(?:https?://|[\w-]+@)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}", canonical(name)
        ):
            assert address.endswith(".example"), address
