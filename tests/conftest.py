"""Conditions of every test: no screen, a home of its own, and no noise tolerated.

Warnings and Qt messages fail through pyproject.toml; stray log records, threads and windows here.
"""

import logging
import os
import re
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.shared import amiri

GRACE = 5.0  # Seconds that a thread which is already ending gets before it counts as leaked.

_session_home = tempfile.TemporaryDirectory(prefix="isnad-tests-", ignore_cleanup_errors=True)
_homes = iter(range(sys.maxsize))


def _move_home(home: Path) -> dict[str, str]:
    """Return the environment that sends every per-user folder below `home`."""
    return {
        "HOME": str(home),
        "USERPROFILE": str(home),
        "APPDATA": str(home / "config"),
        "LOCALAPPDATA": str(home / "data"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
    }


# Before Qt, fontconfig or platformdirs look: they read these once or at import.
os.environ.update(_move_home(Path(_session_home.name)))
os.environ["XDG_CACHE_HOME"] = str(Path(_session_home.name) / "cache")
os.environ["QT_QPA_PLATFORM"] = os.environ.get("ISNAD_TEST_PLATFORM", "offscreen")
# Qt complains of a locale that is not UTF-8; the language of the system would be the interface's.
os.environ["LC_ALL"] = "C.UTF-8"
os.environ.pop("LANGUAGE", None)
os.environ.pop("QT_STYLE_OVERRIDE", None)
os.environ.pop("QT_LAYOUT_DIRECTION", None)

# A busy machine is no fault of the code: how long an example takes is for the benchmarks.
settings.register_profile("isnad", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("isnad")


@pytest.fixture(autouse=True)
def own_home(monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test an empty home, so that none sees the user's settings or another test's."""
    home = Path(_session_home.name) / f"home-{next(_homes)}"
    home.mkdir()
    for name, value in _move_home(home).items():
        monkeypatch.setenv(name, value)
    return home


@pytest.fixture(scope="session")
def qapp(qapp: object) -> object:
    """Add Amiri to pytest-qt's application: the reading face must not depend on the system."""
    from PySide6.QtGui import QFontDatabase

    assert QFontDatabase.addApplicationFont(str(amiri())) >= 0, "Amiri could not be loaded"
    return qapp


class _Records(logging.Handler):
    """Keeps every record of WARNING or above."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def refuse_log_records(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a log record of WARNING or above that no `expect_log` mark announced."""
    handler = _Records()
    logging.getLogger().addHandler(handler)
    yield
    logging.getLogger().removeHandler(handler)
    lines = [f"{each.levelname} {each.name}: {each.getMessage()}" for each in handler.records]
    patterns = [mark.args[0] for mark in request.node.iter_markers("expect_log")]
    stray = [line for line in lines if not any(re.search(each, line) for each in patterns)]
    unheard = [each for each in patterns if not any(re.search(each, line) for line in lines)]
    if stray:
        pytest.fail("unexpected log records:\n" + "\n".join(stray), pytrace=False)
    if unheard:
        pytest.fail(f"expected log records that did not come: {unheard}", pytrace=False)


@pytest.fixture(autouse=True)
def refuse_leaked_threads() -> Iterator[None]:
    """Fail on a thread that outlives its test."""
    before = set(threading.enumerate())
    yield
    if "PySide6.QtCore" in sys.modules:
        pool = sys.modules["PySide6.QtCore"].QThreadPool.globalInstance()
        if not pool.waitForDone(int(GRACE * 1000)):
            pytest.fail("work is left in Qt's thread pool", pytrace=False)
    # Python knows a thread that Qt started only as a dummy, and keeps it when it has ended.
    new = [
        each
        for each in threading.enumerate()
        if each not in before and not isinstance(each, threading._DummyThread)
    ]
    for thread in new:
        thread.join(GRACE)
    alive = [thread.name for thread in new if thread.is_alive()]
    if alive:
        pytest.fail(f"leaked threads: {alive}", pytrace=False)


def _windows() -> dict[int, object]:
    """Return the top-level windows that nobody owns, by identity."""
    from PySide6.QtWidgets import QApplication

    return {
        id(each): each
        for each in QApplication.topLevelWidgets()
        if each.parent() is None and each.metaObject().className() != "QTipLabel"
    }


@pytest.fixture(autouse=True)
def refuse_leaked_windows(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a window that outlives its test; `qtbot.addWidget` is the way to end one."""
    if not {"qtbot", "qapp"} & set(request.fixturenames):
        yield
        return
    import gc

    from PySide6.QtCore import QCoreApplication, QEvent

    before = _windows()
    yield
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    if set(_windows()) - set(before):
        gc.collect()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    leaked = [repr(each) for key, each in _windows().items() if key not in before]
    if leaked:
        pytest.fail("leaked windows: " + ", ".join(leaked), pytrace=False)
