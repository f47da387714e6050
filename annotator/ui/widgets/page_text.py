"""The text of a file that is to be imported, with the parts that were put back marked in it."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit

from annotator.exchange.readers.source_document import PARAGRAPH_BREAK
from annotator.model.offsets import Utf16Map
from annotator.operations.importing_plan import ImportItem
from annotator.ui import theme
from annotator.ui.widgets import painting, wording
from annotator.ui.widgets.text_field import TextField

MOST_SHOWN: Final = 60_000
"""Code points of a page that are shown: the rest of a book would keep the window waiting."""


class PageText(TextField):
    """Read only, in the face and direction of the article; of plain texts only the beginning."""

    def __init__(self, name: str) -> None:
        super().__init__(name, 5)
        self.setReadOnly(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFont(painting.reading_font(18))
        self._path: object = None
        self._starts: dict[int, tuple[int, int]] = {}
        self._looked_at = -1

    def show_item(self, item: ImportItem) -> None:
        """Show a file's text; the same file stays where it was scrolled to."""
        rtl = item.draft.direction == "rtl" or (
            item.draft.direction == "auto" and wording.is_rtl(item.preview)
        )
        place = self.verticalScrollBar().value() if item.path == self._path else 0
        if item.path != self._path:
            self._looked_at = -1
        self._path = item.path
        self.read_in(painting.RTL if rtl else painting.LTR)
        text = item.draft.text[:MOST_SHOWN] if item.parts else item.preview
        self.setPlainText(text)
        self._starts = _starts(item, text)
        self._mark(item.put_back)
        self.verticalScrollBar().setValue(place)
        if self._looked_at >= 0:
            self.look_at(self._looked_at)

    def look_at(self, place: int) -> None:
        """Scroll to where the part at *place* stands, or would stand, in the text."""
        self._looked_at = place
        before = [each for each in self._starts if each <= place]
        if not before:
            self.verticalScrollBar().setValue(0)
            return
        start, end = self._starts[max(before)]
        cursor = QTextCursor(self.document())
        cursor.setPosition(start if place in self._starts else end)
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def _mark(self, put_back: frozenset[int]) -> None:
        marked = []
        for place in put_back & self._starts.keys():
            selection = QTextEdit.ExtraSelection()
            start, end = self._starts[place]
            selection.cursor = QTextCursor(self.document())
            selection.cursor.setPosition(start)
            selection.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            selection.format.setBackground(theme.current().selection)
            selection.format.setProperty(QTextFormat.Property.FullWidthSelection, False)
            marked.append(selection)
        self.setExtraSelections(marked)


def _starts(item: ImportItem, text: str) -> dict[int, tuple[int, int]]:
    """Return where the parts that are in the text begin and end in the widget, in UTF-16."""
    parts = item.turned if item.is_turned else item.parts
    offsets = Utf16Map(text)
    found = {}
    start = 0
    for place, part in enumerate(parts):
        if part.reason and place not in item.put_back:
            continue
        end = min(start + len(part.text), len(text))
        if start >= len(text):
            break
        found[place] = (offsets.to16(start), offsets.to16(end))
        start += len(part.text) + len(PARAGRAPH_BREAK)
    return found
