"""Texts of our own that reading views get wrong, and how to point at places in a view."""

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtWidgets import QApplication

from annotator.ui.reader import ArticleView, MarkStyle

LONG = (
    "وقال المتحدث باسم هيئة الموانئ، في بيان نشره موقع Harbour Watch بتاريخ 13/3/2024، إن فرق "
    "الإطفاء سيطرت على النيران خلال أربع ساعات، ولم يُصب أحد بأذى، لافتاً إلى أن «التحقيق مستمر» "
    "في أسبابه."
)
AWKWARD = (
    "صحيفة الفرنسية Le Point, 14/11/2017 ونقلت عن BBC: أن الرحلة بدأت",
    "كُلَّمَا تَابَعَ السَّيْلُ الْهَادِرُ لِمِلْيَارَاتِ الدُّولَارَاتِ طَرِيقَهُ",
    "لا إلا الأول لأنه لآخر للاجئين ﷲ سلام",
    "نص 😀 عربي 👩‍👧 وبعده 🇪🇬 علم 1️⃣ رقم",
    "«قال»: (نعم) [لا] 12.5٪ و٣٬٠٠٠ ليرة \u200fثم\u200e وصل",
    "مـــدّ الكلـمة وَـصل\u00a0بفاصل ثابت",
    'The driver said: "الرحلة بدأت" and then left (في الصباح).',
    "2017 / 11 / 15 - 13:19",
    "عمود أول\tعمود ثان\t\tرابع",
    LONG,
)
STYLES = {
    1: MarkStyle("Claim", QColor("#fdf0d2"), QColor("#b7791f"), QColor("#f4dcae")),
    2: MarkStyle("Source", QColor("#dfecfa"), QColor("#2b6cb0"), QColor("#bcd6f1")),
    3: MarkStyle("Cue", QColor("#dcf2e4"), QColor("#2f855a"), QColor("#b8e2c8")),
}


def center(view: ArticleView, position: int) -> QPointF:
    """Return the middle of the letter at a code point, on the viewport."""
    rects = view.lines_rects(position, position + 1)
    assert rects, f"nothing is shown at {position}"
    return rects[0].center()


def point(view: ArticleView, position: int) -> QPoint:
    """Return the middle of the letter at a code point, rounded."""
    return center(view, position).toPoint()


def leading(view: ArticleView, position: int) -> QPoint:
    """Return a point just inside the leading side of a right-to-left letter."""
    rect = view.lines_rects(position, position + 1)[0]
    return QPointF(rect.right() - 0.6, rect.center().y()).toPoint()


def trailing(view: ArticleView, position: int) -> QPoint:
    """Return a point just inside the trailing side of a right-to-left letter."""
    rect = view.lines_rects(position, position + 1)[0]
    return QPointF(rect.left() + 0.6, rect.center().y()).toPoint()


NONE, ALT, SHIFT = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


class Mouse:
    """Sends mouse events to a view, each a set time after the last, with keys held."""

    def __init__(self, view: ArticleView, keys: Qt.KeyboardModifier = NONE) -> None:
        self.view = view
        self.keys = keys
        self.time = 10_000

    def _send(
        self, kind: QEvent.Type, place: QPoint, button: Qt.MouseButton, held: Qt.MouseButton
    ) -> None:
        viewport = self.view.viewport()
        point = QPointF(place)
        event = QMouseEvent(kind, point, viewport.mapToGlobal(point), button, held, self.keys)
        event.setTimestamp(self.time)
        self.time += 10
        QApplication.sendEvent(viewport, event)

    def press(self, place: QPoint, kind: QEvent.Type = QEvent.Type.MouseButtonPress) -> None:
        self._send(kind, place, Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton)

    def move(self, place: QPoint) -> None:
        self._send(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton)

    def release(self, place: QPoint) -> None:
        self._send(
            QEvent.Type.MouseButtonRelease,
            place,
            Qt.MouseButton.LeftButton,
            Qt.MouseButton.NoButton,
        )

    def hover(self, place: QPoint) -> None:
        self._send(QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton)

    def click(self, place: QPoint) -> None:
        """Press and release, long after the last click."""
        self.time += 5_000
        self.press(place)
        self.release(place)

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Press at one place, move over the middle to another and let go there."""
        self.time += 5_000
        self.press(start)
        self.move((start + end) / 2)
        self.move(end)
        self.release(end)

    def clicks(self, place: QPoint, count: int) -> None:
        """Click quickly several times, as Qt delivers it: every second press a double click."""
        self.time += 5_000
        for number in range(count):
            kind = QEvent.Type.MouseButtonDblClick if number % 2 else QEvent.Type.MouseButtonPress
            self.press(place, kind)
            self.release(place)
