"""Where the panels stand: three columns of cards, lists below the article, all of it remembered.

To add a panel: a row in ``PANELS`` and a module of that name in ``panels``. Panels of the row below
the article are built when their tab is first shown. Nothing here knows what a panel shows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QFrame,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from annotator.i18n import N_, _
from annotator.ui import tab_order
from annotator.ui.context import Context
from annotator.ui.late import panel as panel_class
from annotator.ui.late import panel_pieces
from annotator.ui.slices import Piece
from annotator.ui.widgets.fitting import fitted

GAP: Final = 8


@dataclass(frozen=True, slots=True)
class PanelRow:
    """One panel: its module's name, its title and the place it stands in."""

    name: str
    title: str
    place: str


PANELS: Final = (
    PanelRow("articles", N_("Articles"), "start"),
    PanelRow("details", N_("Details"), "end"),
    PanelRow("codebook", N_("Codebook"), "end"),
    PanelRow("segments", N_("Segments"), "below"),
    PanelRow("chains", N_("Chains"), "below"),
    PanelRow("sources", N_("Sources"), "below"),
    PanelRow("ledger", N_("Ledger"), "below"),
    PanelRow("search", N_("Search"), "below"),
    PanelRow("similar", N_("Similar"), "below"),
    PanelRow("problems", N_("Problems"), "below"),
    PanelRow("suggestions", N_("Suggestions"), "below"),
    PanelRow("history", N_("History"), "below"),
)
LATER: Final = ("details",)
"""Panels beside the article that are built just after the window is first seen."""
BELOW: Final = "bottom"
"""What the card of the lists below the article is called."""
WIDTHS: Final = (268, 784, 356)
"""What fills the usual window: articles, reader, details and codebook."""
LEAST: Final = (160, 300, 280)
MIDDLE: Final = 1
"""The place of the article among the columns."""
HEIGHTS: Final = (640, 196)
END_HEIGHTS: Final = (440, 380)


class Card(QFrame):
    """A panel with its title, on a ground of its own."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(1, 1, 1, 1)
        self.column.setSpacing(0)
        self.title = QLabel(title, self)
        self.title.setObjectName("cardTitle")
        self.title.setIndent(0)
        self.title.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.column.addWidget(self.title)
        self.column.addStretch()  # the title is on top while there is no panel yet

    def put(self, panel: QWidget) -> None:
        """Show a panel below the title; a panel that changes its title changes the card's."""
        panel.windowTitleChanged.connect(self.title.setText)
        self.column.addWidget(panel, 1)


class Below(QFrame):
    """The lists below the article, one tab each; a list is built when it is first shown."""

    built = Signal(str, QWidget)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._context = context
        self.rows = [row for row in PANELS if row.place == "below"]
        self.panels: dict[str, QWidget] = {}
        self.bar = QTabBar(self)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAccessibleName(_("Lists below the article"))
        self.stack = QStackedWidget(self)
        line = QFrame(self)
        line.setFixedHeight(1)
        line.setObjectName("line")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(line)
        column.addWidget(self.stack, 1)
        for row in self.rows:
            self.bar.addTab(_(row.title))
        self.bar.currentChanged.connect(self._show)

    @property
    def current(self) -> str:
        """The name of the list shown."""
        return self.rows[max(0, self.bar.currentIndex())].name

    def show_count(self, name: str, count: str) -> None:
        """Show a number beside the title of a list, or with "" none."""
        for place, row in enumerate(self.rows):
            if row.name == name:
                self.bar.setTabText(place, f"{_(row.title)} {count}".rstrip())

    def show_list(self, name: str) -> None:
        """Bring a list to the front, building it if need be."""
        for place, row in enumerate(self.rows):
            if row.name == name:
                self.bar.setCurrentIndex(place)
                self._show(place)

    def mark(self, name: str) -> None:
        """Make a list's tab the current one; the list is built later."""
        places = [row.name for row in self.rows]
        if name in places:
            self.bar.blockSignals(True)
            self.bar.setCurrentIndex(places.index(name))
            self.bar.blockSignals(False)

    def _show(self, place: int) -> None:
        name = self.rows[place].name
        if name not in self.panels:
            panel = panel_class(name)(self._context, self.stack)
            panel.setAccessibleName(_(self.rows[place].title))
            self.panels[name] = panel
            self.stack.addWidget(panel)
            self.built.emit(name, panel)
        self.stack.setCurrentWidget(self.panels[name])


