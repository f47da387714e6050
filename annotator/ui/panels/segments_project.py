"""The annotations of all articles as one table, with conditions on them.

Belongs here: what is listed, going to a place, exporting what is shown. What is done to chosen
segments is in ``segment_commands``.
"""

from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, ngettext
from annotator.model.changes import Changes
from annotator.model.segments import Conditions
from annotator.operations import reading, segments, sources, tagging
from annotator.operations.registry_search import fold_once
from annotator.ui.context import Context
from annotator.ui.delegates import QuoteDelegate
from annotator.ui.going import go_to
from annotator.ui.models.paged_table import without_collecting
from annotator.ui.models.project_segments_model import (
    PLACE_COLUMN,
    QUOTE_COLUMN,
    ProjectSegmentsModel,
)
from annotator.ui.panels.segment_commands import SegmentCommands
from annotator.ui.widgets import wording
from annotator.ui.widgets.condition_bar import ConditionBar
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.filter_field import HoldsShortcuts
from annotator.ui.widgets.wide_table import WideTable

PAUSE: Final = 400
"""Milliseconds after which what depends on attributions is asked anew."""
_SELECT_ROW = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)


class ProjectSegments(QWidget):
    """Segments of the whole project; Enter or a click opens the article at the place."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.model = ProjectSegmentsModel(self._texts, self._quotes, self._judged, fold_once)
        self.model.setParent(self)
        self.commands = SegmentCommands(context, self)
        self.conditions = ConditionBar(context, self)
        self.conditions.outlets = lambda: (f.outlet for f in self.model.articles.values())
        self.conditions.source_name = self._source_name
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.export_button = QPushButton(_("Export…"), self)
        self.export_button.setProperty("role", "quiet")
        self.export_button.setToolTip(_("Write the segments shown to a table (CSV)"))
        self.export_button.clicked.connect(self.export)
        self.view = self._make_view()
        self.empty = EmptyState(self.view)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(self.empty)
        self._typed = ""
        self._stale = True
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(PAUSE)
        self._later.timeout.connect(self.apply)
        self.conditions.changed.connect(self.apply)
        self.model.rows_changed.connect(self._tell)
        context.project_changed.connect(self._begin_later)
        context.codebook_changed.connect(self._learn_names)
        context.changed.connect(self._follow)
        context.selected_changed.connect(self._follow_selected)
        self._tell()

    def _make_view(self) -> WideTable:
        view = WideTable(_("Segments of the project"), self, least=270)
        view.setModel(self.model)
        view.lay_out_columns(self.model.columns)
        view.setItemDelegateForColumn(QUOTE_COLUMN, QuoteDelegate(view))
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.horizontalHeader().setSortIndicator(PLACE_COLUMN, Qt.SortOrder.AscendingOrder)
        view.setSortingEnabled(True)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.clicked.connect(self._clicked)
        view.activated.connect(self._open)
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        HoldsShortcuts(view, *keys)
        return view

    # what is shown

    def _texts(self, keys: list[int]) -> dict[int, Any]:
        project = self.context.project
        return dict(segments.texts(project, keys)) if project else {}

    def _quotes(self) -> dict[int, str]:
        project = self.context.project
        return segments.all_quotes(project) if project else {}

    def _judged(self) -> dict[int, tuple[str, bool, bool]]:
        project = self.context.project
        return segments.judged(project) if project else {}

    def _source_name(self, entity: int) -> str:
        return sources.entity(self.context.opened, entity).name

    def showEvent(self, event: QShowEvent) -> None:
        """Read what there is when it is looked at, if something happened meanwhile."""
        if self._stale:
            self.reload()
        super().showEvent(event)

    def _begin_later(self) -> None:
        self._stale = True
        if self.isVisible():
            self.reload()

    def reload(self) -> None:
        """Read all annotations anew."""
        self._stale = False
        project = self.context.project
        self._learn_names()
        if project is None:
            self.model.set_rows([], {})
            return
        with without_collecting():
            self.model.set_rows(segments.rows(project), segments.article_facts(project))
        if self._typed or self.conditions.chosen != type(self.conditions.chosen)():
            self.apply()
        self._follow_selected()

    def _learn_names(self) -> None:
        project = self.context.project
        names = self.model.names
        names.book = self.context.codebook
        names.coders = {coder.id: coder.name for coder in project.coders()} if project else {}
        names.me = project.coder.id if project is not None and project.has_coder else -1
        self.conditions.forget_gone(self._has_entity)
        self.view.viewport().update()

    def _has_entity(self, key: int) -> bool:
        if self.context.project is None:
            return False
        return any(each.entity.id == key for each in sources.registry(self.context.opened))

    def _follow(self, changes: Changes) -> None:
        """Take up what was touched; of attributions only once nothing more happens."""
        if not self.isVisible():
            self._stale = True
            return
        if changes.of("coder") or changes.of("entity"):
            self._learn_names()
        if changes.of("article"):
            self.reload()
            return
        keys = changes.of("annotation")
        if keys:
            self.model.change(keys, segments.rows(self.context.opened, keys))
        entity = self.conditions.chosen.entity
        if entity is not None and changes.of("attribution"):
            self._later.start()

    def filter_by(self, typed: str) -> None:
        """Show the segments whose quote has the words typed."""
        self._typed = typed
        self.apply()

    def apply(self) -> None:
        """Show what was typed and chosen."""
        if self._stale or self.context.project is None:
            return
        chosen = self.conditions.chosen
        codes = chosen.code
        since, until = chosen.dates or ("", "")
        entity = chosen.entity
        wanted = Conditions(
            codes=None if codes is None else frozenset(self.context.codebook.descendants(codes)),
            coder=chosen.coder,
            outlet=chosen.outlet,
            since=since,
            until=until,
            chosen=None if entity is None else segments.of_entity(self.context.opened, entity),
        )
        self.model.filter_by(tuple(fold_once(self._typed).split()), wanted)

    def _tell(self) -> None:
        shown = len(self.model)
        text = ngettext("{n} segment", "{n} segments", shown)
        self.count.setText(text.format(n=wording.number(shown)))
        self.export_button.setEnabled(bool(shown))
        if self.model.total and not shown:
            self.empty.say(_("No segment fits the filter."))
        elif not self.model.total:
            self.empty.say(_("The segments of all articles are listed here."))
        else:
            self.empty.say("")

    def _follow_selected(self) -> None:
        """Make the selected annotation the current row, unless several are chosen."""
        chosen = self.chosen()
        index = self.model.index_of(self.context.selected)
        if index.isValid() and len(chosen) <= 1 and chosen != [self.context.selected]:
            self.view.selectionModel().setCurrentIndex(index, _SELECT_ROW)
            self.view.scrollTo(index)

    # what the person does

    def _clicked(self, index: QModelIndex) -> None:
        if len(self.view.selectionModel().selectedRows()) == 1:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        row = self.model.item(index.row())
        go_to(self.context, row.article, row.id, row.coder)

    def chosen(self) -> list[int]:
        """Return the keys of the selected rows, in the order of the table."""
        rows = self.view.selectionModel().selectedRows()
        return [self.model.key_at(index) for index in sorted(rows, key=QModelIndex.row)]

    def _show_menu(self, at: QPoint) -> None:
        if self.view.indexAt(at).isValid():
            place = self.view.viewport().mapToGlobal(at)
            self.commands.popup(self.make_menu(place), place)

    def make_menu(self, place: QPoint) -> Any:
        """Return the menu of the chosen segments."""
        keys = self.chosen()
        marks = reading.annotations_by_key(self.context.opened, keys)
        return self.commands.make_menu(keys, marks, self.model.names.me, place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the chosen segments with the Delete key; the rest is Qt's."""
        if event.key() == Qt.Key.Key_Delete and self.chosen() and self.context.can_write:
            self.context.run(tagging.delete, self.chosen())
        else:
            super().keyPressEvent(event)

    def export(self) -> None:
        """Ask for a file and write the segments shown to it, in the order shown."""
        from annotator.ui.table_export import ask_target

        target = ask_target(self.context, self, "segments")
        if target is not None:
            self.export_to(target)

    def export_to(self, target: Path) -> None:
        """Write the segments shown to a table."""
        from annotator.ui.table_export import write_table

        keys = self.model.listed()

        def work(project: Any, progress: Any, cancelled: Any) -> int:
            return segments.export_segments(
                project, keys, target, progress, cancelled, replace=True
            )

        write_table(self.context, self, target, work)
