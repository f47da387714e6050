"""The menu bar and the keys, made from the table of actions.

Belongs here: Qt's actions for the rows of ``actions.ACTIONS``, which of them can be done now, and
what of them is ticked. What they do is in the command classes.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QMenu,
    QMenuBar,
    QPushButton,
    QWidget,
)

from annotator.i18n import _, is_right_to_left, isolate
from annotator.model.codebook import ROLE_KEYS
from annotator.ui.actions import ACTIONS, MENUS, SUBMENUS, Action
from annotator.ui.context import Context
from annotator.ui.states import satisfied

Ticked = Callable[[str], bool]


class Menus(QObject):
    """The menus of one window."""

    def __init__(
        self, window: QMainWindow, context: Context, run: Callable[[str], None], ticked: Ticked
    ) -> None:
        super().__init__(window)
        self._window = window
        self._context = context
        self._run = run
        self._ticked = ticked
        self._states: frozenset[str] | None = None
        self.actions: dict[str, QAction] = {}
        self.menus: dict[str, QMenu] = {}
        self.recent: QMenu | None = None
        self.build()
        context.codebook_changed.connect(self.show_role_keys)
        for signal in (
            context.project_changed,
            context.article_changed,
            context.changed,
            context.selected_changed,
            context.text_selection_changed,
        ):
            signal.connect(self.refresh)

    def build(self) -> None:
        """Fill the menu bar."""
        bar = self._window.menuBar()
        bar.clear()
        for name, title in MENUS.items():
            self.menus[name] = bar.addMenu(_(title))
            self.menus[name].aboutToShow.connect(self.tick)
        for action in ACTIONS:
            self._add(action)
        self.show_role_keys()
        self.refresh()

    def _add(self, action: Action) -> None:
        entry = QAction(_(action.text), self._window)
        entry.setObjectName(action.id)
        if action.keys:
            keys = [QKeySequence(each) for each in action.keys]
            entry.setShortcuts(keys)
            if is_right_to_left():  # signs at the end of a key would change sides
                shown = keys[0].toString(QKeySequence.SequenceFormat.NativeText)
                entry.setText(f"{_(action.text)}\t{isolate(shown)}")
        elif action.letter:
            entry.setText(f"{_(action.text)}\t{action.letter[0]}")
        entry.setCheckable(action.checked)
        entry.setMenuRole(_ROLES.get(action.id, QAction.MenuRole.NoRole))
        entry.triggered.connect(lambda _on=False, name=action.id: self._run(name))
        self.actions[action.id] = entry
        self._window.addAction(entry)  # its keys work while the menu bar is hidden, too
        if action.hidden:
            return
        menu = self.menus[action.menu]
        if action.submenu:
            if action.submenu not in self.menus:
                self.menus[action.submenu] = menu.addMenu(_(SUBMENUS[action.submenu]))
                self.menus[action.submenu].aboutToShow.connect(self.tick)
            menu = self.menus[action.submenu]
        if action.line:
            menu.addSeparator()
        menu.addAction(entry)
        if action.id == "open_project":
            self._add_recent(menu)

    def _add_recent(self, menu: QMenu) -> None:
        self.recent = menu.addMenu(_(SUBMENUS["recent"]))
        self.recent.aboutToShow.connect(self._fill_recent)

    def _fill_recent(self) -> None:
        if self.recent is None:
            return
        self.recent.clear()
        for path in self._context.settings["recent"]:
            entry = self.recent.addAction(isolate(str(path).replace("&", "&&")))
            entry.triggered.connect(lambda _on=False, path=path: self._run(f"recent:{path}"))
        if self.recent.isEmpty():
            self.recent.addAction(_("None yet")).setEnabled(False)

    def show_role_keys(self) -> None:
        """Show beside each role the key that its code has."""
        book = self._context.codebook
        usual = {kind: key for key, kind in ROLE_KEYS.items()}
        for action in ACTIONS:
            if action.method == "tag_kind":
                code = book.by_kind(action.value)
                key = (code.key if code else "") or usual[action.value]
                self.actions[action.id].setText(f"{_(action.text)}\t{key}")

    def refresh(self, *_news: object) -> None:
        """Enable what can be done now."""
        states = satisfied(self._context)
        if states == self._states:
            return
        self._states = states
        for action in ACTIONS:
            self.actions[action.id].setEnabled(action.needs in states)

    def tick(self) -> None:
        """Tick what is so."""
        for action in ACTIONS:
            if action.checked:
                self.actions[action.id].setChecked(self._ticked(action.id))

    def take_down(self) -> None:
        """Take the menus and their keys away, for others to be built."""
        for entry in self.actions.values():
            self._window.removeAction(entry)
            entry.deleteLater()
        self._window.menuBar().clear()
        for menu in self.menus.values():
            menu.deleteLater()
        self.deleteLater()

    def can(self, name: str) -> bool:
        """Tell whether a command can be done now."""
        return self.actions[name].isEnabled()


_ROLES = {
    "quit": QAction.MenuRole.QuitRole,
    "about": QAction.MenuRole.AboutRole,
    "preferences": QAction.MenuRole.PreferencesRole,
}


class UndoHint(QWidget):
    """At the end of the menu bar: what undo would take back, and its key."""

    def __init__(self, context: Context, undo: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.button = QPushButton(self)
        self.button.setProperty("role", "quiet")
        self.button.clicked.connect(undo)
        self.cap = QLabel("Ctrl Z", self)
        self.cap.setProperty("role", "keycap")
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 0, 16, 0)
        row.setSpacing(4)
        row.addWidget(self.button)
        row.addWidget(self.cap, 0, Qt.AlignmentFlag.AlignVCenter)
        context.project_changed.connect(self.refresh)
        context.changed.connect(self.refresh)
        self.refresh()

    def refresh(self, *_news: object) -> None:
        """Show the step that undo would take back."""
        step = self._context.undoable if self._context.can_write else None
        self.setVisible(step is not None)
        if step is not None:
            said = _("Undo: {step}").format(step=isolate(step.name))
            shown = self.button.fontMetrics().elidedText(said, Qt.TextElideMode.ElideRight, 380)
            self.button.setText(shown.replace("&", "&&"))
            self.button.setToolTip(said)
            self.button.setAccessibleName(said)
            self.adjustSize()
            bar = self.parentWidget()
            if isinstance(bar, QMenuBar):  # it looks at the size of its corner only when resized
                QApplication.sendEvent(bar, QResizeEvent(bar.size(), bar.size()))
