"""Everything known about an article: metadata and variables to edit, its origin to read."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QFormLayout,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from annotator.exchange.readers.import_log import describe_change
from annotator.i18n import _, isolate
from annotator.model.article import DIRECTIONS, METADATA_FIELDS, Article
from annotator.model.dates import is_date
from annotator.operations import articles
from annotator.ui.context import Context
from annotator.ui.widgets import wording
from annotator.ui.widgets.dialog_buttons import DialogButtons
from annotator.ui.widgets.text_field import TextField


class ArticleDetails(QDialog):
    """A form; the text itself is evidence and never edited."""

    def __init__(self, context: Context, article: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.context = context
        self.article = articles.article(context.opened, article)
        self.setWindowTitle(_("Details of {title}").format(title=isolate(self.article.title)))
        self.setMinimumSize(520, 520)
        self.fields: dict[str, QLineEdit] = {}
        self.variables: dict[str, QLineEdit] = {}
        self.direction = QComboBox()
        self.memo = TextField(_("Memo"), 3)
        self.memo.setPlainText(self.article.memo)
        self.fault = QLabel()
        self.fault.setProperty("role", "warning")
        self.fault.setWordWrap(True)
        self.save_button = QPushButton(_("Save"), self)
        self.save_button.setDefault(True)
        self.save_button.setVisible(context.can_write)
        self.buttons = DialogButtons(self.save_button if context.can_write else None)
        self._lay_out()
        self.buttons.accepted.connect(self._save)
        self.buttons.rejected.connect(self.reject)
        self._check()

    def _lay_out(self) -> None:
        inside = QWidget()
        form = QFormLayout(inside)
        form.setContentsMargins(20, 16, 20, 16)
        form.setSpacing(9)
        self._add_metadata(form)
        self._add_variables(form)
        self.memo.setReadOnly(not self.context.can_write)
        form.addRow(_("Memo"), self.memo)
        self._add_provenance(form)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inside)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 14)
        box.addWidget(scroll, 1)
        below = QVBoxLayout()
        below.setContentsMargins(20, 0, 20, 0)
        below.addWidget(self.fault)
        below.addWidget(self.buttons)
        box.addLayout(below)

    def _add_metadata(self, form: QFormLayout) -> None:
        for name in METADATA_FIELDS:
            title = _(wording.FIELD_NAMES[name])
            if name == "direction":
                for value in DIRECTIONS:
                    self.direction.addItem(_(wording.DIRECTION_NAMES[value]), value)
                self.direction.setCurrentIndex(DIRECTIONS.index(self.article.direction))
                self.direction.setAccessibleName(title)
                self.direction.setEnabled(self.context.can_write)
                form.addRow(title, self.direction)
            else:
                field = self._add_line(form, title, getattr(self.article, name))
                field.textChanged.connect(self._check)
                self.fields[name] = field
        self.fields["published"].setPlaceholderText("2024-03-12")

    def _add_variables(self, form: QFormLayout) -> None:
        names = articles.variables(self.context.opened)
        if names:
            heading = QLabel(_("Variables"))
            heading.setProperty("role", "heading")
            form.addRow(heading)
        for name in names:
            value = self.article.variables.get(name, "")
            self.variables[name] = self._add_line(form, name, value)

    def _add_line(self, form: QFormLayout, title: str, value: str) -> QLineEdit:
        field = QLineEdit(value)
        field.setCursorPosition(0)
        field.setAccessibleName(title)
        field.setReadOnly(not self.context.can_write)
        form.addRow(isolate(title), field)
        return field

    def _add_provenance(self, form: QFormLayout) -> None:
        heading = QLabel(_("Where the text comes from"))
        heading.setProperty("role", "heading")
        form.addRow(heading)
        for title, value in provenance(self.article):
            if "\n" in value:
                several = TextField(title, min(8, value.count("\n") + 1))
                several.setReadOnly(True)
                several.setProperty("role", "told")
                several.setPlainText(value)
                form.addRow(_muted(title), several)
                continue
            shown = QLineEdit(value)
            shown.setReadOnly(True)
            shown.setFrame(False)
            shown.setCursorPosition(0)
            shown.setToolTip(value)
            shown.setAccessibleName(title)
            form.addRow(_muted(title), shown)

    def _check(self) -> None:
        """Say what keeps the form from being saved."""
        date = self.fields["published"].text().strip()
        fault = ""
        if not self.fields["title"].text().strip():
            fault = _("An article needs a title.")
        elif date and not is_date(date):
            fault = _("{value} is not a date; write 2024-03-12, 2024-03 or 2024.").format(
                value=isolate(date)
            )
        self.fault.setText(fault)
        self.fault.setVisible(bool(fault))
        self.save_button.setEnabled(not fault)

    def _save(self) -> None:
        values = {name: field.text().strip() for name, field in self.fields.items()}
        done = self.context.run(
            articles.edit_article,
            self.article.id,
            {name: field.text().strip() for name, field in self.variables.items()},
            direction=str(self.direction.currentData()),
            memo=self.memo.toPlainText(),
            **values,
        )
        if done is not None:
            self.accept()

    @classmethod
    def ask(
        cls, context: Context, article: int | Article, parent: QWidget | None = None
    ) -> bool | None:
        """Let the article's data be edited; True when it was saved, None otherwise."""
        key = article.id if isinstance(article, Article) else article
        dialog = cls(context, key, parent or QApplication.activeWindow())
        accepted = dialog.exec() == QDialog.DialogCode.Accepted
        dialog.deleteLater()
        return True if accepted else None


def _muted(title: str) -> QLabel:
    label = QLabel(title)
    label.setProperty("role", "muted")
    return label


def provenance(article: Article) -> list[tuple[str, str]]:
    """Return what is known of a text's origin, as title and value, the empty left out."""
    source = article.provenance
    found = [
        (_("File"), source.file_name),
        (_("Encoding"), source.encoding),
        (_("Imported"), wording.moment(source.imported_at) if source.imported_at else ""),
        (
            _("Changes made on import"),
            "\n".join(describe_change(entry) for entry in source.log) or _("none"),
        ),
        (_("Length"), wording.number(article.length)),
        (_("Hash of the text"), article.text_sha256),
        (_("Hash of the file"), source.source_sha256),
    ]
    return [(title, value) for title, value in found if value]
