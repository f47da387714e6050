"""A window on articles to be searched, and what a person does with the search panel."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.article import ArticleDraft
from annotator.operations import indexing
from annotator.operations.project import create_project
from annotator.store import articles
from annotator.ui.find_bar import FindBar
from annotator.ui.models.hits_model import HIT
from annotator.ui.panels.search import SearchPanel
from tests.ui.window.kit import CODER, Kit, plain_look

EMBASSY = (
    "نفت السفارة الأمريكيّة في سروة خبر الحريق.\n"
    "وقالت مصادر أمريكية إن الإرهاب لا صلة له بالحريق، وإرهاب الطرق شيء آخر.\n"
)
LEILA = "رحبت الامريكية ليلى بالقرار، وقال ناطق إن حريق الميناء انتهى وإن الحريق التالي بعيد.\n"
DRIVER = "The port fire was put out, said a driver. The fire began at night.\n"
ARTICLES = (
    ("نفي", EMBASSY, "المرفأ", "2024-11-12"),
    ("ترحيب", LEILA, "صوت الرصيف", "2024-11-10"),
    ("Port", DRIVER, "Harbour Watch", "2024-11-11"),
)


def make_project(path: Path) -> None:
    """Write an indexed project of three articles."""
    project = create_project(path, name="Search", coder=CODER)
    drafts = [
        ArticleDraft(text, title, outlet=outlet, published=day)
        for title, text, outlet, day in ARTICLES
    ]
    with project.database.step("Import", project.coder.id, kind="wall"):
        articles.add_many(project.database, drafts)
    indexing.index_pending(project)
    project.close()


class SearchKit(Kit):
    """A window and the ways to search in it."""

    @property
    def panel(self) -> SearchPanel:
        assert self.window.workspace is not None
        panel = self.window.workspace.panel("search")
        assert isinstance(panel, SearchPanel)
        return panel

    @property
    def bar(self) -> FindBar:
        bar = self.window.search_commands.bar()
        assert bar is not None
        return bar

    def type_into(self, field: QWidget, text: str) -> None:
        """Type text of any script, key by key."""
        for character in text:
            self.type_letter(character, field)

    def search(self, text: str) -> None:
        """Go to the field by its key, type and press Enter, and wait for what is found."""
        self.window.activateWindow()
        self.settle()
        view = self.window.focusWidget() or self.view
        self.qtbot.keyClick(
            view,
            Qt.Key.Key_F,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
        self.settle()
        field = QApplication.focusWidget()
        assert field is self.panel.field
        self.qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type_into(field, text)
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.wait()

    def wait(self) -> None:
        """Wait until nothing is searched, sorted or looked up any more."""
        search, forms = self.context.search, self.panel.forms
        self.qtbot.waitUntil(lambda: not search.is_working and not forms.is_looking)
        self.settle()

    def find(self, text: str) -> None:
        """Open the find bar by its key and type."""
        self.qtbot.keyClick(self.view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        self.settle()
        assert QApplication.focusWidget() is self.bar.field
        self.qtbot.keyClick(self.bar.field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.type_into(self.bar.field, text)
        self.bar.look()  # what the pause after typing does

    @property
    def quotes(self) -> list[str]:
        """What is listed as found, row by row."""
        model = self.context.search.model
        return [str(model.data(model.index(row, HIT))) for row in range(len(model))]

    @property
    def status(self) -> str:
        return self.panel.results.status.text()

    def place_of_row(self, row: int, column: int = HIT) -> QPoint:
        view = self.panel.results.view
        index: QModelIndex = view.model().index(row, column)
        view.scrollTo(index)
        return view.visualRect(index).center()

    def click_row(
        self, row: int, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        """Click on a hit of the list."""
        view, place = self.panel.results.view, self.place_of_row(row)
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, held, place)
        self.settle()

    def click_title(self, column: int) -> None:
        """Click on the title of a column."""
        header = self.panel.results.view.header()
        x = header.sectionViewportPosition(column) + header.sectionSize(column) // 2
        place = QPoint(x, header.height() // 2)
        none = Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, none, place)
        self.wait()

    def push(self, button: QPushButton | QCheckBox) -> None:
        """Click on a button or a box to tick."""
        place = button.rect().center()
        if isinstance(button, QCheckBox):
            x = button.width() - 8 if button.isRightToLeft() else 8
            place = QPoint(x, place.y())
        none = Qt.KeyboardModifier.NoModifier
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, none, place)
        self.settle()

    def choose_entry(self, menu: QMenu, *titles: str) -> None:
        """Open a menu and choose an entry, through submenus."""
        menu.popup(QPoint(10, 10))
        self.settle()
        for title in titles[:-1]:
            entry = next(each for each in menu.actions() if each.text() == title)
            menu.setActiveAction(entry)
            found = entry.menu()
            assert isinstance(found, QMenu)
            found.popup(QPoint(200, 10))
            self.settle()
            menu = found
        entry = next(each for each in menu.actions() if titles[-1] in each.text())
        self.choose(menu, entry)
        while (open_menu := QApplication.activePopupWidget()) is not None:
            open_menu.close()
        self.settle()


def search_kit(qtbot: QtBot, folder: Path, language: str) -> Iterator[SearchKit]:
    """Yield a window with the articles to be searched, the first one open."""
    path = folder / "port-fire.isnad"
    make_project(path)
    kit = SearchKit(qtbot, path, folder)
    kit.settings["language"] = language
    kit.start()
    kit.context.open_article(1)
    kit.settle()
    yield kit
    plain_look()


@pytest.fixture
def english(qtbot: QtBot, tmp_path: Path) -> Iterator[SearchKit]:
    """A window that reads from left to right."""
    yield from search_kit(qtbot, tmp_path, "en")


@pytest.fixture(params=["en", "ar"])
def either(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[SearchKit]:
    """A window in each of the two directions."""
    yield from search_kit(qtbot, tmp_path, request.param)
