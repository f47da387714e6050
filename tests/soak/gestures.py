"""Random gestures on a project, the way a hurried analyst makes them, and a digest of the result.

Every choice comes from one `Random`, so that a failing sequence can be repeated. What a gesture is
refused for (InputError, ConflictError) is part of the play; what it may never do is told by the
tests that use this.
"""

import hashlib
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from annotator.model.annotation import CONFIDENCES, Annotation
from annotator.model.article import STATUSES
from annotator.model.changes import Changes
from annotator.model.codebook import CodeDraft
from annotator.operations import (
    articles,
    codebook,
    copying,
    history,
    importing,
    reading,
    tagging,
)
from annotator.operations.project import Project, create_project
from annotator.store import schema
from tests.sample_corpus.corpus import ARTICLES, CORPUS

CODERS = ("salma", "karim")
MANY = 40
"""Annotations that one *bulk* gesture touches at least, where there are as many."""

GONE = 0
"""The key of nothing: what a gesture is about when all codes or articles are deleted."""


def make_project(path: Path, files: int = 3) -> Project:
    """Return a new project with both coders and the first `files` articles of the sample corpus."""
    project = create_project(path, coder=CODERS[1])
    project.use_coder(CODERS[0])
    paths = [CORPUS / "articles" / name for name in ARTICLES[:files]]
    with project.database.step("Set the stage", kind="wall"):
        importing.import_paths(project, paths)
    return project


def dump(project: Project) -> dict[str, list[Any]]:
    """Return every row of every domain table."""
    return {
        table.name: project.database.rows(f"SELECT * FROM {table.name} ORDER BY id")
        for table in schema.DOMAIN_TABLES
    }


def digest(project: Project) -> str:
    """Return a short fingerprint of every row of every domain table."""
    return hashlib.sha256(repr(dump(project)).encode()).hexdigest()[:16]


