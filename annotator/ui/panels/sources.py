"""The registry of sources: who is quoted, under which names, how often, and with what.

Belongs here: the two lists and what is done with a chosen source. The forms are dialogs.
"""

from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import N_, _, isolate
from annotator.model.changes import Changes
from annotator.model.entity import EntityUse
from annotator.operations import registry_search, segments, sources
from annotator.ui import asking
from annotator.ui.context import Context
from annotator.ui.delegates import QuoteDelegate
from annotator.ui.going import go_to
from annotator.ui.models.sources_model import (
    BY_USE,
    CHAIN_COLUMN,
    QUOTE_COLUMN,
    QuotationsModel,
    SourcesModel,
)
from annotator.ui.widgets import registry_wording
from annotator.ui.widgets.chain_delegate import ChainDelegate
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.filter_field import FilterField, HoldsShortcuts
from annotator.ui.widgets.quiet_button import quiet_button
from annotator.ui.widgets.reloading import Reloading
from annotator.ui.widgets.wide_table import WideTable

_SELECT_ROW = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)
NOBODY: Final = -1
LEAST_WIDTH: Final = 290
BESIDE: Final = 440
"""Width from which on two lists find room beside each other."""
STACKED: Final = 260
"""Height from which on they find room one below the other."""
ABOVE: Final = 30
"""Height of the line above a list, pixels: the two beside each other begin alike."""


