"""A heading that hides or shows what is below it, and remembers which."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from annotator.settings import Settings

OPEN = "unfolded"
"""Where the settings of the window keep the headings that are open."""


class Fold(QWidget):
    """A title to click, above a body."""

    def __init__(
        self,
        name: str,
        title: str,
        body: QWidget,
        settings: Settings,
        parent: QWidget,
        inset: int = 0,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._title = title
        self._settings = settings
        self._foldable = True
        self.body = body
        self.heading = QPushButton(self)
        self.heading.setProperty("role", "quiet")
        self.heading.setStyleSheet(
            "QPushButton { text-align: left; padding: 3px 0px; font-size: 12px; }"
        )
        self.heading.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.heading.setCheckable(True)
        self.heading.setAutoDefault(False)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(7)
        top = QHBoxLayout()
        top.setContentsMargins(inset, 0, inset, 0)
        top.addWidget(self.heading)
        box.addLayout(top)
        box.addWidget(body)
        self.heading.toggled.connect(self._toggled)
        self.heading.setChecked(name in settings["window"].get(OPEN, []))
        self._show()

    @property
    def is_open(self) -> bool:
        """Tell whether the body is shown."""
        return self.heading.isChecked()

    def set_foldable(self, foldable: bool) -> None:
        """Have a heading that hides the body, or show the body alone."""
        if foldable != self._foldable:
            self._foldable = foldable
            self._show()

    def unfold(self) -> None:
        """Show the body."""
        self.heading.setChecked(True)

    def retitle(self, title: str) -> None:
        """Write another title."""
        self._title = title
        self._show()

    def _toggled(self, shown: bool) -> None:
        state = dict(self._settings["window"])
        others = [name for name in state.get(OPEN, []) if name != self._name]
        state[OPEN] = [*others, self._name] if shown else others
        self._settings["window"] = state
        self._show()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide the title anew."""
        super().resizeEvent(event)
        self._show()

    def _show(self) -> None:
        closed = "◂" if self.isRightToLeft() else "▸"
        text = f"{'▾' if self.is_open else closed}  {self._title}"
        metrics = self.heading.fontMetrics()
        room = max(60, self.heading.width() - 6) if self.isVisible() else 2_000
        self.heading.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))
        self.heading.setAccessibleName(self._title)
        self.heading.setVisible(self._foldable)
        self.body.setVisible(self.is_open or not self._foldable)
