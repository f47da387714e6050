"""Undo, redo and the list of what was done."""

from annotator.model.changes import Changes, StepInfo
from annotator.operations.project import Project
from annotator.store import history


def undo(project: Project) -> Changes:
    """Take back the present coder's newest step; raises ConflictError when later work needs it."""
    return _reloaded(project, history.undo(project.database, project.coder.id))


def redo(project: Project) -> Changes:
    """Do again what the present coder undid last."""
    return _reloaded(project, history.redo(project.database, project.coder.id))


def _reloaded(project: Project, changes: Changes) -> Changes:
    if changes.of("coder"):
        project.reload_coder()
    return changes


def undoable(project: Project) -> StepInfo | None:
    """Return the step that undo would take back, or None."""
    return history.undoable(project.database, project.coder.id) if project.has_coder else None


def redoable(project: Project) -> StepInfo | None:
    """Return the step that redo would do again, or None."""
    return history.redoable(project.database, project.coder.id) if project.has_coder else None


def steps(project: Project, limit: int = 500, before: int | None = None) -> list[StepInfo]:
    """Return the newest steps, newest first; *before* pages back."""
    return history.steps(project.database, limit, before)
