"""A card over the article that tells what a word may be.

Belongs here: how an analysis looks. Does not belong here: when a card comes and goes
(``ui.word_analyses``), and what is known of a word (``operations.analysing``).
"""

from typing import Final

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import _, is_right_to_left, isolate, ngettext
from annotator.operations.analysing import Analysed, Reading, part_of_speech
from annotator.ui import theme
from annotator.ui.widgets import painting, wording
from annotator.ui.widgets.passage import Passage

MOST: Final = 4
"""Readings that are shown; further ones are counted."""
WIDTH: Final = 340
_GAP: Final = 6
_SHEET: Final = (
    "#wordCard {{ background: {panel}; border: 1px solid {accent}; border-radius: 8px; }}"
)


class WordCard(QFrame):
    """Says of one word: its letters in Latin, and each reading."""

    dismissed = Signal()
    """Escape was pressed in it."""
    data_wanted = Signal()
    """The person wants to choose a morphology database."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("wordCard")
        colors = theme.current()
        self.setStyleSheet(_SHEET.format(panel=colors.panel.name(), accent=colors.accent.name()))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        self.setFixedWidth(WIDTH)
        self.sentence = ""
        """Everything that is on it, for a screen reader."""
        self.link = QPushButton(_("Language data…"), self)
        self.link.setProperty("role", "quiet")
        self.link.setAutoDefault(False)
        self.link.clicked.connect(self.data_wanted)
        self._labels: list[QLabel] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(14, 10, 14, 10)
        self._box.setSpacing(3)
        self.hide()

    def show_word(self, found: Analysed, around: QRect, *, waiting: bool = False) -> None:
        """Show what is known of a word beside where it stands (in the parent's coordinates).

        While *waiting*, the database is being read, and more is to come.
        """
        self._clear()
        word = self._add(found.word, "")
        word.setFont(painting.reading_font())
        self._add(wording.joined(f"{found.buckwalter} (Buckwalter)", f"{found.hsb} (HSB)"), "muted")
        for each in found.readings[:MOST]:
            self._add_reading(each)
        left = len(found.readings) - MOST
        if left > 0:
            more = ngettext("{n} more reading", "{n} more readings", left)
            self._add(more.format(n=wording.number(left)), "muted")
        if not found.readings:
            self._add_rules(found)
        if waiting:
            self._add(_("Reading the morphology database…"), "muted")
        elif not found.has_database:
            self._add(
                _("Lemma, root and gloss need a morphology database, and none is in use."), "muted"
            )
        elif not found.readings:
            self._add(_("The morphology database does not know this word."), "muted")
        self.link.setVisible(not found.has_database and not waiting)
        if self.link.isVisibleTo(self):
            self._box.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeading)
        self.sentence = ". ".join(label.text() for label in self._labels)
        self.setAccessibleName(_("Analysis of {word}").format(word=isolate(found.word)))
        self.setAccessibleDescription(self.sentence)
        self._place(around)
        self.show()
        self.raise_()

    def _add_reading(self, reading: Reading) -> None:
        found = reading.analysis
        head = self._add(
            wording.joined(found.lemma, found.root, part_of_speech(found.part_of_speech)), "heading"
        )
        head.setContentsMargins(0, 5, 0, 0)
        if found.gloss:
            self._add(isolate(found.gloss), "")
        self._add(wording.joined(reading.buckwalter, reading.hsb), "muted")

    def _add_rules(self, found: Analysed) -> None:
        if found.particles:
            self._add(_("Little words: {words}").format(words=isolate(found.particles)), "")
        if found.stem:
            self._add(_("Light stem: {stem}").format(stem=isolate(found.stem)), "")

    def _add(self, text: str, role: str) -> QLabel:
        label = Passage(text, self) if is_right_to_left() else QLabel(text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        edge = Qt.AlignmentFlag.AlignRight if is_right_to_left() else Qt.AlignmentFlag.AlignLeft
        label.setAlignment(edge | Qt.AlignmentFlag.AlignAbsolute)  # whatever its own direction
        if role:
            label.setProperty("role", role)
        self._labels.append(label)
        self._box.addWidget(label)
        label.show()  # what is hidden has no height in a layout
        return label

    def _clear(self) -> None:
        self._box.removeWidget(self.link)
        for label in self._labels:
            self._box.removeWidget(label)
            label.hide()
            label.deleteLater()
        self._labels = []

    def _place(self, around: QRect) -> None:
        """Put the card under a place, above it, or over it where neither has room for all of it."""
        parent = self.parentWidget()
        room = parent.rect() if parent is not None else around
        height = self._box.totalHeightForWidth(WIDTH)
        left = around.center().x() - WIDTH // 2
        left = max(room.left() + _GAP, min(left, room.right() - WIDTH - _GAP))
        top = around.bottom() + _GAP
        if top + height > room.bottom():
            above = around.top() - _GAP - height
            lowest = room.bottom() - _GAP - height
            top = min(above, lowest) if above >= room.top() else max(room.top(), lowest)
        self.setFixedHeight(height)
        self.move(QPoint(left, top))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the article on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismissed.emit()
        else:
            super().keyPressEvent(event)
