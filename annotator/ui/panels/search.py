"""Searching all articles: what is typed and chosen above, what was found below.

Belongs here: the query and its options, its errors, the forms it is found as, saved searches. The
list of hits is ``search_results``, where is searched ``search_scope``.
"""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import N_, _, isolate
from annotator.model.errors import QueryError
from annotator.model.search import SearchQuery
from annotator.operations import saved_searches
from annotator.ui.context import Context
from annotator.ui.panels.search_results import SearchResults
from annotator.ui.panels.search_scope import SearchScope
from annotator.ui.search_forms import SearchForms
from annotator.ui.widgets import search_wording
from annotator.ui.widgets.flow_layout import FlowLayout
from annotator.ui.widgets.level_button import LevelButton
from annotator.ui.widgets.query_field import QueryField
from annotator.ui.widgets.quiet_button import quiet_button

LEAST_FIELD: Final = 200
"""Pixels that the field needs beside the options; else they stand below it."""
FORMS: Final = 110
"""Pixels that are kept for the forms, so that nothing moves while they are looked up."""
MOST_FORMS: Final = 320
BOXES: Final = 2
"""The place of the first box to tick among the options."""
_GAP: Final = 8
_PADDING: Final = 24
"""Pixels that a quiet button has beside its words, with the gap to the next."""


