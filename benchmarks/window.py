"""The real window in a process of its own, and a clock that stops when something has been painted.

For the children of the window's measurements; the parent never imports Qt.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

if TYPE_CHECKING:
    from annotator.ui.main_window import MainWindow
    from annotator.ui.reader_pane import ReaderPane

PATIENCE = 30.0
SIZE = (1440, 900)


class PaintClock(QObject):
    """Knows when a part of a window was last brought onto the screen."""

    def __init__(self, window: QWidget, part: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._part = part
        self._is_part_painted = False
        self.painted_at = 0.0
        window.installEventFilter(self)
        part.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the window paint, and look at the clock when the part has been among it."""
        if watched is self._part and event.type() == QEvent.Type.Paint:
            self._is_part_painted = True
        if watched is not self._window or event.type() != QEvent.Type.UpdateRequest:
            return False
        self._window.event(event)
        if self._is_part_painted:
            self.painted_at = time.perf_counter()
        return True

    def time(self, work: Callable[[], object]) -> float:
        """Return the milliseconds from *work* beginning to the first paint after it."""
        start = time.perf_counter()
        self.painted_at, self._is_part_painted = 0.0, False
        work()
        while not self.painted_at:
            QApplication.processEvents()
            if time.perf_counter() - start > PATIENCE:
                raise RuntimeError("nothing was painted")
        return (self.painted_at - start) * 1000


def settle(quiet: float = 0.15) -> None:
    """Handle events until none has come for *quiet* seconds, or for 30 s."""
    start = last = time.perf_counter()
    while time.perf_counter() - last < quiet and time.perf_counter() - start < PATIENCE:
        before = time.perf_counter()
        QApplication.processEvents()
        if time.perf_counter() - before > 0.002:
            last = time.perf_counter()


def open_window(project: Path, article: int) -> "tuple[MainWindow, ReaderPane, PaintClock]":
    """Show the window on a project and one of its articles, everything loaded."""
    from annotator.settings import Settings
    from annotator.ui.app import make_application, make_window
    from benchmarks import corpus

    make_application()
    settings = Settings()
    settings["coder"] = corpus.CODER
    window = make_window(settings)
    window.resize(*SIZE)
    window.projects.open_path(project)
    window.show()
    assert window.pane is not None, "the window shows no project"
    clock = PaintClock(window, window.pane.view.viewport())
    settle()
    window.context.open_article(article)
    window.context.finish_loading()
    settle()
    return window, window.pane, clock


def bare_window(central: QWidget, part: QWidget) -> tuple[QMainWindow, PaintClock]:
    """Show an empty main window around *central*, as large as ours; the clock watches *part*."""
    window = QMainWindow()
    window.setCentralWidget(central)
    window.resize(*SIZE)
    window.show()
    clock = PaintClock(window, part)
    settle()
    return window, clock
