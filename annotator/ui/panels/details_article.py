"""The page of the details panel about the open article."""

from typing import Final

from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import N_, _, ngettext
from annotator.model.article import STATUSES, Article
from annotator.operations import articles
from annotator.ui.context import Context
from annotator.ui.widgets import wording
from annotator.ui.widgets.memo_field import MemoField
from annotator.ui.widgets.segmented import Segmented

FIELDS: Final = (
    ("title", N_("Title")),
    ("outlet", N_("Outlet")),
    ("author", N_("Author")),
    ("published", N_("Date")),
    ("url", N_("Address")),
)


class ArticlePage(QWidget):
    """Metadata, status and memo; each field is stored when it is left."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.article: Article | None = None
        self.status = Segmented(
            _("Status"), [(each, _(wording.STATUS_NAMES[each])) for each in STATUSES]
        )
        self.fields: dict[str, QLineEdit] = {}
        self.memo = MemoField(_("Memo on the article"), self)
        self.memo.setPlaceholderText(_("Memo"))
        self.length = QLabel(self)
        self.length.setProperty("role", "muted")
        self.more = QPushButton(_("All details…"), self)
        self.more.setAutoDefault(False)
        self._lay_out()
        self.status.chosen.connect(self._set_status)
        self.more.clicked.connect(self._show_more)
        self.memo.written.connect(
            lambda key, memo: context.run(articles.edit_article, key, memo=memo)
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(7)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.addRow(_muted(_("Status")), self.status)
        for name, title in FIELDS:
            field = QLineEdit(self)
            field.setAccessibleName(_(title))
            field.editingFinished.connect(lambda name=name: self._store(name))
            self.fields[name] = field
            form.addRow(_muted(_(title)), field)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 12, 14, 12)
        box.setSpacing(9)
        box.addLayout(form)
        box.addWidget(self.memo)
        box.addWidget(self.length)
        box.addWidget(self.more)
        box.addStretch(1)

    def show_article(self, article: Article, status: str, length: int) -> None:
        """Show an article's data; a field that is being written keeps what is in it."""
        same = self.article is not None and self.article.id == article.id
        self.article = article
        editable = self.context.can_write
        self.status.set_value(status)
        self.status.setEnabled(editable)
        for name, field in self.fields.items():
            value = getattr(article, name)
            field.setReadOnly(not editable)
            if not (same and field.hasFocus() and field.isModified()):
                field.setText(value)
                field.setCursorPosition(0)
                field.setToolTip(value)
        self.memo.show_memo(article.id, article.memo)
        self.memo.setReadOnly(not editable)
        self.length.setText(
            ngettext("{n} code point", "{n} code points", length).format(n=wording.number(length))
        )

    def leave(self, *, gone: bool) -> None:
        """Show no article; what was typed is kept unless the article is gone."""
        self.article = None
        if gone:
            self.memo.discard()
        else:
            self.memo.save()

    def _store(self, name: str) -> None:
        article, field = self.article, self.fields[name]
        if article is None or field.isReadOnly():
            return
        value = field.text().strip()
        if value == getattr(article, name):
            return
        field.setModified(False)
        if self.context.run(articles.edit_article, article.id, **{name: value}) is None:
            field.setText(getattr(article, name))

    def _set_status(self, status: str) -> None:
        if self.article is not None:
            self.context.run(articles.set_status, [self.article.id], status)

    def _show_more(self) -> None:
        from annotator.ui.dialogs.article_details import ArticleDetails

        if self.article is not None:
            ArticleDetails.ask(self.context, self.article.id, self)


def _muted(text: str) -> QLabel:
    label = QLabel(text)
    label.setProperty("role", "muted")
    return label
