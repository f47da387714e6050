"""The ledger of claims as a table, and the mentions of one of them as another.

To add a column: a row in ``COLUMNS`` or ``MENTIONS``.
"""

from typing import Any, Final, NamedTuple

from PySide6.QtCore import Qt

from annotator.i18n import N_, _
from annotator.model import scheme_names
from annotator.model.claim import VERDICTS
from annotator.operations import ledger_story, registry_search
from annotator.operations.ledger import ListedClaim, Mention
from annotator.ui import theme
from annotator.ui.models.keyed_table import Column, KeyedTable, Role
from annotator.ui.widgets import attribution_wording, registry_wording, wording


def _date(iso: str) -> str:
    return wording.date(iso) if iso else ""


def verdict(entry: ListedClaim) -> str:
    """Return what became of a claim, in words; nothing before anybody looked."""
    found = entry.claim.verdict
    return "" if found == "not_assessed" else _(scheme_names.VERDICT_NAMES[found])


COLUMNS: Final[tuple[Column[ListedClaim], ...]] = (
    Column("wording", N_("Claim"), lambda entry: wording.one_line(entry.claim.wording)),
    Column(
        "mentions",
        N_("Mentions"),
        lambda entry: wording.number(entry.use.mentions),
        92,
        at_end=True,
        order=lambda entry: entry.use.mentions,
    ),
    Column(
        "articles",
        N_("Articles"),
        lambda entry: wording.number(entry.use.articles),
        86,
        at_end=True,
        order=lambda entry: entry.use.articles,
    ),
    Column(
        "first",
        N_("First"),
        lambda entry: _date(entry.use.first),
        84,
        at_end=True,
        order=lambda entry: entry.use.first,
    ),
    Column(
        "last",
        N_("Last"),
        lambda entry: _date(entry.use.last),
        84,
        at_end=True,
        order=lambda entry: entry.use.last,
    ),
    Column(
        "verdict",
        N_("Verdict"),
        verdict,
        108,
        order=lambda entry: VERDICTS.index(entry.claim.verdict),
    ),
)
BY_MENTIONS: Final = 1


class LedgerModel(KeyedTable[ListedClaim]):
    """Ledger claims by key, each with its use."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, lambda entry: entry.claim.id)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; equals stand in the order they came."""
        self.sort_by_column(column, order, lambda entry: entry.claim.id)

    def filter_by(self, typed: str) -> None:
        """Show the claims whose wording or memo has the words typed."""
        if not typed.strip():
            self.set_filter(lambda _entry: True)
            return
        self.set_filter(
            lambda entry: (
                registry_search.likeness((entry.claim.wording, entry.claim.memo), typed) > 0
            )
        )

    def describe(self, item: ListedClaim, column: Column[ListedClaim], role: int) -> Any:
        """Return a cell; all but the wording and the verdict are muted."""
        if role == Role.ForegroundRole:
            return None if column.id in ("wording", "verdict") else theme.current().muted
        if role == Role.ToolTipRole and column.id == "wording":
            return "\n\n".join(filter(None, (item.claim.wording, item.claim.memo)))
        return super().describe(item, column, role)


class MentionRow(NamedTuple):
    """A mention, its part in the story, and its place in the order of dates."""

    mention: Mention
    part: str
    place: int


def stance(row: MentionRow) -> str:
    """Return how cue and holder treat the claim, and whether it is denied."""
    held = row.mention.attribution
    if held is None:
        return ""
    negative = _("negative") if held.polarity == "negative" else ""
    return wording.joined(*filter(None, (attribution_wording.stance(held), negative)))


MENTIONS: Final[tuple[Column[MentionRow], ...]] = (
    Column("published", N_("Date"), lambda row: _date(row.mention.article.published), 88, True),
    Column("part", N_("Part"), lambda row: _(registry_wording.PART_NAMES[row.part]), 98),
    Column("chain", N_("Chain"), lambda row: row.mention.chain, 120),
    Column("quote", N_("Text"), lambda row: wording.one_line(row.mention.annotation.span.quote)),
    Column("outlet", N_("Outlet"), lambda row: row.mention.article.outlet, 78),
    Column("stance", N_("Stance"), stance, 120),
    Column("coder", N_("Coder"), lambda row: row.mention.coder, 70),
)
CHAIN_COLUMN: Final = 2
QUOTE_COLUMN: Final = 3


class MentionsModel(KeyedTable[MentionRow]):
    """The mentions of one ledger claim, in date order."""

    def __init__(self) -> None:
        super().__init__(MENTIONS, lambda row: row.mention.annotation.id)
        self.set_order(lambda row: row.place)

    def show(self, mentions: list[Mention]) -> None:
        """Show other mentions, given in date order."""
        told = zip(mentions, ledger_story.parts(mentions), strict=True)
        self.set_items(MentionRow(each, part, place) for place, (each, part) in enumerate(told))

    def describe(self, item: MentionRow, column: Column[MentionRow], role: int) -> Any:
        """Return a cell; a denial stands out in the warning's colour."""
        if role == Role.ForegroundRole:
            if column.id == "part" and item.part == ledger_story.DENIED:
                return theme.current().warning
            plain = column.id == "quote" or (
                column.id == "part" and item.part == ledger_story.FIRST
            )
            return None if plain else theme.current().muted
        if role == Role.ToolTipRole and column.id in ("quote", "chain"):
            quote = item.mention.annotation.span.quote
            return quote if column.id == "quote" else item.mention.chain
        return super().describe(item, column, role)


def story(rows: list[MentionRow]) -> str:
    """Return in one line who said it first, how often it was repeated, and who denied it."""
    if not rows:
        return ""
    first = next((row for row in rows if row.part == ledger_story.FIRST), None)
    denied = list(dict.fromkeys(r.mention.chain for r in rows if r.part == ledger_story.DENIED))
    repeated = sum(row.part == ledger_story.REPEATED for row in rows)
    told = []
    if first is not None:
        chain, date = first.mention.chain, _date(first.mention.article.published)
        told.append(_("First: {chain}").format(chain=wording.joined(chain, date)))
    if repeated:
        told.append(_("repeated: {n}").format(n=wording.number(repeated)))
    if denied:
        told.append(_("denied: {names}").format(names=wording.joined(*denied[:3])))
    return " — ".join(told)
