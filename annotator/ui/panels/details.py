"""What is known about the selected annotation and its attribution, or about the open article.

Belongs here: which page is shown, and the paragraph as native text. The pages are files beside it;
those about attributions and claims are made when they are first needed.
"""

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.i18n import N_, _
from annotator.model.changes import Changes
from annotator.operations import articles
from annotator.ui.context import NO_ANNOTATION, Context
from annotator.ui.panels.details_annotation import AnnotationPage
from annotator.ui.panels.details_article import ArticlePage
from annotator.ui.panels.details_selection import SelectionParts
from annotator.ui.widgets.fold import Fold
from annotator.ui.widgets.paragraph_field import ParagraphField

IDLE: Final = 150
"""Milliseconds after an article's attributions are there before their page is made."""
_SAID: Final = ("annotation", "attribution", "claim", "entity", "flag", "ledger_claim")
"""The kinds that the parts about attributions and claims show something of."""


class DetailsPanel(QWidget):
    """The annotation's page while one is selected, else the article's."""

    NAME = "details"
    TITLE = N_("Details")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        known = context.attributions  # hears of every change before this panel does
        self.annotation = AnnotationPage(context)
        self.article = ArticlePage(context)
        self.empty = QLabel(_("Open an article to see what is known about it."))
        self.empty.setProperty("role", "muted")
        self.empty.setWordWrap(True)
        self.empty.setMargin(22)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.pages = Pages(self.empty, self.article, self.annotation)
        self.paragraph = ParagraphField(context)
        self._shown: tuple[int, tuple[int, ...]] = (NO_ANNOTATION, ())
        self._lay_out()
        context.project_changed.connect(self._learn_coders)
        context.article_changed.connect(self.refresh)
        context.selected_changed.connect(self.refresh)
        context.codebook_changed.connect(self.refresh)
        context.changed.connect(self._follow)
        context.marks_changed.connect(self._follow_marks)
        known.reloaded.connect(self.refresh)
        known.reloaded.connect(self._prepare_soon)
        known.chosen_changed.connect(self.refresh)
        self.parts.other_wanted.connect(self.refresh)
        self._learn_coders()

    def _prepare_soon(self) -> None:
        QTimer.singleShot(IDLE, self, self.parts.prepare)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("inside")
        inside.setStyleSheet("#inside { background: transparent; }")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        self.fold = Fold(
            "annotation", _("Marked passage"), self.pages, self.context.settings, inside, 14
        )
        self.fold.set_foldable(False)
        column.addWidget(self.fold, 1)
        column.addWidget(self.paragraph)
        self.parts = SelectionParts(self.context, column, self.fold)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setStyleSheet("QScrollArea { background: transparent; }")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        self.area = scroll
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 1)
        box.addWidget(scroll)

    def _learn_coders(self) -> None:
        project = self.context.project
        coders = {coder.id: coder.name for coder in project.coders()} if project else {}
        self.annotation.coders = coders
        self.parts.learn_coders(coders)
        self.refresh()

    def _follow(self, changes: Changes) -> None:
        current = self.context.article
        if changes.of("entity"):
            self.parts.names_changed()
        if changes.of("coder"):
            self._learn_coders()
        elif current is None:
            return
        elif current.id in (changes.of("article") | changes.of("article_status")) or (
            self.context.selected in changes.of("annotation")
            or (self.parts.is_shown and any(changes.of(kind) for kind in _SAID))
            or (self._is_marked and changes.of("attribution"))
        ):
            self.refresh()

    def _follow_marks(self, _present: object, _gone: object) -> None:
        if self.context.loading and self.parts.is_shown:
            self.refresh()

    @property
    def _is_marked(self) -> bool:
        return self.context.selected_annotation is not None

    def refresh(self) -> None:
        """Show what is selected as it stands."""
        self._refresh()
        shown = (self.context.selected, self.parts.shown_keys())
        if shown != self._shown:
            self._shown = shown
            self.area.verticalScrollBar().setValue(0)

    def _refresh(self) -> None:
        mark, current = self.context.selected_annotation, self.context.article
        known = self.context.attributions
        several = [each for key in known.chosen if (each := known.get(key))]
        if len(several) > 1:
            self.annotation.leave(gone=self._is_gone())
            self.parts.show_several(several)
            self._entitle(attributed=True)
            self.fold.hide()
            return
        self.fold.show()
        if mark is None:
            self.annotation.leave(gone=self._is_gone())
            self.parts.leave()
            self._entitle(attributed=False)
        else:
            self.annotation.show_annotation(mark)
            self._entitle(attributed=self.parts.show_mark(mark))
            self.pages.show_page(self.annotation)
            return
        row = articles.article_row(self.context.opened, current.id) if current is not None else None
        if current is None or row is None:
            self.article.leave(gone=current is not None)
            self.pages.show_page(self.empty)
        else:
            self.article.show_article(current.article, row.status, len(current.text))
            self.pages.show_page(self.article)

    def _entitle(self, *, attributed: bool) -> None:
        """Head the card, and fold what is less asked for, by what is shown."""
        self.fold.set_foldable(attributed)
        self.setWindowTitle(_("Attribution") if attributed else _(self.TITLE))

    def _is_gone(self) -> bool:
        """Tell whether the annotation shown until now is no longer in its article."""
        shown, current = self.annotation.mark, self.context.article
        return (
            shown is not None
            and current is not None
            and current.id == shown.article
            and shown.id not in current
        )

    def show_waiting(self) -> None:
        """Show now what waits for the article to be painted: the keyboard comes before that."""
        self.parts.show_waiting()

    def first_field(self) -> QWidget | None:
        """Return the field to begin with: who the source is, where there is an attribution."""
        self.show_waiting()
        page = self.parts.attribution
        if page is not None and page.shown:
            return page.sources.line
        return None

    def focus_memo(self) -> None:
        """Put the keyboard into the memo of what is shown."""
        page = self.pages.current
        memo = None
        if page is self.annotation:
            self.show_waiting()
            self.fold.unfold()
            memo = self.annotation.memo
        elif page is self.article:
            memo = self.article.memo
        if memo is not None:
            memo.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.area.ensureWidgetVisible(memo)


class Pages(QWidget):
    """Shows one page at a time and is as high as that page: a QStackedWidget is as the highest."""

    def __init__(self, *pages: QWidget) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._pages = pages
        self.current = pages[0]
        for page in pages:
            box.addWidget(page)
            page.setVisible(page is self.current)

    def show_page(self, wanted: QWidget) -> None:
        """Show one of the pages."""
        self.current = wanted
        for page in self._pages:
            page.setVisible(page is wanted)
