"""One fragment of an annotation: its words, its place, and a button to take it away."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import _, ngettext
from annotator.model.span import Fragment
from annotator.ui import theme
from annotator.ui.widgets import painting, wording
from annotator.ui.widgets.passage import Passage

SHOWN: Final = 280
"""Code points of a long fragment that are shown; the tooltip has more."""
_SHEET = (
    "#quote {{ background: {paper}; border: 1px solid {line}; border-radius: 6px; }}"
    "#quote QLabel#words {{ color: {ink}; }}"
)


class QuoteBox(QFrame):
    """A passage in the reading face and in its own direction."""

    removed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quote")
        colors = theme.current()
        self.setStyleSheet(
            _SHEET.format(
                paper=colors.paper.name(), line=colors.hairline.name(), ink=colors.ink.name()
            )
        )
        self.words = Passage(self)
        self.words.setObjectName("words")
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setFont(painting.reading_font())
        self.place = QLabel(self)
        self.place.setProperty("role", "muted")
        self.remove = QPushButton(_("Remove"), self)
        self.remove.setProperty("role", "quiet")
        self.remove.setAutoDefault(False)
        self.remove.setToolTip(_("Remove this fragment"))
        self.remove.clicked.connect(self.removed)
        line = QHBoxLayout()
        line.addWidget(self.place, 1)
        line.addWidget(self.remove)
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 6, 10, 5)
        box.setSpacing(0)
        box.addWidget(self.words)
        box.addLayout(line)

    def show_fragment(self, fragment: Fragment, *, removable: bool) -> None:
        """Show the words and the place (code points) of a fragment."""
        quote = wording.one_line(fragment.quote)
        shown = quote if len(quote) <= SHOWN else quote[:SHOWN].rstrip() + "…"
        self.words.setText(shown)
        self.words.setLayoutDirection(wording.direction(quote))
        self.setToolTip("" if shown == quote else fragment.quote[: 4 * SHOWN])
        length = fragment.end - fragment.start
        count = ngettext("{n} code point", "{n} code points", length).format(
            n=wording.number(length)
        )
        self.place.setText(wording.joined(wording.range_of(fragment.start, fragment.end), count))
        self.words.setAccessibleName(quote)
        self.remove.setVisible(removable)
        self.remove.setAccessibleName(
            _("Remove the fragment at {place}").format(
                place=wording.range_of(fragment.start, fragment.end)
            )
        )
