"""SQL is written in `annotator/store` only; the import contracts see modules, not text."""

import ast
import re
from pathlib import Path

import pytest

from tests.architecture.source_tree import place, python_files, syntax
from tests.shared import PROJECT

# Capitals, as SQL is written here: "Delete from the project" is a sentence of the window.
STATEMENT = re.compile(
    r"\s*(SELECT|INSERT|REPLACE INTO|UPDATE|DELETE|CREATE|DROP|ALTER|PRAGMA|BEGIN|COMMIT|ROLLBACK"
    r"|SAVEPOINT|RELEASE|ATTACH|DETACH|VACUUM|REINDEX|ANALYZE|EXPLAIN|WITH\s+\w+\s+AS)\b"
)
CALLS = {"execute", "executemany", "executescript"}


def sql_outside_store(root: Path) -> list[str]:
    """Return the places outside the store that hold SQL text or run it."""
    found = []
    for file in python_files("annotator", root=root):
        if file.is_relative_to(root / "annotator" / "store"):
            continue
        for node in ast.walk(syntax(file)):
            text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if (text and STATEMENT.match(node.value)) or (call and node.func.attr in CALLS):
                found.append(place(file, node.lineno, root))
    return found


def test_no_sql_outside_the_store() -> None:
    assert sql_outside_store(PROJECT) == []


@pytest.mark.parametrize(
    "line",
    [
        'QUERY = "SELECT id FROM article"',
        'QUERY = """\n    UPDATE article SET title = ?"""',
        'def f(name):\n    return f"PRAGMA {name}"',
        'QUERY = ("WITH found AS (SELECT 1) " "SELECT * FROM found")',
        "def f(connection, text):\n    connection.execute(text)",
    ],
)
def test_planted_sql_is_found_outside_the_store_only(tmp_path: Path, line: str) -> None:
    for folder in ("store", "operations"):
        (tmp_path / "annotator" / folder).mkdir(parents=True)
        (tmp_path / "annotator" / folder / "planted.py").write_text(line + "\n")
    assert [found.split(":")[0] for found in sql_outside_store(tmp_path)] == [
        "annotator/operations/planted.py"
    ]


def test_sentences_are_no_sql(tmp_path: Path) -> None:
    (tmp_path / "annotator").mkdir()
    (tmp_path / "annotator" / "words.py").write_text(
        'WORDS = ["Delete {name}", "Select a code first", "Create project", "Update"]\n'
    )
    assert sql_outside_store(tmp_path) == []
