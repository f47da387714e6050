"""Memory of the window with 10 000 articles in the list and one of them in the reader."""

import json
import re
import shutil
import sys
from pathlib import Path

from benchmarks.importing import peak_megabytes
from benchmarks.measure import Figure, run_child, spaced

BUDGET = 250.0


def figures(quick: bool) -> list[Figure]:
    """Measure one process that has opened the project and scrolled its list."""
    from benchmarks import corpus

    count = 1_000 if quick else 10_000
    with corpus.scratch("memory") as place:
        copy = place / "p.isnad"
        shutil.copyfile(corpus.long_project(others=count), copy)
        told = run_child("memory", copy)
        bare = run_child("memory")
    return [
        Figure(
            f"memory, {spaced(count)} articles in the list, one in the reader",
            told["now"],
            "MB",
            BUDGET,
            bare["now"],
            "empty main window",
            details={"most": told["peak"], "with the long article": told["long"]},
        )
    ]


def resident_megabytes() -> float:
    """Return the memory this process holds now; where the system does not say, the most ever."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return peak_megabytes()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return round(int(found[1]) / 1024, 1) if found else peak_megabytes()


def with_project(project: Path) -> dict[str, float]:
    """Open the project, an ordinary article, the end of the list, then the long article."""
    from PySide6.QtWidgets import QAbstractItemView

    from benchmarks.window import open_window, settle

    window, _pane, _clock = open_window(project, 700)
    for view in window.findChildren(QAbstractItemView):
        view.scrollToBottom()
    settle()
    now = resident_megabytes()
    window.context.open_article(1)
    window.context.finish_loading()
    settle()
    told = {"now": now, "peak": peak_megabytes(), "long": resident_megabytes()}
    window.close()
    return told


def empty() -> dict[str, float]:
    """Show a main window with nothing in it."""
    from PySide6.QtWidgets import QApplication, QWidget

    from benchmarks.window import bare_window

    application = QApplication([])
    central = QWidget()
    _window = bare_window(central, central)
    assert application.topLevelWidgets()
    return {"now": resident_megabytes(), "peak": peak_megabytes()}


if __name__ == "__main__":
    print(json.dumps(with_project(Path(sys.argv[1])) if len(sys.argv) > 1 else empty()))
