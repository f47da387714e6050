"""Work beside the window: in a thread on a connection of its own, its answer taken when it comes.

Unlike ``tasks.run_long`` nothing waits for it. A newer piece of work takes the place of an older
one; closing the project or the part of the window that asked for it ends it.
"""

from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.errors import Cancelled, IsnadError
from annotator.ui.context import Context
from annotator.ui.tasks import Job, Work

_LOOK: Final = 20
"""Milliseconds between two looks at how far the work is."""
_LAST: Final = 60.0


class _Running:
    """The job that runs; it outlives the QObject by as long as stopping takes."""

    def __init__(self) -> None:
        self.job: Job | None = None

    def stop(self) -> None:
        job, self.job = self.job, None
        if job is not None:
            job.cancel()
            job.finished(_LAST)


class Background(QObject):
    """One piece of work at a time."""

    answered = Signal(object)
    """What the work returned."""
    moved = Signal(int, int, str)
    """How far it is: done, in all (0 when nobody knows), and what it is about."""
    ended = Signal()
    """It is over, with an answer or without one."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        running = self._running = _Running()
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK)
        self._clock.timeout.connect(self._look)
        context.project_closing.connect(self.stop)
        self.destroyed.connect(lambda: running.stop())

    @property
    def is_busy(self) -> bool:
        """Tell whether an answer is still to come."""
        return self._running.job is not None

    def start(self, work: Work) -> None:
        """Begin *work* on a connection of its own, in place of what is under way."""
        self.stop()
        own = self._context.opened.another_connection()

        def on_own_connection(job: Job) -> Any:
            try:
                return work(own, job.progress, job.cancelled)
            finally:
                own.close()

        self._running.job = Job(on_own_connection)
        self._running.job.start()
        self._clock.start()

    def cancel(self) -> None:
        """Ask the work to end; ``ended`` tells when it has."""
        if self._running.job is not None:
            self._running.job.cancel()

    def stop(self) -> None:
        """End the work now and forget it."""
        if self._running.job is not None:
            self._clock.stop()
            self._running.stop()
            self.ended.emit()

    def _look(self) -> None:
        job = self._running.job
        if job is None:
            return
        if not job.finished():
            self.moved.emit(job.done, job.total, job.what)
            return
        self._clock.stop()
        self._running.job = None
        try:
            answer = job.outcome()
        except Cancelled:
            self.ended.emit()
        except IsnadError as error:
            self.ended.emit()
            self._context.failed.emit(error)
        else:
            self.ended.emit()
            self.answered.emit(answer)
