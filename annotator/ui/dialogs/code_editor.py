"""Everything about one code: names, kind, colour, key, definition."""

from dataclasses import replace
from typing import Final

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QApplication,
    QButtonGroup,
    QCheckBox,
    QColorDialog,
    QComboBox,
    QDialog,
    QFormLayout,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _, isolate
from annotator.model.codebook import BOILERPLATE, KINDS, CodeDraft
from annotator.model.errors import InputError
from annotator.operations import codebook
from annotator.ui.context import Context
from annotator.ui.widgets import painting, wording
from annotator.ui.widgets.code_colors import COLORS, next_color
from annotator.ui.widgets.dialog_buttons import DialogButtons
from annotator.ui.widgets.new_code import add_code
from annotator.ui.widgets.text_field import TextField

_PER_ROW: Final = 6


class CodeEditor(QDialog):
    """A form about a code; a fault is told in words while it is typed."""

    def __init__(
        self,
        context: Context,
        code: int | None = None,
        above: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.context = context
        self.code = context.codebook.get(code) if code is not None else None
        self.above = self.code.parent if self.code else above
        self.setMinimumWidth(460)
        self._make_fields()
        self._lay_out()
        self._fill()
        self.name.textChanged.connect(self._check)
        self.key.textChanged.connect(self._check)
        self.kind.currentIndexChanged.connect(lambda _place: self._offer_purpose())
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        self._check()

    def _make_fields(self) -> None:
        self.name = QLineEdit()
        self.name_ar = QLineEdit()
        self.kind = QComboBox()
        for kind in KINDS:
            self.kind.addItem(_(wording.KIND_NAMES[kind]), kind)
        self.key = QLineEdit()
        self.key.setMaxLength(1)
        self.key.setMaximumWidth(64)
        self.boilerplate = QCheckBox(_("Marks text of the page, not of the article"))
        self.boilerplate.setToolTip(
            _("Searches, suggestions and exports of words can leave out what is marked with it")
        )
        self.memo = TextField(_("Definition"), 7)
        self.fault = QLabel()
        self.fault.setProperty("role", "warning")
        self.fault.setWordWrap(True)
        self.swatches = QButtonGroup(self)
        self.color = ""
        self.save_button = QPushButton(_("Save") if self.code else _("Add the code"))
        self.save_button.setDefault(True)
        self.buttons = DialogButtons(self.save_button)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setSpacing(10)
        for label, field in (
            (_("Name"), self.name),
            (_("Arabic name"), self.name_ar),
            (_("Kind"), self.kind),
            (_("Key"), self.key),
        ):
            field.setAccessibleName(label)
            form.addRow(label, field)
        form.addRow(_("Colour"), self._make_swatches())
        form.addRow(_("Definition"), self.memo)
        form.addRow("", self.boilerplate)
        box = QVBoxLayout(self)
        box.setContentsMargins(20, 18, 20, 16)
        box.setSpacing(12)
        if self.above is not None:
            place = QLabel(_("Below {path}").format(path=isolate(self._path())))
            place.setProperty("role", "muted")
            box.addWidget(place)
        box.addLayout(form)
        box.addWidget(self.fault)
        box.addWidget(self.buttons)

    def _path(self) -> str:
        return self.context.codebook.path(self.above) if self.above is not None else ""

    def _make_swatches(self) -> QWidget:
        ground = QWidget()
        grid = QGridLayout(ground)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(2)
        for place, (color, name) in enumerate(COLORS):
            button = QToolButton()
            button.setCheckable(True)
            button.setIcon(painting.swatch_icon(color, "claim", 18))
            button.setIconSize(QSize(18, 18))
            button.setToolTip(_(name))
            button.setAccessibleName(_(name))
            button.clicked.connect(lambda _on, color=color: self.set_color(color))
            button.setProperty("color", color)
            self.swatches.addButton(button)
            grid.addWidget(button, place // _PER_ROW, place % _PER_ROW)
        self.custom = QPushButton(_("Other…"))
        self.custom.setAutoDefault(False)
        self.custom.clicked.connect(self._ask_color)
        grid.addWidget(self.custom, 0, _PER_ROW, 2, 1)
        grid.setColumnStretch(_PER_ROW + 1, 1)
        return ground

    def _fill(self) -> None:
        if self.code is None:
            self.setWindowTitle(_("New code"))
            self.kind.setCurrentIndex(self.kind.findData("code"))
            self.set_color(next_color(self.context.codebook))
            self._set_purpose(self.above)
            return
        self.setWindowTitle(_("Edit the code {name}").format(name=isolate(self.code.label)))
        self.name.setText(self.code.name)
        self.name_ar.setText(self.code.name_ar)
        self.kind.setCurrentIndex(self.kind.findData(self.code.kind))
        self.key.setText(self.code.key)
        self.memo.setPlainText(self.code.memo)
        self.set_color(self.code.color)
        self._set_purpose(self.code.id)

    def _set_purpose(self, like: int | None) -> None:
        """Tick what a code is for as for *like*: itself, or the one above a new code."""
        project = self.context.project
        serves = project is not None and like is not None and codebook.purpose_of(project, like)
        self.boilerplate.setChecked(serves == BOILERPLATE)
        self._offer_purpose()

    def _offer_purpose(self) -> None:
        """Let only a code that is no role mark text of the page."""
        self.boilerplate.setEnabled(self.kind.currentData() == "code")

    def set_color(self, color: str) -> None:
        """Choose a colour (``#rrggbb``)."""
        self.color = color.lower()
        known = False
        for button in self.swatches.buttons():
            button.setChecked(button.property("color") == self.color)
            known |= button.isChecked()
        if not known:
            self.swatches.setExclusive(False)
            for button in self.swatches.buttons():
                button.setChecked(False)
            self.swatches.setExclusive(True)
            self.custom.setIcon(painting.swatch_icon(self.color, "claim"))

    def _ask_color(self) -> None:
        chosen = QColorDialog.getColor(QColor(self.color), self, _("Colour"))
        if chosen.isValid():
            self.set_color(chosen.name())

    def _check(self) -> None:
        """Say what is wrong with the name or the key as they stand."""
        itself = self.code.id if self.code else None
        book, name = self.context.codebook, self.name.text().strip()
        fault = ""
        try:
            book.refuse_key(self.key.text().strip(), itself)
            if name:
                book.refuse_name(name, self.above, itself)
        except InputError as error:
            fault = error.message
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.save_button.setEnabled(bool(name) and not fault and self.context.can_write)

    @property
    def draft(self) -> CodeDraft:
        """The code as the form stands."""
        return CodeDraft(
            self.name.text().strip(),
            str(self.kind.currentData()),
            self.name_ar.text().strip(),
            self.color,
            self.key.text().strip().upper(),
            self.memo.toPlainText(),
            self.above,
            BOILERPLATE if self.boilerplate.isEnabled() and self.boilerplate.isChecked() else "",
        )

    def _save(self) -> None:
        draft = self.draft
        if self.code is None:
            self.made = add_code(self.context, replace(draft))
        else:
            fields = {
                name: getattr(draft, name)
                for name in ("name", "name_ar", "kind", "color", "key", "memo", "purpose")
            }
            done = self.context.run(codebook.edit_code, self.code.id, **fields)
            self.made = self.code.id if done is not None else None
        if self.made is not None:
            self.accept()

    made: int | None = None
    """The code added or changed."""

    def focus(self, field: str) -> None:
        """Put the keyboard into one of the form's fields."""
        widget = getattr(self, field)
        widget.setFocus()
        if isinstance(widget, QLineEdit):
            widget.selectAll()

    @classmethod
    def ask(
        cls,
        context: Context,
        code: int | None = None,
        above: int | None = None,
        *,
        field: str = "name",
        parent: QWidget | None = None,
    ) -> int | None:
        """Return the code added or changed, or None when cancelled."""
        dialog = cls(context, code, above, parent or QApplication.activeWindow())
        dialog.focus(field)
        dialog.exec()
        dialog.deleteLater()
        return dialog.made
