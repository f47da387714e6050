"""The import contracts of pyproject.toml notice what they are there to notice.

`make check` shows that they hold; here modules that break them are planted in a copy.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import PROJECT

# One module for each arrow that must not be: where it is planted, what it imports.
PLANTED = {
    "model/planted_upward.py": "annotator.store",
    "exchange/planted_sibling.py": "annotator.arabic",
    "operations/planted_window.py": "annotator.ui",
    "ui/planted_sideways.py": "annotator.cli",
    "cli/planted_qt.py": "PySide6.QtCore",
    "operations/planted_sqlite.py": "sqlite3",
    "ui/planted_sqlite.py": "sqlite_utils",
    "model/planted_camel.py": "camel_tools.utils.dediac",
}


def _lint(root: Path) -> str:
    """Return what lint-imports says of the copy at `root`; it must find something broken."""
    # The program of the same environment as these tests, whatever PATH says.
    program = Path(sys.executable).parent / "lint-imports"
    done = subprocess.run(
        [program, "--no-cache", "--config", "pyproject.toml"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root), "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copy(PROJECT / "pyproject.toml", tmp_path)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(PROJECT / "annotator", tmp_path / "annotator", ignore=ignored)
    return tmp_path


def test_every_forbidden_import_breaks_a_contract(copy: Path) -> None:
    for name, imported in PLANTED.items():
        # Inside a function, where an import is easiest to overlook.
        body = f"def late() -> None:\n    import {imported}\n"
        (copy / "annotator" / name).write_text(body)
    said = _lint(copy)
    unnoticed = []
    for name, imported in PLANTED.items():
        planted = "annotator." + name.removesuffix(".py").replace("/", ".")
        # A package from outside is one module to the linter, whatever part of it is imported.
        target = imported if imported.startswith("annotator") else imported.split(".")[0]
        if f"{planted} -> {target}" not in said:
            unnoticed.append(f"{planted} -> {target}")
    assert unnoticed == [], said


def test_a_new_top_level_module_must_be_given_a_layer(copy: Path) -> None:
    (copy / "annotator" / "planted_misc.py").write_text("")
    assert "planted_misc" in _lint(copy)
