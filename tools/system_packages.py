"""System libraries and programs that Qt and the tests need, and Debian's names for them.

What pip installs is in environment.py.
"""

import ctypes
import importlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Need:
    """One thing the system must have: what it is, Debian's package, and how to look for it."""

    name: str
    package: str
    present: Callable[[str], bool]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _runs(program: str) -> bool:
    return shutil.which(program) is not None


def _exists(path: str) -> bool:
    return Path(path).exists()


def _imports(module: str) -> bool:
    importlib.invalidate_caches()  # apt-get may have brought it since the last look.
    return importlib.util.find_spec(module) is not None


PYTHON = (Need("ensurepip", "python3-venv", _imports),)

QT = tuple(
    Need(library, package, _loads)
    for library, package in (
        # Any window, on a screen or not: QtGui links OpenGL even when it draws nothing with it.
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libgthread-2.0.so.0", "libglib2.0-0"),
        ("libEGL.so.1", "libegl1"),
        ("libGL.so.1", "libgl1"),
        ("libfontconfig.so.1", "libfontconfig1"),
        ("libfreetype.so.6", "libfreetype6"),
        ("libxkbcommon.so.0", "libxkbcommon0"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        # A window on an X server. The packages bring the other xcb libraries with them.
        ("libxcb-cursor.so.0", "libxcb-cursor0"),
        ("libxcb-icccm.so.4", "libxcb-icccm4"),
        ("libxcb-keysyms.so.1", "libxcb-keysyms1"),
        ("libxcb-shape.so.0", "libxcb-shape0"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
    )
)

TESTS = (
    Need("Xvfb", "xvfb", _runs),
    Need("xauth", "xauth", _runs),
    Need("setxkbmap", "x11-xkb-utils", _runs),
    Need("/usr/share/X11/xkb/symbols/ara", "xkb-data", _exists),
    Need("xdotool", "xdotool", _runs),
    Need("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "fonts-dejavu-core", _exists),
)


def missing(needs: Iterable[Need]) -> list[Need]:
    """Return those of `needs` that this machine does not have."""
    return [need for need in needs if not need.present(need.name)]


def command(needs: Iterable[Need]) -> list[str]:
    """Return the command, without `sudo`, that installs what `needs` names on Debian or Ubuntu."""
    packages = sorted({need.package for need in needs})
    return ["apt-get", "install", "--yes", "--no-install-recommends", *packages]


def provide(needs: Iterable[Need], *, required: bool) -> None:
    """Install what is missing where that is possible, or say in one line how to.

    Root on Debian or Ubuntu gets it installed. Anyone else gets the command, and the program ends
    here with status 1 when the thing is `required`.
    """
    if not sys.platform.startswith("linux"):
        return
    lacking = missing(needs)
    if not lacking:
        return
    apt = shutil.which("apt-get")
    if apt and os.geteuid() == 0:
        _install(lacking)
        lacking = missing(lacking)
        if not lacking:
            return
    names = ", ".join(need.name for need in lacking)
    advice = "sudo " + " ".join(command(lacking)) if apt else "install the packages that hold them"
    if required:
        sys.exit(f"Missing on this system: {names}. Run this, then try again:\n\n    {advice}\n")
    print(f"Missing on this system: {names}. The tests that need them are skipped. To have them:")
    print(f"\n    {advice}\n", flush=True)


def _install(needs: list[Need]) -> None:
    """Run apt-get as root, without questions; a failure shows in what is still missing."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for line in (["apt-get", "update"], command(needs)):
        words = [line[0], "-qq", "-o", "Acquire::Retries=3", *line[1:]]
        print("+", " ".join(words), flush=True)
        subprocess.run(words, env=environment, stdin=subprocess.DEVNULL, check=False)
