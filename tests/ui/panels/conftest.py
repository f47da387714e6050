"""The context that the panels' tests look at."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from annotator.model.annotation import Annotation
from annotator.ui.panels.details_selection import SelectionParts
from tests.ui.workshop import WatchedContext, interface, make_project, opened


@pytest.fixture
def context(qapp: object, tmp_path: Path) -> Iterator[WatchedContext]:
    """Yield a context with a project of three articles, none open; no refusal may happen."""
    with interface("en"), opened(make_project(tmp_path)) as made:
        yield made


@pytest.fixture(autouse=True)
def parts_at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Show an attribution and a claim without the pause in which the article is painted first.

    Tests of the pause itself are marked ``pause``.
    """
    if request.node.get_closest_marker("pause"):
        return
    show = SelectionParts.show_mark

    def show_at_once(parts: SelectionParts, mark: Annotation) -> bool:
        is_shown = show(parts, mark)
        parts.show_waiting()
        return is_shown

    monkeypatch.setattr(SelectionParts, "show_mark", show_at_once)
