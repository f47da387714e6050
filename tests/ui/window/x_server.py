"""An X server of a test's own, and a program in a process of its own on it."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.shared import PROJECT

PATIENCE = 40.0
SCREEN = "1280x900x24"
_FOUND = (
    "SELECT code.kind, fragment.quote FROM annotation JOIN code ON code.id = annotation.code"
    " JOIN fragment ON fragment.annotation = annotation.id ORDER BY annotation.id"
)


@contextmanager
def x_server() -> Iterator[str]:
    """Yield the name of a new display; skip the test where there is no X server."""
    missing = [name for name in ("Xvfb", "setxkbmap", "xdotool") if not shutil.which(name)]
    if missing:
        pytest.skip(f"needs an X server of its own: {', '.join(missing)} not installed")
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", SCREEN]
    server = subprocess.Popen(
        [*command, "-noreset", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    with os.fdopen(reading) as pipe:
        number = pipe.readline().strip()
    try:
        yield f":{number}"
    finally:
        server.terminate()
        server.wait(PATIENCE)


@contextmanager
def program(display: str, code: str, *words: str) -> Iterator[Iterator[str]]:
    """Run Python code on a display; yield the lines that it prints."""
    environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
    running = subprocess.Popen(
        [sys.executable, "-c", code, *words],
        cwd=PROJECT,
        env={**environment, "PYTHONPATH": str(PROJECT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None
    try:
        yield (line.strip() for line in running.stdout)
    finally:
        running.terminate()
        running.wait(PATIENCE)
        running.stdout.close()


def do(display: str, *words: str) -> None:
    """Press keys and move the mouse of a display, in xdotool's words."""
    environment = {**os.environ, "DISPLAY": display}
    subprocess.run(["xdotool", *words], env=environment, check=True)


def wait_for_annotations(path: Path, count: int) -> list[tuple[str, str]]:
    """Return kind and quote of what another process has written, once there is so much of it."""
    end = time.monotonic() + PATIENCE
    while True:
        reader = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        try:
            found = reader.execute(_FOUND).fetchall()
        finally:
            reader.close()
        if len(found) >= count or time.monotonic() > end:
            return found
        time.sleep(0.05)
