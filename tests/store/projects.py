"""Small projects that tests of the store and the operations begin from."""

from pathlib import Path

from annotator.model.article import ArticleDraft
from annotator.model.codebook import CodeDraft
from annotator.operations import codebook
from annotator.operations.project import Project, create_project
from annotator.store import articles

TEXT = (
    "قالت وكالة «أفق» إن الحريق اندلع فجر الثلاثاء.\n"
    "وأكّد المتحدثُ باسم الهيئة، ماهر الخطيب، أنّ المخزون آمن 😀 ولم يتضرر.\n"
    "كانت البعثة قد أعلنت ذلك."
)
"""Harakat, an astral character before a span, guillemets, a split verb group."""


def make_project(folder: Path, coder: str = "سلمى") -> Project:
    """Return a project with three role codes (keys 1, 2, 3) and one article (key 1)."""
    project = create_project(folder / "test.isnad", coder=coder, codebook=None)
    for name, kind, key in (
        ("Claim", "claim", "C"),
        ("Source", "source", "S"),
        ("Cue", "cue", "Q"),
    ):
        codebook.add_code(project, CodeDraft(name, kind=kind, key=key, color="#b7791f"))
    add_article(project)
    return project


def add_article(project: Project, text: str = TEXT, title: str = "حريق الميناء") -> int:
    """Import one article as a step of its own and return its key."""
    with project.database.step("Import {title}", project.coder.id, title=title):
        return articles.add(project.database, ArticleDraft(text, title))


def place(text: str, quote: str) -> tuple[int, int]:
    """Return where *quote* stands in *text*, code points; it must be there once."""
    assert text.count(quote) == 1, quote
    start = text.index(quote)
    return start, start + len(quote)
