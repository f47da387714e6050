"""Scrolling on while the mouse drags outside the viewport.

Belongs here: the timer and its speed. Does not belong here: what a drag does (see `pointer`).
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QPointF, QTimer

_INTERVAL = 30
_FASTEST = 90.0


class Autoscroll(QObject):
    """Calls back with a distance in px and the last mouse point, as long as the drag is outside."""

    def __init__(self, parent: QObject, scroll: Callable[[float, QPointF], None]) -> None:
        """Remember whom to call."""
        super().__init__(parent)
        self._scroll = scroll
        self._timer = QTimer(self, interval=_INTERVAL)
        self._timer.timeout.connect(self._tick)
        self._point = QPointF()
        self._step = 0.0

    @property
    def is_running(self) -> bool:
        """Whether it scrolls now."""
        return self._timer.isActive()

    def follow(self, point: QPointF, height: float) -> None:
        """Start, adjust or stop for a mouse point, given the viewport's height."""
        outside = min(point.y(), 0.0) + max(point.y() - height, 0.0)
        self._point = point
        self._step = max(-_FASTEST, min(outside / 2, _FASTEST))
        if not outside:
            self.stop()
        elif not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Scroll no more."""
        self._timer.stop()

    def _tick(self) -> None:
        self._scroll(self._step, self._point)
