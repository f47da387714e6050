"""What may be suggested in the open article, which of it is looked at, and deciding about it.

One object per window, ``context.suggestions``. It looks when somebody wants to see suggestions, in
a thread; what was decided or attributed meanwhile is no longer offered. Belongs here: what is
offered, chosen, corrected and decided. Does not belong here: ghosts and keys
(``suggestion_gestures``), the list (``panels.suggestions``), the run over many articles
(``suggestion_run``).
"""

from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeyEvent

from annotator.i18n import _
from annotator.model.changes import Changes
from annotator.model.errors import IsnadError
from annotator.model.span import Range
from annotator.model.suggestion import Suggestion
from annotator.model.suggestion_parts import Part, with_part
from annotator.operations import suggesting
from annotator.operations.suggesting import Finder
from annotator.ui.context import NO_ANNOTATION, Context
from annotator.ui.suggestion_run import SuggestionRun
from annotator.ui.tasks import Job

_LOOK: Final = 12
"""Milliseconds between two looks at the thread."""
_PAUSE: Final = 300
"""Milliseconds after a change of the lexicon or of a source until it is looked anew."""
_ANEW: Final = frozenset({"cue_entry", "entity"})
_SETTLING: Final = frozenset({"suggestion", "attribution", "annotation"})


class Listing(Protocol):
    """The order in which suggestions are gone through."""

    def beside(self, steps: int) -> Any:
        """Return what stands some steps from the chosen one, or None."""

    def go(self, target: Any) -> None:
        """Choose what ``beside`` returned."""


