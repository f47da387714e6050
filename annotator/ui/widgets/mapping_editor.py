"""Beside the table of a file's labels: the words one of them marks, and what it becomes."""

from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from annotator.exchange.mapping import CODE, NEW, OUT, Choice
from annotator.i18n import _, isolate
from annotator.model.codebook import KINDS
from annotator.model.scheme import shorten
from annotator.ui.context import Context
from annotator.ui.models.mapping_model import (
    LABEL,
    VALUE,
    MappingModel,
    MappingRow,
    choices_of,
)
from annotator.ui.widgets import painting, wording
from annotator.ui.widgets.code_button import CodeButton
from annotator.ui.widgets.form_row import keep_at_start
from annotator.ui.widgets.pick_button import PickButton
from annotator.ui.widgets.segmented import Segmented
from annotator.ui.widgets.text_field import TextField

_KINDS: Final = wording.KIND_NAMES


class MappingEditor(QWidget):
    """The chosen row of a ``MappingModel``, to be changed; it tells the model at once."""

    book_changed = Signal()
    """A code was made in the project while one was picked."""

    def __init__(self, context: Context, model: MappingModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.model = context, model
        self.row: MappingRow | None = None
        self.title = QLabel(self)
        self.title.setProperty("role", "heading")
        keep_at_start(self.title)
        self.title.setWordWrap(True)
        self.title.setTextFormat(Qt.TextFormat.PlainText)
        self.quotes = TextField(_("Examples"), 4, self)
        self.quotes.setReadOnly(True)
        self.quotes.setFont(painting.reading_font(17))
        self.action = Segmented(
            _("Becomes"),
            [(CODE, _("A code")), (NEW, _("A new code")), (OUT, _("Left out"))],
            self,
        )
        self.code = CodeButton(context, _("Choose a code"), parent=self)
        self.name = QLineEdit(self)
        self.name.setAccessibleName(_("Name of the new code"))
        self.kind = PickButton(
            _("Kind of the new code"), [(kind, _(_KINDS[kind])) for kind in KINDS], self
        )
        self.meaning = QWidget(self)
        self._meaning: PickButton | None = None
        self._lay_out()
        self.action.chosen.connect(self._act)
        self.code.chosen.connect(lambda _key: self._take_code())
        self.name.textEdited.connect(lambda _text: self._take_new())
        self.kind.chosen.connect(lambda _kind: self._take_new())

    def _lay_out(self) -> None:
        fresh = QWidget(self)
        form = QFormLayout(fresh)
        form.setContentsMargins(0, 0, 0, 0)
        form.setSpacing(8)
        form.addRow(_("Name"), self.name)
        form.addRow(_("Kind"), self.kind)
        picked = QWidget(self)
        line = QVBoxLayout(picked)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(self.code)
        line.addStretch(1)
        nothing = QLabel(_("Marks with this label are not imported."), self)
        nothing.setProperty("role", "muted")
        nothing.setWordWrap(True)
        self.stack = QStackedWidget(self)
        self.pages = {CODE: picked, NEW: fresh, OUT: nothing}
        for page in (*self.pages.values(), self.meaning):
            self.stack.addWidget(page)
        inner = QVBoxLayout(self.meaning)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.addStretch(1)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 2, 2, 2)
        box.setSpacing(10)
        for widget in (self.title, self.quotes, self.action, self.stack):
            box.addWidget(widget)
        box.addStretch(1)

    # what is shown

    def show_row(self, row: MappingRow | None) -> None:
        """Show one word of the file, or nothing."""
        self.row = row
        self.setVisible(row is not None)
        if row is None:
            return
        self.title.setText(isolate(shorten(row.title, 80)))
        self.quotes.setPlainText("\n".join(row.quotes))
        self.quotes.setVisible(bool(row.quotes))
        self.action.setVisible(row.part == LABEL)
        if row.part == LABEL:
            self._show_label(row)
        else:
            self._show_meaning(row)

    def _show_label(self, row: MappingRow) -> None:
        choice, code = self.model.choice(row), self.model.code_of(row)
        self.action.set_value(choice.action)
        self.stack.setCurrentWidget(self.pages[choice.action])
        self.code.set_code(code.id if code else None)
        self.name.setText(choice.path or row.title)
        self.kind.set_value(choice.kind)

    def _show_meaning(self, row: MappingRow) -> None:
        if self._meaning is not None:
            self._meaning.hide()
            self._meaning.deleteLater()
        choices = choices_of(row, self.model.attribute_of(row))
        self._meaning = PickButton(_("Becomes"), choices, self.meaning)
        self._meaning.set_value(self.model.meaning(row))
        self._meaning.setEnabled(row.part != VALUE or len(choices) > 1)
        self._meaning.chosen.connect(self._take_meaning)
        layout = self.meaning.layout()
        if isinstance(layout, QVBoxLayout):
            layout.insertWidget(0, self._meaning)
        self.stack.setCurrentWidget(self.meaning)

    # what the person does

    def _act(self, action: str) -> None:
        if self.row is None:
            return
        self.stack.setCurrentWidget(self.pages[action])
        if action == OUT:
            self.model.choose(self.row, Choice(OUT, path=self.name.text(), sure=True))
        elif action == NEW:
            self._take_new()
        elif self.code.code is not None:
            self._take_code()
        else:
            self.code.pick()
            if self.code.code is None:
                self._show_label(self.row)

    def _take_code(self) -> None:
        code = self.context.codebook.get(self.code.code or 0)
        if self.row is None or code is None:
            return
        if len(self.context.codebook) != len(self.model.book):
            self.model.book = self.context.codebook
            self.book_changed.emit()
        chosen = Choice(CODE, code.uuid, path=self.name.text(), kind=code.kind, sure=True)
        self.model.choose(self.row, chosen)

    def _take_new(self) -> None:
        path = self.name.text().strip()
        if self.row is not None:
            chosen = Choice(NEW, path=path or self.row.title, kind=self.kind.value, sure=True)
            self.model.choose(self.row, chosen)

    def _take_meaning(self, meaning: str) -> None:
        if self.row is not None:
            self.model.choose(self.row, meaning)
