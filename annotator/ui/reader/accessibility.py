"""What assistive technology hears of the page.

Belongs here: role, name and value of the view, and announcements. Does not belong here: a text
interface: one written in Python crashes Qt 6.11, so the window shows the current paragraph in a
native field beside the page.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleInterface,
    QAccessibleValueChangeEvent,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget

_CLASS = "ArticleView"


class _AccessibleArticle(QAccessibleWidget):
    """A document whose value is the paragraph with the caret."""

    def __init__(self, view: QWidget) -> None:
        super().__init__(view, QAccessible.Role.Document, view.accessibleName())
        self._view = view

    def text(self, kind: QAccessible.Text, /) -> str:
        """Return name, description or value."""
        if kind == QAccessible.Text.Value:
            return str(self._view.property("currentParagraph") or "")
        if kind == QAccessible.Text.Name:
            return self._view.accessibleName()
        return super().text(kind)


def _make(name: str, thing: QObject) -> QAccessibleInterface | None:
    """Return the interface for a view; Qt asks for every object."""
    if name == _CLASS and isinstance(thing, QWidget):
        return _AccessibleArticle(thing)
    return None


_installed: list[bool] = []


def install() -> None:
    """Make Qt ask this module for the reading view's interface; further calls do nothing."""
    if not _installed:
        QAccessible.installFactory(_make)
        _installed.append(True)


def tell_paragraph(view: QWidget, text: str) -> None:
    """Make `text` the view's value and tell assistive technology if it listens."""
    view.setProperty("currentParagraph", text)
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(view, text))


def announce(view: QWidget, sentence: str) -> None:
    """Have a sentence spoken, if assistive technology listens."""
    if QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, sentence))
