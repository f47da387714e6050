"""The annotations of the open article, or of the whole project, as a table.

Belongs here: which of the two is listed, and the list of the open article. The project's list is
the file beside it, what is done to several at once ``segment_commands``; showing the place in the
text is the reader's.
"""

from typing import Final

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import N_, _, isolate
from annotator.model.annotation import Annotation
from annotator.model.changes import Changes
from annotator.operations import tagging
from annotator.ui.context import NO_ANNOTATION, Context
from annotator.ui.delegates import QuoteDelegate
from annotator.ui.models.segments_model import READING_ORDER, SegmentsModel
from annotator.ui.panels.segment_commands import SegmentCommands
from annotator.ui.panels.segments_project import ProjectSegments
from annotator.ui.widgets.choice_button import ChoiceButton
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.filter_field import FilterField, HoldsShortcuts
from annotator.ui.widgets.table_view import TableView

ARTICLE: Final = "article"
PROJECT: Final = "project"
SCOPES: Final = ((ARTICLE, N_("This article")), (PROJECT, N_("All articles")))
_SELECT_ROW = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)


class SegmentsPanel(QWidget):
    """Annotations in reading order; a click selects one and shows its place."""

    NAME = "segments"
    TITLE = N_("Segments")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.model = SegmentsModel()
        self.model.setParent(self)
        self._code: int | None = None
        self._following = False
        self.commands = SegmentCommands(context, self)
        self.view = self._make_view()
        self.scope = ChoiceButton(_("Segments of"), [(each, _(title)) for each, title in SCOPES])
        self.scope.chosen.connect(self._show_scope)
        self.filter_field = FilterField(_("Filter segments…"), self.view)
        self.filter_field.setMinimumWidth(140)
        self.filter_field.setMaximumWidth(260)
        self.everywhere: ProjectSegments | None = None
        self.code_chip = QPushButton(self)
        self.code_chip.setProperty("role", "quiet")
        self.code_chip.setToolTip(_("Show the segments of all codes"))
        self.code_chip.clicked.connect(lambda: self.show_code(None))
        self.code_chip.hide()
        self.empty = EmptyState(self.view)
        self._lay_out()
        self.filter_field.wanted.connect(self._filter)
        self.model.rows_changed.connect(self._tell_empty)
        self.model.modelReset.connect(self._follow_selected)
        context.project_changed.connect(self._learn_names)
        context.codebook_changed.connect(self._learn_names)
        context.changed.connect(self._refresh)
        context.article_changed.connect(self.reload)
        context.marks_changed.connect(self._follow_marks)
        context.selected_changed.connect(self._follow_selected)
        self._learn_names()
        self.reload()

    def _make_view(self) -> TableView:
        view = TableView(_(self.TITLE), self)
        view.setModel(self.model)
        view.lay_out_columns(self.model.columns)
        view.setItemDelegateForColumn(1, QuoteDelegate(view))
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.setSortingEnabled(True)
        view.sortByColumn(READING_ORDER, Qt.SortOrder.AscendingOrder)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.selectionModel().selectionChanged.connect(self._selected)
        HoldsShortcuts(view, Qt.Key.Key_Up, Qt.Key.Key_Down)
        return view

    def _lay_out(self) -> None:
        line = self._line = QHBoxLayout()
        line.setContentsMargins(10, 0, 10, 0)
        line.setSpacing(6)
        line.addWidget(self.scope)
        line.addWidget(self.filter_field, 1)
        line.addWidget(self.code_chip)
        line.addStretch(1)
        self.stack = QStackedWidget(self)
        self.stack.addWidget(self.empty)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 1)
        box.setSpacing(6)
        box.addLayout(line)
        box.addWidget(self.stack, 1)
        self.setMinimumWidth(290)

    # which of the two

    def show_scope(self, scope: str) -> None:
        """List the segments of the open ``article`` or of the ``project``."""
        self.scope.set_value(scope)
        self._show_scope(scope)

    def _show_scope(self, scope: str) -> None:
        if scope == PROJECT and self.everywhere is None:
            self._build_everywhere()
        everywhere = self.everywhere
        shown = everywhere if scope == PROJECT and everywhere is not None else self.empty
        if everywhere is not None:
            for widget in (everywhere.conditions, everywhere.count, everywhere.export_button):
                widget.setVisible(shown is everywhere)
            self.filter_field.lead_to(everywhere.view if shown is everywhere else self.view)
        self.code_chip.setVisible(shown is self.empty and self._code is not None)
        self._filter()
        self.stack.setCurrentWidget(shown)

    def _build_everywhere(self) -> None:
        self.everywhere = made = ProjectSegments(self.context, self.stack)
        self._line.insertWidget(2, made.conditions)
        self._line.addWidget(made.count)
        self._line.addWidget(made.export_button)
        self.stack.addWidget(made)

    def show_source(self, entity: int) -> None:
        """Show the segments of the whole project that have a part in quoting a source."""
        self.filter_field.clear()
        self.show_scope(PROJECT)
        if self.everywhere is not None:
            self.everywhere.conditions.choose_only("entity", entity)

    def show_code_everywhere(self, code: int) -> None:
        """Show the segments of a code, and those below it, of the whole project."""
        self.filter_field.clear()
        self.show_scope(PROJECT)
        if self.everywhere is not None:
            self.everywhere.conditions.choose_only("code", code)

    # what is shown

    def _learn_names(self) -> None:
        project = self.context.project
        names = self.model.names
        names.book = self.context.codebook
        names.coders = {coder.id: coder.name for coder in project.coders()} if project else {}
        names.me = project.coder.id if project is not None and project.has_coder else -1
        if self._code is not None and self._code not in names.book:
            self.show_code(None)
        self.view.viewport().update()

    def _refresh(self, changes: Changes) -> None:
        if changes.of("coder"):
            self._learn_names()

    def reload(self) -> None:
        """Show the annotations of the open article."""
        self.model.set_items(self.context.article or ())

    def _follow_marks(self, present: list[Annotation], gone: list[int]) -> None:
        self.model.take(gone)
        self.model.put(present)

    def _follow_selected(self) -> None:
        """Make the selected annotation the current row."""
        index = self.model.index_of(self.context.selected)
        self._following = True
        if not index.isValid():
            self.view.clearSelection()
        elif self.chosen() != [self.context.selected]:
            self.view.selectionModel().setCurrentIndex(index, _SELECT_ROW)
            self.view.scrollTo(index)
        self._following = False

    def _filter(self) -> None:
        if self.scope.value == PROJECT and self.everywhere is not None:
            self.everywhere.filter_by(self.filter_field.text())
        else:
            self.model.filter_by(self.filter_field.text(), self._code)

    def show_code(self, code: int | None) -> None:
        """Show only the article's segments of a code and those below it; None shows all."""
        self._code = code
        if code is not None and self.scope.value == PROJECT:
            self.show_scope(ARTICLE)
        if code is not None:
            name = isolate(self.context.codebook[code].label)
            self.code_chip.setText(_("Only {name} ✕").format(name=name))
        self.code_chip.setVisible(code is not None)
        self._filter()

    def _tell_empty(self) -> None:
        if self.context.article is None:
            self.empty.say(_("The segments of the open article are listed here."))
        elif not self.model.total:
            self.empty.say(
                _("Select words of the article and press the key of a code to tag them.")
            )
        elif not len(self.model):
            self.empty.say(_("No segment fits the filter."))
        else:
            self.empty.say("")

    # what the person does

    def _selected(self, _now: QItemSelection, _before: QItemSelection) -> None:
        if self._following:
            return
        chosen = self.chosen()
        self.context.attributions.choose_claims(chosen)
        if len(chosen) == 1:
            self.context.select(chosen[0])

    def chosen(self) -> list[int]:
        """Return the keys of the selected rows, in the order of the table."""
        rows = self.view.selectionModel().selectedRows()
        return [self.model.key_at(index) for index in sorted(rows, key=QModelIndex.row)]

    def _show_menu(self, at: QPoint) -> None:
        if self.view.indexAt(at).isValid():
            place = self.view.viewport().mapToGlobal(at)
            self.commands.popup(self.make_menu(self.chosen(), place), place)

    def make_menu(self, keys: list[int], place: QPoint) -> QMenu:
        """Return the menu of the selected annotations."""
        marks = [mark for key in keys if (mark := self.model.get(key))]
        return self.commands.make_menu(keys, marks, self.model.names.me, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the selected annotations with the Delete key; the rest is Qt's."""
        if event.key() == Qt.Key.Key_Delete and self.chosen() and self.context.can_write:
            self.delete_chosen()
        else:
            super().keyPressEvent(event)

    def delete_chosen(self) -> None:
        """Delete the selected annotations and go on with the one after them."""
        chosen = self.chosen()
        row = self.model.index_of(chosen[0]).row()
        if self.context.run(tagging.delete, chosen) is None:
            return
        after = min(row, len(self.model) - 1)
        self.context.select(self.model.item(after).id if after >= 0 else NO_ANNOTATION)
