"""What a reading view needs of an article: its text and its annotations."""

from collections.abc import Iterable

from annotator.model.annotation import Annotation
from annotator.operations.project import Project
from annotator.store import annotations


def annotations_of(
    project: Project,
    article: int,
    coders: Iterable[int] | None = None,
    between: tuple[int, int] | None = None,
) -> list[Annotation]:
    """Return an article's annotations of *coders*, or of everybody.

    With *between* (code points), only those that have a fragment there.
    """
    return annotations.of_article(project.database, article, coders, between)


def annotations_by_key(project: Project, keys: Iterable[int]) -> list[Annotation]:
    """Return those of *keys* that exist."""
    return annotations.get_many(project.database, keys)
