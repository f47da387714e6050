"""A control with what it is called beside it, or above it where the panel is narrow."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QLabel, QSizePolicy, QWidget

LABEL: Final = 84
"""Pixels of the column of names."""
_LEAST: Final = 120
NARROW: Final = 250
"""Pixels below which names stand above their controls."""

_TOPS: Final = {"Chips": 3, "QLabel": 0}
"""Pixels above a name, so that it stands beside the first line of its control."""


class FormRow(QWidget):
    """One line of a form that is read from start to end."""

    def __init__(
        self, label: QWidget | str, control: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.control = control
        self.label = label if isinstance(label, QWidget) else muted(label)
        if isinstance(self.label, QLabel):
            self.label.setWordWrap(True)
            self.label.setBuddy(control)
            self.label.setContentsMargins(0, _TOPS.get(type(control).__name__, 6), 0, 0)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._line = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(4)
        self._line.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        self._line.addWidget(control, 1)
        self._lay_out(356)

    def _lay_out(self, width: int) -> None:
        self._is_above = above = width < NARROW
        way = QBoxLayout.Direction.TopToBottom if above else QBoxLayout.Direction.LeftToRight
        if above:
            self.label.setMinimumWidth(0)
            self.label.setMaximumWidth(16_000)
        else:
            self.label.setFixedWidth(LABEL)
        self._line.setSpacing(2 if above else 4)
        self._line.setDirection(way)

    def minimumSizeHint(self) -> QSize:
        """Return the width of a narrow panel: the name goes above the control there."""
        return QSize(_LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the name above or beside the control."""
        super().resizeEvent(event)
        if (event.size().width() < NARROW) != self._is_above:
            self._lay_out(event.size().width())


def muted(text: str) -> QLabel:
    """Return a quiet label."""
    label = QLabel(text)
    label.setProperty("role", "muted")
    label.setStyleSheet("QLabel { font-size: 12px; }")
    return label


def line(parent: QWidget) -> QFrame:
    """Return a hairline between groups."""
    made = QFrame(parent)
    made.setFixedHeight(1)
    made.setObjectName("line")
    return made


def heading(text: str) -> QLabel:
    """Return the small heading of a group."""
    label = muted(text)
    label.setStyleSheet("QLabel { font-weight: 600; font-size: 12px; }")
    return label


def keep_at_start(label: QLabel) -> None:
    """Set a label at the edge where the interface begins to be read, whatever its own letters."""
    edge = Qt.AlignmentFlag.AlignRight if label.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
    label.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
