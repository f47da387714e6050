"""What can be done with several segments at once, whichever list they are chosen in."""

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from annotator.i18n import _
from annotator.model.annotation import CONFIDENCES
from annotator.model.changes import Changes
from annotator.operations import segments, tagging
from annotator.ui import asking, copying
from annotator.ui.context import Context
from annotator.ui.widgets import wording
from annotator.ui.widgets.text_field import TextField


class Listed(Protocol):
    """What the commands ask of a segment in a list."""

    @property
    def coder(self) -> int:
        """Whose it is."""

    @property
    def important(self) -> bool:
        """Whether it is flagged."""


class SegmentCommands:
    """The menu of chosen segments, and what its entries do."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        self.context = context
        self.parent = parent

    def make_menu(self, keys: list[int], marks: Sequence[Listed], me: int, place: QPoint) -> QMenu:
        """Return the menu of the segments *keys*, of which *marks* tell what can be done."""
        own = all(mark.coder == me for mark in marks)
        writable = self.context.can_write
        menu = QMenu(self.parent)

        def add(
            target: QMenu, title: str, operation: Callable[..., Changes], *values: object
        ) -> None:
            action = target.addAction(title, lambda: self.context.run(operation, keys, *values))
            action.setEnabled(writable and own)

        recode = menu.addAction(_("Recode…"), lambda: self.recode(keys, place))
        memo = menu.addAction(_("Memo…"), lambda: self.write_memo(keys))
        ledger = menu.addAction(_("Add to the ledger…"), lambda: self.add_to_ledger(keys))
        for action in (recode, memo, ledger):
            action.setEnabled(writable and own)
        confidence = menu.addMenu(_("Confidence"))
        for value in CONFIDENCES:
            add(confidence, _(wording.CONFIDENCE_NAMES[value]), tagging.set_confidence, value)
        flagged = all(mark.important for mark in marks)
        title = _("Remove the flag") if flagged else _("Flag as important")
        add(menu, title, tagging.set_important, not flagged)
        if not own:
            copy = menu.addAction(
                _("Copy to my own"), lambda: copying.copy_annotations(self.context, keys)
            )
            copy.setEnabled(writable)
        menu.addSeparator()
        add(menu, _("Delete"), tagging.delete)
        return menu

    def popup(self, menu: QMenu, place: QPoint) -> None:
        """Show a menu that is gone afterwards."""
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def recode(self, keys: list[int], place: QPoint) -> None:
        """Ask for another code for annotations."""
        from annotator.ui.dialogs.code_picker import CodePicker

        code = CodePicker.ask(self.context, place, _("Recode to…"), parent=self.parent)
        if code is not None:
            self.context.run(tagging.recode, keys, code)

    def write_memo(self, keys: list[int]) -> None:
        """Ask for the memo of annotations; what all of them have is there to begin with."""
        present = {words.memo for words in segments.texts(self.context.opened, keys).values()}
        memo = ask_memo(self.parent, present.pop() if len(present) == 1 else "", len(keys))
        if memo is not None:
            self.context.run(segments.set_memos, keys, memo)

    def add_to_ledger(self, keys: list[int]) -> None:
        """Ask which claim of the ledger annotations are mentions of."""
        from annotator.ui.dialogs.ledger_picker import LedgerPicker

        LedgerPicker.add(self.context, keys, self.parent)


def ask_memo(parent: QWidget | None, memo: str, count: int) -> str | None:
    """Ask for a memo; None when the question is refused."""
    sheet = asking.Sheet(_("Memo"), parent, _("Save"))
    sheet.setMinimumWidth(440)
    field = TextField(_("Memo"), 5, sheet)
    field.setPlainText(memo)
    sheet.body.addWidget(field)
    if count > 1:
        sheet.add_text(_("It replaces the memos of all segments chosen."))
    field.setFocus()
    return field.toPlainText() if sheet.exec() else None