class Workspace(QWidget):
    """Everything between the menu bar and the status bar while a project is open."""

    visibility_changed = Signal()

    def __init__(self, context: Context, reader: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ground")
        self.reader = reader
        self._context = context
        self.panels: dict[str, QWidget] = {}
        self.below = Below(context, self)
        self.cards: dict[str, QFrame] = {BELOW: self.below}
        self._hidden: set[str] = set()
        self.alone = False
        self._wanted: dict[str, Any] = {}
        self._widths = list(WIDTHS)
        self._fitted = list(WIDTHS)
        self._stops: list[QWidget] = []
        for row in PANELS:
            if row.place == "below":
                continue
            self.cards[row.name] = Card(_(row.title), self)
            if row.name not in LATER:
                self._build(row)
        self.columns = self._split(Qt.Orientation.Horizontal)
        self.middle = self._split(Qt.Orientation.Vertical)
        self.end = self._split(Qt.Orientation.Vertical)
        for place, splitter in (("start", self.columns), ("end", self.end)):
            for row in PANELS:
                if row.place == place:
                    splitter.addWidget(self.cards[row.name])
        self.middle.addWidget(reader)
        self.middle.addWidget(self.below)
        self.columns.addWidget(self.middle)
        self.columns.addWidget(self.end)
        self._stretch()
        self._room = QVBoxLayout(self)
        self._leave(0)
        self._room.addWidget(self.columns)

    def _leave(self, edge: int) -> None:
        """Leave room around the columns, *edge* above and below; see ``_split`` for the pixel."""
        self._room.setContentsMargins(GAP - self.isRightToLeft(), edge, GAP, edge)

    def _build(self, row: PanelRow) -> QWidget:
        card = self.cards[row.name]
        panel: QWidget = panel_class(row.name)(self._context, card)
        panel.setAccessibleName(_(row.title))
        assert isinstance(card, Card)
        card.put(panel)
        self.panels[row.name] = panel
        return panel

    def _split(self, way: Qt.Orientation) -> QSplitter:
        splitter = QSplitter(way, self)
        splitter.setHandleWidth(GAP)
        splitter.setChildrenCollapsible(False)
        if self.isRightToLeft() and way == Qt.Orientation.Horizontal:
            # Qt places everything a pixel too far right then, and the last edge would be cut off.
            splitter.setContentsMargins(0, 0, 1, 0)
        return splitter

    def _stretch(self) -> None:
        for part, least in zip((self.cards["articles"], self.reader, self.end), LEAST, strict=True):
            part.setMinimumWidth(least)
        self.reader.setMinimumHeight(200)
        self.below.setMinimumHeight(90)
        for place, stretch in enumerate((0, 1, 0)):
            self.columns.setStretchFactor(place, stretch)
        self.columns.splitterMoved.connect(self._columns_moved)
        self.middle.setStretchFactor(0, 1)
        self.middle.setStretchFactor(1, 0)
        self.middle.setSizes(list(HEIGHTS))
        self.end.setSizes(list(END_HEIGHTS))

    def panel(self, name: str) -> QWidget:
        """Return a panel, building it if need be."""
        if name in self.panels:
            return self.panels[name]
        row = next(row for row in PANELS if row.name == name)
        if row.place != "below":
            return self._build(row)
        if name not in self.below.panels:
            self.below.show_list(name)
        return self.below.panels[name]

    def is_shown(self, name: str) -> bool:
        """Tell whether a card is wanted on the screen."""
        return name not in self._hidden and not self.alone

    def show_card(self, name: str, shown: bool) -> None:
        """Show a card or hide it."""
        if self.alone:
            self.read_alone(False)
        (self._hidden.discard if shown else self._hidden.add)(name)
        self._apply()

    def read_alone(self, alone: bool) -> None:
        """Hide everything but the article, or show again what was shown before."""
        self.alone = alone
        self._apply()

    def _apply(self) -> None:
        for name, card in self.cards.items():
            card.setVisible(self.is_shown(name))
        ends = [row.name for row in PANELS if row.place == "end"]
        self.end.setVisible(any(self.is_shown(name) for name in ends))
        self._leave(GAP if self.alone else 0)
        self._fit_columns()
        self.visibility_changed.emit()

    def _fit_columns(self) -> None:
        """Give the columns their widths: more room goes to the article, less is borne by all."""
        parts = (self.cards["articles"], self.middle, self.end)
        shown = [place for place, part in enumerate(parts) if part.isVisibleTo(self.columns)]
        room = self.columns.contentsRect().width() - GAP * (len(shown) - 1)
        widths = fitted(
            [self._widths[place] for place in shown],
            [LEAST[place] for place in shown],
            room,
            shown.index(MIDDLE),
        )
        for place, width in zip(shown, widths, strict=True):
            self._fitted[place] = width
        self.columns.setSizes(self._fitted)

    def _columns_moved(self, _position: int, _handle: int) -> None:
        """Take the widths that the person drags the columns to."""
        for place, width in enumerate(self.columns.sizes()):
            if width:
                self._widths[place] = self._fitted[place] = width

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the columns to the new room."""
        super().resizeEvent(event)
        self._fit_columns()

    def give_room_below(self, height: int) -> None:
        """Make the lists below the article this high at least, while the article keeps as much."""
        above, below = self.middle.sizes()
        wanted = min(height, (above + below) // 2)
        if below < wanted:
            self.middle.setSizes([above + below - wanted, wanted])

    def raise_panel(self, name: str) -> QWidget:
        """Bring a panel onto the screen and give it the focus."""
        card = name if name in self.cards else BELOW
        if not self.is_shown(card):
            self.show_card(card, True)
        if card == BELOW and name != BELOW:
            self.below.show_list(name)
        panel = self.panel(name) if name != BELOW else self.below
        focus_inside(panel)
        return panel

    # the keyboard

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Go by Tab as one reads: the articles, the article, what is beside it, the lists below.

        Panels grow parts when they are wanted, so the order is looked at when it is asked for.
        """
        for panel in self.panels.values():
            show_waiting = getattr(panel, "show_waiting", None)
            if callable(show_waiting):
                show_waiting()
        parts = (self.cards["articles"], self.reader, self.end, self.below)
        order = [stop for part in parts for stop in tab_order.stops(part)]
        if order != self._stops:
            self._stops = order
            tab_order.chain(order)
        went = super().focusNextPrevChild(forward)
        reveal(QApplication.focusWidget())
        return went

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take what the part with the keyboard leaves: Escape goes to the article, Enter presses.

        Escape in the article, or while it is alone, is the window's.
        """
        focused, key = QApplication.focusWidget(), event.key()
        inside = focused is not None and self.reader.isAncestorOf(focused)
        if key == Qt.Key.Key_Escape and not inside and not self.alone:
            focus_inside(self.reader)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QAbstractButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    def state(self) -> dict[str, Any]:
        """Return the sizes and places, for the settings."""
        return {
            "columns": list(self._widths),
            "middle": self.middle.sizes(),
            "end": self.end.sizes(),
            "hidden": sorted(self._hidden),
            "list": self.below.current,
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Put everything where the settings say; what they do not say stays as it is."""
        hidden = state.get("hidden")
        if isinstance(hidden, list):
            self._hidden = {name for name in hidden if name in self.cards}
        self.below.mark(str(state.get("list")))
        self._apply()
        self._wanted = state
        self._resize()

    def _resize(self) -> None:
        state = self._wanted
        self._widths = _sizes(state.get("columns"), WIDTHS)
        self._fit_columns()
        for name, splitter, usual in (
            ("middle", self.middle, HEIGHTS),
            ("end", self.end, END_HEIGHTS),
        ):
            splitter.setSizes(_sizes(state.get(name), usual))

    def showEvent(self, event: QShowEvent) -> None:
        """Take the sizes once more: before it is shown, nothing has the room it will have."""
        super().showEvent(event)
        if self._wanted:
            self._resize()
            self._wanted = {}

    def rest(self) -> list[Piece]:
        """Return, piece by piece, what may be built after the first sight.

        That is: the details, and the list below the article whose tab is the current one then.
        """
        pieces: list[Piece] = []
        for name in LATER:
            pieces += [*panel_pieces(name), partial(self.panel, name)]
        return [
            *pieces,
            *panel_pieces(self.below.current),
            lambda: self.below.show_list(self.below.current),
        ]


def _sizes(found: Any, usual: Sequence[int]) -> list[int]:
    """Return remembered sizes; what was hidden has none of its own and gets the usual one."""
    if not isinstance(found, list) or len(found) != len(usual):
        return list(usual)
    return [int(was) or own for was, own in zip(found, usual, strict=True)]


def focus_inside(panel: QWidget) -> None:
    """Give the focus to the first part of a panel that takes it by Tab: its list before fields.

    A panel with a ``first_field`` of its own says which.
    """
    own = getattr(panel, "first_field", None)
    wanted = own() if callable(own) else None
    views = panel.findChildren(QAbstractItemView)
    for widget in [wanted, *views, *tab_order.stops(panel)]:
        if widget is not None and _takes_keyboard(widget, panel):
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            reveal(widget)
            return
    panel.setFocus(Qt.FocusReason.ShortcutFocusReason)


def _takes_keyboard(widget: QWidget, panel: QWidget) -> bool:
    by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_tab) and widget.isVisibleTo(panel) and widget.isEnabledTo(panel)


def reveal(widget: QWidget | None) -> None:
    """Scroll a widget into sight where it lies in a part that scrolls."""
    above = widget
    while above is not None and widget is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
