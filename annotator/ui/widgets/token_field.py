"""Chosen things as chips, and a line in which more are typed: taken from a list, or made anew."""

from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QPushButton, QSizePolicy, QWidget

from annotator.i18n import _
from annotator.ui import theme
from annotator.ui.widgets.flow_layout import FlowLayout
from annotator.ui.widgets.suggestions import Suggestion, SuggestionBox

_LONGEST: Final = 160
_INSIDE: Final = (6, 4)
"""Pixels from the edge to the chips, beside and above: the frame, however thick, is among them."""


class Token(NamedTuple):
    """A chip: what it stands for and what it says; ``partly`` where not all agree on it."""

    key: int
    title: str
    tip: str = ""
    partly: bool = False


class TokenField(QFrame):
    """Everything can be done by typing: Enter takes the current row, Backspace the last chip.

    The Tab key takes the current row too, where something is typed, before it goes on.
    """

    taken = Signal(int)
    """A row of the list was chosen."""
    made = Signal(str)
    """Something new is to be made, of this name."""
    removed = Signal(int)
    """A chip is to go."""
    pressed = Signal(int)
    """A chip of which not all agree is to be everybody's."""

    def __init__(
        self,
        name: str,
        suggest: Callable[[str], Sequence[Suggestion]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("tokens")
        self._name = name
        self._suggest = suggest
        self.tokens: tuple[Token, ...] = ()
        self._editable = True
        self.chips: list[QPushButton] = []
        self._box: SuggestionBox | None = None
        self.line = _Line(self)
        self.line.setAccessibleName(name)
        self._flow = FlowLayout(self, 4, stretch_last=True)
        self._flow.addWidget(self.line)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._dress(focused=False)
        self.line.came.connect(lambda: self._dress(focused=True))
        self.line.textEdited.connect(self.offer)
        self.line.left.connect(self._left)
        self.line.key_pressed.connect(self._key)
        self.line.passed_on.connect(self.take_typed)

    def _dress(self, *, focused: bool) -> None:
        """Draw one frame around the chips and the line."""
        colors = theme.current()
        edge = colors.accent if focused else colors.hairline
        width = colors.edge if focused else 1
        beside, above = _INSIDE[0] - width, _INSIDE[1] - width
        self._flow.setContentsMargins(beside, above, beside, above)
        ground = colors.paper if self.line.isEnabled() else colors.panel
        sheet = (
            f"#tokens {{ background: {ground.name()}; border: {width}px solid {edge.name()};"
            f" border-radius: 6px; }} #tokens QLineEdit {{ background: transparent;"
            f" border: none; padding: 2px 3px; }}"
        )
        if sheet != self.styleSheet():  # Qt would polish everything in it anew
            self.setStyleSheet(sheet)

    def _left(self) -> None:
        self._dress(focused=False)
        self.close_list()

    # what is shown

    def say(self, placeholder: str) -> None:
        """Show what the empty line invites to."""
        self.line.setPlaceholderText(placeholder)
        width = self.line.fontMetrics().horizontalAdvance(placeholder) + 14
        self.line.setMinimumWidth(max(24, min(width, 150)))

    def show_tokens(self, tokens: Sequence[Token]) -> None:
        """Show what is chosen."""
        if tuple(tokens) == self.tokens and len(self.chips) >= len(tokens):
            return
        self.tokens = tuple(tokens)
        while len(self.chips) < len(tokens):
            self._add_chip()
        for place, chip in enumerate(self.chips):
            chip.setVisible(place < len(tokens))
            if place < len(tokens):
                self._show_token(chip, tokens[place])
        self._flow.invalidate()
        self.updateGeometry()

    def _add_chip(self) -> None:
        place = len(self.chips)
        chip = _Chip(self)
        chip.clicked.connect(lambda: self._pressed(place))
        chip.gone.connect(lambda: self._remove(place))
        self._flow.insert(place, chip)
        self.chips.append(chip)

    def _show_token(self, chip: QPushButton, token: Token) -> None:
        metrics = chip.fontMetrics()
        room = min(_LONGEST, max(40, self.width() - 66)) if self.isVisible() else _LONGEST
        title = metrics.elidedText(token.title, Qt.TextElideMode.ElideRight, room)
        sign = "  +" if token.partly else "  ✕"
        name = title.replace("&", "&&")
        chip.setText(f"\u2068{name}\u2069{sign if self._editable else ''}")
        chip.setStyleSheet(_chip_sheet(partly=token.partly))
        chip.setToolTip(token.tip or token.title)
        said = _("Give all: {name}") if token.partly else _("Take away: {name}")
        chip.setAccessibleName(said.format(name=token.title))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide the chips anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            for chip, token in zip(self.chips, self.tokens, strict=False):
                self._show_token(chip, token)

    def minimumSizeHint(self) -> QSize:
        """Return little: chips are elided."""
        return QSize(90, super().minimumSizeHint().height())

    def set_editable(self, editable: bool, reason: str = "") -> None:
        """Let chips be changed, or say why not."""
        changed, self._editable = editable != self._editable, editable
        if changed:
            for chip, token in zip(self.chips, self.tokens, strict=False):
                self._show_token(chip, token)
        self.line.setVisible(editable or not self.tokens)
        self.line.setEnabled(editable)
        self.line.setToolTip(reason)
        for chip in self.chips:
            chip.setEnabled(editable)
        self._dress(focused=self.line.hasFocus())
        self._flow.invalidate()

    # the list

    @property
    def suggestions(self) -> SuggestionBox:
        """The list below the line, made when it is first wanted."""
        if self._box is None or self._box.parent() is not self.window():
            self._box = SuggestionBox(self._name, self)
            self._box.taken.connect(self._take)
        return self._box

    @property
    def is_listing(self) -> bool:
        """Tell whether the list is open."""
        return self._box is not None and self._box.isVisible()

    def offer(self, typed: str) -> None:
        """List what fits what is typed; before that, only what is not chosen yet.

        What is chosen stays in the list where it is typed once more: Enter would take the next best
        in its place.
        """
        rows = [row for row in self._suggest(typed) if typed or row.key not in self._chosen]
        self.suggestions.show_rows(rows)

    @property
    def _chosen(self) -> set[int | None]:
        return {token.key for token in self.tokens if not token.partly}

    def close_list(self) -> None:
        """Hide the list."""
        if self._box is not None:
            self._box.hide()

    def take_typed(self) -> None:
        """Take the current row, if something is typed."""
        if not self.line.text().strip():
            return
        if not self.is_listing:
            self.offer(self.line.text())
        current = self.suggestions.current if self.is_listing else None
        if current is not None:
            self._take(current)

    def drop_typed(self) -> str:
        """Empty the line, and return what was typed in it and not taken."""
        typed = " ".join(self.line.text().split())
        self.line.setText("")
        self.close_list()
        return typed

    def _take(self, row: Suggestion) -> None:
        self.drop_typed()
        if row.key is not None:
            if row.key not in self._chosen:
                self.taken.emit(row.key)
        elif row.made:
            self.made.emit(row.made)

    def _key(self, key: Qt.Key) -> None:
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            if self.is_listing:
                self.suggestions.step(1 if key == Qt.Key.Key_Down else -1)
            else:
                self.offer(self.line.text())
        elif key == Qt.Key.Key_Return:
            current = self.suggestions.current if self.is_listing else None
            if current is not None:
                self._take(current)
            elif self.line.text().strip():
                self.offer(self.line.text())
        elif key == Qt.Key.Key_Escape:
            self.drop_typed()
        elif key == Qt.Key.Key_Backspace:
            whole = [token for token in self.tokens if not token.partly]
            if whole:
                self.removed.emit(whole[-1].key)

    def _pressed(self, place: int) -> None:
        token = self.tokens[place]
        (self.pressed if token.partly else self.removed).emit(token.key)

    def _remove(self, place: int) -> None:
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self.removed.emit(self.tokens[place].key)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the list away with the field."""
        super().hideEvent(event)
        self.close_list()


class _Chip(QPushButton):
    """A chip; Delete and Backspace take it away as a click does."""

    gone = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAutoDefault(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go with Delete or Backspace."""
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.gone.emit()
        else:
            super().keyPressEvent(event)


class _Line(QLineEdit):
    """The line, which hands the keys of the list to its field."""

    key_pressed = Signal(Qt.Key)
    passed_on = Signal()
    """The Tab key takes the keyboard to another field."""
    came = Signal()
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand over what moves in the list; type the rest."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Enter:
            key = Qt.Key.Key_Return
        moves = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return)
        field = self.parent()
        listing = isinstance(field, TokenField) and field.is_listing
        if (
            key in moves
            or (key == Qt.Key.Key_Escape and (self.text() or listing))
            or (key == Qt.Key.Key_Backspace and not (self.text() or event.isAutoRepeat()))
        ):
            self.key_pressed.emit(key)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Keep Escape from what else it would do, and undo for it where nothing typed is left.

        Tell that the Tab key goes on, before it does.
        """
        if not isinstance(event, QKeyEvent):
            return super().event(event)
        own = (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        tabs = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
        if event.type() == QEvent.Type.ShortcutOverride:
            if event.key() in own:
                event.accept()
            elif self._leaves(event):
                return False
        elif event.type() == QEvent.Type.KeyPress and event.key() in tabs:
            self.passed_on.emit()
        return super().event(event)

    def _leaves(self, event: QKeyEvent) -> bool:
        """Tell whether a key would undo or redo and there is nothing of the line's own to do."""
        if event.matches(QKeySequence.StandardKey.Undo):
            return not self.isUndoAvailable()
        return event.matches(QKeySequence.StandardKey.Redo) and not self.isRedoAvailable()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.came.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard goes elsewhere."""
        super().focusOutEvent(event)
        self.left.emit()


def _chip_sheet(*, partly: bool) -> str:
    colors = theme.current()
    edge = "dashed" if partly else "solid"
    ground = colors.panel if partly else colors.selection
    return (
        f"QPushButton {{ background: {ground.name()}; color: {colors.ink.name()};"
        f" border: 1px {edge} {colors.hairline.name()}; border-radius: 10px;"
        f" padding: 2px 8px; font-size: 12px; }}"
        f"QPushButton:hover {{ border-color: {colors.muted.name()}; }}"
        f"QPushButton:focus {{ {theme.focus_rule(2, 8)} }}"
        f"QPushButton:disabled {{ background: {colors.panel.name()}; }}"
    )
