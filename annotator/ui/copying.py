"""Copying other coders' work to one's own, and saying what came of it.

Belongs here: the sentence, and going to the copy. What is copied is ``operations.copying``.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from annotator.i18n import _, ngettext
from annotator.model.changes import Changes
from annotator.ui.context import Context
from annotator.ui.widgets import wording

if TYPE_CHECKING:
    from annotator.operations.copying import Copied


def copy_annotations(context: Context, keys: Sequence[int]) -> None:
    """Copy annotations of others, with what is said by the claims among them."""
    from annotator.operations import copying

    _run(context, copying.copy_annotations, keys)


def copy_attributions(context: Context, keys: Sequence[int]) -> None:
    """Copy attributions of others, with the annotations in their roles."""
    from annotator.operations import copying

    _run(context, copying.copy_attributions, keys)


def _run(context: Context, operation: Any, keys: Sequence[int]) -> None:
    told: list[Copied] = []

    def copy(project: Any, chosen: Sequence[int]) -> Changes:
        copied, changes = operation(project, chosen)
        told.append(copied)
        assert isinstance(changes, Changes)
        return changes

    selected = context.selected
    changes = context.run(copy, keys)
    if changes is None:
        return
    own = told[0].marks.get(selected)
    if own is not None and context.article is not None and own in context.article:
        context.select(own)
    context.said.emit(sentence(told[0], changes))


def sentence(copied: "Copied", changes: Changes) -> str:
    """Return what came of it, and what was left out and why."""
    parts = [_("Copied to your own.") if changes else _("Nothing is left to copy.")]
    if copied.loose:
        parts.append(
            ngettext(
                "{n} copy stands outside its chain: what it lies in is not among your own.",
                "{n} copies stand outside their chains: what they lie in is not among your own.",
                len(copied.loose),
            ).format(n=wording.number(len(copied.loose)))
        )
    if copied.kept:
        parts.append(
            ngettext(
                "{n} claim stays attributed as you did.",
                "{n} claims stay attributed as you did.",
                len(copied.kept),
            ).format(n=wording.number(len(copied.kept)))
        )
    return " ".join(parts)
