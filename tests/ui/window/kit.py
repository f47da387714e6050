"""A window on a small project of its own, and the ways a person reaches it."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QDragEnterEvent, QDragMoveEvent, QDropEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.annotation import Annotation
from annotator.model.article import ArticleDraft
from annotator.operations.project import create_project
from annotator.settings import Settings
from annotator.store import articles
from annotator.ui import app_look
from annotator.ui.app import make_window
from annotator.ui.context import Context
from annotator.ui.main_window import MainWindow
from annotator.ui.reader import ArticleView

FIRST = (
    "قالت وكالة أفق للأنباء إن الحريق انتهى فجر الثلاثاء في ميناء السرو.\n"
    "وأكد المتحدث باسم الهيئة أن المخزون آمن، ولم يتضرر منه شيء.\n"
    "وأضاف أن فرق الإطفاء سيطرت على النيران خلال أربع ساعات.\n"
)
SECOND = "زعم اتحاد العمال أن الإدارة تجاهلت تحذيرات متكررة.\nونفت الإدارة ذلك.\n"
THIRD = "لا شيء يستحق الذكر هنا.\n"
TITLES = ("حريق ميناء السرو", "اتحاد العمال: حذّرنا", "يوم هادئ")
CODER = "Salma"

with_menu = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")
"""For tests that open a menu: the offscreen platform says what it cannot do."""


def make_project(path: Path, coder: str = CODER) -> Path:
    """Write a project of three articles with the default codebook."""
    project = create_project(path, name="Port fire", coder=coder)
    drafts = [
        ArticleDraft(text, title, outlet="المرفأ", published="2024-11-12", direction="rtl")
        for text, title in zip((FIRST, SECOND, THIRD), TITLES, strict=True)
    ]
    with project.database.step("Import", project.coder.id, kind="wall"):
        articles.add_many(project.database, drafts)
    project.close()
    return path


class Kit:
    """One window and what a person does with it."""

    def __init__(self, qtbot: QtBot, template: Path, folder: Path) -> None:
        self.qtbot = qtbot
        self.path = folder / "port-fire.isnad"
        if not self.path.exists():
            shutil.copy(template, self.path)
        self.settings = Settings(folder / "settings.json")
        self.settings["coder"] = CODER
        self.settings["language"] = "en"
        self.settings["theme"] = "light"
        self.window: MainWindow

    def start(self, *, opened: bool = True) -> MainWindow:
        """Show a window, with the project and its first article open."""
        self.window = make_window(self.settings)
        self.qtbot.addWidget(self.window)
        if opened:
            assert self.window.projects.open_path(self.path)
        with self.qtbot.waitExposed(self.window):
            self.window.show()
        self.settle()
        if opened:
            self.view.setFocus()
        return self.window

    def restart(self) -> MainWindow:
        """Close the window and open another on the same project."""
        self.window.close()
        return self.start()

    def settle(self) -> None:
        """Let everything happen that waits for an idle moment."""
        for _round in range(5):
            QApplication.processEvents()
        if self.window.workspace is not None:
            self.window.build_rest()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    @property
    def context(self) -> Context:
        return self.window.context

    @property
    def view(self) -> ArticleView:
        assert self.window.pane is not None
        return self.window.pane.view

    @property
    def text(self) -> str:
        assert self.context.article is not None
        return self.context.article.text

    @property
    def marks(self) -> list[Annotation]:
        assert self.context.article is not None
        return list(self.context.article)

    @property
    def tagged(self) -> list[tuple[str, str]]:
        """Return code and quote of every annotation shown, in reading order."""
        book = self.context.codebook
        return [(book[mark.code].name, mark.span.quote) for mark in self.marks]

    @property
    def message(self) -> str:
        return self.window.status.message.text()

    def key_of(self, code: str) -> int:
        """Return the key of the code of this English name."""
        return next(c.id for c, _depth in self.context.codebook.walk() if c.name == code)

    def place(self, words: str) -> tuple[int, int]:
        start = self.text.index(words)
        return start, start + len(words)

    def select(self, words: str) -> None:
        """Select words of the article through the view."""
        self.view.select(*self.place(words))

    def press(self, key: Qt.Key, *, shift: bool = False, ctrl: bool = False) -> None:
        """Press a key in the article."""
        held = Qt.KeyboardModifier.NoModifier
        if shift:
            held |= Qt.KeyboardModifier.ShiftModifier
        if ctrl:
            held |= Qt.KeyboardModifier.ControlModifier
        self.qtbot.keyClick(self.view, key, held)
        self.settle()

    def type_letter(self, text: str, target: Any = None) -> None:
        """Press the key that types *text* under some layout, as the system reports it."""
        key = ord(text[0])
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text)
            QApplication.sendEvent(target or self.view, event)
        self.settle()

    def tag(self, words: str, key: Qt.Key) -> Annotation:
        """Select words, press a code's key, and return what was made."""
        self.select(words)
        self.press(key)
        found = self.context.selected_annotation
        assert found is not None
        assert found.span.quote == words
        return found

    def point_in(self, words: str, share: float = 0.5) -> QPoint:
        """Return a point of the view over words; *share* goes along them in reading order."""
        rectangle = self.view.lines_rects(*self.place(words))[0]
        x = rectangle.right() - rectangle.width() * share
        return QPointF(x, rectangle.center().y()).toPoint()

    def drag(self, start: QPoint, end: QPoint) -> None:
        """Drag with the left button over the article."""
        port, left = self.view.viewport(), Qt.MouseButton.LeftButton
        QTest.mousePress(port, left, Qt.KeyboardModifier.NoModifier, start)
        QTest.mouseMove(port, (start + end) / 2)
        QTest.mouseMove(port, end)
        QTest.mouseRelease(port, left, Qt.KeyboardModifier.NoModifier, end)
        self.settle()

    def drag_handle(self, handle: QWidget, by: int) -> None:
        """Drag what parts two panels along the screen, to the right when *by* is positive."""
        left, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        start = handle.rect().center()
        QTest.mousePress(handle, left, held, start)
        QTest.mouseMove(handle, start + QPoint(by, 0))
        QTest.mouseRelease(handle, left, held, start)
        self.settle()

    def click(self, words: str) -> None:
        """Click on words of the article."""
        left = Qt.MouseButton.LeftButton
        QTest.mouseClick(
            self.view.viewport(), left, Qt.KeyboardModifier.NoModifier, self.point_in(words)
        )
        self.settle()

    def right_click(self, words: str) -> None:
        """Click on words with the right button, as the system reports it: Qt asks for the menu."""
        handle = self.window.windowHandle()
        assert handle is not None
        place = self.view.viewport().mapTo(self.window, self.point_in(words))
        QTest.mouseClick(handle, Qt.MouseButton.RightButton, Qt.KeyboardModifier.NoModifier, place)
        self.settle()

    def choose(self, menu: QMenu, entry: QAction) -> None:
        """Click on an entry of a menu."""
        place = menu.actionGeometry(entry).center()
        QTest.mouseMove(menu, place)
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        self.settle()

    def drag_code(self, code: str, words: str) -> None:
        """Drag a code from the codebook to words of the article.

        Where the drag begins is the mouse's; offscreen, what it carries ends there, so the events
        of its way over the article are sent as the system would.
        """
        assert self.window.workspace is not None
        tree: Any = self.window.workspace.panels["codebook"].view  # type: ignore[attr-defined]
        model, carried = tree.model(), []
        give = model.mimeData
        model.mimeData = lambda indexes: carried.append(copy_of(give(indexes))) or give(indexes)
        start = tree.visualRect(model.index_of(self.key_of(code))).center()
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        QTest.mousePress(tree.viewport(), left, none, start)
        for way in (15, 30):
            QTest.mouseMove(tree.viewport(), start - QPoint(way, 0))
        QTest.mouseRelease(tree.viewport(), left, none, start)
        del model.mimeData
        assert carried, "no drag has begun"
        self.drop(carried[0], words)

    def drop(self, carried: QMimeData, words: str) -> None:
        """Let something that is being dragged go over words of the article."""
        place, port = self.point_in(words), self.view.viewport()
        copy, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        none = Qt.KeyboardModifier.NoModifier
        for event in (
            QDragEnterEvent(place, copy, carried, left, none),
            QDragMoveEvent(place, copy, carried, left, none),
            QDropEvent(QPointF(place), copy, carried, left, none),
        ):
            QApplication.sendEvent(port, event)
        self.settle()

    def run(self, command: str) -> None:
        """Choose a command of the menus."""
        self.window.menus.actions[command].trigger()
        self.settle()


def copy_of(carried: QMimeData) -> QMimeData:
    """Return the same to carry; Qt deletes what it carried when a drag ends."""
    made = QMimeData()
    for kind in carried.formats():
        made.setData(kind, carried.data(kind))
    return made


def plain_look() -> None:
    """Give the application its usual look again."""
    settings = Settings()
    settings["language"] = "en"
    settings["theme"] = "light"
    app_look.apply(settings)
