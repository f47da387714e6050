"""A project of one article, closed when its test ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.operations.project import Project
from tests.store.projects import make_project


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    project = make_project(tmp_path)
    yield project
    project.close()
