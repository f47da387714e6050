"""A button of a panel's head: words without a frame."""

from collections.abc import Callable

from PySide6.QtWidgets import QPushButton, QWidget


def quiet_button(title: str, run: Callable[[], object], parent: QWidget) -> QPushButton:
    """Return a quiet button that runs *run* when it is clicked."""
    button = QPushButton(title, parent)
    button.setProperty("role", "quiet")
    button.clicked.connect(lambda _on=False: run())
    return button
