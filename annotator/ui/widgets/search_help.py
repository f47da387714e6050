"""What can be typed into a search, with examples."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from annotator.i18n import N_, _
from annotator.ui.widgets import painting
from annotator.ui.widgets.popover import Popover

EXAMPLES: Final = (
    ("حريق ميناء", N_("both words, anywhere in an article")),
    ("«ميناء السرو»", N_("these words in a row; any quotation marks do")),
    ("مستودع*", N_("every word that begins so")),
    ("حريق OR انفجار", N_("one of the two, or both")),
    ("حريق NOT غابات", N_("the first, in articles without the second")),
    ("(حريق OR انفجار) ميناء", N_("parentheses keep together")),
    ("NEAR(وزير استقالة, 5)", N_("with at most five words between them")),
)


class SearchHelp(Popover):
    """A table of examples."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(_("What can be searched for"), parent)
        heading = QLabel(self.windowTitle(), self)
        heading.setProperty("role", "heading")
        self.body.addWidget(heading)
        table = QGridLayout()
        table.setHorizontalSpacing(22)
        table.setVerticalSpacing(6)
        for row, (example, meaning) in enumerate(EXAMPLES):
            typed = QLabel(f"\u200f{example}", self)  # as the field shows it
            typed.setFont(painting.reading_font(17))
            typed.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            typed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            told = QLabel(_(meaning), self)
            told.setProperty("role", "muted")
            table.addWidget(typed, row, 0)
            table.addWidget(told, row, 1)
        self.body.addLayout(table)
        note = QLabel(
            _(
                "AND, OR, NOT and NEAR are written in Latin capitals. Spelling is compared at the"
                " level chosen: امريكيه finds الأمريكيّة too."
            ),
            self,
        )
        note.setWordWrap(True)
        note.setMaximumWidth(460)
        note.setProperty("role", "muted")
        self.body.addWidget(note)
