"""The cue lexicon as a table.

To add a column: a row in ``COLUMNS``.
"""

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont

from annotator.arabic.lexicon import surface_forms
from annotator.i18n import N_, _
from annotator.model.cue_entry import CueEntry
from annotator.operations.cue_lexicon import ListedCue
from annotator.ui import theme
from annotator.ui.models.keyed_table import Column, KeyedTable, Role
from annotator.ui.widgets import cue_wording, wording

CUE, KIND, STANCE, FOLLOW, FORMS, STATE, ACCEPTED, REJECTED = range(8)


def forms(listed: ListedCue) -> str:
    """Return the forms by which a cue is found, on one line."""
    return "، ".join(written_forms(listed.entry))


def written_forms(entry: CueEntry) -> list[str]:
    """Return the forms by which an entry is found, folded, in the order they are made."""
    found = dict.fromkeys(" ".join(form) for form in surface_forms(entry) if all(form))
    return list(found)


def state(listed: ListedCue) -> str:
    """Return whether a cue is looked for, and whether the project has changed it."""
    told = _("on") if listed.entry.active else _("off")
    if listed.is_own:
        return wording.joined(told, _("added"))
    return wording.joined(told, _("changed")) if listed.is_changed else told


COLUMNS: Final[tuple[Column[ListedCue], ...]] = (
    Column("cue", N_("Cue"), lambda each: each.entry.cue, 110, tip=lambda each: each.entry.gloss),
    Column("kind", N_("Kind of cue"), lambda each: cue_wording.kind(each.entry.kind), 96),
    Column("stance", N_("Cue stance"), lambda each: cue_wording.stance(each.entry.stance), 92),
    Column(
        "follow", N_("What must follow"), lambda each: cue_wording.follow(each.entry.follow), 190
    ),
    Column("forms", N_("Found as"), forms, tip=forms),
    Column("state", N_("State"), state, 104),
    Column(
        "accepted",
        N_("Accepted"),
        lambda each: wording.number(each.accepted),
        96,
        at_end=True,
        order=lambda each: each.accepted,
    ),
    Column(
        "rejected",
        N_("Rejected"),
        lambda each: wording.number(each.rejected),
        96,
        at_end=True,
        order=lambda each: each.rejected,
    ),
)


class CuesModel(KeyedTable[ListedCue]):
    """Cues in the order of the lexicon, by a number that an entry keeps while the list is open."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        super().__init__(COLUMNS, self.number)

    def number(self, listed: ListedCue) -> int:
        """Return an entry's number."""
        return self._numbers.setdefault(listed.entry.uuid, len(self._numbers))

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equals stay in the order of the lexicon."""
        self.sort_by_column(column, order, self.number)

    def filter_by(self, typed: str) -> None:
        """Show the cues that have what is typed in their name, gloss, forms, kind or stance."""
        wanted = wording.sort_text(typed)
        self.set_filter(lambda each: not wanted or wanted in _searched(each))

    def describe(self, item: ListedCue, column: Column[ListedCue], role: int) -> Any:
        """Return a cell; what is switched off is muted and struck out."""
        if role == Role.ForegroundRole:
            shown = item.entry.active and column.id in ("cue", "forms")
            return None if shown else theme.current().muted
        if role == Role.FontRole and column.id == "cue" and not item.entry.active:
            font = QFont()
            font.setStrikeOut(True)
            return font
        return super().describe(item, column, role)


def _searched(listed: ListedCue) -> str:
    entry = listed.entry
    told = (entry.cue, entry.gloss, cue_wording.kind(entry.kind), cue_wording.stance(entry.stance))
    return wording.sort_text(" ".join((*told, forms(listed))))
