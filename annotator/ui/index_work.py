"""Keeps the search index in step while the window is open: quietly, in a thread, after the sight.

One object per window. It begins some time after a project was opened and soon after articles came,
never on the way to the first paint; it stops before the project is closed. Does not belong here:
what is indexed and in which slices (``operations.indexing``).
"""

from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.changes import Changes
from annotator.model.errors import IsnadError
from annotator.ui.context import Context
from annotator.ui.tasks import Job

AFTER_OPENING: Final = 1_500
"""Milliseconds after a project was opened: the first article is being looked at."""
AFTER_CHANGE: Final = 400
AGAIN: Final = 10_000
"""Milliseconds after which is tried again what the disk or another program has hindered."""
_LOOK: Final = 150


class IndexWork(QObject):
    """Indexes what is not indexed yet."""

    progressed = Signal(int, int)
    """So many texts of so many are indexed; of 0 when it is over."""
    finished = Signal()
    """Everything that there is can be found through the index."""

    def __init__(self, context: Context, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._job: Job | None = None
        self._again = False
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self._begin)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK)
        self._look.timeout.connect(self._look_at_job)
        context.project_changed.connect(self._project_changed)
        context.project_closing.connect(self.stop)
        context.changed.connect(self._changed)

    @property
    def busy(self) -> bool:
        """Tell whether it is at work, or about to be."""
        return self._job is not None or self._wait.isActive()

    def stop(self) -> None:
        """Leave off now, as soon as a slice is written; what is indexed so far stays."""
        self._wait.stop()
        self._again = False
        if self._job is not None:
            self._job.cancel()
            self._end()

    def _project_changed(self) -> None:
        self._later(AFTER_OPENING)

    def _changed(self, changes: Changes) -> None:
        if changes.of("article"):
            self._later(AFTER_CHANGE)

    def _later(self, milliseconds: int) -> None:
        project = self.context.project
        if project is None or project.read_only:
            return
        if self._job is not None:
            self._again = True
        elif not self._wait.isActive():
            self._wait.start(milliseconds)

    def _begin(self) -> None:
        project = self.context.project
        if project is None or project.read_only or self._job is not None:
            return
        try:
            own = project.another_connection()
        except IsnadError:
            self._wait.start(AGAIN)
            return

        def work(job: Job) -> Any:
            from annotator.operations import indexing

            try:
                return indexing.index_pending(own, job.cancelled, job.progress)
            finally:
                own.close()

        self._job = Job(work)
        self._job.start()
        self._look.start()

    def _look_at_job(self) -> None:
        job = self._job
        if job is None:
            self._look.stop()
        elif job.finished():
            self._end()
        else:
            self.progressed.emit(job.done, job.total)

    def _end(self) -> None:
        """Wait for the thread and take note of how it went."""
        job, self._job = self._job, None
        self._look.stop()
        if job is None:
            return
        job.finished(60.0)
        self.progressed.emit(0, 0)
        if isinstance(job.failure, IsnadError):
            if not job.cancelled():
                self._later(AGAIN)
        elif job.failure is not None:
            raise job.failure
        elif self._again:
            self._again = False
            self._later(AFTER_CHANGE)
        else:
            self.finished.emit()
