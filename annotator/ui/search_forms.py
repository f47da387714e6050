"""The forms that the words of a search are found as, looked up while one types."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.errors import IsnadError
from annotator.model.search import SearchQuery
from annotator.operations import searching
from annotator.operations.searching import Expansion
from annotator.ui.context import Context
from annotator.ui.tasks import Job

PAUSE: Final = 250
"""Milliseconds without a key before forms are looked up."""
_LOOK: Final = 15


class SearchForms(QObject):
    """The forms of one search at a time; a search that cannot be read has none."""

    changed = Signal()
    """Other forms are known, or none."""

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._context = context
        self.forms: Sequence[Expansion] = ()
        self.absent: Sequence[str] = ()
        """Words, as typed, that are in no article in any form."""
        self.query: SearchQuery | None = None
        """What the forms are of."""
        self._wanted: SearchQuery | None = None
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._begin)
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK)
        self._clock.timeout.connect(self._look)
        context.project_closing.connect(self.stop)

    def look_up(self, query: SearchQuery, *, soon: bool = False) -> None:
        """Look up the forms of a search, at once or when nothing more is typed."""
        self._wanted = query
        if not query.text.strip() or query.regex:
            self._pause.stop()
            self._show(query, (), ())
        elif soon:
            self._pause.start()
        else:
            self._begin()

    def stop(self) -> None:
        """Look up nothing more, and wait for what is being looked up."""
        self._pause.stop()
        self._clock.stop()
        job, self._job = self._job, None
        if job is not None:
            job.finished(60.0)

    @property
    def is_looking(self) -> bool:
        """Tell whether forms are still to come."""
        return self._pause.isActive() or self._job is not None

    def _begin(self) -> None:
        self._pause.stop()
        query, project = self._wanted, self._context.project
        if self._job is not None or query is None or project is None:
            return  # what is wanted then is looked up when the job is over

        def work(_job: Job) -> tuple[SearchQuery, Sequence[Expansion], Sequence[str]]:
            own = project.another_connection()
            try:
                found = searching.expansions(own, query)
                return query, found, searching.absent(own, query, found)
            except IsnadError:
                return query, (), ()
            finally:
                own.close()

        self._job = Job(work)
        self._job.start()
        self._clock.start()

    def _look(self) -> None:
        job = self._job
        if job is None or not job.finished():
            return
        self._clock.stop()
        self._job = None
        query, found, absent = job.outcome()
        if query != self._wanted and not self._pause.isActive():
            self._begin()
        elif query == self._wanted:
            self._show(query, found, absent)

    def _show(self, query: SearchQuery, found: Sequence[Expansion], absent: Sequence[str]) -> None:
        self.query, self.forms, self.absent = query, found, absent
        self.changed.emit()
