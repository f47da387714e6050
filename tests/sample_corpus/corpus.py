"""The sample corpus as its tests read it: bytes decoded once, line ends made LF, nothing else.

Deliberately not the product's importer: what is promised here must not depend on it.
"""

import csv
import io
import json
from dataclasses import dataclass
from typing import Any

from tests.shared import PROJECT

CORPUS = PROJECT / "sample_corpus"
ARTICLES = sorted(path.name for path in (CORPUS / "articles").glob("*.txt"))
CODERS = sorted(path.stem for path in (CORPUS / "annotations").glob("*.json"))
UTF_8_MARK = b"\xef\xbb\xbf"
UTF_16_MARK = b"\xff\xfe"


@dataclass(frozen=True)
class Quote:
    """One fragment as written down: an exact slice and which of its occurrences is meant."""

    text: str
    occurrence: int


def read_bytes(name: str) -> bytes:
    """Return the bytes of the article `name` as they lie in the folder."""
    return (CORPUS / "articles" / name).read_bytes()


def name_encoding(data: bytes) -> str:
    """Return the codec of an article's bytes: by its mark, else UTF-8, else windows-1256."""
    if data.startswith(UTF_16_MARK):
        return "utf-16"
    if data.startswith(UTF_8_MARK):
        return "utf-8-sig"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1256"
    return "utf-8"


def canonical(name: str) -> str:
    """Return the canonical text of the article `name`: decoded, no mark, LF line ends."""
    data = read_bytes(name)
    return data.decode(name_encoding(data)).replace("\r\n", "\n")


def annotations(coder: str) -> list[dict[str, Any]]:
    """Return the annotations of `coder` in the order of the file."""
    text = (CORPUS / "annotations" / f"{coder}.json").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = json.loads(text)
    return rows


def quotes(row: dict[str, Any]) -> list[Quote]:
    """Return the fragments of one annotation as written down."""
    return [Quote(part["quote"], part["occurrence"]) for part in row["fragments"]]


def find(text: str, quote: Quote) -> int:
    """Return where `quote` starts in `text` in code points, or -1.

    Occurrences count from 1 over every match from the start, also inside words.
    """
    position = -1
    for _ in range(quote.occurrence):
        position = text.find(quote.text, position + 1)
        if position < 0:
            return -1
    return position


def metadata() -> list[dict[str, str]]:
    """Return the rows of the metadata table."""
    text = (CORPUS / "metadata.csv").read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))
