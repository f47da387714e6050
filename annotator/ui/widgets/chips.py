"""A row of small named values of which one is chosen, painted as one widget.

One widget for each attribute keeps a page of eight as cheap as it looks calm, and one stop for the
Tab key. What the values mean is the page's.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QStyle, QToolTip, QWidget

from annotator.i18n import _
from annotator.model.attribution import UNSET
from annotator.ui import theme
from annotator.ui.widgets import painting
from annotator.ui.widgets.walking import Walk, meant_by

MIXED: Final = ""
"""The value of several objects that do not agree."""
_GAP: Final = 3
_EDGE: Final = 5
_SLIM: Final = 4
"""Room beside a dash."""


class Chips(QWidget):
    """Values side by side, in as many lines as it takes.

    A click chooses; with the keyboard the arrows and the first letters of values do, once they
    rest, and Enter, Space or leaving the row at once. ``chosen`` tells of that, never of
    ``set_value``.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        tips: Sequence[str] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self.values = [value for value, _title in choices]
        self.titles = [title for _value, title in choices]
        self._tips = list(tips)
        self.value = MIXED
        self.suggested = False
        self._walk = Walk(self, self._walked, self._look)
        self._hovered = -1
        self._rects: list[QRect] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._tell()

    # values

    def set_value(self, value: str, *, suggested: bool = False) -> None:
        """Show a value as chosen, MIXED for none, without telling anybody."""
        self._walk.drop()
        if (value, suggested) != (self.value, self.suggested):
            self.value, self.suggested = value, suggested
            self.update()
        self._tell()

    @property
    def shown(self) -> str:
        """The value that looks chosen: one walked to with keys, else the value."""
        return self.value if self._walk.value is None else self._walk.value

    def settle(self) -> None:
        """Let the value walked to with keys count."""
        self._walk.settle()

    def _walked(self, value: str) -> None:
        if value != self.value or self.suggested:
            self._choose(value)

    def _look(self) -> None:
        self.update()
        self._tell()

    def _choose(self, value: str) -> None:
        self._walk.drop()
        same = value == self.value and not self.suggested
        self.value, self.suggested = value, False
        self._look()
        if not same:
            self.chosen.emit(value)

    def _tell(self) -> None:
        """Say to screen readers what is chosen."""
        at = self.values.index(self.shown) if self.shown in self.values else -1
        title = self.titles[at] if at >= 0 else _("varies")
        mark = f" ({_('suggested')})" if self.suggested else ""
        self.setAccessibleName(f"{self._name}: {title}{mark}")
        self.setAccessibleDescription(", ".join(self.titles))

    # geometry

    def _font(self) -> QFont:
        return painting.sized(self.font(), painting.base_size(self.font()) - 1)

    def _place(self, width: int) -> list[QRect]:
        """Return where the chips are in a width, as if read left to right."""
        metrics = QFontMetrics(self._font())
        height = metrics.height() + 5
        left, top, places = 0, 0, []
        for title in self.titles:
            wide = metrics.horizontalAdvance(title) + 2 * (_EDGE if len(title) > 1 else _SLIM) + 1
            if left and left + wide > width:
                left, top = 0, top + height + _GAP
            places.append(QRect(left, top, min(wide, max(width, 20)), height))
            left += wide + _GAP
        return places

    def heightForWidth(self, width: int) -> int:
        """Return how high the lines are at a width."""
        return self._place(width)[-1].bottom() + 3

    def hasHeightForWidth(self) -> bool:
        """Return that the height hangs on the width."""
        return True

    def sizeHint(self) -> QSize:
        """Return the room of two lines."""
        return QSize(226, self.heightForWidth(226))

    def minimumSizeHint(self) -> QSize:
        """Return room for the widest chip."""
        widest = max(rect.width() for rect in self._place(10_000))
        return QSize(widest, self.fontMetrics().height() + 6)

    def places(self) -> list[QRect]:
        """Return where the chips are."""
        whole = QRect(0, 1, self.width(), self.height())
        return [
            QStyle.visualRect(self.layoutDirection(), self.rect(), rect.translated(0, whole.top()))
            for rect in self._place(self.width())
        ]

    def place_of(self, value: str) -> QPoint:
        """Return the middle of a value's chip."""
        return self.places()[self.values.index(value)].center()

    def _at(self, point: QPoint) -> int:
        found = (n for n, rect in enumerate(self.places()) if rect.contains(point))
        return next(found, -1)

    # painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the chips; the chosen one filled, a suggested one with a dashed edge."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self._font())
            for number, rect in enumerate(self.places()):
                self._draw(painter, number, rect)

    def _draw(self, painter: QPainter, number: int, rect: QRect) -> None:
        colors = theme.current()
        on = self.values[number] == self.shown
        enabled = self.isEnabled()
        fill, ink, edge = colors.ground, colors.ink, colors.hairline
        if on and self.suggested:
            fill, ink, edge = colors.selection, colors.ink, colors.accent
        elif on and enabled and self.values[number] != UNSET:
            fill, ink, edge = colors.accent, colors.on_accent, colors.accent
        elif on:
            fill, ink, edge = colors.hairline, theme.on(colors.hairline), colors.muted
        elif not enabled:
            fill, ink = colors.panel, colors.muted
        elif number == self._hovered:
            fill = colors.hover
        elif self.values[number] == UNSET:
            fill, ink = colors.panel, colors.muted
        pen = QPen(edge, 1)
        if on and self.suggested:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.setBrush(fill)
        round_ = QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(round_, round_.height() / 2, round_.height() / 2)
        if self.hasFocus() and (on or (self.shown not in self.values and not number)):
            self._draw_focus(painter, round_, ink)
        painter.setPen(ink)
        text = rect.adjusted(_EDGE - 2, 0, 2 - _EDGE, 0)
        title = painter.fontMetrics().elidedText(
            self.titles[number], Qt.TextElideMode.ElideRight, text.width() + 2
        )
        painter.drawText(text, int(Qt.AlignmentFlag.AlignCenter.value), title)

    @staticmethod
    def _draw_focus(painter: QPainter, chip: QRectF, ink: QColor) -> None:
        """Draw a ring on the edge; where hue does not count, inside it and as clear as the text."""
        colors = theme.current()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink if colors.patterned else colors.ink, 1.4))
        inset = 2.0 if colors.patterned else 0.0
        ring = chip.adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(ring, ring.height() / 2, ring.height() / 2)

    # what the person does

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the chip under the pointer."""
        at = self._at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and at >= 0:
            self._choose(self.values[at])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Notice the chip under the pointer."""
        self._hover(self._at(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        """Notice that the pointer has gone."""
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, at: int) -> None:
        if at != self._hovered:
            self._hovered = at
            self.update()

    def event(self, event: QEvent) -> bool:
        """Show what a value means under the pointer; keep the keys of the row from commands."""
        if isinstance(event, QHelpEvent) and self._tips and self.isEnabled():
            at = self._at(event.pos())
            if at >= 0 and self._tips[at]:
                QToolTip.showText(event.globalPos(), self._tips[at], self)
                return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            own = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in own:
                event.accept()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with arrows and letters, choose with Enter or Space; the rest is Qt's."""
        key = event.key()
        at = self.values.index(self.shown) if self.shown in self.values else -1
        meant = meant_by(event, self.titles, at)
        ahead, back = (Qt.Key.Key_Right, Qt.Key.Key_Left)
        if self.isRightToLeft():
            ahead, back = back, ahead
        steps = {ahead: 1, Qt.Key.Key_Down: 1, back: -1, Qt.Key.Key_Up: -1}
        if key in steps:
            self._walk_to(max(0, min(len(self.values) - 1, at + steps[Qt.Key(key)])))
        elif key == Qt.Key.Key_Home:
            self._walk_to(0)
        elif key == Qt.Key.Key_End:
            self._walk_to(len(self.values) - 1)
        elif meant is not None:
            self._walk_to(meant)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self._walk.value is None and self.suggested:
                self._choose(self.value)
            self.settle()
        else:
            super().keyPressEvent(event)

    def _walk_to(self, at: int) -> None:
        self._walk.to(self.values[at])

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let what was walked to count."""
        super().focusOutEvent(event)
        self.settle()
        self.update()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let what was walked to count."""
        super().hideEvent(event)
        self.settle()
