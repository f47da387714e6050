"""What is said of claims: type, whether to check them, wording, and their place in the ledger."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QLabel, QMenu, QVBoxLayout, QWidget

from annotator.i18n import _, isolate
from annotator.model import scheme_names
from annotator.model.annotation import Annotation
from annotator.model.attribution import UNSET, Attribution
from annotator.model.claim import CLAIM_ATTRIBUTES, Claim, LedgerClaim
from annotator.operations import ledger, reading
from annotator.ui import chain_order
from annotator.ui.context import Context
from annotator.ui.widgets import attribution_wording as words
from annotator.ui.widgets.chips import MIXED, Chips
from annotator.ui.widgets.form_row import FormRow, heading, line
from annotator.ui.widgets.memo_field import MemoField
from annotator.ui.widgets.pick_button import Chevron, PickButton


class ClaimPart(QWidget):
    """The claim part of the page, for one claim or several."""

    ledger_wanted = Signal(object, QRect)
    """A ledger claim is to be chosen for claim annotations: their keys, the button's place."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.marks: list[Annotation] = []
        self.claims: dict[int, Claim] = {}
        self.controls: dict[str, Chips | PickButton] = {}
        self.heading = heading(_("Claim"))
        self.wording = MemoField(_("Normalised wording"), self, 2)
        self.ledger = Chevron(_("Ledger claim"), self)
        self.verdict = QLabel(self)
        self.within = Chevron(_("Part of"), self)
        self._lay_out()
        self.wording.written.connect(
            lambda key, text: context.run(ledger.describe_claims, [key], wording=text.strip())
        )
        self.ledger.clicked.connect(self.choose_ledger)
        self.within.clicked.connect(self._open_within)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 0, 10, 8)
        box.setSpacing(6)
        box.addWidget(line(self))
        box.addWidget(self.heading)
        for attribute in CLAIM_ATTRIBUTES:
            title, choices = _(scheme_names.CLAIM_NAMES[attribute]), words.choices(attribute)
            control = Chips(title, choices) if len(choices) < 6 else PickButton(title, choices)
            control.chosen.connect(lambda value, name=attribute: self._describe(name, value))
            self.controls[attribute] = control
            box.addWidget(FormRow(title, control, self))
        self.wording.setPlaceholderText(_("Said plainly"))
        self.wording_row = FormRow(_("Wording"), self.wording, self)
        box.addWidget(self.wording_row)
        holder = QWidget(self)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.ledger)
        column.addWidget(self.verdict)
        self.verdict.setProperty("role", "muted")
        self.verdict.setWordWrap(True)
        box.addWidget(FormRow(_("In the ledger"), holder, self))
        self.within_row = FormRow(_("Part of"), self.within, self)
        box.addWidget(self.within_row)

    # what is shown

    def show_claims(self, marks: Sequence[Annotation], *, editable: bool, reason: str) -> None:
        """Show what is said of claims; where several do not agree, nothing."""
        keys = [mark.id for mark in marks]
        if keys != [mark.id for mark in self.marks]:
            self.settle()
        self.marks = list(marks)
        project = self.context.opened
        self.claims = {key: said for key in keys if (said := ledger.claim_of(project, key))}
        for name, control in self.controls.items():
            values = {getattr(self._claim(key), name) for key in keys}
            control.set_value(values.pop() if len(values) == 1 else MIXED)
            control.setEnabled(editable)
            control.setToolTip(reason)
        one = len(marks) == 1
        self.wording_row.setVisible(one)
        if one:
            claim = self._claim(keys[0])
            self.wording.show_memo(keys[0], claim.wording)
            self.wording.setReadOnly(not editable)
        self._show_ledger(editable=editable, reason=reason)
        self._show_within(editable=editable, reason=reason)

    def _claim(self, key: int) -> Claim:
        return self.claims.get(key) or Claim(0, "", key)

    def _show_ledger(self, *, editable: bool, reason: str) -> None:
        linked = {self._claim(mark.id).ledger for mark in self.marks}
        (key,) = linked if len(linked) == 1 else (None,)
        entry: LedgerClaim | None = None
        if key is not None:
            entry = ledger.ledger_claim(self.context.opened, key)
        if entry is not None:
            text = isolate(entry.wording)
        else:
            text = _("varies") if len(linked) > 1 else _("Find or add it there…")
        self.ledger.say(text)
        self.ledger.setToolTip(entry.wording if entry else reason)
        self.ledger.setEnabled(editable)
        self.verdict.setVisible(entry is not None)
        if entry is not None:
            verdict = _(scheme_names.VERDICT_NAMES[entry.verdict])
            self.verdict.setText(_("Verdict: {verdict}").format(verdict=verdict))

    def _show_within(self, *, editable: bool, reason: str) -> None:
        """Offer the attributions around a smaller claim; a claim that is one's content has none."""
        known = self.context.attributions
        one = self.marks[0] if len(self.marks) == 1 else None
        smaller = one is not None and not any(
            each.content == one.id for each in known.with_annotation(one.id)
        )
        within = self._claim(one.id).within if one is not None else None
        around = known.get(within)
        self.within_row.setVisible(smaller and bool(self._around() or around))
        self.within.say(self._line(around))
        self.within.setEnabled(editable)
        self.within.setToolTip(reason)

    def _line(self, attribution: Attribution | None) -> str:
        if attribution is None:
            return words.NOT_SAID
        return words.chain(chain_order.names(self.context, attribution))

    def _around(self) -> list[int]:
        """Return the attributions of the same coder around the claim, smallest first."""
        known = self.context.attributions
        one = self.marks[0]
        found = []
        for key in reading.attributions_near(self.context.opened, one):
            each = known.get(key)
            frame = known.frame(each) if each is not None else None
            if frame is not None and _holds(frame.content.ranges, one.span.ranges):
                found.append((frame.content.length, key))
        return [key for _length, key in sorted(found) if known.known[key].content != one.id]

    def _open_within(self) -> None:
        menu = self.make_within_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.within.mapToGlobal(self.within.rect().bottomLeft()))

    def make_within_menu(self) -> QMenu:
        """Return the attributions that a smaller claim may be part of, and none."""
        menu = QMenu(self.within)
        known = self.context.attributions
        one = self.marks[0]
        present = self._claim(one.id).within
        for key in (None, *self._around()):
            around = known.get(key)
            action = menu.addAction(self._line(around).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(key == present)
            action.triggered.connect(
                lambda _on, key=key: self.context.run(ledger.place_claim, one.id, key)
            )
        return menu

    def settle(self) -> None:
        """Let what is half chosen or typed count for what was shown until now."""
        for control in self.controls.values():
            control.settle()
        self.wording.save()

    def leave(self, *, gone: bool) -> None:
        """Show no claim; what was typed is kept unless its claim is gone."""
        if gone:
            self.wording.discard()
        else:
            self.settle()
        self.marks = []

    # what the person does

    def _describe(self, name: str, value: str) -> None:
        if self.marks:
            keys = [mark.id for mark in self.marks]
            self.context.run(ledger.describe_claims, keys, **{name: value or UNSET})

    def choose_ledger(self) -> None:
        """Ask for the ledger claim of what is shown."""
        corner = self.ledger.mapToGlobal(self.ledger.rect().topLeft())
        place = QRect(corner, self.ledger.size())
        self.ledger_wanted.emit([mark.id for mark in self.marks], place)


def _holds(outer: Sequence[tuple[int, int]], inner: Sequence[tuple[int, int]]) -> bool:
    return all(any(low <= a and b <= high for low, high in outer) for a, b in inner)
