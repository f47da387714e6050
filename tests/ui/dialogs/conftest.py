"""The context that the dialogs' tests look at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.workshop import WatchedContext, interface, make_project, opened


@pytest.fixture
def context(qapp: object, tmp_path: Path) -> Iterator[WatchedContext]:
    """Yield a context with a project of three articles, none open; no refusal may happen."""
    with interface("en"), opened(make_project(tmp_path)) as made:
        yield made
