"""The beginning of what will be written, and beside it what will be left out."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontDatabase, QResizeEvent, QTextOption
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, isolate
from annotator.operations.export_preview import Look, Sample, SampleFile
from annotator.ui.widgets import wording
from annotator.ui.widgets.form_row import heading
from annotator.ui.widgets.passage import Passage

_KILO: Final = 1024
_WRAP: Final = QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
"""A word cut in two loses the joined form of its letters; only what fits no line is cut."""


_PAPER: Final = "QTextBrowser { background: #fffdf9; color: #22201c; padding: 2px; }"
"""A copy to read is paper, whatever the theme: its tints are made for dark letters."""

_TAGS: Final = {
    **{"mark": "span", "h1": "p", "h2": "h4", "h3": "h4"},
    **{"dl": "div", "dt": "b", "dd": "span"},
}
"""What Qt does not know it shows without its colours; large headings would be all there is."""


class SampleView(QWidget):
    """Two boxes side by side; neither can be changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setAccessibleName(_("Preview"))
        self.text.setTabChangesFocus(True)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(max(11, self.font().pixelSize() - 2))
        self.text.setFont(font)
        self.text.setWordWrapMode(_WRAP)
        self.page = QTextBrowser(self)
        self.page.setOpenLinks(False)
        self.page.setTabChangesFocus(True)
        self.page.setAccessibleName(_("Preview"))
        self.page.setStyleSheet(_PAPER)
        self.page.hide()
        self.title = heading(_("Preview"))
        self.title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._losses = QWidget()
        self._list = QVBoxLayout(self._losses)
        self._list.setContentsMargins(10, 8, 10, 8)
        self._list.setSpacing(7)
        self.sentences: list[str] = []
        area = self._area = QScrollArea(self)
        area.setObjectName("sheet")
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(_("Left out"))
        area.setWidget(self._losses)
        area.viewport().setAutoFillBackground(False)
        self._losses.setAutoFillBackground(False)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(5)
        grid.addWidget(self.title, 0, 0)
        grid.addWidget(heading(_("Left out")), 0, 1)
        grid.addWidget(self.text, 1, 0)
        grid.addWidget(self.page, 1, 0)
        grid.addWidget(area, 1, 1)
        grid.setColumnStretch(0, 5)
        grid.setColumnStretch(1, 3)
        grid.setRowStretch(1, 1)

    def show_look(self, look: Look, *, as_code: bool) -> None:
        """Show an answer; lines *as_code* run left to right, others as their letters do."""
        self._show_sample(look.sample, as_code=as_code)
        self._show_sentences(look.losses, look.notes)

    def show_nothing(self) -> None:
        """Show that there is no answer."""
        self.title.setText(_("Preview"))
        self.text.clear()
        self._show_page("")
        self._show_sentences((), ())

    def _show_sample(self, sample: Sample, *, as_code: bool) -> None:
        named = _("Preview: {title}").format(title=isolate(sample.title))
        told = named if sample.title else _("Preview")
        self.title.setToolTip(told if sample.title else "")
        room = max(120, (self.page if self.page.isVisible() else self.text).width() - 8)
        elide = Qt.TextElideMode.ElideRight
        self.title.setText(self.title.fontMetrics().elidedText(told, elide, room))
        option = self.text.document().defaultTextOption()
        way = Qt.LayoutDirection.LeftToRight if as_code else Qt.LayoutDirection.LayoutDirectionAuto
        option.setTextDirection(way)
        option.setAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
            if as_code
            else Qt.AlignmentFlag.AlignLeft
        )
        option.setWrapMode(_WRAP)
        self.text.document().setDefaultTextOption(option)
        told = "\n".join(map(_told, sample.files)) or _("Nothing would be written.")
        self.text.setPlainText(sample.fault or told)
        self.text.verticalScrollBar().setValue(0)
        self._show_page(sample.page)

    def _show_page(self, page: str) -> None:
        """Show a copy to read as it looks, instead of its code."""
        for tag, known in _TAGS.items():
            page = page.replace(f"<{tag} ", f"<{known} ").replace(f"</{tag}>", f"</{known}>")
            page = page.replace(f"<{tag}>", f"<{known}>")
        page = page.replace("</b><span", "</b> <span")
        # Qt knows no <bdi>, without which a date among Arabic words would begin with its day.
        self.page.setHtml(page.replace("<bdi>", "\u2068").replace("</bdi>", "\u2069"))
        self.page.setVisible(bool(page))
        self.text.setVisible(not page)

    def _show_sentences(self, losses: Sequence[str], notes: Sequence[str]) -> None:
        while self._list.count():
            item = self._list.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self.sentences = [*notes, *losses]
        for number, sentence in enumerate(self.sentences):
            label = Passage(sentence, self._losses)
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("role", "warning" if number < len(notes) else "muted")
            self._list.addWidget(label)
            label.show()  # what is not shown yet has no height
        self._list.addStretch(1)
        self._fit()

    def _fit(self) -> None:
        """Give wrapped sentences their height: a scroll area asks for the least only."""
        height = self._list.heightForWidth(self._area.viewport().width())
        self._losses.setMinimumHeight(max(0, height))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the sentences anew."""
        super().resizeEvent(event)
        self._fit()


def _told(file: SampleFile) -> str:
    """Return a file of a sample as text: its name, if it has one, and how it begins."""
    size = _size(file.size)
    if not file.lines:
        empty = _("{name}, {size}: not shown, as it is no plain text.")
        told = empty.format(name=file.name or _("The file"), size=size)
        return f"{told}\n"
    head = [f"── {file.name} · {size}"] if file.name else []
    tail = ["…"] if file.is_cut else []
    return "\n".join([*head, *file.lines, *tail, *([""] if file.name else [])])


def _size(count: int) -> str:
    if count < _KILO:
        return _("{n} bytes").format(n=wording.number(count))
    return _("{n} KB").format(n=wording.grouped(round(count / _KILO)))
