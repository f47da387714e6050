"""Marking text of the page: what was found, by reason, to be ticked and marked or to be kept.

Belongs here: the preview, and asking for it. Marking is one operation, one step to be undone; so is
keeping, which is remembered, so that the same is not proposed again.
"""

from collections.abc import Sequence
from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QStyleOptionViewItem,
    QWidget,
)

from annotator.i18n import N_, _, isolate, ngettext
from annotator.model.boilerplate import FoundPart
from annotator.model.changes import Changes
from annotator.model.errors import Cancelled, IsnadError
from annotator.operations import page_parts
from annotator.operations.articles import article_rows
from annotator.operations.project import Project
from annotator.ui import asking, theme
from annotator.ui.context import Context
from annotator.ui.delegates import QuoteDelegate, TickDelegate, draw_ground
from annotator.ui.models.keyed_table import Index, Role
from annotator.ui.models.page_parts_model import CHECK, WHERE, WORDS, Heading, PagePartsModel
from annotator.ui.widgets import painting, wording
from annotator.ui.widgets.quiet_button import quiet_button
from annotator.ui.widgets.table_view import TableView

AT_ONCE: Final = 200
"""Parts that are marked without a thread and a progress bar."""
TITLE: Final = N_("Text of the page")
_CHECK_WIDTH: Final = 38
_WHERE_WIDTH: Final = 190


def _is_heading(index: Index) -> bool:
    model = index.model()
    return isinstance(model, PagePartsModel) and isinstance(model.rows[index.row()], Heading)


class _WordsDelegate(QuoteDelegate):
    """A heading in the face of the interface, words in their own direction."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if not _is_heading(index):
            super().paint(painter, option, index)
            return
        draw_ground(painter, option)
        painter.save()
        size = painting.base_size(option.font)
        painter.setFont(painting.sized(option.font, size, bold=True))
        box = option.rect.adjusted(8, 0, -8, -2)
        told = str(index.data(Role.DisplayRole))
        painting.draw_line(painter, box, told, theme.current().ink, option.direction)
        painter.restore()


class PartsView(TableView):
    """The rows to choose from; Space ticks all selected rows."""

    def __init__(self, model: PagePartsModel, parent: QWidget) -> None:
        super().__init__(_(TITLE), parent)
        self.setProperty("role", "framed")
        self.setModel(model)
        self._rows = model
        self.setItemDelegateForColumn(CHECK, TickDelegate(self))
        self.setItemDelegateForColumn(WORDS, _WordsDelegate(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setMinimumSectionSize(30)
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        model.modelReset.connect(self._begin)
        self._begin()

    def _begin(self) -> None:
        """Begin at the first part, not at the heading above it."""
        if self._rows.rowCount() > 1:
            self.setCurrentIndex(self._rows.index(1, WORDS))

    def selected_rows(self) -> list[int]:
        """Return the numbers of the selected rows."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room among the columns."""
        super().resizeEvent(event)
        room = self.viewport().width()
        self.setColumnWidth(CHECK, _CHECK_WIDTH)
        self.setColumnWidth(WHERE, _WHERE_WIDTH)
        self.setColumnWidth(WORDS, room - _CHECK_WIDTH - _WHERE_WIDTH)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space; the rest is Qt's."""
        rows = self.selected_rows()
        if event.key() == Qt.Key.Key_Space and rows:
            self._rows.toggle(rows)
        else:
            super().keyPressEvent(event)


