"""Every fragment with its annotation, code, coder and article in one row, for tables."""

from collections.abc import Iterator
from typing import Final

from annotator.model.bundle import EVERYTHING, Segment, Selection, code_paths
from annotator.store import codes
from annotator.store.database import Database
from annotator.store.faults import damaged
from annotator.store.selection import choose

_SELECT: Final = (
    "SELECT annotation.uuid, fragment.number, fragment.total, annotation.code, '', '', coder.name,"
    " article.uuid, article.title, article.outlet, article.author, article.published, article.url,"
    ' article.text_sha256, fragment.start, fragment."end", fragment.quote, annotation.confidence,'
    " annotation.important, annotation.origin, annotation.memo, annotation.created_at,"
    " annotation.changed_at"
    ' FROM (SELECT annotation, start, "end", quote,'
    " row_number() OVER (PARTITION BY annotation ORDER BY start) AS number,"
    " count(*) OVER (PARTITION BY annotation) AS total,"
    " min(start) OVER (PARTITION BY annotation) AS first FROM fragment) AS fragment"
    " JOIN annotation ON annotation.id = fragment.annotation"
    " JOIN article ON article.id = annotation.article JOIN coder ON coder.id = annotation.coder"
)


def segments(database: Database, selection: Selection = EVERYTHING) -> Iterator[Segment]:
    """Yield the fragments of the selection: articles in order, annotations in reading order.

    The code is told by its path; use it inside ``records.snapshot()``.
    """
    book = codes.codebook(database)
    told = {key: (path, book[key].uuid, book[key].kind) for key, path in code_paths(book).items()}
    where, parameters = choose(database, selection).of_table(
        "annotation", {"article": "article", "coder": "coder", "code": "code"}
    )
    order = " ORDER BY article.position, article.id, fragment.first, annotation.id, fragment.number"
    for row in database.stream(_SELECT + where + order, parameters):
        if row[3] not in told:
            raise damaged(database.path)
        yield Segment._make((*row[:3], *told[row[3]], *row[6:18], bool(row[18]), *row[19:]))


def article_keys(database: Database, selection: Selection = EVERYTHING) -> set[int]:
    """Return the keys of the articles of the selection."""
    where, parameters = choose(database, selection).of_table("article")
    return {row[0] for row in database.rows(f"SELECT id FROM article{where}", parameters)}
