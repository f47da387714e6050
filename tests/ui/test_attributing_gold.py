"""The 19 worked attributions, entered by driving the window, every key press and click counted.

How it is counted: a key press is one action, a click is one, a drag of the mouse (press, way,
release) is one. Selecting the words of the claim is free; selecting other words, to correct a cue
or a source that was not proposed, is not. Nothing is tagged beforehand. Who the source is and the
attributes of the scheme are chosen in the details panel; here they are set by the same operations
that the panel calls, and not counted.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from annotator.model.attribution import ATTRIBUTES, Attribution
from annotator.model.span import Range
from annotator.operations import articles, attributing, exporting, importing_set, reading, sources
from annotator.operations.checking import check_project
from annotator.operations.project import create_project
from annotator.settings import Settings
from annotator.ui.app import make_window
from annotator.ui.attributing_gestures import AttributingGestures
from annotator.ui.main_window import MainWindow
from tests.operations.attributions import gold, project_of_articles, ranges
from tests.operations.test_gold_attributions import as_in_the_file, as_written, everything
from tests.shared import shared_data
from tests.ui.test_gold import point_at, select_by_drag, work

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
MOST = 3.0
"""Actions per attribution that the design allows on average."""


class Hand:
    """Somebody at the window who counts what they press and click."""

    def __init__(self, window: MainWindow, known: dict[str, int]) -> None:
        assert window.pane is not None
        self.window = window
        self.view = window.pane.view
        self.context = window.context
        self.known = known
        self.actions = 0

    @property
    def gestures(self) -> AttributingGestures:
        found = self.window.attributing
        assert found is not None
        return found

    def open(self, document: str) -> None:
        """Open an article, which is no part of attributing."""
        if self.context.article is None or self.context.article.id != self.known[document]:
            self.context.open_article(self.known[document])
            self.context.finish_loading()
            QApplication.processEvents()
        self.view.setFocus()

    def select_content(self, places: tuple[Range, ...]) -> None:
        """Select the words of a claim: free."""
        assert len(places) == 1
        self.view.select(*places[0])
        self.view.reveal(*places[0])

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = _NONE) -> None:
        """Press a key."""
        self.actions += 1
        QTest.keyClick(self.view, key, held)

    def drag_over(self, place: Range) -> None:
        """Select words with the mouse."""
        self.actions += 1
        select_by_drag(self.view, *place)

    def drag_to(self, origin: Range, target: Range) -> None:
        """Draw a line with Ctrl from one mark to another; both must fit on the screen."""
        self.actions += 1
        low, high = sorted((origin[0], target[0]))
        self.view.reveal(low, high + 1)
        port = self.view.viewport()
        first, last = (point_at(self.view, place[0] + 2) for place in (origin, target))
        QTest.mousePress(port, _LEFT, _CTRL, first)
        for point in ((first + last) / 2, last):
            moved = QMouseEvent(
                QEvent.Type.MouseMove,
                point.toPointF(),
                port.mapToGlobal(QPoint(point)).toPointF(),
                Qt.MouseButton.NoButton,
                _LEFT,
                _CTRL,
            )
            QApplication.sendEvent(port, moved)
        QTest.mouseRelease(port, _LEFT, _CTRL, last)

    # the ways to attribute

    def said(self, content: tuple[Range, ...]) -> Attribution | None:
        """Return the attribution of a claim."""
        current = self.context.article
        assert current is not None
        for each in self.context.attributions:
            mark = current.get(each.content)
            if mark is not None and mark.span.ranges == content:
                return each
        return None

    def attribute(self, entry: dict[str, Any]) -> None:
        """Attribute a claim by the shortest way there is."""
        content = ranges(entry["content"])
        self.select_content(content)
        if not entry["source"] and entry["source_entity"]:
            self.press(Qt.Key.Key_K)
        else:
            self.press(Qt.Key.Key_C)
            self.choose(entry)
            self.press(Qt.Key.Key_Return)
        assert self.said(content) is not None, entry["id"]

    def choose(self, entry: dict[str, Any]) -> None:
        """Go to the candidate that is right, or mark by hand what no candidate has."""
        cue = ranges(entry["cue"])
        wanted = (cue, (ranges(entry["source"]),) if entry["source"] else ())
        found = [(each.cue, each.sources) for each in self.gestures.proposals.found]
        if wanted in found:
            place = found.index(wanted)
            on = place <= len(found) - place
            key = Qt.Key.Key_Left if on else Qt.Key.Key_Right
            for _step in range(min(place, len(found) - place)):
                self.press(key)
            return
        for role, key in (("cue", Qt.Key.Key_Q), ("source", Qt.Key.Key_S)):
            for number, words in enumerate(ranges(entry[role])):
                self.drag_over(words)
                self.press(Qt.Key.Key_A if number else key)

    def relay(self, outer: dict[str, Any], inner: dict[str, Any]) -> None:
        """Attribute a relay and what it relays in one key."""
        self.select_content(ranges(outer["content"]))
        self.press(Qt.Key.Key_R, _SHIFT)
        for entry in (outer, inner):
            assert self.said(ranges(entry["content"])), self.window.status.message.text()

    def put_in_chain(self, entry: dict[str, Any], parent: dict[str, Any] | None) -> None:
        """Draw a line to the claim that a claim continues, where that was not inferred."""
        made = self.said(ranges(entry["content"]))
        around = self.said(ranges(parent["content"])) if parent else None
        assert made is not None
        if around is not None and made.parent != around.id:
            assert parent is not None
            self.drag_to(ranges(entry["content"])[0], ranges(parent["content"])[0])


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path) -> Iterator[Hand]:
    """A window on the three articles, and somebody before it."""
    project, known = project_of_articles(tmp_path / "gold.isnad", "سلمى")
    project.close()
    settings = Settings(tmp_path / "settings.json")
    settings["coder"] = "سلمى"
    shown = make_window(settings)
    qtbot.addWidget(shown)
    shown.resize(1440, 1100)
    shown.projects.open_path(tmp_path / "gold.isnad")
    with qtbot.waitExposed(shown):
        shown.show()
    shown.build_rest()
    yield Hand(shown, known)
    shown.context.set_project(None)


def describe(hand: Hand, entry: dict[str, Any], made: Attribution) -> None:
    """Set what the details panel is for: who the source is, the attributes, the flags."""
    context = hand.context
    name = entry["source_entity"]
    known = {each.entity.name: each.entity.id for each in sources.registry(context.opened)}
    if name and name not in known:
        known[name], changes = sources.add_entity(context.opened, name)
        context.announce(changes)
    context.run(attributing.set_entities, [made.id], [known[name]] if name else [])
    values = {attribute: entry.get(attribute) or "unset" for attribute in ATTRIBUTES}
    context.run(attributing.edit, [made.id], **values)
    present = {flag.id: flag.name for flag in attributing.flags(context.opened)}
    has = {present[key] for key in made.flags}
    for flag in has ^ set(entry["flags"]):
        context.run(attributing.set_flag, [made.id], flag, flag in entry["flags"])


def documents() -> dict[str, str]:
    """Return the article of each worked attribution."""
    data = json.loads((shared_data() / "gold_attributions.json").read_text(encoding="utf-8"))
    return {each["id"]: ex["doc"] for ex in data["examples"] for each in ex["attributions"]}


def enter_all(hand: Hand) -> dict[str, int]:
    """Enter the worked attributions; return the actions that each took."""
    taken: dict[str, int] = {}
    entries = {entry["id"]: entry for entry in gold()}
    document = documents()
    waiting = list(entries.values())
    while waiting:
        entry = waiting.pop(0)
        hand.open(document[entry["id"]])
        before = hand.actions
        made = [entry]
        if "relay" in entry["flags"]:
            made.append(waiting.pop(0))
            hand.relay(*made)
        else:
            hand.attribute(entry)
        for each in made:
            hand.put_in_chain(each, entries.get(each["parent"] or ""))
            found = hand.said(ranges(each["content"]))
            assert found is not None
            describe(hand, each, found)
            taken[each["id"]] = 0
        taken[entry["id"]] = hand.actions - before
    return taken


def test_the_worked_attributions_take_three_actions_each_at_most(
    window: Hand, tmp_path: Path, record_property: Any
) -> None:
    taken = enter_all(window)
    assert len(taken) == 19
    mean = sum(taken.values()) / len(taken)
    record_property("actions", taken)
    print("actions", taken, f"{mean:.2f}")
    assert mean <= MOST, taken

    project = window.context.opened
    entries = {entry["id"]: entry for entry in gold()}
    by_place = {
        (window.known[documents()[name]], ranges(entry["content"])): name
        for name, entry in entries.items()
    }
    names = {each.entity.id: each.entity.name for each in sources.registry(project)}
    listed = everything(project)
    ids = {}
    for each in listed:
        content = attributing.own_attributions(project, [each.id])[0].content
        mark = next(m for m in marks_of(window, each.article) if m.id == content)
        ids[each.id] = by_place[each.article, mark.span.ranges]
    found = {ids[each.id]: as_written(project, each, names, ids) for each in listed}
    assert found == {name: as_in_the_file(entry) for name, entry in entries.items()}
    assert check_project(project) == []

    exporting.export(project, "jsonl", tmp_path / "set.jsonl")
    copy = create_project(tmp_path / "copy.isnad", codebook=None)
    report, _changes = importing_set.import_set(copy, tmp_path / "set.jsonl")
    assert report.clean, report.findings
    assert work(copy) == work(project)
    copy.close()


def marks_of(hand: Hand, article: int) -> list[Any]:
    assert articles.article_row(hand.context.opened, article) is not None
    return list(reading.annotations_of(hand.context.opened, article))


def test_a_relay_is_one_step_from_its_very_words_or_from_those_before(window: Hand) -> None:
    entries = {entry["id"]: entry for entry in gold()}
    outer, inner = entries["A04"], entries["A05"]
    window.open("001")
    window.relay(outer, inner)
    around, within = (window.said(ranges(each["content"])) for each in (outer, inner))
    assert around is not None
    assert within is not None
    assert (within.parent, within.basis) == (around.id, "relay")
    window.press(Qt.Key.Key_Z, _CTRL)
    assert len(window.context.attributions) == 0
    assert not list(window.context.article or ())
    start, end = ranges(outer["cue"])[0][0], ranges(outer["content"])[0][1]
    window.select_content(((start, end),))
    window.press(Qt.Key.Key_R, _SHIFT)
    assert window.said(ranges(outer["content"])) is not None
    assert window.said(ranges(inner["content"])) is not None
