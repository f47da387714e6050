"""Small questions to the person in front: a name, a file, some of a list.

Each is one function, so that a test can answer in its place.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import _
from annotator.ui.widgets.passage import Passage


class Sheet(QDialog):
    """A dialog of one column with its buttons at the end of the last row."""

    def __init__(
        self, title: str, parent: QWidget | None, accept: str = "", refuse: str = ""
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(22, 20, 22, 18)
        self.column.setSpacing(12)
        self.body = QVBoxLayout()
        self.body.setSpacing(10)
        self.column.addLayout(self.body, 1)
        self.row = QHBoxLayout()
        self.row.setSpacing(8)
        self.row.addStretch(1)
        self.refuse_button = QPushButton(refuse or _("Cancel"), self)
        self.refuse_button.setAutoDefault(False)
        self.refuse_button.clicked.connect(self.reject)
        self.row.addWidget(self.refuse_button)
        self.accept_button = QPushButton(accept or _("OK"), self)
        self.accept_button.setDefault(True)
        self.accept_button.setVisible(bool(accept))
        self.accept_button.clicked.connect(self.accept)
        self.row.addWidget(self.accept_button)
        self.column.addLayout(self.row)

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the first field; the buttons come after the last."""
        super().showEvent(event)
        buttons = (self.refuse_button, self.accept_button)
        fields = [
            each
            for each in self.findChildren(QWidget)
            if each.focusPolicy() & Qt.FocusPolicy.TabFocus
            and each not in buttons
            and each.isVisibleTo(self)
            and self.row.indexOf(each) < 0
        ]
        if fields and self.focusWidget() in (None, *buttons):
            self.setTabOrder(fields[-1], self.refuse_button)
            self.setTabOrder(self.refuse_button, self.accept_button)
            fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def add_text(self, text: str, role: str = "muted") -> QLabel:
        """Add a paragraph."""
        label = Passage(text, self)
        label.setProperty("role", role)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self.body.addWidget(label)
        return label


def ask_text(
    parent: QWidget | None, title: str, label: str, value: str = "", *, note: str = ""
) -> str | None:
    """Ask for one line; None when the question is refused."""
    sheet = Sheet(title, parent, _("OK"))
    sheet.setMinimumWidth(420)
    caption = QLabel(label, sheet)
    field = QLineEdit(value, sheet)
    field.setAccessibleName(label)
    caption.setBuddy(field)
    sheet.body.addWidget(caption)
    sheet.body.addWidget(field)
    if note:
        sheet.add_text(note)
    field.textChanged.connect(lambda text: sheet.accept_button.setEnabled(bool(text.strip())))
    sheet.accept_button.setEnabled(bool(value.strip()))
    field.selectAll()
    return field.text().strip() if sheet.exec() else None


def ask_details(
    parent: QWidget | None, title: str, name: str, memo: str, facts: str
) -> tuple[str, str] | None:
    """Ask for a name and a memo."""
    sheet = Sheet(title, parent, _("Save"))
    sheet.setMinimumWidth(480)
    form = QFormLayout()
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    name_field = QLineEdit(name, sheet)
    name_field.setAccessibleName(_("Name"))
    memo_field = QPlainTextEdit(memo, sheet)
    memo_field.setAccessibleName(_("Memo"))
    memo_field.setTabChangesFocus(True)
    form.addRow(_("Name"), name_field)
    form.addRow(_("Memo"), memo_field)
    sheet.body.addLayout(form)
    sheet.add_text(facts)
    if not sheet.exec():
        return None
    return name_field.text().strip() or name, memo_field.toPlainText()


def ask_some(
    parent: QWidget | None, title: str, rows: Sequence[tuple[int, str]], chosen: Iterable[int]
) -> list[int] | None:
    """Ask which of a few things are wanted."""
    sheet = Sheet(title, parent, _("Show"))
    sheet.setMinimumWidth(340)
    present = set(chosen)
    boxes = []
    for key, name in rows:
        box = QCheckBox(name.replace("&", "&&"), sheet)
        box.setChecked(key in present)
        sheet.body.addWidget(box)
        boxes.append((key, box))
    sheet.body.addStretch(1)
    return [key for key, box in boxes if box.isChecked()] if sheet.exec() else None


def ask_one(parent: QWidget | None, title: str, rows: Sequence[str], other: str) -> str | None:
    """Ask for one of a few names, or for a new one typed into the field labelled *other*."""
    sheet = Sheet(title, parent)
    sheet.setMinimumWidth(380)
    picked: list[str] = []

    def pick(name: str) -> None:
        if name.strip():
            picked.append(name.strip())
            sheet.accept()

    for name in rows:
        button = QPushButton(name.replace("&", "&&"), sheet)
        button.setAutoDefault(False)
        button.clicked.connect(lambda _on=False, name=name: pick(name))
        sheet.body.addWidget(button)
    if other:
        field = QLineEdit(sheet)
        field.setPlaceholderText(other)
        field.setAccessibleName(other)
        field.returnPressed.connect(lambda: pick(field.text()))
        sheet.body.addWidget(field)
    return picked[0] if sheet.exec() and picked else None


def confirm(
    parent: QWidget | None, title: str, text: str, accept: str, *, cautious: bool = False
) -> bool:
    """Ask before something that cannot be undone; when *cautious*, Enter alone refuses."""
    sheet = Sheet(title, parent, accept)
    sheet.setMinimumWidth(420)
    sheet.add_text(text, "")
    if cautious:
        sheet.refuse_button.setDefault(True)
        sheet.refuse_button.setFocus()
    return bool(sheet.exec())


def tell(parent: QWidget | None, title: str, text: str) -> None:
    """Say something that must be read."""
    sheet = Sheet(title, parent, refuse=_("Close"))
    sheet.setMinimumWidth(440)
    sheet.add_text(text, "")
    sheet.exec()


def ask_project_file(parent: QWidget | None, folder: str) -> Path | None:
    """Ask for a project to open."""
    name, _kind = QFileDialog.getOpenFileName(
        parent, _("Open a project"), folder, _("Isnad projects") + " (*.isnad)"
    )
    return Path(name) if name else None


def ask_new_project_file(parent: QWidget | None, folder: str) -> Path | None:
    """Ask where a new project is to be; what is there already is the caller's question.

    Qt would ask it of the name as it was typed, before the ending is added.
    """
    name, _kind = QFileDialog.getSaveFileName(
        parent,
        _("New project"),
        folder,
        _("Isnad projects") + " (*.isnad)",
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    if not name:
        return None
    path = Path(name)
    return path if path.suffix == ".isnad" else path.with_name(path.name + ".isnad")


def ask_files(parent: QWidget | None, title: str, folder: str, kinds: str) -> list[Path]:
    """Ask for files to read; none when refused."""
    names, _kind = QFileDialog.getOpenFileNames(parent, title, folder, kinds)
    return [Path(name) for name in names]


def ask_folder(parent: QWidget | None, title: str, folder: str) -> Path | None:
    """Ask for a folder to read."""
    name = QFileDialog.getExistingDirectory(parent, title, folder)
    return Path(name) if name else None
