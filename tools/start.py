"""What `make run` does once everything is installed: the sample project in a window, or the tour.

The project is made in build/ by the program's own commands and kept, with all work done in it.
"""

import os
import subprocess
import sys
from pathlib import Path

from tools.environment import PROJECT

SAMPLE = PROJECT / "sample_corpus"
TOUR = Path("build") / "tour"
ISNAD = [sys.executable, "-m", "annotator"]


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _isnad(*words: str | Path) -> None:
    """Run one command of Isnad; end with its status when it fails (it has said why)."""
    done = subprocess.run([*ISNAD, *map(str, words)], cwd=PROJECT, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def sample_project() -> Path:
    """Return the sample project, made from the sample corpus the first time."""
    project = PROJECT / "build" / "sample.isnad"
    if project.exists():
        return project
    project.parent.mkdir(exist_ok=True)
    unfinished = project.with_name("sample-unfinished.isnad")
    unfinished.unlink(missing_ok=True)
    _isnad("new", unfinished)
    _isnad("import", unfinished, SAMPLE / "articles", "--metadata", SAMPLE / "metadata.csv")
    for annotations in sorted((SAMPLE / "annotations").glob("*.jsonl")):
        _isnad("import-set", unfinished, annotations)
    unfinished.rename(project)
    return project


def main() -> None:
    """Open the sample project; where there is no display, say so and run the tour offscreen."""
    if has_display():
        _isnad(sample_project())
        return
    print(f"No display here, so no window. Running the tour offscreen instead, into {TOUR}:")
    print(f"    isnad tour --out {TOUR}", flush=True)
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _isnad("tour", "--out", TOUR)


if __name__ == "__main__":
    main()
