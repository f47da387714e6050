"""Commands run in this process, in English, and a project that has been filled."""

from pathlib import Path

import pytest

from tests.cli.commands import Run, runner
from tests.exchange.sets import full_project


@pytest.fixture
def isnad(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG", "ISNAD_LANGUAGE"):
        monkeypatch.delenv(name, raising=False)
    return runner(capsys)


@pytest.fixture
def full(tmp_path: Path) -> Path:
    project = full_project(tmp_path)
    project.close()
    return project.path
