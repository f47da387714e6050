"""Placing several attributions in a chain at once: in one step, or not at all."""

from collections.abc import Sequence

from annotator.i18n import N_
from annotator.model.changes import Changes
from annotator.operations import attributing
from annotator.operations.project import Project


def set_parents(project: Project, chosen: Sequence[int], parent: int | None) -> Changes:
    """Put attributions into *parent*; None takes them out, ``attributing.INFER`` asks the places.

    Raises ConflictError for a circle, a chain too long, another article; then none has moved.
    """
    name = N_("Take out of its chain") if parent is None else N_("Put into a chain")
    with project.database.step(name, project.coder.id) as step:
        for key in chosen:
            attributing.set_parent(project, key, parent)
    return step.changes


def set_basis(project: Project, chosen: Sequence[int], basis: str) -> Changes:
    """Say how attributions lie in what they lie in; raises ConflictError where places refuse it."""
    found = attributing.own_attributions(project, chosen)
    with project.database.step(N_("Put into a chain"), project.coder.id) as step:
        for each in found:
            if each.parent is not None:
                attributing.set_parent(project, each.id, each.parent, basis)
    return step.changes


def continue_with(
    project: Project, article: int, attribution: int, content: attributing.Filler
) -> Changes:
    """Attribute a claim to whoever speaks in an attribution, who is not named again.

    No source is marked; the entities are that speaker's, and it stands where that one stands.
    """
    (before,) = attributing.own_attributions(project, [attribution])
    draft = attributing.AttributionDraft(
        content=content,
        entities=before.entities,
        parent=attributing.INFER if before.parent is None else before.parent,
        values={"identification": "implicit"},
        flags=("prodrop_source",),
    )
    return attributing.attribute(project, article, draft)
