"""What `make run` does once all is installed: the sample project in a window, or the tour."""

import os
import sys
from pathlib import Path

from tools.environment import PROJECT

TOUR = Path("build") / "tour"


def has_display() -> bool:
    """Tell whether a window can be shown here."""
    if not sys.platform.startswith("linux"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main() -> None:
    """Open the sample project; where there is no display, say so and run the tour offscreen."""
    environment = dict(os.environ)
    words = ["--sample"]
    if not has_display():
        words = ["tour", "--out", str(TOUR)]
        print("No display here, so no window; running the tour offscreen instead:")
        print(f"    isnad {' '.join(words)}", flush=True)
        environment["QT_QPA_PLATFORM"] = "offscreen"
    command = [sys.executable, "-m", "annotator", *words]
    os.chdir(PROJECT)
    # In this process's place: Ctrl+C and make's signals reach the program and nothing else.
    os.execve(command[0], command, environment)


if __name__ == "__main__":
    main()
