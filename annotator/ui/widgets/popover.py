"""A card that opens below a button and closes with Escape or a click elsewhere."""

from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from annotator.ui import theme


class Popover(QFrame):
    """What it shows is put into ``body``."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("picker")
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(18, 16, 18, 16)
        self.body.setSpacing(10)

    def open_below(self, button: QWidget) -> None:
        """Show it below *button*, or above where there is no room, wholly on the screen."""
        self.adjustSize()
        rtl = button.isRightToLeft()
        corner = button.rect().bottomRight() if rtl else button.rect().bottomLeft()
        place = button.mapToGlobal(corner + QPoint(0, 4))
        if rtl:
            place.setX(place.x() - self.width())
        screen = QGuiApplication.screenAt(place) or QGuiApplication.primaryScreen()
        area = screen.availableGeometry()
        if place.y() + self.height() > area.bottom():
            above = button.mapToGlobal(button.rect().topLeft()).y() - self.height() - 4
            place.setY(above)
        self.move(
            max(area.left(), min(place.x(), area.right() - self.width())),
            max(area.top(), place.y()),
        )
        self.show()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw a card with round corners: outside them the window is transparent."""
        colors = theme.current()
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(colors.accent, 1))
            painter.setBrush(colors.panel)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
