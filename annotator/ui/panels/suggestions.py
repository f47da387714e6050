"""What may be attributed: suggestions of the open article, or what a run has found in all.

Belongs here: the list, its filters, and starting a run. Choosing a row shows its ghosts in the
article; what keys and clicks decide there is in ``suggestion_gestures``.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMenu,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import N_, _, isolate, ngettext
from annotator.model.suggestion import Suggestion
from annotator.model.suggestion_rows import Kept, Words
from annotator.operations import suggesting
from annotator.ui.context import Context
from annotator.ui.delegates import QuoteDelegate
from annotator.ui.late import dialog
from annotator.ui.models import suggestions_model as columns
from annotator.ui.models.suggestions_model import SuggestionsModel
from annotator.ui.widgets import wording
from annotator.ui.widgets.choice_button import ChoiceButton
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.filter_field import FilterField, HoldsShortcuts
from annotator.ui.widgets.quiet_button import quiet_button
from annotator.ui.widgets.wide_table import WideTable

HERE, EVERYWHERE = "article", "project"
SCOPES: Final = ((HERE, N_("This article")), (EVERYWHERE, N_("All articles")))
SCORES: Final = (
    ("0", N_("Any score")),
    ("50", N_("Score from 50")),
    ("75", N_("Score from 75")),
)
_ROOMY: Final = 600
"""Pixels that the head needs with everything in it."""
_ROW: Final = (
    QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
)
_KEYS: Final = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Backspace, Qt.Key.Key_Escape)
_QUOTES: Final = (columns.SOURCE, columns.CUE, columns.CONTENT)


class SuggestionsPanel(QWidget):
    """Suggestions to go through by Tab, to accept by Enter and to reject by Backspace."""

    NAME = "suggestions"
    TITLE = N_("Suggestions")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.suggestions = context.suggestions
        self.run = self.suggestions.run
        self.model = SuggestionsModel(self._read)
        self.model.setParent(self)
        self._typed = ""
        self._is_following = False
        self._listed: dict[int, list[int]] = {}
        """The keys of the rows shown of all articles, by article."""
        self.view = self._make_view()
        self.scope = ChoiceButton(_("Suggestions of"), [(each, _(title)) for each, title in SCOPES])
        self.score = ChoiceButton(_("Least score"), [(each, _(title)) for each, title in SCORES])
        self.filter_field = FilterField(_("Filter suggestions…"), self.view)
        self.filter_field.setMaximumWidth(220)
        self.filter_field.setMinimumWidth(110)
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.next_button = quiet_button(_("Next article"), self.next_article, self)
        self.lexicon_button = quiet_button(_("Cue lexicon…"), self.edit_lexicon, self)
        self.run_button = QPushButton(_("Suggest in all articles…"), self)
        self.run_button.setProperty("role", "quiet")
        self.run_button.clicked.connect(lambda: self.suggest_everywhere())
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(160)
        self.bar.setAccessibleName(_("Suggesting in all articles"))
        self.cancel_button = quiet_button(_("Cancel"), self.run.cancel, self)
        self.empty = EmptyState(self.view)
        self._lay_out()
        self._listen()
        self._show_scope(HERE)

    def _make_view(self) -> WideTable:
        view = WideTable(_(self.TITLE), self, least=180)
        view.setModel(self.model)
        view.lay_out_columns(self.model.columns)
        for column in _QUOTES:
            view.setItemDelegateForColumn(column, QuoteDelegate(view))
        view.setSortingEnabled(True)
        view.sortByColumn(columns.CONTENT, Qt.SortOrder.AscendingOrder)
        view.clicked.connect(self._choose)
        view.activated.connect(self._choose)
        view.selectionModel().currentRowChanged.connect(self._row_changed)
        HoldsShortcuts(view, *_KEYS)
        view.installEventFilter(self)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        return view

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(10, 0, 10, 0)
        line.addWidget(self.scope)
        line.addWidget(self.score)
        line.addWidget(self.filter_field, 1)
        line.addStretch(1)
        for widget in (self.count, self.bar, self.cancel_button, self.run_button):
            line.addWidget(widget)
        line.addWidget(self.next_button)
        line.addWidget(self.lexicon_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 1)
        box.setSpacing(6)
        box.addLayout(line)
        box.addWidget(self.empty, 1)

    def _listen(self) -> None:
        self.scope.chosen.connect(self._show_scope)
        self.score.chosen.connect(lambda _least: self._filter())
        self.filter_field.wanted.connect(self._filter)
        self.model.rows_changed.connect(self._tell)
        self.suggestions.changed.connect(self._follow_article)
        self.suggestions.chosen_changed.connect(self._follow_chosen)
        self.run.went_on.connect(self._show_run)
        self.run.listed_changed.connect(self._follow_run)
        self.context.article_changed.connect(self._look)
        self.context.project_changed.connect(self._tell)

    # what is shown

    @property
    def _is_everywhere(self) -> bool:
        return self.scope.value == EVERYWHERE

    def _show_scope(self, scope: str) -> None:
        self.scope.set_value(scope)
        everywhere = scope == EVERYWHERE
        for column in (columns.ARTICLE, columns.LEFT):
            self.view.setColumnHidden(column, not everywhere)
        self._fit()
        self._show_run()
        self.view.fit_columns()
        if everywhere:
            if not self.run.known and not self.run.running:
                self.run.start(look=False)
            self._show_listed()
        else:
            self._show_article()
            self._look()
        self._filter()

    def _fit(self) -> None:
        """Leave out of the head, where there is no room, what the menus have, too."""
        roomy = self.width() >= _ROOMY
        self.lexicon_button.setVisible(roomy and not self._is_everywhere)
        self.next_button.setVisible(roomy and not self._is_everywhere)
        self.filter_field.setVisible(self.width() >= _ROOMY // 2 + 120)
        self.count.setVisible(roomy or not self._is_everywhere)
        self.score.setVisible(self.width() >= _ROOMY // 2 + 120 or not self._is_everywhere)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the head to the room."""
        super().resizeEvent(event)
        self._fit()

    def _show_article(self) -> None:
        """Show what is offered in the open article; rows that stay keep their place."""
        current = self.context.article
        self.model.articles, self.model.counts = {}, {}
        offered = self.suggestions.offered if current is not None else []
        rows = {}
        for each in offered:
            key = self.suggestions.key_of(each)
            rows[key] = Kept(
                *(key, current.id if current is not None else 0, *each.place, each.cue_name),
                *(each.cue_kind, each.cue_stance, each.score),
            )
        self._replace(rows, {row.key: row for row in self.model.everything()})

    def _replace(self, rows: dict[int, Kept], before: dict[int, Kept]) -> None:
        with self._rows_moving():
            if rows and rows.items() <= before.items():
                self.model.take(set(before) - set(rows))
            elif rows != before:
                self.model.set_items(rows.values())
        self._follow_chosen()

    @contextmanager
    def _rows_moving(self) -> Iterator[None]:
        """Let the current row be another one without its suggestion being shown."""
        before, self._is_following = self._is_following, True
        try:
            yield
        finally:
            self._is_following = before

    def _show_listed(self, concerned: Collection[int] | None = None) -> None:
        """Show what runs have found, or take up what is different in some articles."""
        rows = self.run.rows
        self.model.articles = self.run.articles
        self.model.counts = {key: len(found) for key, found in rows.items()}
        with self._rows_moving():
            self._take_listed(rows, concerned)
        self._follow_chosen()

    def _take_listed(
        self, rows: Mapping[int, list[Kept]], concerned: Collection[int] | None
    ) -> None:
        if concerned is None:
            self._listed = {key: [row.key for row in found] for key, found in rows.items()}
            self.model.set_items(row for found in rows.values() for row in found)
        else:
            fresh = {row.key: row for key in concerned for row in rows.get(key, ())}
            before = [row for key in concerned for row in self._listed.get(key, ())]
            for key in concerned:
                self._listed[key] = [row.key for row in rows.get(key, ())]
            self.model.take(key for key in before if key not in fresh)
            self.model.put(fresh.values())

    def _read(self, keys: list[int]) -> dict[int, Words]:
        current, project = self.context.article, self.context.project
        if self._is_everywhere:
            return suggesting.words(project, keys) if project is not None else {}
        found = {key: self.suggestions.found(key) for key in keys} if current is not None else {}
        return {
            key: suggesting.words_of(current.text, each)
            for key, each in found.items()
            if each is not None and current is not None
        }

    def _filter(self, typed: str | None = None) -> None:
        if typed is not None:
            self._typed = wording.sort_text(typed)
        least, wanted = int(self.score.value) / 100, self._typed
        with self._rows_moving():
            self.model.set_filter(
                lambda row: row.score >= least and (not wanted or self._has(row, wanted))
            )
        self._follow_chosen()

    def _has(self, row: Kept, wanted: str) -> bool:
        """Tell whether a row has what is typed: its cue or article, in one article its words."""
        told: Iterable[str] = (row.cue, self.model.title(row))
        if not self._is_everywhere:
            told = (row.cue, *self.model.told(row))
        return any(wanted in wording.sort_text(each) for each in told)

    def _follow_article(self) -> None:
        if not self._is_everywhere:
            self._show_article()
        self._tell()

    def _follow_run(self, concerned: Collection[int] | None) -> None:
        if self._is_everywhere:
            self._show_listed(concerned)
        self._tell()

    def _show_run(self) -> None:
        """Show how far a run is, or the button that begins one."""
        runs = self.run.running and self.run.looks
        done, total, what = self.run.progress
        self.bar.setVisible(runs)
        self.cancel_button.setVisible(runs)
        self.run_button.setVisible(not runs and self._is_everywhere)
        self.bar.setRange(0, total)
        self.bar.setValue(min(done, total))
        self.bar.setToolTip(what)
        self._tell()

    def _tell(self) -> None:
        shown, total = len(self.model), self.model.total
        text = ngettext("{n} suggestion", "{n} suggestions", shown)
        told = text.format(n=wording.number(shown)) if total else ""
        if self._is_everywhere and self.run.rows:
            places = len(self.run.rows)
            where = ngettext("{n} article", "{n} articles", places)
            told = wording.joined(told, where.format(n=wording.number(places)))
        if self.run.running and self.run.looks:
            done, whole, _what = self.run.progress
            told = _("{n} of {total} articles").format(
                n=wording.number(done), total=wording.number(whole)
            )
            told = told if whole else _("Looking for suggestions…")
        self.count.setText(told)
        self.run_button.setEnabled(self.context.can_write)
        was_empty = bool(self.empty.sentence)
        self.empty.say("" if shown else self._nothing(total))
        if was_empty and shown and self.focusWidget() in (self.scope, self.next_button):
            self._lead_to_list()

    def _lead_to_list(self) -> None:
        """Give the list the focus that its absence has left with a button."""
        if self.isVisible() and self.isAncestorOf(QApplication.focusWidget() or self.window()):
            self._follow_chosen()
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _nothing(self, total: int) -> str:
        """Return what an empty list says: why, and what can be done."""
        if total:
            return _("No suggestion fits the filter.")
        if self._is_everywhere:
            if self.run.running:
                return _("Looking for suggestions…")
            if not self.run.looked_at:
                return _(
                    "“{button}” looks for attributions in every article and lists them here."
                    " Nothing is stored before you accept it."
                ).format(button=_("Suggest in all articles…"))
            return _("Nothing is left to decide in the articles that were looked through.")
        if self.context.article is None:
            return _("Open an article to see which attributions may be in it.")
        if self.suggestions.busy or not self.suggestions.known:
            return _("Looking for suggestions…")
        return _(
            "Nothing is left to suggest in this article. {key} goes to the next with suggestions."
        ).format(key=isolate("Ctrl+F8"))

    # which row

    def _look(self) -> None:
        if self.isVisible() and not self._is_everywhere:
            self.suggestions.look()
        self._tell()

    def showEvent(self, event: QShowEvent) -> None:
        """Look, and let Tab follow the order of this list from now on."""
        super().showEvent(event)
        self.suggestions.listing = self
        self._look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let Tab follow the order of reading."""
        super().hideEvent(event)
        if self.suggestions.listing is self:
            self.suggestions.listing = self.suggestions

    def _chosen_key(self) -> int:
        """Return the key of the chosen suggestion's row, or -1."""
        chosen, current = self.suggestions.chosen, self.context.article
        if chosen is None or current is None:
            return -1
        if not self._is_everywhere:
            return self.suggestions.key_of(chosen)
        rows = self.run.rows.get(current.id, ())
        return next((row.key for row in rows if (row.start, row.end) == chosen.place), -1)

    def beside(self, steps: int) -> int | Suggestion | None:
        """Return the key of the row some steps from the chosen one, or None.

        What is not in the list is gone through in the order of its article.
        """
        key = self._chosen_key()
        if self._is_everywhere and key < 0:
            return self.suggestions.beside(steps)
        here = self.model.index_of(key)
        row = here.row() + steps if here.isValid() else (0 if steps > 0 else len(self.model) - 1)
        return self.model.key_at(self.model.index(row, 0)) if 0 <= row < len(self.model) else None

    def go(self, target: int | Suggestion) -> None:
        """Choose what ``beside`` returned."""
        if isinstance(target, Suggestion):
            self.suggestions.choose(target)
            return
        index = self.model.index_of(target)
        if index.isValid():
            self._set_current(index)
            self._choose(index)

    def _set_current(self, index: QModelIndex) -> None:
        index = index.siblingAtColumn(columns.CONTENT)  # the arrows do not leave a hidden column
        with self._rows_moving():
            self.view.selectionModel().setCurrentIndex(index, _ROW)
            self.view.scrollTo(index)

    def _follow_chosen(self) -> None:
        """Let the row of the chosen suggestion be the current one."""
        index = self.model.index_of(self._chosen_key())
        if index.isValid():
            self._set_current(index)
        elif len(self.model) and not self.view.currentIndex().isValid():
            # Else the first row would become the current one, and be shown, with the focus.
            first = self.model.index(0, columns.CONTENT)
            with self._rows_moving():
                self.view.selectionModel().setCurrentIndex(
                    first, QItemSelectionModel.SelectionFlag.NoUpdate
                )

    def _row_changed(self, index: QModelIndex, _before: QModelIndex) -> None:
        if index.isValid() and not self._is_following and self.view.hasFocus():
            self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        """Show a row's suggestion in its article."""
        row = self.model.item(index.row())
        if self.context.article is None or self.context.article.id != row.article:
            self.context.open_article(row.article)
        self.suggestions.choose_at((row.start, row.end))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the keys that decide do so here, too."""
        if (
            watched is self.view
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and self.suggestions.press_in_list(event)
        ):
            return True
        return super().eventFilter(watched, event)

    # what the person does

    def _show_menu(self, place: QPoint) -> None:
        """Offer to decide about the row that was clicked, once it is seen in its article."""
        index = self.view.indexAt(place)
        if not index.isValid():
            return
        self._choose(index)
        menu = QMenu(self)
        menu.addAction(_("Accept the suggestion"), self.suggestions.accept)
        menu.addAction(_("Reject the suggestion"), self.suggestions.reject)
        menu.popup(self.view.viewport().mapToGlobal(place))

    def show_everywhere(self) -> None:
        """List what runs have found in all articles."""
        if not self._is_everywhere:
            self._show_scope(EVERYWHERE)

    def suggest_everywhere(self) -> None:
        """Look through all articles, in a thread; the person can go on meanwhile."""
        self.show_everywhere()
        self.run.start(look=True)

    def next_article(self) -> None:
        """Open the next article with suggestions and show its first one."""
        self.suggestions.next_article()

    def edit_lexicon(self) -> None:
        """Change which cues are looked for."""
        dialog("cue_lexicon").ask(self.context, self)
