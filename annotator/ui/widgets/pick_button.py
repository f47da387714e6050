"""A field that shows one of a longer list of values and opens it as a menu."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QHideEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from annotator.i18n import _
from annotator.ui import theme
from annotator.ui.widgets.walking import Walk, meant_by


class Chevron(QPushButton):
    """A button as wide as it may be, its text at the start and a chevron at the end."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._full = ""
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setStyleSheet("QPushButton { text-align: left; padding: 3px 22px 3px 9px; }")

    def say(self, text: str) -> None:
        """Show a text, elided where it is long."""
        self._full = text
        self.setAccessibleName(f"{self._name}: {text}")
        self._elide()

    def _elide(self) -> None:
        metrics, way = self.fontMetrics(), Qt.TextElideMode.ElideRight
        self.setText(metrics.elidedText(self._full, way, max(30, self.width() - 36)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide the text anew."""
        super().resizeEvent(event)
        self._elide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the chevron over the button."""
        super().paintEvent(event)
        middle = self.rect().center().y() + 1
        left = 13 if self.isRightToLeft() else self.width() - 13
        shape = ((-3.5, -1.5), (0.0, 2.0), (3.5, -1.5))
        points = QPolygonF([QPointF(left + step, middle + down) for step, down in shape])
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.current().muted, 1.3))
            painter.drawPolyline(points)


class LetterMenu(QMenu):
    """A menu in which a letter goes to the next entry that begins with it."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to an entry by its first letter; the rest is Qt's."""
        entries = self.actions()
        active = self.activeAction()
        present = entries.index(active) if active in entries else -1
        meant = meant_by(event, [entry.text() for entry in entries], present)
        if meant is None:
            super().keyPressEvent(event)
        else:
            self.setActiveAction(entries[meant])


class PickButton(Chevron):
    """One of several named values; Space, Enter or an arrow opens the list.

    The first letter of a value goes to it without the list, and it counts once the keys rest, with
    Enter, or when the button is left. ``chosen`` tells of that, never of ``set_value``.
    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(name, parent)
        self._titles = dict(choices)
        self.value = ""
        self._walk = Walk(self, self.choose, self._show)
        self.list = LetterMenu(self)
        self.list.setAccessibleName(name)
        self.clicked.connect(self.open_list)

    def set_value(self, value: str) -> None:
        """Show a value as chosen, "" for several that do not agree, without telling anybody."""
        self._walk.drop()
        self.value = value
        self._show()

    @property
    def shown(self) -> str:
        """The value that is shown: one walked to with letters, else the value."""
        return self.value if self._walk.value is None else self._walk.value

    def _show(self) -> None:
        self.say(self._titles.get(self.shown, "") or _("varies"))

    def settle(self) -> None:
        """Let the value walked to count."""
        self._walk.settle()

    def open_list(self) -> None:
        """Open the list below the button, made when it is wanted and not for every page shown."""
        self.settle()
        self.fill()
        corner = self.rect().bottomRight() if self.isRightToLeft() else self.rect().bottomLeft()
        place = self.mapToGlobal(corner)
        if self.isRightToLeft():
            place.setX(place.x() - self.list.sizeHint().width() + 1)
        self.list.popup(place)

    def fill(self) -> None:
        """Make the list."""
        self.list.clear()
        for value, title in self._titles.items():
            action = self.list.addAction(title)
            action.setCheckable(True)
            action.setChecked(value == self.value)
            action.triggered.connect(lambda _on, value=value: self.choose(value))
            if value == self.value:
                self.list.setActiveAction(action)

    def choose(self, value: str) -> None:
        """Choose a value and tell."""
        if value != self.value:
            self.set_value(value)
            self.chosen.emit(value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the list with an arrow too; walk with letters."""
        key, values = event.key(), list(self._titles)
        present = values.index(self.shown) if self.shown in values else -1
        meant = meant_by(event, list(self._titles.values()), present)
        enters = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if meant is not None:
            self._walk.to(values[meant])
        elif key in enters and self._walk.value is not None:
            self.settle()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up, *enters):
            self.open_list()
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._walk.to(values[0 if key == Qt.Key.Key_Home else -1])
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let what was walked to count."""
        super().focusOutEvent(event)
        self.settle()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let what was walked to count."""
        super().hideEvent(event)
        self.settle()
