"""The search of a window: what was asked last, its hits as they come, and the hit that is shown.

One object per window, ``context.search``, survives panels that are built anew. It searches and
sorts in a thread of its own on a connection of its own; widgets listen to its signals. What is
typed and shown is the panel's; what is marked in the article is ``hit_marks``'.
"""

from collections import deque
from collections.abc import Callable
from time import perf_counter
from typing import Any, Final, NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.i18n import _
from annotator.model.changes import Changes
from annotator.model.errors import Cancelled, IsnadError
from annotator.model.search import Hit, SearchQuery
from annotator.model.segments import ArticleFacts
from annotator.model.span import Range
from annotator.operations import articles, concordance, searching
from annotator.operations.concordance import HitPlace, Order, place_of
from annotator.operations.project import Project
from annotator.ui.context import Context
from annotator.ui.models.hits_model import HitsModel
from annotator.ui.models.paged_table import without_collecting
from annotator.ui.tasks import Job
from annotator.ui.widgets import wording

FIRST: Final = 50
"""Hits that are shown as soon as they are there."""
BATCH: Final = 1_000
MOST: Final = 200_000
"""Hits that are listed; more are only counted."""
_WORDS_KEPT: Final = 200
_SOON, _LATER = 8, 40
_PATIENCE: Final = 0.1
"""Seconds that a few hits wait for more before they are shown."""
NO_HIT: Final = -1


class _Fed(NamedTuple):
    """What a thread hands to the window: further hits, counts so far, perhaps the articles."""

    places: list[HitPlace]
    hits: list[Hit]
    found: int
    articles: int
    facts: dict[int, ArticleFacts] | None = None


