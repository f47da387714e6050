"""The saved searches: making one again, renaming and deleting them."""

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from annotator.i18n import _
from annotator.model.search import SavedSearch, SearchQuery
from annotator.operations import saved_searches
from annotator.ui import asking
from annotator.ui.context import Context
from annotator.ui.widgets import wording
from annotator.ui.widgets.empty_state import EmptyState

_SEARCH: Final = int(Qt.ItemDataRole.UserRole)


class SavedSearches(asking.Sheet):
    """A list; Enter makes the chosen search."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Saved searches"), parent, _("Search"))
        self.setMinimumSize(440, 340)
        self.context = context
        self.list = QListWidget(self)
        self.list.setProperty("role", "framed")
        self.list.setAccessibleName(self.windowTitle())
        self.list.itemDoubleClicked.connect(lambda _item: self.accept())
        self.list.currentItemChanged.connect(lambda *_items: self._enable())
        self.rename_button = QPushButton(_("Rename…"), self)
        self.delete_button = QPushButton(_("Delete"), self)
        for place, button in enumerate((self.rename_button, self.delete_button)):
            button.setAutoDefault(False)
            self.row.insertWidget(place, button)
        self.rename_button.clicked.connect(self.rename)
        self.delete_button.clicked.connect(self.delete)
        self.empty = EmptyState(self.list)
        self.body.addWidget(self.empty, 1)
        self.fill()

    def fill(self) -> None:
        """Show what is saved; the same one stays chosen."""
        chosen = self.chosen()
        self.list.clear()
        for kept in saved_searches.saved_searches(self.context.opened):
            item = QListWidgetItem(wording.joined(kept.name, _told(kept)), self.list)
            item.setToolTip(kept.query.text)
            item.setData(_SEARCH, kept)
            if chosen is not None and kept.id == chosen.id:
                self.list.setCurrentItem(item)
        if self.list.count() and self.list.currentRow() < 0:
            self.list.setCurrentRow(0)
        none = _("No search is saved yet. Make one in the list Search and save it there.")
        self.empty.say("" if self.list.count() else none)
        self._enable()

    def chosen(self) -> SavedSearch | None:
        """Return the search that is chosen."""
        found = self.list.currentIndex().data(_SEARCH)
        return found if isinstance(found, SavedSearch) else None

    def _enable(self) -> None:
        some = self.chosen() is not None
        self.accept_button.setEnabled(some)
        for button in (self.rename_button, self.delete_button):
            button.setEnabled(some and self.context.can_write)

    def rename(self) -> None:
        """Ask for another name of the chosen search."""
        kept = self.chosen()
        if kept is None:
            return
        name = asking.ask_text(self, _("Rename the search"), _("Name"), kept.name)
        if name and self.context.run(saved_searches.rename, kept.id, name) is not None:
            self.fill()

    def delete(self) -> None:
        """Delete the chosen search; undo brings it back."""
        kept = self.chosen()
        if kept is not None and self.context.run(saved_searches.delete, kept.id) is not None:
            self.fill()

    @classmethod
    def ask(cls, context: Context, parent: QWidget | None = None) -> SearchQuery | None:
        """Return the search that is to be made, or None."""
        sheet = cls(context, parent)
        accepted, kept = sheet.exec(), sheet.chosen()
        sheet.deleteLater()
        return kept.query if accepted and kept is not None else None


def _told(kept: SavedSearch) -> str:
    return "" if kept.query.text == kept.name else kept.query.text
