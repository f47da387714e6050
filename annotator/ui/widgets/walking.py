"""Values that are walked to with keys: which value a letter means, and when it counts.

Belongs here: what rows of chips and lists that open have in common. How they look is theirs.
"""

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent

from annotator.model.matching import fold_for_matching
from annotator.ui.keyboard import letter_of

PAUSE: Final = 600
"""Milliseconds after a key before its value counts, so that walking over it does not."""
_HELD: Final = (
    Qt.KeyboardModifier.ControlModifier
    | Qt.KeyboardModifier.AltModifier
    | Qt.KeyboardModifier.MetaModifier
)


class Walk(QObject):
    """The value that somebody walks to: it counts once the keys rest, or when it is settled."""

    def __init__(
        self, owner: QObject, take: Callable[[str], None], show: Callable[[], None]
    ) -> None:
        super().__init__(owner)
        self._take = take
        self._show = show
        self.value: str | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self.settle)

    def to(self, value: str) -> None:
        """Go to a value, which does not count yet."""
        self.value = value
        self._pause.start()
        self._show()

    def settle(self) -> None:
        """Let the value that was walked to count."""
        value = self.drop()
        if value is not None:
            self._take(value)

    def drop(self) -> str | None:
        """Forget the value that was walked to, and return it."""
        self._pause.stop()
        value, self.value = self.value, None
        return value


def meant_by(event: QKeyEvent, titles: Sequence[str], present: int) -> int | None:
    """Return the place of the next title that begins with the letter typed, or None.

    *present* is the place to go on from; after the last title comes the first. A letter of another
    script counts as the Latin one on its key where no title begins with it.
    """
    typed = event.text()
    if event.modifiers() & _HELD or len(typed) != 1 or not typed.isalnum():
        return None
    firsts = [fold_for_matching(title)[:1] for title in titles]
    for letter in (fold_for_matching(typed), letter_of(event).casefold()):
        if letter and letter in firsts:
            fitting = [place for place, first in enumerate(firsts) if first == letter]
            return next((place for place in fitting if place > present), fitting[0])
    return None