class ArticleSuggestions(QObject):
    """The suggestions of the open article, for one window."""

    changed = Signal()
    """``offered`` is new, or it is being looked for."""
    chosen_changed = Signal()
    """Another suggestion, or none, is looked at."""
    corrected = Signal()
    """A span of the chosen one has other places."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context
        self.offered: list[Suggestion] = []
        """What may be suggested now, in reading order."""
        self.chosen: Suggestion | None = None
        """The suggestion looked at, as it was found."""
        self.shown: Suggestion | None = None
        """The same as it was corrected: what accepting makes."""
        self.press: Callable[[QKeyEvent], bool] = lambda _event: False
        """Takes the keys that decide; set by the gestures."""
        self.press_in_list: Callable[[QKeyEvent], bool] = lambda _event: False
        """The same while the list has the focus."""
        self.said: Callable[[], Mapping[str, tuple[int, ...]] | None] = lambda: None
        """Returns who the article's sources were; the operation looks itself where it is None."""
        self.listing: Listing = self
        self._article = NO_ANNOTATION
        self._found: list[Suggestion] | None = None
        self._numbers: dict[int, int] = {}
        """The number of each that was found, by its identity."""
        self._finder: Finder | None = None
        self._job: Job | None = None
        self._abandoned: list[Job] = []
        """Threads whose article is no longer looked at; they end by themselves."""
        self.run = SuggestionRun(context)
        self._wanted_place: Range | None = None
        self._wants_first = False
        self._goes_on = False
        self.run.listed_changed.connect(lambda _concerned: self._listed())
        self._clock = QTimer(self)
        self._clock.setInterval(_LOOK)
        self._clock.timeout.connect(self._look_at_job)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.look)
        context.article_changed.connect(self._article_changed)
        context.project_changed.connect(self._forget)
        context.project_closing.connect(self._end)
        context.changed.connect(self._follow)

    # looking

    @property
    def busy(self) -> bool:
        """Whether suggestions are being looked for, or about to be."""
        return self._job is not None or self._pause.isActive()

    @property
    def known(self) -> bool:
        """Whether the open article has been looked through."""
        return self._found is not None

    def found(self, key: int) -> Suggestion | None:
        """Return a suggestion by its number among all that were found."""
        return self._found[key] if self._found and 0 <= key < len(self._found) else None

    def key_of(self, suggestion: Suggestion) -> int:
        """Return a suggestion's number among all that were found, or -1."""
        return self._numbers.get(id(suggestion), -1)

    def look(self) -> None:
        """Look for suggestions in the open article, unless that was done."""
        self._pause.stop()
        current, project = self.context.article, self.context.project
        if current is None or project is None or self._found is not None or self._job is not None:
            return
        finder, article = self._finder, current.id
        own = project.another_connection()

        def work(_job: Job) -> tuple[Finder, list[Suggestion]]:
            try:
                using = finder or Finder(own)
                return using, suggesting.found_in(own, article, using)
            finally:
                own.close()

        self._article = article
        self._job = Job(work)
        self._job.start()
        self._clock.start()
        self.changed.emit()

    def _look_at_job(self) -> None:
        if self._job is None:
            self._clock.stop()
        elif self._job.finished():
            self._take()

    def _take(self) -> None:
        """Take what the thread has found."""
        self._clock.stop()
        job, self._job = self._job, None
        if job is None:
            return
        job.finished(3600.0)
        current = self.context.article
        try:
            self._finder, found = job.outcome()
        except IsnadError as error:
            self.context.failed.emit(error)
            return
        if current is None or current.id != self._article:
            return
        self._found = found
        self._filter()
        self._choose_wanted()

    def finish(self) -> None:
        """Wait until what is being looked for is found."""
        if self._pause.isActive():
            self.look()
        if self._job is not None:
            self._take()

    def _filter(self) -> None:
        current = self.context.article
        self._numbers = {id(each): number for number, each in enumerate(self._found or ())}
        if current is None or self._found is None:
            self.offered = []
        else:
            decided = suggesting.decided_in(self.context.opened, current.id)
            self.offered = suggesting.remaining(self._found, decided)
        if self.chosen is not None and not any(each is self.chosen for each in self.offered):
            self.leave()
        self.changed.emit()

    # following

    def _drop(self) -> None:
        """Look for nothing any more."""
        self._pause.stop()
        self._clock.stop()
        if self._job is not None:
            self._abandoned = [each for each in self._abandoned if not each.finished()]
            self._abandoned.append(self._job)
            self._job = None

    def _end(self) -> None:
        """Wait for the threads: the project is closed."""
        self._drop()
        for job in self._abandoned:
            job.finished(60.0)
        self._abandoned = []

    def _forget(self) -> None:
        self._drop()
        self._finder = None
        self._article_changed(anew=True)

    def _article_changed(self, *, anew: bool = False) -> None:
        current = self.context.article
        key = current.id if current is not None else NO_ANNOTATION
        self.leave()
        if anew or key != self._article:
            self._drop()
            self._article, self._found = key, None
            self._wanted_place, self._wants_first = None, False
        self._filter()

    def _follow(self, changes: Changes) -> None:
        kinds = set(changes.touched)
        if _ANEW & kinds:
            had = self.known or self._job is not None
            self._drop()
            self._finder, self._found = None, None
            self._filter()
            if had:
                self._pause.start()
        elif self._found is not None and (
            (_SETTLING & kinds and self._article in changes.articles)
            or "code" in kinds  # it may mark text of the page now, or no longer
        ):
            self._filter()

    # choosing

    def choose(self, suggestion: Suggestion | None) -> None:
        """Look at a suggestion, or at none."""
        if suggestion is not self.chosen:
            self.chosen = self.shown = suggestion
            self.chosen_changed.emit()

    def choose_at(self, place: Range) -> None:
        """Look at the suggestion whose cue is at *place* (code points), once it is found."""
        self._wanted_place = place
        self.look()
        if self._found is not None:
            self._choose_wanted()

    def choose_first(self) -> None:
        """Look at the first suggestion, once it is found."""
        self._wants_first = True
        self.look()
        if self._found is not None:
            self._choose_wanted()

    def _choose_wanted(self) -> None:
        place, first = self._wanted_place, self._wants_first
        self._wanted_place, self._wants_first = None, False
        if place is not None:
            self.choose(next((each for each in self.offered if each.place == place), None))
            if self.chosen is None:
                self.context.said.emit(
                    _("This is no longer suggested: suggest in all articles again.")
                )
        elif first and self.chosen is None:
            self.step(1)

    def step(self, steps: int) -> None:
        """Look at the next suggestion, or the one before."""
        if not self.known:
            self.choose_first()
            return
        target = self.listing.beside(steps)
        if target is not None:
            self.listing.go(target)
        elif not self.offered:
            self.context.said.emit(_("There is nothing to suggest in this article."))
        elif steps > 0:
            self.context.said.emit(_("This is the last suggestion."))
        else:
            self.context.said.emit(_("This is the first suggestion."))

    def beside(self, steps: int) -> Suggestion | None:
        """Return what stands some steps from the chosen one, in reading order."""
        place = next((n for n, each in enumerate(self.offered) if each is self.chosen), None)
        if place is None:
            return self.offered[0 if steps > 0 else -1] if self.offered else None
        target = place + steps
        return self.offered[target] if 0 <= target < len(self.offered) else None

    def go(self, target: Suggestion) -> None:
        """Look at what ``beside`` returned."""
        self.choose(target)

    def correct(self, part: Part, ranges: tuple[Range, ...]) -> None:
        """Give a span of the chosen suggestion other places (code points)."""
        if self.shown is not None:
            self.shown = with_part(self.shown, part, ranges)
            self.corrected.emit()

    def leave(self) -> None:
        """Look at none."""
        self.choose(None)

    def next_article(self) -> None:
        """Open the next article in which a run has found something, and show its first one.

        What earlier runs found is read first, where that was not done yet.
        """
        current = self.context.article
        if not self.run.known:
            self._goes_on = True
            self.run.start(look=False)
            return
        target = self.run.after(current.id if current is not None else NO_ANNOTATION)
        if target is None:
            self.context.said.emit(
                _("No other article has suggestions: suggest in all articles first.")
                if not self.run.looked_at
                else _("No other article has suggestions.")
            )
            return
        self.context.open_article(target)
        self.choose_first()

    def _listed(self) -> None:
        """Go on once it is known what runs have found."""
        if self._goes_on and self.run.known:
            self._goes_on = False
            self.next_article()

    # deciding

    def accept(self) -> None:
        """Make what is shown, and go on to the next suggestion."""
        chosen, shown = self.chosen, self.shown
        if chosen is not None and shown is not None:
            names = self._finder.names if self._finder is not None else None
            self._decide(
                suggesting.accept, shown, place=chosen.place, names=names, said=self.said()
            )

    def reject(self) -> None:
        """Never offer the chosen suggestion again, and go on to the next."""
        if self.chosen is not None:
            self._decide(suggesting.reject, self.chosen)

    def _decide(self, operation: Callable[..., Changes], *values: Any, **named: Any) -> None:
        current = self.context.article
        if current is None:
            return
        if self.context.hindrance:
            self.context.said.emit(self.context.hindrance)
            return
        target = self.listing.beside(1)
        if target is None:
            target = self.listing.beside(-1)
        with self.context.gesture():
            done = self.context.run(operation, current.id, *values, **named)
        if done is None:
            return
        if target is None:
            self.context.said.emit(_("Nothing more is suggested here."))
        else:
            self.listing.go(target)
