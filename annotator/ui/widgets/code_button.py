"""A button that shows a code and lets another be picked."""

from collections.abc import Collection

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QPushButton, QWidget

from annotator.i18n import isolate
from annotator.ui import theme
from annotator.ui.context import Context
from annotator.ui.widgets import painting


class CodeButton(QPushButton):
    """Shows a code with its swatch; a click opens the picker."""

    chosen = Signal(int)
    """Another code was picked."""

    def __init__(
        self,
        context: Context,
        prompt: str,
        left_out: Collection[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.code: int | None = None
        self._prompt = prompt
        self._left_out = left_out
        self.setIconSize(QSize(16, 16))
        self.setAutoDefault(False)
        # Qt mirrors it where the interface reads from the right.
        self.setStyleSheet(f"QPushButton {{ text-align: left; padding: {theme.air(6)}px 10px; }}")
        self.clicked.connect(self.pick)
        self.set_code(None)

    def set_code(self, key: int | None) -> None:
        """Show a code, or the prompt."""
        code = self.context.codebook.get(key) if key is not None else None
        self.code = code.id if code else None
        self.setText(f" {isolate(code.label)}" if code else self._prompt)
        self.setIcon(painting.swatch_icon(code.color, code.kind) if code else QIcon())
        self.setAccessibleName(f"{self._prompt} {code.label}" if code else self._prompt)

    def pick(self) -> None:
        """Ask for another code."""
        from annotator.ui.dialogs.code_picker import CodePicker

        corner = self.rect().bottomRight() if self.isRightToLeft() else self.rect().bottomLeft()
        picked = CodePicker.ask(
            self.context, self.mapToGlobal(corner), self._prompt, self._left_out, self
        )
        if picked is not None and picked != self.code:
            self.set_code(picked)
            self.chosen.emit(picked)
