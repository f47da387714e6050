"""A short row of chips of which one is chosen."""

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from annotator.ui import theme

_SHEET = """
QPushButton {{ background: {ground}; color: {ink}; border: 1px solid {line};
  border-radius: {round}px; padding: {air}px 8px; font-size: 12px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:checked {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton:focus {{ {focus} }}
QPushButton:checked:focus {{ border-color: {ink}; {underlined} }}
QPushButton:disabled {{ color: {muted}; }}
QPushButton:checked:disabled {{ background: {line}; color: {on_line}; border-color: {line}; }}
"""


class Segmented(QWidget):
    """Named values side by side; ``chosen`` tells of a click or key, not of ``set_value``."""

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Iterable[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        colors, air = theme.current(), theme.air(2)
        height = QFontMetrics(self.font()).height() * 12 / 13 + 2 * air + 2
        self.setStyleSheet(
            _SHEET.format(
                ground=colors.ground.name(),
                ink=colors.ink.name(),
                line=colors.hairline.name(),
                hover=colors.hover.name(),
                accent=colors.accent.name(),
                on_accent=colors.on_accent.name(),
                muted=colors.muted.name(),
                on_line=theme.on(colors.hairline).name(),
                focus=theme.focus_rule(air, 8),
                underlined="text-decoration: underline;" if colors.patterned else "",
                air=air,
                round=int(height / 2),
            )
        )
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        for value, title in choices:
            button = QPushButton(title, self)
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setAccessibleName(f"{name}: {title}")
            button.clicked.connect(lambda _on, value=value: self.chosen.emit(value))
            self._group.addButton(button)
            self.buttons[value] = button
            line.addWidget(button)
        line.addStretch(1)

    @property
    def value(self) -> str:
        """The value chosen."""
        return next((v for v, button in self.buttons.items() if button.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Show *value* as chosen, without telling anybody."""
        self.buttons[value].setChecked(True)
