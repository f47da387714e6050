"""Errors, told by whose fault they are.

The input's in the status bar, the machine's in a dialog, ours as a report that can be copied.
"""

import logging
import sys
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from annotator.i18n import _
from annotator.model.errors import Cancelled, InputError, IsnadError, LockedError

logger = logging.getLogger(__name__)


def show(error: IsnadError, parent: QWidget | None, say: Callable[..., None]) -> None:
    """Tell a person about an error they or their machine can do something about."""
    if isinstance(error, Cancelled):
        say(_("Cancelled; nothing was changed."))
    elif isinstance(error, InputError | LockedError):
        say(error.message, warning=True)
    else:
        tell(error.message, parent)


def tell(sentence: str, parent: QWidget | None) -> None:
    """Say in a dialog what could not be done; it stays until it has been read."""
    from annotator.ui import asking

    asking.tell(parent, _("That could not be done"), sentence)


def report_of(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> str:
    """Return what a maintainer needs to know about a bug; no text of any article is in it."""
    import platform
    import traceback

    lines = traceback.format_exception(kind, error, trace)
    about = f"Isnad {version()}, Python {platform.python_version()}, Qt {qVersion()}"
    return f"{about}, {platform.platform()}\n\n{''.join(lines)}"


def version() -> str:
    """Return the version that is installed."""
    from importlib import metadata

    try:
        return metadata.version("isnad")
    except metadata.PackageNotFoundError:
        return "?"


def show_report(report: str, parent: QWidget | None = None) -> None:
    """Show a bug report with a button that copies it."""
    from PySide6.QtWidgets import QPlainTextEdit, QPushButton

    from annotator.ui import asking

    sheet = asking.Sheet(_("Something went wrong"), parent, refuse=_("Close"))
    sheet.setMinimumSize(620, 420)
    sheet.add_text(
        _(
            "Isnad made a mistake. The data is safe: everything up to the last command is on the"
            " disk. The report below helps to mend it."
        ),
        "",
    )
    text = QPlainTextEdit(report, sheet)
    text.setReadOnly(True)
    text.setAccessibleName(_("Report"))
    sheet.body.addWidget(text, 1)
    copy = QPushButton(_("Copy the report"), sheet)
    copy.setAutoDefault(False)
    copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
    sheet.row.insertWidget(0, copy)
    sheet.exec()


class Reporter(QObject):
    """Catches what nothing else caught, and shows one report at a time."""

    caught = Signal(str)
    explained = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._showing = False
        self.caught.connect(self._show)
        self.explained.connect(self._tell)

    def install(self) -> None:
        """Become the place where uncaught errors go."""
        sys.excepthook = self.hook

    def hook(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """Take an uncaught error."""
        if issubclass(kind, KeyboardInterrupt):
            QGuiApplication.quit()
            return
        if isinstance(error, IsnadError):  # damage that a view met with: no mistake of ours
            self.explained.emit(error.message)
            return
        report = report_of(kind, error, trace)
        logger.error("%s", report)
        self.caught.emit(report)

    def _show(self, report: str) -> None:
        self._once(lambda: show_report(report))

    def _tell(self, sentence: str) -> None:
        self._once(lambda: tell(sentence, None))

    def _once(self, show: Callable[[], None]) -> None:
        if self._showing:
            return
        self._showing = True
        try:
            show()
        finally:
            self._showing = False
