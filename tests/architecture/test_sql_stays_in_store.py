"""SQL is written in `annotator/store` only; the import contracts see modules, not text."""

from pathlib import Path

import pytest

from tests.architecture.source_tree import place, python_files, syntax
from tests.architecture.sql_text import DOORS, is_sql, sql_lines
from tests.shared import PROJECT


def sql_outside_store(root: Path) -> list[str]:
    """Return the places outside the store that hold SQL text or run it."""
    return [
        place(file, line, root)
        for file in python_files("annotator", root=root)
        if not file.is_relative_to(root / "annotator" / "store")
        for line in sql_lines(syntax(file))
    ]


def test_no_sql_outside_the_store() -> None:
    assert sql_outside_store(PROJECT) == []


def test_the_stores_own_sql_is_seen() -> None:
    """Real SQL in every module that has some: the search must not go blind."""
    seen = {file.stem for file in python_files("annotator/store") if sql_lines(syntax(file))}
    assert seen >= {"annotations", "articles", "codes", "coders", "database", "history", "records"}
    assert {"rows", "value", "write"} <= DOORS


@pytest.mark.parametrize(
    "line",
    [
        'QUERY = "SELECT id FROM article"',
        'QUERY = "select id from annotation"',
        'QUERY = "Select id From annotation"',
        'QUERY = """\n    UPDATE article SET title = ?"""',
        'QUERY = """\n    -- all of it\n    select a.id, count(*) as n\n    from x a"""',
        'QUERY = "select case when a then b end from annotation"',
        'QUERY = "select count(*)"',
        'QUERY = b"select id from annotation"',
        'def f(name):\n    return f"PRAGMA {name}"',
        'def f(name):\n    return f"pragma {name}"',
        'def f(table):\n    return f"select id from {table}"',
        'def f(table):\n    return f"{table}.id in (select id from {table})"',
        'def f(column):\n    return f"update article set {column} = 1"',
        'def f(pairs):\n    return f"update article set {pairs}"',
        'def f(columns):\n    return f"select {columns}"',
        'QUERY = ("WITH found AS (SELECT 1) " "SELECT * FROM found")',
        'QUERY = ("select id " "from annotation")',
        'QUERY = "select id" + " from annotation"',
        'def f(table):\n    return "select id from " + table',
        'def f(columns):\n    return "select " + columns + " from annotation"',
        'def f(columns):\n    return "select " + ", ".join(columns) + " from annotation"',
        'QUERY = " ".join(["select id", "from annotation"])',
        'def f(table):\n    return "select id from %s" % table',
        'def f(table):\n    return "select id from {}".format(table)',
        'COLUMNS = "select id, title"\nQUERY = COLUMNS + " from article"',
        'def f():\n    query = "select id"\n    query += " from annotation"\n    return query',
        'PART = " from annotation where id = ?"',
        'PART = " where annotation.id in ("',
        'QUERY = "insert or ignore into code (id) values (?)"',
        'QUERY = "delete from annotation"',
        'QUERY = "create temp table x (id)"',
        'QUERY = "drop table if exists x"',
        'QUERY = "begin immediate"',
        'QUERY = "attach ? as other"',
        'QUERY = "with recursive above(id) as (select 1) select * from above"',
        "def f(connection, text):\n    connection.execute(text)",
        "def f(project, text):\n    return project.database.rows(text)",
        "def f(database, text):\n    return database.value(text)",
    ],
)
def test_planted_sql_is_found_outside_the_store_only(tmp_path: Path, line: str) -> None:
    for folder in ("store", "operations"):
        (tmp_path / "annotator" / folder).mkdir(parents=True)
        (tmp_path / "annotator" / folder / "planted.py").write_text(line + "\n")
    assert {found.split(":")[0] for found in sql_outside_store(tmp_path)} == {
        "annotator/operations/planted.py"
    }


@pytest.mark.parametrize(
    "line",
    [
        'WORDS = ["Delete {name}", "Select a code first", "Create project", "Update"]',
        'WORDS = ["select", "update", "end", "begin", "commit", "text", "from", "where", "values"]',
        'WORDS = ["Select words from the list", "Delete from the project", "Drop files here"]',
        'WORDS = ["Insert into the text", "Update the set", "Create table of contents"]',
        'WORDS = ["Begin with a word", "where it stands", "With a name as (it) stands"]',
        'WORDS = ["from article to article", "Release {name}", "order by title"]',
        'NAME = "selected-from"\nSTYLE = "QListView { selection-color: red; }"',
        'SENTENCE = _("Select {what} from {place}")',
        'def f():\n    """Select id from annotation, in a docstring."""',
        "def f(spin, setting):\n    return spin.value(setting)",
        "def f(file, text):\n    file.write(text)",
        'def f(name):\n    return f"{name} from article {name}"',
    ],
)
def test_sentences_are_no_sql(tmp_path: Path, line: str) -> None:
    (tmp_path / "annotator").mkdir()
    (tmp_path / "annotator" / "words.py").write_text(line + "\n")
    assert sql_outside_store(tmp_path) == []


def test_capitals_are_sql_even_alone() -> None:
    assert is_sql("BEGIN")
    assert is_sql("  VACUUM")
    assert not is_sql("BEGINNING")
