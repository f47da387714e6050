"""Similar passages: sentences like a claim or like some words, the likest first.

Belongs here: asking in the background, the list, going to a place, and saying that two passages
make the same claim. How alike passages are is ``annotator.operations.similar``.
"""

from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QHBoxLayout,
    QMenu,
    QProgressBar,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import N_, _, isolate
from annotator.model.changes import Changes
from annotator.operations import articles, segments, similar
from annotator.operations.project import Project
from annotator.operations.similar import Passage, Place
from annotator.ui.background import Background
from annotator.ui.context import Context
from annotator.ui.going import go_to
from annotator.ui.models.similar_model import (
    CLAIM_COLUMN,
    LIKENESS_COLUMN,
    QUOTE_COLUMN,
    Row,
    SimilarModel,
)
from annotator.ui.similar_delegates import (
    SAME_KEY,
    AskedLine,
    ClaimDelegate,
    LikenessDelegate,
    PassageTable,
    SharedDelegate,
)
from annotator.ui.widgets import wording
from annotator.ui.widgets.choice_button import ChoiceButton
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.filter_field import HoldsShortcuts
from annotator.ui.widgets.quiet_button import quiet_button
from annotator.ui.widgets.reloading import Reloading

OTHERS, ALL = "others", "all"
SCOPES: Final = ((OTHERS, N_("Other articles")), (ALL, N_("All articles")))
KINDS: Final = ("claim", "ledger_claim", "annotation", "article")
"""What the list tells of besides the texts, which never change."""
MOST: Final = 50


