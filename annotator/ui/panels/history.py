"""What was done in the project, newest first.

Belongs here: reading the history. Undo and redo are the window's actions.
"""

from typing import Final

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.i18n import N_, _
from annotator.model.changes import Changes, StepInfo
from annotator.operations import history
from annotator.ui.context import Context
from annotator.ui.models.history_model import HistoryModel
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.table_view import TableView

PAGE: Final = 200
GLANCE: Final = 20
"""How many of the newest steps are read after a gesture."""


class HistoryPanel(QWidget):
    """Steps with their time, coder and what became of them."""

    NAME = "history"
    TITLE = N_("History")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.model = HistoryModel(self._older)
        self.model.setParent(self)
        self.view = TableView(_(self.TITLE), self)
        self.view.setModel(self.model)
        self.view.lay_out_columns(self.model.columns)
        self.empty = EmptyState(self.view)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 1)
        box.addWidget(self.empty)
        self._stale = True
        context.project_changed.connect(self._begin_later)
        context.changed.connect(self._refresh)
        self.model.rows_changed.connect(self._tell_empty)
        self._tell_empty()

    def showEvent(self, event: QShowEvent) -> None:
        """Read the history when it is looked at, if something happened meanwhile."""
        if self._stale:
            self._begin()
        super().showEvent(event)

    def _begin_later(self) -> None:
        self._stale = True
        if self.isVisible():
            self._begin()

    def _begin(self) -> None:
        self._stale = False
        project = self.context.project
        found = history.steps(project, PAGE) if project else []
        self.model.begin(found, all_loaded=len(found) < PAGE)

    def _older(self, before: int | None) -> list[StepInfo]:
        project = self.context.project
        return history.steps(project, PAGE, before) if project else []

    def _refresh(self, _changes: Changes) -> None:
        """Take up the newest steps; after an undo further back, read all pages loaded anew."""
        project = self.context.project
        if not self.isVisible() or project is None:
            self._stale = True
            return
        newest = history.steps(project, GLANCE)
        different = [step for step in newest if self.model.get(step.id) != step]
        replayed = any(step.kind in ("undo", "redo") for step in different)
        known = any(step.id in self.model for step in different)
        if (replayed and not known) or len(different) == GLANCE:
            self._begin()
        else:
            self.model.put(different)

    def _tell_empty(self) -> None:
        if len(self.model):
            self.empty.say("")
        else:
            self.empty.say(_("Every step taken in the project is listed here and can be undone."))
