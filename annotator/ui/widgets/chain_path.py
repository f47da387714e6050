"""The chain of speakers as a path that can be walked: the author first, each a small button."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from annotator.i18n import _, isolate
from annotator.ui import theme
from annotator.ui.widgets import attribution_wording, painting
from annotator.ui.widgets.flow_layout import FlowLayout

LONGEST: Final = 240
"""Pixels after which a speaker's name is elided."""


class Link(NamedTuple):
    """One speaker: the claim to go to (None for the author), and the name."""

    claim: int | None
    name: str


class ChainPath(QWidget):
    """``author › Le Point › BBC › a driver``, read in the direction of the names."""

    wanted = Signal(int)
    """The claim of a speaker is asked for."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.links: tuple[Link, ...] = ()
        self.buttons: list[QPushButton] = []
        self._parts: list[QWidget] = []
        self._signs: list[Sign] = []
        self._flow = FlowLayout(self, 2)
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_chain(self, links: Sequence[Link]) -> None:
        """Show speakers, outermost first; the last one is the one looked at."""
        if tuple(links) == self.links:
            return
        self.links = tuple(links)
        while len(self.buttons) < len(links):
            self._add()
        names = [link.name for link in links]
        rtl = attribution_wording.reads_right_to_left(names)
        self.setLayoutDirection(painting.RTL if rtl else painting.LTR)
        self.setAccessibleName(_("Chain: {chain}").format(chain=attribution_wording.chain(names)))
        for place, button in enumerate(self.buttons):
            shown = place < len(links)
            self._parts[place].setVisible(shown)
            self._signs[place].setVisible(place > 0)
            if shown:
                self._show_link(button, links[place], last=place == len(links) - 1)
        self.updateGeometry()

    def _add(self) -> None:
        place = len(self.buttons)
        part = QWidget(self)
        sign = Sign(part)
        button = QPushButton(part)
        button.setAutoDefault(False)
        button.setCursor(Qt.CursorShape.PointingHandCursor)
        button.clicked.connect(lambda: self._go(place))
        line = QHBoxLayout(part)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(0)
        line.addWidget(sign)
        line.addWidget(button)
        self._flow.addWidget(part)
        self._parts.append(part)
        self._signs.append(sign)
        self.buttons.append(button)

    def _show_link(self, button: QPushButton, link: Link, *, last: bool) -> None:
        colors = theme.current()
        color = colors.accent if last else colors.muted if link.claim is None else colors.ink
        font = button.font()
        font.setBold(link.claim is not None)
        button.setFont(font)
        weight = 600 if link.claim is not None else 400
        button.setStyleSheet(
            f"QPushButton {{ border: 1px solid transparent; border-radius: 4px; padding: 1px 2px;"
            f" background: transparent; color: {color.name()}; font-weight: {weight}; }}"
            f"QPushButton:hover {{ background: {colors.hover.name()}; }}"
            f"QPushButton:focus {{ {theme.focus_rule(1, 2)} }}"
        )
        self._elide(button, link.name)
        button.setAccessibleName(link.name)
        button.setEnabled(True)
        author = link.claim is None
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus if author else Qt.FocusPolicy.StrongFocus)
        tip = _("The author, in whose own words the article is") if author else link.name
        button.setToolTip(tip)

    def _elide(self, button: QPushButton, name: str) -> None:
        """Write a name as far as there is room for it in a line of its own."""
        room = min(LONGEST, max(60, self.width() - 22)) if self.isVisible() else LONGEST
        metrics = QFontMetrics(button.font())
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        button.setText(isolate(shown).replace("&", "&&"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide the names anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            for button, link in zip(self.buttons, self.links, strict=False):
                self._elide(button, link.name)

    def minimumSizeHint(self) -> QSize:
        """Return little: names are elided and lines are begun."""
        return QSize(80, super().minimumSizeHint().height())

    def _go(self, place: int) -> None:
        claim = self.links[place].claim if place < len(self.links) else None
        if claim is not None:
            self.wanted.emit(claim)


class Sign(QWidget):
    """The sign between two speakers, pointing the way one reads."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName("›")

    def sizeHint(self) -> QSize:
        """Return a narrow place as high as a line."""
        return QSize(9, self.fontMetrics().height() + 4)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw an angle."""
        middle = QPointF(self.rect().center()) + QPointF(0.5, 1.0)
        side = -1 if self.isRightToLeft() else 1
        points = [
            middle + QPointF(-1.7 * side, -3.4),
            middle + QPointF(1.7 * side, 0),
            middle + QPointF(-1.7 * side, 3.4),
        ]
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().muted, 1.3))
            painter.drawPolyline(QPolygonF(points))
