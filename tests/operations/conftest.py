"""A project of one article, and the stage that attributions are tried on, closed at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.operations.project import Project
from tests.operations.stage import stage
from tests.store.conftest import project

__all__ = ["project", "staged"]


@pytest.fixture
def staged(tmp_path: Path) -> Iterator[Project]:
    (tmp_path / "stage").mkdir()
    project = stage(tmp_path / "stage")
    yield project
    project.close()
