"""The tables of the CSV export: every column with its value and its meaning, declared once.

To add a column: a row in the table it belongs to. The header, the cells and the README are made
from it. Who said what is in ``csv_attributions``. Cells that a spreadsheet would take for a formula
are guarded in ``csv_folder``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from annotator.exchange.formats import csv_attributions
from annotator.exchange.formats.csv_columns import Column, attribute, truth
from annotator.model.article import Article
from annotator.model.bundle import OFFSET_UNIT, Segment
from annotator.model.codebook import Code
from annotator.model.coder import Coder


def _segment(
    name: str, meaning: str, value: Callable[[Segment], str | int] | None = None
) -> Column:
    return Column(name, meaning, value or attribute(name))


FRAGMENTS: Final = (
    _segment("annotation", "the annotation's uuid; its fragments share it"),
    _segment("fragment", "number of this fragment within the annotation, from 1"),
    _segment("fragments", "how many fragments the annotation has"),
    _segment("code", "the code's names from the top of the codebook, joined by /"),
    _segment("code_uuid", "the code's uuid, see codebook.csv"),
    _segment("kind", "claim, source, cue (the three roles) or code (any theme)"),
    _segment("coder", "who judged so"),
    _segment("article", "the article's uuid, see articles.csv"),
    _segment("title", "the article's title"),
    _segment("outlet", "who published the article"),
    _segment("author", "who signed the article"),
    _segment("published", "date of the article, ISO 8601, perhaps only a month or a year"),
    _segment("url", "address of the article"),
    _segment("text_sha256", "sha256 of the article's text in UTF-8: the offsets hold for it alone"),
    _segment("start", "where the fragment begins in the article's text, counted from 0"),
    _segment("end", "where it ends; the character at this place is no longer in it"),
    _segment("offset_unit", "the unit of start and end", lambda _row: OFFSET_UNIT),
    _segment("quote", "the fragment's exact text"),
    _segment("confidence", "unset, low, medium or high"),
    truth("important", "yes when flagged"),
    _segment("origin", "hand, suggestion or import"),
    _segment("memo", "the coder's note"),
    _segment("created_at", "when it was made, UTC"),
    _segment("changed_at", "when it was changed last, UTC"),
)


def _article(
    name: str, meaning: str, value: Callable[[Article], str | int] | None = None
) -> Column:
    return Column(name, meaning, value or attribute(name))


ARTICLES: Final = (
    _article("uuid", "the article's uuid"),
    _article("title", "its title"),
    _article("outlet", "who published it"),
    _article("author", "who signed it"),
    _article("published", "its date, ISO 8601, perhaps only a month or a year"),
    _article("url", "its address"),
    _article("language", "language code"),
    _article("direction", "auto, rtl or ltr"),
    _article("memo", "note on the article"),
    _article("text_sha256", "sha256 of its text in UTF-8"),
    _article("length", "length of its text in code points"),
    _article("file_name", "the file it was imported from", lambda row: row.provenance.file_name),
    _article(
        "source_sha256", "sha256 of that file's bytes", lambda row: row.provenance.source_sha256
    ),
    _article("encoding", "encoding of that file", lambda row: row.provenance.encoding),
    _article("imported_at", "when it was imported, UTC", lambda row: row.provenance.imported_at),
)
"""A column for each article variable follows, its name after ``variable:``."""

VARIABLE: Final = "variable:"


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code with what only the tree knows."""

    code: Code
    path: str
    parent_uuid: str


def _code(name: str, meaning: str, value: Callable[[CodeRow], str | int] | None = None) -> Column:
    return Column(name, meaning, value or (lambda row: attribute(name)(row.code)))


CODEBOOK: Final = (
    _code("uuid", "the code's uuid"),
    _code("code", "its names from the top, joined by /", lambda row: row.path),
    _code("name", "its name"),
    _code("name_ar", "its name in Arabic, where it has another"),
    _code("kind", "claim, source, cue or code"),
    _code("color", "its colour, #rrggbb"),
    _code("key", "the key that tags with it"),
    _code("parent", "uuid of the code above it", lambda row: row.parent_uuid),
    _code("position", "its place among the codes below the same one"),
    _code("memo", "its definition"),
)


def _coder(name: str, meaning: str, value: Callable[[Coder], str | int] | None = None) -> Column:
    return Column(name, meaning, value or attribute(name))


CODERS: Final = (
    _coder("uuid", "the coder's uuid"),
    _coder("name", "the coder's name"),
    _coder("color", "the colour of the coder's marks"),
)

TABLES: Final = {
    "fragments.csv": FRAGMENTS,
    "articles.csv": ARTICLES,
    "codebook.csv": CODEBOOK,
    "coders.csv": CODERS,
    **csv_attributions.TABLES,
}
