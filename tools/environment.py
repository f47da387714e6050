"""The checkout's virtual environment: made once, filled from a lock, filled again when it changes.

What the system must have is in system_packages.py.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
FOLDER = PROJECT / ".venv"
STAMP = FOLDER / "isnad-setup.json"
LOCKS = {"run": PROJECT / "requirements.lock", "dev": PROJECT / "requirements-dev.lock"}


def python() -> Path:
    """Return the environment's interpreter, whether it is there yet or not."""
    return FOLDER / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _fingerprint(*files: Path) -> str:
    """Return one hash of the files' bytes and of the interpreter that installed for them."""
    total = hashlib.sha256(sys.version.encode())
    for file in files:
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def _wanted(kind: str) -> dict[str, str]:
    """Return the stamp that an environment filled for `kind` carries.

    The development lock holds everything of the other one, so it serves both.
    """
    kinds = ["run", "dev"] if kind == "dev" else ["run"]
    wanted = {each: _fingerprint(LOCKS[each]) for each in kinds}
    wanted["project"] = _fingerprint(PROJECT / "pyproject.toml")
    wanted["place"] = str(FOLDER)
    return wanted


def _stamp() -> dict[str, str]:
    """Return what the environment was last filled for; nothing, if it never was to the end."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _quiet_environment() -> dict[str, str]:
    """Return this process's environment without what would turn pip away from our folder."""
    drop = {"PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE", "PIP_USER", "PIP_TARGET"}
    kept = {name: value for name, value in os.environ.items() if name not in drop}
    return {**kept, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}


def _run(*words: str | Path) -> None:
    """Run a command of the set-up; end the program with its words when it fails."""
    line = [str(word) for word in words]
    done = subprocess.run(
        line, cwd=PROJECT, env=_quiet_environment(), stdin=subprocess.DEVNULL, check=False
    )
    if done.returncode:
        sys.exit(f"The set-up stopped: this failed (see above):\n\n    {' '.join(line)}\n")


def _works() -> bool:
    """Tell whether the environment's interpreter starts, is in place and has pip."""
    if not python().exists():
        return False
    done = subprocess.run(
        [str(python()), "-c", "import pip, sys; print(sys.prefix)"],
        capture_output=True,
        text=True,
        env=_quiet_environment(),
        stdin=subprocess.DEVNULL,
        check=False,
    )
    return done.returncode == 0 and Path(done.stdout.strip()) == FOLDER


def _install(kind: str) -> None:
    """Install a lock's wheels by their hashes, then the project itself, building nothing.

    `--no-deps` because camel-tools declares several GB that nothing here imports; the lock
    is whole.
    """
    pip: list[str | Path] = [python(), "-m", "pip", "install", "--quiet", "--no-deps"]
    _run(*pip, "--require-hashes", "--only-binary", ":all:", "-r", LOCKS[kind])
    _run(*pip, "--no-build-isolation", "--editable", PROJECT)
    _point_back()


def _point_back() -> None:
    """Name the checkout by a relative path in the file that pip left for Python.

    Python reads that file in the locale's encoding: an Arabic folder name would break every start
    under LC_ALL=C.
    """
    for folder in ("lib/python*/site-packages", "Lib/site-packages"):
        for file in FOLDER.glob(f"{folder}/_isnad.pth"):
            file.write_text(os.path.relpath(PROJECT, file.parent) + "\n", encoding="ascii")


def _compile() -> None:
    """Write bytecode for the checkout's own package: without it the window starts far slower."""
    _run(python(), "-m", "compileall", "-q", PROJECT / "annotator")


def fill(kind: str) -> None:
    """Make the environment hold what `kind` ("run" or "dev") needs; do nothing if it does."""
    stamp = _stamp()
    wanted = _wanted(kind)
    if not (wanted.items() <= stamp.items() and _works()):
        if not _works():
            print("Making .venv", flush=True)
            shutil.rmtree(FOLDER, ignore_errors=True)
            _run(sys.executable, "-m", "venv", FOLDER)
        STAMP.unlink(missing_ok=True)
        print(f"Installing {LOCKS[kind].name} into .venv (a minute or so)", flush=True)
        _install(kind)
        STAMP.write_text(json.dumps(wanted, indent=1) + "\n", encoding="utf-8")
    _compile()
