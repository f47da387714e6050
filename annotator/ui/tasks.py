"""Work that takes time: done by a thread on a connection of its own, with progress and Cancel.

The thread never touches a widget; the dialog looks at its progress many times a second. Quiet work
(the daily backup) has no dialog at all.
"""

import threading
from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _
from annotator.model.errors import IsnadError
from annotator.operations.project import Project
from annotator.ui.context import Context

Progress = Callable[[int, int, str], None]
Asked = Callable[[], bool]
Work = Callable[[Any, Progress, Asked], Any]
"""``work(project, progress, cancelled)``; the project is None when none is open.

``progress(done, total, what)`` says how far it is, a total of 0 that nobody knows. When
``cancelled()`` is true the work raises ``Cancelled``.
"""

PATIENCE: Final = 0.2
"""Seconds that work may take before a dialog appears for it."""
_LOOK: Final = 40


class Job:
    """A piece of work in its thread: how far it is, and what came of it."""

    def __init__(self, work: Callable[["Job"], Any]) -> None:
        self.done, self.total, self.what = 0, 0, ""
        self.result: Any = None
        self.failure: BaseException | None = None
        self._cancelled = threading.Event()
        self._work = work
        self.thread = threading.Thread(target=self._run, name="isnad work")

    def start(self) -> None:
        """Begin."""
        self.thread.start()

    def finished(self, seconds: float = 0.0) -> bool:
        """Wait at most *seconds* and tell whether the work is over."""
        self.thread.join(seconds)
        return not self.thread.is_alive()

    def progress(self, done: int, total: int, what: str = "") -> None:
        """Take note of how far the work is."""
        self.done, self.total, self.what = done, total, what

    def cancel(self) -> None:
        """Ask the work to stop."""
        self._cancelled.set()

    def cancelled(self) -> bool:
        """Tell whether it was asked to stop."""
        return self._cancelled.is_set()

    def outcome(self) -> Any:
        """Return what the work returned, or raise what it raised."""
        if self.failure is not None:
            raise self.failure
        return self.result

    def _run(self) -> None:
        try:
            self.result = self._work(self)
        except BaseException as failure:  # handed to the thread of the window, whatever it is
            self.failure = failure


def run_long(context: Context, parent: QWidget | None, title: str, work: Work) -> Any:
    """Do *work* in a thread under a modal dialog and return its result.

    It gets the open project on a connection of its own. Raises what it raised: ``IsnadError``,
    ``Cancelled`` among them. The caller announces the changes (``context.announce``).
    """
    project = context.project

    def on_own_connection(job: Job) -> Any:
        own = project.another_connection() if project is not None else None
        try:
            return work(own, job.progress, job.cancelled)
        finally:
            if own is not None:
                own.close()

    job = Job(on_own_connection)
    job.start()
    if not job.finished(PATIENCE):
        WorkDialog(title, job, parent).exec()
    job.finished(3600.0)
    return job.outcome()


class WorkDialog(QDialog):
    """Shows how far a job is; closes itself when the job is over, and not before."""

    def __init__(self, title: str, job: Job, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(420)
        self._job = job
        heading = QLabel(title, self)
        heading.setProperty("role", "heading")
        self._what = QLabel(self)
        self._what.setProperty("role", "muted")
        self._what.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(title)
        self.cancel_button = QPushButton(_("Cancel"), self)
        self.cancel_button.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        for widget in (heading, self._what, self.bar):
            column.addWidget(widget)
        column.addLayout(row)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK)
        self._clock.timeout.connect(self._look)
        self._clock.start()
        self._look()

    def _look(self) -> None:
        job = self._job
        if job.finished():
            self._clock.stop()
            self.accept()
            return
        self.bar.setRange(0, job.total)
        self.bar.setValue(min(job.done, job.total))
        what = _("Stopping…") if job.cancelled() else job.what
        self._what.setText(self._what.fontMetrics().elidedText(what, _MIDDLE, 380))

    def reject(self) -> None:
        """Ask the job to stop; the dialog closes when it has."""
        self._job.cancel()
        self.cancel_button.setEnabled(False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing the dialog is cancelling."""
        if self._job.finished():
            event.accept()
        else:
            event.ignore()
            self.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Escape for Cancel."""
        if event.key() == Qt.Key.Key_Escape:
            self.reject()
        else:
            super().keyPressEvent(event)


_MIDDLE: Final = Qt.TextElideMode.ElideMiddle


class QuietWork:
    """Work nobody waits for, one at a time; ``finish()`` before the project is closed."""

    def __init__(self) -> None:
        self._job: Job | None = None

    def start(self, project: Project, work: Callable[[Project], Any]) -> None:
        """Do *work* with the project on a connection of its own; a failure is not spoken of."""
        self.finish()
        own = project.another_connection()

        def on_own_connection(_job: Job) -> Any:
            try:
                return work(own)
            finally:
                own.close()

        self._job = Job(on_own_connection)
        self._job.start()

    def finish(self) -> None:
        """Wait until the work is over; raises what is our own bug."""
        if self._job is None:
            return
        job, self._job = self._job, None
        job.finished(60.0)
        if job.failure is not None and not isinstance(job.failure, IsnadError):
            raise job.failure
