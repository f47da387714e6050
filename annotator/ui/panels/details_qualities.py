"""What is said of attributions: the eight attributes of the scheme, and flags."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from annotator.i18n import _, isolate
from annotator.model import scheme_names
from annotator.model.attribution import Attribution
from annotator.model.matching import fold_for_matching, has_all, wanted_words
from annotator.operations import naming
from annotator.ui.context import Context
from annotator.ui.widgets import attribution_wording as words
from annotator.ui.widgets import wording
from annotator.ui.widgets.chips import MIXED, Chips
from annotator.ui.widgets.fold import Fold
from annotator.ui.widgets.form_row import FormRow, muted
from annotator.ui.widgets.pick_button import PickButton
from annotator.ui.widgets.suggestions import Suggestion
from annotator.ui.widgets.token_field import Token, TokenField

FIRST: Final = ("identification", "mode", "cue_stance", "holder_stance")
"""The attributes that are always in sight."""
MORE: Final = ("medium", "act", "certainty", "polarity")
"""Those that unfold."""
MOST_CHIPS: Final = 5
"""Values that stand side by side; a longer list opens as a menu."""


class Qualities(QWidget):
    """Attributes and flags of one attribution, or what several have in common."""

    edited = Signal(str, str)
    """An attribute is to have a value."""
    flag_given = Signal(str, bool)
    """A flag is to be given to all, or taken from them."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.shown: list[Attribution] = []
        self.controls: dict[str, Chips | PickButton] = {}
        self.rows: dict[str, FormRow] = {}
        self.suggested = muted(_("suggested by the cue"))
        self.flags = TokenField(_("Flags"), self._matches, self)
        self.flags.say(_("Add a flag…"))
        rest = QWidget(self)
        below = _column(rest)
        box = _column(self)
        for name in FIRST:
            box.addWidget(self._make(name))
            if name == "cue_stance":
                self.suggested_row = FormRow(muted(""), self.suggested, self)
                box.addWidget(self.suggested_row)
        self.flag_row = FormRow(_("Flags"), self.flags, self)
        box.addWidget(self.flag_row)
        for name in MORE:
            below.addWidget(self._make(name))
        self.more = Fold("attribution_more", _("More"), rest, context.settings, self)
        box.addWidget(self.more)
        self.more.heading.toggled.connect(self._title_more)
        self.flags.taken.connect(lambda key: self._flag(key, True))
        self.flags.removed.connect(lambda key: self._flag(key, False))
        self.flags.pressed.connect(lambda key: self._flag(key, True))
        self.flags.made.connect(self._make_flag)

    def _make(self, attribute: str) -> FormRow:
        title = _(scheme_names.ATTRIBUTE_NAMES[attribute])
        choices = words.choices(attribute)
        control: Chips | PickButton
        if len(choices) - 1 > MOST_CHIPS:
            control = PickButton(title, choices)
        else:
            control = Chips(title, choices)
        control.chosen.connect(lambda value: self.edited.emit(attribute, value))
        row = FormRow(title, control, self)
        row.label.setToolTip(_(scheme_names.ATTRIBUTE_TIPS[attribute]))
        self.controls[attribute] = control
        self.rows[attribute] = row
        return row

    # what is shown

    def show_attributions(
        self, shown: Sequence[Attribution], *, editable: bool, reason: str
    ) -> None:
        """Show the values that all share; where they do not agree, none."""
        self.shown = list(shown)
        for name, control in self.controls.items():
            values = {each.value(name) for each in shown}
            value = values.pop() if len(values) == 1 else MIXED
            if name == "cue_stance" and isinstance(control, Chips):
                suggested = all(each.suggested for each in shown) and value != MIXED
                control.set_value(value, suggested=suggested)
                self.suggested_row.setVisible(suggested)
            else:
                control.set_value(value)
            control.setEnabled(editable)
            control.setToolTip(reason)
        self._show_flags()
        self.flags.set_editable(editable, reason)
        self._title_more()

    def _show_flags(self) -> None:
        known = self.context.attributions.flags
        first = self.shown[0].flags if self.shown else ()
        everywhere = [key for key in first if all(key in each.flags for each in self.shown)]
        tokens = [Token(key, words.flag(known[key].name), known[key].memo) for key in everywhere]
        some = dict.fromkeys(
            key for each in self.shown for key in each.flags if key not in everywhere
        )
        tokens += [
            Token(key, words.flag(known[key].name), known[key].memo, partly=True) for key in some
        ]
        self.flags.show_tokens(tokens)

    def _title_more(self) -> None:
        """Say on the folded heading which of the hidden attributes are set."""
        said = [
            words.value(name, value)
            for name in MORE
            if self.shown and (value := self._common(name)) not in ("unset", MIXED)
        ]
        hidden = "" if self.more.is_open or not said else f"  ·  {wording.joined(*said)}"
        self.more.retitle(_("More") + hidden)

    def _common(self, attribute: str) -> str:
        values = {each.value(attribute) for each in self.shown}
        return values.pop() if len(values) == 1 else MIXED

    def settle(self) -> None:
        """Let values walked to with keys count."""
        for control in self.controls.values():
            control.settle()

    # flags

    def _matches(self, typed: str) -> list[Suggestion]:
        """Return the flags that fit: what is called so first, then what begins so."""
        wanted, name = wanted_words(typed), " ".join(typed.split())
        begun = fold_for_matching(name)
        found: list[tuple[int, Suggestion]] = []
        for flag in self.context.attributions.flags.values():
            title = words.flag(flag.name)
            plain = flag.name.replace("_", " ")
            folded = [fold_for_matching(each) for each in (title, plain, flag.name)]
            if begun in folded or has_all(" ".join(folded[:2]), wanted):
                rank = 0 if begun in folded else 1 if folded[0].startswith(begun) else 2
                detail = "" if title == plain else plain
                found.append((rank, Suggestion(flag.id, title, detail)))
        rows = [row for _rank, row in sorted(found, key=lambda each: each[0])]
        if name and not any(not rank for rank, _row in found):
            title = _("New flag {name}").format(name=isolate(name))
            rows.append(Suggestion(None, title, "", name))
        return rows

    def _flag(self, key: int, on: bool) -> None:
        flag = self.context.attributions.flags.get(key)
        if flag is not None:
            self.flag_given.emit(flag.name, on)

    def _make_flag(self, name: str) -> None:
        keys = [each.id for each in self.shown]
        if keys:
            self.context.run(naming.give_new_flag, keys, name)


def _column(parent: QWidget) -> QVBoxLayout:
    box = QVBoxLayout(parent)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(6)
    return box
