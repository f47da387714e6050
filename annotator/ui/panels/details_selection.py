"""The parts of the details panel about attributions and claims, made when they are first needed.

Belongs here: which of them is shown for what is selected. What they show is theirs.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.model.annotation import Annotation
from annotator.model.attribution import Attribution
from annotator.ui.context import Context
from annotator.ui.late import dialog

if TYPE_CHECKING:
    from annotator.ui.panels.details_attribution import AttributionPage
    from annotator.ui.panels.details_claim import ClaimPart


AFTER_PAINT: Final = 12
"""Milliseconds until what is said of another selection follows the paint of the article."""


class SelectionParts(QObject):
    """The page of the attribution, and the part about the claim, in one column.

    ``below`` is the widget of the column before which the attribution stands.
    """

    other_wanted = Signal()

    def __init__(self, context: Context, column: QVBoxLayout, below: QWidget) -> None:
        super().__init__(below)
        self.context = context
        self._column = column
        self._below = below
        self.attribution: AttributionPage | None = None
        self.claim: ClaimPart | None = None
        self._picked = -1
        self._waiting: Annotation | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.show_waiting)
        self._coders: dict[int, str] = {}

    def learn_coders(self, coders: dict[int, str]) -> None:
        """Take the names of the project's coders."""
        self._coders = coders
        if self.attribution is not None:
            self.attribution.coders = coders

    # making

    def _page(self) -> "AttributionPage":
        if self.attribution is None:
            from annotator.ui.panels.details_attribution import AttributionPage

            self.attribution = made = AttributionPage(self.context)
            made.coders = self._coders
            made.other_wanted.connect(self._show_other)
            self._column.insertWidget(self._column.indexOf(self._below), made)
        return self.attribution

    def prepare(self) -> None:
        """Make the page in an idle moment, where the article has attributions to show."""
        if len(self.context.attributions) and self.attribution is None:
            self._page().hide()

    def _claim_part(self, *, below: bool) -> "ClaimPart":
        if self.claim is None:
            from annotator.ui.panels.details_claim import ClaimPart

            self.claim = ClaimPart(self.context)
            self.claim.ledger_wanted.connect(self._choose_ledger)
        if (self._column.indexOf(self.claim) > self._column.indexOf(self._below)) != below or (
            self._column.indexOf(self.claim) < 0
        ):
            self._column.removeWidget(self.claim)
            at = self._column.indexOf(self._below)
            self._column.insertWidget(at + 1 if below else at, self.claim)
        return self.claim

    # showing

    def show_mark(self, mark: Annotation) -> bool:
        """Show the attribution and the claim of an annotation; tell whether it is in one.

        What is shown already is brought up to date at once, anything else once the article, which
        the gesture was about, is painted.
        """
        found, shown = self._found(mark)
        present = self.claim.marks if self.claim is not None else []
        same = [each.id for each in present] == ([mark.id] if self._is_claim(mark) else [])
        if same and self.shown_keys() == ((shown.id,) if shown is not None else ()):
            self._show(mark, found, shown)
        else:
            self._waiting = mark
            QTimer.singleShot(0, self, self._start_waiting)
        return shown is not None

    def _found(self, mark: Annotation) -> tuple[list[Attribution], Attribution | None]:
        found = self.context.attributions.with_annotation(mark.id)
        picked = next((each for each in found if each.id == self._picked), None)
        return found, picked or (found[0] if found else None)

    def _is_claim(self, mark: Annotation) -> bool:
        code = self.context.codebook.get(mark.code)
        return code is not None and code.kind == "claim"

    def _start_waiting(self) -> None:
        """Begin the pause when the gesture has ended, however long it took."""
        if self._waiting is not None:
            self._timer.start(AFTER_PAINT)

    def show_waiting(self) -> None:
        """Show now what waits for the article to be painted."""
        self._timer.stop()
        article, mark = self.context.article, self._waiting
        self._waiting = None
        present = article.get(mark.id) if article is not None and mark is not None else None
        if present is not None:
            self._show(present, *self._found(present))

    def _show(self, mark: Annotation, found: list[Attribution], shown: Attribution | None) -> None:
        self._timer.stop()
        self._waiting = None
        if shown is not None:
            page = self._page()
            page.show_attributions([shown], found)
            page.show()
        else:
            self._hide_page()
        if self._is_claim(mark):
            self._show_claims([mark], below=shown is None)
        else:
            self._hide_claim()

    def show_several(self, chosen: Sequence[Attribution]) -> None:
        """Show what several attributions have in common, and their claims."""
        self._timer.stop()
        self._waiting = None
        page = self._page()
        page.show_attributions(chosen, [])
        page.show()
        article = self.context.article
        marks = [article.get(each.content) for each in chosen] if article is not None else []
        claims = [mark for mark in marks if mark is not None]
        self._show_claims(claims, below=False)

    def _show_claims(self, marks: list[Annotation], *, below: bool) -> None:
        project = self.context.opened
        own = project.has_coder and all(mark.coder == project.coder.id for mark in marks)
        editable = own and self.context.can_write
        reason = "" if editable else _("Only their coder can change it.")
        part = self._claim_part(below=below)
        part.show_claims(marks, editable=editable, reason=reason)
        part.show()

    def _hide_page(self) -> None:
        page = self.attribution
        if page is not None:
            keys = {each.id for each in page.shown}
            page.leave(gone=not keys <= set(self.context.attributions.known))
            page.hide()

    def _hide_claim(self) -> None:
        if self.claim is not None:
            article = self.context.article
            gone = any(article is None or mark.id not in article for mark in self.claim.marks)
            self.claim.leave(gone=gone)
            self.claim.hide()

    def leave(self) -> None:
        """Show neither; what was typed is kept unless its owner is gone."""
        self._timer.stop()
        self._waiting = None
        self._hide_page()
        self._hide_claim()
        self._picked = -1

    def shown_keys(self) -> tuple[int, ...]:
        """Return the attributions shown."""
        page = self.attribution
        return tuple(each.id for each in page.shown) if page is not None else ()

    @property
    def is_shown(self) -> bool:
        """Tell whether anything is said of an attribution or a claim now."""
        page, claim = self.attribution, self.claim
        return bool((page is not None and page.shown) or (claim is not None and claim.marks))

    # what the person does

    def _show_other(self, key: int) -> None:
        self._picked = key
        self.other_wanted.emit()

    def _choose_ledger(self, keys: list[int], place: QRect) -> None:
        if self.claim is not None:
            dialog("ledger_picker").add(self.context, keys, self.claim, place.bottomLeft())

    def names_changed(self) -> None:
        """Ask for the names of sources anew."""
        if self.attribution is not None:
            self.attribution.sources.forget()
