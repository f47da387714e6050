"""Somebody who fills in the details panel with real keys or clicks, and counts them.

Keys go to the window, which hands them to whatever has the keyboard, so that no field is reached
that a person could not reach; clicks go to a point of the window that can be seen.
"""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QPushButton, QWidget

from annotator.i18n import _
from annotator.ui.main_window import MainWindow
from annotator.ui.panels.details import DetailsPanel
from annotator.ui.panels.details_attribution import AttributionPage
from annotator.ui.panels.details_claim import ClaimPart
from annotator.ui.widgets import attribution_wording as words
from annotator.ui.widgets.chips import Chips
from annotator.ui.widgets.memo_field import MemoField
from annotator.ui.widgets.pick_button import PickButton
from annotator.ui.widgets.token_field import TokenField

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_AS_IT_IS: Mapping[str, str] = {}
FARTHEST = 45
"""Times the Tab key is pressed before a field counts as one that cannot be reached."""


class Describer:
    """The hands of somebody before the details panel; with ``mouse`` they click on the fields."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        self.mouse = False
        self.typed = 0
        """Letters typed into names, wordings and memos."""
        self.taken = 0
        """Every other key press, and every click."""

    @property
    def panel(self) -> DetailsPanel:
        assert self.window.workspace is not None
        found = self.window.workspace.panel("details")
        assert isinstance(found, DetailsPanel)
        return found

    @property
    def page(self) -> AttributionPage:
        found = self.panel.parts.attribution
        assert found is not None
        return found

    @property
    def claim(self) -> ClaimPart:
        found = self.panel.parts.claim
        assert found is not None
        return found

    # keys and clicks

    @property
    def _handle(self) -> QWindow:
        """The window that the system gives the keys to."""
        return (QApplication.activeModalWidget() or self.window).windowHandle()

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = _NONE) -> None:
        """Press a key."""
        self.taken += 1
        QTest.keyClick(self._handle, key, held)

    def letter(self, letter: str) -> None:
        """Press the key of a letter of any script."""
        code = Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown
        held = Qt.KeyboardModifier.ShiftModifier if letter.isupper() else _NONE
        QTest.sendKeyEvent(QTest.KeyAction.Click, self._handle, code, letter, held)

    def write(self, text: str) -> None:
        """Type a text."""
        for letter in text:
            self.typed += 1
            self.letter(letter)

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click on a widget, scrolled into sight first, at a point of it or its middle."""
        self.taken += 1
        QApplication.processEvents()
        if self.panel.isAncestorOf(widget):
            self.panel.area.ensureWidgetVisible(widget)
            QApplication.processEvents()
        place = widget.mapTo(self.window, at or widget.rect().center())
        assert self.window.rect().contains(place)
        QTest.mouseClick(self.window.windowHandle(), _LEFT, _NONE, place)

    def come(self) -> None:
        """Go to the details from the article."""
        self.press(Qt.Key.Key_F4)

    def go_back(self) -> None:
        """Go back to the article."""
        self.press(Qt.Key.Key_Escape)
        assert self.window.pane is not None
        assert QApplication.focusWidget() is self.window.pane.view

    def reach(self, widget: QWidget, *, back: bool = False) -> None:
        """Go on to a field with the Tab key."""
        for _time in range(FARTHEST):
            if QApplication.focusWidget() is widget:
                return
            self.press(Qt.Key.Key_Backtab if back else Qt.Key.Key_Tab)
        raise AssertionError(f"the Tab key does not reach {widget.accessibleName()!r}")

    def shown_list(self, key: Qt.Key, name: str) -> QWidget:
        """Go to a list below the article by its key, and return the panel."""
        self.press(key, Qt.KeyboardModifier.AltModifier)
        assert self.window.workspace is not None
        panel = self.window.workspace.panel(name)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert panel.isAncestorOf(focused)
        return panel

    def into(self, choice: QComboBox, title: str) -> None:
        """Choose an entry of a form's list by typing its name."""
        self.reach(choice)
        for letter in _(title):
            if choice.currentText() == _(title):
                break
            self.write(letter)
        assert choice.currentText() == _(title)

    def take_second(self, button: QPushButton) -> None:
        """Open the menu of a button and take its second entry."""
        if self.mouse:
            self.click(button)
        else:
            self.reach(button)
            self.press(Qt.Key.Key_Return)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        if self.mouse:
            self._click_entry(menu, menu.actions()[1])
            return
        while menu.activeAction() is not menu.actions()[1]:
            self.press(Qt.Key.Key_Down)
        self.press(Qt.Key.Key_Return)

    def _click_entry(self, menu: QMenu, entry: QAction) -> None:
        self.taken += 1
        place = menu.actionGeometry(entry).center()
        QTest.mouseMove(menu, place)
        QTest.mouseClick(menu, _LEFT, _NONE, place)

    # fields

    def control(self, attribute: str) -> Chips | PickButton:
        """Return the field of an attribute of the attribution, or of its claim."""
        return (self.page.qualities.controls | self._claim_controls())[attribute]

    def _claim_controls(self) -> dict[str, Chips | PickButton]:
        claim = self.panel.parts.claim
        return claim.controls if claim is not None else {}

    def choose(self, attribute: str, value: str) -> None:
        """Choose a value where it is not chosen; one that is only suggested is confirmed."""
        control, title = self.control(attribute), words.value(attribute, value)
        suggested = isinstance(control, Chips) and control.suggested
        if control.shown == value and not suggested:
            return
        if self.mouse:
            self._choose_by_mouse(control, value, title)
            return
        self.reach(control)
        if control.shown == value:
            self.press(Qt.Key.Key_Return)
            return
        for _time in words.choices(attribute):
            self.taken += 1
            self.letter(title[0])
            if control.shown == value:
                return
        raise AssertionError(f"{title[0]!r} does not lead to {title!r}")

    def _choose_by_mouse(self, control: Chips | PickButton, value: str, title: str) -> None:
        if isinstance(control, Chips):
            QApplication.processEvents()
            self.click(control, control.place_of(value))
            return
        self.click(control)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        self._click_entry(menu, next(each for each in menu.actions() if each.text() == title))

    def fill(self, memo: MemoField, text: str) -> None:
        """Write into a field of several lines that is empty."""
        if memo.toPlainText() == text:
            return
        assert memo.toPlainText() == ""
        self.click(memo) if self.mouse else self.reach(memo)
        self.write(text)

    def unfold(self) -> None:
        """Show the attributes that are folded away."""
        more = self.page.qualities.more
        if more.is_open:
            return
        if self.mouse:
            self.click(more.heading)
        else:
            self.reach(more.heading)
            self.press(Qt.Key.Key_Space)
        assert more.is_open

    def set_names(
        self, field: TokenField, wanted: list[str], typed: Mapping[str, str] = _AS_IT_IS
    ) -> None:
        """Leave no other names in a field than those wanted, and take or make what is missing.

        *typed* has what is typed for a name where it is not the name itself. Typing ends once the
        current row is the one wanted.
        """
        for place, token in reversed(list(enumerate(field.tokens))):
            if token.title not in wanted:
                self._take_away(field, place)
        present = [token.title for token in field.tokens]
        for name in wanted:
            if name not in present:
                self._take(field, name, typed.get(name, name))
        assert sorted(token.title for token in field.tokens) == sorted(wanted)

    def _take_away(self, field: TokenField, place: int) -> None:
        if self.mouse:
            self.click(field.chips[place])
        else:
            self.reach(field.line)
            self.reach(field.chips[place], back=True)
            self.press(Qt.Key.Key_Delete)

    def _take(self, field: TokenField, name: str, typed: str) -> None:
        self.click(field.line) if self.mouse else self.reach(field.line)
        for letter in typed:
            self.write(letter)
            if field.is_listing and _row(field) == name:
                break
        row = field.suggestions.current
        assert row is not None
        assert name in (row.title, row.made), (
            name,
            [each.title for each in field.suggestions.rows],
        )
        if self.mouse:
            box = field.suggestions.view
            self.click(box.viewport(), box.visualItemRect(box.currentItem()).center())
        else:
            self.press(Qt.Key.Key_Return)
        assert not field.is_listing


def _row(field: TokenField) -> str:
    current = field.suggestions.current
    return current.title if current is not None and current.key is not None else ""
