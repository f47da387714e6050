"""What is said of attributions and claims in the details panel: values, flags, several at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from annotator.model.attribution import ATTRIBUTES
from annotator.operations import attributing, history, ledger
from annotator.ui.context import Context
from annotator.ui.panels.details import DetailsPanel
from annotator.ui.panels.segments import SegmentsPanel
from annotator.ui.widgets.chips import Chips
from annotator.ui.widgets.pick_button import PickButton
from tests.ui.panels.attribution_page import (
    Spoken,
    chips,
    claim_part,
    make_panel,
    page_of,
    picks,
)
from tests.ui.panels.speakers import AGENCY, name, of, speak
from tests.ui.workshop import (
    click,
    interface,
    place,
    press,
    tag,
    type_in,
)


@pytest.fixture
def panel(qtbot: QtBot, context: Context) -> DetailsPanel:
    return make_panel(qtbot, context)


@pytest.fixture
def spoken(panel: DetailsPanel, context: Context) -> Spoken:
    return speak(context)


def test_values_are_chosen_by_click_and_by_arrows(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    page = page_of(panel, context, spoken[0])
    mode = chips(page, "mode")
    qtbot.mouseClick(mode, Qt.MouseButton.LeftButton, pos=mode.place_of("indirect"))
    assert of(context, spoken[0]).mode == "indirect"
    mode.setFocus()
    press(mode, Qt.Key.Key_Right, 2)
    assert of(context, spoken[0]).mode == "indirect"
    press(mode, Qt.Key.Key_Return)
    assert of(context, spoken[0]).mode == "reported"
    assert "reported" in mode.accessibleName()
    press(mode, Qt.Key.Key_Home)
    page.memo.setFocus()
    assert of(context, spoken[0]).mode == "unset"
    for _time in range(3):
        context.run(history.undo)
    assert mode.value == "unset"


def test_arrows_follow_the_direction_of_the_interface(qtbot: QtBot, tmp_path: Path) -> None:
    with interface("ar"):
        made = Chips("x", [("unset", "—"), ("a", "أ"), ("b", "ب")])
        qtbot.addWidget(made)
        made.resize(200, 40)
        assert made.place_of("a").x() > made.place_of("b").x()
        made.set_value("unset")
        press(made, Qt.Key.Key_Left)
        press(made, Qt.Key.Key_Return)
        assert made.value == "a"


def test_a_walked_to_value_counts_once_the_keys_rest(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    page = page_of(panel, context, spoken[0])
    stance = chips(page, "cue_stance")
    press(stance, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: of(context, spoken[0]).cue_stance == "neutral", timeout=3000)


def test_a_walked_to_value_counts_for_what_was_shown(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    page = page_of(panel, context, spoken[0])
    press(chips(page, "certainty"), Qt.Key.Key_Right)
    page_of(panel, context, spoken[2])
    assert of(context, spoken[0]).certainty == "certain"
    assert of(context, spoken[2]).certainty == "unset"


@pytest.mark.parametrize("attribute", ["identification", "medium", "act"])
def test_long_lists_open_as_a_menu(
    panel: DetailsPanel,
    context: Context,
    spoken: Spoken,
    attribute: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[int] = []
    monkeypatch.setattr(QMenu, "popup", lambda menu, _at: opened.append(len(menu.actions())))
    page = page_of(panel, context, spoken[0])
    page.qualities.more.unfold()
    button = picks(page, attribute)
    press(button, Qt.Key.Key_Down)
    press(button, Qt.Key.Key_Space)
    values = ["unset", *ATTRIBUTES[attribute]]
    assert opened == [len(values)] * 2
    button.list.actions()[1].trigger()
    assert of(context, spoken[0]).value(attribute) == values[1]
    button.fill()
    assert button.list.activeAction() is button.list.actions()[1]
    button.list.actions()[0].trigger()
    assert of(context, spoken[0]).value(attribute) == "unset"


def test_every_attribute_has_its_control(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    page = page_of(panel, context, spoken[0])
    assert set(page.qualities.controls) == set(ATTRIBUTES)


def test_what_the_cue_suggests_is_marked_until_touched(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    start, end = place("حسب")
    draft = attributing.AttributionDraft(
        (place("Harbour Watch"),),
        ((start, end),),
        values={"cue_stance": "distancing"},
        suggested=True,
    )
    changes = context.run(attributing.attribute, 1, draft)
    assert changes is not None
    (key,) = changes.of("attribution")
    page = page_of(panel, context, key)
    stance = chips(page, "cue_stance")
    assert page.qualities.suggested.isVisible()
    assert "suggested" in stance.accessibleName()
    qtbot.mouseClick(stance, Qt.MouseButton.LeftButton, pos=stance.place_of("distancing"))
    assert not of(context, key).suggested
    assert not page.qualities.suggested.isVisible()
    context.run(history.undo)
    assert page.qualities.suggested.isVisible()


def test_flags_are_given_made_and_taken(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    page = page_of(panel, context, spoken[0])
    flags = page.qualities.flags
    type_in(flags.line, "passive")
    press(flags.line, Qt.Key.Key_Return)
    type_in(flags.line, "read twice")
    press(flags.line, Qt.Key.Key_Return)
    names = [context.attributions.flags[key].name for key in of(context, spoken[0]).flags]
    assert names == ["passive", "read_twice"]
    assert [chip.text()[1:].split("\u2069")[0] for chip in flags.chips] == ["passive", "read twice"]
    qtbot.mouseClick(flags.chips[0], Qt.MouseButton.LeftButton)
    assert len(of(context, spoken[0]).flags) == 1
    for _time in range(2):
        context.run(history.undo)
    assert "read_twice" not in [flag.name for flag in attributing.flags(context.opened)]


def test_several_are_changed_in_one_step(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    context.run(attributing.edit, [spoken[0]], mode="direct")
    agency = name(context, [spoken[0]], "أفق")
    context.attributions.choose(spoken[:2])
    page = panel.parts.attribution
    assert page is not None
    assert page.heading.text() == "2 attributions"
    assert not page.roles.isVisible()
    mode = chips(page, "mode")
    assert mode.value == ""
    assert "varies" in mode.accessibleName()
    qtbot.mouseClick(mode, Qt.MouseButton.LeftButton, pos=mode.place_of("mixed"))
    assert [of(context, key).mode for key in spoken] == ["mixed", "mixed", "unset"]
    # What only some have stands there dashed; a click gives it to all.
    assert page.sources.tokens[0].partly
    qtbot.mouseClick(page.sources.chips[0], Qt.MouseButton.LeftButton)
    assert [of(context, key).entities for key in spoken] == [(agency,), (agency,), ()]
    for _time in range(2):
        context.run(history.undo)
    assert [of(context, key).mode for key in spoken] == ["direct", "unset", "unset"]
    context.select(of(context, spoken[2]).content)
    assert context.attributions.chosen == ()
    assert page.roles.isVisible()


def test_what_is_said_of_a_claim(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    content = of(context, spoken[0]).content
    context.select(content)
    part = claim_part(panel)
    kind = part.controls["type"]
    assert isinstance(kind, PickButton)
    kind.fill()
    kind.list.actions()[1].trigger()
    worth = part.controls["check_worthiness"]
    assert isinstance(worth, Chips)
    qtbot.mouseClick(worth, Qt.MouseButton.LeftButton, pos=worth.place_of("CFS"))
    type_in(part.wording, "Three warehouses burned")
    part.wording.save()
    found = ledger.claim_of(context.opened, content)
    assert found is not None
    assert (found.type, found.check_worthiness) == ("event", "CFS")
    assert found.wording == "Three warehouses burned"
    for _time in range(3):
        context.run(history.undo)
    assert (kind.value, worth.value, part.wording.toPlainText()) == ("unset", "unset", "")
    context.select(of(context, spoken[0]).sources[0])
    assert not part.isVisible()


def test_a_claim_shows_its_ledger_claim_and_asks_for_one(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    content = of(context, spoken[0]).content
    context.select(content)
    part = claim_part(panel)
    asked: list[object] = []
    part.ledger_wanted.disconnect()
    part.ledger_wanted.connect(lambda keys, where: asked.append((keys, where)))
    part.ledger.click()
    assert asked[0][0] == [content]  # type: ignore[index]
    key, changes = ledger.add_to_ledger(context.opened, [content], wording="Warehouses burned")
    context.announce(changes)
    assert "Warehouses burned" in part.ledger.accessibleName()
    changes = ledger.edit_ledger(context.opened, key, verdict="partly_false")
    context.announce(changes)
    assert part.verdict.text() == "Verdict: partly false"


def test_a_smaller_claim_says_what_it_is_part_of(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    smaller = tag(context, "ثلاثة مستودعات", "claim")
    context.select(smaller)
    part = claim_part(panel)
    assert part.within_row.isVisible()
    menu = part.make_within_menu()
    assert len(menu.actions()) == 2
    menu.actions()[1].trigger()
    found = ledger.claim_of(context.opened, smaller)
    assert found is not None
    assert found.within == spoken[0]
    assert AGENCY[1] in part.within.accessibleName()
    context.run(history.undo)
    assert AGENCY[1] not in part.within.accessibleName()


def test_several_claims_of_the_segments_are_chosen_together(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    segments = SegmentsPanel(context)
    qtbot.addWidget(segments)
    segments.resize(700, 300)
    with qtbot.waitExposed(segments):
        segments.show()
    segments.view.selectAll()
    assert set(context.attributions.chosen) == set(spoken)
    page = panel.parts.attribution
    assert page is not None
    assert page.heading.text() == "3 attributions"
    click(segments.view, segments.model.index_of(of(context, spoken[1]).content))
    assert context.attributions.chosen == ()
    assert [each.id for each in page.shown] == [spoken[1]]