class Gestures:
    """The gestures by name; each takes its choices from `random`."""

    def __init__(self, project: Project, random: Random, folder: Path) -> None:
        self.project = project
        self.random = random
        self.folder = folder

    def make(self, name: str) -> Changes:
        """Make the gesture called `name`; raises what the operation raises."""
        gesture: Callable[[], Changes] = getattr(self, name)
        return gesture()

    # choosing

    def _article(self) -> int:
        present = [row.id for row in articles.article_rows(self.project)]
        return self.random.choice(present or [GONE])

    def _code(self) -> int:
        present = sorted(code.id for code, _depth in codebook.codebook(self.project).walk())
        return self.random.choice(present or [GONE])

    def _place(self, article: int) -> tuple[int, int]:
        length = articles.article(self.project, article).length
        start = self.random.randrange(length)
        return start, min(length, start + self.random.randint(1, 120))

    def _marks(self) -> list[Annotation]:
        own = {self.project.coder.id} if self.random.random() < 0.95 else None
        return reading.annotations_of(self.project, self._article(), own)

    def _some(self, most: int = 3) -> list[Annotation]:
        marks = self._marks()
        return self.random.sample(marks, min(len(marks), self.random.randint(1, most)))

    def _one(self) -> Annotation | None:
        return next(iter(self._some(1)), None)

    # annotations

    def tag(self) -> Changes:
        """Mark one to three places, which may overlap what is there."""
        article = self._article()
        places = [self._place(article) for _each in range(self.random.choice((1, 1, 1, 2, 3)))]
        return tagging.tag(self.project, article, places, self._code())

    def tag_in_vivo(self) -> Changes:
        """Make a code of some words."""
        article = self._article()
        return tagging.tag_in_vivo(self.project, article, [self._place(article)])

    def resize(self) -> Changes:
        """Move the edges of a mark, sometimes key by key."""
        mark = self._one()
        if mark is None:
            return Changes()
        (start, end), *rest = mark.span.ranges
        start = max(0, start + self.random.randint(-9, 9))
        ranges = ((start, max(start + 1, end + self.random.randint(-9, 9))), *rest)
        merge = self.random.random() < 0.5
        return tagging.set_ranges(self.project, mark.id, ranges, merge=merge)

    def add_fragment(self) -> Changes:
        """Give a mark a further place."""
        mark = self._one()
        if mark is None:
            return Changes()
        return tagging.add_fragment(self.project, mark.id, self._place(mark.article))

    def remove_fragment(self) -> Changes:
        """Take a place away from a mark."""
        mark = self._one()
        if mark is None:
            return Changes()
        place = self.random.choice(mark.span.ranges)
        return tagging.remove_fragment(self.project, mark.id, place)

    def trim(self) -> Changes:
        """Leave an attached particle out."""
        mark = self._one()
        return tagging.trim_prefix(self.project, mark.id) if mark else Changes()

    def recode(self) -> Changes:
        """Give marks another code."""
        return tagging.recode(self.project, [m.id for m in self._some()], self._code())

    def recode_many(self) -> Changes:
        """Give every mark of the coder another code: one long step."""
        own = {self.project.coder.id}
        marks = [
            mark.id
            for row in articles.article_rows(self.project)
            for mark in reading.annotations_of(self.project, row.id, own)
        ]
        return tagging.recode(self.project, marks, self._code())

    def memo(self) -> Changes:
        """Write a memo, or go on writing it."""
        mark = self._one()
        words = "ملاحظة 😀 " * self.random.randint(0, 30)
        return tagging.set_memo(self.project, mark.id, words) if mark else Changes()

    def confidence(self) -> Changes:
        """Say how sure the coder is."""
        marks = [mark.id for mark in self._some()]
        return tagging.set_confidence(self.project, marks, self.random.choice(CONFIDENCES))

    def important(self) -> Changes:
        """Flag marks, or take the flag away."""
        marks = [mark.id for mark in self._some()]
        return tagging.set_important(self.project, marks, self.random.random() < 0.5)

    def delete(self) -> Changes:
        """Delete marks."""
        return tagging.delete(self.project, [mark.id for mark in self._some(2)])

    def copy_to_own(self) -> Changes:
        """Copy the other coder's marks."""
        marks = reading.annotations_of(self.project, self._article())
        some = self.random.sample(marks, min(len(marks), self.random.randint(1, 5)))
        return copying.copy_annotations(self.project, [mark.id for mark in some])[1]

    # the codebook

    def add_code(self) -> Changes:
        """Add a code, at the top or below another."""
        parent = self._code() if self.random.random() < 0.5 else None
        name = f"رمز {self.random.randrange(200)}"
        return codebook.add_code(self.project, CodeDraft(name, parent=parent))[1]

    def edit_code(self) -> Changes:
        """Change one thing about a code."""
        field, value = self.random.choice(
            [
                ("name", f"Theme {self.random.randrange(50)}"),
                ("color", f"#{self.random.randrange(1 << 24):06x}"),
                ("memo", f"تعريف {self.random.randrange(9)}"),
                ("key", self.random.choice("ABCDEFGHIJ0123456789")),
            ]
        )
        return codebook.edit_code(self.project, self._code(), **{field: value})

    def move_code(self) -> Changes:
        """Move a code below another, or to the top, before a sibling or last."""
        parent = self._code() if self.random.random() < 0.6 else None
        return codebook.move_code(self.project, self._code(), parent, before=self._code())

    def delete_code(self) -> Changes:
        """Delete a code with its segments, move them, or be refused."""
        move_to = self._code() if self.random.random() < 0.5 else None
        away = move_to is None and self.random.random() < 0.5
        code = self._code()
        return codebook.delete_code(self.project, code, move_to=move_to, delete_segments=away)

    def merge_codes(self) -> Changes:
        """Merge a code into another."""
        return codebook.merge_codes(self.project, self._code(), self._code())

    # articles

    def edit_article(self) -> Changes:
        """Change what is known about an article."""
        number = self.random.randrange(50)
        return articles.edit_article(
            self.project,
            self._article(),
            self.random.choice((None, {"desk": f"{number}"}, {"desk": ""})),
            **self.random.choice(({"title": f"عنوان {number}"}, {"memo": f"{number}"}, {})),
        )

    def status(self) -> Changes:
        """Say how far the coder is with articles."""
        keys = [self._article() for _each in range(self.random.randint(1, 2))]
        return articles.set_status(self.project, keys, self.random.choice(STATUSES))

    def import_article(self) -> Changes:
        """Bring in a file with a text of its own."""
        words = [f"كلمة{self.random.randrange(10**9)}" for _each in range(60)]
        file = self.folder / "incoming.txt"
        file.write_text(" ".join(words), encoding="utf-8")
        return importing.import_paths(self.project, [file])[1]

    def delete_article(self) -> Changes:
        """Delete an article with everybody's work, unless it is the last one."""
        if len(articles.article_rows(self.project)) < 2:
            return Changes()
        return articles.delete_articles(self.project, [self._article()])

    # time

    def undo(self) -> Changes:
        """Take the coder's newest step back."""
        return history.undo(self.project)

    def redo(self) -> Changes:
        """Do again what was undone."""
        return history.redo(self.project)

    def switch(self) -> Changes:
        """Let the other coder go on."""
        return self.project.use_coder(self.random.choice(CODERS))


NAMES = tuple(name for name in vars(Gestures) if not name.startswith("_") and name != "make")
COMMON = ("tag", "tag", "tag", "resize", "memo", "add_fragment", "recode")
"""Gestures that come more often than the others where they are drawn without thought."""
