"""Looking at an export before it is made, beside the window: the latest question is answered.

Belongs here: asking in a thread and never waiting for it. What is found is
``operations.export_preview``'s, how it is shown the dialog's.
"""

from collections.abc import Mapping
from typing import Any, Final

from PySide6.QtCore import QObject, QTimer, Signal

from annotator.model.annotation_set import Choice
from annotator.model.errors import Cancelled, IsnadError
from annotator.operations import export_preview
from annotator.ui.background import Background
from annotator.ui.context import Context

PAUSE: Final = 120
"""Milliseconds without a change before it is looked."""

Question = tuple[str, Choice, Mapping[str, Any]]


class ExportLook(QObject):
    """Answers come as a ``Look``, or as the ``IsnadError`` that stands in its place."""

    answered = Signal(object)
    begun = Signal()

    def __init__(self, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self._work = Background(context, context)  # it may outlive the dialog that asked
        self._wanted: Question | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._begin)
        self._work.answered.connect(self._take)
        self._work.ended.connect(self._ended)

    @property
    def is_busy(self) -> bool:
        """Tell whether an answer is still to come."""
        return self._wanted is not None or self._work.is_busy

    def ask(self, format_id: str, choice: Choice, options: Mapping[str, Any]) -> None:
        """Look at this export as soon as nothing changes any more."""
        self._wanted = (format_id, choice, dict(options))
        self._work.cancel()
        self._pause.start()
        self.begun.emit()

    def leave(self) -> None:
        """Look no more; what is under way ends by itself, and nobody waits for it."""
        self._pause.stop()
        self._wanted = None
        self._work.answered.disconnect(self._take)
        self._work.ended.disconnect(self._ended)
        self._work.ended.connect(self._work.deleteLater)
        self._work.cancel()
        if not self._work.is_busy:
            self._work.deleteLater()

    def _begin(self) -> None:
        # What is under way stops as soon as it can; nobody waits for it here.
        if self._wanted is None or self._work.is_busy:
            return
        (format_id, choice, options), self._wanted = self._wanted, None

        def work(project: Any, progress: Any, cancelled: Any) -> Any:
            try:
                return export_preview.look(project, format_id, choice, options, progress, cancelled)
            except Cancelled:
                raise
            except IsnadError as error:
                return error

        self._work.start(work)

    def _ended(self) -> None:
        if self._wanted is not None and not self._pause.isActive():
            self._pause.start()

    def _take(self, found: object) -> None:
        if self._wanted is None:
            self.answered.emit(found)
