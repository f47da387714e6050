"""The checkout as the rules see it: files, lines and syntax trees."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.shared import PROJECT


def python_files(*folders: str, root: Path = PROJECT) -> list[Path]:
    """Return all Python files of the folders, sorted; a folder that is not there has none."""
    return sorted(file for folder in folders for file in (root / folder).rglob("*.py"))


def syntax(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


def place(file: Path, line: int, root: Path = PROJECT) -> str:
    """Return `file:line` as an editor opens it."""
    return f"{file.relative_to(root)}:{line}"


def tracked_files() -> Iterator[Path]:
    """Yield the files that git tracks, or skip the test where this is no git checkout."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=PROJECT, capture_output=True, check=False)
    if done.returncode:
        pytest.skip("needs a git checkout")
    for name in done.stdout.decode().split("\0"):
        if name and (PROJECT / name).is_file():
            yield PROJECT / name
