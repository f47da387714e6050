"""What a claim may be attributed by, shown as ghosts over the text until somebody decides.

Belongs here: the ghosts of one claim, going through the candidates, accepting one. Nothing is
stored before it is accepted. Does not belong here: finding candidates (``operations.proposing``),
and the gestures that need no proposal (``attributing_gestures``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from annotator.arabic.propose import Proposal
from annotator.i18n import _, isolate
from annotator.model.annotation import Annotation
from annotator.model.attribution import Attribution
from annotator.model.changes import Changes
from annotator.model.codebook import ROLE_KEYS
from annotator.operations import attributing, proposing
from annotator.operations.attributing import AttributionDraft, Filler
from annotator.ui import theme
from annotator.ui.context import Context
from annotator.ui.keyboard import letter_of
from annotator.ui.reader import ArticleView, accessibility
from annotator.ui.reader.handles import Ranges
from annotator.ui.reader.overlays import Ghost
from annotator.ui.widgets import wording
from annotator.ui.widgets.hint import Hint

_HELD: Final = (
    Qt.KeyboardModifier.ShiftModifier
    | Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_SIDES: Final = (Qt.Key.Key_Left, Qt.Key.Key_Right)

AFTER_PAINT: Final = 12
"""Milliseconds until candidates are looked for: the claim itself is on the screen first."""


class Proposals(QObject):
    """The proposals for the claim that was tagged last; none most of the time."""

    def __init__(self, context: Context, view: ArticleView) -> None:
        super().__init__(view)
        self.context = context
        self.view = view
        self.claim: int | None = None
        self._found: list[Proposal] | None = []
        self.place = 0
        self.by_hand: dict[str, int] = {}
        """Annotations that take a proposed role's place, by role: somebody marked them."""
        self._names: proposing.KnownNames | None = None
        self._said: dict[str, tuple[int, ...]] | None = None
        # The claim is on the screen before anything is looked for.
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show)
        self.hint = Hint(view)
        context.article_changed.connect(self.dismiss)
        context.project_changed.connect(self._forget_names)
        context.changed.connect(self._changed)
        context.attributions.reloaded.connect(self._forget_said)
        context.attributions.changed.connect(self._follow_said)

    @property
    def shown(self) -> bool:
        """Whether there are ghosts to decide about."""
        return self.claim is not None

    @property
    def found(self) -> list[Proposal]:
        """The candidates, looked for when they are first asked for."""
        if self._found is None:
            current = self.context.article
            mark = current.get(self.claim or -1) if current else None
            self._found = self.find(mark.span.ranges) if mark else []
        return self._found

    @property
    def proposal(self) -> Proposal | None:
        """The candidate that is shown."""
        return self.found[self.place] if self.found else None

    # what is proposed

    def offer(self, annotation: int) -> None:
        """Propose a cue and a source for a claim that has none yet, unless that is switched off."""
        self.dismiss()
        if not self.context.settings["proposals"]:
            return
        current = self.context.article
        mark = current.get(annotation) if current else None
        if mark is None or self._kind(mark) != "claim" or self._is_said(annotation):
            return
        self.claim, self.place, self.by_hand, self._found = annotation, 0, {}, None
        self._timer.start(AFTER_PAINT)

    def find(self, content: Ranges) -> list[Proposal]:
        """Return the candidates for a claim at these places."""
        current = self.context.article
        if current is None:
            return []
        free, taken, sources = self._marked_near(content)
        found = proposing.proposals(current.text, content, self.names, free, sources)
        # A cue that is another claim's already will hardly be this one's.
        return sorted(found, key=lambda each: each.cue in taken)

    def certain_cue(self, content: Ranges) -> Filler | None:
        """Return the cue directly before these places, where there is no doubt about it."""
        current = self.context.article
        if current is None:
            return None
        free, taken, _sources = self._marked_near(content)
        return proposing.certain_cue(current.text, content, free, taken)

    def _marked_near(
        self, content: Ranges
    ) -> tuple[list[Annotation], set[Ranges], list[Annotation]]:
        """Return the cues near a claim that are free, the places of others, and the sources."""
        current = self.context.article
        assert current is not None
        low, high = content[0][0], content[-1][1]
        near = self.view.page.marks.touching(
            max(low - proposing.NEARBY, 0), min(high, low + proposing.NEARBY) + proposing.NEARBY
        )
        marks = [mark for each in near if not each.foreign and (mark := current.get(each.id))]
        cues = [mark for mark in marks if self._kind(mark) == "cue"]
        free = [mark for mark in cues if not self.context.attributions.with_annotation(mark.id)]
        taken = {mark.span.ranges for mark in cues} - {mark.span.ranges for mark in free}
        return free, taken, [mark for mark in marks if self._kind(mark) == "source"]

    @property
    def names(self) -> proposing.KnownNames:
        """The registry's names."""
        if self._names is None:
            self._names = proposing.KnownNames(self.context.opened)
        return self._names

    def said(self) -> Mapping[str, tuple[int, ...]]:
        """Return who the sources of this article were, by their folded words."""
        if self._said is None:
            self._said = {}
            self._follow_said(self.context.attributions, ())
        return self._said

    def _forget_said(self) -> None:
        self._said = None

    def _follow_said(self, present: Iterable[Attribution], _gone: object) -> None:
        current = self.context.article
        if self._said is None or current is None:
            return
        for each in present:
            mark = current.get(each.sources[0]) if len(each.sources) == 1 else None
            if mark is not None and each.entities:
                self._said[proposing.bare(mark.span.quote)] = each.entities

    def _kind(self, mark: Annotation) -> str:
        code = self.context.codebook.get(mark.code)
        return code.kind if code else ""

    def _is_said(self, claim: int) -> bool:
        return any(
            each.content == claim for each in self.context.attributions.with_annotation(claim)
        )

    # deciding

    def press(self, event: QKeyEvent) -> bool:
        """Take the keys that decide; leave the others, and all while words are selected."""
        start, end = self.context.text_selection
        if not self.shown or event.modifiers() & _HELD:
            return False
        if start < end:
            return self._take_marked(event, ((start, end),))
        if event.key() in _ENTER:
            self.accept()
        elif event.key() in _SIDES:
            forward = (event.key() == Qt.Key.Key_Left) == (self.view.page.base == "rtl")
            self.step(1 if forward else -1)
        elif event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return self._take_selected(event)
        return True

    def _take_selected(self, event: QKeyEvent) -> bool:
        """Let a role's key put the selected annotation of that role into the proposal."""
        mark, kind = self.context.selected_annotation, self._role_of(event)
        if mark is None or not kind or self._kind(mark) != kind:
            return False
        self.put(mark.id)
        return True

    def _take_marked(self, event: QKeyEvent, ranges: tuple[tuple[int, int], ...]) -> bool:
        """Let a role's key put what is marked so at the selected words into the proposal."""
        kind = self._role_of(event)
        current = self.context.article
        if not kind or current is None:
            return False
        for each in self.view.page.marks.touching(*ranges[0]):
            mark = current.get(each.id)
            if mark and not each.foreign and each.ranges == ranges and self._kind(mark) == kind:
                caret = self.view.caret()
                self.view.select(caret, caret)
                self.put(mark.id)
                return True
        return False

    def _role_of(self, event: QKeyEvent) -> str:
        """Return source or cue when a key press stands for a code of that kind, else nothing."""
        letter = letter_of(event)
        code = self.context.codebook.by_key(letter) if letter else None
        kind = code.kind if code else ROLE_KEYS.get(letter, "")
        return kind if kind in ("source", "cue") else ""

    def step(self, steps: int) -> None:
        """Show the next candidate, or the one before; after the last comes the first."""
        if self.found:
            self.place = (self.place + steps) % len(self.found)
            self.by_hand = {}
            self._show()

    def put(self, annotation: int) -> None:
        """Let an annotation that was just marked take the place of the proposed cue or source."""
        current = self.context.article
        mark = current.get(annotation) if current else None
        kind = self._kind(mark) if mark else ""
        if kind == "claim":
            self.offer(annotation)
        elif self.shown and kind in ("source", "cue"):
            self.by_hand[kind] = annotation
            self._show()
        else:
            self.dismiss()

    def draft(self) -> AttributionDraft | None:
        """Return what would be made now, or None when there is nothing to join."""
        current = self.context.article
        if current is None or self.claim is None:
            return None
        made = AttributionDraft(content=self.claim)
        if self.proposal is not None:
            made = proposing.draft(current.text, self.proposal, self.names, self.said())
            made = replace(made, content=self.claim)
        if self.by_hand:
            made = self._corrected(made)
        return made if made.cue is not None or made.sources else None

    def _corrected(self, made: AttributionDraft) -> AttributionDraft:
        """Return the draft with what was marked by hand instead of what was proposed."""
        current = self.context.article
        cue, source = self.by_hand.get("cue"), self.by_hand.get("source")
        if cue is not None:
            made = replace(made, cue=cue, values={}, suggested=False)
        if source is not None and current is not None:
            mark = current.get(source)
            words = mark.span.quote if mark else ""
            known = self.names.called(words) or self.said().get(proposing.bare(words), ())
            made = replace(made, sources=(source,), entities=known)
            made = replace(made, flags=tuple(f for f in made.flags if f not in _WITHOUT_SOURCE))
        return replace(made, origin="hand")

    def accept(self) -> None:
        """Attribute the claim as shown, as one step."""
        current, claim, made = self.context.article, self.claim, self.draft()
        continues = self.proposal is not None and self.proposal.continues and not self.by_hand
        self.dismiss()
        if current is None or claim is None or made is None:
            return
        done: Changes | None = None
        with self.context.gesture():
            if continues and self.context.attributions:
                done = self.context.run(attributing.continue_speaker, current.id, claim, made.cue)
            else:
                done = self.context.run(attributing.attribute, current.id, made)
            if done:
                self.context.select(claim)

    def dismiss(self) -> None:
        """Leave the claim as it is; nothing else is stored."""
        if self.shown:
            self._timer.stop()
            self.claim, self._found, self.by_hand = None, [], {}
            self.view.overlays.set_ghosts(())
            self.hint.hide()

    # following

    def _forget_names(self) -> None:
        self._names = None

    def _changed(self, changes: Changes) -> None:
        if changes.of("entity"):
            self._names = None
        if not self.shown:
            return
        current = self.context.article
        mark = current.get(self.claim or -1) if current else None
        if mark is None or self._kind(mark) != "claim" or self._is_said(mark.id):
            self.dismiss()
        elif current is not None:
            kept = {role: key for role, key in self.by_hand.items() if key in current}
            if kept != self.by_hand or changes.of("annotation") & set(kept.values()):
                self.by_hand = kept
                self._show()

    # showing

    def ghosts(self) -> dict[str, list[Filler]]:
        """Return what is shown as proposed or put in its place, by role."""
        proposal = self.proposal
        found: dict[str, list[Filler]] = {"cue": [], "source": []}
        if proposal is not None:
            found = {
                "cue": [proposal.cue] if proposal.cue else [],
                "source": list(proposal.sources),
            }
        for role, key in self.by_hand.items():
            found[role] = [key]
        return found

    def _show(self) -> None:
        self._timer.stop()
        current = self.context.article
        colors = theme.current()
        shown = []
        for role, fillers in self.ghosts().items():
            for filler in fillers:
                mark = current.get(filler) if current and isinstance(filler, int) else None
                ranges = mark.span.ranges if mark else filler
                if not isinstance(ranges, int):
                    pattern = theme.PATTERNS[role] if colors.patterned else 0
                    shown.append(Ghost(ranges, colors.roles[role].band, pattern))
        self.view.overlays.set_ghosts(shown)
        sentence = self.sentence()
        outlined = [
            rect
            for ghost in shown
            for start, end in ghost.ranges
            for rect in self.view.lines_rects(start, end)
        ]
        self.hint.tell(sentence, self.view.viewport().rect(), outlined)
        accessibility.announce(self.view, sentence)

    def sentence(self) -> str:
        """Return what can be done now, keys first."""
        if not self.found and not self.by_hand:
            return _("No cue or source was found: select words, then {cue} or {source}").format(
                cue=isolate("Q"), source=isolate("S")
            )
        parts = [_("{key} accepts").format(key=isolate("Enter"))]
        if len(self.found) > 1:
            parts.append(
                _("{keys} other candidates ({place} of {n})").format(
                    keys=isolate("← →"),
                    place=wording.number(self.place + 1),
                    n=wording.number(len(self.found)),
                )
            )
        parts.append(_("{key} keeps the bare claim").format(key=isolate("Esc")))
        return wording.SEPARATOR.join(parts)


_WITHOUT_SOURCE: Final = ("prodrop_source", "zero_source", "passive")
