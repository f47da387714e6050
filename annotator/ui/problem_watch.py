"""Looks for what to look at again in the open article, in idle moments, a few milliseconds at once.

One object per window. It begins when nothing has happened for a while and never works inside a
gesture; a change while it looks makes it begin anew.
"""

import time
from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.changes import Changes
from annotator.model.problems import Problem
from annotator.operations import problem_steps
from annotator.operations.problem_steps import Placed
from annotator.ui.context import Context

PAUSE: Final = 400
"""Milliseconds without a change before the looking begins."""
SLICE: Final = 0.004
"""Seconds that are worked at once, at most."""
KINDS: Final = frozenset({"annotation", "attribution", "entity", "flag", "code"})


class ProblemWatch(QObject):
    """The problems of the open article, of the coders shown, in reading order."""

    found = Signal()
    """``problems`` is new."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context
        self.problems: list[Problem] = []
        self.places: dict[int, int] = {}
        """Where each problem of the list is, in code points, by its number in the list."""
        self._steps: Iterator[list[Placed]] | None = None
        self._placed: list[Placed] = []
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(PAUSE)
        self._wait.timeout.connect(self._begin)
        self._work = QTimer(self)
        self._work.setInterval(0)
        self._work.timeout.connect(self._go_on)
        context.article_changed.connect(self._anew)
        context.attributions.reloaded.connect(self._later)
        context.changed.connect(self._changed)
        self._anew()

    @property
    def busy(self) -> bool:
        """Tell whether it is looking, or about to."""
        return self._wait.isActive() or self._work.isActive()

    def finish(self) -> None:
        """Look at everything now, without pauses."""
        self.context.finish_loading()
        self.context.attributions.load()
        self._begin()
        while self._work.isActive():
            self._go_on()

    def _anew(self) -> None:
        if self.problems:
            self.problems, self.places = [], {}
            self.found.emit()
        self._later()

    def _later(self) -> None:
        self._work.stop()
        self._steps = None
        if self.context.article is None:
            self._wait.stop()
        else:
            self._wait.start()

    def _changed(self, changes: Changes) -> None:
        if KINDS & set(changes.touched):
            self._later()

    def _begin(self) -> None:
        self._wait.stop()
        current = self.context.article
        if current is None:
            return
        if self.context.loading:
            self._later()
            return
        attributions = self.context.attributions
        self._placed = []
        self._steps = problem_steps.steps(
            current.id,
            current.text,
            list(current),
            dict(attributions.known),
            attributions.frame,
            {key: flag.name for key, flag in attributions.flags.items()},
        )
        self._work.start()

    def _go_on(self) -> None:
        """Work for one slice."""
        steps = self._steps
        if steps is None:
            self._work.stop()
            return
        until = time.perf_counter() + SLICE
        for placed in steps:
            self._placed += placed
            if time.perf_counter() > until:
                return
        self._work.stop()
        self._steps = None
        self._placed.sort(key=lambda each: each[0])
        fresh = [problem for _place, problem in self._placed]
        places = {number: place for number, (place, _p) in enumerate(self._placed)}
        if (fresh, places) != (self.problems, self.places):
            self.problems, self.places = fresh, places
            self.found.emit()
