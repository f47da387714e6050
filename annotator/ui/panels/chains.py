"""The open article's chains: a tree of who says it, through whom, the author first.

Belongs here: listing attributions and placing them in each other. What is said of the selected one
is the details panel's; showing its place in the text is the reader's.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from annotator.i18n import N_, _, ngettext
from annotator.model.annotation import Annotation
from annotator.model.attribution import Attribution
from annotator.model.changes import Changes
from annotator.operations import attributing, placing
from annotator.ui import chain_order, copying
from annotator.ui.context import Context
from annotator.ui.late import dialog
from annotator.ui.models.chains_model import AUTHOR, ChainRow, ChainsModel
from annotator.ui.widgets import wording
from annotator.ui.widgets.chains_view import ChainsView
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.filter_field import FilterField, HoldsShortcuts

_SELECT_ROW = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)


class ChainsPanel(QWidget):
    """Attributions as a tree; a click selects the claim, a drag places it in another."""

    NAME = "chains"
    TITLE = N_("Chains")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.model = ChainsModel()
        self.model.setParent(self)
        self.model.editable = self._is_own
        self._coders: dict[int, str] = {}
        self._waiting: dict[int, set[int]] = {}
        self._following = False
        self.view = self._make_view()
        self.filter_field = FilterField(_("Filter chains…"), self.view)
        self.filter_field.setMaximumWidth(300)
        self.empty = EmptyState(self.view)
        self._lay_out()
        known = context.attributions
        self.filter_field.wanted.connect(self._filter)
        self.model.rows_changed.connect(self._tell_empty)
        self.model.modelReset.connect(self._follow_selected)
        self.model.drop_wanted.connect(self._place)
        known.changed.connect(self._follow)
        known.reloaded.connect(self.reload)
        known.chosen_changed.connect(self._follow_chosen)
        context.marks_changed.connect(self._follow_marks)
        context.selected_changed.connect(self._follow_selected)
        context.changed.connect(self._follow_changes)
        context.project_changed.connect(self.reload)
        self.reload()

    def _make_view(self) -> ChainsView:
        view = ChainsView(_(self.TITLE), self.model, self)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        view.selectionModel().selectionChanged.connect(self._selected)
        view.activated.connect(self._go)
        keys = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Left, Qt.Key.Key_Right)
        HoldsShortcuts(view, *keys, Qt.Key.Key_Return, Qt.Key.Key_Delete)
        return view

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(10, 0, 10, 0)
        line.addWidget(self.filter_field, 1)
        line.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 1)
        box.setSpacing(6)
        box.addLayout(line)
        box.addWidget(self.empty, 1)

    # what is shown

    def reload(self) -> None:
        """Show the attributions of the open article."""
        project, current = self.context.project, self.context.article
        self._coders = {each.id: each.name for each in project.coders()} if project else {}
        self._waiting = {}
        if current is None:
            self.model.set_items(())
            return
        known = self.context.attributions
        self.model.set_items([self._author(), *(self._row(each) for each in known)])

    def _author(self) -> ChainRow:
        article = self.context.article
        name = (article.article.author if article is not None else "") or _("author")
        return ChainRow(AUTHOR, name)

    def _row(self, attribution: Attribution) -> ChainRow:
        known, article = self.context.attributions, self.context.article
        claim = article.get(attribution.content) if article is not None else None
        cue = article.get(attribution.cue or 0) if article is not None else None
        walk = known.walk(attribution)
        for mark in attribution.annotations:
            if article is not None and mark not in article:
                self._waiting.setdefault(mark, set()).add(attribution.id)
        return ChainRow(
            attribution.id,
            known.name(attribution),
            wording.one_line(cue.span.quote) if cue else "",
            wording.one_line(claim.span.quote[:600]) if claim else "",
            tuple(chain_order.claim_place(article, each) for each in walk),
            (AUTHOR, *(each.id for each in walk[:-1])),
            attribution,
            self._coders.get(attribution.coder, ""),
            not self._is_mine(attribution),
        )

    def _is_mine(self, attribution: Attribution) -> bool:
        project = self.context.opened
        return project.has_coder and attribution.coder == project.coder.id

    def _is_own(self, key: int) -> bool:
        """Tell whether an attribution can be changed by who codes now."""
        each = self.context.attributions.get(key)
        return each is not None and self.context.can_write and self._is_mine(each)

    def _follow(self, present: list[Attribution], gone: list[int]) -> None:
        """Bring the rows up to date: what changed, and what lies in it."""
        known = self.context.attributions
        touched = chain_order.below(known.known, [each.id for each in present])
        self.model.take(gone)
        self._put(touched)

    def _put(self, keys: set[int]) -> None:
        known = self.context.attributions
        rows = [self._row(each) for key in sorted(keys) if (each := known.get(key))]
        # What lies outside first, so that a row is put where its parents are already.
        self.model.put(sorted(rows, key=lambda row: row.depth))
        self._follow_selected()

    def _follow_marks(self, present: list[Annotation], _gone: list[int]) -> None:
        """Fill in the rows whose passages were still to come."""
        ready: set[int] = set()
        for mark in present:
            ready |= self._waiting.pop(mark.id, set())
        if ready:
            self._put(chain_order.below(self.context.attributions.known, ready))

    def _follow_changes(self, changes: Changes) -> None:
        current = self.context.article
        if changes.of("coder"):
            self.reload()
        elif current is not None and current.id in changes.of("article"):
            self.model.put([self._author()])

    def _follow_selected(self, _key: int = -1) -> None:
        """Make the attribution of the selected annotation the current row."""
        if self.context.attributions.chosen:
            return
        each = self.context.attributions.selected
        self._following = True
        if each is None:
            self.view.clearSelection()
        elif self.chosen() != [each.id]:
            self.model.reveal(each.id)
            index = self.model.index_of(each.id)
            if index.isValid():
                self.view.selectionModel().setCurrentIndex(index, _SELECT_ROW)
                self.view.scrollTo(index)
        self._following = False

    def _follow_chosen(self) -> None:
        """Let go of the rows when several are no longer chosen together."""
        if not self.context.attributions.chosen and not self._following:
            self._follow_selected()

    def _filter(self) -> None:
        self.model.filter_by(self.filter_field.text())
        self._tell_empty()

    def _tell_empty(self) -> None:
        if self.context.article is None:
            self.empty.say(_("Who says what in the open article is listed here."))
        elif self.model.total <= 1:
            proposed = self.context.settings["proposals"]
            self.empty.say(
                _("Select what is claimed and press C: who says it, and by which cue, is proposed.")
                if proposed
                else _("Mark a claim, its cue and its source, choose all three and press L.")
            )
        elif self.model.found_nothing:
            self.empty.say(_("No attribution fits the filter."))
        else:
            self.empty.say("")

    # what the person does

    def chosen(self) -> list[int]:
        """Return the keys of the selected attributions, in the order of the tree."""
        rows = sorted(self.view.selectionModel().selectedRows(), key=QModelIndex.row)
        return [key for index in rows if (key := self.model.key_at(index)) != AUTHOR]

    def _selected(self, _now: QItemSelection, _before: QItemSelection) -> None:
        if self._following:
            return
        known, chosen = self.context.attributions, self.chosen()
        self._following = True
        known.choose(chosen)
        each = known.get(chosen[0]) if len(chosen) == 1 else None
        # A source that several share stays selected where it is in this one, too.
        if each is not None and known.selected != each:
            self.context.select(each.content)
        self._following = False

    def _go(self, index: QModelIndex) -> None:
        """Show the place of a row again."""
        each = self.context.attributions.get(self.model.key_at(index))
        if each is not None:
            self.context.select(each.content)
            self.context.selected_changed.emit(each.content)

    def _place(self, keys: list[int], parent: int | None) -> None:
        """Put dropped attributions into another, or take them out; say why when refused."""
        outermost = self._outermost(keys)
        if parent in outermost:
            return
        self.context.run(placing.set_parents, outermost, parent)

    def _outermost(self, keys: list[int]) -> list[int]:
        """Leave out what lies in another of those: it comes along."""
        wanted = set(keys)
        rows = [row for key in keys if (row := self.model.get(key))]
        return [row.key for row in rows if wanted.isdisjoint(row.above)]

    def _show_menu(self, at: QPoint) -> None:
        if self.view.indexAt(at).isValid() and self.chosen():
            place = self.view.viewport().mapToGlobal(at)
            menu = self.make_menu(self.chosen(), place)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(place)

    def make_menu(self, keys: list[int], place: QPoint) -> QMenu:
        """Return the menu of the selected attributions."""
        menu = QMenu(self)
        own = all(self._is_own(key) for key in keys)

        def add(title: str, action: Callable[[], Any], *, possible: bool = own) -> None:
            menu.addAction(title, action).setEnabled(possible)

        add(_("Place in…"), lambda: self.pick_parent(keys, place))
        nested = any(len(row.above) > 1 for key in keys if (row := self.model.get(key)))
        add(
            _("Take out of its chain"),
            lambda: self.context.run(placing.set_parents, self._outermost(keys), None),
            possible=own and nested,
        )
        add(
            _("Place as containment says"),
            lambda: self.context.run(placing.set_parents, keys, attributing.INFER),
        )
        menu.addSeparator()
        start, end = self.context.text_selection
        add(
            _("Continue this speaker with the selected words"),
            lambda: self.continue_speaker(keys[0]),
            possible=own and len(keys) == 1 and start != end,
        )
        menu.addSeparator()
        known = self.context.attributions
        foreign = [k for k in keys if (each := known.get(k)) and not self._is_mine(each)]
        if foreign:
            add(
                _("Copy to my own"),
                lambda: copying.copy_attributions(self.context, foreign),
                possible=self.context.can_write,
            )
        title = ngettext("Delete the attribution", "Delete {n} attributions", len(keys))
        add(title.format(n=wording.number(len(keys))), lambda: self.delete(keys))
        return menu

    def pick_parent(self, keys: list[int], place: QPoint) -> None:
        """Ask in which attribution others are to lie."""
        where = QRect(place, place)
        picked = dialog("parent_picker").ask(self.context, keys, where, self)
        if picked is not None:
            self.context.run(placing.set_parents, self._outermost(keys), picked or None)

    def continue_speaker(self, key: int) -> None:
        """Attribute the selected words to whoever speaks in an attribution."""
        article = self.context.article
        if article is None:
            return
        place = (self.context.text_selection,)
        changes = self.context.run(placing.continue_with, article.id, key, place)
        if changes is not None and changes.created:
            self.context.select(changes.created[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete the selected attributions with the Delete key; the rest is Qt's."""
        keys = self.chosen()
        if event.key() == Qt.Key.Key_Delete and keys and all(self._is_own(key) for key in keys):
            self.delete(keys)
        else:
            super().keyPressEvent(event)

    def delete(self, keys: list[int]) -> None:
        """Delete attributions; their annotations stay."""
        self.context.run(attributing.delete, keys)