class SearchPanel(QWidget):
    """One search of all articles at a time."""

    NAME = "search"
    TITLE = N_("Search")

    article_wanted = Signal()
    """The person wants to go back to the article."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.session = context.search
        self.field = QueryField(
            _("Search all articles"),
            _('Words, "phrases", prefix*, AND, OR, NOT, NEAR(…)'),
            self,
        )
        self.level = LevelButton(context, self)
        self.particles = QCheckBox(_("Attached particles"), self)
        self.particles.setChecked(True)
        self.particles.setToolTip(_("Find a word with و ف ب ك ل س ال and pronouns attached, too"))
        self.regex = QCheckBox(_("Regular expression"), self)
        self.options = QWidget(self)
        self.scope = SearchScope(context, self)
        self.saved_button = QPushButton(_("Saved ▾"), self)
        self.saved_menu = QMenu(self.saved_button)
        self.help_button = quiet_button("?", self.show_help, self)
        self.forms_button = quiet_button("", self.show_forms, self)
        self.error = QLabel(self)
        self.results = SearchResults(context, self)
        self.forms = SearchForms(context, self)
        self.without: tuple[str, ...] = ()
        """Folded forms that were unticked for what is typed now."""
        self._arranged = (0, False)
        """How many options are beside the field, and whether the others are with the counts."""
        self._filling = False
        self._lay_out()
        self._listen()
        self.show_query(self.session.query or SearchQuery("", scope=self.scope.usual()))

    def _lay_out(self) -> None:
        self.saved_button.setProperty("role", "quiet")
        self.saved_button.setStyleSheet("QPushButton::menu-indicator { image: none; width: 0px; }")
        self.saved_button.setMenu(self.saved_menu)
        self.help_button.setToolTip(_("What can be searched for"))
        self.help_button.setAccessibleName(_("What can be searched for"))
        self.error.setProperty("role", "warning")
        self.error.setTextFormat(Qt.TextFormat.PlainText)
        self.error.setWordWrap(True)
        self.error.setContentsMargins(14, 0, 14, 0)
        self.error.hide()
        self._flow = FlowLayout(self.options, 10)
        height = self.level.sizeHint().height()
        for widget in (self.level, self.scope.summary, self.particles, self.regex):
            widget.setFixedHeight(height)
            self._flow.addWidget(widget)
        self._first = QHBoxLayout()
        self._first.setContentsMargins(10, 0, 6, 0)
        self._first.setSpacing(_GAP)
        self._first.addWidget(self.field, 1)
        self._first.addWidget(self.saved_button)
        self._first.addWidget(self.help_button)
        self._second = QHBoxLayout()
        self._second.setContentsMargins(10, 0, 10, 0)
        self._second.addWidget(self.options)
        third = QHBoxLayout()
        third.setContentsMargins(10, 0, 10, 0)
        third.addWidget(self.scope)
        self.results.put_beside_counts(self.forms_button)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 1)
        box.setSpacing(4)
        box.addLayout(self._first)
        box.addLayout(self._second)
        box.addLayout(third)
        box.addWidget(self.error)
        box.addWidget(self.results, 1)
        self.setMinimumWidth(320)

    def _listen(self) -> None:
        self.field.asked.connect(self.search)
        self.field.down_wanted.connect(self.results.focus_list)
        self.field.left.connect(self.leave)
        self.results.left.connect(self.leave)
        self.field.textChanged.connect(self._typed)
        self.level.chosen.connect(lambda _value: self._options_changed())
        self.particles.toggled.connect(lambda _on: self._options_changed())
        self.regex.toggled.connect(lambda _on: self._options_changed())
        self.scope.changed.connect(self._options_changed)
        self.saved_menu.aboutToShow.connect(self._fill_saved)
        self.forms.changed.connect(self._fit)
        self.forms.changed.connect(
            lambda: self.results.tell_absent(self.forms.query, self.forms.absent)
        )
        self.session.changed.connect(self._tell_failure)
        self.session.changed.connect(self._fit)
        self.context.project_changed.connect(self._project_changed)
        self.context.codebook_changed.connect(self.scope.forget_gone)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the head to the room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Put as many options beside the field as have room, the others with the counts or below.

        Every line less is a hit more that is seen.
        """
        every = (self.level, self.scope.summary, self.particles, self.regex)
        wide = [each.sizeHint().width() + self._flow.spacing() for each in every]
        buttons = self.saved_button.sizeHint().width() + self.help_button.sizeHint().width()
        room = self.width() - buttons - LEAST_FIELD - 4 * _GAP
        most = next(n for n in range(len(every), -1, -1) if sum(wide[:n]) <= max(0, room))
        kept = self.results.needed(usual=True) + FORMS

        def has_room(count: int) -> bool:
            return count < len(every) and sum(wide[count:]) + kept <= self.width()

        if most == BOXES + 1 and has_room(BOXES):
            most = BOXES  # the two boxes to tick stay together
        joined = has_room(most)
        if (most, joined) != self._arranged:
            self._arranged = most, joined
            self._arrange(every, most, joined=joined)
        rest = sum(wide[most:]) if joined else 0
        left = self.width() - self.results.needed(usual=False) - rest
        self._tell_forms(min(MOST_FORMS, left))

    def _arrange(self, every: Sequence[QWidget], count: int, *, joined: bool) -> None:
        """Put the first options beside the field, the others with the counts or in a line."""
        for widget in every:
            self._first.removeWidget(widget)
            self._flow.removeWidget(widget)
        for place, widget in enumerate(every):
            if place < count:
                self._first.insertWidget(1 + place, widget)
            else:
                self._flow.addWidget(widget)
        self.results.line.removeWidget(self.options)
        self._second.removeWidget(self.options)
        if joined:
            self.results.put_before_counts(self.options)
        else:
            self._second.addWidget(self.options)
        self.options.setVisible(count < len(every))

    # what is asked

    def query(self) -> SearchQuery:
        """Return what is typed and chosen."""
        return SearchQuery(
            self.field.text().strip(),
            self.level.level,
            self.regex.isChecked(),
            self.particles.isChecked(),
            self.without,
            self.scope.scope,
        )

    def show_query(self, query: SearchQuery) -> None:
        """Show a search, without making it."""
        self._filling = True
        self.field.setText(query.text)
        self.level.set_value(query.level)
        self.regex.setChecked(query.regex)
        self.particles.setChecked(query.particles)
        self.scope.set_scope(query.scope)
        self.without = query.without
        self._filling = False
        self._enable()
        self.forms.look_up(query)

    def run(self, query: SearchQuery) -> None:
        """Make a search that was kept."""
        self.show_query(query)
        self.search()

    def search(self) -> None:
        """Search for what is typed."""
        self.field.mark(None)
        self.error.hide()
        if not self.field.text().strip():
            self.session.clear()
            return
        self.session.start(self.query())
        self.forms.look_up(self.query())

    def _typed(self) -> None:
        if not self._filling:
            self.without = ()
            self.error.hide()
            self.forms.look_up(self.query(), soon=True)

    def _options_changed(self) -> None:
        """Search again at once when what is typed was searched for already."""
        self._enable()
        if self._filling:
            return
        asked = self.session.query
        if asked is not None and asked.text == self.field.text().strip():
            self.search()
        else:
            self.forms.look_up(self.query())

    def _enable(self) -> None:
        self.particles.setEnabled(not self.regex.isChecked())
        font = self.field.font()
        font.setFamilies(["monospace"] if self.regex.isChecked() else self.font().families())
        self.field.setFont(font)

    def _tell_failure(self) -> None:
        failure = self.session.failure
        self.error.setVisible(failure is not None)
        if failure is None:
            return
        self.error.setText(failure.message)
        asked, typed = self.session.query, self.field.text()
        if isinstance(failure, QueryError) and asked and asked.text == typed.strip():
            before = len(typed) - len(typed.lstrip())
            self.field.mark(failure.place + before, failure.length)

    def _project_changed(self) -> None:
        self.scope.forget_gone()
        self.level.refresh()
        if self.context.project is None:
            self.show_query(SearchQuery("", scope=self.scope.usual()))

    # where the focus goes

    def focus_field(self, text: str = "") -> None:
        """Go to the field, with these words in it if there are any."""
        if text:
            self.field.setText(text)
        self.field.selectAll()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def leave(self) -> None:
        """Take the marks out of the article, or go there."""
        if self.session.is_working:
            self.session.stop()
        elif not self.session.unmark():
            self.article_wanted.emit()

    # forms

    def _tell_forms(self, room: int) -> None:
        told = search_wording.forms_line(self.forms.forms, self.without)
        end = Qt.TextElideMode.ElideRight
        shown = self.forms_button.fontMetrics().elidedText(told, end, max(40, room - _PADDING))
        self.forms_button.setText(shown.replace("&", "&&"))
        self.forms_button.setToolTip(_("Choose which forms are searched for"))
        self.forms_button.setAccessibleName(told)
        self.forms_button.setVisible(bool(told))

    def show_forms(self) -> None:
        """Show the forms the words are found as, to untick some."""
        from annotator.ui.dialogs.expanded_forms import ExpandedForms

        without = ExpandedForms.ask(self.forms.forms, self.without, self)
        if without is not None and without != self.without:
            self.without = without
            self._fit()
            self.search()

    def show_help(self) -> None:
        """Show what can be typed."""
        from annotator.ui.widgets.search_help import SearchHelp

        card = SearchHelp(self)
        card.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        card.open_below(self.help_button)

    # saved searches

    def _fill_saved(self) -> None:
        self.saved_menu.clear()
        for kept in saved_searches.saved_searches(self.context.opened):
            action = self.saved_menu.addAction(isolate(kept.name).replace("&", "&&"))
            action.setToolTip(kept.query.text)
            action.triggered.connect(lambda _on=False, query=kept.query: self.run(query))
        if self.saved_menu.isEmpty():
            self.saved_menu.addAction(_("None yet")).setEnabled(False)
        self.saved_menu.addSeparator()
        save = self.saved_menu.addAction(_("Save the search…"), self.save)
        save.setEnabled(self.context.can_write and bool(self.field.text().strip()))
        self.saved_menu.addAction(_("Saved searches…"), self.manage)

    def save(self) -> None:
        """Ask for a name and keep the search under it."""
        from annotator.ui.asking import ask_text

        query = self.query()
        if not query.text or not self.context.can_write:
            self.context.said.emit(_("Type a search first."))
            return
        name = ask_text(self, _("Save the search"), _("Name"), query.text)
        if name and self.context.run(saved_searches.save_search, name, query) is not None:
            told = _("Saved as {name}.").format(name=isolate(name))
            self.context.said.emit(told)

    def manage(self) -> None:
        """Show the saved searches, to run, rename or delete one."""
        from annotator.ui.dialogs.saved_searches import SavedSearches

        query = SavedSearches.ask(self.context, self)
        if query is not None:
            self.run(query)
