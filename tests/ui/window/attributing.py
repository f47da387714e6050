"""What tests of attributing do at the window, and the words they do it with."""

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from annotator.model.annotation import Annotation
from annotator.model.attribution import Attribution
from annotator.ui.proposals import Proposals
from tests.ui.window.kit import Kit

AGENCY, SAID, CLAIM = "وكالة أفق للأنباء", "قالت", "إن الحريق انتهى فجر الثلاثاء في ميناء السرو"
SPEAKER, CONFIRMED, SAFE = "المتحدث باسم الهيئة", "أكد", "أن المخزون آمن، ولم يتضرر منه شيء"
ADDED, UNDER_CONTROL = "أضاف", "أن فرق الإطفاء سيطرت على النيران خلال أربع ساعات"
_CTRL = Qt.KeyboardModifier.ControlModifier


def proposals(kit: Kit) -> Proposals:
    assert kit.window.attributing is not None
    return kit.window.attributing.proposals


def ghosts(kit: Kit) -> list[str]:
    """Return the words that are outlined."""
    kit.qtbot.waitUntil(lambda: not proposals(kit)._timer.isActive())
    return [
        " … ".join(kit.text[start:end] for start, end in ghost.ranges)
        for ghost in kit.view.overlays.ghosts
    ]


def said(kit: Kit) -> list[tuple[str, list[str]]]:
    """Return the attributions: the claim, and the words of the other roles in reading order."""
    assert kit.context.article is not None
    found = []
    for each in kit.context.attributions:
        marks = [kit.context.article.get(key) for key in each.annotations]
        spans = [mark.span for mark in marks if mark is not None]
        rest = sorted(spans[1:], key=lambda span: span.start)
        found.append((spans[0].quote, [span.quote for span in rest]))
    return sorted(found, key=lambda each: kit.text.index(each[0]))


def only(kit: Kit) -> Attribution:
    (found,) = kit.context.attributions
    return found


def mark_of(kit: Kit, words: str) -> Annotation:
    return next(mark for mark in kit.marks if mark.span.quote == words)


def attribute(kit: Kit, claim: str) -> None:
    kit.select(claim)
    kit.press(Qt.Key.Key_C)
    kit.press(Qt.Key.Key_Return)


def click(kit: Kit, words: str, *, ctrl: bool = False) -> None:
    held = _CTRL if ctrl else Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(kit.view.viewport(), Qt.MouseButton.LeftButton, held, kit.point_in(words, 0.4))
    kit.settle()


def ctrl_drag(kit: Kit, first: str, last: str) -> None:
    port, left = kit.view.viewport(), Qt.MouseButton.LeftButton
    start, end = kit.point_in(first, 0.4), kit.point_in(last, 0.4)
    QTest.mousePress(port, left, _CTRL, start)
    for share in (0.3, 0.7, 1.0):
        place = QPointF(start) + (QPointF(end) - QPointF(start)) * share
        moved = QMouseEvent(
            QEvent.Type.MouseMove,
            place,
            QPointF(port.mapToGlobal(place.toPoint())),
            Qt.MouseButton.NoButton,
            left,
            _CTRL,
        )
        QApplication.sendEvent(port, moved)
    QTest.mouseRelease(port, left, _CTRL, end)
    kit.settle()
