"""What a project holds, as lists for people and scripts outside the window."""

from dataclasses import dataclass
from typing import Any

from annotator.model.article import Article
from annotator.model.bundle import code_paths
from annotator.model.codebook import BOILERPLATE
from annotator.operations.project import Project
from annotator.store import articles, codes


@dataclass(frozen=True, slots=True)
class ListedArticle:
    """An article with every coder's status and number of annotations, by the coder's name."""

    article: Article
    status: dict[str, str]
    annotations: dict[str, int]


def list_articles(project: Project) -> list[ListedArticle]:
    """Return all articles in order."""
    listed = [ListedArticle(each, {}, {}) for each in articles.all_articles(project.database)]
    for coder in project.coders():
        rows = articles.rows(project.database, coder.id)
        for entry, row in zip(listed, rows, strict=True):
            entry.status[coder.name] = row.status
            entry.annotations[coder.name] = row.annotations
    return listed


def list_codes(project: Project) -> list[dict[str, Any]]:
    """Return all codes, parents first, each with its path, depth and use by all coders."""
    book = codes.codebook(project.database)
    counts = codes.counts(project.database)
    paths = code_paths(book)
    of_the_page = codes.of_purpose(project.database, BOILERPLATE)
    return [
        {
            "uuid": code.uuid,
            "path": paths[code.id],
            "name": code.name,
            "name_ar": code.name_ar,
            "kind": code.kind,
            "color": code.color,
            "key": code.key,
            "purpose": BOILERPLATE if code.id in of_the_page else "",
            "parent": book[code.parent].uuid if code.parent is not None else None,
            "depth": depth,
            "annotations": counts.get(code.id, 0),
            "memo": code.memo,
        }
        for code, depth in book.walk()
    ]
