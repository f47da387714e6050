"""Faces and views for the tests of the reading view."""

from collections.abc import Callable

import pytest
from PySide6.QtGui import QFontDatabase
from pytestqt.qtbot import QtBot

from annotator.ui.reader import ArticleView
from tests.shared import dejavu, noto_sans_arabic
from tests.ui.reader.samples import STYLES


def _load(file: object) -> str:
    number = QFontDatabase.addApplicationFont(str(file))
    return QFontDatabase.applicationFontFamilies(number)[0]


@pytest.fixture(scope="session")
def _loaded(qapp: object) -> dict[str, str]:
    return {}


@pytest.fixture(params=["amiri", "dejavu", "noto"])
def family(request: pytest.FixtureRequest, _loaded: dict[str, str]) -> str:
    """Return the family of each of the three faces in turn."""
    if request.param == "amiri":
        return "Amiri"
    if request.param not in _loaded:
        _loaded[request.param] = _load(
            dejavu() if request.param == "dejavu" else noto_sans_arabic()
        )
    return _loaded[request.param]


@pytest.fixture
def dejavu_family(_loaded: dict[str, str]) -> str:
    """Return DejaVu Sans, whose lam-alef is one glyph."""
    if "dejavu" not in _loaded:
        _loaded["dejavu"] = _load(dejavu())
    return _loaded["dejavu"]


@pytest.fixture
def open_view(qtbot: QtBot) -> Callable[..., ArticleView]:
    """Return a function that shows a text in a view of a size."""

    def show(text: str, *, width: int = 700, height: int = 500, **more: str) -> ArticleView:
        view = ArticleView()
        qtbot.addWidget(view)
        view.resize(width, height)
        view.set_styles(STYLES)
        view.set_article(text, **more)
        with qtbot.waitActive(view):
            view.show()
            view.activateWindow()
        view.setFocus()
        return view

    return show
