"""Dialogs as a person meets them: each is waited for, looked at, and answered by keys or clicks."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QPushButton

from annotator.ui.tasks import WorkDialog

Answer = Callable[[QDialog], None]
LOOK = 5


class Answers(QObject):
    """Answers the dialogs to come, in their order; ``seen`` holds what each one said."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []
        self.left: list[Answer] = []
        self._answered: list[QDialog] = []
        self._clock = QTimer(self)
        self._clock.timeout.connect(self._look)

    def expect(self, *answers: Answer) -> None:
        """Answer the next dialogs with these."""
        self.left += answers
        self._clock.start(LOOK)

    def stop(self) -> None:
        """Look no more."""
        self._clock.stop()

    def _look(self) -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, QDialog) or isinstance(dialog, WorkDialog):
            return  # progress asks nothing
        if dialog.isVisible() and not any(dialog is each for each in self._answered):
            self._answered.append(dialog)
            labels = [label.text() for label in dialog.findChildren(QLabel)]
            self.seen.append("\n".join([dialog.windowTitle(), *labels]))
            if not self.left:
                dialog.reject()
                return
            try:
                self.left.pop(0)(dialog)
            except BaseException:
                dialog.reject()  # or the test would wait for ever
                raise


def press(text: str) -> Answer:
    """Click the button that says *text*."""

    def answer(dialog: QDialog) -> None:
        button = next(each for each in dialog.findChildren(QPushButton) if each.text() == text)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    return answer


def write(text: str) -> Answer:
    """Type *text* into the field and press Enter."""

    def answer(dialog: QDialog) -> None:
        field = next(each for each in dialog.findChildren(QLineEdit) if each.isVisible())
        field.setFocus()
        field.selectAll()
        QTest.keyClicks(field, text)
        QTest.keyClick(field, Qt.Key.Key_Return)

    return answer


def key(pressed: Qt.Key) -> Answer:
    """Press a key in whatever has the focus of the dialog."""

    def answer(dialog: QDialog) -> None:
        QTest.keyClick(dialog.focusWidget() or dialog, pressed)

    return answer


refuse = key(Qt.Key.Key_Escape)