class SourcesPanel(QWidget):
    """Sources on one side, all quotes of the chosen one on the other."""

    NAME = "sources"
    TITLE = N_("Sources")
    segments_wanted = Signal(int)
    """The segments that have a part in quoting a source are asked for."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.model = SourcesModel()
        self.model.setParent(self)
        self.quotes = QuotationsModel(self._quotation_texts)
        self.quotes.setParent(self)
        self._shown = NOBODY
        self.view = self._make_view()
        self.quotes_view = self._make_quotes_view()
        self.filter_field = FilterField(_("Filter sources…"), self.view)
        self.new_button = quiet_button(_("New source…"), lambda: self.edit(None), self)
        self.merge_button = quiet_button(_("Merge…"), self.merge_chosen, self)
        self.split_button = quiet_button(_("Split off…"), self.split_chosen, self)
        self.split_button.setToolTip(_("Give the quotes chosen to a source of their own"))
        self.heading = QLabel(self)
        self.heading.setProperty("role", "muted")
        self.empty = EmptyState(self.view)
        self.quotes_empty = EmptyState(self.quotes_view)
        self._lay_out()
        self.filter_field.wanted.connect(self._filter)
        self.model.rows_changed.connect(self._tell_empty)
        self.view.selectionModel().selectionChanged.connect(lambda *_s: self._show_quotes())
        self.quotes_view.selectionModel().selectionChanged.connect(lambda *_s: self._enable())
        context.changed.connect(self._follow)
        self.reloading = Reloading(self, context, ("attribution", "article"), self.reload)
        self._tell_empty()
        self._show_quotes()

    def _make_view(self) -> WideTable:
        view = WideTable(_(self.TITLE), self, least=150)
        view.setModel(self.model)
        view.lay_out_columns(self.model.columns)
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setSortingEnabled(True)
        view.sortByColumn(BY_USE, Qt.SortOrder.DescendingOrder)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.activated.connect(lambda index: self.edit(self.model.key_at(index)))
        HoldsShortcuts(view, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete)
        return view

    def _make_quotes_view(self) -> WideTable:
        view = WideTable(_("Quotes of the source"), self, least=150)
        view.setModel(self.quotes)
        view.lay_out_columns(self.quotes.columns)
        view.setItemDelegateForColumn(QUOTE_COLUMN, QuoteDelegate(view))
        view.setItemDelegateForColumn(CHAIN_COLUMN, ChainDelegate(view))
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.clicked.connect(self._quote_clicked)
        view.activated.connect(self._go)
        HoldsShortcuts(view, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return view

    def _lay_out(self) -> None:
        self.splitter = Divided(self)
        self.splitter.addWidget(
            side((self.filter_field, 1), self.merge_button, self.new_button, below=self.empty)
        )
        self.splitter.addWidget(side((self.heading, 1), self.split_button, below=self.quotes_empty))
        self.splitter.setSizes([340, 420])
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 1)
        box.addWidget(self.splitter)

    # what is shown

    def _filter(self, words: str) -> None:
        """Leave what has the words typed, of all there is by now."""
        self.reloading.settle()
        self.model.filter_by(words)

    def reload(self) -> None:
        """Read the registry anew."""
        project = self.context.project
        chosen = self.chosen()
        self.model.set_items(sources.registry(project) if project else [])
        self._choose(chosen)
        self._shown = NOBODY
        self._show_quotes()

    def _follow(self, changes: Changes) -> None:
        """Take up sources that were made, changed or removed; counts follow when it is quiet."""
        keys = changes.of("entity")
        if not keys or self.reloading.stale or not self.context.project:
            return
        present = {
            each.id: each for each in registry_search.listed_sources(self.context.opened, keys)
        }
        unused = EntityUse()
        fresh = []
        for key, entity in present.items():
            known = self.model.get(key)
            fresh.append(sources.Listed(entity, known.use if known else unused))
        self.model.take(keys - set(present))
        self.model.put(fresh)
        self.reloading.soon()

    def _quotation_texts(self, keys: list[int]) -> dict[int, Any]:
        project = self.context.project
        return dict(segments.quotation_texts(project, keys)) if project else {}

    def _show_quotes(self) -> None:
        """Show what the one chosen source is quoted with."""
        chosen, project = self.chosen(), self.context.project
        one = chosen[0] if len(chosen) == 1 else NOBODY
        self._enable()
        if one == self._shown and one != NOBODY:
            return
        self._shown = one
        entry = self.model.get(one)
        if entry is None or project is None:
            self.quotes.show([], {}, {})
            self.heading.setText("")
            self.quotes_empty.say(_("Choose a source to see all its quotes, by date."))
            return
        rows = segments.quotations(project, one)
        coders = {coder.id: coder.name for coder in project.coders()}
        self.quotes.show(rows, segments.article_facts(project), coders)
        name, use = isolate(entry.entity.name), registry_wording.use(entry.use)
        self.heading.setText(f"{name} · {use}")
        self.quotes_empty.say("" if rows else _("Nothing is attributed to this source."))

    def _enable(self) -> None:
        writable = self.context.can_write
        self.new_button.setEnabled(writable)
        self.merge_button.setEnabled(writable and 1 <= len(self.chosen()) <= 2)
        self.split_button.setEnabled(writable and bool(self.chosen_quotes()))

    def _tell_empty(self) -> None:
        if self.model.total and not len(self.model):
            self.empty.say(_("No source fits the filter."))
        elif not self.model.total:
            self.empty.say(
                _("Who is quoted is listed here, people and bodies, each under all its names.")
            )
        else:
            self.empty.say("")

    # what is chosen

    def chosen(self) -> list[int]:
        """Return the keys of the chosen sources, in the order of the list."""
        rows = self.view.selectionModel().selectedRows()
        return [self.model.key_at(index) for index in sorted(rows, key=QModelIndex.row)]

    def chosen_quotes(self) -> list[int]:
        """Return the attributions of the chosen quotes."""
        rows = self.quotes_view.selectionModel().selectedRows()
        return [self.quotes.key_at(index) for index in sorted(rows, key=QModelIndex.row)]

    def _choose(self, keys: list[int]) -> None:
        model = self.view.selectionModel()
        flag = _SELECT_ROW
        for key in keys:
            index = self.model.index_of(key)
            if index.isValid():
                model.setCurrentIndex(index, flag)
                flag = QItemSelectionModel.SelectionFlag.Select | (
                    QItemSelectionModel.SelectionFlag.Rows
                )

    def show_source(self, key: int) -> None:
        """Choose a source and bring it into sight; the filter goes where it hides it."""
        if self.reloading.stale:
            self.reloading.now()
        if not self.model.index_of(key).isValid():
            self.filter_field.clear()
        self._choose([key])
        self.view.scrollTo(self.model.index_of(key))

    def _quote_clicked(self, index: QModelIndex) -> None:
        if len(self.chosen_quotes()) == 1:
            self._go(index)

    def _go(self, index: QModelIndex) -> None:
        row = self.quotes.item(index.row())
        go_to(self.context, row.article, row.content, row.coder)

    # what the person does

    def _show_menu(self, at: QPoint) -> None:
        if self.view.indexAt(at).isValid():
            menu = self.make_menu(self.chosen())
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.view.viewport().mapToGlobal(at))

    def make_menu(self, keys: list[int]) -> QMenu:
        """Return the menu of the chosen sources."""
        menu = QMenu(self)
        first, one, writable = keys[0], len(keys) == 1, self.context.can_write
        edit = menu.addAction(_("Edit…"), lambda: self.edit(first))
        title = _("Merge into…") if one else _("Merge the two…")
        merge = menu.addAction(title, self.merge_chosen)
        shown = menu.addAction(_("Show segments"), lambda: self.segments_wanted.emit(first))
        menu.addSeparator()
        delete = menu.addAction(_("Delete"), lambda: self.delete(keys))
        edit.setEnabled(writable and one)
        merge.setEnabled(writable and len(keys) <= 2)
        shown.setEnabled(one)
        delete.setEnabled(writable)
        return menu

    def edit(self, key: int | None) -> None:
        """Ask for everything about a source; None makes a new one, named as is typed above."""
        from annotator.ui.dialogs.entity_editor import EntityEditor

        if not self.context.can_write:
            return
        name = self.filter_field.text().strip() if key is None else ""
        made = EntityEditor.ask(self.context, key, name, self)
        if made is not None:
            self.show_source(made)

    def merge_chosen(self) -> None:
        """Merge the two chosen sources, or the one chosen and another that is asked for."""
        from annotator.ui.dialogs.merge_entities import EntityPicker, MergeEntities

        chosen = self.chosen()
        if not 1 <= len(chosen) <= 2:
            return
        other: int | None = chosen[-1]
        if len(chosen) == 1:
            entry = self.model.get(chosen[0])
            name = isolate(entry.entity.name) if entry else ""
            title = _("Merge {name} into…").format(name=name)
            other = EntityPicker.ask(self.context, title, chosen, self)
        if other is None:
            return
        kept = MergeEntities.ask(self.context, chosen[0], other, self)
        if kept is not None:
            self.reloading.now()
            self.show_source(kept)

    def split_chosen(self) -> None:
        """Ask for a name and give the chosen quotes to a new source called so."""
        quotes, source = self.chosen_quotes(), self._shown
        if not quotes or source == NOBODY:
            return
        count = registry_wording.quotes(len(quotes))
        name = asking.ask_text(self, _("Split off a source"), _("Name"), note=count)
        if name is not None:
            made: list[int] = []

            def operation(project: Any) -> Changes:
                key, changes = sources.split_entity(project, source, quotes, name)
                made.append(key)
                return changes

            if self.context.run(operation) is not None:
                self.reloading.now()
                self.show_source(made[0])

    def delete(self, keys: list[int]) -> None:
        """Delete sources that nothing is attributed to; the first that is quoted ends it."""
        for key in keys:
            if self.context.run(sources.delete_entity, key) is None:
                return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the chosen sources with the Delete key; the rest is Qt's."""
        in_list = self.view.hasFocus()
        if event.key() == Qt.Key.Key_Delete and in_list and self.context.can_write:
            self.delete(self.chosen())
        else:
            super().keyPressEvent(event)


