"""A quiet button that shows what is chosen from a short list and opens it as a menu."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QPushButton, QWidget


class ChoiceButton(QPushButton):
    """One of several named values; ``name`` is what a screen reader calls the choice."""

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Iterable[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "quiet")
        # The style leaves no room for its own arrow, and in a mirrored window draws none.
        self.setStyleSheet("QPushButton::menu-indicator { image: none; width: 0px; }")
        self._name = name
        self._titles: dict[str, str] = {}
        self.value = ""
        menu = QMenu(self)
        self._group = QActionGroup(menu)
        for value, title in choices:
            self._titles[value] = title
            action = menu.addAction(title)
            action.setCheckable(True)
            action.setData(value)
            self._group.addAction(action)
        self._group.triggered.connect(lambda action: self.choose(action.data()))
        self.setMenu(menu)
        self.setToolTip(name)
        self.set_value(next(iter(self._titles), ""))

    def set_value(self, value: str) -> None:
        """Show *value* as chosen, without telling anybody."""
        self.value = value
        for action in self._group.actions():
            action.setChecked(action.data() == value)
        title = self._titles.get(value, "")
        self.setText(f"{title} ▾")
        self.setAccessibleName(f"{self._name}: {title}")

    def choose(self, value: str) -> None:
        """Choose *value* and tell."""
        if value != self.value:
            self.set_value(value)
            self.chosen.emit(value)
