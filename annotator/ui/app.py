"""Starting the window: the application, its look, the project, and what follows the first sight."""

import gc
import os
import signal
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication, QIcon
from PySide6.QtWidgets import QApplication

from annotator.model import patterns
from annotator.resources import resource_path
from annotator.settings import Settings, default_path
from annotator.ui import app_look, display, theme
from annotator.ui.context import Context
from annotator.ui.errors import Reporter
from annotator.ui.main_window import MainWindow


def make_application(arguments: Sequence[str] = ()) -> QApplication:
    """Return the application, made and named if it is not there yet."""
    present = QApplication.instance()
    if isinstance(present, QApplication):
        return present
    QGuiApplication.setDesktopFileName("isnad")
    with display.last_words():
        app = QApplication(["isnad", *arguments])
    app.setApplicationName("isnad")
    app.setApplicationDisplayName("Isnad")
    app.setStyle("Fusion")
    return app


def make_window(settings: Settings) -> MainWindow:
    """Return a window with the look of the settings, without a project."""
    app_look.load_reading_face()
    app_look.apply(settings)
    return MainWindow(Context(settings))


def run(path: Path | None = None, *, sample: bool = False) -> int:
    """Show the window with a project, the sample, or the first page; return the exit code."""
    app = make_application()
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Until the loop runs: nothing to close yet.
    reporter = Reporter(app)
    reporter.install()
    settings = Settings(default_path())
    window = make_window(settings)
    if path is not None:
        window.projects.open_path(path)
    elif sample:
        window.run("open_sample")
    window.show()
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(lambda _scheme: _follow_system(window))
    QTimer.singleShot(0, window, lambda: _after_first_sight(app, window))
    if os.name == "posix":
        _close_when_told(app)
    return app.exec()


def _close_when_told(app: QApplication) -> None:
    """Close as File › Quit does on Ctrl+C and on SIGTERM; a second one ends the program at once.

    Qt's loop sleeps outside Python, where no handler of Python's runs: the pipe wakes it.
    """

    def told(number: int, _frame: FrameType | None) -> None:
        signal.signal(number, signal.SIG_DFL)
        app.quit()

    heard, mouth = os.pipe()
    os.set_blocking(heard, False)
    os.set_blocking(mouth, False)
    signal.set_wakeup_fd(mouth, warn_on_full_buffer=False)
    waker = QSocketNotifier(heard, QSocketNotifier.Type.Read, app)
    waker.activated.connect(lambda *_: os.read(heard, 64))
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, told)


def _follow_system(window: MainWindow) -> None:
    if window.context.settings["theme"] == "auto" and theme.current() != theme.load(
        theme.resolve("auto")
    ):
        window.rebuild_soon()


def _after_first_sight(app: QApplication, window: MainWindow) -> None:
    gc.freeze()
    gc.enable()
    app.setWindowIcon(QIcon(str(resource_path("icons/isnad.svg"))))
    window.rest.put_first(patterns.prepare)
    QTimer.singleShot(1500, window, window.back_up_quietly)
