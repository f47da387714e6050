"""The attributions of the open article, as every part of the window shares them.

One object per window, ``context.attributions``, follows the article and every change, and
announces what came, changed or went. Widgets change attributions through ``Context.run()`` with an
operation of ``operations.attributing``, never here.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.i18n import _
from annotator.model import chains
from annotator.model.attribution import Attribution, Flag
from annotator.model.changes import Changes
from annotator.model.frame import Frame
from annotator.model.scheme import shorten
from annotator.operations import attributing, reading, sources
from annotator.operations.chains import NOBODY, Speakers
from annotator.ui.context import Context

NO_ATTRIBUTION: Final = -1


class ArticleAttributions(QObject):
    """The attributions of the coders shown, by key; read just after the article is seen."""

    changed = Signal(object, object)
    """A list of attributions that are new, changed or renamed, and a list of keys that went."""
    reloaded = Signal()
    """Another article, other coders, or none: everything is different."""

    chosen_changed = Signal()
    """Other attributions are chosen together, or none any more."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.context = context
        self.chosen: tuple[int, ...] = ()
        self._known: dict[int, Attribution] = {}
        self._roles: dict[int, set[int]] = {}
        self._flags: dict[int, Flag] | None = None
        self._named: dict[int, str] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.load)
        context.article_changed.connect(self._article_changed)
        context.followed.connect(self._follow)
        context.selected_changed.connect(lambda _key: self.choose(()))
        self._article_changed()

    # what there is

    def __len__(self) -> int:
        return len(self._known)

    def __iter__(self) -> Iterator[Attribution]:
        return iter(self._known.values())

    def get(self, key: int | None) -> Attribution | None:
        """Return an attribution of the open article, or None."""
        return self._known.get(key) if key is not None else None

    @property
    def known(self) -> Mapping[int, Attribution]:
        """All of them, by key."""
        return self._known

    def with_annotation(self, annotation: int) -> list[Attribution]:
        """Return those in which an annotation fills a role, the one whose claim it is first."""
        found = [self._known[key] for key in sorted(self._roles.get(annotation, ()))]
        return sorted(found, key=lambda each: each.content != annotation)

    @property
    def selected(self) -> Attribution | None:
        """The attribution of the selected annotation, or None."""
        found = self.with_annotation(self.context.selected)
        return found[0] if found else None

    def choose(self, keys: Iterable[int]) -> None:
        """Let several attributions be looked at and changed together; fewer than two are none."""
        wanted = tuple(key for key in dict.fromkeys(keys) if key in self._known)
        wanted = wanted if len(wanted) > 1 else ()
        if wanted != self.chosen:
            self.chosen = wanted
            self.chosen_changed.emit()

    def choose_claims(self, marks: Iterable[int]) -> None:
        """Choose the attributions whose claims are among annotations."""
        self.choose(
            each.id for mark in marks for each in self.with_annotation(mark) if each.content == mark
        )

    def frame(self, attribution: Attribution) -> Frame | None:
        """Return an attribution with its annotations, or None while those are still to come."""
        article = self.context.article
        if article is None:
            return None
        marks = {key: article.get(key) for key in attribution.annotations}
        whole = {key: mark for key, mark in marks.items() if mark is not None}
        return Frame(attribution, whole) if len(whole) == len(marks) else None

    # what they are called

    def name(self, attribution: Attribution) -> str:
        """Return who speaks, as the registry or the text names them."""
        named = self._entity_names(attribution.entities)
        if named:
            return " + ".join(named)
        article = self.context.article
        marks = [article.get(key) for key in attribution.sources] if article is not None else []
        whole = [shorten(mark.span.quote) for mark in marks if mark is not None]
        if len(whole) < len(attribution.sources):
            return Speakers(self.context.opened).name(attribution)
        return " + ".join(whole) or NOBODY

    def chain(self, attribution: Attribution) -> str:
        """Return the chain as it is printed, the author first; empty without an article."""
        article = self.context.article
        if article is None:
            return ""
        return chains.path(
            attribution, self._known, article.article.author or _("author"), self.name
        )

    def walk(self, attribution: Attribution) -> list[Attribution]:
        """Return the attributions of the chain, outermost first."""
        return chains.walk(attribution, self._known)

    def depth(self, attribution: Attribution) -> int:
        """Return how many speakers the claim has passed through."""
        return len(self.walk(attribution))

    @property
    def flags(self) -> dict[int, Flag]:
        """The project's flags by key."""
        if self._flags is None:
            found = attributing.flags(self.context.opened) if self.context.project else []
            self._flags = {flag.id: flag for flag in found}
        return self._flags

    def _entity_names(self, keys: Iterable[int]) -> list[str]:
        """Return what sources are called; all that the article quotes are asked for at once."""
        if any(key not in self._named for key in keys):
            wanted = {key for each in self for key in each.entities} | set(keys)
            missing = wanted - set(self._named)
            found = sources.named(self.context.opened, missing)
            self._named |= {key: found.get(key, "") for key in missing}
        return [name for key in keys if (name := self._named[key])]

    # following

    def _article_changed(self) -> None:
        self._take({})
        self._flags = None
        self._named = {}
        self.reloaded.emit()
        if self.context.article is not None:
            self._timer.start(0)

    def load(self) -> None:
        """Read the attributions of the open article now."""
        self._timer.stop()
        current, project = self.context.article, self.context.project
        if current is None or project is None:
            return
        found = reading.attributions_of(project, current.id, self.context.coders_visible)
        self._take({each.id: each for each in found})
        self.reloaded.emit()

    def _take(self, known: dict[int, Attribution]) -> None:
        self._known = known
        self._roles = {}
        for each in known.values():
            self._index(each)

    def _index(self, attribution: Attribution) -> None:
        for mark in attribution.annotations:
            self._roles.setdefault(mark, set()).add(attribution.id)

    def _forget(self, key: int) -> None:
        had = self._known.pop(key)
        for mark in had.annotations:
            self._roles[mark].discard(key)

    def _follow(self, changes: Changes) -> None:
        if changes.of("flag"):
            self._flags = None
        current = self.context.article
        keys = changes.of("attribution")
        renamed = changes.of("entity")
        if renamed:
            self._named = {}
        if current is None or self._timer.isActive():
            return
        resized = {key for mark in changes.of("annotation") for key in self._roles.get(mark, ())}
        if renamed:
            resized |= {each.id for each in self if renamed & set(each.entities)}
        if not keys and not resized:
            return
        found = {each.id: each for each in reading.attributions_by_key(self.context.opened, keys)}
        present, gone = [], []
        for key in sorted(keys):
            each = found.get(key)
            if key in self._known:
                self._forget(key)
                if each is None:
                    gone.append(key)
            if each is not None and each.article == current.id and self.context.shows(each.coder):
                self._known[key] = each
                self._index(each)
                present.append(each)
        present += [self._known[key] for key in sorted(resized - set(keys)) if key in self._known]
        if present or gone:
            self.changed.emit(present, gone)
