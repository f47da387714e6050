"""The 19 worked attributions, entered by driving the window, every key press and click counted.

How it is counted: a key press is one action, a click is one, a drag of the mouse (press, way,
release) is one. Selecting the words of the claim is free; selecting other words, to correct a cue
or a source that was not proposed, is not. Nothing is tagged beforehand. Who the source is, what
else is said of it and of the claims within it goes into the fields of the details panel and the
registry, with the keyboard alone in two articles and with the mouse in one; that is counted apart.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from annotator.model.attribution import UNSET, Attribution
from annotator.model.span import Range
from annotator.operations import exporting, importing_set, ledger, reading, sources
from annotator.operations.checking import check_project
from annotator.operations.project import Project, create_project
from annotator.settings import Settings
from annotator.store.articles import all_articles
from annotator.ui import app_look
from annotator.ui.app import make_window
from annotator.ui.attributing_gestures import AttributingGestures
from annotator.ui.dialogs.entity_editor import EntityEditor
from annotator.ui.main_window import MainWindow
from annotator.ui.panels.details_qualities import FIRST, MORE
from annotator.ui.widgets import attribution_wording as words
from annotator.ui.widgets import registry_wording
from tests.operations.attributions import gold, project_of_articles, ranges
from tests.operations.test_gold_attributions import as_in_the_file, as_written, everything
from tests.shared import shared_data
from tests.ui.describing import Describer
from tests.ui.test_gold import point_at, select_by_drag, work
from tests.ui.window.answering import Answers
from tests.ui.window.kit import plain_look, with_menu

_LEFT, _NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_ALT = Qt.KeyboardModifier.AltModifier
MOST = 3.0
"""Actions per attribution that the design allows on average."""
MOUSE = "000"
"""The article whose fields are filled in with the mouse; in the others with the keyboard alone."""
TOGETHER = ("certainty", "polarity")
"""Attributes that most claims of an article share: said once, of all that are chosen."""
ALIASES = {"BBC": ("هيئة الإذاعة البريطانية", "بي بي سي")}
TYPED = {"BBC": "للهيئة"}
"""What is typed for a known source instead of its name: with a preposition and the article."""


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

    def go_to(self, by: Describer, place: tuple[Range, ...]) -> None:
        """Select a claim in the article: by going from mark to mark, or with a click."""
        current, claim = self.context.article, self.context.codebook.by_kind("claim")
        assert current is not None
        assert claim is not None
        wanted = next(m for m in current if m.span.ranges == place and m.code == claim.id)
        key, held = Qt.Key.Key_N, _NONE
        if by.mouse and self.context.selected != wanted.id:
            self.view.reveal(*place[0])
            by.click(self.view.viewport(), point_at(self.view, place[0][0] + 1))
            key = Qt.Key.Key_O
        elif (mark := self.context.selected_annotation) is not None:
            held = _SHIFT if mark.span.start > wanted.span.start else _NONE
        for _time in current:
            if self.context.selected != wanted.id:
                by.press(key, held)
        assert self.context.selected == wanted.id

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
            for number, place in enumerate(ranges(entry[role])):
                self.drag_over(place)
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
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[[str], Hand]]:
    """Show a window on the three articles in a language, and return somebody before it."""
    project, known = project_of_articles(tmp_path / "gold.isnad", "سلمى")
    project.close()
    started: list[MainWindow] = []

    def begin(language: str) -> Hand:
        settings = Settings(tmp_path / "settings.json")
        settings["language"] = language
        settings["coder"] = "سلمى"
        app_look.apply(settings)
        shown = make_window(settings)
        started.append(shown)
        qtbot.addWidget(shown)
        shown.resize(1440, 1100)
        shown.projects.open_path(tmp_path / "gold.isnad")
        with qtbot.waitExposed(shown):
            shown.show()
        shown.build_rest()
        return Hand(shown, known)

    yield begin
    for shown in started:
        shown.context.set_project(None)
    plain_look()


Examples = dict[str, list[dict[str, Any]]]
"""Worked examples by the number of their article, in the order of the file."""


def examples_of(*documents: str) -> Examples:
    """Return the examples of articles."""
    data = json.loads((shared_data() / "gold_attributions.json").read_text(encoding="utf-8"))
    found: Examples = {}
    for example in data["examples"]:
        if example["doc"] in documents:
            found.setdefault(example["doc"], []).append(example)
    return found


def attributions_in(examples: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [entry for example in examples for entry in example["attributions"]]


def describe(hand: Hand, by: Describer, entry: dict[str, Any], note: str) -> None:
    """Say in the details panel who the source is, the attributes but two, the flags, and a note."""
    hand.go_to(by, ranges(entry["content"]))
    by.come()
    name = entry["source_entity"]
    known = {each.entity.name for each in sources.registry(hand.context.opened)}
    by.set_names(by.page.sources, [name] if name else [], TYPED if name in known else {})
    for attribute in FIRST:
        by.choose(attribute, entry.get(attribute) or UNSET)
    by.set_names(by.page.qualities.flags, [words.flag(flag) for flag in entry["flags"]])
    by.unfold()
    for attribute in MORE:
        if attribute not in TOGETHER:
            by.choose(attribute, entry.get(attribute) or UNSET)
    by.fill(by.page.memo, note)
    by.go_back()
    if name and name not in known:
        describe_source(by, entry)


def describe_source(by: Describer, entry: dict[str, Any]) -> None:
    """Say in the registry of what kind a new source is, its role, and its further names."""
    name, before = entry["source_entity"], by.mouse
    panel: Any = by.shown_list(Qt.Key.Key_7, "sources")
    by.reach(panel.filter_field, back=True)
    by.write(name)
    by.press(Qt.Key.Key_Down)

    def fill(dialog: QDialog) -> None:
        assert isinstance(dialog, EntityEditor)
        try:
            assert dialog.name.text() == name
            by.into(dialog.kind, registry_wording.ENTITY_KINDS[entry["source_kind"]])
            by.into(dialog.role, registry_wording.ENTITY_ROLES[entry["source_role"]])
            by.reach(dialog.aliases)
            by.write("\n".join(ALIASES.get(name, ())))
            by.reach(dialog.accept_button)
            by.press(Qt.Key.Key_Return)
        finally:
            dialog.reject()

    answers = Answers()
    answers.expect(fill)
    by.press(Qt.Key.Key_Return)
    answers.stop()
    assert not answers.left
    by.window.activateWindow()  # as the desktop does; offscreen there is none
    by.reach(panel.filter_field, back=True)
    by.press(Qt.Key.Key_Escape)
    by.go_back()
    by.mouse = before


def describe_together(hand: Hand, by: Describer, entries: list[dict[str, Any]]) -> None:
    """Choose all claims of the open article in the list, say once what holds of most, and mend."""
    by.shown_list(Qt.Key.Key_5, "segments")
    by.press(Qt.Key.Key_A, _CTRL)
    assert len(hand.context.attributions.chosen) == len(entries)
    by.come()
    for attribute in TOGETHER:
        ((most, _count),) = Counter(each[attribute] for each in entries).most_common(1)
        by.choose(attribute, most)
    by.go_back()
    for attribute in TOGETHER:
        assert len({each.value(attribute) for each in hand.context.attributions}) == 1
    for entry in entries:
        said = hand.said(ranges(entry["content"]))
        assert said is not None
        if any(said.value(attribute) != entry[attribute] for attribute in TOGETHER):
            hand.go_to(by, ranges(entry["content"]))
            by.come()
            for attribute in TOGETHER:
                by.choose(attribute, entry[attribute])
            by.go_back()


def describe_claim(hand: Hand, by: Describer, claim: dict[str, Any]) -> None:
    """Mark a claim if it is not marked yet, and say what kind it is, its wording and its place."""
    place = ranges(claim["span"])
    if hand.said(place) is None:
        hand.select_content(place)
        by.press(Qt.Key.Key_C)
        by.press(Qt.Key.Key_Escape)
    hand.go_to(by, place)
    by.come()
    by.choose("type", claim["claim_type"])
    by.choose("check_worthiness", claim["check_worthy"])
    by.fill(by.claim.wording, claim["normalized"])
    if claim["attribution"] and hand.said(place) is None:
        by.take_second(by.claim.within)
    by.go_back()


def enter_all(hand: Hand, by: Describer, worked: Examples) -> dict[str, int]:
    """Enter worked attributions; return the actions that each took, its fields aside."""
    taken: dict[str, int] = {}
    entries = {entry["id"]: entry for entry in gold()}
    for document, examples in worked.items():
        hand.open(document)
        by.mouse = document == MOUSE
        for example in examples:
            waiting = list(example["attributions"])
            note = example["note"]
            while waiting:
                before, made = hand.actions, [waiting.pop(0)]
                if "relay" in made[0]["flags"]:
                    made.append(waiting.pop(0))
                    hand.relay(*made)
                else:
                    hand.attribute(made[0])
                for each in made:
                    hand.put_in_chain(each, entries.get(each["parent"] or ""))
                    taken[each["id"]] = 0
                taken[made[0]["id"]] = hand.actions - before
                for each in made:
                    describe(hand, by, each, note)
                    note = ""
        describe_together(hand, by, attributions_in(examples))
        for claim in (each for ex in examples for each in ex["claims"]):
            describe_claim(hand, by, claim)
    return taken


def as_found(project: Project, known: dict[str, int], worked: Examples) -> dict[str, Any]:
    """Return what the project says in the shape of the file: attributions, memos, sources, claims.

    *known* has the articles' keys by their numbers in the file.
    """
    listed = everything(project)
    spans = {
        mark.id: (article, mark.span.ranges)
        for article in known.values()
        for mark in reading.annotations_of(project, article)
    }
    ids = {
        (known[document], ranges(entry["content"])): entry["id"]
        for document, examples in worked.items()
        for entry in attributions_in(examples)
    }
    keys = {each.id: ids[spans[each.content]] for each in listed}
    registry = [each.entity for each in sources.registry(project)]
    names = {each.id: each.name for each in registry}
    said = {key: claim for key in spans if (claim := ledger.claim_of(project, key))}
    return {
        "attributions": {keys[each.id]: as_written(project, each, names, keys) for each in listed},
        "memos": {keys[each.id]: each.memo for each in listed if each.memo},
        "sources": {each.name: (each.kind, each.role) for each in registry},
        "claims": {
            spans[key]: (
                claim.type,
                claim.check_worthiness,
                claim.wording,
                keys.get(claim.within or 0),
            )
            for key, claim in said.items()
        },
    }


def as_told(known: dict[str, int], worked: Examples) -> dict[str, Any]:
    """Return what the file says in the same shape; an example's note is its first one's memo."""
    told = [(doc, example) for doc, examples in worked.items() for example in examples]
    entries = attributions_in([example for _doc, example in told])
    contents = {ranges(entry["content"]) for entry in entries}
    return {
        "attributions": {entry["id"]: as_in_the_file(entry) for entry in entries},
        "memos": {example["attributions"][0]["id"]: example["note"] for _doc, example in told},
        "sources": {
            entry["source_entity"]: (entry["source_kind"], entry["source_role"])
            for entry in entries
            if entry["source_entity"]
        },
        "claims": {
            (known[doc], ranges(claim["span"])): (
                claim["claim_type"],
                claim["check_worthy"],
                claim["normalized"],
                claim["attribution"] if ranges(claim["span"]) not in contents else None,
            )
            for doc, example in told
            for claim in example["claims"]
        },
    }


@with_menu
@pytest.mark.parametrize(
    ("language", "documents", "count"), [("en", ("000", "001", "002"), 19), ("ar", ("001",), 11)]
)
def test_the_worked_attributions_are_entered_in_the_window_and_come_back_from_an_export(
    start: Callable[[str], Hand],
    tmp_path: Path,
    record_property: Any,
    language: str,
    documents: tuple[str, ...],
    count: int,
) -> None:
    worked = examples_of(*documents)
    hand = start(language)
    by = Describer(hand.window)
    taken = enter_all(hand, by, worked)
    assert len(taken) == count
    mean = sum(taken.values()) / len(taken)
    record_property("actions", taken)
    record_property("fields", {"keys and clicks": by.taken, "letters": by.typed})
    print("actions", taken, f"{mean:.2f}; fields: {by.taken} keys and clicks, {by.typed} letters")
    assert mean <= MOST, taken

    project = hand.context.opened
    assert as_found(project, hand.known, worked) == as_told(hand.known, worked)
    assert check_project(project) == []

    exporting.export(project, "jsonl", tmp_path / "set.jsonl")
    copy = create_project(tmp_path / "copy.isnad", codebook=None)
    report, _changes = importing_set.import_set(copy, tmp_path / "set.jsonl")
    assert report.clean, report.findings
    known = {row.provenance.file_name[:3]: row.id for row in all_articles(copy.database)}
    assert as_found(copy, known, worked) == as_told(known, worked)
    assert work(copy) == work(project)
    copy.close()


def test_a_relay_is_one_step_from_its_very_words_or_from_those_before(
    start: Callable[[str], Hand],
) -> None:
    window = start("en")
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
