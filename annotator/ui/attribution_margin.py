"""Attributions beside the text: feeds the reading view's brackets, names and hints of chains.

Belongs here: which stretch an attribution has in the margin, whose brackets are emphasised, what is
said of a chain under the pointer. Does not belong here: geometry and painting (``reader.brackets``)
and what gestures do.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QToolTip

from annotator.i18n import isolate
from annotator.model.annotation import Annotation
from annotator.model.attribution import Attribution
from annotator.model.chains import SEPARATOR, walk
from annotator.ui import chain_order, theme
from annotator.ui.context import Context
from annotator.ui.reader import ArticleView
from annotator.ui.reader.brackets import Bracket, BracketColors

LONG: Final = 60
"""Letters of a chain that are still read well on one line."""


class AttributionMargin(QObject):
    """Keeps one view's brackets as the open article's attributions are."""

    def __init__(self, context: Context, view: ArticleView) -> None:
        super().__init__(view)
        self.context = context
        self.view = view
        self._attributions = context.attributions
        self._waiting: dict[int, set[int]] = {}
        """Attributions without all their annotations yet, by an annotation that is missing."""
        view.brackets.names = self.names
        self._attributions.reloaded.connect(self.reload)
        self._attributions.changed.connect(self._changed)
        context.marks_changed.connect(self._marks_changed)
        context.selected_to_be_shown.connect(self.emphasise)
        view.bracket_hovered.connect(self._hover)
        self.apply_theme()
        self.reload()

    def apply_theme(self) -> None:
        """Paint in the colours of the theme in use."""
        colors = theme.current()
        source = colors.roles["source"]
        self.view.brackets.colors = BracketColors(
            line=theme.mix(source.band, colors.paper, 0.6),
            strong=source.text if colors.patterned else source.band,
            name=source.text,
            foreign=theme.mix(colors.muted, colors.paper, 0.7),
            dashed=colors.patterned,
        )
        self.view.viewport().update()

    # which brackets there are

    def reload(self) -> None:
        """Show the brackets of another article, or of none."""
        self._waiting = {}
        self.view.brackets.clear(self.view.page.starts)
        self._enter(self._attributions)

    def _changed(self, present: Sequence[Attribution], gone: Sequence[int]) -> None:
        self._enter(present, gone)

    def _enter(self, present: Iterable[Attribution], gone: Iterable[int] = ()) -> None:
        brackets = []
        removed = list(gone)
        for each in present:
            bracket = self._bracket(each)
            if bracket is None:
                removed.append(each.id)
            else:
                brackets.append(bracket)
        self.view.brackets.update(brackets, removed)
        self.emphasise()

    def _bracket(self, attribution: Attribution) -> Bracket | None:
        current, project = self.context.article, self.context.opened
        if current is None:
            return None
        spans = []
        for key in attribution.annotations:
            mark = current.get(key)
            if mark is None:
                self._waiting.setdefault(key, set()).add(attribution.id)
                return None
            if not self._belongs_to_other(attribution, key):
                spans.append(mark.span)
        return Bracket(
            attribution.id,
            attribution.content,
            min(span.start for span in spans),
            max(span.end for span in spans),
            foreign=not project.has_coder or attribution.coder != project.coder.id,
        )

    def _belongs_to_other(self, attribution: Attribution, source: int) -> bool:
        """Tell whether an earlier attribution has the source, too: its bracket spans it then."""
        if source not in attribution.sources:
            return False
        first = min(self._attributions.with_annotation(source), key=self._begin)
        return first.id != attribution.id

    def _begin(self, attribution: Attribution) -> tuple[int, int]:
        current = self.context.article
        mark = current.get(attribution.content) if current else None
        return (mark.span.start if mark else 0), attribution.id

    def _marks_changed(self, present: Iterable[Annotation], _gone: Iterable[int]) -> None:
        """Take in the attributions whose annotations have come by now."""
        if not self._waiting:
            return
        ready = {key for mark in present for key in self._waiting.pop(mark.id, ())}
        found = [self._attributions.get(key) for key in ready]
        self._enter(each for each in found if each is not None)

    # what they are called

    def names(self, keys: Sequence[int]) -> Mapping[int, str]:
        """Return the speakers' names of the attributions in sight."""
        found = (self._attributions.get(key) for key in keys)
        return {each.id: self._attributions.name(each) for each in found if each is not None}

    # chains

    def emphasise(self, _selected: int = -1) -> None:
        """Let the chain of the selected attribution stand out."""
        chosen = self._attributions.selected
        brackets = self.view.brackets
        brackets.emphasised = frozenset(
            each.id for each in (walk(chosen, self._attributions.known) if chosen else ())
        )
        self.view.viewport().update()

    def chain_of(self, annotation: int) -> str:
        """Return the chain of what an annotation has a role in, isolated; empty without one."""
        found = self._attributions.with_annotation(annotation)
        return self.chain(found[0]) if found else ""

    def chain(self, attribution: Attribution) -> str:
        """Return ``author › … › speaker``, isolated; a long chain has a line for each speaker."""
        names = chain_order.names(self.context, attribution)
        if sum(map(len, names)) <= LONG:
            return isolate(SEPARATOR.join(names))
        mark = SEPARATOR.lstrip()
        return "\n".join(f"{mark if place else ''}{isolate(n)}" for place, n in enumerate(names))

    def _hover(self, key: int, place: QPoint) -> None:
        brackets = self.view.brackets
        hovered = None if key < 0 else key
        if hovered != brackets.hovered:
            brackets.hovered = hovered
            self.view.viewport().update()
        attribution = self._attributions.get(hovered)
        if attribution is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(place, self.chain(attribution), self.view.viewport())
