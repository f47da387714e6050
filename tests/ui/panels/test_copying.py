"""Copying another coder's attributions from the details and from the list of chains."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from annotator.operations import attributing, history
from annotator.ui.context import EVERYBODY
from annotator.ui.panels.chains import ChainsPanel
from annotator.ui.panels.details import DetailsPanel
from annotator.ui.panels.details_attribution import AttributionPage
from tests.ui.panels.attribution_page import Spoken, make_panel
from tests.ui.panels.speakers import AGENCY, OFFICIAL, rest, speak
from tests.ui.workshop import WatchedContext, tag

Stage = tuple[WatchedContext, Spoken, list[str]]


@pytest.fixture
def stage(context: WatchedContext) -> Stage:
    """What سلمى said of three claims, seen by نادر, and what is told to him."""
    spoken = speak(context)
    context.use_coder("نادر")
    context.show_coders(EVERYBODY)
    context.finish_loading()
    context.attributions.load()
    told: list[str] = []
    context.said.connect(told.append)
    return context, spoken, told


def own(context: WatchedContext) -> list[str]:
    """Return the claims that the present coder has attributed."""
    me = context.opened.coder.id
    assert context.article is not None
    marks = [context.article.get(e.content) for e in context.attributions if e.coder == me]
    return [mark.span.quote for mark in marks if mark is not None]


def page_of(panel: DetailsPanel, context: WatchedContext, key: int, role: str) -> AttributionPage:
    """Select what fills a role of an attribution and return its page."""
    found = context.attributions.known[key]
    context.select(found.content if role == "claim" else found.sources[0])
    page = panel.parts.attribution
    assert page is not None
    return page


def click_copy(page: AttributionPage) -> None:
    assert page.copy.isVisible()
    QTest.mouseClick(page.copy, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("role", ["claim", "source"])
def test_the_attribution_shown_is_copied_whichever_of_its_passages_is_selected(
    qtbot: QtBot, stage: Stage, role: str
) -> None:
    context, spoken, told = stage
    panel = make_panel(qtbot, context)
    page = page_of(panel, context, spoken[0], role)
    assert page.copy.text() == "Copy the attribution to my own"
    selected = context.selected_annotation
    click_copy(page)
    assert own(context) == [AGENCY[2]]
    assert told == ["Copied to your own."]
    copy = context.selected_annotation
    assert copy is not None
    assert selected is not None
    assert (copy.coder, copy.span.ranges) == (context.opened.coder.id, selected.span.ranges)
    assert not page.copy.isVisible()
    assert page.delete.isVisible()
    context.run(history.undo)
    assert own(context) == []


def test_what_is_left_out_is_said(qtbot: QtBot, stage: Stage) -> None:
    context, spoken, told = stage
    panel = make_panel(qtbot, context)
    click_copy(page_of(panel, context, spoken[1], "claim"))
    assert told[-1] == (
        "Copied to your own. "
        "1 copy stands outside its chain: what it lies in is not among your own."
    )
    mine = tag(context, AGENCY[2])
    cue = tag(context, "قالت", "cue")
    context.run(attributing.link, [mine, cue])
    click_copy(page_of(panel, context, spoken[0], "claim"))
    assert told[-1] == "Nothing is left to copy. 1 claim stays attributed as you did."
    assert sorted(own(context)) == sorted([AGENCY[2], OFFICIAL[2]])


def test_the_list_of_chains_copies_what_is_chosen_with_its_chain(
    qtbot: QtBot, stage: Stage
) -> None:
    context, spoken, told = stage
    panel = ChainsPanel(context)
    qtbot.addWidget(panel)
    with qtbot.waitExposed(panel):
        panel.show()
    entries = {each.text(): each for each in panel.make_menu(list(spoken), QPoint()).actions()}
    entries["Copy to my own"].trigger()
    rest()
    assert len(own(context)) == 3
    mine = [each for each in context.attributions if each.coder == context.opened.coder.id]
    places = {each.id: each.parent for each in mine}
    assert sorted(parent is None for parent in places.values()) == [False, True, True]
    assert told == ["Copied to your own."]
    copied = [each.id for each in mine]
    texts = [each.text() for each in panel.make_menu(copied, QPoint()).actions()]
    assert "Copy to my own" not in texts


def test_ones_own_is_not_offered_for_copying(qtbot: QtBot, context: WatchedContext) -> None:
    spoken = speak(context)
    panel = make_panel(qtbot, context)
    page = page_of(panel, context, spoken[0], "claim")
    assert not page.copy.isVisible()
