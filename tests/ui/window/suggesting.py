"""What tests of suggestions do at the window, and the suggestions they do it with."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from annotator.model.suggestion import Suggestion
from annotator.ui.article_suggestions import ArticleSuggestions
from annotator.ui.panels.suggestions import SuggestionsPanel
from tests.ui.window.attributing import (
    ADDED,
    AGENCY,
    CLAIM,
    CONFIRMED,
    SAFE,
    SAID,
    SPEAKER,
    UNDER_CONTROL,
)
from tests.ui.window.kit import Kit

UNION, CLAIMED, IGNORED = "اتحاد العمال", "زعم", "أن الإدارة تجاهلت تحذيرات متكررة"

_ROWS = (
    (SAID, (AGENCY,), CLAIM, "قال", 0.9),
    (CONFIRMED, (SPEAKER,), SAFE, "أكد", 0.4),
    (ADDED, (), UNDER_CONTROL, "أضاف", 0.8),
    (CLAIMED, (UNION,), IGNORED, "زعم", 0.6),
)


def find(text: str, **_known: Any) -> list[Suggestion]:
    """Return what is suggested in the kit's articles, whatever the rules of the language are."""

    def at(words: str) -> tuple[tuple[int, int], ...]:
        start = text.index(words)
        return ((start, start + len(words)),)

    return [
        Suggestion(
            cue=at(cue),
            content=at(content),
            sources=tuple(at(each) for each in sources),
            cue_name=name,
            cue_kind="verb",
            cue_stance="neutral",
            flags=() if sources else ("prodrop_source",),
            continues=not sources,
            score=score,
        )
        for cue, sources, content, name, score in _ROWS
        if content in text
    ]


def suggestions(kit: Kit) -> ArticleSuggestions:
    return kit.context.suggestions


def panel(kit: Kit) -> SuggestionsPanel:
    """Bring the list to the front and wait until it is filled."""
    assert kit.window.workspace is not None
    # The kit settles by building what is built later, the list remembered among it.
    kit.settings["window"] = {**kit.settings["window"], "list": "suggestions"}
    kit.run("show_suggestions")
    found = kit.window.workspace.panel("suggestions")
    assert isinstance(found, SuggestionsPanel)
    wait(kit)
    return found


def wait(kit: Kit) -> None:
    kit.qtbot.waitUntil(lambda: not suggestions(kit).busy and not suggestions(kit).run.running)
    kit.settle()


def ghosts(kit: Kit) -> list[str]:
    """Return the words that are outlined, in the order of the ghosts."""
    return [
        " … ".join(kit.text[start:end] for start, end in ghost.ranges)
        for ghost in kit.view.ghosts.shown
    ]


def held(kit: Kit) -> str:
    """Return the words of the ghost that has the grips."""
    number = kit.view.ghosts.held
    return "" if number is None else ghosts(kit)[number]


def shown(listed: SuggestionsPanel, column: int) -> list[str]:
    """Return a column of the list as it is read."""
    model = listed.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def press_in_list(
    kit: Kit, listed: SuggestionsPanel, key: Qt.Key, *, shift: bool = False, ctrl: bool = False
) -> None:
    modifiers = Qt.KeyboardModifier.NoModifier
    if shift:
        modifiers |= Qt.KeyboardModifier.ShiftModifier
    if ctrl:
        modifiers |= Qt.KeyboardModifier.ControlModifier
    listed.view.setFocus()
    QTest.keyClick(listed.view, key, modifiers)
    kit.settle()


def click_row(kit: Kit, listed: SuggestionsPanel, row: int) -> None:
    place = listed.view.visualRect(listed.model.index(row, 3)).center()
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    QTest.mouseClick(listed.view.viewport(), left, none, place)
    wait(kit)
