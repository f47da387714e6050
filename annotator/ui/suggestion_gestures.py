"""The chosen suggestion over the text: its ghosts, and the keys and clicks that decide about it.

Belongs here: showing, resizing, and what keys mean while ghosts are shown. Does not belong here:
what is suggested and what deciding does (``article_suggestions``).
"""

from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from annotator.i18n import _, isolate
from annotator.model.codebook import ROLE_KEYS
from annotator.model.suggestion_parts import CLAIM, Part, parts
from annotator.ui import theme
from annotator.ui.context import NO_ANNOTATION, Context
from annotator.ui.keyboard import letter_of
from annotator.ui.reader import ArticleView, accessibility
from annotator.ui.reader.handles import Ranges
from annotator.ui.reader.overlays import Ghost
from annotator.ui.widgets import wording
from annotator.ui.widgets.hint import Hint

_HELD: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)
_ENTER: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NEAR: Final = 240
"""Code points around a cue within which its sources are brought into sight with it."""
_SHARE: Final = 0.12
"""Where it begins on the page, of its height: below the hint, with room for a long claim."""


class SuggestionGestures(QObject):
    """Ghosts and keys of the chosen suggestion, for one reading view."""

    def __init__(self, context: Context, view: ArticleView) -> None:
        super().__init__(view)
        self.context = context
        self.view = view
        self.suggestions = context.suggestions
        self._parts: list[Part] = []
        self.hint = Hint(view)
        self.suggestions.press = self.press
        self.suggestions.press_in_list = self.press_in_list
        self.suggestions.chosen_changed.connect(self._show_chosen)
        self.suggestions.corrected.connect(self._show)
        self.suggestions.changed.connect(self._tell)
        view.ghosts.clicked.connect(self._clicked)
        view.ghosts.resized.connect(self._resized)
        view.selected_mark_changed.connect(self._mark_selected)
        if self.shown:  # the window was built anew
            self._show_chosen()

    @property
    def shown(self) -> bool:
        """Whether there is a suggestion to decide about."""
        return self.suggestions.chosen is not None

    # keys

    def press(self, event: QKeyEvent) -> bool:
        """Take the keys that decide; leave the others, and most while words are selected."""
        if not self.shown or event.modifiers() & _HELD:
            return False
        start, end = self.context.text_selection
        key = event.key()
        if key == Qt.Key.Key_Backtab or (
            key == Qt.Key.Key_Tab and event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        ):
            self.suggestions.step(-1)
        elif key == Qt.Key.Key_Tab:
            self.suggestions.step(1)
        elif start < end or event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            return False
        elif key in _ENTER or key == Qt.Key.Key_Backspace:
            self._decide(event)
        elif key == Qt.Key.Key_Escape:
            self.suggestions.leave()
        else:
            return self._hold_role(event)
        return True

    def _decide(self, event: QKeyEvent) -> None:
        """Accept or reject; a key that is held down decides about one only."""
        if event.isAutoRepeat():
            return
        if event.key() == Qt.Key.Key_Backspace:
            self.suggestions.reject()
        else:
            self.suggestions.accept()

    def press_in_list(self, event: QKeyEvent) -> bool:
        """Take the same keys, and those that resize, while the list has the focus."""
        is_arrow = event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        shift, held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier, event.modifiers()
        if self.shown and is_arrow and shift and held & _HELD:
            QApplication.sendEvent(self.view, event)
            return True
        return self.press(event)

    def _hold_role(self, event: QKeyEvent) -> bool:
        """Let a role's key give the grips to the next ghost of that role."""
        letter = letter_of(event)
        code = self.context.codebook.by_key(letter) if letter else None
        kind = code.kind if code else ROLE_KEYS.get(letter, "")
        places = [n for n, part in enumerate(self._parts) if part.kind == kind]
        if self.context.selected != NO_ANNOTATION or not places:
            return False
        held = self.view.ghosts.held
        after = places.index(held) + 1 if held in places else 0
        self._clicked(places[after % len(places)])
        return True

    # ghosts

    def _clicked(self, number: int) -> None:
        """Give the grips to a ghost; the selected annotation gives them up."""
        self.context.select(NO_ANNOTATION)
        self.view.ghosts.hold(number)

    def _mark_selected(self, mark: int) -> None:
        if mark != NO_ANNOTATION:
            self.view.ghosts.hold(None)

    def _resized(self, ranges: Ranges) -> None:
        held = self.view.ghosts.held
        if held is not None and held < len(self._parts):
            self.suggestions.correct(self._parts[held], ranges)

    def _show_chosen(self) -> None:
        chosen = self.suggestions.chosen
        self._parts = []
        if chosen is None:
            self.view.ghosts.clear()
            self.hint.hide()
            return
        self.context.select(NO_ANNOTATION)
        start, end = chosen.place
        self.view.select(start, start)
        self.view.ghosts.hold(None)
        self._show()
        near = [
            place
            for span in (chosen.cue, *chosen.sources, chosen.content)
            for place in span
            if start - _NEAR < place[0] < end + _NEAR
        ]
        first = min(place[0] for place in near)
        last = max(place[1] for place in near)
        self.view.bring(first, last, self.view.page.setting.pitch / 2, _SHARE)
        self._tell()
        text = self.view.article_text()
        accessibility.announce(
            self.view, _("Suggestion: {words}").format(words=isolate(text[first:last]))
        )

    def _show(self) -> None:
        """Outline what would be marked; at first the claim has the grips."""
        shown = self.suggestions.shown
        if shown is None:
            return
        colors = theme.current().roles
        spans = list(parts(shown))
        held = self.view.ghosts.held
        self._parts = [part for part, _ranges in spans]
        if held is None:
            held = self._parts.index(Part(0, CLAIM)) if Part(0, CLAIM) in self._parts else 0
        self.view.ghosts.show(
            [
                Ghost(ranges, colors[part.kind].band, theme.PATTERNS[part.kind])
                for part, ranges in spans
            ],
            held,
        )

    def _tell(self) -> None:
        """Say which keys do what."""
        if not self.shown:
            return
        outlined = [
            rect
            for ghost in self.view.ghosts.shown
            for start, end in ghost.ranges
            for rect in self.view.lines_rects(start, end)
        ]
        self.hint.tell(self.sentence(), self.view.viewport().rect(), outlined)

    def sentence(self) -> str:
        """Return what can be done now, keys first."""
        keys = (
            (_("{key} accepts"), "Enter"),
            (_("{key} rejects"), "Backspace"),
            (_("{key} next"), "Tab"),
            (_("{key} resizes"), "Ctrl+Shift+← →"),
            (_("{key} leaves"), "Esc"),
        )
        return wording.SEPARATOR.join(text.format(key=isolate(key)) for text, key in keys)
