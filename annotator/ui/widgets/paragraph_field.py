"""The current paragraph as native text, which screen readers read letter by letter.

The reading view paints its own text; this is its text mode. Only shown, never read back.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from annotator.i18n import _
from annotator.model.paragraphs import Paragraph, index_at, split
from annotator.ui.context import Context
from annotator.ui.widgets import painting
from annotator.ui.widgets.text_field import TextField


class ParagraphField(QWidget):
    """A heading that unfolds the paragraph in which the selection begins."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._paragraphs: list[Paragraph] | None = None
        self.heading = QPushButton(_("Paragraph as text"), self)
        self.heading.setProperty("role", "quiet")
        self.heading.setCheckable(True)
        self.heading.setAutoDefault(False)
        self.heading.setToolTip(_("For screen readers: the paragraph of the selection"))
        self.text = TextField(_("Current paragraph"), 4, self)
        self.text.setReadOnly(True)
        self.text.setFont(painting.reading_font())
        self.text.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByKeyboard
            | Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.text.hide()
        box = QVBoxLayout(self)
        box.setContentsMargins(*((14, 0, 5, 0) if self.isRightToLeft() else (5, 0, 14, 0)))
        box.setSpacing(4)
        box.addWidget(self.heading, 0, Qt.AlignmentFlag.AlignLeft)
        box.addWidget(self.text)
        self.heading.toggled.connect(self._unfold)
        context.article_changed.connect(self._forget)
        context.text_selection_changed.connect(self._follow)
        if context.article is None:
            self.hide()

    def _unfold(self, shown: bool) -> None:
        self.text.setVisible(shown)
        self._follow()

    def _forget(self) -> None:
        self._paragraphs = None
        self.setVisible(self.context.article is not None)
        self._follow()

    def _follow(self) -> None:
        """Show the paragraph of the selection, if it is unfolded at all."""
        article = self.context.article
        if not self.heading.isChecked():
            return
        if article is None:
            self.text.clear()
            return
        if self._paragraphs is None:
            self._paragraphs = split(article.text)
        starts = [paragraph.start for paragraph in self._paragraphs]
        found = self._paragraphs[index_at(starts, self.context.text_selection[0])]
        passage = article.text[found.start : found.end]
        self.text.setPlainText(passage)
