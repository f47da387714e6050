"""Choosing some of the articles, one by one."""

from typing import Final

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from annotator.i18n import _, ngettext
from annotator.model.annotation_set import Named
from annotator.operations import articles
from annotator.ui import asking
from annotator.ui.context import Context
from annotator.ui.widgets import wording
from annotator.ui.widgets.filter_field import FilterField

_NAMED: Final = int(Qt.ItemDataRole.UserRole)
_ROW: Final = 28


class ArticlesPicker(asking.Sheet):
    """A list with a box to tick for each article, and a field that looks for some."""

    def __init__(
        self, context: Context, chosen: tuple[Named, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Choose articles"), parent, _("Choose"))
        self.setMinimumSize(520, 420)
        self.list = QListWidget(self)
        self.list.setProperty("role", "framed")
        self.list.setAccessibleName(_("Articles"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.field = FilterField(_("Search articles…"), self.list)
        self.count = QLabel(self)
        self.count.setProperty("role", "muted")
        self.body.addWidget(self.field)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.count)
        self._fill(context, {each.uuid for each in chosen})
        self.field.wanted.connect(self.filter_by)
        self.list.itemChanged.connect(lambda _item: self._tell())
        self.list.itemActivated.connect(self._toggle)
        self._tell()

    def _fill(self, context: Context, chosen: set[str]) -> None:
        for row in articles.article_rows(context.opened):
            told = wording.joined(row.title, row.outlet, wording.date(row.published))
            item = QListWidgetItem(told, self.list)
            item.setSizeHint(QSize(100, _ROW))
            item.setData(_NAMED, Named(row.uuid, row.title))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            present = row.uuid in chosen
            item.setCheckState(Qt.CheckState.Checked if present else Qt.CheckState.Unchecked)

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(row) for row in range(self.list.count())]

    def _toggle(self, item: QListWidgetItem) -> None:
        ticked = item.checkState() == Qt.CheckState.Checked
        item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def filter_by(self, typed: str) -> None:
        """Show the articles that have what is typed; what is ticked stays ticked."""
        wanted = wording.sort_text(typed)
        for item in self._items():
            item.setHidden(wanted not in wording.sort_text(item.text()))

    def _tell(self) -> None:
        count = len(self.chosen())
        text = ngettext("{n} article", "{n} articles", count)
        self.count.setText(text.format(n=wording.number(count)))
        self.accept_button.setEnabled(bool(count))

    def chosen(self) -> tuple[Named, ...]:
        """Return the articles that are ticked, in their order."""
        return tuple(
            item.data(_NAMED)
            for item in self._items()
            if item.checkState() == Qt.CheckState.Checked
        )

    @classmethod
    def ask(
        cls, context: Context, chosen: tuple[Named, ...], parent: QWidget | None = None
    ) -> tuple[Named, ...] | None:
        """Return the articles that were chosen, or None when the question is refused."""
        sheet = cls(context, chosen, parent)
        accepted, found = sheet.exec(), sheet.chosen()
        sheet.deleteLater()
        return found if accepted else None
