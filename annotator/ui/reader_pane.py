"""The article in the window: feeds the reading view from the context, and the context from it.

Belongs here: which marks are shown how, the header lines, tooltips, the sheet around the view. What
a gesture does is in ``gestures``.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, isolate
from annotator.model.annotation import Annotation
from annotator.model.article import Article
from annotator.model.changes import Changes
from annotator.operations import articles
from annotator.ui import theme
from annotator.ui.context import NO_ANNOTATION, Context
from annotator.ui.gestures import CONFIDENCE_NAMES
from annotator.ui.reader import ArticleView, Mark, MarkStyle, ReaderColors
from annotator.ui.widgets import wording

_Number = TypeVar("_Number", int, float)
FIELD: Final = 380
"""Width of the command field, pixels, where there is room."""
CORNER: Final = 7
"""Pixels beside the page, so that it covers no rounded corner of the sheet."""
SPACINGS: Final = (1.6, 1.8, 2.0, 2.2, 2.5, 2.8, 3.2)
SIZES: Final = (13, 15, 17, 19, 21, 23, 26, 30, 34, 40, 48)


class Strip(QWidget):
    """What stands above the page; a line parts it from text that has been scrolled under it."""

    def __init__(self, view: ArticleView, parent: QWidget) -> None:
        super().__init__(parent)
        self._bar = view.verticalScrollBar()
        self._bar.valueChanged.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the line where there is text above."""
        if self._bar.value() > self._bar.minimum():
            with QPainter(self) as painter:
                rect = self.rect()
                rect.setTop(rect.bottom())
                painter.fillRect(rect, theme.current().hairline)


