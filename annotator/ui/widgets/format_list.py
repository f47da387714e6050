"""The formats that can be exported to, in their groups, with a field that looks for one."""

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from annotator.exchange.registry import GROUPS, Format
from annotator.i18n import _
from annotator.ui import theme
from annotator.ui.widgets import wording

_ROW: Final = 28
_FORMAT: Final = int(Qt.ItemDataRole.UserRole)


class FormatList(QWidget):
    """One format is always chosen; the arrows go from the field through the list."""

    chosen_changed = Signal(str)

    def __init__(self, formats: Sequence[Format], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit(self)
        self.field.setPlaceholderText(_("Find a format…"))
        self.field.setAccessibleName(_("Find a format…"))
        self.field.setClearButtonEnabled(True)
        self.view = QListWidget(self)
        self.view.setAccessibleName(_("Format"))
        self.view.setProperty("role", "framed")
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._headings: dict[str, QListWidgetItem] = {}
        self._items: dict[str, QListWidgetItem] = {}
        self._fill(formats)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addWidget(self.field)
        box.addWidget(self.view, 1)
        self.setFocusProxy(self.field)
        self.field.textChanged.connect(self.filter_by)
        self.field.installEventFilter(self)
        self.view.currentItemChanged.connect(self._tell)

    def _fill(self, formats: Sequence[Format]) -> None:
        for group, title in GROUPS.items():
            members = [each for each in formats if each.group == group]
            if not members:
                continue
            heading = QListWidgetItem(_(title), self.view)
            heading.setFlags(Qt.ItemFlag.NoItemFlags)
            font = heading.font()
            font.setPixelSize(max(10, self.view.font().pixelSize() - 2))
            font.setBold(True)
            heading.setFont(font)
            heading.setForeground(theme.current().muted)
            heading.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
            heading.setSizeHint(QSize(100, _ROW + (4 if self._headings else 0)))
            self._headings[group] = heading
            for each in members:
                item = QListWidgetItem(each.label, self.view)
                item.setSizeHint(QSize(100, _ROW))
                item.setData(_FORMAT, each)
                item.setToolTip(_(each.description))
                self._items[each.id] = item

    @property
    def chosen(self) -> str:
        """The id of the chosen format."""
        return next(
            (name for name, item in self._items.items() if item is self.view.currentItem()), ""
        )

    def choose(self, format_id: str) -> None:
        """Choose a format; one that is not offered leaves the choice as it is."""
        if format_id in self._items:
            self.view.setCurrentItem(self._items[format_id])
            self.view.scrollToItem(self._items[format_id])

    def filter_by(self, typed: str) -> None:
        """Show the formats that have what is typed in their name, id, suffix or description."""
        wanted = wording.sort_text(typed)
        shown: set[str] = set()
        for item in self._items.values():
            each: Format = item.data(_FORMAT)
            told = f"{each.label} {each.name} {each.id} {each.suffix} {_(each.description)}"
            fits = wanted in wording.sort_text(told)
            item.setHidden(not fits)
            if fits:
                shown.add(each.group)
        for group, heading in self._headings.items():
            heading.setHidden(group not in shown)
        visible = self._visible()
        if visible and self.view.currentItem() not in visible:
            self.view.setCurrentItem(visible[0])

    def _visible(self) -> list[QListWidgetItem]:
        return [item for item in self._items.values() if not item.isHidden()]

    def _tell(self, item: QListWidgetItem | None) -> None:
        if item is not None and item.data(_FORMAT) is not None:
            self.chosen_changed.emit(item.data(_FORMAT).id)

    def step(self, by: int) -> None:
        """Choose the next format that is shown, or the one before."""
        visible = self._visible()
        current = self.view.currentItem()
        if visible and current in visible:
            place = max(0, min(visible.index(current) + by, len(visible) - 1))
            self.view.setCurrentItem(visible[place])

    def eventFilter(self, watched: object, event: object) -> bool:
        """Let the arrows of the field go through the list, and Escape empty the field first."""
        if watched is self.field and isinstance(event, QKeyEvent):
            is_press = event.type() == QKeyEvent.Type.KeyPress
            steps = {int(Qt.Key.Key_Down): 1, int(Qt.Key.Key_Up): -1}
            if is_press and event.key() in steps:
                self.step(steps[event.key()])
                return True
            if is_press and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.view.setFocus(Qt.FocusReason.TabFocusReason)  # it chooses, and exports nothing
                return True
            if is_press and event.key() == Qt.Key.Key_Escape and self.field.text():
                self.field.clear()
                return True
        return False