class SearchSession(QObject):
    """The hits of one search; ``state`` is idle, searching, sorting, done, cancelled or failed."""

    changed = Signal()
    """The query, the state or the counts are others."""
    current_changed = Signal(int)
    """Another hit (its number, or -1) is the one that is shown."""
    marks_changed = Signal()
    """Other hits are to be marked in the article, or none."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context
        self.model = HitsModel(self._read)
        self.model.setParent(self)
        self.query: SearchQuery | None = None
        self.state = "idle"
        self.failure: IsnadError | None = None
        self.hits = 0
        """How many were found so far, more than are listed when there are too many."""
        self.articles = 0
        self.current = NO_HIT
        self.serial = 0
        """Counts how often a hit was gone to, so that going to the same one again is seen."""
        self.is_marking = False
        self.order: tuple[Order, bool] = ("place", False)
        """What the list is sorted by, and whether downward."""
        self._spans: dict[int, tuple[int, int]] = {}
        self._feed: deque[_Fed] = deque()
        self._job: Job | None = None
        self._then: Callable[[Any], None] = lambda _outcome: None
        self._ending: list[Job] = []
        self._idle: list[Project] = []
        """Connections that no thread uses now."""
        self._knows_articles = False
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._look)
        context.project_closing.connect(self._leave_project)
        context.changed.connect(self._follow)

    # searching

    def start(self, query: SearchQuery) -> None:
        """Search; what is found replaces what was found before, as it comes."""
        self._stop_job()
        self.query, self.failure = query, None
        self.hits = self.articles = 0
        self._spans = {}
        self.model.clear()
        self._set_current(NO_HIT)
        self.is_marking = True
        feed: deque[_Fed] = deque()
        self._feed = feed
        knows_articles = self._knows_articles

        def work(project: Project, job: Job) -> None:
            _search(project, query, feed, job, knows_articles=knows_articles)

        self._begin("searching", work, lambda _none: self._sort_now())
        self.marks_changed.emit()

    def _begin(
        self, state: str, work: Callable[[Project, Job], Any], then: Callable[[Any], None]
    ) -> None:
        project, idle = self.context.opened, self._idle

        def on_own_connection(job: Job) -> Any:
            own = idle.pop() if idle else project.another_connection()
            try:
                with without_collecting():
                    outcome = work(own, job)
            except BaseException:
                own.close()
                raise
            idle.append(own)  # what it remembers of the project makes the next search faster
            return outcome

        self.state = state
        self._then = then
        self._job = Job(on_own_connection)
        self._job.start()
        self._clock.start(_SOON)
        self.changed.emit()

    @property
    def progress(self) -> tuple[int, int]:
        """How much of how much is done; a total of 0 that nobody knows."""
        return (self._job.done, self._job.total) if self._job is not None else (0, 0)

    @property
    def is_working(self) -> bool:
        """Tell whether it is searching or sorting."""
        return self._job is not None

    def stop(self) -> None:
        """Search or sort no further; what was found stays."""
        if self._job is None:
            return
        was = self.state
        self._stop_job()
        self._take_fed()
        self.state = "cancelled" if was == "searching" else "done"
        self.changed.emit()

    def clear(self) -> None:
        """Forget the search."""
        self._stop_job()
        self.query, self.failure, self.state = None, None, "idle"
        self.hits = self.articles = 0
        self._spans = {}
        self._feed = deque()
        self.model.clear()
        self._set_current(NO_HIT)
        self.unmark()
        self.changed.emit()

    def _stop_job(self) -> None:
        self._ending = [job for job in self._ending if not job.finished()]
        if self._job is not None:
            self._job.cancel()
            self._ending.append(self._job)
            self._job = None
        self._clock.stop()

    def _leave_project(self) -> None:
        """End all work before the project is closed."""
        self._stop_job()
        for job in self._ending:
            job.finished(60.0)
        self._ending = []
        while self._idle:
            self._idle.pop().close()
        self._knows_articles = False
        self.clear()

    # what comes

    def _look(self) -> None:
        """Take what the thread has found."""
        job = self._job
        if job is None:
            return
        is_over = job.finished()
        self._take_fed()
        if not is_over:
            if self.hits:
                self._clock.setInterval(_LATER)
            self.changed.emit()
            return
        self._job = None
        self._clock.stop()
        try:
            outcome = job.outcome()
        except Cancelled:
            self.state = "cancelled"
        except IsnadError as error:
            self.state, self.failure = "failed", error
        else:
            self.state = "done"
            self._then(outcome)
        self.changed.emit()

    def _take_fed(self) -> None:
        fresh = False
        with without_collecting():
            while self._feed:
                places, hits, self.hits, self.articles, facts = self._feed.popleft()
                if facts is not None:
                    self.model.set_articles(facts)
                    self._knows_articles = True
                if not len(self.model) and hits:
                    self.model.rtl = _is_rtl(hits)
                start = len(self.model)
                self.model.add(places, hits)
                for number, place in enumerate(places, start):
                    first, _last = self._spans.get(place.article, (number, 0))
                    self._spans[place.article] = first, number + 1
                fresh = fresh or bool(places)
        if fresh and self.is_marking:
            self.marks_changed.emit()

    def _read(self, places: Any) -> dict[int, Hit]:
        project = self.context.project
        return concordance.words_of(project, places) if project else {}

    # order

    def sort(self, by: Order, *, descending: bool) -> None:
        """Show the hits in another order, at once or when all are there."""
        if (by, descending) == self.order:
            return
        self.order = by, descending
        self.model.tell_order(by, descending=descending)
        if self.state == "sorting":
            self._stop_job()
        if self.state != "searching":
            self._sort_now()

    def _sort_now(self) -> None:
        by, descending = self.order
        if by == "place" and not descending:
            self.model.set_order(None)
            self.state = "done" if self.query else "idle"
            self.changed.emit()
            return
        if not len(self.model):
            return
        places = self.model.places

        def work(project: Project, job: Job) -> list[int]:
            return concordance.sorted_places(project, places, by, job.progress, job.cancelled)

        def show(order: list[int]) -> None:
            self.model.set_order(order[::-1] if descending else order)

        self._begin("sorting", work, show)

    # going from hit to hit

    def ranges_in(self, article: int) -> list[Range]:
        """Return every range found in an article, ascending by hit."""
        first, last = self._spans.get(article, (0, 0))
        return [each for place in self.model.places[first:last] for each in place.ranges]

    @property
    def current_place(self) -> HitPlace | None:
        """The hit that is shown."""
        return self.model.places[self.current] if self.current >= 0 else None

    def go(self, number: int) -> None:
        """Open the article of a hit and mark the hit in it."""
        place = self.model.places[number]
        context = self.context
        self._set_current(number)
        self.is_marking = True
        self.serial += 1
        if context.article is None or context.article.id != place.article:
            if articles.article_row(context.opened, place.article) is None:
                context.said.emit(_("That article is no longer in the project."))
                return
            context.open_article(place.article)
        self.marks_changed.emit()

    def step(self, steps: int) -> bool:
        """Go to the hit that many rows on; tell whether there is one."""
        if not len(self.model):
            return False
        row = self.model.row(self.current) + steps if self.current >= 0 else 0
        if not 0 <= row < len(self.model):
            return False
        self.go(self.model.number(row))
        return True

    def _set_current(self, number: int) -> None:
        if number != self.current:
            self.current = number
            self.current_changed.emit(number)

    def unmark(self) -> bool:
        """Mark nothing in the article any more; tell whether there was something."""
        was, self.is_marking = self.is_marking, False
        if was:
            self.marks_changed.emit()
        return was and bool(self.hits)

    def _follow(self, changes: Changes) -> None:
        keys = changes.of("article")
        if keys and not self.query:
            self._knows_articles = False
        elif keys:
            self.model.set_articles(concordance.article_facts(self.context.opened))
            self.model.forget_words()


def _search(
    project: Project,
    query: SearchQuery,
    feed: deque[_Fed],
    job: Job,
    *,
    knows_articles: bool,
) -> None:
    """Put the hits of a search into *feed*, the first ones soon, with the counts so far.

    What is told of the articles comes after the first hits, where it is not known already.
    """
    found = searching.search(project, query, progress=job.progress, cancelled=job.cancelled)
    seen: set[int] = set()
    batch: list[Hit] = []
    count = kept = 0
    size, told = FIRST, perf_counter()

    def feed_on() -> None:
        nonlocal kept
        fresh = batch[: max(0, MOST - kept)]
        words = fresh[: max(0, _WORDS_KEPT - kept)]
        kept += len(fresh)
        feed.append(_Fed([place_of(hit) for hit in fresh], words, count, len(seen)))
        batch.clear()

    def tell_articles() -> None:
        feed.append(_Fed([], [], count, len(seen), concordance.article_facts(project)))

    for hit in found:
        batch.append(hit)
        seen.add(hit.article)
        count += 1
        if len(batch) >= size or perf_counter() - told > _PATIENCE:
            feed_on()
            if not knows_articles:
                knows_articles = True
                tell_articles()
            size, told = BATCH, perf_counter()
    feed_on()
    if not knows_articles:
        tell_articles()


def _is_rtl(hits: list[Hit]) -> bool:
    """Tell whether most hits stand in text that reads right to left."""
    rtl = sum(wording.is_rtl(f"{hit.before}{hit.quote}{hit.after}") for hit in hits)
    return 2 * rtl >= len(hits)
