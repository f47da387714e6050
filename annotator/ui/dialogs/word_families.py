"""Word families: the sets of words that a search takes for one, to change, add and switch off."""

from typing import Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QWidget,
)

from annotator.arabic.fold import fold
from annotator.i18n import _, ngettext
from annotator.model.errors import IsnadError
from annotator.model.variant_set import VariantSet
from annotator.operations import word_families
from annotator.ui import asking
from annotator.ui.context import Context
from annotator.ui.widgets import wording
from annotator.ui.widgets.filter_field import FilterField

_UUID: Final = Qt.ItemDataRole.UserRole


class WordFamilies(asking.Sheet):
    """A list of sets with a box for each, and a line in which the chosen one is written."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Word families"), parent, refuse=_("Close"))
        self.setMinimumSize(600, 560)
        self._context = context
        self._sets: dict[str, VariantSet] = {}
        self._filling = False
        self.add_text(
            _(
                "Words of one set are found together: spellings, plurals that change the word,"
                " verbs whose forms no rule gives. Little words at the beginning and regular"
                " endings need no set."
            )
        )
        self.list = QListWidget(self)
        self.list.setProperty("role", "framed")
        self.list.setSpacing(2)
        self.list.setAccessibleName(_("Sets of words"))
        self.list.setUniformItemSizes(True)
        self.filter = FilterField(_("Find a word"), self.list, self)
        self.filter.wanted.connect(lambda _typed: self._fill())
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        above = QHBoxLayout()
        above.addWidget(self.filter, 1)
        above.addWidget(self.count)
        self.body.addLayout(above)
        self.body.addWidget(self.list, 1)
        self.words = QLineEdit(self)
        self.words.setAccessibleName(_("Words of the set, with spaces between them"))
        self.words.setPlaceholderText(_("Words of the set, with spaces between them"))
        self.body.addWidget(self.words)
        self.change_button = self._button(_("Change"), self._change)
        self.add_button = self._button(_("Add as a new set"), self._add)
        self.restore_button = self._button(_("Restore"), self._restore)
        self.delete_button = self._button(_("Delete"), self._delete)
        row = QHBoxLayout()
        for button in (self.change_button, self.add_button):
            row.addWidget(button)
        row.addStretch(1)
        for button in (self.restore_button, self.delete_button):
            row.addWidget(button)
        self.body.addLayout(row)
        self.fault = self.add_text("", "warning")
        self.fault.hide()
        self.list.currentRowChanged.connect(lambda _row: self._show_chosen())
        self.list.itemChanged.connect(self._ticked)
        self.words.textChanged.connect(lambda _text: self._enable())
        self.words.returnPressed.connect(self._write)
        self.words.setEnabled(context.can_write)
        self._fill()

    def _button(self, title: str, run: Any) -> QPushButton:
        button = QPushButton(title, self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False: run())
        return button

    # what is shown

    def _fill(self, chosen: str = "") -> None:
        listed = word_families.listed(self._context.opened)
        self._sets = {each.uuid: each for each in listed}
        wanted = fold(self.filter.text().strip())
        shown = [each for each in listed if any(wanted in fold(word) for word in each.words)]
        chosen = chosen or self._chosen_uuid()
        self._filling = True
        self.list.clear()
        for each in shown:
            item = QListWidgetItem(_line(each), self.list)
            item.setData(_UUID, each.uuid)
            if not self._context.can_write:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if each.active else Qt.CheckState.Unchecked)
            if each.uuid == chosen:
                self.list.setCurrentItem(item)
        if self.list.count() and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        self._filling = False
        text = ngettext("{n} set", "{n} sets", len(shown))
        self.count.setText(text.format(n=wording.number(len(shown))))
        self._show_chosen()

    def _chosen_uuid(self) -> str:
        row = self.list.currentRow()
        return str(self.list.item(row).data(_UUID)) if row >= 0 else ""

    def _chosen(self) -> VariantSet | None:
        return self._sets.get(self._chosen_uuid())

    def _show_chosen(self) -> None:
        if self._filling:
            return
        chosen = self._chosen()
        self.words.setText(" ".join(chosen.words) if chosen else "")
        self._enable()

    def _enable(self) -> None:
        chosen, can = self._chosen(), self._context.can_write
        typed = tuple(self.words.text().split())
        differs = bool(typed) and (chosen is None or typed != chosen.words)
        self.change_button.setEnabled(can and chosen is not None and differs)
        self.add_button.setEnabled(can and differs)
        self.restore_button.setEnabled(can and chosen is not None and chosen.changed)
        self.delete_button.setEnabled(
            can and chosen is not None and (chosen.active or not chosen.shipped)
        )

    def _complain(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))

    # what the person does

    def _ticked(self, item: QListWidgetItem) -> None:
        if not self._filling:
            on = item.checkState() == Qt.CheckState.Checked
            self._do(str(item.data(_UUID)), word_families.switch_set, item.data(_UUID), on)

    def _write(self) -> None:
        """Change the chosen set on Enter, or add one where none is chosen."""
        if self.change_button.isEnabled():
            self._change()
        elif self.add_button.isEnabled():
            self._add()

    def _change(self) -> None:
        uuid = self._chosen_uuid()
        self._do(uuid, word_families.change_set, uuid, [self.words.text()])

    def _add(self) -> None:
        self.filter.clear()
        self._do("", word_families.add_set, [self.words.text()])

    def _restore(self) -> None:
        uuid = self._chosen_uuid()
        self._do(uuid, word_families.restore_set, uuid)

    def _delete(self) -> None:
        uuid = self._chosen_uuid()
        self._do(uuid, word_families.delete_set, uuid)

    def _do(self, chosen: str, operation: Any, *arguments: Any) -> None:
        """Change the project by one step, and show what there is then."""
        try:
            done = operation(self._context.opened, *arguments)
        except IsnadError as error:
            self._complain(error.message)
            return
        uuid, changes = done if isinstance(done, tuple) else (chosen, done)
        self._complain("")
        self._context.announce(changes)
        self._fill(uuid)


def _line(each: VariantSet) -> str:
    """Return what the list says of a set: its words, and what has become of it."""
    state = ""
    if not each.shipped:
        state = _("own")
    elif each.words != each.usual:
        state = _("changed")
    words = wording.joined(*each.words)
    return f"{words}    {state}" if state else words
