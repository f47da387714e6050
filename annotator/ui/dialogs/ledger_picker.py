"""Choosing a claim of the ledger by typing, the likest to a claim of an article first."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from annotator.i18n import _, isolate
from annotator.model import scheme_names
from annotator.model.changes import Changes
from annotator.operations import ledger, registry_search, segments, similar
from annotator.operations.ledger import ListedClaim
from annotator.operations.project import Project
from annotator.ui.context import Context
from annotator.ui.dialogs.picking import Choice, Picker
from annotator.ui.widgets import registry_wording, wording

MOST = 200


class LedgerPicker(Picker):
    """The claims of the ledger; Ctrl+Enter makes one with the words typed.

    For the claim annotation *annotation* those whose wording or mentions are like it stand first,
    with a dot, and its own words are those of a new one when nothing is typed.
    """

    def __init__(
        self,
        context: Context,
        title: str,
        left_out: Collection[int] = (),
        annotation: int | None = None,
        parent: QWidget | None = None,
        *,
        can_make: bool = False,
    ) -> None:
        super().__init__(context, title, parent)
        self.can_make = can_make
        self._claims = [e for e in ledger.ledger(context.opened) if e.claim.id not in left_out]
        self._likely: dict[int, float] = {}
        self.own_words = ""
        self.wording = ""
        if annotation is not None:
            self._likely = similar.likely_ledger_claims(context.opened, annotation)
            said = ledger.claim_of(context.opened, annotation)
            quote = segments.texts(context.opened, [annotation])[annotation].quote
            self.own_words = wording.one_line((said.wording if said else "") or quote)

    def choices(self, typed: str) -> Sequence[Choice]:
        """Return the ledger claims that fit, the likest first."""
        found = registry_search.ranked_claims(self._claims, typed, self._likely)
        return [self._choice(entry) for entry in found[:MOST]]

    def _choice(self, entry: ListedClaim) -> Choice:
        verdict = entry.claim.verdict
        detail = wording.joined(
            registry_wording.mentions(entry.use.mentions),
            wording.date(entry.use.first) if entry.use.first else "",
            "" if verdict == "not_assessed" else _(scheme_names.VERDICT_NAMES[verdict]),
        )
        likely = entry.claim.id in self._likely
        return Choice(entry.claim.id, entry.claim.wording, detail, likely)

    def offer(self, typed: str) -> str:
        """Offer a new ledger claim with the words typed, or with the claim's own."""
        words = typed or self.own_words
        if not words or not self.can_make:
            return ""
        return _("New claim “{wording}”").format(wording=isolate(words))

    def make(self, typed: str) -> int | None:
        """Remember the wording; the claim is made together with its mention, as one step."""
        self.wording = typed or self.own_words
        return NEW

    def none_sentence(self) -> str:
        """Say that nothing fits, or that there is nothing yet."""
        if not self._claims:
            return _("No claim is in the ledger yet.")
        return _("No claim of the ledger fits.")

    @classmethod
    def ask(
        cls,
        context: Context,
        title: str,
        left_out: Collection[int] = (),
        parent: QWidget | None = None,
        place: QPoint | None = None,
    ) -> int | None:
        """Return the ledger claim chosen, or None."""
        return cls(context, title, left_out, None, parent).run_at(place)

    @classmethod
    def add(
        cls,
        context: Context,
        chosen: Sequence[int],
        parent: QWidget | None = None,
        place: QPoint | None = None,
    ) -> int | None:
        """Ask which ledger claim annotations are mentions of, and make them so.

        Returns its key, or None when the question or the step is refused.
        """
        if not chosen:
            return None
        title = _("Mention of which claim?")
        picker = cls(context, title, (), chosen[0], parent, can_make=True)
        picked = picker.run_at(place)
        if picked is None:
            return None
        return add_mentions(context, chosen, None if picked == NEW else picked, picker.wording)


NEW = -1
"""Picked when a new claim is wanted."""


def add_mentions(
    context: Context, chosen: Sequence[int], into: int | None, words: str = ""
) -> int | None:
    """Make annotations mentions of a ledger claim, or of a new one; return its key or None."""
    made: list[int] = []

    def operation(project: Project) -> Changes:
        key, changes = ledger.add_to_ledger(project, chosen, into, words)
        made.append(key)
        return changes

    context.run(operation)
    return made[0] if made else None
