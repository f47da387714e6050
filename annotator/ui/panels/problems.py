"""What to look at again: live for the open article, for all articles on request.

Belongs here: the list and going to a place. Who looks is ``problem_watch``, the rules are the
scheme's.
"""

from typing import Any, Final

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from annotator.i18n import N_, _, ngettext
from annotator.model.changes import Changes
from annotator.model.errors import Cancelled, IsnadError
from annotator.model.problems import Problem
from annotator.operations import segments
from annotator.operations.problems import problems_of
from annotator.ui.context import Context
from annotator.ui.going import go_to
from annotator.ui.models.problems_model import ProblemsModel, Row
from annotator.ui.widgets import wording
from annotator.ui.widgets.choice_button import ChoiceButton
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.filter_field import HoldsShortcuts
from annotator.ui.widgets.wide_table import WideTable

ARTICLE, PROJECT = "article", "project"
SCOPES: Final = ((ARTICLE, N_("This article")), (PROJECT, N_("All articles")))
_ARTICLE_COLUMN: Final = 2
_PLACE_COLUMN: Final = 3


class ProblemsPanel(QWidget):
    """Rules that something breaks, each with its place; Enter or a click goes there."""

    NAME = "problems"
    TITLE = N_("Problems")

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.model = ProblemsModel()
        self.model.setParent(self)
        self.scope = ChoiceButton(_("Problems of"), [(each, _(title)) for each, title in SCOPES])
        self.scope.chosen.connect(self._show_scope)
        self.again_button = QPushButton(_("Look again"), self)
        self.again_button.setProperty("role", "quiet")
        self.again_button.clicked.connect(lambda: self._look_everywhere())
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.view = self._make_view()
        self.empty = EmptyState(self.view)
        self._lay_out()
        self.watch = context.problems
        self.watch.found.connect(self._follow)
        self.model.rows_changed.connect(self._tell)
        context.article_changed.connect(self._tell)
        context.project_changed.connect(self._learn_coders)
        context.project_changed.connect(self._back_to_article)
        context.changed.connect(self._follow_names)
        self._learn_coders()
        self._follow()
        self._tell()

    def _make_view(self) -> WideTable:
        view = WideTable(_(self.TITLE), self, least=260)
        view.setModel(self.model)
        view.lay_out_columns(self.model.columns)
        view.setSortingEnabled(True)
        view.sortByColumn(_PLACE_COLUMN, Qt.SortOrder.AscendingOrder)
        view.clicked.connect(self._go)
        view.activated.connect(self._go)
        HoldsShortcuts(view, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return view

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(10, 0, 10, 0)
        line.addWidget(self.scope)
        line.addWidget(self.again_button)
        line.addStretch(1)
        line.addWidget(self.count)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 1)
        box.setSpacing(6)
        box.addLayout(line)
        box.addWidget(self.empty, 1)
        self._show_columns()

    # what is shown

    def _show_columns(self) -> None:
        everywhere = self.scope.value == PROJECT
        self.view.setColumnHidden(_ARTICLE_COLUMN, not everywhere)
        self.view.setColumnHidden(_PLACE_COLUMN, everywhere)
        self.again_button.setVisible(everywhere)
        self.view.fit_columns()

    def _learn_coders(self) -> None:
        project = self.context.project
        self.model.coders = {each.id: each.name for each in project.coders()} if project else {}

    def _follow_names(self, changes: Changes) -> None:
        if changes.of("coder"):
            self._learn_coders()
            self.model.set_items(list(self.model.everything()))

    def _follow(self) -> None:
        if self.scope.value == ARTICLE:
            places = self.watch.places
            self.model.set_items(
                Row(number, problem, places.get(number, -1))
                for number, problem in enumerate(self.watch.problems)
            )

    def _back_to_article(self) -> None:
        self.scope.set_value(ARTICLE)
        self._show_columns()
        self._follow()

    def _show_scope(self, scope: str) -> None:
        if scope == PROJECT:
            self._look_everywhere()
        else:
            self._back_to_article()

    def _look_everywhere(self) -> None:
        """Look through all articles, in a thread with progress and Cancel."""
        from annotator.ui.tasks import run_long

        try:
            found = run_long(self.context, self, _("Looking through all articles"), look_everywhere)
        except Cancelled:
            self._back_to_article()
            return
        except IsnadError as error:
            self.context.failed.emit(error)
            self._back_to_article()
            return
        titles, problems = found
        self.model.titles = titles
        self._show_columns()
        self.model.set_items(Row(number, each) for number, each in enumerate(problems))

    def _tell(self) -> None:
        shown = len(self.model)
        text = ngettext("{n} problem", "{n} problems", shown)
        self.count.setText(text.format(n=wording.number(shown)) if shown else "")
        if shown:
            self.empty.say("")
        elif self.scope.value == PROJECT:
            self.empty.say(_("Nothing in any article needs a second look."))
        elif self.context.article is None:
            self.empty.say(_("What may need a second look in the open article is listed here."))
        else:
            self.empty.say(_("Nothing in this article needs a second look."))

    # what the person does

    def _go(self, index: QModelIndex) -> None:
        problem = self.model.item(index.row()).problem
        if problem.article is None or problem.annotation is None:
            return
        rows = segments.rows(self.context.opened, [problem.annotation])
        if rows:
            go_to(self.context, problem.article, problem.annotation, rows[0].coder)


def look_everywhere(
    project: Any, progress: Any, cancelled: Any
) -> tuple[dict[int, str], list[Problem]]:
    """Return the titles of all articles, and what to look at again in them."""
    facts = segments.article_facts(project)
    found: list[Problem] = []
    for done, (key, about) in enumerate(facts.items()):
        if cancelled():
            raise Cancelled(_("Cancelled; nothing was changed."))
        progress(done, len(facts), about.title)
        found += problems_of(project, key)
    return {key: about.title for key, about in facts.items()}, found
