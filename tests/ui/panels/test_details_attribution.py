"""The details panel of an attribution: chain, roles, sources, place, qualities, several at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from annotator.model.attribution import ATTRIBUTES, CONTENT, CUE, SOURCE
from annotator.operations import attributing, history, ledger, sources, tagging
from annotator.ui.context import EVERYBODY, Context
from annotator.ui.dialogs.parent_picker import NONE, ParentPicker
from annotator.ui.panels.details import DetailsPanel
from annotator.ui.panels.details_attribution import AttributionPage
from annotator.ui.panels.details_claim import ClaimPart
from annotator.ui.widgets.chips import Chips
from annotator.ui.widgets.pick_button import PickButton
from tests.ui.panels.speakers import AGENCY, OFFICIAL, attribute, name, of, speak
from tests.ui.workshop import (
    WatchedContext,
    interface,
    nameless,
    place,
    press,
    tag,
    type_in,
)

Spoken = tuple[int, int, int]


def make_panel(qtbot: QtBot, context: Context) -> DetailsPanel:
    made = DetailsPanel(context)
    qtbot.addWidget(made)
    made.resize(356, 900)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    return made


@pytest.fixture
def panel(qtbot: QtBot, context: Context) -> DetailsPanel:
    return make_panel(qtbot, context)


@pytest.fixture
def spoken(panel: DetailsPanel, context: Context) -> Spoken:
    return speak(context)


def page_of(panel: DetailsPanel, context: Context, key: int) -> AttributionPage:
    context.select(of(context, key).content)
    page = panel.parts.attribution
    assert page is not None
    return page


def chips(page: AttributionPage, attribute: str) -> Chips:
    found = page.qualities.controls[attribute]
    assert isinstance(found, Chips)
    return found


def picks(page: AttributionPage, attribute: str) -> PickButton:
    found = page.qualities.controls[attribute]
    assert isinstance(found, PickButton)
    return found


def claim_part(panel: DetailsPanel) -> ClaimPart:
    assert panel.parts.claim is not None
    return panel.parts.claim


def action(menu: QMenu, words: str) -> None:
    """Choose what begins with these words in a menu."""
    found = [each for each in menu.actions() if each.text().replace("\u2068", "").startswith(words)]
    found[0].trigger()


def test_nothing_of_it_is_made_before_it_is_needed(panel: DetailsPanel, context: Context) -> None:
    context.open_article(1)
    context.finish_loading()
    context.select(tag(context, "وكالة أفق", "source"))
    assert panel.parts.attribution is None
    assert panel.pages.current is panel.annotation
    assert panel.annotation.isVisible()


def test_any_role_shows_its_attribution(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    shown = of(context, spoken[0])
    for mark in shown.annotations:
        context.select(mark)
        page = panel.parts.attribution
        assert page is not None
        assert page.isVisible()
        assert [each.id for each in page.shown] == [spoken[0]]
    assert panel.windowTitle() == "Attribution"
    assert [row.passages[0].text() for row in page.roles.rows.values()] == [
        AGENCY[1],
        AGENCY[0],
        AGENCY[2],
    ]
    context.select(-1)
    assert not page.isVisible()
    assert panel.windowTitle() == "Details"


def test_the_chain_begins_with_the_author_and_leads_to_each_claim(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    page = page_of(panel, context, spoken[1])
    assert [link.name for link in page.chain.links] == ["نادر الشهابي", AGENCY[1], OFFICIAL[1]]
    assert page.chain.layoutDirection() == Qt.LayoutDirection.RightToLeft
    rights = [button.mapTo(page, button.rect().center()).x() for button in page.chain.buttons]
    if len({button.mapTo(page, button.rect().center()).y() for button in page.chain.buttons}) == 1:
        assert rights == sorted(rights, reverse=True)
    qtbot.mouseClick(page.chain.buttons[1], Qt.MouseButton.LeftButton)
    assert context.selected == of(context, spoken[0]).content
    press(page.chain.buttons[0], Qt.Key.Key_Space)
    assert context.selected == of(context, spoken[0]).content


def test_a_passage_leads_to_its_place(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    page = page_of(panel, context, spoken[0])
    qtbot.mouseClick(page.roles.rows[CUE].passages[0], Qt.MouseButton.LeftButton)
    assert context.selected == of(context, spoken[0]).cue


def test_a_role_is_emptied_and_filled_again(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    page = page_of(panel, context, spoken[0])
    row = page.roles.rows[SOURCE]
    before = of(context, spoken[0]).sources
    menu = QMenu(panel)
    row.fill_menu(menu)
    action(menu, f"Take out {AGENCY[1]}")
    assert of(context, spoken[0]).sources == ()
    assert "Select its words" in row.passages[0].text()
    said: list[str] = []
    context.said.connect(said.append)
    qtbot.mouseClick(row.passages[0], Qt.MouseButton.LeftButton)
    assert said == ["Select the words in the article first."]
    context.set_text_selection(*place(AGENCY[1]))
    qtbot.mouseClick(row.passages[0], Qt.MouseButton.LeftButton)
    assert of(context, spoken[0]).sources == before
    for _time in range(2):
        context.run(history.undo)
    assert row.passages[0].text() == AGENCY[1]


def test_a_role_is_filled_with_a_marked_passage_near_it(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    other = tag(context, "Harbour Watch", "source")
    page = page_of(panel, context, spoken[2])
    row = page.roles.rows[SOURCE]
    assert row.nearest()[0].id == other
    menu = QMenu(panel)
    row.fill_menu(menu)
    nearest = menu.actions()[1].menu()
    assert isinstance(nearest, QMenu)
    action(nearest, "Harbour Watch")
    assert other in of(context, spoken[2]).sources
    assert [each.isVisible() for each in row.passages] == [True, True]
    assert "Take out" not in [each.text()[:8] for each in _menu(page, CONTENT, panel)]


def _menu(page: AttributionPage, role: str, parent: QWidget) -> list[object]:
    menu = QMenu(parent)
    page.roles.rows[role].fill_menu(menu)
    return list(menu.actions())


def test_a_source_is_made_by_typing_and_taken_by_its_beginning(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    page = page_of(panel, context, spoken[0])
    type_in(page.sources.line, "وكالة أُفُق")
    assert [row.key for row in page.sources.suggestions.rows] == [None]
    press(page.sources.line, Qt.Key.Key_Return)
    (key,) = of(context, spoken[0]).entities
    assert sources.entity(context.opened, key).name == "وكالة أُفُق"
    assert page.sources.chips[0].text().startswith("\u2068وكالة أُفُق")
    assert page.chain.links[-1].name == "وكالة أُفُق"
    page = page_of(panel, context, spoken[2])
    type_in(page.sources.line, "افق")
    assert page.sources.suggestions.rows[0].key == key
    press(page.sources.line, Qt.Key.Key_Return)
    assert of(context, spoken[2]).entities == (key,)
    assert not page.sources.is_listing
    press(page.sources.line, Qt.Key.Key_Backspace)
    assert of(context, spoken[2]).entities == ()
    for _time in range(3):
        context.run(history.undo)
    assert sources.registry(context.opened) == []


def test_the_list_of_sources_is_walked_and_left_by_keys(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    keys = [name(context, [spoken[0]], f"هيئة {n}") for n in range(2)]
    page = page_of(panel, context, spoken[2])
    type_in(page.sources.line, "هيئة")
    assert [row.key for row in page.sources.suggestions.rows] == [*keys, None]
    press(page.sources.line, Qt.Key.Key_Down)
    press(page.sources.line, Qt.Key.Key_Return)
    assert of(context, spoken[2]).entities == (keys[1],)
    type_in(page.sources.line, "هيئة")
    press(page.sources.line, Qt.Key.Key_Escape)
    assert not page.sources.is_listing
    assert page.sources.line.text() == ""


def test_before_anything_is_typed_the_marked_words_are_offered(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    page = page_of(panel, context, spoken[0])
    page.sources.line.setFocus()
    press(page.sources.line, Qt.Key.Key_Down)
    assert [row.made for row in page.sources.suggestions.rows] == [AGENCY[1]]


def test_a_chip_goes_with_a_click_or_delete(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    name(context, [spoken[0]], "one")
    name(context, [spoken[0]], "two")
    page = page_of(panel, context, spoken[0])
    qtbot.mouseClick(page.sources.chips[0], Qt.MouseButton.LeftButton)
    assert len(of(context, spoken[0]).entities) == 1
    press(page.sources.chips[0], Qt.Key.Key_Delete)
    assert of(context, spoken[0]).entities == ()


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


def test_it_is_placed_in_another_and_taken_out(
    panel: DetailsPanel, context: Context, spoken: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(panel, context, spoken[2])
    assert not page.basis_row.isVisible()
    answers = [spoken[0], NONE]
    monkeypatch.setattr(ParentPicker, "ask", lambda *_values: answers.pop(0))
    page.parent_button.click()
    found = of(context, spoken[2])
    assert (found.parent, found.basis) == (spoken[0], "continuation")
    assert page.basis.value == "continuation"
    assert page.basis_row.isVisible()
    page.parent_button.click()
    assert of(context, spoken[2]).parent is None
    for _time in range(2):
        context.run(history.undo)
    assert of(context, spoken[2]).parent is None


def test_a_basis_that_the_places_refuse_is_refused_with_a_sentence(
    panel: DetailsPanel, context: WatchedContext, spoken: Spoken, qtbot: QtBot
) -> None:
    page = page_of(panel, context, spoken[1])
    basis = page.basis
    qtbot.mouseClick(basis, Qt.MouseButton.LeftButton, pos=basis.place_of("embedded"))
    assert len(context.refusals) == 1
    context.refusals.clear()
    assert basis.value == "continuation"


def test_the_picker_lists_by_chain_and_takes_by_keys(
    panel: DetailsPanel, context: Context, spoken: Spoken, qtbot: QtBot
) -> None:
    picker = ParentPicker(context, [spoken[0]], panel)
    qtbot.addWidget(picker)
    # Neither itself nor what lies in it can be chosen.
    assert [row.key for row in picker.shown] == [NONE, attributing.INFER, spoken[2]]
    type_in(picker.field, "متحدث")
    assert [row.key for row in picker.shown] == [spoken[2]]
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert picker.picked == spoken[2]


def test_memo_and_deletion(panel: DetailsPanel, context: Context, spoken: Spoken) -> None:
    page = page_of(panel, context, spoken[0])
    content = of(context, spoken[0]).content
    type_in(page.memo, "compare")
    page.memo.save()
    assert of(context, spoken[0]).memo == "compare"
    page.delete.click()
    assert context.attributions.get(spoken[0]) is None
    assert not page.isVisible()
    assert context.article is not None
    assert content in context.article
    assert context.selected == content
    context.run(history.undo)
    assert page.isVisible()
    assert page.memo.toPlainText() == "compare"


def test_a_source_that_two_share_can_be_looked_at_in_both(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    shared = of(context, spoken[0]).sources[0]
    context.run(attributing.fill_role, spoken[2], SOURCE, shared)
    context.select(shared)
    page = panel.parts.attribution
    assert page is not None
    assert page.switcher.isVisible()
    assert page.switcher.text() == "1 of 2 ▾"
    menu = page.switcher.menu()
    menu.aboutToShow.emit()
    menu.actions()[1].trigger()
    assert [each.id for each in page.shown] == [spoken[2]]
    assert context.selected == shared


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


def test_anothers_attribution_is_only_shown(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    context.use_coder("نادر")
    context.show_coders(EVERYBODY)
    context.finish_loading()
    context.attributions.load()
    known = context.attributions.get(spoken[0])
    assert known is not None
    context.select(known.content)
    page = panel.parts.attribution
    assert page is not None
    assert "سلمى" in page.notice.text()
    assert page.notice.isVisible()
    controls = [*page.qualities.controls.values(), page.parent_button, page.basis]
    controls += [row.button for row in page.roles.rows.values()]
    assert not any(each.isEnabled() for each in controls)
    assert page.memo.isReadOnly()
    assert not page.delete.isVisible()
    assert not page.sources.line.isEnabled()
    assert page.roles.rows[CUE].passages[0].isEnabled()
    assert page.roles.rows[CUE].button.toolTip() == page.notice.text()


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


def test_the_marked_passage_itself_unfolds_for_its_memo(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    page_of(panel, context, spoken[0])
    assert not panel.annotation.isVisible()
    panel.focus_memo()
    assert panel.annotation.memo.hasFocus()
    assert context.settings["window"]["unfolded"] == ["annotation"]


def test_a_passage_deleted_elsewhere_leaves_its_role(
    panel: DetailsPanel, context: Context, spoken: Spoken
) -> None:
    page = page_of(panel, context, spoken[0])
    cue = of(context, spoken[0]).cue
    context.run(tagging.delete, [cue])
    assert page.isVisible()
    assert "None" in page.roles.rows[CUE].passages[0].text()
    context.run(history.undo)
    assert page.roles.rows[CUE].passages[0].text() == AGENCY[0]


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("width", [220, 356])
def test_nothing_is_wider_than_the_panel(
    qtbot: QtBot, context: Context, language: str, width: int
) -> None:
    with interface(language):
        panel = make_panel(qtbot, context)
        panel.resize(width, 900)
        keys = speak(context)
        name(context, [keys[0]], "Permanent mission to the United Nations in Geneva and elsewhere")
        page = page_of(panel, context, keys[0])
        page.qualities.more.unfold()
        qtbot.wait(1)
        for each in page.findChildren(QWidget):
            if each.isVisible():
                left = each.mapTo(panel, each.rect().topLeft()).x()
                assert left >= 0, each
                assert left + each.width() <= width, each
        assert nameless(panel) == []
        panel.hide()


def test_the_picker_opens_under_its_button(
    panel: DetailsPanel, context: Context, spoken: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = page_of(panel, context, spoken[2])
    places: list[QRect] = []
    monkeypatch.setattr(
        ParentPicker, "ask", lambda _context, _keys, where, _parent: places.append(where)
    )
    page.parent_button.click()
    assert places[0].size() == page.parent_button.size()
    assert of(context, spoken[2]).parent is None


def test_a_new_attribution_of_the_selected_claim_is_shown_at_once(
    panel: DetailsPanel, context: Context
) -> None:
    context.open_article(1)
    context.finish_loading()
    context.attributions.load()
    mark = tag(context, AGENCY[2], "claim")
    context.select(mark)
    assert panel.parts.attribution is None
    key = attribute(context, AGENCY)
    page = panel.parts.attribution
    assert page is not None
    assert [each.id for each in page.shown] == [key]
    context.run(history.undo)
    assert not page.isVisible()