class Divided(QSplitter):
    """A list and what is told of the chosen row, with a line between them.

    They are beside each other, in a narrow place one below the other; where that is too low, too,
    there is only the list.
    """

    def __init__(self, panel: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, panel)
        self.setObjectName("divided")
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        panel.setMinimumWidth(LEAST_WIDTH)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the two out as there is room."""
        is_narrow = event.size().width() < BESIDE
        wanted = Qt.Orientation.Vertical if is_narrow else Qt.Orientation.Horizontal
        if wanted != self.orientation():
            self.setOrientation(wanted)
        if self.count() > 1:
            is_low = event.size().height() < STACKED
            told = self.widget(1)
            assert told is not None
            told.setVisible(not (is_narrow and is_low))
        super().resizeEvent(event)


def side(*above: QWidget | tuple[QWidget, int], below: QWidget) -> QWidget:
    """Return a list with a line of widgets above it."""
    ground = QWidget()
    ground.setMinimumWidth(200)
    line = QHBoxLayout()
    line.setContentsMargins(10, 0, 10, 0)
    line.setSpacing(4)
    line.addStrut(ABOVE)
    for each in above:
        widget, stretch = each if isinstance(each, tuple) else (each, 0)
        line.addWidget(widget, stretch)
    box = QVBoxLayout(ground)
    box.setContentsMargins(0, 8, 0, 0)
    box.setSpacing(6)
    box.addLayout(line)
    box.addWidget(below, 1)
    return ground
