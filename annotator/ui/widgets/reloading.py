"""When a list of the registry is read anew: at once when it is shown, else after the gestures."""

from collections.abc import Callable, Collection
from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from annotator.model.changes import Changes
from annotator.ui.context import Context

PAUSE: Final = 350
"""Milliseconds without a further change before a list that is seen is read anew."""


class Reloading(QObject):
    """Calls *reload* when the widget is shown and stale, or once changes of *kinds* have ceased."""

    def __init__(
        self,
        widget: QWidget,
        context: Context,
        kinds: Collection[str],
        reload: Callable[[], None],
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._kinds = frozenset(kinds)
        self._reload = reload
        self.stale = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE)
        self._timer.timeout.connect(self.now)
        widget.installEventFilter(self)
        context.project_changed.connect(self._anew)
        context.changed.connect(self._changed)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read what there is when it is looked at."""
        if event.type() == QEvent.Type.Show and self.stale:
            self.now()
        return super().eventFilter(watched, event)

    def now(self) -> None:
        """Read at once."""
        self._timer.stop()
        self.stale = False
        self._reload()

    def soon(self) -> None:
        """Read once nothing more happens."""
        if self._widget.isVisible():
            self._timer.start()
        else:
            self.stale = True

    def settle(self) -> None:
        """Read now what waits to be read."""
        if self._timer.isActive():
            self.now()

    def _anew(self) -> None:
        self.stale = True
        if self._widget.isVisible():
            self.now()

    def _changed(self, changes: Changes) -> None:
        if self._kinds & set(changes.touched):
            self.soon()
