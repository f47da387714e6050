"""A small project and the context of a window without the window, for panels and dialogs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QWidget

from annotator import i18n
from annotator.model.article import ArticleDraft
from annotator.operations import codebook, tagging
from annotator.operations.project import Project, create_project
from annotator.settings import Settings
from annotator.store import articles
from annotator.ui import theme
from annotator.ui.context import Context

TEXT = (
    "روايات عن حريق الميناء\n\n"
    "قالت وكالة أفق إن الحريق أتى على ثلاثة مستودعات. وأضاف مصدر في هيئة الموانئ أن الأسباب "
    "مجهولة.\n\nوأكد المتحدث باسم الهيئة أن المخزون آمن، حسب Harbour Watch."
)
TITLES = ("روايات عن حريق الميناء", "اتحاد العمّال: حذّرنا مراراً", "Grain is safe, says minister")
OUTLETS = ("المرفأ", "صوت الرصيف", "Harbour Watch")


def make_project(folder: Path, coder: str = "سلمى") -> Project:
    """Make a project of three articles with the default codebook."""
    project = create_project(folder / "workshop.isnad", coder=coder)
    with project.database.step("Import", project.coder.id):
        for number, title in enumerate(TITLES):
            draft = ArticleDraft(
                TEXT if not number else f"{title}\n\n{TEXT}",
                title,
                outlet=OUTLETS[number],
                author="نادر الشهابي",
                published=f"2024-03-{14 - number}",
            )
            articles.add(project.database, draft)
    return project


def place(word: str, text: str = TEXT) -> tuple[int, int]:
    """Return the code points of *word* in the text."""
    start = text.index(word)
    return start, start + len(word)


def code_of(context: Context, kind: str) -> int:
    """Return the codebook's first code of a kind."""
    found = codebook.codebook(context.opened).by_kind(kind)
    assert found is not None
    return found.id


def tag(context: Context, word: str, kind: str = "claim") -> int:
    """Tag a word of the open article as the window would; return the annotation."""
    assert context.article is not None
    where = place(word, context.article.text)
    changes = context.run(tagging.tag, context.article.id, [where], code_of(context, kind))
    assert changes is not None
    return changes.created[0]


class WatchedContext(Context):
    """A context that keeps what was refused."""

    def __init__(self) -> None:
        super().__init__(Settings())
        self.refusals: list[str] = []
        self.failed.connect(lambda error: self.refusals.append(error.message))


@contextmanager
def opened(project: Project) -> Iterator[WatchedContext]:
    """Yield a context with the project open; a refusal that is left in it fails the test."""
    context = WatchedContext()
    context.set_project(project)
    try:
        yield context
    finally:
        context.set_project(None)
    assert context.refusals == []


@contextmanager
def interface(language: str, colors: str = "light") -> Iterator[None]:
    """Speak a language and use a theme, and go back afterwards."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    i18n.set_language(language)
    rtl = i18n.is_right_to_left()
    application.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    theme.use(colors)
    try:
        yield
    finally:
        i18n.set_language("en")
        application.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        theme.use("light")
        application.setStyleSheet("")


def click(
    view: QAbstractItemView,
    index: QModelIndex,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Click the middle of a row."""
    view.scrollTo(index)
    rect = view.visualRect(index)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, modifiers, rect.center())


def press(widget: QWidget, key: Qt.Key, times: int = 1) -> None:
    """Press a key in a widget."""
    for _time in range(times):
        QTest.keyClick(widget, key)


def type_in(widget: QWidget, text: str) -> None:
    """Type text of any script, one key event for each character."""
    widget.setFocus()
    for letter in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
            QApplication.sendEvent(widget, event)


def edit_in_place(view: QAbstractItemView, index: QModelIndex, text: str) -> None:
    """Rename a row as a person does: F2, the new name, Enter."""
    view.setCurrentIndex(index)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_F2)
    editor = view.viewport().focusWidget() or view.focusWidget()
    assert editor is not None
    assert editor is not view
    QTest.keySequence(editor, "Ctrl+A")
    type_in(editor, text)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()


def nameless(widget: QWidget) -> list[str]:
    """Return the widgets that take the keyboard but have no name for a screen reader."""
    found = []
    for each in widget.findChildren(QWidget):
        if each.objectName().startswith("qt_") or each.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        if each.focusProxy() is not None or not each.isVisibleTo(widget):
            continue
        text = getattr(each, "text", lambda: "")
        if not (each.accessibleName() or (callable(text) and str(text()).strip())):
            found.append(f"{type(each).__name__} {each.objectName()}")
    return found


def middle(widget: QWidget) -> QPoint:
    """Return the middle of a widget."""
    return widget.rect().center()
