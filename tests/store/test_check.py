"""`check` finds what must never be, and mends only what is proved."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from annotator.operations import tagging
from annotator.operations.checking import check_project, repair_project
from annotator.operations.project import Project, open_project
from tests.store.projects import TEXT, add_article, place


def rules(project: Project) -> set[str]:
    """Return the rules that the project breaks."""
    return {problem.rule for problem in check_project(project)}


def tamper(path: Path, *statements: str) -> Project:
    """Change a closed project behind the journal's back and open it."""
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return open_project(path)


def test_a_sound_project_has_no_problems(project: Project) -> None:
    tagging.tag(project, 1, [place(TEXT, "المخزون")], 1)
    assert check_project(project) == []


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE fragment SET quote = 'غير ذلك'", "span"),
        ("UPDATE fragment SET start = start + 1", "span"),
        ('UPDATE fragment SET "end" = 100000', "span"),
        ("DELETE FROM fragment", "fragments"),
        ("UPDATE text SET body = body || ' زيادة'", "text"),
        ("UPDATE article SET length = 3", "length"),
        ("UPDATE annotation SET code = 77", "reference"),
        ("UPDATE annotation SET prefix = 'x'", "context"),
        ("DROP TRIGGER journal_annotation_update", "triggers"),
    ],
)
def test_damage_is_found(project: Project, statement: str, rule: str) -> None:
    tagging.tag(project, 1, [place(TEXT, "المخزون")], 1)
    project.close()
    damaged = tamper(project.path, statement)
    assert rule in rules(damaged)
    whose = {each.coder for each in check_project(damaged) if each.rule == rule}
    assert whose == {1 if rule in ("span", "fragments", "context") else None}
    damaged.close()


def test_writing_behind_the_journal_is_found(project: Project) -> None:
    tagging.tag(project, 1, [place(TEXT, "المخزون")], 1)
    project.close()
    trigger = "SELECT sql FROM sqlite_master WHERE name = 'journal_annotation_update'"
    with closing(sqlite3.connect(project.path)) as connection:
        text = connection.execute(trigger).fetchone()[0]
    damaged = tamper(
        project.path,
        "DROP TRIGGER journal_annotation_update",
        "UPDATE annotation SET memo = 'خلسة'",
        text,
    )
    assert rules(damaged) == {"journal"}
    damaged.close()


def test_what_is_proved_is_mended(project: Project) -> None:
    tagging.tag(project, 1, [place(TEXT, "المخزون")], 1)
    project.close()
    damaged = tamper(
        project.path,
        "UPDATE annotation SET prefix = 'x'",
        "DROP TRIGGER journal_annotation_update",
    )
    mended = repair_project(damaged, check_project(damaged))
    assert {problem.rule for problem in mended} == {"context", "triggers"}
    assert check_project(damaged) == []
    damaged.close()


def test_what_is_not_proved_is_left_alone(project: Project) -> None:
    tagging.tag(project, 1, [place(TEXT, "المخزون")], 1)
    project.close()
    damaged = tamper(project.path, "UPDATE fragment SET start = start + 1")
    assert repair_project(damaged, check_project(damaged)) == []
    assert rules(damaged) >= {"span"}
    damaged.close()


def test_an_article_that_is_gone_does_not_end_the_check(project: Project) -> None:
    tagging.tag(project, 1, [place(TEXT, "وكالة «أفق»")], 1)
    other = add_article(project, "Another text.", "Another")
    tagging.tag(project, other, [(0, 7)], 1)
    project.close()
    again = tamper(
        project.path,
        "DELETE FROM article WHERE id = 1",
        f"UPDATE fragment SET quote = 'x' WHERE annotation IN"
        f" (SELECT id FROM annotation WHERE article = {other})",
    )
    assert rules(again) == {"reference", "span"}
    again.close()


def test_what_sqlite_itself_finds_is_told(project: Project) -> None:
    tagging.tag(project, 1, [place(TEXT, "المخزون")], 1)
    page, size = (
        project.database.value("SELECT rootpage FROM sqlite_master WHERE name = 'fragment_place'"),
        project.database.value("PRAGMA page_size"),
    )
    project.close()
    with project.path.open("r+b") as file:  # an index that has lost its entries
        file.seek((page - 1) * size)
        file.write(bytes([0x0A, 0, 0, 0, 0, size >> 8, size & 0xFF, 0]))
    damaged = open_project(project.path)
    assert rules(damaged) == {"integrity"}
    damaged.close()
