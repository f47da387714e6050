"""The run over many articles: a thread that looks for suggestions while the person goes on.

One object per window. Belongs here: starting, watching and ending the thread. Does not belong here:
what it does (``operations.suggesting``) and showing it (``panels.suggestions``).
"""

from collections.abc import Collection, Mapping
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.changes import Changes
from annotator.model.errors import Cancelled, IsnadError
from annotator.model.segments import ArticleFacts
from annotator.model.suggestion_rows import Kept
from annotator.operations import suggesting
from annotator.operations.suggesting import Listed
from annotator.ui.context import Context
from annotator.ui.tasks import Job

_LOOK: Final = 60
_SETTLING: Final = frozenset({"suggestion", "attribution", "annotation", "article"})


class SuggestionRun(QObject):
    """Looks through all articles, or only reads what earlier runs have found."""

    went_on = Signal()
    """It began, has come further, or has ended."""
    listed_changed = Signal(object)
    """Other suggestions are listed: the articles concerned, or None for all."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context
        self._job: Job | None = None
        self.rows: dict[int, list[Kept]] = {}
        """What is listed, by article in their order; articles without anything are left out."""
        self.articles: Mapping[int, ArticleFacts] = {}
        self.looked_at = 0
        """How many articles have been looked through; 0 before this is known."""
        self.known = False
        """Whether it has been read what earlier runs found."""
        self._touched: set[int] = set()
        """Articles that something was decided in while the thread read what is open."""
        self._looks_then = False
        self.looks = False
        """Whether the present run looks through articles, not only reads."""
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK)
        self._clock.timeout.connect(self._watch)
        context.project_closing.connect(self._end)
        context.project_changed.connect(self._forget)
        context.changed.connect(self._follow)

    @property
    def running(self) -> bool:
        """Whether a thread is at work."""
        return self._job is not None

    @property
    def progress(self) -> tuple[int, int, str]:
        """How many articles are looked through, of how many, and the title of the present one."""
        job = self._job
        return (job.done, job.total, job.what) if job is not None else (0, 0, "")

    def start(self, *, look: bool) -> None:
        """Look through the articles if *look*, then read what is listed; one after the other."""
        project = self.context.project
        if self._job is not None:
            self._looks_then |= look and not self.looks
            return
        if project is None:
            return
        own = project.another_connection()

        def work(job: Job) -> tuple[Listed, str]:
            told = ""
            try:
                if look:
                    try:
                        suggesting.suggest_articles(own, None, job.progress, job.cancelled)
                    except Cancelled as stop:
                        told = stop.message
                return suggesting.listed(own), told
            finally:
                own.close()

        self._touched = set()
        self.looks = look
        self._job = Job(work)
        self._job.start()
        self._clock.start()
        self.went_on.emit()

    def cancel(self) -> None:
        """Ask the run to stop; what was found until then is listed."""
        self._looks_then = False
        if self._job is not None:
            self._job.cancel()

    def finish(self) -> None:
        """Wait until it has ended."""
        while self._job is not None:
            self._job.finished(3600.0)
            self._watch()

    def _watch(self) -> None:
        job = self._job
        if job is None or not job.finished():
            self.went_on.emit()
            return
        self._clock.stop()
        self._job = None
        if self._looks_then:
            self._looks_then = False
            self.start(look=True)
            return
        try:
            listed, told = job.outcome()
        except IsnadError as error:
            self.context.failed.emit(error)
        else:
            self._take(listed)
            if told:
                self.context.said.emit(told)
        self.went_on.emit()

    def _take(self, listed: Listed) -> None:
        self.known, self.looked_at, self.articles = True, listed.looked_at, listed.articles
        self.rows = {}
        for row in listed.rows:
            self.rows.setdefault(row.article, []).append(row)
        if self._touched:
            self._refresh(self._touched)
        self.listed_changed.emit(None)

    def _follow(self, changes: Changes) -> None:
        """Let what was decided go, and what undo brought back come."""
        if changes.of("code") and self.known:
            self.start(look=False)  # a code may mark text of the page now, or no longer
        if not _SETTLING & set(changes.touched):
            return
        if self.running:
            self._touched |= changes.articles
        concerned = {key for key in changes.articles if key in self.articles}
        if self.known and concerned:
            self._refresh(concerned)
            self.listed_changed.emit(concerned)

    def _refresh(self, concerned: Collection[int]) -> None:
        """Read anew what is open in some articles."""
        fresh: dict[int, list[Kept]] = {key: [] for key in concerned}
        for row in suggesting.listed_in(self.context.opened, concerned):
            fresh[row.article].append(row)
        for key in concerned:
            self.rows.pop(key, None)
            if fresh[key]:
                self.rows[key] = fresh[key]

    def after(self, article: int) -> int | None:
        """Return the next article with something listed, in order; after the last, the first."""
        ranks = {key: facts.rank for key, facts in self.articles.items()}
        here = ranks.get(article, -1)
        waiting = sorted((ranks.get(key, 0), key) for key in self.rows if key != article)
        later = [key for rank, key in waiting if rank > here]
        found = later or [key for _rank, key in waiting]
        return found[0] if found else None

    def _forget(self) -> None:
        self.known, self.looked_at, self.rows, self.articles = False, 0, {}, {}
        self.listed_changed.emit(None)

    def _end(self) -> None:
        """Stop for the project is closed."""
        self._clock.stop()
        self._looks_then = False
        if self._job is not None:
            self._job.cancel()
            self._job.finished(60.0)
            self._job = None
