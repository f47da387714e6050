"""conftest.py refuses noise: tests that make some are run in a copy of its conditions, and fail."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shared import PROJECT

NOISY = """
import logging, threading, warnings
import pytest
from PySide6.QtCore import qWarning
from PySide6.QtWidgets import QWidget

kept = []

def test_quiet(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()

def test_warning():
    warnings.warn("old", DeprecationWarning)

def test_log_record():
    logging.getLogger("isnad").warning("stray")

@pytest.mark.expect_log("WARNING isnad: foretold")
def test_announced_log_record():
    logging.getLogger("isnad").warning("foretold")

@pytest.mark.expect_log("WARNING isnad: foretold")
def test_silence():
    logging.getLogger("isnad").info("foretold")

def test_qt_message():
    qWarning("painter left open")

def test_allowed_qt_message():
    qWarning("This plugin does not support propagateSizeHints()")

def test_thread():
    thread = threading.Event()
    threading.Thread(target=thread.wait, args=(60,), daemon=True).start()

def test_window(qtbot):
    kept.append(QWidget())

def test_window_shown(qtbot):
    kept.append(QWidget())
    kept[-1].show()
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, set[str]]:
    root = tmp_path_factory.mktemp("noise")
    (root / "tests").mkdir()
    for name in ("__init__.py", "conftest.py", "shared.py"):
        (root / "tests" / name).write_bytes((PROJECT / "tests" / name).read_bytes())
    conftest = root / "tests" / "conftest.py"
    patient = conftest.read_text(encoding="utf-8")
    conftest.write_text(patient.replace("GRACE = 5.0", "GRACE = 0.05"), encoding="utf-8")
    (root / "pyproject.toml").write_bytes((PROJECT / "pyproject.toml").read_bytes())
    (root / "tests" / "test_noisy.py").write_text(NOISY, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-v", "-p", "no:cacheprovider", "-p", "no:randomly"],
        cwd=root,
        env={name: value for name, value in os.environ.items() if "PYTEST" not in name},
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, set[str]] = {}
    for name, outcome in re.findall(r"::(\w+) (PASSED|FAILED|ERROR)", done.stdout):
        found.setdefault(name, set()).add(outcome)
    assert found, done.stdout + done.stderr
    return found


@pytest.mark.parametrize("name", ["quiet", "announced_log_record", "allowed_qt_message"])
def test_quiet_tests_pass(outcomes: dict[str, set[str]], name: str) -> None:
    assert outcomes[f"test_{name}"] == {"PASSED"}


@pytest.mark.parametrize(
    "name", ["warning", "log_record", "silence", "qt_message", "thread", "window", "window_shown"]
)
def test_noise_fails(outcomes: dict[str, set[str]], name: str) -> None:
    assert outcomes[f"test_{name}"] & {"FAILED", "ERROR"}


def test_no_test_sees_the_users_home(own_home: Path) -> None:
    assert Path.home() == own_home
    assert list(own_home.iterdir()) == []