class SimilarPanel(QWidget):
    """The passages found; Enter or a click goes there, = makes the same claim of both."""

    NAME = "similar"
    TITLE = N_("Similar passages")
    place_wanted = Signal(int, int, int)
    """A place is to be shown: article, code points."""
    ledger_wanted = Signal(int)
    """A claim of the ledger is to be shown."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self._wanted: int | Place | None = None
        self._words = ""
        self.model = SimilarModel()
        self.model.setParent(self)
        self.work = Background(context, self)
        self.asked = AskedLine(self)
        self.asked.setProperty("role", "heading")
        self.asked.setTextFormat(Qt.TextFormat.PlainText)
        self.asked.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(120)
        self.cancel_button = quiet_button(_("Cancel"), self.work.cancel, self)
        self.scope = ChoiceButton(_("Passages of"), [(each, _(title)) for each, title in SCOPES])
        self.scope.chosen.connect(lambda _scope: self._look())
        self.page_box = QCheckBox(_("Without boilerplate"), self)
        self.page_box.setToolTip(_("Leave out passages in what is marked as text of the page"))
        self.page_box.setChecked(context.settings["without_boilerplate"])
        self.page_box.toggled.connect(self._leave_out)
        self.same_button = quiet_button(_("Same claim"), self.make_same, self)
        self.same_button.setToolTip(
            _("The chosen passage makes the same claim: put both into the ledger ({key})").format(
                key=isolate("=")
            )
        )
        self.view = self._make_view()
        self.empty = EmptyState(self.view)
        self._lay_out()
        self.work.moved.connect(self._show_progress)
        self.work.ended.connect(self._end)
        self.work.answered.connect(self._show)
        context.project_changed.connect(self.forget)
        self.reloading = Reloading(self, context, KINDS, self.reload)
        self.forget()

    def _make_view(self) -> PassageTable:
        view = PassageTable(_(self.TITLE), self, least=260)
        view.setModel(self.model)
        view.lay_out_columns(self.model.columns)
        view.setItemDelegateForColumn(LIKENESS_COLUMN, LikenessDelegate(view))
        view.setItemDelegateForColumn(QUOTE_COLUMN, SharedDelegate(view))
        view.setItemDelegateForColumn(CLAIM_COLUMN, ClaimDelegate(view))
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setSortingEnabled(True)
        view.sortByColumn(LIKENESS_COLUMN, Qt.SortOrder.DescendingOrder)
        view.clicked.connect(self._go)
        view.activated.connect(self._go)
        view.same_wanted.connect(self.make_same)
        view.selectionModel().selectionChanged.connect(lambda *_s: self._enable())
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        HoldsShortcuts(view, Qt.Key.Key_Return, Qt.Key.Key_Enter, SAME_KEY)
        return view

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 10, 0)
        line.setSpacing(6)
        line.addWidget(self.asked, 1)
        for widget in (self.bar, self.cancel_button, self.same_button, self.page_box, self.scope):
            line.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 1)
        box.setSpacing(6)
        box.addLayout(line)
        box.addWidget(self.empty, 1)

    # asking

    def look_for(self, annotation: int) -> None:
        """Look for passages like an annotation."""
        self._wanted = annotation
        self._words = segments.texts(self.context.opened, [annotation])[annotation].quote
        self._begin()

    def look_for_words(self, words: str, article: int, start: int, end: int) -> None:
        """Look for passages like some words of an article; code points."""
        self._wanted, self._words = Place(article, start, end), words
        self._begin()

    def _begin(self) -> None:
        """Look for something else, as was chosen last, here or for a search."""
        with QSignalBlocker(self.page_box):
            self.page_box.setChecked(self.context.settings["without_boilerplate"])
        self._look()

    def _look(self) -> None:
        wanted, words = self._wanted, self._words
        if wanted is None:
            return
        others, without = self.scope.value == OTHERS, self.page_box.isChecked()

        def work(project: Project, progress: Any, cancelled: Any) -> list[Passage]:
            return similar.similar_passages(
                project,
                words if isinstance(wanted, Place) else wanted,
                place=wanted if isinstance(wanted, Place) else None,
                limit=MOST,
                other_articles=others,
                without_boilerplate=without,
                progress=progress,
                cancelled=cancelled,
            )

        self.model.show([])
        self.empty.say(_("Looking for similar passages…"))
        self._show_words()
        self._enable()
        self.work.start(work)
        self.cancel_button.show()

    def _leave_out(self, on: bool) -> None:
        """Leave out text of the page, or not, now and from now on."""
        self.context.settings["without_boilerplate"] = on
        self._look()

    def _show_progress(self, done: int, total: int, what: str) -> None:
        if total:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
            self.bar.setAccessibleName(what)
            self.bar.show()
            self.empty.say(what)

    def _end(self) -> None:
        self.bar.hide()
        self.cancel_button.hide()
        if not len(self.model):
            self.empty.say(_("The search was stopped."))

    def _show(self, found: list[Passage]) -> None:
        self._put(found)
        self.empty.say("" if found else _("No passage is like it."))
        if found:
            self.view.setCurrentIndex(self.model.index(0, 0))
            focused = QApplication.focusWidget()
            if focused is not None and (focused is self or self.isAncestorOf(focused)):
                self.view.setFocus()  # while it was looked for, no list could take the keys
        self._enable()

    # what is shown

    def forget(self) -> None:
        """Show nothing: another project, or none, is open."""
        self._wanted, self._words = None, ""
        self.model.show([])
        self.bar.hide()
        self.cancel_button.hide()
        self.empty.say(
            _("Select a claim or some words; {key} finds passages like them.").format(
                key=isolate("Ctrl+Shift+L")
            )
        )
        self._show_words()
        self._enable()

    def reload(self) -> None:
        """Read anew which claims lie in the passages, and which articles are there."""
        project = self.context.project
        if project is None or not self.model.total:
            return
        shown = self.view.currentIndex().row()
        wanted = self._wanted if isinstance(self._wanted, int) else self._words
        found = [row.passage for row in self._rows()]
        self._put(similar.as_they_are(project, found, wanted))
        self.view.setCurrentIndex(self.model.index(min(shown, len(self.model) - 1), 0))
        self._enable()

    def _put(self, found: list[Passage]) -> None:
        """Show passages; the column of claims only where there is one."""
        self.model.show(found)
        self.view.leave_out(() if any(each.claims for each in found) else (CLAIM_COLUMN,))

    def _rows(self) -> list[Row]:
        return sorted(self.model.everything(), key=lambda row: row.rank)

    def _show_words(self) -> None:
        words = self._words
        self.asked.setText(wording.one_line(words))  # a label is as high as its lines
        self.asked.setToolTip(words)
        self.scope.setVisible(bool(words))
        self.page_box.setVisible(bool(words))
        self.same_button.setVisible(bool(words))

    def _enable(self) -> None:
        self.same_button.setEnabled(self.context.can_write and self.chosen() is not None)

    # what the person does

    def chosen(self) -> Passage | None:
        """Return the chosen passage."""
        index = self.view.currentIndex()
        return self.model.item(index.row()).passage if index.isValid() else None

    def _go(self, index: QModelIndex) -> None:
        passage = self.model.item(index.row()).passage
        if articles.article_row(self.context.opened, passage.article) is None:
            self.reload()
        elif passage.claims:
            coder = self.context.opened.coder.id
            go_to(self.context, passage.article, passage.claims[0].annotation, coder)
        else:
            self.place_wanted.emit(passage.article, passage.start, passage.end)

    def make_same(self) -> None:
        """Make what was looked for and the chosen passage mentions of one ledger claim."""
        passage, wanted = self.chosen(), self._wanted
        if passage is None or wanted is None or not self.context.can_write:
            return
        other: int | Place = Place(passage.article, passage.start, passage.end)
        if passage.claims:
            other = passage.claims[0].annotation

        def operation(project: Project) -> Changes:
            _key, changes = similar.same_claim(project, wanted, other)
            return changes

        if self.context.run(operation) is not None:
            self.reloading.settle()
            self.context.said.emit(_("Both are mentions of one claim of the ledger now."))

    def _show_menu(self, at: QPoint) -> None:
        if self.view.indexAt(at).isValid():
            menu = self.make_menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.view.viewport().mapToGlobal(at))

    def make_menu(self) -> QMenu:
        """Return the menu of the chosen passage."""
        menu = QMenu(self)
        passage = self.chosen()
        menu.addAction(_("Go there"), lambda: self._go(self.view.currentIndex()))
        same = menu.addAction(f"{_('Same claim')}\t=", self.make_same)
        same.setEnabled(self.same_button.isEnabled())
        ledger = passage.claims[0].ledger if passage is not None and passage.claims else None
        if ledger is not None:
            menu.addAction(_("Show in the ledger"), lambda: self.ledger_wanted.emit(ledger))
        return menu