class PageParts(asking.Sheet):
    """What may be text of the page; what is ticked is marked when it is accepted."""

    def __init__(
        self, context: Context, found: Sequence[FoundPart], parent: QWidget | None = None
    ) -> None:
        super().__init__(_(TITLE), parent, _("Mark"))
        self.setMinimumSize(780, 500)
        self.context = context
        titles = {row.id: row.title for row in article_rows(context.opened)}
        self.parts = PagePartsModel(page_parts.grouped(found), titles, self)
        self.add_text(
            _(
                "These lines seem to belong to the page, not to the article. What you mark stays"
                " in the text; searches and suggestions can leave it out."
            )
        )
        # Made in the order that Tab goes through them.
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.all_button = quiet_button(_("All"), lambda: self.parts.tick_all(on=True), self)
        self.none_button = quiet_button(_("None"), lambda: self.parts.tick_all(on=False), self)
        self.view = PartsView(self.parts, self)
        self.keep_button = quiet_button(_("Not of the page"), self.keep, self)
        self.keep_button.setToolTip(
            _(
                "The selected lines belong to their articles: never propose them again ({key})"
            ).format(key=isolate(_("Delete")))
        )
        for button in (self.all_button, self.none_button, self.keep_button):
            button.setAutoDefault(False)
        self.row.insertWidget(0, self.keep_button)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.count)
        line.addStretch(1)
        line.addWidget(self.all_button)
        line.addWidget(self.none_button)
        self.body.addLayout(line)
        self.body.addWidget(self.view, 1)
        self.parts.ticks_changed.connect(self._tell)
        self.view.selectionModel().selectionChanged.connect(lambda *_s: self._tell())
        self._tell()
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep the selected lines in their articles with Delete; the rest is the sheet's."""
        if event.key() == Qt.Key.Key_Delete and self.keep_button.isEnabled():
            self.keep()
        else:
            super().keyPressEvent(event)

    def _tell(self) -> None:
        chosen = self.parts.chosen()
        lines = ngettext("{n} line chosen", "{n} lines chosen", len(chosen))
        within = len({part.article for part in chosen})
        told = ngettext("in {n} article", "in {n} articles", within)
        parts = [lines.format(n=wording.grouped(len(chosen)))]
        if chosen:
            parts.append(told.format(n=wording.grouped(within)))
        unsure = sum(not row.sure for row in self.parts.everything())
        if unsure:
            doubtful = ngettext("{n} not sure", "{n} not sure", unsure)
            parts.append(doubtful.format(n=wording.grouped(unsure)))
        self.count.setText(wording.joined(*parts))
        self.accept_button.setEnabled(bool(chosen) and self.context.can_write)
        self.keep_button.setEnabled(bool(self.view.selected_rows()) and self.context.can_write)

    def keep(self) -> None:
        """Remember that the selected lines belong to their articles, and show them no more."""
        meant = self.parts.meant(self.view.selected_rows())
        kept = [part for row in meant for part in row.parts]
        if kept and self.context.run(page_parts.reject, kept) is not None:
            self.parts.take_away(meant)
            if not self.parts.rows:
                self.reject()

    @classmethod
    def ask(
        cls, context: Context, found: Sequence[FoundPart], parent: QWidget | None = None
    ) -> None:
        """Show what was found, and mark what is chosen."""
        sheet = cls(context, found, parent)
        accepted, chosen = sheet.exec(), sheet.parts.chosen()
        sheet.deleteLater()
        if accepted and chosen:
            mark(context, chosen, parent)


def mark(context: Context, chosen: Sequence[FoundPart], parent: QWidget | None = None) -> None:
    """Mark parts as text of the page, as one step, and say how many."""
    from annotator.ui.tasks import run_long

    def work(project: Project, progress: Any = None, cancelled: Any = None) -> Changes:
        return page_parts.accept(project, chosen, progress, cancelled)

    changes: Changes | None
    if len(chosen) <= AT_ONCE:
        changes = context.run(work)
    else:
        try:
            changes = run_long(context, parent, _("Marking"), work)
        except Cancelled as stop:
            context.said.emit(stop.message)
            return
        except IsnadError as error:
            context.failed.emit(error)
            return
        if changes is not None:
            context.announce(changes)
    if changes is not None:
        said = ngettext("{n} line marked as {code}.", "{n} lines marked as {code}.", len(chosen))
        code = page_parts.code_for(context.opened).label
        context.said.emit(said.format(n=wording.grouped(len(chosen)), code=isolate(code)))


def look(context: Context, articles: Sequence[int] | None, parent: QWidget | None = None) -> None:
    """Look for text of the page in articles, or in all, and show what was found."""
    from annotator.ui.tasks import run_long

    def work(project: Project, progress: Any = None, cancelled: Any = None) -> list[FoundPart]:
        return page_parts.propose(project, articles, progress, cancelled)

    try:
        page_parts.code_for(context.opened)
        found = run_long(context, parent, _("Looking for boilerplate"), work)
    except Cancelled as stop:
        context.said.emit(stop.message)
    except IsnadError as error:
        context.failed.emit(error)
    else:
        if found:
            PageParts.ask(context, found, parent)
        elif articles is None:
            context.said.emit(_("Nothing more in the articles looks like text of the page."))
        else:
            context.said.emit(_("Nothing more in this article looks like text of the page."))
