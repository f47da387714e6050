"""The list of the project's articles.

Belongs here: choosing, filtering and ordering articles, and the commands of its own menu. The
article itself is the reader's, its data the details panel's.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import N_, _, isolate, ngettext
from annotator.model.article import STATUSES, ArticleRow
from annotator.model.changes import Changes
from annotator.operations import articles
from annotator.ui import asking
from annotator.ui.actions import BY_ID
from annotator.ui.context import Context
from annotator.ui.delegates import ArticleDelegate
from annotator.ui.models.articles_model import ORDERS, ArticlesModel
from annotator.ui.models.keyed_table import AT_ONCE
from annotator.ui.widgets import wording
from annotator.ui.widgets.choice_button import ChoiceButton
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.filter_field import FilterField, HoldsShortcuts
from annotator.ui.widgets.list_view import ListView

ALL: Final = ""


class ArticlesPanel(QWidget):
    """Articles in two lines each; Enter or a click opens one."""

    NAME = "articles"
    TITLE = N_("Articles")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.model = ArticlesModel()
        self.model.setParent(self)
        self.view = self._make_view()
        self.filter_field = FilterField(_("Filter articles…"), self.view)
        statuses = [(status, _(wording.STATUS_NAMES[status])) for status in STATUSES]
        self.status = ChoiceButton(_("Status shown"), [(ALL, _("All")), *statuses])
        self.order = ChoiceButton(_("Order"), [(each.id, _(each.title)) for each in ORDERS])
        self.empty = EmptyState(self.view)
        self._lay_out()
        self.filter_field.wanted.connect(self._filter)
        self.status.chosen.connect(self._filter)
        self.order.chosen.connect(self._sort)
        self.model.rows_changed.connect(self._tell_empty)
        self.model.modelReset.connect(self._follow_article)
        self.model.rename_wanted.connect(self._rename)
        context.project_changed.connect(self.reload)
        context.changed.connect(self._refresh)
        context.article_changed.connect(self._follow_article)
        self._sort(self.order.value)
        self.reload()

    def _make_view(self) -> ListView:
        view = ListView(_(self.TITLE), ArticleDelegate(), self)
        view.setModel(self.model)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.clicked.connect(self._clicked)
        view.activated.connect(self._activated)
        HoldsShortcuts(view, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        return view

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 10, 0, 1)
        box.setSpacing(4)
        field = QHBoxLayout()
        field.setContentsMargins(10, 0, 10, 0)
        field.addWidget(self.filter_field)
        box.addLayout(field)
        line = QHBoxLayout()
        line.setContentsMargins(6, 0, 6, 2)
        line.addWidget(self.status)
        line.addStretch(1)
        line.addWidget(self.order)
        box.addLayout(line)
        box.addWidget(self.empty, 1)
        self.setTabOrder(self.filter_field, self.status)
        self.setTabOrder(self.status, self.order)
        self.setTabOrder(self.order, self.view)

    # what is shown

    def reload(self) -> None:
        """Read all articles anew."""
        project = self.context.project
        self.model.editable = self.context.can_write
        self.model.set_rows(articles.article_rows(project) if project else [])

    def _refresh(self, changes: Changes) -> None:
        project = self.context.project
        keys = changes.of("article") | changes.of("article_status") | changes.articles
        if project is None or not keys:
            return
        fresh = [row for key in keys if (row := articles.article_row(project, key))]
        if len(keys) > AT_ONCE or any(self.model.get(row.id) is None for row in fresh):
            # New articles have places in the project that only the whole list tells.
            self.reload()
            return
        self.model.put(fresh)
        self.model.take(keys - {row.id for row in fresh})

    def _filter(self) -> None:
        self.model.filter_by(self.filter_field.text(), self.status.value)

    def _sort(self, order: str) -> None:
        self.model.sort_by(next(each for each in ORDERS if each.id == order))

    def _tell_empty(self) -> None:
        if self.context.project is None:
            self.empty.say(_("Open a project to see its articles."))
        elif not self.model.total:
            self.empty.say(
                _(
                    "The project’s articles are listed here. {key} brings in a folder of them."
                ).format(key=isolate(BY_ID["import_folder"].keys[0]))
            )
        elif not len(self.model):
            self.empty.say(_("No article fits the filter."))
        else:
            self.empty.say("")

    def _follow_article(self) -> None:
        """Make the open article the current row."""
        current = self.context.article
        index = self.model.index_of(current.id) if current is not None else QModelIndex()
        if not index.isValid():
            self.view.selectionModel().clear()
            return
        if index != self.view.currentIndex() or not self.view.selectionModel().hasSelection():
            self.view.selectionModel().setCurrentIndex(
                index, QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self.view.scrollTo(index)

    # what the person does

    def _clicked(self, index: QModelIndex) -> None:
        if len(self.view.selectionModel().selectedIndexes()) == 1:
            self.open(self.model.key_at(index))

    def _activated(self, index: QModelIndex) -> None:
        self.open(self.model.key_at(index))

    def open(self, key: int) -> None:
        """Open an article in the reader, unless it is there already."""
        if self.context.article is None or self.context.article.id != key:
            self.context.open_article(key)

    def listed(self) -> list[int]:
        """Return the keys of all articles that are shown, in the order of the list."""
        return [self.model.item(row).id for row in range(len(self.model))]

    def chosen(self) -> list[int]:
        """Return the keys of the selected rows, in the order of the list."""
        indexes = self.view.selectionModel().selectedIndexes()
        return [self.model.key_at(index) for index in sorted(indexes, key=QModelIndex.row)]

    def _rename(self, key: int, title: str) -> None:
        self.context.run(articles.edit_article, key, title=title.strip())

    def _show_menu(self, at: QPoint) -> None:
        if self.view.indexAt(at).isValid():
            menu = self.make_menu(self.chosen())
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.view.viewport().mapToGlobal(at))

    def make_menu(self, keys: Sequence[int]) -> QMenu:
        """Return the menu of the selected articles."""
        menu = QMenu(self)
        writable = self.context.can_write
        first = self.model.get(keys[0]) if len(keys) == 1 else None
        if first is not None:
            menu.addAction(_("Open")).triggered.connect(lambda: self.open(first.id))
            rename = menu.addAction(_("Rename"))
            rename.triggered.connect(lambda: self.view.edit(self.model.index_of(first.id)))
            rename.setEnabled(writable)
            details = menu.addAction(_("Edit details…"))
            details.triggered.connect(lambda: self.edit_details(first.id))
            menu.addSeparator()
        self._add_statuses(menu, keys, first)
        menu.addSeparator()
        several = ngettext("Delete {n} article", "Delete {n} articles", len(keys))
        title = _("Delete") if first else several.format(n=wording.number(len(keys)))
        delete = menu.addAction(title)
        delete.triggered.connect(lambda: self.delete(keys))
        delete.setEnabled(writable)
        return menu

    def _add_statuses(self, menu: QMenu, keys: Sequence[int], first: ArticleRow | None) -> None:
        for status in STATUSES:
            action = menu.addAction(_(wording.STATUS_NAMES[status]))
            action.setCheckable(True)
            action.setChecked(first is not None and first.status == status)
            action.setEnabled(self.context.can_write)
            action.triggered.connect(
                lambda _checked, status=status: self.context.run(
                    articles.set_status, list(keys), status
                )
            )

    def edit_details(self, key: int) -> None:
        """Ask for the article's metadata."""
        from annotator.ui.dialogs.article_details import ArticleDetails

        ArticleDetails.ask(self.context, key)

    def delete(self, keys: Sequence[int]) -> None:
        """Delete articles; undo brings them back, so only other people's work is asked about."""
        project = self.context.opened
        me = project.coder.name
        others = {who for key in keys for who in articles.work_on(project, key) if who != me}
        if others and not self.confirm(keys, sorted(others)):
            return
        self.context.run(articles.delete_articles, list(keys))

    def confirm(self, keys: Sequence[int], others: Sequence[str]) -> bool:
        """Ask whether other coders' work goes with the articles."""
        sentence = ngettext(
            "The article has annotations by {names}. They are deleted with it.",
            "The {n} articles have annotations by {names}. They are deleted with them.",
            len(keys),
        ).format(n=wording.number(len(keys)), names=", ".join(map(isolate, others)))
        return asking.confirm(self, _("Delete articles"), sentence, _("Delete"))
