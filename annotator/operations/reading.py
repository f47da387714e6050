"""What a reading view needs of an article: its text, annotations and attributions."""

from collections.abc import Iterable

from annotator.model.annotation import Annotation
from annotator.model.attribution import Attribution
from annotator.operations.project import Project
from annotator.store import annotations, attributions


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


def attributions_of(
    project: Project, article: int, coders: Iterable[int] | None = None
) -> list[Attribution]:
    """Return an article's attributions of *coders*, or of everybody."""
    return attributions.of_article(project.database, article, coders)


def attributions_by_key(project: Project, keys: Iterable[int]) -> list[Attribution]:
    """Return those of *keys* that exist."""
    return attributions.get_many(project.database, keys)


def attributions_near(project: Project, mark: Annotation) -> list[int]:
    """Return the attributions of an annotation's coder whose claim overlaps its place."""
    place = mark.span.start, mark.span.end
    return attributions.near(project.database, mark.article, mark.coder, *place)
