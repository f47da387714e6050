"""Work that can wait, done piece by piece, so that a gesture waits for one piece at the most."""

from collections import deque
from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer

Piece = Callable[[], object]


class Slices(QObject):
    """Does one piece in a turn of the event loop.

    Every other turn is left to what a piece has set going: its layout, its painting.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pieces: deque[Piece] = deque()
        self._is_turn = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._turn)

    @property
    def busy(self) -> bool:
        """Tell whether there is a piece still to be done."""
        return bool(self._pieces)

    def begin(self, pieces: Iterable[Piece], pause: int) -> None:
        """Do these pieces after a *pause* in milliseconds, and no others that waited."""
        self._pieces = deque(pieces)
        self._timer.start(pause)

    def put_first(self, piece: Piece) -> None:
        """Do a piece before those that wait."""
        self._pieces.appendleft(piece)
        if not self._timer.isActive():
            self._timer.start(0)

    def finish(self) -> None:
        """Do all that waits now."""
        while self._pieces:
            self._pieces.popleft()()

    def drop(self) -> None:
        """Do nothing of what waits."""
        self._pieces.clear()

    def _turn(self) -> None:
        self._timer.setInterval(0)
        self._is_turn = not self._is_turn
        if not self._pieces:
            self._timer.stop()
        elif self._is_turn:
            self._pieces.popleft()()
