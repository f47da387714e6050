"""Which states of ``actions.STATES`` hold now: what the window's commands can be done."""

from typing import Final

from annotator.ui.context import NO_ANNOTATION, Context

CHANGING: Final = frozenset(
    ("writing", "undo", "redo", "article_writing", "text", "place", "own", "foreign")
)
"""States that do not hold in a window where nothing can be changed."""


def satisfied(context: Context) -> frozenset[str]:
    """Return the states that hold."""
    held = {""}
    if context.project is None:
        return frozenset(held)
    held.add("project")
    if context.can_write:
        held.add("writing")
    if context.undoable is not None and context.can_write:
        held.add("undo")
    if context.redoable is not None and context.can_write:
        held.add("redo")
    if context.article is not None:
        held.add("article")
        held |= _of_article(context)
    return frozenset(held)


def _of_article(context: Context) -> set[str]:
    held = set()
    start, end = context.text_selection
    mark = context.selected_annotation if context.selected != NO_ANNOTATION else None
    if mark is not None:
        held |= {"annotation", "quotable"}
    if start < end:
        held |= {"quotable"}
    if context.can_write:
        held.add("article_writing")
        if start < end:
            held |= {"text", "place"}
        if mark is not None:
            own = mark.coder == context.opened.coder.id
            held |= {"own", "place"} if own else {"foreign"}
    return held
