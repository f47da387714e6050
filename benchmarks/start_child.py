"""What ``start.py`` starts: the program itself, or an empty main window; one line when it is seen.

Only what both need is imported here, and nothing before the clock of the parent runs.
"""

import sys


def wait_until_seen() -> None:
    """Handle events until a window has been painted and the queue is empty, then say so."""
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    class Watch(QObject):
        painted = False

        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint:
                self.painted = True
            return False

    watch = Watch()
    for window in QApplication.topLevelWidgets():
        window.installEventFilter(watch)
    while not watch.painted:
        QApplication.processEvents()
    modules = len(sys.modules)
    print(f'{{"modules": {modules}}}', flush=True)


def empty() -> None:
    """Show a main window with nothing in it."""
    from PySide6.QtWidgets import QApplication, QMainWindow

    application = QApplication([])
    window = QMainWindow()
    window.resize(1440, 900)
    window.show()
    wait_until_seen()
    window.close()
    application.quit()


def isnad(project: str) -> None:
    """Start the program as the launcher does, and leave it as soon as it is seen."""
    from PySide6.QtWidgets import QApplication

    from annotator.__main__ import main
    from annotator.settings import Settings, default_path

    def seen(*_arguments: object) -> int:
        wait_until_seen()
        for window in QApplication.topLevelWidgets():
            window.close()
        return 0

    Settings(default_path())["coder"] = "salma"  # else it would ask, as on any first run
    # What the program would do from now on is wait for its person.
    setattr(QApplication, "exec", seen)  # noqa: B010 (a type checker forbids the other way)
    main([project])


if __name__ == "__main__":
    if sys.argv[1] == "empty":
        empty()
    else:
        isnad(sys.argv[2])
