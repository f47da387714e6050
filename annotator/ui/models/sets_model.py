"""The annotation sets of a project as a table.

To add a column: a row in ``COLUMNS``.
"""

from typing import Any, Final, NamedTuple

from annotator.i18n import N_, _, ngettext
from annotator.model.annotation_set import AnnotationSet
from annotator.operations import choice_words
from annotator.ui import theme
from annotator.ui.models.keyed_table import Column, KeyedTable, Role
from annotator.ui.set_runs import Run
from annotator.ui.widgets import wording

NAME, FORMAT, CHOSEN, RUN, SNAPSHOTS = range(5)


class ListedSet(NamedTuple):
    """A set, what its format is called, when it was exported here last, and its snapshots."""

    kept: AnnotationSet
    format: str
    run: Run | None
    snapshots: int


def chosen(listed: ListedSet) -> str:
    """Return what a set chooses, in words."""
    return _("; ").join(choice_words.described(listed.kept.choice)) or _("Everything")


def snapshots(listed: ListedSet) -> str:
    """Return how many snapshots there are of a set."""
    count = listed.snapshots
    if not count:
        return ""
    return ngettext("{n} snapshot", "{n} snapshots", count).format(n=wording.number(count))


COLUMNS: Final[tuple[Column[ListedSet], ...]] = (
    Column("name", N_("Name"), lambda each: each.kept.name, 180, tip=lambda each: each.kept.memo),
    Column("format", N_("Format"), lambda each: each.format, 170, least=110),
    Column("chosen", N_("What is chosen"), chosen, tip=chosen),
    Column(
        "run",
        N_("Exported last"),
        lambda each: wording.moment(each.run.at) if each.run else "",
        136,
        tip=lambda each: each.run.target if each.run else "",
    ),
    Column("snapshots", N_("Snapshots"), snapshots, 110),
)


class SetsModel(KeyedTable[ListedSet]):
    """Sets in the order that people gave them."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, lambda each: each.kept.id)
        self.set_order(lambda each: (each.kept.position, each.kept.id))

    def describe(self, item: ListedSet, column: Column[ListedSet], role: int) -> Any:
        """Return a cell; all but the name is muted."""
        if role == Role.ForegroundRole and column.id != "name":
            return theme.current().muted
        return super().describe(item, column, role)
