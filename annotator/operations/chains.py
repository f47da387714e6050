"""Chains of transmission as people read them: ``author › Le Point › BBC › a driver``."""

from collections.abc import Iterable

from annotator.i18n import _
from annotator.model import chains
from annotator.model.article import Article
from annotator.model.attribution import Attribution
from annotator.model.frame import Frame
from annotator.model.scheme import shorten
from annotator.operations.project import Project
from annotator.store import attributions, entities, guard

NOBODY = "(?)"
"""Stands for a speaker that is neither marked nor known."""


class Speakers:
    """The names of an article's speakers, read once and remembered while one works with it."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._names: dict[int, str] = {}
        self._known: dict[int, Attribution] = {}
        self._frames: dict[int, Frame] = {}

    def load(self, listed: Iterable[Attribution]) -> None:
        """Take attributions with all they lie in, so that naming them asks nothing more."""
        waiting = [each for each in listed if each.id not in self._known]
        fresh: list[Attribution] = []
        while waiting:
            fresh += waiting
            self._known |= {each.id: each for each in waiting}
            above = {each.parent for each in waiting if each.parent is not None}
            waiting = attributions.get_many(self._project.database, above - set(self._known))
        if not fresh:
            return
        self._frames |= guard.frames_of(self._project.database, fresh)
        wanted = {key for each in fresh for key in each.entities} - set(self._names)
        for each in entities.get_many(self._project.database, wanted):
            self._names[each.id] = each.name

    def name(self, attribution: Attribution) -> str:
        """Return who speaks: the entities' names, else the marked source, else ``(?)``."""
        self.load([attribution])
        named = [self._names[key] for key in attribution.entities if key in self._names]
        if named:
            return " + ".join(named)
        spans = self._frames[attribution.id].sources
        return " + ".join(shorten(span.quote) for span in spans) or NOBODY

    def path(self, article: Article, attribution: Attribution | None) -> str:
        """Return the chain that ends in an attribution; without one, the author alone."""
        author = article.author or _("author")
        if attribution is None:
            return author
        self.load([attribution])
        return chains.path(attribution, self._known, author, self.name)

    def walk(self, attribution: Attribution) -> list[Attribution]:
        """Return the attributions of the chain, outermost first."""
        self.load([attribution])
        return chains.walk(attribution, self._known)

    def frame(self, attribution: int) -> Frame:
        """Return an attribution that was loaded, with its annotations; raises KeyError."""
        return self._frames[attribution]
