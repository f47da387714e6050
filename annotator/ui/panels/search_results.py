"""What a search found, as a concordance, and what is done with it.

Belongs here: the list, its order, counts and progress, copying, exporting, tagging. Does not belong
here: what is searched for (``search``).
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, isolate, ngettext
from annotator.model.search import Hit, SearchQuery
from annotator.operations import concordance
from annotator.operations.concordance import HitPlace
from annotator.ui.context import Context
from annotator.ui.models.hits_model import AFTER, BEFORE, DATE, HIT, ORDERS, OUTLET
from annotator.ui.search_session import FIRST, MOST, NO_HIT
from annotator.ui.widgets import wording
from annotator.ui.widgets.concordance import ConcordanceView
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.quiet_button import quiet_button

_ROW: Final = QItemSelectionModel.SelectionFlag.ClearAndSelect | (
    QItemSelectionModel.SelectionFlag.Rows
)
USUAL: Final = (100, 100)
"""Hits and articles whose counts always find room in the line."""

_MOST_ABSENT: Final = 3


class SearchResults(QWidget):
    """The hits of the window's search; a click or Enter opens the article at the place."""

    left = Signal()
    """Escape was pressed in the list."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.context = context
        self.session = context.search
        self.model = self.session.model
        self.view = ConcordanceView(_("Hits of the search"), self)
        self.view.show_hits(self.model)
        self.status = QLabel(self)
        self.status.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(90)
        self.bar.setAccessibleName(_("Searching"))
        self.cancel_button = quiet_button(_("Cancel"), self.session.stop, self)
        self.tag_button = quiet_button(_("Tag…"), self.tag, self)
        self.tag_button.setToolTip(_("Mark the chosen hits, or all, with a code"))
        self.export_button = quiet_button(_("Export…"), self.export, self)
        self.export_button.setToolTip(_("Write the hits shown to a table (CSV)"))
        self.empty = EmptyState(self.view)
        self._absent: tuple[SearchQuery | None, Sequence[str]] = None, ()
        """A search, and those of its words that are in no article."""
        self._following = False
        self._lay_out()
        self._listen()
        self._show_direction()
        self.tell()

    def _lay_out(self) -> None:
        self.line = QHBoxLayout()
        self.line.setContentsMargins(12, 0, 6, 0)
        self.line.setSpacing(8)
        self.line.addWidget(self.status)
        self.line.addWidget(self.bar)
        self.line.addWidget(self.cancel_button)
        self.line.addStretch(1)
        self.line.addWidget(self.tag_button)
        self.line.addWidget(self.export_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(2)
        box.addLayout(self.line)
        box.addWidget(self.empty, 1)

    def put_beside_counts(self, widget: QWidget) -> None:
        """Show a widget right after the counts."""
        self.line.insertWidget(self.line.indexOf(self.status) + 1, widget)

    def put_before_counts(self, widget: QWidget) -> None:
        """Show a widget at the start of the line of the counts."""
        self.line.insertWidget(0, widget)

    def needed(self, *, usual: bool) -> int:
        """Return the pixels that the line of the counts needs with all its buttons.

        With *usual*, at least what it needs for usual counts, so that nothing moves with every
        search.
        """
        buttons = self.tag_button.sizeHint().width() + self.export_button.sizeHint().width()
        work = self.bar.width() + self.cancel_button.sizeHint().width()
        counts = self.status.sizeHint().width()
        if usual:
            counts = max(counts, self.status.fontMetrics().horizontalAdvance(_hits_in(*USUAL)))
        margins = self.line.contentsMargins()
        gaps = margins.left() + margins.right() + 4 * self.line.spacing()
        return counts + max(buttons, work) + gaps

    def _listen(self) -> None:
        view, session = self.view, self.session
        view.clicked.connect(self._clicked)
        view.activated.connect(self._open)
        view.copy_wanted.connect(self.copy)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.header().sectionClicked.connect(self._sort)
        self.model.rowsInserted.connect(self._rows_came)
        self.model.modelReset.connect(self._show_direction)
        session.changed.connect(self.tell)
        session.current_changed.connect(self._follow)
        self.context.project_changed.connect(self.tell)

    # what is told

    def tell(self) -> None:
        """Say how many hits there are and how far the work is."""
        session = self.session
        working = session.is_working
        done, total = session.progress
        self.bar.setVisible(working)
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total))
        self.cancel_button.setVisible(working)
        self.status.setText(self._counts())
        some = bool(len(self.model)) and session.state != "searching"
        self.tag_button.setEnabled(some and self.context.can_write)
        self.export_button.setEnabled(some)
        for button in (self.tag_button, self.export_button):
            button.setVisible(bool(session.hits) and not working)
        self._tell_empty()

    def _counts(self) -> str:
        session = self.session
        if session.state in ("idle", "failed"):
            return ""
        if session.state == "searching" and not session.hits:
            return _("Searching…")
        if not session.hits:
            return ""  # said in place of the list
        told = _hits_in(session.hits, session.articles)
        if session.state == "cancelled":
            told = wording.joined(told, _("stopped"))
        elif session.state == "sorting":
            told = wording.joined(told, _("sorting…"))
        if session.hits > MOST:
            first = _("the first {n} are listed").format(n=wording.grouped(MOST))
            told = wording.joined(told, first)
        return told

    def _tell_empty(self) -> None:
        session = self.session
        if len(self.model) or session.state == "searching":
            self.empty.say("")
        elif session.state == "failed":
            self.empty.say(_("The search could not be made."))
        elif session.state == "idle":
            self.empty.say(
                _("What is found in all articles is listed here. {key} begins a search.").format(
                    key=isolate("Ctrl+Shift+F")
                )
            )
        elif session.state == "cancelled":
            self.empty.say(_("The search was stopped before anything was found."))
        elif session.query is not None and self._absent[0] == session.query and self._absent[1]:
            sentence = _("“{word}” is in no article.")
            words = [sentence.format(word=isolate(each)) for each in self._absent[1][:_MOST_ABSENT]]
            self.empty.say(" ".join([_("Nothing was found."), *words]))
        elif session.query is not None and session.query.level in ("exact", "harakat"):
            self.empty.say(_("Nothing was found at this level of spelling."))
        else:
            self.empty.say(_("Nothing was found."))

    def tell_absent(self, query: SearchQuery | None, words: Sequence[str]) -> None:
        """Say which words of a search are in no article, where that search finds nothing."""
        self._absent = query, words
        self._tell_empty()

    def _rows_came(self, _parent: QModelIndex, first: int, _last: int) -> None:
        if first == 0:
            self._show_direction()
            some = [self.model.hit(row) for row in range(min(FIRST, len(self.model)))]
            self.view.fit_hits([hit for hit in some if hit is not None])

    def _show_direction(self) -> None:
        self.view.set_direction(rtl=self.model.rtl)
        if len(self.model):
            some = [self.model.hit(row) for row in range(min(FIRST, len(self.model)))]
            self.view.fit_hits([hit for hit in some if hit is not None])

    # order

    def _sort(self, column: int) -> None:
        """Sort by a column, then the other way round, then as the articles are."""
        by, descending = self.session.order
        if ORDERS[column] != by:
            self.session.sort(ORDERS[column], descending=False)
        elif not descending:
            self.session.sort(by, descending=True)
        else:
            self.session.sort("place", descending=False)

    # going there

    def _clicked(self, index: QModelIndex) -> None:
        if len(self.view.selectionModel().selectedRows()) == 1:
            self._open(index)

    def _open(self, index: QModelIndex) -> None:
        self._following = True
        self.session.go(self.model.number(index.row()))
        self._following = False

    def _follow(self, number: int) -> None:
        """Show the hit that F3 went to."""
        if number != NO_HIT and not self._following:
            index = self.model.index(self.model.row(number), HIT)
            self.view.selectionModel().setCurrentIndex(index, _ROW)
            self.view.scrollTo(index)

    def chosen(self) -> list[int]:
        """Return the numbers of the selected hits, in the order of the list."""
        rows = sorted(index.row() for index in self.view.selectionModel().selectedRows())
        return [self.model.number(row) for row in rows]

    def meant(self) -> list[int]:
        """Return the numbers of the hits that a command applies to: several chosen, or all."""
        chosen = self.chosen()
        return chosen if len(chosen) > 1 else list(self.model.numbers())

    def focus_list(self) -> None:
        """Go to the list."""
        if len(self.model):
            if not self.view.currentIndex().isValid():
                self.view.selectionModel().setCurrentIndex(self.model.index(0, HIT), _ROW)
            self.view.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the list with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # what is done with hits

    def _show_menu(self, at: QPoint) -> None:
        if self.view.indexAt(at).isValid():
            menu = self.make_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.view.viewport().mapToGlobal(at))

    def make_menu(self) -> QMenu:
        """Return the menu of the chosen hits."""
        menu = QMenu(self)
        chosen = self.chosen()
        show = menu.addAction(_("Show in the article"), self._open_current)
        show.setEnabled(len(chosen) == 1)
        copy = menu.addAction(_("Copy"), self.copy)
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        menu.addSeparator()
        tag = menu.addAction(_("Tag…"), self._tag_chosen)
        tag.setEnabled(self.context.can_write)
        return menu

    def _open_current(self) -> None:
        self._open(self.view.currentIndex())

    def copy(self) -> None:
        """Put the chosen hits on the clipboard, a line each, tabs between the columns."""
        columns = (BEFORE, HIT, AFTER, OUTLET, DATE)
        lines = []
        for number in self.chosen():
            row = self.model.row(number)
            cells = (self.model.data(self.model.index(row, column)) for column in columns)
            lines.append("\t".join(str(cell or "") for cell in cells))
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))
            copied = ngettext("{n} hit copied.", "{n} hits copied.", len(lines))
            self.context.said.emit(copied.format(n=wording.number(len(lines))))

    def _tag_chosen(self) -> None:
        self.tag(self.chosen())

    def tag(self, numbers: list[int] | None = None) -> None:
        """Ask for a code and which hits to mark with it."""
        from annotator.ui.dialogs.tag_hits import TagHits

        TagHits.ask(self.context, self.meant() if numbers is None else numbers, self)

    def places(self) -> list[HitPlace]:
        """Return the places of all hits, in the order of the list."""
        return [self.model.places[number] for number in self.model.numbers()]

    def hits(self, numbers: list[int]) -> list[Hit]:
        """Return hits with their words."""
        told = [(number, self.model.places[number]) for number in numbers]
        found = concordance.words_of(self.context.opened, told)
        return [found[number] for number in numbers if number in found]

    def export(self) -> None:
        """Ask for a file and write the hits to it, in the order shown."""
        from annotator.ui.table_export import ask_target

        target = ask_target(self.context, self, "search")
        if target is not None:
            self.export_to(target)

    def export_to(self, target: Path) -> None:
        """Write the hits to a table."""
        from annotator.ui.table_export import write_table

        places = self.places()

        def work(project: Any, progress: Any, cancelled: Any) -> int:
            return concordance.export_places(
                project, places, target, progress, cancelled, replace=True
            )

        write_table(self.context, self, target, work)


def _hits_in(hits: int, articles: int) -> str:
    """Return how many hits there are in how many articles."""
    told = ngettext("{n} hit", "{n} hits", hits).format(n=wording.grouped(hits))
    if not hits:
        return told
    where = ngettext("in {n} article", "in {n} articles", articles)
    return f"{told} {where.format(n=wording.grouped(articles))}"
