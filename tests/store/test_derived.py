"""Derived tables: made when needed, made anew in another edition, never part of a step."""

import sqlite3
from dataclasses import replace

import pytest

from annotator.model.errors import LockedError
from annotator.operations.project import Project
from annotator.store import derived
from annotator.store.database import Database
from annotator.store.derived import Derived

WORDS = Derived(
    "words", "1", ("word",), ("CREATE TABLE word (form TEXT PRIMARY KEY, lemma TEXT) STRICT",)
)


def fill(database: Database, form: str) -> None:
    with derived.writing(database):
        database.connection.execute("INSERT INTO word(form) VALUES (?)", (form,))


def forms(database: Database) -> list[str]:
    return [row[0] for row in database.rows("SELECT form FROM word ORDER BY form")]


def test_they_are_made_once_and_kept(project: Project) -> None:
    database = project.database
    assert not derived.is_present(database, WORDS)
    derived.ensure(database, WORDS)
    fill(database, "قال")
    derived.ensure(database, WORDS)
    assert forms(database) == ["قال"]
    assert derived.is_present(database, WORDS)


def test_another_edition_begins_empty(project: Project) -> None:
    database = project.database
    derived.ensure(database, WORDS)
    fill(database, "قال")
    other = replace(WORDS, edition="2")
    assert not derived.is_present(database, other)
    derived.ensure(database, other)
    assert forms(database) == []
    derived.drop(database, other)
    assert not derived.is_present(database, other)
    assert database.rows("SELECT 1 FROM sqlite_master WHERE name = 'word'") == []


def test_they_leave_no_step_and_what_fails_leaves_nothing(project: Project) -> None:
    database = project.database
    derived.ensure(database, WORDS)
    steps = database.value("SELECT count(*) FROM step")
    fill(database, "قال")
    with pytest.raises(sqlite3.IntegrityError):
        fill(database, "قال")
    assert forms(database) == ["قال"]
    assert database.value("SELECT count(*) FROM step") == steps
    assert database.value("SELECT count(*) FROM journal WHERE tbl = 'word'") == 0


def test_neither_inside_a_step_nor_in_a_file_that_cannot_be_written(project: Project) -> None:
    database = project.database
    with database.step("x", project.coder.id), pytest.raises(RuntimeError):
        derived.ensure(database, WORDS)
    database.read_only = "for reading"
    with pytest.raises(LockedError):
        derived.ensure(database, WORDS)
