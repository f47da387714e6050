"""One claim of the ledger: what became of it, how it stands to others, and all its mentions.

Belongs here: what is done with one ledger claim and its mentions. The list of claims is ``ledger``.
"""

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QDesktopServices, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, isolate
from annotator.model import scheme_names
from annotator.model.changes import Changes
from annotator.model.claim import RELATIONS, VERDICTS
from annotator.operations import ledger
from annotator.ui.context import Context
from annotator.ui.delegates import QuoteDelegate
from annotator.ui.going import go_to
from annotator.ui.models.ledger_model import CHAIN_COLUMN, QUOTE_COLUMN, MentionsModel, story
from annotator.ui.widgets import registry_wording, wording
from annotator.ui.widgets.chain_delegate import ChainDelegate
from annotator.ui.widgets.choice_button import ChoiceButton
from annotator.ui.widgets.empty_state import EmptyState
from annotator.ui.widgets.filter_field import HoldsShortcuts
from annotator.ui.widgets.quiet_button import quiet_button
from annotator.ui.widgets.relation_line import RelationLine
from annotator.ui.widgets.wide_table import WideTable

NOTHING: Final = -1
ABOVE: Final = 30


class LedgerClaimView(QWidget):
    """The chosen claim of the ledger; without one, a sentence."""

    claim_wanted = Signal(int)
    """Another claim of the ledger is asked for."""
    done = Signal()
    """Something was done here that the list shows, too."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.key = NOTHING
        self.model = MentionsModel()
        self.model.setParent(self)
        self.wording = QLabel(self)
        self.wording.setProperty("role", "heading")
        self.wording.setTextFormat(Qt.TextFormat.PlainText)
        self.wording.setMinimumWidth(60)
        self._words = ""
        verdicts = [(each, _(scheme_names.VERDICT_NAMES[each])) for each in VERDICTS]
        self.verdict = ChoiceButton(_("Verdict"), verdicts, self)
        self.verdict.chosen.connect(self._set_verdict)
        self.rating_button = quiet_button(_("Rating"), self.open_rating, self)
        self.edit_button = quiet_button(_("Edit…"), self.edit, self)
        self.relate_button = quiet_button(_("Relate…"), self._show_relations_menu, self)
        self.take_out_button = quiet_button(_("Take out"), self.take_out, self)
        self.take_out_button.setToolTip(_("The chosen mentions are none of this claim"))
        self.relations = RelationLine(self)
        self.relations.wanted.connect(self.claim_wanted)
        self.relations.removed.connect(lambda key: self._run(ledger.unrelate, key))
        self.story = QLabel(self)
        self.story.setProperty("role", "muted")
        self.story.setTextFormat(Qt.TextFormat.PlainText)
        self.story.setContentsMargins(12, 0, 12, 0)
        self.story.setMinimumWidth(60)
        self._story = ""
        self.view = self._make_view()
        self.empty = EmptyState(self.view)
        self._lay_out()
        self.setMinimumWidth(240)
        self.show_claim(NOTHING)

    def _make_view(self) -> WideTable:
        view = WideTable(_("Mentions of the claim"), self, least=150)
        view.setModel(self.model)
        view.lay_out_columns(self.model.columns)
        view.setItemDelegateForColumn(QUOTE_COLUMN, QuoteDelegate(view))
        view.setItemDelegateForColumn(CHAIN_COLUMN, ChainDelegate(view))
        view.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        view.clicked.connect(self._clicked)
        view.activated.connect(self._go)
        view.selectionModel().selectionChanged.connect(lambda *_s: self._enable())
        HoldsShortcuts(view, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Delete)
        return view

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(12, 0, 10, 0)
        line.setSpacing(2)
        line.addStrut(ABOVE)
        line.addWidget(self.wording, 1)
        for widget in (
            *(self.verdict, self.rating_button, self.edit_button),
            *(self.relate_button, self.take_out_button),
        ):
            line.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 8, 0, 0)
        box.setSpacing(5)
        box.addLayout(line)
        box.addWidget(self.story)
        box.addWidget(self.relations)
        box.addWidget(self.empty, 1)

    # what is shown

    def show_claim(self, key: int) -> None:
        """Show a claim of the ledger as it stands, or NOTHING."""
        self.key = key
        project = self.context.project
        listed = key != NOTHING and project is not None
        for widget in (self.verdict, self.edit_button, self.relate_button):
            widget.setVisible(listed)
        if project is None or key == NOTHING:
            self._words = self._story = ""
            self.rating_button.hide()
            self.relations.hide()
            self.model.set_items([])
            self.empty.say(
                _("Choose a claim to see who said it first, who repeated it and who denied it.")
            )
        else:
            self._show(project, key)
        self._elide()
        QTimer.singleShot(0, self, self._elide)  # once the line has the room it will have
        self._enable()

    def _show(self, project: Any, key: int) -> None:
        claim = ledger.ledger_claim(project, key)
        self._words = wording.one_line(claim.wording)
        self.verdict.set_value(claim.verdict)
        self.rating_button.setVisible(bool(claim.rating_url))
        self.rating_button.setToolTip(claim.rating_url)
        found = ledger.mentions(project, key)
        self.model.show(found)
        self._story = story([self.model.item(row) for row in range(len(self.model))])
        related = ledger.relations(project, key)
        others = {each.claim for each in related} | {each.other for each in related}
        words = {each: ledger.ledger_claim(project, each).wording for each in others}
        writable = self.context.can_write
        self.relations.show_relations(key, related, words, writable=writable)
        self.empty.say("" if found else _("No claim of an article is a mention of this one."))

    def _elide(self) -> None:
        for label, text in ((self.wording, self._words), (self.story, self._story)):
            room = label.width() if label is self.wording else self.width() - 24
            shown = label.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
            label.setText(isolate(shown) if label is self.wording else shown)
            label.setToolTip(text)
        self.story.setVisible(bool(self._story))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Elide the lines anew."""
        super().resizeEvent(event)
        QTimer.singleShot(0, self, self._elide)

    def _enable(self) -> None:
        writable = self.context.can_write
        for widget in (self.verdict, self.edit_button, self.relate_button):
            widget.setEnabled(writable)
        self.take_out_button.setEnabled(writable)
        self.take_out_button.setVisible(bool(self.chosen()))

    # what the person does

    def chosen(self) -> list[int]:
        """Return the annotations of the chosen mentions."""
        rows = self.view.selectionModel().selectedRows()
        return [self.model.key_at(index) for index in sorted(rows, key=QModelIndex.row)]

    def _clicked(self, index: QModelIndex) -> None:
        if len(self.chosen()) == 1:
            self._go(index)

    def _go(self, index: QModelIndex) -> None:
        mark = self.model.item(index.row()).mention.annotation
        go_to(self.context, mark.article, mark.id, mark.coder)

    def _run(self, operation: Callable[..., Changes], *values: Any, **named: Any) -> None:
        if self.context.run(operation, *values, **named) is not None:
            self.done.emit()

    def _set_verdict(self, verdict: str) -> None:
        self._run(ledger.edit_ledger, self.key, verdict=verdict)

    def open_rating(self) -> None:
        """Show in the browser where the verdict is told."""
        QDesktopServices.openUrl(QUrl(self.rating_button.toolTip()))

    def edit(self) -> None:
        """Ask for wording, verdict, address and memo."""
        from annotator.ui.dialogs.ledger_editor import LedgerEditor

        if self.key != NOTHING and LedgerEditor.ask(self.context, self.key, self) is not None:
            self.done.emit()

    def _show_relations_menu(self) -> None:
        menu = self.make_relations_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.relate_button.mapToGlobal(QPoint(0, self.relate_button.height())))

    def make_relations_menu(self) -> QMenu:
        """Return the menu of the ways in which a claim may stand to another."""
        menu = QMenu(self)
        for relation in RELATIONS:
            title = _("{relation}…").format(relation=_(registry_wording.RELATION_NAMES[relation]))
            action = menu.addAction(title)
            action.triggered.connect(lambda _on=False, relation=relation: self.relate(relation))
        return menu

    def relate(self, relation: str) -> None:
        """Ask for the claim to which this one stands so."""
        from annotator.ui.dialogs.ledger_picker import LedgerPicker

        title = _("{relation}…").format(relation=_(registry_wording.RELATION_NAMES[relation]))
        other = LedgerPicker.ask(self.context, title, (self.key,), self)
        if other is not None:
            self._run(ledger.relate, self.key, relation, other)

    def take_out(self) -> None:
        """Let the chosen mentions be none of this claim."""
        if self.chosen():
            self._run(ledger.take_from_ledger, self.chosen())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the chosen mentions out with the Delete key; the rest is Qt's."""
        in_list = self.view.hasFocus()
        if event.key() == Qt.Key.Key_Delete and in_list and self.context.can_write:
            self.take_out()
        else:
            super().keyPressEvent(event)