class ReaderPane(QFrame):
    """The sheet in the middle of the window."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sheet")
        self.context = context
        self.view = ArticleView(self)
        self.view.setAccessibleName(_("Article"))
        self.strip = Strip(self.view, self)
        self.field = QPushButton(self.strip)
        self._coders: dict[int, str] = {}
        self.chain_of: Callable[[int], str] = lambda _annotation: ""
        """Returns the chain that an annotation has a role in; set once attributions are read."""
        self._build()
        self._listen()
        self.apply_settings()
        self.apply_theme()
        self._show_article()

    def _build(self) -> None:
        self.field.setProperty("role", "field")
        self.field.setText(_("Type a command or a code…  {key}").format(key=isolate("Ctrl K")))
        self.field.setAccessibleName(_("Find a command or a code"))
        self.field.setMinimumWidth(120)
        self.field.setMaximumWidth(FIELD)
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        above = QHBoxLayout(self.strip)
        above.setContentsMargins(12, 9, 12, 9)
        above.addWidget(self.field)
        self.banner = QFrame(self)
        self.banner.setObjectName("banner")
        self._banner_text = QLabel(self.banner)
        self._banner_text.setWordWrap(True)
        banner_row = QHBoxLayout(self.banner)
        banner_row.setContentsMargins(12, 7, 12, 7)
        banner_row.addWidget(self._banner_text)
        self.empty = QLabel(self)
        self.empty.setProperty("role", "muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.empty.setWordWrap(True)
        self.empty.setMargin(40)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self.empty)
        told = QVBoxLayout()
        told.setContentsMargins(11, 8, 11, 0)
        told.addWidget(self.banner)
        page = QVBoxLayout()
        page.setContentsMargins(CORNER, 0, CORNER, 0)
        page.addWidget(self._stack)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.strip)
        column.addLayout(told)
        column.addLayout(page, 1)

    def put_above(self, bar: QWidget) -> None:
        """Let a bar stand between what is above the page and the page."""
        self._column.insertWidget(self._column.count() - 1, bar)

    def _listen(self) -> None:
        context, view = self.context, self.view
        context.project_changed.connect(self._project_changed)
        context.article_changed.connect(self._show_article)
        context.changed.connect(self._changed)
        context.marks_changed.connect(self._marks_changed)
        context.codebook_changed.connect(self._show_styles)
        context.selected_to_be_shown.connect(self._show_selected)
        context.to_be_seen.connect(self._paint_now)
        view.selection_changed.connect(context.set_text_selection)
        view.selected_mark_changed.connect(context.select)
        view.mark_hovered.connect(self._hover)
        view.zoomed.connect(self._zoomed)
        self._project_changed()

    def first_field(self) -> QWidget:
        """Return where the keyboard belongs: the article, not what stands above it."""
        return self.view

    # what is shown

    def _project_changed(self) -> None:
        project = self.context.project
        self._coders = {who.id: who.name for who in project.coders()} if project else {}
        reason = project.read_only if project else ""
        self.banner.setVisible(bool(reason))
        self._banner_text.setText(
            _("Nothing can be changed in this window: {reason}").format(reason=isolate(reason))
        )
        self._show_styles()
        self._tell_empty()

    def _tell_empty(self) -> None:
        if self.context.article is not None:
            self._stack.setCurrentIndex(0)
            return
        project = self.context.project
        if project is None or articles.progress(project)[1]:
            self.empty.setText(_("Open an article from the list."))
        else:
            self.empty.setText(
                _("The project has no articles yet.")
                + "\n"
                + _("{key} imports articles.").format(key=isolate("Ctrl+I"))
            )
        self._stack.setCurrentIndex(1)

    def _show_article(self) -> None:
        current = self.context.article
        if current is None:
            self.view.clear_article()
        else:
            article = current.article
            self.view.set_article(
                current.text,
                direction=article.direction,
                title=article.title,
                details=details_line(article),
            )
            self.view.set_marks(self._mark(mark) for mark in current)
            self._stack.setCurrentIndex(0)
            self._show_selected(self.context.selected)
        self._tell_empty()

    def _changed(self, changes: Changes) -> None:
        current = self.context.article
        if changes.of("coder"):
            self._project_changed()
        if current is None and changes.of("article"):
            self._tell_empty()
        if current is None or current.id not in changes.of("article"):
            return
        article = current.article
        self.view.set_header(article.title, details_line(article))

    def _marks_changed(self, changed: Iterable[Annotation], gone: Iterable[int]) -> None:
        self.view.update_marks([self._mark(mark) for mark in changed], list(gone))
        self._show_selected(self.context.selected)

    def _mark(self, mark: Annotation) -> Mark:
        project = self.context.opened
        own = project.has_coder and mark.coder == project.coder.id
        return Mark(
            mark.id,
            mark.span.ranges,
            mark.code,
            important=mark.important,
            memo=bool(mark.memo),
            foreign=not own,
        )

    def _show_selected(self, annotation: int) -> None:
        wanted = None if annotation == NO_ANNOTATION else annotation
        if self.view.selected_mark() != wanted:
            self.view.select_mark(wanted, reveal=True)

    def _paint_now(self) -> None:
        self.view.viewport().repaint()

    def _show_styles(self) -> None:
        colors = theme.current()
        styles = {}
        for code, _depth in self.context.codebook.walk():
            look = theme.marks(code.color)
            pattern = theme.PATTERNS[code.kind] if colors.patterned else 0
            styles[code.id] = MarkStyle(code.label, look.tint, look.band, look.strong, pattern)
        self.view.set_styles(styles)

    def _hover(self, annotation: int, place: QPoint) -> None:
        current = self.context.article
        mark = current.get(annotation) if current else None
        if mark is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(place, self.tooltip(mark), self.view.viewport())

    def tooltip(self, mark: Annotation) -> str:
        """Return what is said of an annotation under the pointer, in plain text."""
        code = self.context.codebook.get(mark.code)
        first = isolate(self.context.codebook.path(mark.code)) if code else ""
        who = isolate(self._coders.get(mark.coder, ""))
        lines = [f"{first} · {who}"]
        chain = self.chain_of(mark.id)
        if chain:
            lines.append(chain)
        if mark.confidence != "unset":
            lines.append(_(CONFIDENCE_NAMES[mark.confidence]))
        if mark.important:
            lines.append(_("Important"))
        if mark.memo:
            lines.append(isolate(mark.memo if len(mark.memo) <= 400 else mark.memo[:400] + "…"))
        return "\n".join(lines)

    # how it is shown

    def apply_settings(self) -> None:
        """Set the article in the face, size and spacing of the settings."""
        settings = self.context.settings
        self.view.set_reading_font(settings["reading_font"], settings["reading_size"])
        self.view.set_line_spacing(float(settings["line_spacing"]))
        self.view.set_column_width(settings["column_width"])
        self.view.set_word_snapping(settings["word_snapping"])

    def apply_theme(self) -> None:
        """Paint in the colours of the theme in use."""
        colors = theme.current()
        self.view.set_colors(
            ReaderColors(
                ground=colors.paper,
                ink=colors.ink,
                muted=colors.muted,
                selection=colors.selection,
                caret=colors.ink,
                accent=colors.accent,
                handle=colors.accent,
                hairline=colors.hairline,
                patterned=colors.patterned,
            )
        )
        self._show_styles()

    def _zoomed(self, size: int) -> None:
        self.context.settings["reading_size"] = size

    def zoom(self, steps: int) -> None:
        """Make the letters larger or smaller; 0 makes them as usual."""
        present = self.context.settings["reading_size"]
        self.context.settings["reading_size"] = stepped(SIZES, present, steps, 21)
        self.apply_settings()

    def space_lines(self, steps: int) -> None:
        """Give the lines more or less room."""
        present = float(self.context.settings["line_spacing"])
        self.context.settings["line_spacing"] = stepped(SPACINGS, present, steps, 2.2)
        self.apply_settings()


def stepped(values: Sequence[_Number], present: _Number, steps: int, usual: _Number) -> _Number:
    """Return the value some steps from the present one; 0 steps give the usual."""
    if not steps:
        return usual
    nearest = min(range(len(values)), key=lambda place: abs(values[place] - present))
    return values[max(0, min(len(values) - 1, nearest + steps))]


def details_line(article: Article) -> str:
    """Return outlet, author, date and address, each isolated, for under the title."""
    date = wording.date(article.published) if article.published else ""
    address = article.url.split("://")[-1]
    return wording.joined(article.outlet, article.author, date, address)
