"""The sheet of keyboard shortcuts, made from the tables: commands, the reader's keys, codes."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from annotator.i18n import _, isolate
from annotator.ui.actions import ACTIONS, MENUS
from annotator.ui.asking import Sheet
from annotator.ui.context import Context


def groups(context: Context) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    """Return the sheet's content: titled groups of sentences with their keys."""
    from annotator.ui.reader.keys import KEYS, combination

    made: list[tuple[str, list[tuple[str, list[str]]]]] = []
    codes = [(code.label, [code.key]) for code, _depth in context.codebook.walk() if code.key]
    if codes:
        also = (_("The same place with one more code"), [_("Shift and the code's key")])
        made.append((_("Codes, in the article"), [*codes, also]))
    for menu, title in MENUS.items():
        rows = [
            (_(action.text), [*action.letter, *(native(keys) for keys in action.keys)])
            for action in ACTIONS
            if action.menu == menu and (action.keys or action.letter)
        ]
        if rows:
            made.append((_(title).replace("&", ""), rows))
    reader: list[tuple[str, list[str]]] = [
        (_(row.sentence), [QKeySequence(combination(row)).toString(_NATIVE)]) for row in KEYS
    ]
    made.append((_("The caret and the selection"), reader))
    return made


_NATIVE: Any = QKeySequence.SequenceFormat.NativeText


def native(keys: str) -> str:
    """Return a key combination as this system writes it."""
    return QKeySequence(keys).toString(_NATIVE)


class ShortcutsSheet(Sheet):
    """Every key, in two columns."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(_("Keyboard shortcuts"), parent, refuse=_("Close"))
        self.setMinimumSize(860, 620)
        page = QFrame()
        page.setObjectName("ground")
        grid = QGridLayout(page)
        grid.setHorizontalSpacing(36)
        columns = [QVBoxLayout(), QVBoxLayout()]
        heights = [0, 0]
        for title, rows in groups(context):
            place = heights.index(min(heights))
            heights[place] += len(rows) + 2
            columns[place].addWidget(_group(title, rows, page))
        for place, column in enumerate(columns):
            column.setSpacing(12)
            column.addStretch(1)
            grid.addLayout(column, 0, place)
            grid.setColumnStretch(place, 1)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setAccessibleName(_("Keyboard shortcuts"))
        area.setWidget(page)
        self.body.addWidget(area, 1)


def _group(title: str, rows: list[tuple[str, list[str]]], parent: QWidget) -> QWidget:
    group = QFrame(parent)
    group.setObjectName("card")
    grid = QGridLayout(group)
    grid.setContentsMargins(14, 10, 14, 12)
    grid.setVerticalSpacing(5)
    heading = QLabel(title, group)
    heading.setProperty("role", "heading")
    grid.addWidget(heading, 0, 0, 1, 2)
    for number, (sentence, keys) in enumerate(rows, 1):
        text = QLabel(sentence, group)
        text.setWordWrap(True)
        cap = QLabel("  ".join(isolate(key) for key in keys), group)
        cap.setProperty("role", "keycap")
        grid.addWidget(text, number, 0)
        grid.addWidget(cap, number, 1, Qt.AlignmentFlag.AlignTrailing)
    grid.setColumnStretch(0, 1)
    return group
