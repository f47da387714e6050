"""A long article is loaded in idle moments; what comes late is as the file is by then."""

import sqlite3
from contextlib import closing

import pytest
from PySide6.QtCore import Qt

from annotator.model.article import ArticleDraft
from annotator.model.span import make_span
from annotator.operations.codebook import delete_code
from annotator.store import annotations, articles
from tests.ui.window.kit import Kit

WORDS = 4_000
TEXT = "كلمة " * WORDS


@pytest.fixture
def long(kit: Kit) -> int:
    """An article of which every word is marked; marking them was the last step."""
    project = kit.context.opened
    code = kit.key_of("Boilerplate")
    with project.database.step("Import", project.coder.id, kind="wall"):
        (article,) = articles.add_many(project.database, [ArticleDraft(TEXT, "طويل")])
    with project.database.step("Mark", project.coder.id) as step:
        for place in range(0, len(TEXT), 5):
            span = make_span(TEXT, [(place, place + 4)])
            annotations.add(project.database, article, project.coder.id, code, span)
    kit.context.announce(step.changes)
    return article


def in_file(kit: Kit) -> int:
    with closing(sqlite3.connect(f"file:{kit.path}?mode=ro", uri=True)) as reader:
        count: int = reader.execute("SELECT count(*) FROM annotation").fetchone()[0]
    return count


def half_loaded(kit: Kit, article: int) -> None:
    """Open the article and let one idle moment pass."""
    kit.context.open_article(article)
    kit.view.setFocus()
    kit.context._load_slice()
    assert kit.context.loading
    assert 0 < len(kit.marks) < WORDS


def test_marks_undone_while_loading_do_not_come_back(kit: Kit, long: int) -> None:
    half_loaded(kit, long)
    kit.qtbot.keyClick(kit.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    kit.context.finish_loading()
    assert in_file(kit) == 0
    assert kit.marks == []
    assert kit.view.page.marks.reading_order() == []


def test_a_code_deleted_while_loading_takes_its_marks_with_it(kit: Kit, long: int) -> None:
    half_loaded(kit, long)
    kit.context.run(delete_code, kit.key_of("Boilerplate"), delete_segments=True)
    kit.context.finish_loading()
    assert (len(kit.marks), in_file(kit)) == (0, 0)
    kit.settle()
    kit.press(Qt.Key.Key_N)
    assert kit.context.selected == -1


def test_a_mark_made_and_one_recoded_while_loading_are_shown_as_they_are(
    kit: Kit, long: int
) -> None:
    half_loaded(kit, long)
    late = len(TEXT) - 5
    kit.view.select(late, late + 4)
    kit.qtbot.keyClick(kit.view, Qt.Key.Key_Q)
    kit.context.finish_loading()
    assert len(kit.marks) == in_file(kit) == WORDS + 1
    assert {mark.code for mark in kit.marks if mark.span.start == late} == {
        kit.key_of("Boilerplate"),
        kit.key_of("Cue"),
    }
