"""What is known about the selected annotation, or about the open article.

Belongs here: which page is shown, and the paragraph as native text. The pages are files beside it.
"""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.i18n import N_, _
from annotator.model.changes import Changes
from annotator.operations import articles
from annotator.ui.context import Context
from annotator.ui.panels.details_annotation import AnnotationPage
from annotator.ui.panels.details_article import ArticlePage
from annotator.ui.widgets.paragraph_field import ParagraphField


class DetailsPanel(QWidget):
    """The annotation's page while one is selected, else the article's."""

    NAME = "details"
    TITLE = N_("Details")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.annotation = AnnotationPage(context)
        self.article = ArticlePage(context)
        self.empty = QLabel(_("Open an article to see what is known about it."))
        self.empty.setProperty("role", "muted")
        self.empty.setWordWrap(True)
        self.empty.setMargin(22)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.pages = Pages(self.empty, self.article, self.annotation)
        self.paragraph = ParagraphField(context)
        self._lay_out()
        context.project_changed.connect(self._learn_coders)
        context.article_changed.connect(self.refresh)
        context.selected_changed.connect(self.refresh)
        context.codebook_changed.connect(self.refresh)
        context.changed.connect(self._follow)
        self._learn_coders()

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setObjectName("inside")
        inside.setStyleSheet("#inside { background: transparent; }")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        column.addWidget(self.paragraph)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setStyleSheet("QScrollArea { background: transparent; }")
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 1)
        box.addWidget(scroll)

    def _learn_coders(self) -> None:
        project = self.context.project
        self.annotation.coders = (
            {coder.id: coder.name for coder in project.coders()} if project else {}
        )
        self.refresh()

    def _follow(self, changes: Changes) -> None:
        current = self.context.article
        if changes.of("coder"):
            self._learn_coders()
        elif current is None:
            return
        elif self.context.selected in changes.of("annotation") or current.id in (
            changes.of("article") | changes.of("article_status")
        ):
            self.refresh()

    def refresh(self) -> None:
        """Show what is selected as it stands."""
        mark, current = self.context.selected_annotation, self.context.article
        if mark is None:
            self.annotation.leave(gone=self._is_gone())
        else:
            self.annotation.show_annotation(mark)
            self.pages.show_page(self.annotation)
            return
        row = articles.article_row(self.context.opened, current.id) if current is not None else None
        if current is None or row is None:
            self.article.leave(gone=current is not None)
            self.pages.show_page(self.empty)
        else:
            self.article.show_article(current.article, row.status, len(current.text))
            self.pages.show_page(self.article)

    def _is_gone(self) -> bool:
        """Tell whether the annotation shown until now is no longer in its article."""
        shown, current = self.annotation.mark, self.context.article
        return (
            shown is not None
            and current is not None
            and current.id == shown.article
            and shown.id not in current
        )

    def focus_memo(self) -> None:
        """Put the keyboard into the memo of what is shown."""
        page = self.pages.current
        if page is self.annotation:
            self.annotation.memo.setFocus(Qt.FocusReason.ShortcutFocusReason)
        elif page is self.article:
            self.article.memo.setFocus(Qt.FocusReason.ShortcutFocusReason)


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
