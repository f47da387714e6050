"""Gestures that join what is marked: link, continue a speaker, the same source, a relay.

Belongs here: what keys, clicks and drags on several marks mean, each one operation. Does not belong
here: the proposals after tagging a claim (``proposals``) and what is said of an attribution (the
details panel).
"""

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from annotator.i18n import _
from annotator.model.changes import Changes
from annotator.operations import attributing, proposing
from annotator.operations.attributing import Filler
from annotator.ui.attribution_margin import AttributionMargin
from annotator.ui.context import NO_ANNOTATION, Context
from annotator.ui.proposals import Proposals
from annotator.ui.reader import ArticleView
from annotator.ui.suggestion_gestures import SuggestionGestures

WARM_AFTER = 400
"""Milliseconds after which the lexicon is read, so that the first proposal is quick."""


class AttributingGestures(QObject):
    """The commands on attributions, for one reading view."""

    def __init__(self, context: Context, view: ArticleView) -> None:
        super().__init__(view)
        self.context = context
        self.view = view
        self.margin = AttributionMargin(context, view)
        self.proposals = Proposals(context, view)
        self.suggestions = SuggestionGestures(context, view)
        self.picked: list[int] = []
        """Annotations that were chosen besides the selected one."""
        context.suggestions.chosen_changed.connect(self._clear_the_way)
        context.suggestions.said = self.proposals.said
        view.mark_picked.connect(self.pick)
        view.mark_clicked.connect(lambda _mark: self._pick_none())
        view.marks_joined.connect(self.join)
        context.article_changed.connect(self._pick_none)
        context.marks_changed.connect(self._follow_marks)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(proposing.warm)
        self._timer.start(WARM_AFTER)

    def press(self, event: QKeyEvent) -> bool:
        """Take the keys that mean something else for the moment."""
        if self.proposals.press(event) or self.suggestions.press(event):
            return True
        start, end = self.context.text_selection
        if event.key() == Qt.Key.Key_Escape and self.picked and start == end:
            self._pick_none()
            return True
        return False

    def _clear_the_way(self) -> None:
        """Let a claim's proposals go when a suggestion is looked at: one set of ghosts at once."""
        if self.suggestions.shown:
            self.proposals.dismiss()

    def offer(self, annotation: int) -> None:
        """Take in an annotation that was just marked: propose what it may be attributed by."""
        self.context.suggestions.leave()
        self.proposals.put(annotation)

    # picking several

    def pick(self, annotation: int) -> None:
        """Choose one more annotation, or no longer."""
        selected = self.context.selected
        if not self.picked and selected not in (NO_ANNOTATION, annotation):
            self.picked.append(selected)
        if annotation in self.picked:
            self.picked.remove(annotation)
        else:
            self.picked.append(annotation)
        if self.picked:
            self.context.select(self.picked[-1])
        self._show_picked()

    def pick_selected(self) -> None:
        """Choose the selected annotation, to be linked with others, or no longer."""
        selected = self.context.selected
        if selected in self.picked:
            self.picked.remove(selected)
        else:
            self.picked.append(selected)
        self._show_picked()

    def _pick_none(self) -> None:
        if self.picked:
            self.picked = []
            self._show_picked()

    def _follow_marks(self, _present: object, gone: list[int]) -> None:
        if set(gone) & set(self.picked):
            self.picked = [key for key in self.picked if key not in gone]
            self._show_picked()

    def _show_picked(self) -> None:
        self.view.overlays.set_picked(self.picked)
        self.context.attributions.choose_claims(self.picked)
        if len(self.picked) > 1:
            self.context.said.emit(_("{key} links what is chosen.").format(key="L"))

    # joining

    def link(self) -> None:
        """Join the chosen annotations by their roles."""
        chosen = self._chosen()
        if len(chosen) < 2:
            self.context.said.emit(
                _("Choose a claim with its cue or source: {click} on each, then {key}.").format(
                    click=_("Ctrl+click"), key="L"
                )
            )
            return
        if self._run_on_claim(attributing.link, chosen):
            self._pick_none()

    def _chosen(self) -> list[int]:
        """Return the rows chosen in the list that has the focus, else the marks chosen."""
        widget = QApplication.focusWidget()
        while widget is not None and widget is not self.view:
            chosen = getattr(widget, "chosen", None)
            if callable(chosen):
                found = chosen()
                if isinstance(found, list) and all(isinstance(key, int) for key in found):
                    return found
            widget = widget.parentWidget()
        selected = self.context.selected
        more = [selected] if selected != NO_ANNOTATION and selected not in self.picked else []
        return [*self.picked, *more]

    def _run_on_claim(self, operation: object, chosen: list[int]) -> Changes | None:
        """Run an operation on annotations and select the claim among them."""
        self.proposals.dismiss()
        assert callable(operation)
        with self.context.gesture():
            changes = self.context.run(operation, chosen)
            if changes:
                claim = next((key for key in chosen if self._kind(key) == "claim"), NO_ANNOTATION)
                self.context.select(claim)
        return changes

    def join(self, first: int, second: int) -> None:
        """Join two annotations between which a line was drawn: by role, or a chain of claims."""
        if self._kind(first) != "claim" or self._kind(second) != "claim":
            self._run_on_claim(attributing.link, [first, second])
            return
        said = [self._said(key) for key in (first, second)]
        if said[0] is None or said[1] is None:
            self.context.said.emit(_("Attribute both claims first, then put one into the other."))
            return
        self.proposals.dismiss()
        with self.context.gesture():
            if self.context.run(attributing.set_parent, said[0], said[1]):
                self.context.select(first)

    def _said(self, claim: int) -> int | None:
        found = self.context.attributions.with_annotation(claim)
        return next((each.id for each in found if each.content == claim), None)

    def _kind(self, annotation: int) -> str:
        mark = self.context.article.get(annotation) if self.context.article else None
        code = self.context.codebook.get(mark.code) if mark else None
        return code.kind if code else ""

    # in one key

    def continue_speaker(self) -> None:
        """Attribute the selected words or claim to whoever spoke before."""
        self._as_before(attributing.continue_speaker)

    def same_source(self) -> None:
        """Attribute the selected words or claim to the source span used before."""
        self._as_before(attributing.same_source)

    def _as_before(self, operation: object) -> None:
        current, content = self.context.article, self._content()
        if current is None or content is None:
            return
        ranges = content
        if isinstance(content, int):
            mark = current.get(content)
            ranges = mark.span.ranges if mark else ()
        assert not isinstance(ranges, int)
        cue = self.proposals.certain_cue(ranges)
        self.proposals.dismiss()
        assert callable(operation)
        with self.context.gesture():
            self._made(self.context.run(operation, current.id, content, cue))

    def _content(self) -> Filler | None:
        """Return the selected words, else the selected claim; say so when there is neither."""
        start, end = self.context.text_selection
        if start < end:
            return ((start, end),)
        if self._kind(self.context.selected) == "claim":
            return self.context.selected
        self.context.said.emit(_("Select what was said, or its claim, first."))
        return None

    def relay(self) -> None:
        """Make the outer and the inner attribution of a relayed claim from the selected words."""
        current = self.context.article
        start, end = self.context.text_selection
        mark = self.context.selected_annotation
        if start == end and mark is not None:
            start, end = mark.span.start, mark.span.end
        if current is None:
            return
        drafts = proposing.relay(
            current.text, (start, end), self.proposals.names, self.proposals.said()
        )
        if drafts is None:
            self.context.said.emit(
                _("Select the words from {word} to the end of what was relayed.").format(word="عن")
            )
            return
        self.proposals.dismiss()
        with self.context.gesture():
            self._made(self.context.run(attributing.relay, current.id, *drafts))

    def _made(self, changes: Changes | None) -> None:
        """Select the innermost claim of what was made, and no words any more."""
        if not changes:
            return
        caret = self.view.caret()
        self.view.select(caret, caret)
        made = [self.context.attributions.get(key) for key in changes.of("attribution")]
        claims = [each.content for each in made if each is not None]
        if claims:
            self.view.select_mark(max(claims), reveal=False)
            self.context.select(max(claims))
