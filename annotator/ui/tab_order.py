"""The order in which the Tab key goes through widgets: as one reads them.

Qt goes by the order in which widgets were made, and panels are made in parts, when they are wanted.
Belongs here: what the order is. When it is brought about is the ``layout``'s.
"""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QScrollArea, QSplitter, QWidget


def stops(widget: QWidget) -> Iterator[QWidget]:
    """Yield what takes the keyboard by Tab in a widget, itself included, in reading order.

    Hidden and disabled ones too: Qt passes over them, and they may come back.
    """
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, QScrollArea):
        inside = widget.widget()
        if inside is not None:
            yield from stops(inside)
    elif isinstance(widget, QSplitter):
        for place in range(widget.count()):
            part = widget.widget(place)
            if part is not None:
                yield from stops(part)
    else:
        layout = widget.layout()
        if layout is not None:
            yield from _stops_of(layout)


def _stops_of(layout: QLayout) -> Iterator[QWidget]:
    for place in range(layout.count()):
        item = layout.itemAt(place)
        inside, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if inside is not None:
            yield from _stops_of(inside)
        elif widget is not None:
            yield from stops(widget)


def chain(order: list[QWidget]) -> None:
    """Let the Tab key go through widgets of one window in this order."""
    for before, after in zip(order, order[1:], strict=False):
        QWidget.setTabOrder(before, after)
