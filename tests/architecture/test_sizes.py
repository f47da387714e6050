"""A file is read in one sitting, a function on one screen."""

import ast
from pathlib import Path

import pytest

from tests.architecture.source_tree import place, python_files, syntax
from tests.shared import PROJECT

FOLDERS = ("annotator", "tests", "benchmarks", "tools")
FILE_LINES = 500
FUNCTION_LINES = 60


def too_long(root: Path) -> list[str]:
    """Return a sentence for each file or function over its limit."""
    found = []
    for file in python_files(*FOLDERS, root=root):
        lines = len(file.read_text(encoding="utf-8").splitlines())
        if lines > FILE_LINES:
            found.append(f"{place(file, 1, root)} has {lines} lines")
        for node in ast.walk(syntax(file)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    found.append(f"{place(file, node.lineno, root)} {node.name}: {length} lines")
    return found


def test_files_and_functions_are_short() -> None:
    assert too_long(PROJECT) == []


@pytest.mark.parametrize("folder", FOLDERS)
def test_a_planted_long_file_and_function_are_found(tmp_path: Path, folder: str) -> None:
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "at_the_limit.py").write_text(
        "def fits() -> None:\n" + "    print()\n" * 59 + "\n" * 440
    )
    (tmp_path / folder / "beyond.py").write_text(
        "class Holder:\n    def overflows(self) -> None:\n" + "        print()\n" * 60 + "#\n" * 439
    )
    assert too_long(tmp_path) == [
        f"{folder}/beyond.py:1 has 501 lines",
        f"{folder}/beyond.py:2 overflows: 61 lines",
    ]
