"""Adding a code from a panel or a dialog."""

from annotator.model.changes import Changes
from annotator.model.codebook import CodeDraft
from annotator.operations import codebook
from annotator.operations.project import Project
from annotator.ui.context import Context


def add_code(context: Context, draft: CodeDraft) -> int | None:
    """Add a code and return its key; None when it was refused."""
    made: list[int] = []

    def operation(project: Project) -> Changes:
        key, changes = codebook.add_code(project, draft)
        made.append(key)
        return changes

    context.run(operation)
    return made[0] if made else None
