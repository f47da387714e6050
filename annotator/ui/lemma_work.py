"""Remembering the lemmas of a project's words, in the background.

The thread has a connection of its own and works in slices that let gestures by; it ends before the
project is closed, and begins again when articles have come or another database is in use.
"""

from typing import Final

from PySide6.QtCore import QObject, QTimer

from annotator.model.changes import Changes
from annotator.model.errors import IsnadError
from annotator.operations import language_data, word_families
from annotator.ui.context import Context
from annotator.ui.tasks import Job

PAUSE: Final = 1_500
"""Milliseconds after which the work begins: an import or a start is over by then."""


class LemmaWork(QObject):
    """The work of one window."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.begin)
        context.project_closing.connect(self.finish)
        context.project_changed.connect(self.begin_soon)
        context.changed.connect(self._changed)
        self.begin_soon()

    def begin_soon(self) -> None:
        """Begin after a pause, if there is a database and a project to write to."""
        project = self._context.project
        if language_data.in_use() is not None and project is not None and not project.read_only:
            self._pause.start()

    def begin(self) -> None:
        """Begin now; what is under way is given up, and goes on from where it was."""
        self.finish()
        project = self._context.project
        if language_data.in_use() is None or project is None or project.read_only:
            return
        own = project.another_connection()
        keep = bool(self._context.settings["word_analyses"])

        def work(job: Job) -> None:
            try:
                word_families.remember_lemmas(own, None, job.cancelled, keep=keep)
            finally:
                own.close()

        self._job = Job(work)
        self._job.start()

    def finish(self) -> None:
        """Stop, and wait until the thread has; raises what is our own bug."""
        self._pause.stop()
        if self._job is None:
            return
        job, self._job = self._job, None
        job.cancel()
        job.finished(60.0)
        if job.failure is not None and not isinstance(job.failure, IsnadError):
            raise job.failure

    def _changed(self, changes: Changes) -> None:
        if changes.of("article"):
            self.begin_soon()
