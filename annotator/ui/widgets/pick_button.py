"""A field that shows one of a longer list of values and opens it as a menu."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from annotator.i18n import _
from annotator.ui import theme


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


class PickButton(Chevron):
    """One of several named values; Space, Enter or an arrow opens the list."""

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
        self.list = QMenu(self)
        self.list.setAccessibleName(name)
        self.clicked.connect(self.open_list)

    def set_value(self, value: str) -> None:
        """Show a value as chosen, "" for several that do not agree, without telling anybody."""
        self.value = value
        self.say(self._titles.get(value, "") or _("varies"))

    def open_list(self) -> None:
        """Open the list below the button, made when it is wanted and not for every page shown."""
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
        """Open the list with an arrow too."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open_list()
        else:
            super().keyPressEvent(event)
