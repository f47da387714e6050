"""Editing, ordering and removing the project's articles, and how far the coder is with them."""

from collections.abc import Sequence

from annotator.i18n import N_, NN_, _
from annotator.model.article import DIRECTIONS, STATUSES, Article, ArticleRow
from annotator.model.changes import Changes
from annotator.model.dates import refuse_date
from annotator.model.errors import InputError
from annotator.operations.project import Project
from annotator.store import articles


def article_rows(project: Project) -> list[ArticleRow]:
    """Return all articles, with the present coder's status and counts."""
    return articles.rows(project.database, project.coder.id if project.has_coder else 0)


def article_row(project: Project, article: int) -> ArticleRow | None:
    """Return one line of the list of articles, or None when the article is gone."""
    coder = project.coder.id if project.has_coder else 0
    return articles.row(project.database, article, coder)


def article(project: Project, key: int) -> Article:
    """Return one article without its text."""
    return articles.get(project.database, key)


def text(project: Project, key: int) -> str:
    """Return an article's canonical text."""
    return articles.text(project.database, key)


def variables(project: Project) -> dict[str, str]:
    """Return the names of the project's article variables with their types."""
    return articles.variables(project.database)


def edit_article(
    project: Project, key: int, variables: dict[str, str] | None = None, **fields: str
) -> Changes:
    """Change what is known about an article; its text never changes.

    *fields* are title, outlet, author, published, url, language, direction and memo.
    """
    present = articles.get(project.database, key)
    wanted = {name: value for name, value in fields.items() if getattr(present, name) != value}
    if "title" in wanted and not wanted["title"].strip():
        raise InputError(_("An article needs a title."))
    if wanted.get("direction", "auto") not in DIRECTIONS:
        raise InputError(_("{value} is not a direction.").format(value=wanted["direction"]))
    if wanted.get("published"):
        refuse_date(wanted["published"])
    values = {
        name: value
        for name, value in (variables or {}).items()
        if present.variables.get(name, "") != value
    }
    if not wanted and not values:
        return Changes()
    name = N_("Rename the article {title}") if set(wanted) == {"title"} else N_("Edit {title}")
    merge = f"article {key} memo" if set(wanted) == {"memo"} else ""
    with project.database.step(name, project.coder.id, merge=merge, title=present.title) as step:
        if wanted:
            articles.update(project.database, key, wanted)
        for variable, value in values.items():
            articles.set_variable(project.database, key, variable, value)
    return step.changes


def set_status(project: Project, keys: Sequence[int], status: str) -> Changes:
    """Say how far the present coder is with articles."""
    if status not in STATUSES:
        raise InputError(_("{value} is not a status.").format(value=status))
    with project.database.step(N_("Set the status"), project.coder.id) as step:
        for key in keys:
            row = articles.row(project.database, key, project.coder.id)
            if row is not None and row.status != status:
                articles.set_status(project.database, key, project.coder.id, status)
    return step.changes


def delete_articles(project: Project, keys: Sequence[int]) -> Changes:
    """Remove articles with every coder's work on them, as one step that can be undone."""
    if not keys:
        raise InputError(_("Choose an article first."))
    first = articles.get(project.database, keys[0]).title
    name = (
        N_("Delete {title}") if len(keys) == 1 else NN_("Delete {n} article", "Delete {n} articles")
    )
    with project.database.step(name, project.coder.id, title=first, n=len(keys)) as step:
        articles.remove(project.database, keys)
    return step.changes


def progress(project: Project) -> tuple[int, int]:
    """Return how many articles the present coder has done, and how many there are."""
    return articles.progress(project.database, project.coder.id if project.has_coder else 0)


def work_on(project: Project, key: int) -> dict[str, int]:
    """Return how many annotations each coder made on an article, by name."""
    return articles.annotated_by(project.database, key)


def to_begin_with(rows: Sequence[ArticleRow], *, annotated: bool = False) -> ArticleRow | None:
    """Return the first article that is not done, or the first *annotated* one; else the first."""
    wanted = (row for row in rows if (row.annotations if annotated else row.status != "done"))
    return next(wanted, rows[0]) if rows else None
